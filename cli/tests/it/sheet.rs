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
    for (x, y) in [(15.0, 15.0), (195.0, 15.0), (15.0, 282.0), (195.0, 282.0)] {
        has([x - 5.0, y, x + 5.0, y]);
        has([x, y - 5.0, x, y + 5.0]);
    }
    has([55.0, 45.0, 155.0, 45.0]);
    has([35.0, 72.0, 35.0, 172.0]);
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
    assert_eq!(set("15,15,180,267"), ("0.00,0.00mm".into(), "1.0000,1.0000".into()));
    // Printed 0.8 mm too far to the left and 0.3 mm too far down.
    assert_eq!(set("14.2, 15.3, 180, 267mm"), ("0.80,-0.30mm".into(), "1.0000,1.0000".into()));
    // By 1 % too small: a cross that is to stand at 15 mm stands at 14.85, and nothing is moved.
    assert_eq!(set("14.85,14.85,178.2,264.33"), ("0.00,0.00mm".into(), "1.0101,1.0101".into()));
    for bad in ["15,15,180", "a,b,c,d", "15,15,180,0", "15,15,80,267"] {
        let told = quietzone(&["sheet", "calibrate", "laser-1", "--measured", bad]);
        assert_eq!(told.code, 2, "{bad}: {}", told.out);
    }
}

#[test]
fn the_labels_of_a_template_are_outlined_and_one_without_a_sheet_is_refused() {
    let folder = Folder::new();
    let svg = folder.file("page.svg");
    let with = |template: &str| quietzone(&["sheet", "calibrate", "a", "--template", template, "-o", &svg]);
    assert_eq!(with("templates/uz-relabel-a4.toml").code, 0);
    with(KZ).assert_says(2, &["has no [sheet]"]);
}
