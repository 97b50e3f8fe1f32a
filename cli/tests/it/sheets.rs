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

/// What stands in each place of sheets, as zxing-cpp reads it: sheet, place, row, column, GTIN, serial.
const PLACES: &str = r"
import sys, zxingcpp
from PIL import Image
for sheet, path in enumerate(sys.argv[1:], 1):
    page = Image.open(path).convert('L')
    dot = 300 / 25.4
    for place in range(24):
        row, column = divmod(place, 3)
        left, top = column * 70 * dot, (8.5 + row * 35) * dot
        label = page.crop((int(left), int(top), int(left + 70 * dot), int(top + 35 * dot)))
        for seen in zxingcpp.read_barcodes(label, formats=zxingcpp.BarcodeFormat.DataMatrix):
            text = seen.bytes.decode()
            serial = text[18:].split('\x1d')[0]
            print(sheet, place + 1, row + 1, column + 1, text[2:16], serial)
";

/// The lines of a workbook: what a spreadsheet program takes for numbers, and what for text.
const ROWS: &str = r"
import sys, openpyxl
from openpyxl.utils.escape import unescape
for row in openpyxl.load_workbook(sys.argv[1])['control list'].iter_rows(values_only=True):
    print(*[repr(unescape(cell) if isinstance(cell, str) else cell) for cell in row if cell], sep='\t')
";

/// A control list says of each place of the sheets what stands there, and how many labels each GTIN has.
#[test]
fn a_control_list_tells_what_stands_in_each_place() {
    if !present(&[ZXING, POPPLER, OPENPYXL]) {
        return;
    }
    let folder = Folder::new();
    let pdf = folder.file("sheets.pdf");
    for list in ["list.pdf", "list.xlsx"] {
        let list = folder.file(list);
        let more = ["--free", "2,9,14-20", "--date", "2026-11-27", "--control-list", &list];
        rendered("ru-relabel-a4", "ru-pharma.csv", Path::new(&pdf), &more);
    }
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).unwrap();
    run("pdftoppm", &["-r", "300", "-gray", "-png", &pdf, pages.join("p").to_str().unwrap()]);
    let pages = pictures(&pages);
    let pages: Vec<&str> = pages.iter().map(|page| page.to_str().unwrap()).collect();
    let read = String::from_utf8(run("python3", &[&["-c", PLACES], pages.as_slice()].concat())).unwrap();
    let read: Vec<&str> = read.lines().collect();
    assert_eq!(read.len(), 40);

    let rows = String::from_utf8(run("python3", &["-c", ROWS, &folder.file("list.xlsx")])).unwrap();
    let rows: Vec<Vec<&str>> = rows.lines().map(|row| row.split('\t').collect()).collect();
    let listed = rows.iter().filter(|row| row.len() == 10).skip(1).map(|row| {
        let [gtin, serial] = [6, 7].map(|cell| row[cell].get(1..row[cell].len() - 1).unwrap().replace(r"\'", "'"));
        format!("{} {} {} {} {gtin} {serial}", row[2], row[3], row[4], row[5])
    });
    assert_eq!(listed.collect::<Vec<_>>(), read);
    let counts: Vec<String> = rows.iter().filter(|row| row.len() < 10).map(|row| row.join(" ")).collect();
    let expected = [
        "'template ru-relabel-a4 · 27.11.2026'",
        "",
        "'Labels of each GTIN'",
        "14 '04600999000171'",
        "13 '04600999000287'",
        "13 '04600999000393'",
        "40 'Labels in all'",
        "3 'Sheets in all'",
    ];
    assert_eq!(counts, expected);

    // The same on paper, and no tail of a code in either.
    let text = String::from_utf8(run("pdftotext", &["-layout", &folder.file("list.pdf"), "-"])).unwrap();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let lines: Vec<String> =
        text.lines().map(words).filter(|line| line.len() == 9).map(|line| line[1..7].join(" ")).collect();
    assert_eq!(lines.get(1..), Some(read.iter().map(ToString::to_string).collect::<Vec<_>>().as_slice()));
    assert!(text.contains("Labels in all") && text.contains("page 2"));
    let tails = messages("ru-pharma.csv");
    let tails: Vec<&str> = tails.iter().filter_map(|message| message.rsplit('\u{1d}').next()?.get(2..)).collect();
    assert!(tails.len() == 40 && tails.iter().all(|tail| tail.len() > 20 && !text.contains(tail)));
    assert!(rows.iter().flatten().all(|cell| tails.iter().all(|tail| !cell.contains(tail))));
}

