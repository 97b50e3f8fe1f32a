//! The plates of the shipped artwork, as two programs of others separate them.

use std::collections::BTreeSet;

use super::common::*;
use super::plates::Plates;

/// Boxes in millimetres from the corner of the page, bleed included: left, top, right and bottom.
type Area = [f64; 4];

/// What is on the plates of a template.
struct Artwork {
    template: &'static str,
    sample: &'static str,
    /// The plates with ink on them, and no others.
    inked: &'static [&'static str],
    /// The box of the symbol, and what lies under all of it.
    symbol: Area,
    under: Option<&'static str>,
    /// Areas that a plate fills whole, whatever stands on them.
    whole: &'static [(&'static str, Area)],
    /// Points of drawn lines, and the plate that these are on.
    lines: &'static [(&'static str, [f64; 2])],
}

const ARTWORKS: [Artwork; 7] = [
    Artwork {
        template: "ru-milk-film",
        sample: "ru-dairy.csv",
        inked: &["Black", "Opaque White", "PANTONE 348 C"],
        symbol: [51.0, 35.0, 65.0, 49.0],
        under: Some("Opaque White"),
        whole: &[("Opaque White", [45.0, 0.0, 126.0, 86.0]), ("Opaque White", [0.0, 63.0, 126.0, 86.0])],
        lines: &[],
    },
    Artwork {
        template: "ru-milk-sleeve",
        sample: "ru-dairy.csv",
        inked: &["Black", "Cyan", "Dieline", "PANTONE 2935 C"],
        symbol: [138.33, 23.0, 149.0, 47.0],
        under: None,
        whole: &[("Cyan", [20.0, 15.0, 130.0, 80.0])],
        lines: &[("Dieline", [3.0, 50.0]), ("Dieline", [217.0, 90.0]), ("Dieline", [100.0, 3.0])],
    },
    Artwork {
        template: "ru-tobacco-side",
        sample: "ru-tobacco.csv",
        inked: &["Black", "Crease", "PANTONE 1807 C"],
        symbol: [28.0, 67.0, 40.0, 79.0],
        under: None,
        whole: &[("PANTONE 1807 C", [0.0, 0.0, 24.0, 94.0]), ("PANTONE 1807 C", [44.0, 0.0, 68.0, 94.0])],
        lines: &[("Crease", [23.0, 40.0]), ("Crease", [45.0, 40.0])],
    },
    Artwork {
        template: "uz-blister-foil",
        sample: "uz-pharma.xlsx",
        inked: &["Black", "White"],
        symbol: [6.0, 9.0, 21.8, 24.8],
        under: Some("White"),
        whole: &[("White", [4.0, 4.0, 88.0, 36.0])],
        lines: &[],
    },
    Artwork {
        template: "tr-its-folded",
        sample: "tr-its.xlsx",
        inked: &["Black", "Crease", "Dieline", "PANTONE 286 C"],
        symbol: [104.0, 19.35, 118.0, 33.35],
        under: None,
        whole: &[("PANTONE 286 C", [12.0, 40.0, 188.0, 45.0])],
        lines: &[("Dieline", [4.0, 42.5]), ("Crease", [78.0, 42.5]), ("Dieline", [130.0, 4.0])],
    },
    Artwork {
        template: "ru-pharma-folded",
        sample: "ru-pharma.csv",
        inked: &["Black", "Creases", "Cyan", "Dieline", "Magenta", "PANTONE 2955 C", "Varnish", "White", "Yellow"],
        symbol: [121.5, 136.5, 136.5, 151.5],
        under: Some("White"),
        whole: &[
            // Under the back with its EAN-13, and under the front beside the wave, which shows the metal.
            ("White", [41.0, 15.0, 141.0, 66.0]),
            ("White", [72.0, 66.0, 144.0, 158.0]),
            ("PANTONE 2955 C", [2.0, 12.0, 23.5, 66.0]),
            ("PANTONE 2955 C", [38.0, 75.0, 45.0, 115.0]),
            // Over what is painted later too; it spares the symbol, which `under` says.
            ("Varnish", [2.0, 12.0, 41.0, 66.0]),
            ("Varnish", [38.0, 66.0, 144.0, 134.5]),
        ],
        lines: &[("Dieline", [5.0, 40.0]), ("Dieline", [141.0, 100.0]), ("Creases", [90.0, 63.0])],
    },
    Artwork {
        template: "uz-pharma-folded",
        sample: "uz-pharma.xlsx",
        inked: &["Black", "Creases", "Cyan", "Dieline", "Magenta", "PANTONE 3425 C", "Varnish", "Yellow"],
        symbol: [172.5, 101.5, 188.0, 117.0],
        under: None,
        whole: &[
            ("PANTONE 3425 C", [13.0, 135.0, 83.0, 139.0]),
            ("Varnish", [102.0, 2.0, 168.0, 135.0]),
            ("Varnish", [13.0, 135.0, 83.0, 172.0]),
        ],
        lines: &[("Dieline", [192.0, 80.0]), ("Dieline", [136.0, 5.0]), ("Creases", [104.0, 60.0])],
    },
];

