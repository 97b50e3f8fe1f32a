//! Plates and layers of artwork, as programs of others see them: overprint, white, processing steps.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::common::*;

const HEAD: &str = r#"market = "uz-pharma"
[label]
width = "60 mm"
height = "40 mm"
device = "artwork"
[inks]
brand = 'spot("PANTONE 286 C", cmyk(100, 66, 0, 2))'
under = 'white("Opaque White")'
paper = "cmyk(0, 0, 0, 0)"
die = 'technical("Dieline", cmyk(0, 100, 0, 0))'
rill = 'technical("Rill", cmyk(0, 0, 100, 0), creasing)'
gloss = 'varnish("Gloss")'
relief = 'embossing("Relief")'
dots = 'braille("Braille")'
gold = 'foil("Gold", cmyk(0, 20, 60, 20))'
"#;

/// A rectangle: left, top, width and height in millimetres, and its paint.
fn rect(id: &str, [x, y, width, height]: [u32; 4], paint: &str) -> String {
    format!(
        "[[element]]\ntype = 'rect'\nid = '{id}'\nx = '{x} mm'\ny = '{y} mm'\nwidth = '{width} mm'\nheight = '{height} mm'\n{paint}\n"
    )
}

const SYMBOL: &str = "[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '30 mm'\ny = '21 mm'\nsize = '15 mm'\n";
const WHITE: [u32; 4] = [2, 2, 56, 36];

/// A band of the spot, with what lies on it, and a symbol on white.
fn art() -> String {
    [
        rect("band", [0, 0, 60, 15], "fill = 'brand'"),
        rect("tint", [0, 15, 60, 5], "fill = 'brand 50%'"),
        rect("hole", [50, 2, 8, 8], "fill = 'paper'"),
        rect("area", [40, 2, 8, 8], "fill = 'K'"),
        rect("rule", [0, 12, 60, 1], "fill = 'K'"),
        "[[element]]\ntype = 'text'\nid = 't'\nx = '8 mm'\ny = '3 mm'\ntext = 'I'\nsize = '20 pt'\nweight = 'bold'\n"
            .into(),
        SYMBOL.into(),
    ]
    .concat()
}

fn steps() -> String {
    [
        rect("coat", [2, 22, 10, 14], "fill = 'gloss'"),
        rect("cut", [5, 2, 50, 36], "stroke = 'die'\nthickness = '1 mm'"),
        rect("fold", [20, 0, 1, 40], "fill = 'rill'"),
    ]
    .concat()
}

/// The PDF of the first code of the sample, on a template.
fn pdf(folder: &Folder, name: &str, template: &str) -> String {
    let template = folder.write(&format!("{name}.toml"), template);
    let pdf = folder.file(&format!("{name}.pdf"));
    let told = render(&template, "samples/uz-pharma.xlsx", Path::new(&pdf), &["--rows", "2-2"]);
    assert_eq!(told.code, 0, "{}", told.err);
    pdf
}

/// The plates of a page at 100 dpi: their names, and the ink on each at points in millimetres, in per cent.
pub struct Plates {
    pub width: usize,
    pub height: usize,
    pub planes: BTreeMap<String, Vec<u8>>,
}

impl Plates {
    /// By each reader that separates pages.
    pub fn all(folder: &Folder, pdf: &str) -> [Self; 2] {
        [Self::by_mupdf(folder, pdf), Self::by_ghostscript(folder, pdf)]
    }

    /// By MuPDF, as a picture of Photoshop with a channel a plate.
    fn by_mupdf(folder: &Folder, pdf: &str) -> Self {
        let path = folder.file("plates.psd");
        run("mutool", &["draw", "-q", "-F", "psd", "-O", "2", "-c", "cmyk", "-r", "100", "-o", &path, pdf]);
        let bytes = fs::read(path).unwrap();
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let (height, width) = (number(14), number(18));
        let resources = 26 + 4 + number(26);
        let layers = resources + 4 + number(resources);
        let data = &bytes[layers + 4 + number(layers) + 2..];
        let mut names: Vec<String> = ["Cyan", "Magenta", "Yellow", "Black"].map(str::to_owned).into();
        names.extend(alpha_names(&bytes[resources + 4..layers]));
        let planes = data.chunks(width * height).map(<[u8]>::to_vec);
        Self { width, height, planes: names.into_iter().zip(planes).collect() }
    }