#[test]
fn a_control_list_replaces_nothing_and_needs_sheets() {
    let folder = Folder::new();
    let file = |name: &str| folder.file(name);
    let (template, data) = ("templates/ru-relabel-a4.toml", "samples/ru-pharma.csv");
    let refused = |template: &str, list: &str, why: &str| {
        render(template, data, file("s.pdf").as_ref(), &["--control-list", list]).assert_says(2, &[why]);
    };
    refused(template, &file("list.txt"), "neither .pdf nor .xlsx");
    refused(template, &file("s.pdf"), "is named for two outputs");
    refused("templates/ru-pharma-carton.toml", &file("list.pdf"), "no [sheet]");
    assert!(folder.names().is_empty());
    // What is asked of the labels and not kept lists nothing.
    let bad = file("bad.csv");
    fs::write(&bad, "code\nnonsense\n").unwrap();
    render(template, &bad, file("s.pdf").as_ref(), &["--control-list", &file("list.pdf")]);
    assert_eq!(folder.names(), ["bad.csv"]);
}

/// A template for labels of a stock; `label` and `sheet` are more of their tables.
fn of_stock(folder: &Folder, label: &str, sheet: &str) -> String {
    let template = folder.file("stock.toml");
    let text = format!(
        "market = \"kz-pharma\"\n[label]\ndevice = \"artwork\"\n{label}\n[sheet]\n{sheet}\n[[element]]\ntype = \"datamatrix\"\n\
         id = \"code\"\nx = \"1 mm\"\ny = \"1 mm\"\nsize = \"14.4 mm\"\n"
    );
    fs::write(&template, text).unwrap();
    template
}

/// A stock says all of the page; labels that are a little smaller than its own stand in their middle.
#[test]
fn labels_of_a_stock_stand_where_its_cuts_are() {
    if !present(&[MUPDF]) {
        return;
    }
    for (label, inset) in [("", 0.0), ("width = \"45.52 mm\"\nheight = \"16.73 mm\"", 0.1)] {
        let folder = Folder::new();
        let (template, pdf) = (of_stock(&folder, label, "stock = \"herma-4201\""), folder.file("s.pdf"));
        assert_eq!(render(&template, CODES, pdf.as_ref(), &["--free", "1-40"]).code, 0);
        let found = corners(&pdf);
        assert_eq!(found.len(), 40);
        for ((x, y), place) in found.into_iter().zip(0..) {
            let expected = (9.75 + inset + 48.26 * f64::from(place % 4), 13.06 + inset + 16.93 * f64::from(place / 4));
            assert!((x - expected.0).abs() < 0.001 && (y - expected.1).abs() < 0.001, "{x}, {y}: {expected:?}");
        }
    }
}

