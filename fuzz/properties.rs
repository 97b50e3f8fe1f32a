//! What must hold for any bytes at all, one function a parser.
//!
//! The fuzz targets and the tests of the kept corpora share this file, so that a property is
//! written once and an input that was found once is tried on every build.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use quietzone::diagnostic::{Diagnostic, Place, Severity};
use quietzone::gs1::{Ai, Code, Date, ElementString, GS, Kind};
use quietzone::layout::{Plan, Setting};
use quietzone::market::{Fault, Field, Form, Market, Reading, Value, rules};
use quietzone::source::{Cell, Input, Mapping, Record, Row, Table, Wanted};
use quietzone::template::Template;
use quietzone::world::Folder;

/// Codewords of the longest code of the batch that a template is tried with.
const LONGEST: usize = 75;
/// Longest line that the table reader promises to take, in bytes.
const LONGEST_LINE: usize = 1 << 20;
/// Findings shown of a file; each looks for its line from the start of the file.
const SHOWN: usize = 20;

static MARKETS: LazyLock<Vec<Market>> =
    LazyLock::new(|| Market::names().map(|id| Market::load(id).expect("built-in markets can be read")).collect());

/// Reads the bytes as a code of every market. What is read says the same in every form it is
/// written in again.
pub fn code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for market in MARKETS.iter() {
        match market.structure.parse(&text) {
            Ok(reading) => code_holds(market, &text, &reading),
            Err(faults) => assert!(!faults.is_empty(), "{}: refused without a reason", market.id),
        }
    }
}

fn code_holds(market: &Market, text: &str, reading: &Reading) {
    let (id, elements) = (&market.id, &reading.elements);
    assert!(reading.warnings.iter().all(|fault| fault.severity < Severity::Error), "{id}: read with errors");
    assert_eq!(without_gs(text), written(reading), "{id}: a character was lost or changed");
    assert_same(id, market.structure.parse(elements.scan_data()), elements);
    match market.structure.parse(&elements.bracketed()) {
        Err(faults) if varies(market) => {
            assert!(faults.iter().all(|fault| fault.rule == rules::AMBIGUOUS), "{id}: {faults:?}");
        }
        again => assert_same(id, again, elements),
    }
}

fn assert_same(id: &str, again: Result<Reading, Vec<Fault>>, elements: &ElementString) {
    assert_eq!(again.map(|reading| reading.elements).as_ref(), Ok(elements), "{id}: read back as another code");
}

/// What the reading says the text was, separators apart.
fn written(reading: &Reading) -> String {
    match reading.form {
        Form::Bracketed => reading.elements.bracketed(),
        _ => without_gs(reading.elements.scan_data()),
    }
}

fn without_gs(text: &str) -> String {
    text.replace(GS, "")
}

fn varies(market: &Market) -> bool {
    market.structure.fields().iter().any(|field| !field.is_fixed())
}

/// Reads the bytes as a template and, if they are one, lays out a label by it. Checking a
/// record and drawing it agree on whether it can be printed.
pub fn template(bytes: &[u8]) {
    let template = match Template::parse("fuzz.toml", String::from_utf8_lossy(bytes).into_owned()) {
        Ok(template) => template,
        Err(found) => return findings_hold(&found),
    };
    let Some(market) = MARKETS.iter().find(|market| market.id == template.market) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = Folder::of(&folder.path().join("fuzz.toml"));
    let setting = Setting {
        template: &template,
        folder: &folder,
        device: template.device,
        market,
        constants: &[],
        start_at: None,
    };
    match Plan::new(setting) {
        Ok(plan) => plan_holds(plan, market, template.names_used()),
        Err(found) => findings_hold(&found),
    }
}

fn plan_holds(mut plan: Plan<'_>, market: &Market, names: BTreeSet<String>) {
    if let Err(found) = plan.settle(Some(LONGEST)) {
        return findings_hold(&found);
    }
    let record = record(market, names);
    let checked = plan.check(&record, &|| Place::Nowhere);
    match plan.scene(&record, &|| Place::Nowhere) {
        Ok(_) => assert!(checked.is_empty(), "refused by the check and drawn all the same: {checked:?}"),
        Err(found) => {
            assert!(!checked.is_empty(), "passed by the check and not drawn: {found:?}");
            findings_hold(&found);
        }
    }
}

/// Findings are never none, and their spans are of the text: a caret is drawn under them.
fn findings_hold(found: &[Diagnostic]) {
    assert!(!found.is_empty(), "refused without a reason");
    for diagnostic in found {
        if let Place::Text { source, span } = &diagnostic.place {
            assert!(source.text.get(span.clone()).is_some(), "{span:?} is no stretch of the text: {diagnostic:?}");
        }
    }
    found.iter().take(SHOWN).for_each(|diagnostic| drop(diagnostic.to_string()));
}