    /// By Ghostscript, as a grey picture a plate: “t(Cyan).tif”.
    pub fn by_ghostscript(folder: &Folder, pdf: &str) -> Self {
        let into = folder.file("plates");
        fs::create_dir_all(&into).unwrap();
        let output = format!("-sOutputFile={into}/t.tif");
        let quiet = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r100", "-sCompression=none"];
        run("gs", &[&quiet[..], &[&output, pdf]].concat());
        let mut plates = Self { width: 0, height: 0, planes: BTreeMap::new() };
        for file in fs::read_dir(&into).unwrap().map(|entry| entry.unwrap().path()) {
            let name = file.file_name().unwrap().to_str().unwrap();
            let Some(name) = name.strip_prefix("t(").and_then(|name| name.strip_suffix(").tif")) else { continue };
            let (width, height, plane) = grey_tiff(&fs::read(&file).unwrap());
            (plates.width, plates.height) = (width, height);
            plates.planes.insert(name.to_owned(), plane);
        }
        fs::remove_dir_all(into).unwrap();
        plates
    }

    /// The plates with ink at a point.
    pub fn at(&self, x: f64, y: f64) -> Vec<(&str, u8)> {
        let dot = |mm: f64| (mm / 25.4 * 100.0) as usize;
        assert!(dot(x) < self.width && dot(y) < self.height);
        let inks = self.planes.iter().map(|(name, plane)| {
            (name.as_str(), ((255.0 - f64::from(plane[dot(y) * self.width + dot(x)])) / 2.55).round() as u8)
        });
        inks.filter(|(_, ink)| *ink > 0).collect()
    }
}

/// Width, height and samples of a grey picture without compression (TIFF 6.0).
fn grey_tiff(bytes: &[u8]) -> (usize, usize, Vec<u8>) {
    assert_eq!(&bytes[..4], b"II*\0");
    let number = |at: usize, size: usize| bytes[at..at + size].iter().rev().fold(0, |n, b| n << 8 | usize::from(*b));
    let directory = number(4, 4);
    let values = |tag: usize| -> Vec<usize> {
        let entries = (0..number(directory, 2)).map(|n| directory + 2 + 12 * n);
        let entry = entries.into_iter().find(|entry| number(*entry, 2) == tag).unwrap();
        let (size, count) = (if number(entry + 2, 2) == 3 { 2 } else { 4 }, number(entry + 4, 4));
        let first = if size * count <= 4 { entry + 8 } else { number(entry + 8, 4) };
        (0..count).map(|n| number(first + n * size, size)).collect()
    };
    let strips = values(273).into_iter().zip(values(279));
    let samples = strips.flat_map(|(at, size)| bytes[at..at + size].to_vec()).collect();
    (values(256)[0], values(257)[0], samples)
}

/// The names of channels in image resource 1006 (Adobe Photoshop File Formats): texts with their length before them.
fn alpha_names(mut resources: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    while resources.len() > 12 {
        let id = u16::from_be_bytes([resources[4], resources[5]]);
        let after_name = 6 + (usize::from(resources[6]) + 2) / 2 * 2;
        let size = u32::from_be_bytes(resources[after_name..after_name + 4].try_into().unwrap()) as usize;
        let mut body = &resources[after_name + 4..after_name + 4 + size];
        while id == 1006 && !body.is_empty() {
            let end = 1 + usize::from(body[0]);
            names.push(String::from_utf8(body[1..end].to_vec()).unwrap());
            body = &body[end..];
        }
        resources = &resources[after_name + 4 + size.next_multiple_of(2)..];
    }
    names
}

#[test]
fn plates_have_what_overprint_leaves_on_them() {
    if !present(&[MUPDF, GHOSTSCRIPT]) {
        return;
    }
    let folder = Folder::new();
    let template = [HEAD, &rect("white", WHITE, "fill = 'under'"), &art(), &steps()].concat();
    for plates in Plates::all(&folder, &pdf(&folder, "film", &template)) {
        film(&plates);
    }
}

