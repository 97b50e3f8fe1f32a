//! The page to set a printer by: where its lines stand by another program's reckoning, and what is told to set.

use super::common::*;

/// Lines that are drawn on a page, from their ends, in millimetres from its top left corner.
fn lines(trace: &str) -> Vec<[f64; 4]> {
    let number = |text: &str, key: &str| {
        let rest = &text[text.find(&format!("{key}=\"")).unwrap() + key.len() + 2..];
        rest[..rest.find('"').unwrap()].parse::<f64>().unwrap() * 25.4 / 72.0
    };
    let paths = trace.split("<stroke_path ").skip(1).map(|path| &path[..path.find("</stroke_path>").unwrap()]);
    let plain = paths.filter(|path| path.matches("<lineto").count() == 1);
    let ends = plain.map(|path| (&path[path.find("<moveto").unwrap()..], &path[path.find("<lineto").unwrap()..]));
    ends.map(|(from, to)| [number(from, "x"), 297.0 - number(from, "y"), number(to, "x"), 297.0 - number(to, "y")])
        .collect()
}

#[test]
fn crosses_and_rules_stand_to_a_micrometre() {
    if !present(&[MUPDF]) {
        return;
    }
    let folder = Folder::new();
    let pdf = folder.file("page.pdf");
    assert_eq!(quietzone(&["sheet", "calibrate", "laser-1", "-o", &pdf]).code, 0);
    let lines = lines(&String::from_utf8(run("mutool", &["trace", &pdf, "1"])).unwrap());
    let has = |wanted: [f64; 4]| {
        assert!(
            lines.iter().any(|line| line.iter().zip(wanted).all(|(is, wanted)| (is - wanted).abs() < 0.001)),
            "{wanted:?} is not among {lines:?}"
        );
    };
    for (x, y) in [(20.0, 20.0), (180.0, 20.0), (20.0, 260.0), (180.0, 260.0)] {
        has([x - 5.0, y, x + 5.0, y]);
        has([x, y - 5.0, x, y + 5.0]);
    }
    has([60.0, 40.0, 160.0, 40.0]);
    has([40.0, 60.0, 40.0, 160.0]);
    // The ticks of the rules: 101 each.
    assert_eq!(lines.len(), 8 + 2 + 2 * 101);
}

#[test]
fn what_was_measured_becomes_what_to_set() {
    let set = |measured: &str| {
        let told = quietzone(&["sheet", "calibrate", "laser-1", "--measured", measured, "--format", "json"]);
        assert_eq!(told.code, 0, "{}", told.err);
        let told = told.json();
        (told["shift"].as_str().unwrap().to_owned(), told["scale"].as_str().unwrap().to_owned())
    };
    assert_eq!(set("20,20,160,240"), ("0.00,0.00mm".into(), "1.0000,1.0000".into()));
    // Printed 0.8 mm too far to the left and 0.3 mm too far down.
    assert_eq!(set("19.2, 20.3, 160, 240mm"), ("0.80,-0.30mm".into(), "1.0000,1.0000".into()));
    // By 1 % too small: a cross that is to stand at 20 mm stands at 19.8, and nothing is moved.
    assert_eq!(set("19.8,19.8,158.4,237.6"), ("0.00,0.00mm".into(), "1.0101,1.0101".into()));
    for bad in ["20,20,160", "a,b,c,d", "20,20,160,0", "20,20,80,240"] {
        let told = quietzone(&["sheet", "calibrate", "laser-1", "--measured", bad]);
        assert_eq!(told.code, 2, "{bad}: {}", told.out);
    }
}

#[test]
fn the_labels_of_a_template_are_outlined_and_one_without_a_sheet_is_refused() {
    let folder = Folder::new();
    let pdf = folder.file("page.pdf");
    let with = |template: &str| quietzone(&["sheet", "calibrate", "a", "--template", template, "-o", &pdf]);
    assert_eq!(with("templates/uz-relabel-a4.toml").code, 0);
    with(KZ).assert_says(2, &["has no [sheet]"]);
}
