//! TSPL is the dots of the PNG, and says no more than every clone knows.
//!
//! It is read by a small reader of `BITMAP` that knows nothing of the writer, from the manual's words; programs of
//! others judge it in `.ci/soak`.

use std::fs;
use std::path::Path;

use super::common::*;

const KZ: &str = "templates/kz-pharma-58x40-203.toml";

/// What a label says before its dots, and its picture: a byte a dot, 0 black.
struct Label {
    said: Vec<String>,
    dots: Vec<u8>,
}

/// Takes a file apart into labels of a size in dots. The bit 0 burns, but for a clone.
fn labels(mut rest: &[u8], (width, height): (usize, usize), burns: u8) -> Vec<Label> {
    let mut all = Vec::new();
    let mut label = Label { said: Vec::new(), dots: vec![255; width * height] };
    while !rest.is_empty() {
        let command: Vec<&[u8]> = rest.splitn(7, |byte| *byte == b',').collect();
        if command[0].starts_with(b"BITMAP ") {
            let number = |at: usize| -> usize {
                let text = std::str::from_utf8(command[at]).unwrap();
                text.trim_start_matches("BITMAP ").parse().unwrap()
            };
            let (x, y, across, down, mode) = (number(0), number(1), number(2), number(3), number(4));
            assert_eq!(mode, 0, "it overwrites");
            let head: usize = (0..5).map(|at| command[at].len() + 1).sum();
            let bits = &rest[head..head + across * down];
            for (at, byte) in bits.iter().enumerate() {
                for bit in 0..8 {
                    let (column, row) = (x + at % across * 8 + bit, y + at / across);
                    let is_black = byte >> (7 - bit) & 1 == burns;
                    // What pads a row does not burn.
                    assert!(!is_black || column < width && row < height, "a dot off the label");
                    if is_black {
                        label.dots[row * width + column] = 0;
                    }
                }
            }
            assert_eq!(&rest[head + bits.len()..][..2], b"\r\n");
            rest = &rest[head + bits.len() + 2..];
            continue;
        }
        let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
        let line = std::str::from_utf8(&rest[..end]).unwrap();
        rest = &rest[end + 2..];
        if line == "PRINT 1,1" {
            let blank = Label { said: Vec::new(), dots: vec![255; width * height] };
            all.push(std::mem::replace(&mut label, blank));
        } else {
            label.said.push(line.to_owned());
        }
    }
    assert!(label.said.is_empty(), "a label that is not printed");
    all
}

#[test]
fn tspl_is_the_dots_of_the_png() {
    for (template, data, head) in [
        ("kz-pharma-58x40-203", "kz-pharma.txt", "203"),
        ("kz-pharma-58x40-203", "kz-pharma.txt", "600"),
        ("ru-pharma-58x40-300", "ru-pharma.csv", "300"),
        ("tr-its-vial-38x15", "tr-its.xlsx", "300"),
    ] {
        let folder = Folder::new();
        let (ours, rows) = (folder.path().join("ours"), ["--dpi", head, "--rows", "1-4"]);
        rendered(template, data, &ours.join("p-{row}.png"), &rows);
        let pictures = pictures(&ours);
        for (more, burns) in [(&[][..], 0), (&["--tspl-inverted"][..], 1)] {
            let file = folder.file("labels.tspl");
            rendered(template, data, Path::new(&file), &[&rows[..], more].concat());
            let (width, height, _) = grey(pictures[0].to_str().unwrap());
            let labels = labels(&fs::read(&file).unwrap(), (width, height), burns);
            assert_eq!(labels.len(), pictures.len());
            for (label, picture) in labels.iter().zip(&pictures) {
                assert!(label.dots == grey(picture.to_str().unwrap()).2, "{template} at {head} {more:?}");
                assert_eq!(label.said[1..], ["DIRECTION 0,0", "CLS"]);
            }
        }
    }
}

/// A label by hand: 3 mm wide, 2 mm high, 8 dots a millimetre; a bar from 1 mm, 0.5 mm on, 1.25 mm wide and 2 dots
/// high: rows 4 and 5, columns 8 to 17.
const BAR: &str = r#"market = "gs1"

[label]
width = "3 mm"
height = "2 mm"
device = "8 dots/mm"

[[element]]
type = "line"
id = "bar"
x = "8 dots"
y = "5 dots"
to_x = "18 dots"
to_y = "5 dots"
thickness = "2 dots"
"#;

#[test]
fn a_label_made_by_hand_is_these_bytes() {
    let folder = Folder::new();
    let template = folder.write("bar.toml", BAR);
    let codes = folder.write("codes.txt", "0104600439931256215Abc\u{1d}91EE05\n");
    for (more, expected) in [
        (&[][..], &b"SIZE 3 mm,2 mm\r\nDIRECTION 0,0\r\nCLS\r\nBITMAP 8,4,2,2,0,\x00\x3f\x00\x3f\r\nPRINT 1,1\r\n"[..]),
        (
            &["--tspl-inverted", "--tspl-gap", "2mm"],
            b"SIZE 3 mm,2 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 0,0\r\nCLS\r\nBITMAP 8,4,2,2,0,\xff\xc0\xff\xc0\r\nPRINT 1,1\r\n",
        ),
    ] {
        let file = folder.file("bar.tspl");
        let made = render(&template, &codes, Path::new(&file), more);
        assert!(made.code <= 1, "{}", made.err);
        assert_eq!(fs::read(&file).unwrap(), expected);
    }
}

#[test]
fn what_has_no_dots_or_stands_on_sheets_is_refused_in_words() {
    let folder = Folder::new();
    let file = folder.file("labels.tspl");
    let told = render("templates/ru-pharma-folded.toml", "samples/ru-pharma.csv", Path::new(&file), &[]);
    told.assert_says(2, &["TSPL is for printers with dots", "--dpi 300"]);
    let told = render("templates/uz-relabel-a4.toml", "samples/uz-pharma.xlsx", Path::new(&file), &["--dpi", "203"]);
    told.assert_says(2, &["a TSPL printer prints label by label"]);
    let told = render(KZ, CODES, Path::new(&file), &["--tspl-gap", "30mm"]);
    told.assert_says(2, &["up to 25.4 mm"]);
    assert!(!Path::new(&file).exists());
}

#[test]
fn files_are_parted_and_streamed_as_zpl_is() {
    let folder = Folder::new();
    let parts = folder.path().join("{part}.tspl");
    rendered("kz-pharma-58x40-203", "kz-pharma.txt", &parts, &["--rows", "1-5", "--part-size", "2"]);
    let names = names(folder.path());
    assert_eq!(names.len(), 3);
    let prints = |name: &String| {
        let bytes = fs::read(folder.path().join(name)).unwrap();
        bytes.windows(11).filter(|eleven| *eleven == b"PRINT 1,1\r\n").count()
    };
    assert_eq!(names.iter().map(prints).collect::<Vec<_>>(), [2, 2, 1]);
}