/// A record that is right in its market, with every field a template asks for.
fn record(market: &Market, names: BTreeSet<String>) -> Record {
    let structure = &market.structure;
    let field = |ai: Ai| structure.fields().iter().find(|field| field.ai == ai);
    let elements = structure.assemble(|ai| field(ai).map(valid)).expect("valid parts make a code").elements;
    let elements = structure.parse(elements.scan_data()).expect("a code that was made is read").elements;
    let fields = names.iter().filter_map(|name| Some((Arc::from(name.as_str()), value(market, &elements, name)?)));
    Record { row: 1, fields: fields.collect(), code: Code::Gs1(elements) }
}

/// A value every market takes: digits are part of all alphabets.
fn valid(field: &Field) -> String {
    match field.ai.format().kind {
        Kind::Checked => "04870999000116".to_owned(),
        Kind::Date => "271231".to_owned(),
        Kind::Numeric | Kind::Text => "0123456789".chars().cycle().take(field.max).collect(),
    }
}

/// The value of a field, as a job would find it; crypto tails are never given to a template.
fn value(market: &Market, elements: &ElementString, name: &str) -> Option<Value> {
    let fields = market.structure.fields();
    if let Some(field) = fields.iter().find(|field| *field.name == *name || format!("ai{}", field.ai) == name) {
        let text = elements.value(field.ai).filter(|_| !field.ai.is_secret())?;
        let date = Date::from_yymmdd(text).filter(|_| *field.name == *name && field.ai.format().kind == Kind::Date);
        return Some(date.map_or_else(|| Value::Text(text.to_owned()), Value::Date));
    }
    if market.companion(name).is_some_and(|companion| companion.is_date) {
        return Date::new(2027, 12, 31).map(Value::Date);
    }
    Some(Value::Text("Парацетамол 500 мг № 20".to_owned()))
}

/// Reads the bytes behind the first as a table; the first picks the file's ending and the market.
/// No row is lost or invented, and each has the number of its line.
pub fn table(bytes: &[u8]) {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    if is_workbook(bytes) {
        return;
    }
    let ending = ["csv", "tsv", "txt"].into_iter().nth(usize::from(pick % 3)).unwrap_or_default();
    let Some(market) = MARKETS.get(usize::from(pick / 3) % MARKETS.len()) else { return };
    let input = Input::from_bytes(&format!("fuzz.{ending}"), bytes).expect("a temporary file");
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty() && text.len() <= LONGEST_LINE);
    match Table::open(input, None, &market.structure) {
        Ok(table) => table_holds(&table, text, market),
        Err(error) => assert!(text.is_none_or(|text| text.contains('"')), "text was refused: {error}"),
    }
}

/// Workbooks are not for here: their reader may panic, which the program catches and a fuzzer
/// cannot.
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

fn table_holds(table: &Table, text: Option<&str>, market: &Market) {
    let first = read(table);
    assert_eq!(first, read(table), "a second reading differs");
    let (rows, error) = first;
    assert!(rows.is_sorted_by(|a, b| a.number < b.number), "row numbers do not rise: {:?}", numbers(&rows));
    if let Some(text) = text.filter(|_| error.is_none()) {
        lines_hold(table, text, &rows);
    }
    let Ok(mapping) = Mapping::find(table, market, &Wanted::default(), None) else { return };
    for row in rows.iter().filter(|row| mapping.is_data(row)) {
        match mapping.record(row, table, market, None) {
            Ok((record, _)) => assert_eq!(record.row, row.number),
            Err(found) => assert!(!found.is_empty(), "row {} was refused without a reason", row.number),
        }
    }
}

fn read(table: &Table) -> (Vec<Row>, Option<Diagnostic>) {
    let mut rows = Vec::new();
    let done = table.rows(&mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    (rows, done.err())
}

fn numbers(rows: &[Row]) -> Vec<u32> {
    rows.iter().map(|row| row.number).collect()
}

/// Holds the rows against the lines of the text, parted and counted here a second time. With
/// quotes a row may have several lines; then only the order of rows can be told.
fn lines_hold(table: &Table, text: &str, rows: &[Row]) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let delimiter = if table.is_lines() { None } else { delimiter(&text) };
    if !table.is_lines() && (text.contains('"') || delimiter.is_none()) {
        return;
    }
    let cells = |line: &str| match delimiter {
        None => vec![Cell::text(line)],
        Some(delimiter) => line.split(delimiter).map(Cell::text).collect(),
    };
    let lines = text.split('\n').zip(1..).map(|(line, number)| Row { number, cells: cells(line) });
    let lines: Vec<Row> = lines.filter(|row| !row.is_empty()).collect();
    assert_eq!(rows, lines, "rows are not the lines of the file");
}

/// What parts the cells, by the first line that is not blank.
fn delimiter(text: &str) -> Option<char> {
    let first = text.split('\n').find(|line| Cell::text(line) != Cell::Empty)?;
    ['\t', ';', ','].into_iter().find(|delimiter| first.contains(*delimiter))
}
