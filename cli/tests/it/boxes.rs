//! Bleed, and the boxes of pages as programs of others see them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::common::*;
use super::plates::Plates;

/// An artwork of 60 by 40 mm with a band across its top, which reaches 3 mm beyond the trim.
fn template(label: &str, more: &str) -> String {
    format!(
        "market = 'uz-pharma'\n[label]\nwidth = '60 mm'\nheight = '40 mm'\ndevice = 'artwork'\n{label}\n\
         [inks]\nbrand = 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))'\n{more}\n\
         [[element]]\ntype = 'rect'\nid = 'band'\nx = '-3 mm'\ny = '-3 mm'\nwidth = '66 mm'\nheight = '16 mm'\nfill = 'brand'\n\
         [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '30 mm'\ny = '21 mm'\nsize = '15 mm'\n"
    )
}

/// Renders the first codes of the sample.
fn made(folder: &Folder, name: &str, template: &str, more: &[&str]) -> String {
    let out = folder.file(name);
    let template = folder.write("t.toml", template);
    let told = render(&template, "samples/uz-pharma.xlsx", Path::new(&out), &[&["--rows", "2-5"], more].concat());
    assert_eq!(told.code, 0, "{}", told.err);
    out
}

/// The boxes of the first page in millimetres from its lower left corner, as qpdf reads them.
fn boxes(pdf: &str) -> BTreeMap<String, [f64; 4]> {
    let told: serde_json::Value = serde_json::from_slice(&run("qpdf", &["--json=2", "--json-key=qpdf", pdf])).unwrap();
    let objects = told["qpdf"][1].as_object().unwrap().values();
    let page = objects.map(|object| &object["value"]).find(|value| value["/Type"] == "/Page").unwrap();
    let is_box = |key: &&String| key.ends_with("Box");
    let keys = page.as_object().unwrap().keys().filter(is_box);
    let sides = |key: &String| [0, 1, 2, 3].map(|n| page[key][n].as_f64().unwrap() / 72.0 * 25.4);
    keys.map(|key| (key.trim_start_matches('/').to_owned(), sides(key))).collect()
}

/// Whether boxes are these, to a micrometre.
fn assert_boxes(pdf: &str, expected: &[(&str, [f64; 4])]) {
    let boxes = boxes(pdf);
    assert_eq!(boxes.len(), expected.len(), "{boxes:?}");
    for (name, sides) in expected {
        let found = boxes[*name];
        assert!(found.iter().zip(sides).all(|(a, b)| (a - b).abs() < 0.001), "{name}: {found:?}, not {sides:?}");
    }
}

/// A picture of a page or drawing at 254 dpi, ten dots a millimetre: its sides, and whether there is ink at a
/// point in millimetres.
fn inked(folder: &Folder, file: &str) -> (usize, usize, impl Fn(f64, f64) -> bool + use<>) {
    let out = folder.file("seen");
    run("pdftoppm", &["-r", "254", "-png", "-singlefile", file, &out]);
    let (width, height, grey) = grey(&format!("{out}.png"));
    (width, height, move |x: f64, y: f64| grey[(y * 10.0) as usize * width + (x * 10.0) as usize] < 200)
}

#[test]
fn bleed_is_told_by_the_boxes_of_the_page() {
    if !present(&[QPDF]) {
        return;
    }
    let folder = Folder::new();
    let bled = made(&folder, "bled.pdf", &template("bleed = '3 mm'", ""), &[]);
    let whole = [0.0, 0.0, 66.0, 46.0];
    assert_boxes(&bled, &[("MediaBox", whole), ("BleedBox", whole), ("TrimBox", [3.0, 3.0, 63.0, 43.0])]);
    let sides = "bleed = '2 mm'\nbleed_top = '5 mm'\nbleed_left = '0 mm'";
    let bled = made(&folder, "sides.pdf", &template(sides, ""), &[]);
    let whole = [0.0, 0.0, 62.0, 47.0];
    assert_boxes(&bled, &[("MediaBox", whole), ("BleedBox", whole), ("TrimBox", [0.0, 2.0, 60.0, 42.0])]);
    let plain = made(&folder, "plain.pdf", &template("", ""), &[]);
    let whole = [0.0, 0.0, 60.0, 40.0];
    assert_boxes(&plain, &[("MediaBox", whole), ("TrimBox", whole)]);
}

