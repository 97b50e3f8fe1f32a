//! ZPL, SVG and sheets judged by programs that others wrote; see `judges.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use super::common::*;

const HEADS: [&str; 3] = ["203", "300", "600"];

/// Templates for printers, their sample, and their heads.
const THERMAL: [(&str, &str, &[&str]); 4] = [
    ("kz-pharma-carton", "kz-pharma.txt", &HEADS),
    ("kz-pharma-58x40-203", "kz-pharma.xlsx", &HEADS),
    ("ru-pharma-58x40-300", "ru-pharma.csv", &["300"]),
    ("tr-its-vial-38x15", "tr-its.xlsx", &["300", "600"]),
];

/// Draws a ZPL file with one of the two renderers.
fn draw(renderer: &str, zpl: &str, folder: &Path) -> Vec<PathBuf> {
    fs::create_dir_all(folder).unwrap();
    match renderer {
        "zplkit" => run("python3", &["tests/judges/zplkit.py", zpl, folder.to_str().unwrap()]),
        _ => run("node", &["tests/judges/zebrash.mjs", zpl, folder.to_str().unwrap()]),
    };
    pictures(folder)
}

fn assert_same_dots(ours: &Path, theirs: &Path, what: &str) {
    let (ours, theirs) = (grey(ours.to_str().unwrap()), grey(theirs.to_str().unwrap()));
    assert_eq!((ours.0, ours.1), (theirs.0, theirs.1), "{what}: size");
    let differ = ours.2.iter().zip(&theirs.2).filter(|(a, b)| (**a < 128) != (**b < 128)).count();
    assert_eq!(differ, 0, "{what}: dots that differ");
}

/// What both renderers of other lineage draw is our own raster, dot for dot.
#[test]
fn zpl_graphics_are_our_dots() {
    if !present(&[ZPLKIT, ZEBRASH, OPENPYXL]) {
        return;
    }
    for (template, data, heads) in THERMAL {
        for head in heads {
            let folder = Folder::new();
            let ours = folder.path().join("ours");
            let rows = ["--dpi", head, "--rows", "1-5"];
            rendered(template, data, &ours.join("p-{row}.png"), &rows);
            let ours = pictures(&ours);
            for (renderer, form) in [
                ("zplkit", &[][..]),
                ("zplkit", &["--zpl-graphics", "hex"]),
                ("zplkit", &["--zpl-fixed", "inline"]),
                ("zplkit", &["--zpl-memory", "0"]),
                ("zplkit", &["--head-every", "2"]),
                ("zebrash", &[]),
                ("zebrash", &["--zpl-graphics", "hex", "--zpl-fixed", "inline"]),
            ] {
                let what = format!("{template} at {head} by {renderer} {form:?}");
                let few = if renderer == "zebrash" { ["--dpi", head, "--rows", "1-3"] } else { rows };
                let zpl = folder.file("labels.zpl");
                rendered(template, data, Path::new(&zpl), &[&few[..], form].concat());
                let theirs = draw(renderer, &zpl, &folder.path().join(&what));
                assert!(!theirs.is_empty() && (theirs.len() == ours.len() || renderer == "zebrash"), "{what}");
                for (ours, theirs) in ours.iter().zip(&theirs) {
                    assert_same_dots(ours, theirs, &what);
                }
            }
        }
    }
}

/// The printer's own symbol says what ours says, in the same place and size.
#[test]
fn native_symbols_say_the_message_in_the_forced_size() {
    if !present(&[ZPLKIT, ZXING, DMTX, OPENPYXL]) {
        return;
    }
    for (template, data, heads) in THERMAL {
        let folder = Folder::new();
        let zpl = folder.file("labels.zpl");
        let more = ["--dpi", heads[0], "--zpl-symbol", "native"];
        rendered(template, data, Path::new(&zpl), &more);
        let drawn = draw("zplkit", &zpl, &folder.path().join("native"));
        let messages = messages(data);
        let ours = folder.path().join("ours");
        rendered(template, data, &ours.join("p-{row}.png"), &more[..2]);
        // A template may show a linear symbol besides; libdmtx and the box are for the other.
        for ((native, ours), message) in boxes(&drawn).iter().zip(boxes(&pictures(&ours))).zip(&messages) {
            assert_eq!((&native.0, &native.1), (&"]d2".to_owned(), message), "{template}");
            assert!((0..4).all(|side| native.2[side].abs_diff(ours.2[side]) <= 1), "{template}: {native:?} {ours:?}");
        }
        for (picture, message) in drawn.iter().zip(&messages).take(2) {
            let read = run("dmtxread", &["-G", "126", "-N", "1", picture.to_str().unwrap()]);
            assert_eq!(hex(&read), with_fnc1(template, message), "{template}");
        }
    }
}

