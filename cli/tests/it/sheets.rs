//! Sheets of labels: where labels stand on them, and what is told of them, judged by programs of others.

use std::fs;
use std::path::Path;

use quietzone::batch::Data;
use quietzone::job::{self, Request};
use quietzone::render::pdf::Fit;
use quietzone::units::Length;

use super::common::*;

/// Labels stand where the sheet says, to a micrometre, on whole dots of the device.
#[test]
fn labels_of_a_sheet_stand_where_they_should() {
    if !present(&[MUPDF, OPENPYXL]) {
        return;
    }
    const DOT: f64 = 25.4 / 600.0;
    for (template, data) in [("uz-relabel-a4", "uz-pharma.xlsx"), ("ru-relabel-a4", "ru-pharma.csv")] {
        let folder = Folder::new();
        let pdf = folder.file("sheets.pdf");
        rendered(template, data, Path::new(&pdf), &["--start-at", "5"]);
        let corners = corners(&pdf);
        assert_eq!(corners.len(), 20, "{template}: places 5 to 24");
        for ((x, y), place) in corners.iter().zip(4..) {
            let expected = (f64::from(place % 3) * 70.0, 8.5 + f64::from(place / 3) * 35.0);
            let snapped = ((expected.0 / DOT).round() * DOT, (expected.1 / DOT).round() * DOT);
            assert!((x - snapped.0).abs() < 0.001, "{template}: place {place}: x is {x}, should be {}", snapped.0);
            assert!((y - snapped.1).abs() < 0.001, "{template}: place {place}: y is {y}, should be {}", snapped.1);
        }
    }
}

/// The top left corners of the labels of the first page, in mm, as mutool sees them.
fn corners(pdf: &str) -> Vec<(f64, f64)> {
    let trace = String::from_utf8(run("mutool", &["trace", pdf, "1"])).unwrap();
    // Every label is clipped to its box, which is a path of its own.
    let corner = |clip: &str| {
        let clip = clip.split("</clip_path>").next().unwrap();
        let numbers: Vec<f64> = attribute(clip, "transform").split(' ').map(|n| n.parse().unwrap()).collect();
        let mm = 25.4 / 72.0;
        let top = ys(clip).into_iter().map(|y| numbers[5] + numbers[3] * y).fold(f64::MAX, f64::min);
        (numbers[4] * mm, top * mm)
    };
    let mut corners: Vec<(f64, f64)> = trace.split("<clip_path").skip(1).map(corner).collect();
    // The form with what all labels share is clipped to the same box.
    corners.dedup();
    corners
}

/// Pages that are shifted and scaled have every label where it is reckoned to be, to a micrometre, and its
/// bytes as they were.
#[test]
fn pages_are_moved_and_scaled_to_meet_the_paper() {
    if !present(&[MUPDF, OPENPYXL]) {
        return;
    }
    let folder = Folder::new();
    let made = |name: &str, fit: Fit| {
        let mut request = Request::new(at("templates/uz-relabel-a4.toml"));
        request.data = Some(Data::of(at("samples/uz-pharma.xlsx")));
        request.output = Some(folder.path().join(name));
        request.forms.fit = fit;
        assert!(job::run(&request, &()).unwrap().summary.is_some());
        folder.file(name)
    };
    let scale = |text: &str| text.parse().unwrap();
    let plain = made("plain.pdf", Fit::default());
    let labels = corners(&plain);
    assert_eq!(labels.len(), 24);
    for (number, (right, down, across, along)) in (0..).zip([
        (0.8, -0.3, "1.004", "1.002"),
        (-2.0, 1.5, "0.9", "1.1"),
        (0.0, 0.0, "1.000001", "1"),
        (0.1, 0.0, "1", "1"),
    ]) {
        let length = |mm: f64| Length::from_micrometres((mm * 1000.0) as i64);
        let fit = Fit { right: length(right), down: length(down), across: scale(across), along: scale(along) };
        let fitted = made(&format!("{number}.pdf"), fit);
        let [x_scale, y_scale] = [across, along].map(|text| text.parse::<f64>().unwrap());
        for ((x, y), (was_x, was_y)) in corners(&fitted).into_iter().zip(&labels) {
            let expected = (was_x * x_scale + right, was_y * y_scale + down);
            assert!((x - expected.0).abs() < 0.001, "x is {x}, should be {}", expected.0);
            assert!((y - expected.1).abs() < 0.001, "y is {y}, should be {}", expected.1);
        }
        if present(&[QPDF]) {
            run("qpdf", &["--check", &fitted]);
        }
        let [before, behind] = [&plain, &fitted].map(|pdf| streams(&fs::read(pdf).unwrap()));
        assert!(
            before.iter().filter(|stream| behind.contains(*stream)).count() >= labels.len(),
            "labels keep their bytes"
        );
    }
}

/// The streams of a document, as they stand in it.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let text: String = pdf.iter().map(|byte| char::from(*byte)).collect();
    let streams = text.split("stream\n").filter_map(|part| part.split_once("\nend"));
    streams.map(|(stream, _)| stream.chars().map(|c| c as u8).collect()).collect()
}

fn ys(path: &str) -> Vec<f64> {
    path.split(" y=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

/// Whatever is free of the first sheet, every code is printed exactly once.
#[test]
fn every_half_used_sheet_conserves_the_codes() {
    if !present(&[ZXING, POPPLER, OPENPYXL]) {
        return;
    }
    let expected = counted(messages("ru-pharma.csv"));
    for (free, on_first) in [("1-", 24), ("7-", 18), ("23,24", 2), ("2,9,14-20", 9)] {
        let folder = Folder::new();
        let pdf = folder.file("sheets.pdf");
        rendered("ru-relabel-a4", "ru-pharma.csv", Path::new(&pdf), &["--free", free]);
        let pages = folder.path().join("pages");
        fs::create_dir(&pages).unwrap();
        run("pdftoppm", &["-r", "300", "-gray", "-png", &pdf, pages.join("p").to_str().unwrap()]);
        let sheets = read(&pictures(&pages));
        assert_eq!(sheets[0].len(), on_first, "free: {free}");
        let found = counted(sheets.into_iter().flatten().map(|(_, message)| message).collect());
        assert_eq!(found, expected, "free: {free}");
    }
}