#[test]
fn art_in_the_bleed_is_there_and_ends_with_it() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let (width, height, ink) = inked(&folder, &made(&folder, "a.pdf", &template("bleed = '2 mm'", ""), &[]));
    assert!(width.abs_diff(640) < 2 && height.abs_diff(440) < 2, "{width} {height}");
    assert!(ink(0.2, 0.2) && ink(63.8, 0.2) && ink(63.8, 14.8), "the bleed is filled to its corners");
    assert!(!ink(32.0, 15.2), "the band ends 13 mm below the trim");
    // The symbol stands where it would without bleed: its zone ends 21 mm and 0.417 mm below the trim.
    assert!(ink(32.0 + 0.7, 23.0 + 0.7) && !ink(32.0 + 0.3, 23.0 + 0.3));
}

#[test]
fn a_drawing_shows_the_bleed_and_tells_the_trim_and_a_picture_is_the_label_as_cut() {
    let folder = Folder::new();
    let label = template("bleed = '3 mm'\nbleed_left = '1.5 mm'\npreview = '254 dpi'", "");
    let svg = text_of(&made(&folder, "{row}.svg", &label, &[]).replace("{row}", "2"));
    for said in ["width=\"64.5mm\" height=\"46mm\" viewBox=\"-1.5 -3 64.5 46\"", "data-trim=\"0 0 60 40\""] {
        assert!(svg.contains(said), "{said}");
    }
    let (width, height, _) = grey(&made(&folder, "{row}.png", &label, &[]).replace("{row}", "2"));
    assert_eq!((width, height), (600, 400));
}

#[test]
fn bleed_is_for_artwork_and_within_bounds() {
    let folder = Folder::new();
    let refused = |label: &str, says: &[&str]| {
        let template = folder.write("t.toml", template(label, ""));
        quietzone(&["check", &template]).assert_says(2, says);
    };
    refused("bleed = '20.1 mm'", &["TPL", "“bleed” must be at most 20.00 mm"]);
    refused("bleed_top = '-1 mm'", &["“bleed_top” cannot be negative"]);
    refused("bleed_top = '3 dots'", &["“bleed_top” cannot be in dots"]);
    let printed = template("bleed = '3 mm'", "").replace("'artwork'", "'300 dpi'");
    let printed = folder.write("t.toml", printed);
    quietzone(&["check", &printed]).assert_says(2, &["t.toml:6:9", "“bleed” is for artwork"]);
}

#[test]
fn what_lies_wholly_in_the_bleed_is_drawn_and_what_lies_beyond_is_refused() {
    let folder = Folder::new();
    let mark = "[[element]]\ntype = 'rect'\nid = 'mark'\nx = '-3 mm'\ny = '20 mm'\nwidth = '2 mm'\nheight = '2 mm'\nfill = 'K'\n";
    let told = |label: &str| {
        let template = folder.write("t.toml", template(label, "") + mark);
        quietzone(&["check", &template])
    };
    assert_eq!(told("bleed = '3 mm'").code, 0);
    told("").assert_says(2, &["PLC01", "mark", "bleed = \"3 mm\""]);
    told("bleed = '0.5 mm'").assert_says(2, &["PLC01", "mark", "without its bleed"]);
}

/// A sheet of two labels side by side, so far apart.
fn sheet(gap: &str) -> String {
    format!("[sheet]\nwidth = '150 mm'\nheight = '60 mm'\ncolumns = 2\nrows = 1\ngap_x = '{gap}'\ncrop_marks = true\n")
}