#[test]
fn what_a_stock_does_not_take_is_told() {
    let folder = Folder::new();
    let told = |label: &str, sheet: &str, why: &[&str]| {
        quietzone(&["check", &of_stock(&folder, label, sheet)]).assert_says(2, why);
    };
    told("", "stock = \"hema-4201\"", &["no stock is called “hema-4201”", "did you mean “herma-4201”"]);
    told("", "stock = \"herma-4201\"\nrows = 16", &["“rows” is not said beside it"]);
    told("width = \"48 mm\"", "stock = \"herma-4201\"", &["48.00 × 16.93 mm", "45.72 × 16.93 mm", "herma-4201"]);
    told("width = \"45 mm\"", "stock = \"herma-4201\"", &["0.50 mm smaller"]);
    told("", "page = \"A4\"\ncolumns = 3\nrows = 2", &["no “width”", "no “height”"]);
    let doubtful = quietzone(&["check", &of_stock(&folder, "", "stock = \"herma-4474\"")]);
    assert!(doubtful.err.contains("SH01") && doubtful.err.contains("up to 2.45 mm"), "{}", doubtful.err);
}

#[test]
fn all_stocks_are_listed() {
    let told = quietzone(&["sheet", "list"]);
    assert!(told.out.contains("zweckform-3474, herma-4464") && told.out.contains("3 × 8 labels of 70.00 × 37.10 mm"));
    let listed = quietzone(&["sheet", "list", "--format", "json"]).json();
    let stock = listed.as_array().unwrap().iter().find(|stock| stock["names"][0] == "herma-4201").unwrap().clone();
    assert_eq!((stock["columns"].as_u64(), stock["pitch_x"].as_f64()), (Some(4), Some(48.26)));
}

/// Under the labels of each sheet stand its number and its first and last serial number, as they follow one another in
/// the data, and its labels are as without.
#[test]
fn margins_tell_the_first_and_the_last_label_of_each_sheet() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let pdf = folder.file("margins.pdf");
    rendered("ru-relabel-a4", "ru-pharma.csv", Path::new(&pdf), &["--free", "2,9,14-20"]);
    let text = String::from_utf8(run("pdftotext", &["-layout", &pdf, "-"])).unwrap();
    let told: Vec<&str> = text.lines().filter(|line| line.contains('·')).collect();
    // The labels of nine places, of 24, and the rest of 40; (21) tells their serial numbers where they stand.
    let serials: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|page| page.split("(21)").skip(1).map(|rest| rest.split_whitespace().next().unwrap()).collect())
        .filter(|page: &Vec<&str>| !page.is_empty())
        .collect();
    assert_eq!(serials.iter().map(Vec::len).collect::<Vec<_>>(), [9, 24, 7]);
    for ((line, serials), sheet) in told.iter().zip(&serials).zip(1..) {
        let (first, last) = (serials[0], serials[serials.len() - 1]);
        assert!(line.starts_with(&format!("ru-relabel-a4 · {sheet}/3 · {first} – {last} ")), "{line}");
        assert!(line.ends_with("Проверил"), "{line}");
    }
    assert_eq!(told.len(), 3);
}

/// What has no room, or is of each label, is told with the boxes and the way out.
#[test]
fn what_margins_cannot_say_is_told() {
    let folder = Folder::new();
    let text = text_of("templates/ru-relabel-a4.toml");
    let told = |from: &str, to: &str, why: &[&str]| {
        assert!(text.contains(from));
        let template = folder.file("t.toml");
        fs::write(&template, text.replace(from, to)).unwrap();
        let made = render(&template, "samples/ru-pharma.csv", folder.file("t.pdf").as_ref(), &[]);
        assert_ne!(made.code, 0);
        why.iter().for_each(|why| assert!(made.err.contains(why), "{}", made.err));
        assert!(!Path::new(&folder.file("t.pdf")).exists());
    };
    let signature = "align = \"right\"\n";
    told(
        signature,
        "align = \"right\"\nsize = \"12 pt\"\n",
        &["“bottom” margin are 200.00 × ", "it has 200.00 × 3.51 mm"],
    );
    told("{{ first.serial }}", "{{ serial }}", &["“serial” is of each label", "first.serial"]);
    let long = format!("{{{{ first.serial }}}}{}", "-".repeat(400));
    told("{{ first.serial }}", &long, &["sheet 1: what stands in the “bottom” margin is ", "it has 200.00 × "]);
}