/// Identifier, content and box of the one Data Matrix on each picture.
fn boxes(pictures: &[PathBuf]) -> Vec<(String, String, [i64; 4])> {
    let paths: Vec<&str> = pictures.iter().map(|path| path.to_str().unwrap()).collect();
    let text = String::from_utf8(run("python3", &[&["tests/judges/zxing.py"], paths.as_slice()].concat())).unwrap();
    let one = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let symbols = line["symbols"].as_array().unwrap();
        assert_eq!(symbols.len(), 1, "{line}");
        let text = |name: &str| symbols[0][name].as_str().unwrap().to_owned();
        (text("sym"), text("hex"), ["x", "y", "w", "h"].map(|side| symbols[0][side].as_i64().unwrap()))
    };
    text.lines().map(one).collect()
}

/// Random codes with every character a serial may have, through both forms of the symbol.
#[test]
fn random_codes_come_back_from_zpl() {
    if !present(&[ZPLKIT, ZXING]) {
        return;
    }
    let folder = Folder::new();
    let codes = folder.file("codes.txt");
    run("python3", &["samples/make.py", "--large", "600", &codes]);
    let text = fs::read_to_string(&codes).unwrap();
    let messages: Vec<String> = text.lines().map(|line| hex(line.as_bytes())).collect();
    for form in ["graphic", "native"] {
        let zpl = folder.file("labels.zpl");
        let made = render(KZ, &codes, Path::new(&zpl), &["--dpi", "203", "--zpl-symbol", form]);
        assert_eq!(made.code, 0, "{form}: {}", made.err);
        assert_read(&draw("zplkit", &zpl, &folder.path().join(form)), &messages, form);
    }
}

/// A file in parts holds every label once, and every part begins with what its labels recall.
#[test]
fn parts_hold_every_label_once() {
    if !present(&[ZPLKIT, ZXING]) {
        return;
    }
    let folder = Folder::new();
    let parts = folder.path().join("{part}.zpl");
    rendered("kz-pharma-carton", "kz-pharma.txt", &parts, &["--part-size", "25"]);
    let drawn: Vec<PathBuf> = (1..=3)
        .flat_map(|part| draw("zplkit", &folder.file(&format!("{part}.zpl")), &folder.path().join(part.to_string())))
        .collect();
    assert_read(&drawn, &messages("kz-pharma.txt"), "parts");
    assert!(!folder.path().join("4.zpl").exists());
}