#[test]
fn bleed_goes_into_the_gaps_of_a_sheet_and_over_no_neighbour() {
    if !present(&[POPPLER, QPDF]) {
        return;
    }
    let folder = Folder::new();
    let wide = template("bleed = '2 mm'", &sheet("5 mm"));
    let pdf = made(&folder, "sheet.pdf", &wide, &[]);
    let whole = [0.0, 0.0, 150.0, 60.0];
    assert_boxes(&pdf, &[("MediaBox", whole), ("TrimBox", whole)]);
    let (.., ink) = inked(&folder, &pdf);
    // The labels stand from 12.5 and from 77.5 mm on, 10 mm below the edge of the page.
    for (x, is_inked) in [(10.3, false), (10.7, true), (74.3, true), (74.7, false), (75.3, false), (75.7, true)] {
        assert_eq!(ink(x, 12.0), is_inked, "{x} mm");
    }
    assert!(ink(70.0, 8.2) && !ink(70.0, 7.8));
    // Marks begin a millimetre beyond the bleed.
    assert!((0..30).all(|tenth| !ink(12.5, 7.1 + f64::from(tenth) / 100.0)) && ink(12.45, 6.5), "crop marks");
    let svg = text_of(&made(&folder, "{sheet}.svg", &wide, &[]).replace("{sheet}", "1"));
    assert!(svg.contains("<clipPath id=\"label\"><rect x=\"-2\" y=\"-2\" width=\"64\" height=\"44\"/>"));
    let narrow = folder.write("t.toml", template("bleed = '2 mm'", &sheet("3.9 mm")));
    quietzone(&["check", &narrow]).assert_says(2, &["SHT01", "stand 3.90 mm apart", "takes 4.00 mm"]);
    let low = template("bleed = '2 mm'", &sheet("5 mm").replace("'60 mm'", "'43 mm'"));
    let low = folder.write("t.toml", low);
    quietzone(&["check", &low]).assert_says(2, &["SHT01", "rows", "1.50 mm"]);
}

#[test]
fn other_dots_than_those_of_artwork_have_no_bleed() {
    let folder = Folder::new();
    let (bled, plain) = (template("bleed = '3 mm'", ""), template("", ""));
    let made = |name: &str, template: &str| fs::read(made(&folder, name, template, &["--dpi", "300"])).unwrap();
    assert!(made("a.zpl", &bled) == made("b.zpl", &plain));
}

/// A fold across the middle, and one upright.
const FOLDS: &str = "[[fold]]\nid = 'across'\nx = '0 mm'\ny = '15 mm'\nto_x = '60 mm'\nto_y = '15 mm'\n\
                     [[fold]]\nid = 'upright'\nx = '20 mm'\ny = '0 mm'\nto_x = '20 mm'\nto_y = '40 mm'\n";

#[test]
fn marks_and_the_slug_line_grow_the_page_and_move_no_other_box() {
    if !present(&[QPDF]) {
        return;
    }
    let folder = Folder::new();
    let label = template("bleed = '3 mm'\nbleed_top = '5 mm'", "");
    let pdf = made(&folder, "marks.pdf", &label, &["--marks"]);
    // Beyond the bleed a millimetre, marks of six, and a millimetre.
    let (bled, trim) = ([8.0, 8.0, 74.0, 56.0], [11.0, 11.0, 71.0, 51.0]);
    assert_boxes(&pdf, &[("MediaBox", [0.0, 0.0, 82.0, 64.0]), ("BleedBox", bled), ("TrimBox", trim)]);
    // Ascent and descent of DejaVu Sans Condensed, 1901 and 483 of 2048 units, at 6 pt, and a millimetre.
    let line = (1901.0 + 483.0) / 2048.0 * 6.0 / 72.0 * 25.4 + 1.0;
    let pdf = made(&folder, "both.pdf", &label, &["--marks", "--slug", "4711"]);
    let [bled, trim] = [bled, trim].map(|[left, bottom, right, top]| [left, bottom + line, right, top + line]);
    assert_boxes(&pdf, &[("MediaBox", [0.0, 0.0, 82.0, 64.0 + line]), ("BleedBox", bled), ("TrimBox", trim)]);
    // Without bleed the page is larger than the label all the same, and the box of the bleed is that of the trim.
    let pdf = made(&folder, "plain.pdf", &template("", ""), &["--slug", "4711"]);
    let label = [0.0, line, 60.0, 40.0 + line];
    assert_boxes(&pdf, &[("MediaBox", [0.0, 0.0, 60.0, 40.0 + line]), ("BleedBox", label), ("TrimBox", label)]);
}

