//! Random tables of every kind of file with one random damage each: rows are conserved, and no code is
//! both unprinted and unnamed.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use quietzone::batch::{ColumnChoice, Conversion, Data, Inspection, Looked, RowCounts};
use quietzone::diagnostic::Place;

/// A table: titles, headers, rows of codes with what stands beside them, blank rows, a total.
#[derive(Clone, Debug)]
struct Shape {
    titles: usize,
    header: Option<bool>,
    /// Columns with codes, side by side.
    codes: usize,
    /// Columns behind them.
    beside: usize,
    rows: usize,
    /// A blank row behind this one.
    blank: Option<usize>,
    total: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Separated(char),
    Quoted(char),
    Xlsx,
    Json,
    JsonLines,
}

/// What happens to one code, or to its row.
#[derive(Clone, Copy, Debug)]
enum Damage {
    None,
    /// A character of the code is gone.
    Lost(usize),
    /// Two that stand side by side are swapped.
    Swapped(usize),
    /// The tail is gone.
    Cut,
    /// No separators.
    Joined,
    /// The separators are written so.
    Written(&'static str),
    /// A Cyrillic letter stands for a Latin one.
    Cyrillic(usize),
    /// The code stands twice.
    Twice,
    /// The cell is empty.
    Emptied,
    /// A spreadsheet made something of it.
    Spoilt(&'static str),
}

fn codes() -> Vec<String> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/kz-pharma.txt")).unwrap();
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn damaged(code: &str, damage: Damage) -> Option<String> {
    let mut letters: Vec<char> = code.chars().collect();
    let len = letters.len();
    match damage {
        Damage::None | Damage::Twice => return None,
        Damage::Lost(at) => drop(letters.remove(at % len)),
        Damage::Swapped(at) => letters.swap(at % len, (at + 1) % len),
        Damage::Cut => letters.truncate(31),
        Damage::Joined => letters.retain(|letter| *letter != '\u{1d}'),
        Damage::Written(gs) => return Some(code.replace('\u{1d}', gs)),
        Damage::Cyrillic(at) => letters[at % len] = 'А',
        Damage::Emptied => letters.clear(),
        Damage::Spoilt(text) => return Some(text.to_owned()),
    }
    Some(letters.into_iter().collect())
}

/// The cells of a table, and its codes as they were issued.
fn table(shape: &Shape, at: usize, damage: Damage) -> (Vec<Vec<String>>, Vec<String>) {
    let all = codes();
    let mut issued: Vec<String> = all[..shape.rows * shape.codes].to_vec();
    let at = at % issued.len();
    if let (Damage::Twice, true) = (damage, issued.len() > 1) {
        let other = if at == 0 { 1 } else { 0 };
        issued[at] = issued[other].clone();
    }
    let text = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut rows = vec![text(&["Заказ № 12 от 01.02.2026"]), text(&["ООО «Ромашка»"]), Vec::new()];
    rows.truncate(shape.titles);
    if let Some(is_known) = shape.header {
        let name = if is_known { "Код маркировки" } else { "Колонка" };
        let named = (1..=shape.codes).map(|n| if shape.codes > 1 { format!("{name} {n}") } else { name.to_owned() });
        rows.push(named.chain((0..shape.beside).map(|n| format!("Прочее {}", ["а", "б", "в"][n]))).collect());
    }
    for (number, row) in issued.chunks(shape.codes).enumerate() {
        let cell = |(index, code): (usize, &String)| {
            let here = number * shape.codes + index == at;
            damaged(code, damage).filter(|_| here).unwrap_or_else(|| code.clone())
        };
        let beside = (0..shape.beside).map(|n| ["Аспирин", "да", "склад"][n].to_owned());
        rows.push(row.iter().enumerate().map(cell).chain(beside).collect());
        if shape.blank == Some(number) && number + 1 < shape.rows {
            rows.push(Vec::new());
        }
    }
    if shape.total {
        rows.push(text(&["Итого: 12"]));
    }
    (rows, issued)
}

fn write(folder: &Path, kind: Kind, rows: &[Vec<String>]) -> PathBuf {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>, separator: char, all: bool| {
        let cell = |cell: &String| if all || cell.contains([separator, '"']) { quoted(cell) } else { cell.clone() };
        row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string())
    };
    let lines =
        |all: bool, separator: char| rows.iter().map(|row| line(row, separator, all) + "\n").collect::<String>();
    let object = |row: &Vec<String>| {
        let pairs =
            row.iter().enumerate().map(|(index, cell)| (format!("c{index}"), serde_json::Value::from(cell.clone())));
        serde_json::Value::Object(pairs.collect()).to_string()
    };
    let (name, content) = match kind {
        Kind::Separated(separator) => ("a.csv", lines(false, separator).into_bytes()),
        Kind::Quoted(separator) => ("a.csv", lines(true, separator).into_bytes()),
        Kind::Xlsx => ("a.xlsx", workbook(rows)),
        Kind::Json => ("a.json", format!("[{}]", rows.iter().map(object).collect::<Vec<_>>().join(",")).into_bytes()),
        Kind::JsonLines => ("a.json", rows.iter().map(|row| object(row) + "\n").collect::<String>().into_bytes()),
    };
    let file = folder.join(name);
    fs::write(&file, content).unwrap();
    file
}

/// A workbook with inline strings (ISO/IEC 29500).
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let escape = |text: &String| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('_', "_x005F_")
            .replace('\u{1d}', "_x001D_")
    };
    let mut sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>");
    for (row, number) in rows.iter().zip(1..) {
        sheet += &format!("<row r=\"{number}\">");
        for (cell, column) in row.iter().zip('A'..) {
            if !cell.is_empty() {
                let text = escape(cell);
                sheet += &format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            }
        }
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn shapes() -> impl Strategy<Value = Shape> {
    let kinds = vec![
        Kind::Separated(';'),
        Kind::Separated('\t'),
        Kind::Separated(','),
        Kind::Quoted(';'),
        Kind::Xlsx,
        Kind::Json,
        Kind::JsonLines,
    ];
    (
        0usize..4,
        prop::sample::select(vec![None, Some(true), Some(false)]),
        1usize..4,
        0usize..3,
        2usize..9,
        prop::option::of(0usize..8),
        any::<bool>(),
        prop::sample::select(kinds),
    )
        .prop_map(|(titles, header, codes, beside, rows, blank, total, kind)| {
            let is_json = matches!(kind, Kind::Json | Kind::JsonLines);
            // Keys are the names of the columns of JSON, and a list has no titles and no totals.
            Shape {
                titles: if is_json { 0 } else { titles },
                header: header.filter(|_| !is_json),
                blank: blank.filter(|_| !is_json),
                total: total && !is_json,
                codes,
                beside,
                rows,
                kind,
            }
        })
}

fn damages() -> impl Strategy<Value = Damage> {
    let written = ["<GS>", "{GS}", "#", "|", "^]", "&#29;", "%1D", "(GS)", "\\u001d", "\\F", "_1", " "];
    let spoilt = ["1,23457E+17", "########", "#N/A", "#Н/Д", "01.фев"];
    prop_oneof![
        Just(Damage::None),
        (0usize..90).prop_map(Damage::Lost),
        (0usize..90).prop_map(Damage::Swapped),
        Just(Damage::Cut),
        Just(Damage::Joined),
        prop::sample::select(written.to_vec()).prop_map(Damage::Written),
        (0usize..90).prop_map(Damage::Cyrillic),
        Just(Damage::Twice),
        Just(Damage::Emptied),
        prop::sample::select(spoilt.to_vec()).prop_map(Damage::Spoilt),
    ]
}

fn sum(counts: &RowCounts) -> u64 {
    let RowCounts { titles, header, good, bad, blank, totals, left_out, hidden, .. } = counts;
    titles + header + good + bad + blank + totals + left_out + hidden
}

/// Rows and columns that errors name.
fn named(seen: &Looked) -> BTreeSet<(u32, Option<u32>)> {
    let places = seen.findings.groups().into_iter().flat_map(|group| group.first.to_vec()).map(|found| found.place);
    places
        .filter_map(|place| match place {
            Place::Cell { row, column, .. } => Some((row, column.map(|column| column.index))),
            Place::Entry { number, .. } => Some((number, None)),
            _ => None,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn no_code_is_both_unprinted_and_unnamed(shape in shapes(), at in any::<prop::sample::Index>(), damage in damages()) {
        let at = at.index(shape.rows * shape.codes);
        let (rows, issued) = table(&shape, at, damage);
        let folder = tempfile::tempdir().unwrap();
        let file = write(folder.path(), shape.kind, &rows);
        let is_json = matches!(shape.kind, Kind::Json | Kind::JsonLines);
        let column = |n: usize| if is_json { format!("c{n}") } else { ["A", "B", "C"][n].to_owned() };
        let columns = (0..shape.codes).map(column).map(ColumnChoice::Code).collect();
        let mut data = Data::of(&file);
        data.columns = columns;
        let output = folder.path().join("x.txt");
        let batch = Inspection::new(data, "kz-pharma");
        let mut conversion = Conversion::new(batch, &output);
        conversion.skip_bad = true;
        let ran = conversion.run(&());
        let told = |found: &dyn std::fmt::Debug| format!("{shape:?} {damage:?} at {at}: {found:?}\n{rows:#?}");
        let (seen, written) = match ran {
            Ok(seen) => seen,
            // What is refused as a whole is named.
            Err(failure) => {
                prop_assert!(!failure.0.is_empty());
                return Ok(());
            }
        };
        prop_assert_eq!(sum(&seen.counts), seen.counts.file, "{}", told(&seen.counts));
        let text = if written { fs::read_to_string(&output).unwrap() } else { String::new() };
        let printed: BTreeSet<&str> = text.lines().collect();
        prop_assert_eq!(text.lines().count(), printed.len(), "a code is printed twice: {}", told(&seen));
        let changed = damaged(&issued[at], damage);
        let is_printed = |code: &String| printed.contains(&**code);
        for code in &issued {
            let is_hit = *code == issued[at];
            // What is valid with another tail cannot be known for damaged.
            if is_printed(code) || is_hit && changed.as_ref().is_some_and(is_printed) {
                continue;
            }
            prop_assert!(is_hit, "an undamaged code is lost: {}", told(&seen));
            // Where nothing stands in a row, or a cell beside other codes is empty, it is blank.
            if !matches!(damage, Damage::Emptied) || shape.codes == 1 && shape.beside > 0 {
                // A row below headers that lacks its code may be taken for headers too, and that is told.
                let is_bad = seen.counts.bad >= 1 || matches!(damage, Damage::Emptied);
                let is_named = !named(&seen).is_empty();
                prop_assert!(is_bad && is_named, "a code is neither printed nor named: {}", told(&seen));
            }
        }
        let strange: Vec<&&str> = printed.iter().filter(|code| !issued.iter().any(|one| one == **code)).collect();
        prop_assert!(strange.is_empty() || !matches!(damage, Damage::Written(_) | Damage::Joined | Damage::Spoilt(_)), "another code is printed: {}", told(&strange));
    }
}