/// Points in an area, off its edges.
fn points([left, top, right, bottom]: Area) -> impl Iterator<Item = (f64, f64)> {
    const STEP: f64 = 0.4;
    let along = |from: f64, to: f64| {
        let count = ((to - from - 2.0 * STEP) / STEP) as u32;
        (0..count).map(move |n| from + STEP + STEP * f64::from(n))
    };
    along(left, right).flat_map(move |x| along(top, bottom).map(move |y| (x, y)))
}

#[test]
fn shipped_artwork_has_its_declared_plates_with_white_and_grounds_whole() {
    if !present(&[MUPDF, GHOSTSCRIPT, OPENPYXL]) {
        return;
    }
    for artwork in ARTWORKS {
        let folder = Folder::new();
        let pdf = folder.path().join("a.pdf");
        rendered(artwork.template, artwork.sample, &pdf, &["--rows", "2"]);
        for plates in Plates::all(&folder, pdf.to_str().unwrap()) {
            looked_at(&artwork, &plates);
        }
    }
}

fn looked_at(artwork: &Artwork, plates: &Plates) {
    let what = artwork.template;
    let known = ["Black", "Cyan", "Magenta", "Yellow"].iter().chain(artwork.inked).copied();
    assert_eq!(plates.planes.keys().map(String::as_str).collect::<BTreeSet<_>>(), known.collect(), "{what}");
    let has_ink = |plane: &Vec<u8>| plane.iter().any(|sample| *sample < 255);
    let inked: Vec<&str> =
        plates.planes.iter().filter(|(_, plane)| has_ink(plane)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(inked, artwork.inked, "{what}");
    // The modules are on one plate, and leave what lies below as it is.
    let (mut dark, mut all) = (0, 0);
    for (x, y) in points(artwork.symbol) {
        let mut at = plates.at(x, y);
        all += 1;
        dark += usize::from(at.contains(&("Black", 100)));
        at.retain(|(plate, _)| *plate != "Black");
        assert_eq!(at, artwork.under.map(|plate| (plate, 100)).as_slice(), "{what}: {x}, {y}");
    }
    // At so few dots Ghostscript fills what it touches.
    assert!((all / 4..all * 9 / 10).contains(&dark), "{what}: {dark} of {all} dark");
    for (plate, area) in artwork.whole {
        let ink = if *plate == "Cyan" { 20 } else { 100 };
        let bare = points(*area).find(|(x, y)| !plates.at(*x, *y).contains(&(*plate, ink)));
        assert_eq!(bare, None, "{what}: {plate}");
    }
    // A line is on its plate alone, and leaves the others as they are beside it.
    for (plate, [x, y]) in artwork.lines {
        let beside: Vec<_> = [-0.3, 0.0, 0.3].iter().flat_map(|off| plates.at(x + off, y + off)).collect();
        assert!(beside.iter().any(|(name, _)| name == plate), "{what}: {plate} at {x}, {y}");
        let crossed = |off: f64| {
            let mut at = plates.at(x + off, y + off);
            at.retain(|(name, _)| !["Dieline", "Crease", "Creases"].contains(name));
            at
        };
        assert!(crossed(0.0) == crossed(0.5) || crossed(0.0) == crossed(-0.5), "{what}: {plate} at {x}, {y}");
    }
}