#[test]
fn marks_are_on_every_plate_and_beyond_the_bleed_only() {
    if !present(&[GHOSTSCRIPT]) {
        return;
    }
    let folder = Folder::new();
    let label = template("bleed = '3 mm'", FOLDS);
    let marked = Plates::by_ghostscript(&folder, &made(&folder, "a.pdf", &label, &["--marks", "--slug", "4711"]));
    let names = ["Black", "Cyan", "Magenta", "PANTONE 286 C", "Yellow"];
    assert!(marked.planes.keys().eq(&names), "All is no plate of its own: {:?}", marked.planes.keys());
    let inked = |x: f64, y: f64| {
        // Lines of a quarter of a point are thinner than a dot.
        let near = [-0.3, 0.0, 0.3].into_iter().flat_map(|dx| [-0.3, 0.0, 0.3].map(|dy| (x + dx, y + dy)));
        near.map(|(x, y)| marked.at(x, y)).max_by_key(Vec::len).unwrap().into_iter().map(|(name, _)| name.to_owned())
    };
    // The trim begins 11 mm from the edges of the page; marks lie from 1 to 7 mm, with 6 mm beside and above it.
    let crop = [(11.0, 4.0), (71.0, 4.0), (4.0, 11.0), (78.0, 51.0), (11.0, 58.0)];
    let folds = [(31.0, 1.5), (31.0, 3.9), (31.0, 60.0), (4.0, 26.0), (78.0, 26.0)];
    let registration = [(41.0, 4.0), (41.0, 1.5), (43.5, 4.0), (4.0, 31.0), (78.0, 31.0), (41.0, 58.0)];
    for (x, y) in crop.into_iter().chain(folds).chain(registration) {
        assert!(inked(x, y).eq(names), "{x}, {y}: {:?}", inked(x, y).collect::<Vec<_>>());
    }
    for (x, y) in [(11.0, 7.5), (7.5, 11.0), (31.0, 2.8), (21.0, 4.0)] {
        assert_eq!(inked(x, y).count(), 0, "{x}, {y}");
    }
    // The art has none of these inks, so what there is of them is marks.
    for name in ["Cyan", "Magenta", "Yellow"] {
        let plane = &marked.planes[name];
        let dot = |mm: f64| (mm / 25.4 * 100.0) as usize;
        let within = (dot(8.0)..dot(54.0)).flat_map(|y| (dot(8.0)..dot(74.0)).map(move |x| (x, y)));
        assert!(within.into_iter().all(|(x, y)| plane[y * marked.width + x] == 255), "{name}");
        assert!(plane.iter().filter(|dot| **dot < 255).count() > 500, "{name}");
    }
}

#[test]
fn the_slug_line_says_job_template_and_date_and_asks_no_clock() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let label = template("bleed = '3 mm'", "");
    let text = |name: &str, label: &str, more: &[&str]| {
        let pdf = made(&folder, name, label, more);
        String::from_utf8(run("pdftotext", &["-l", "1", "-layout", &pdf, "-"])).unwrap().trim().to_owned()
    };
    // FNV-1a of 64 bits, by hand.
    let hash = |text: &str| {
        text.bytes()
            .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    };
    let said = text("a.pdf", &label, &["--slug", "Заказ 4711", "--date", "2026-11-26"]);
    assert_eq!(said, format!("Заказ 4711 · t {:016x} · 2026-11-26", hash(&label)));
    let other = label.replace("PANTONE 286 C", "PANTONE 287 C");
    assert_eq!(text("b.pdf", &other, &["--slug", "4711"]), format!("4711 · t {:016x}", hash(&other)));
    let twice = ["c.pdf", "d.pdf"].map(|name| fs::read(made(&folder, name, &label, &["--slug", "4711"])).unwrap());
    assert!(twice[0] == twice[1]);
}

#[test]
fn marks_are_for_artwork_in_pdf_on_pages_of_its_own() {
    let folder = Folder::new();
    let refused = |name: &str, label: &str, more: &[&str], says: &[&str]| {
        let (out, template) = (folder.file(name), folder.write("t.toml", label));
        let more = [&["--rows", "2-2"], more].concat();
        render(&template, "samples/uz-pharma.xlsx", Path::new(&out), &more).assert_says(2, says);
        assert!(!Path::new(&out).exists());
    };
    let label = template("bleed = '3 mm'", "");
    refused("a.svg", &label, &["--marks"], &["--marks is for PDF"]);
    refused("a.png", &label, &["--slug", "1"], &["--slug is for PDF"]);
    refused("a.pdf", &label, &["--marks", "--dpi", "300"], &["--marks is for artwork"]);
    refused("a.pdf", &template("", &sheet("5 mm")), &["--slug", "1"], &["stand on sheets", "crop_marks = true"]);
    refused("a.pdf", &label, &["--slug", "製薬"], &["TXT02", "“製”", "Latin"]);
    refused("a.pdf", &label, &["--slug", "1", "--date", "26.11.2026"], &["2026-11-26"]);
    refused("a.pdf", &label, &["--date", "2026-11-26"], &["--slug"]);
    let all = template("", "").replace("PANTONE 286 C", "All");
    refused("a.pdf", &all, &[], &["brand"]);
}