fn film(plates: &Plates) {
    let (brand, white, black) = (("PANTONE 286 C", 100), ("Opaque White", 100), ("Black", 100));
    assert_eq!(plates.at(1.0, 1.0), [brand], "beside the white");
    assert_eq!(plates.at(30.0, 4.0), [white, brand], "white is whole under the art");
    assert_eq!(plates.at(54.0, 4.0), [white], "process white takes the spot out and leaves the white whole");
    assert_eq!(plates.at(44.0, 6.0), [black, white], "an area of black takes the spot out");
    assert_eq!(plates.at(30.0, 12.5), [black, white, brand], "a rule of black leaves it whole");
    assert_eq!(plates.at(30.0, 17.0), [white, ("PANTONE 286 C", 50)], "a tint");
    assert_eq!(plates.at(55.0, 17.0), [("Dieline", 100), white, ("PANTONE 286 C", 50)]);
    assert_eq!(plates.at(20.5, 5.0), [white, brand, ("Rill", 100)]);
    assert_eq!(plates.at(8.0, 30.0), [("Gloss", 100), white]);
    assert_eq!(plates.at(20.5, 12.5), [black, white, brand, ("Rill", 100)]);
    // No module and no letter is knocked out of the plates below.
    for plate in ["Opaque White", "PANTONE 286 C"] {
        let holes = |[left, top, right, bottom]: [f64; 4]| {
            let (mut x, mut holes) = (left, 0);
            while x < right {
                let mut y = top;
                while y < bottom {
                    holes += usize::from(!plates.at(x, y).contains(&(plate, 100)));
                    y += 0.2;
                }
                x += 0.2;
            }
            holes
        };
        assert_eq!(holes([6.5, 3.0, 19.0, 11.5]), 0, "{plate} under the text");
        if plate == "Opaque White" {
            assert_eq!(holes([29.0, 21.0, 47.0, 36.0]), 0, "{plate} under the symbol");
        }
    }
}

#[test]
fn a_symbol_of_black_leaves_its_light_ground_whole() {
    if !present(&[MUPDF, GHOSTSCRIPT]) {
        return;
    }
    let folder = Folder::new();
    let yellow = HEAD.replace("[inks]\n", "[inks]\nyellow = 'cmyk(0, 0, 60, 0)'\n");
    let template = [&yellow, &rect("ground", [25, 16, 30, 23], "fill = 'yellow'"), SYMBOL].concat();
    for plates in Plates::all(&folder, &pdf(&folder, "ground", &template)) {
        let mut modules = 0;
        for x in 0..30 {
            for y in 0..30 {
                let at = plates.at(30.2 + f64::from(x) / 2.0, 21.2 + f64::from(y) / 2.0);
                assert!(at.contains(&("Yellow", 60)), "{at:?}");
                modules += u32::from(at.contains(&("Black", 100)));
            }
        }
        assert!(modules > 200, "{modules}");
    }
}

#[test]
fn a_patch_takes_the_symbol_with_its_zone_out_of_a_dark_ground() {
    if !present(&[MUPDF, GHOSTSCRIPT]) {
        return;
    }
    let folder = Folder::new();
    let ground =
        [HEAD, &rect("white", WHITE, "fill = 'under'"), &rect("ground", [20, 10, 38, 29], "fill = 'brand'"), SYMBOL];
    let ground = ground.concat();
    let template = |patch: &str| folder.write("t.toml", format!("{ground}{patch}"));
    let told = |patch: &str| {
        let told = quietzone(&["check", &template(patch)]);
        (told.code, [told.out, told.err].concat())
    };
    // A spot of which nobody knows how dark it is takes the symbol out of it, unless the template says no.
    let (code, by_itself) = told("");
    assert!(code == 0 && by_itself.contains("CT07") && by_itself.contains("15.85 × 15.85 mm"), "{by_itself}");
    let (code, never) = told("patch = false\n");
    assert!(code == 1 && never.contains("CT01") && !never.contains("CT07"), "{never}");
    let (code, always) = told("patch = true\n");
    assert!(code == 0 && !always.contains("CT0"), "{always}");
    // 36 modules of 0.417 mm and a module of zone on each side stand from 30 mm on to 45.85 mm.
    for patch in ["", "patch = true\n"] {
        for plates in Plates::all(&folder, &pdf(&folder, "patch", &format!("{ground}{patch}"))) {
            let (white, brand) = (("Opaque White", 100), ("PANTONE 286 C", 100));
            for x in [30.3, 38.0, 45.6] {
                let at = plates.at(x, 30.0);
                assert!(at.contains(&white) && at.iter().all(|(plate, _)| *plate != brand.0), "{x} mm: {at:?}");
            }
            for x in [29.7, 46.1] {
                assert_eq!(plates.at(x, 30.0), [white, brand], "{x} mm");
            }
        }
    }
}