/// What SVG renderers of two lineages draw is what the PDF shows, and every symbol is read.
#[test]
fn svg_shows_what_the_pdf_shows() {
    if !present(&[RESVG, LIBRSVG, POPPLER, ZXING, OPENPYXL]) {
        return;
    }
    for (template, data) in [
        ("kz-pharma-carton", "kz-pharma.xlsx"),
        ("uz-pharma-carton", "uz-pharma.xlsx"),
        ("ru-pharma-58x40-300", "ru-pharma.csv"),
        ("tr-its-vial-38x15", "tr-its.xlsx"),
    ] {
        let folder = Folder::new();
        let file = |name: &str| folder.file(name);
        rendered(template, data, Path::new(&file("p-{row}.svg")), &["--rows", "1-4"]);
        rendered(template, data, Path::new(&file("labels.pdf")), &["--rows", "1-4"]);
        run("pdftoppm", &["-r", "300", "-gray", "-png", &file("labels.pdf"), &file("pdf")]);
        let mut drawings: Vec<String> = pictures_named(folder.path(), ".svg");
        drawings.sort();
        assert!(drawings.len() >= 3);
        let pages = pictures_named(folder.path(), ".png");
        let width = grey(&pages[0]).0;
        let svgs: Vec<&str> = drawings.iter().map(String::as_str).collect();
        fs::create_dir(folder.path().join("resvg")).unwrap();
        let arguments = ["tests/judges/resvg.py", &file("resvg"), &width.to_string()];
        run("python3", &[&arguments[..], &svgs].concat());
        fs::create_dir(folder.path().join("librsvg")).unwrap();
        for (svg, number) in svgs.iter().zip(2..) {
            let out = file(&format!("librsvg/p-{number}.png"));
            run("rsvg-convert", &["-w", &width.to_string(), "-b", "white", "-o", &out, svg]);
        }
        let expected: Vec<String> = messages(data).into_iter().take(svgs.len()).collect();
        for judge in ["resvg", "librsvg"] {
            let drawn = pictures(&folder.path().join(judge));
            assert_read(&drawn, &expected, &format!("{template} by {judge}"));
            for (drawn, page) in drawn.iter().zip(&pages) {
                assert_alike(drawn.to_str().unwrap(), page, &format!("{template} by {judge}"));
            }
        }
    }
}

fn pictures_named(folder: &Path, ending: &str) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path().display().to_string());
    let mut files: Vec<String> = files.filter(|file| file.ends_with(ending)).collect();
    files.sort();
    files
}

/// Two pictures at about the same scale are the same but for their edges: few dots are dark in
/// one and have nothing dark near them in the other.
fn assert_alike(a: &str, b: &str, what: &str) {
    let (a, b) = (grey(a), grey(b));
    assert!(a.0.abs_diff(b.0) <= 1 && a.1.abs_diff(b.1) <= 2, "{what}: {}×{} {}×{}", a.0, a.1, b.0, b.1);
    let (width, height) = (a.0.min(b.0), a.1.min(b.1));
    for (one, other) in [(&a, &b), (&b, &a)] {
        let near = |x: usize, y: usize| {
            (y.saturating_sub(2)..=(y + 2).min(height - 1))
                .any(|v| (x.saturating_sub(2)..=(x + 2).min(width - 1)).any(|u| other.2[v * other.0 + u] < 160))
        };
        let dark = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| one.2[y * one.0 + x] < 96);
        let lost = dark.filter(|(x, y)| !near(*x, *y)).count();
        assert!(lost * 20_000 < width * height, "{what}: {lost} dots");
    }
}

/// Live text is text: it can be found in the file, and the outlines cannot.
#[test]
fn live_text_can_be_edited() {
    let folder = Folder::new();
    let file = |name: &str| folder.file(name);
    for (name, form) in [("outlines.svg", &[][..]), ("live.svg", &["--svg-text", "live"])] {
        let more = [&["--rows", "1"], form].concat();
        rendered("kz-pharma-carton", "kz-pharma.txt", Path::new(&file(name)), &more);
    }
    let [outlines, live] = ["outlines.svg", "live.svg"].map(|name| fs::read_to_string(file(name)).unwrap());
    assert!(live.contains(">(01)04870999000338</text>") && live.contains("font-family=\"'DejaVu Sans Condensed'"));
    assert!(!outlines.contains("<text") && outlines.contains("aria-label=\"(01)04870999000338\""));
    if present(&[RESVG]) {
        for name in ["outlines", "live"] {
            let arguments =
                ["tests/judges/resvg.py", &file(name), "945", "--fonts", "fonts", &file(&format!("{name}.svg"))];
            fs::create_dir(folder.path().join(name)).unwrap();
            run("python3", &arguments);
        }
        assert_alike(&file("outlines/outlines.png"), &file("live/live.png"), "live text");
    }
}