#[test]
fn readers_without_overprint_show_art_through_white() {
    if !present(&[MUPDF, POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let with = pdf(&folder, "with", &[HEAD, &rect("white", WHITE, "fill = 'under'"), &art()].concat());
    let without = pdf(&folder, "without", &[HEAD, &art()].concat());
    let shown = |pdf: &str| {
        let png = folder.file("shown.png");
        run("mutool", &["draw", "-q", "-r", "100", "-o", &png, pdf]);
        run("pdftoppm", &["-r", "100", "-png", "-singlefile", pdf, &folder.file("poppler")]);
        [grey(&png), grey(&folder.file("poppler.png"))]
    };
    // White stands where the paper is white, and changes nothing there but roundings.
    for ((.., with), (.., without)) in shown(&with).iter().zip(&shown(&without)) {
        let farthest = with.iter().zip(without).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(with.len() == without.len() && farthest <= Some(2), "{farthest:?}");
    }
}

/// The dictionaries of layers as qpdf writes them out: names, groups and types.
fn layers(pdf: &str) -> (Vec<[String; 3]>, String) {
    let text = String::from_utf8_lossy(&run("qpdf", &["--qdf", "--object-streams=disable", pdf, "-"])).into_owned();
    let value = |object: &str, key: &str| {
        let rest = object.split(&format!("  {key} ")).nth(1)?;
        Some(rest.lines().next()?.to_owned())
    };
    let objects = text.split("endobj").filter(|object| object.contains("/Type /OCG"));
    let layers = objects.map(|object| {
        ["/Name", "/GTS_ProcStepsGroup", "/GTS_ProcStepsType"].map(|key| value(object, key).unwrap_or_default())
    });
    (layers.collect(), text)
}

#[test]
fn each_processing_step_is_a_layer_that_says_so() {
    if !present(&[QPDF]) {
        return;
    }
    let folder = Folder::new();
    let (layers, text) = layers(&pdf(&folder, "steps", &[HEAD, &art(), &steps()].concat()));
    let expected = [
        ["Dieline", "/Structural", "/Cutting"],
        ["Braille", "/Braille", ""],
        ["Gloss", "/Varnish", ""],
        ["Gold", "/Structural", "/FoilStamping"],
        ["Relief", "/Structural", "/Embossing"],
        ["Rill", "/Structural", "/Creasing"],
        ["Opaque White", "/White", ""],
    ];
    assert_eq!(layers, expected.map(|[name, group, kind]| [format!("({name})"), group.into(), kind.into()]));
    let properties = text.split("/OCProperties <<").nth(1).unwrap().split("/Pages").next().unwrap();
    assert_eq!(properties.matches(" 0 R").count(), 14, "OCGs and Order list each: {properties}");
    for forbidden in ["/AS", "/OFF", "/BaseState", "/Group"] {
        assert!(!text.contains(&format!("{forbidden} ")), "{forbidden}");
    }
    for state in ["/OP true", "/op true", "/OPM 1"] {
        assert!(text.contains(state), "{state}");
    }
}

#[test]
fn printers_with_dots_have_nothing_of_processing_steps() {
    let folder = Folder::new();
    let head = HEAD.replace("device = \"artwork\"", "device = \"300 dpi\"");
    let text = "[[element]]\ntype = 'text'\nid = 't'\nx = '8 mm'\ny = '3 mm'\ntext = 'I'\nsize = '20 pt'\n";
    let made = |name: &str, steps: &str| {
        let template = folder.write("t.toml", [&head, text, SYMBOL, steps].concat());
        let out = folder.file(name);
        let told = render(&template, "samples/uz-pharma.xlsx", Path::new(&out), &["--rows", "2-2"]);
        assert_eq!(told.code, 0, "{}", told.err);
        fs::read(out).unwrap()
    };
    for name in ["a.zpl", "a.png"] {
        assert!(made(name, &steps()) == made(name, ""), "{name}");
    }
    let pdf = String::from_utf8_lossy(&made("a.pdf", &steps())).into_owned();
    for word in ["Dieline", "/OCProperties", "/ExtGState"] {
        assert!(!pdf.contains(word), "{word}");
    }
}

#[test]
fn svg_has_processing_steps_where_they_are_asked_for() {
    let folder = Folder::new();
    let template = folder.write("t.toml", [HEAD, SYMBOL, &steps()].concat());
    for (more, count) in [(&[][..], 0), (&["--svg-technical"], 3)] {
        let out = folder.file("a.svg");
        let arguments = [&["--rows", "2-2"], more].concat();
        let told = render(&template, "samples/uz-pharma.xlsx", Path::new(&out), &arguments);
        assert_eq!(told.code, 0, "{}", told.err);
        assert_eq!(text_of(&out).matches("data-step=").count(), count);
    }
}

#[test]
fn one_separation_has_one_look() {
    let folder = Folder::new();
    let spot = "again = 'spot(\"PANTONE 286 C\", cmyk(100, 70, 0, 2))'\n";
    let step = "again = 'technical(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))'\n";
    for again in [spot, step] {
        let template = folder.write("t.toml", [HEAD, again, SYMBOL].concat());
        quietzone(&["check", &template]).assert_says(2, &["PANTONE 286 C", "“again”", "again 50%"]);
    }
    let same = "again = 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))'\n";
    let template = folder.write("t.toml", [HEAD, same, SYMBOL].concat());
    assert_eq!(quietzone(&["check", &template]).code, 0);
    let wrong = rect("r", [0, 0, 9, 9], "fill = 'die 50%'");
    let template = folder.write("t.toml", [HEAD, SYMBOL, &wrong].concat());
    quietzone(&["check", &template]).assert_says(2, &["no ink “die 50%”"]);
}

/// A drawing: a layer of a spot with a colour on it, the die line, a swatch and a varnish.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 60 40">
<linearGradient id="under" inkscape:swatch="solid"><stop stop-color="#eee"/></linearGradient>
<rect x="2" y="2" width="56" height="36" fill="url(#under)"/>
<g inkscape:groupmode="layer" inkscape:label="Brand">
<rect width="60" height="15" fill="#0055a4"/>
<rect id="hole" x="50" y="2" width="8" height="8" fill="#fff"/>
</g>
<rect width="60" height="5" y="15" fill="#0055a4"/>
<rect class="coat" x="2" y="22" width="10" height="14" fill="#abc"/>
<rect x="5" y="2" width="50" height="36" fill="none" stroke="#f0f" stroke-width="1"/>
</svg>"##;

#[test]
fn inks_of_a_drawing_are_on_the_plates_that_the_template_says() {
    if !present(&[MUPDF, GHOSTSCRIPT]) {
        return;
    }
    let folder = Folder::new();
    folder.write("art.svg", DRAWING);
    let lines = "[art.inks]\n\"layer:brand\" = \"brand\"\n\"id:hole\" = \"paper\"\n\"#0055a4\" = \"brand 50%\"\n\
         \"class:coat\" = \"gloss\"\n\"#f0f\" = \"die\"\n";
    let art = "[[element]]\ntype = 'image'\nid = 'art'\nfile = 'art.svg'\nx = '0 mm'\ny = '0 mm'\nwidth = '60 mm'\nheight = '40 mm'\n";
    let template = [HEAD, lines, art, SYMBOL].concat();
    for plates in Plates::all(&folder, &pdf(&folder, "drawing", &template)) {
        let (brand, white) = (("PANTONE 286 C", 100), ("Opaque White", 100));
        assert_eq!(plates.at(1.0, 1.0), [brand], "beside the white");
        assert_eq!(plates.at(30.0, 4.0), [white, brand], "white, a swatch of its name, is whole under the art");
        assert_eq!(plates.at(53.0, 6.0), [white], "process white takes the spot out and leaves the white whole");
        assert_eq!(plates.at(30.0, 17.0), [white, ("PANTONE 286 C", 50)], "a tint, by its colour");
        assert_eq!(plates.at(55.0, 17.0), [("Dieline", 100), white, ("PANTONE 286 C", 50)]);
        assert_eq!(plates.at(8.0, 30.0), [("Gloss", 100), white]);
    }
}