/// PNG and SVG show the same sheets as PDF.
#[test]
fn sheets_are_the_same_in_every_format() {
    if !present(&[ZXING, RESVG, POPPLER, OPENPYXL]) {
        return;
    }
    let folder = Folder::new();
    let file = |name: &str| folder.file(name);
    let more = ["--free", "9,20,22-24", "--dpi", "300"];
    for out in ["s.pdf", "png/p-{sheet}.png", "p-{sheet}.svg"] {
        rendered("uz-relabel-a4", "uz-pharma.xlsx", Path::new(&file(out)), &more);
    }
    run("pdftoppm", &["-r", "300", "-gray", "-png", &file("s.pdf"), &file("pdf")]);
    fs::create_dir(folder.path().join("resvg")).unwrap();
    let svgs = pictures_named(folder.path(), ".svg");
    let svgs: Vec<&str> = svgs.iter().map(String::as_str).collect();
    run("python3", &[&["tests/judges/resvg.py", &file("resvg"), "2480"], svgs.as_slice()].concat());
    let pages = pictures_named(folder.path(), ".png");
    let mut found = Vec::new();
    for judge in ["png", "resvg"] {
        let drawn = pictures(&folder.path().join(judge));
        assert_eq!(drawn.len(), 3);
        for (drawn, page) in drawn.iter().zip(&pages) {
            assert_alike(drawn.to_str().unwrap(), page, judge);
        }
        found.push(counted(read(&drawn).into_iter().flatten().map(|(_, message)| message).collect()));
    }
    assert_eq!(found, [counted(messages("uz-pharma.xlsx")), counted(messages("uz-pharma.xlsx"))]);
}

/// The picture of a linear symbol beside the Data Matrix is read as what it stands for.
#[test]
fn the_linear_picture_is_read_too() {
    if !present(&[ZXING, ZPLKIT]) {
        return;
    }
    let folder = Folder::new();
    let zpl = folder.file("label.zpl");
    rendered("ru-pharma-58x40-300", "ru-pharma.csv", Path::new(&zpl), &["--rows", "2"]);
    let drawn = draw("zplkit", &zpl, &folder.path().join("drawn"));
    let program = "import sys, zxingcpp; from PIL import Image; \
        [print(s.symbology_identifier, s.text) for s in zxingcpp.read_barcodes(Image.open(sys.argv[1]).convert('L')) if s.symbology_identifier[1] == 'E']";
    let read = String::from_utf8(run("python3", &["-c", program, drawn[0].to_str().unwrap()])).unwrap();
    assert_eq!(read.trim(), "]E0 4600999000171");
}

#[test]
fn a_pdf_in_parts_has_so_many_labels_a_file_and_each_begins_on_a_page_of_its_own() {
    if !present(&[POPPLER, QPDF]) {
        return;
    }
    let folder = Folder::new();
    let text = |pdf: &str| String::from_utf8(run("pdftotext", &["-raw", pdf, "-"])).unwrap();
    let pages = |pdf: &str| text(pdf).trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect::<Vec<_>>();
    // A chunk of rows is larger than a part, so parts end within chunks; each has the fonts of its own labels.
    let whole = folder.file("whole.pdf");
    rendered("kz-pharma-carton", "kz-pharma.xlsx", whole.as_ref(), &[]);
    let made = folder.path().join("p{part}.pdf");
    rendered("kz-pharma-carton", "kz-pharma.xlsx", &made, &["--part-size", "25"]);
    let parts = ["p1.pdf", "p2.pdf", "p3.pdf"].map(|name| folder.file(name));
    assert_eq!(folder.names(), ["p1.pdf", "p2.pdf", "p3.pdf", "whole.pdf"]);
    parts.iter().for_each(|part| drop(run("qpdf", &["--check", part])));
    assert_eq!(parts.iter().flat_map(|part| pages(part)).collect::<Vec<_>>(), pages(&whole));
    // Sheets of 24: the first file goes on a half-used one, the others begin anew.
    let sheets = Folder::new();
    let more = ["--part-size", "10", "--start-at", "20"];
    rendered("uz-relabel-a4", "uz-pharma.xlsx", &sheets.path().join("{part}.pdf"), &more);
    let labels =
        |name: &str| pages(&sheets.file(name)).iter().map(|page| page.matches("(01)").count()).collect::<Vec<_>>();
    assert_eq!((labels("1.pdf"), labels("2.pdf")), (vec![5, 5], vec![10]));
}
