//! What must hold for any bytes at all, one function a parser.
//!
//! The fuzz targets and the tests of the kept corpora share this file, so that a property is
//! written once and an input that was found once is tried on every build.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use quietzone::check::{Label, Scope, judge};
use quietzone::diagnostic::{Diagnostic, Place, Severity};
use quietzone::document::Choice;
use quietzone::gs1::{Ai, AiKind, Code, Date, ElementString, GS, openings};
use quietzone::layout::{Inventory, Plan, Setting, complete};
use quietzone::market::{CodeForm, Fault, Field, Market, Mend, Reading, Value, rules};
use quietzone::scene::{Drawing, Segment};
use quietzone::source::{Cell, Input, Mapping, Record, Row, Table, Wanted};
use quietzone::symbol::LinearKind;
use quietzone::symbol::linear::Bars;
use quietzone::symbol::qr::{self, QrError, QrLevel};
use quietzone::template::Template;
use quietzone::world::{Folder, Memory, World};

/// Farthest place of a drawing in EMU, with room for sums of a few.
const FARTHEST: i64 = 10_000_000_000_000;
/// A template with one picture.
const PICTURE: &str = "market = 'kz-pharma'\nlabel = { width = '40 mm', height = '30 mm', device = '300 dpi' }\n\
    element = [{ type = 'image', id = 'it', file = 'it', x = '1 mm', y = '1 mm', width = '9 mm', height = '9 mm' }]\n";
/// A template whose drawing is printed by a colour profile.
const PROFILED: &str = "market = 'kz-pharma'\nlabel = { width = '40 mm', height = '30 mm', device = 'artwork' }\n\
    art = { profile = 'it' }\n\
    element = [{ type = 'image', id = 'd', file = 'drawing.svg', x = '1 mm', y = '1 mm', width = '9 mm', height = '9 mm' }]\n";
/// The drawing.
const COLOURS: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><linearGradient id='g'>\
    <stop stop-color='#e30613'/><stop offset='1' stop-color='#0055a4'/></linearGradient>\
    <path d='M0 0h9v9z' fill='url(#g)'/><path d='M0 0v9h9z' fill='#123' stroke='#0f0'/></svg>";
/// A template with text and a drawing in a font.
const LETTERS: &str = "market = 'kz-pharma'\nlabel = { width = '40 mm', height = '30 mm', device = '300 dpi' }\n\
    fonts = { f = 'it' }\nelement = [\
    { type = 'text', id = 't', x = '1 mm', y = '9 mm', size = '6 pt', font = 'f', text = 'AVfi Жё №1' },\
    { type = 'image', id = 'd', file = 'drawing.svg', x = '1 mm', y = '15 mm', width = '30 mm', height = '9 mm' }]\n";
/// The drawing.
const WORDS: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 27'><text y='20' font-size='20' \
    letter-spacing='1' font-family='f'>AVo Жё 1</text></svg>";
/// Codewords of the longest code of the batch that a template is tried with.
const LONGEST: usize = 75;
/// Longest line that the table reader promises to take, in bytes.
const LONGEST_LINE: usize = 1 << 20;
/// Findings shown of a file; each looks for its line from the start of the file.
const SHOWN: usize = 20;

static MARKETS: LazyLock<Vec<Market>> =
    LazyLock::new(|| Market::names().map(|id| Market::load(id).expect("built-in markets can be read")).collect());

/// Sets the bytes behind the first, which picks the kind, as a linear symbol and as QR. What is set has the bars
/// and modules that its standard says; what is refused is refused with a reason.
pub fn bars(bytes: &[u8]) {
    let Some((picked, data)) = bytes.split_first() else { return };
    let pick = |count: usize| usize::from(*picked) % count;
    let text = String::from_utf8_lossy(data);
    let kind = LinearKind::ALL.get(pick(LinearKind::ALL.len())).copied().expect("a kind");
    match Bars::encode(kind, &text) {
        Ok(bars) => bars_hold(&bars),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    let level = QrLevel::ALL.get(pick(QrLevel::ALL.len())).copied().expect("a level");
    match qr::encode(data, level, picked & 0x80 != 0) {
        Ok(symbol) => assert!(symbol.rows() == symbol.columns() && (21..=177).contains(&symbol.rows())),
        Err(QrError::Refused(words)) => panic!("{words}"),
        Err(QrError::Empty) => assert!(data.is_empty()),
        Err(QrError::TooLong { .. }) => assert!(data.len() > 1273),
    }
}

fn bars_hold(bars: &Bars) {
    let (kind, elements) = (bars.kind(), bars.elements());
    let widest = if kind == LinearKind::Itf14 { 2 } else { 4 };
    assert!(elements.len() % 2 == 1 && elements.iter().all(|width| (1..=widest).contains(width)));
    let (modules, guards) = (bars.modules(2, 5), bars.guards(2, 5));
    assert_eq!(modules.len(), bars.width(2, 5) as usize);
    assert!(modules.len() == guards.len() && modules.iter().zip(guards).all(|(dark, long)| *dark || !long));
    assert!(modules.first() == Some(&true) && modules.last() == Some(&true));
    let across = i64::from(bars.width(1, 3));
    match kind {
        // Start, FNC1, data and check of eleven modules each, and a stop of thirteen.
        LinearKind::Gs1128 => assert!(across % 11 == 2 && across <= 11 * (3 + 2 * 48) + 13),
        _ => assert_eq!(across, kind.modules().unwrap_or(135)),
    }
    let (left, right) = kind.quiet();
    for caption in bars.captions(1, 3) {
        let (from, to) = (i64::from(caption.from), i64::from(caption.to));
        assert!(-left <= from && from < to && to <= across + right && !caption.text.is_empty());
    }
}

/// Reads the bytes as a code of every market, as it stands; of one that the bytes pick, mended; and
/// as GS1 data of none. What is read says the same in every form it is written in again.
pub fn code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let picked = bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % MARKETS.len();
    for (index, market) in MARKETS.iter().enumerate() {
        let parsed = market.structure.parse(&text);
        match &parsed {
            Ok(reading) => code_holds(market, &text, reading),
            Err(faults) => assert!(!faults.is_empty(), "{}: refused without a reason", market.id),
        }
        if index == picked {
            mending_holds(market, &text, parsed.ok());
        }
    }
    if let Ok(elements) = ElementString::parse(&text) {
        assert_eq!(ElementString::parse(elements.scan_data()).as_ref(), Ok(&elements), "GS1 data read otherwise");
        let _ = (elements.lint(), elements.pairings());
    }
}

/// A code that can be read as it stands is left alone; a mended one has the values that stood in
/// the text.
fn mending_holds(market: &Market, text: &str, parsed: Option<Reading>) {
    let id = &market.id;
    let read = market.structure.read(text);
    assert!(parsed.is_none() || read.is_ok(), "{id}: mending forbids what is right");
    match read {
        Err(faults) => assert!(!faults.is_empty(), "{id}: refused without a reason"),
        Ok((reading, mended)) => {
            assert_same(id, market.structure.parse(&message(&reading.code)), &reading.code);
            match parsed {
                Some(as_it_stands) => {
                    let by_form = |mend: &Mend| matches!(mend, Mend::Brackets | Mend::MissingSeparators);
                    assert!(mended.iter().all(by_form) && as_it_stands.code == reading.code, "{id}: changed");
                }
                None => assert!(!mended.is_empty(), "{id}: mended and not said"),
            }
            if mended.iter().any(|step| matches!(step, Mend::Escapes | Mend::Entities)) {
                return;
            }
            let visible = Mend::Invisible.apply(text);
            for (_, value) in reading.code.elements().iter().flat_map(|elements| elements.iter()) {
                assert!(visible.contains(value), "{id}: a value was changed");
            }
        }
    }
}

fn code_holds(market: &Market, text: &str, reading: &Reading) {
    let (id, code) = (&market.id, &reading.code);
    assert!(reading.warnings.iter().all(|fault| fault.severity < Severity::Error), "{id}: read with errors");
    assert_eq!(without_gs(text), written(reading), "{id}: a character was lost or changed");
    assert_same(id, market.structure.parse(&message(code)), code);
    let Some(elements) = code.elements() else { return };
    // Where any AIs may stand, one in parentheses within a value begins an element.
    let has_opening = |value: &str| openings(value).next().is_some();
    if market.structure.is_open() && elements.iter().any(|(_, value)| has_opening(value)) {
        return;
    }
    match market.structure.parse(&elements.bracketed()) {
        Err(faults) if varies(market) => {
            assert!(faults.iter().all(|fault| fault.rule == rules::AMBIGUOUS), "{id}: {faults:?}");
        }
        again => assert_same(id, again, code),
    }
}

fn assert_same(id: &str, again: Result<Reading, Vec<Fault>>, code: &Code) {
    assert_eq!(again.map(|reading| reading.code).as_ref(), Ok(code), "{id}: read back as another code");
}

/// What a scanner would send.
fn message(code: &Code) -> String {
    String::from_utf8(code.message().to_vec()).expect("codes are text")
}

/// What the reading says the text was, separators apart.
fn written(reading: &Reading) -> String {
    match (reading.form, reading.code.elements()) {
        (CodeForm::Bracketed, Some(elements)) => elements.bracketed(),
        _ => without_gs(&message(&reading.code)),
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
    let device = template.device;
    let template = match complete(template, &folder, device) {
        Ok(template) => template,
        Err(found) => return findings_hold(&found),
    };
    let setting =
        Setting { template: &template, folder: &folder, device: template.device, market, constants: &[], free: None };
    match Plan::new(setting) {
        Ok(plan) => plan_holds(plan, market, &template),
        Err(found) => findings_hold(&found),
    }
}

fn plan_holds(mut plan: Plan, market: &Market, template: &Template) {
    if let Err(found) = plan.settle(Some(LONGEST)) {
        return findings_hold(&found);
    }
    let record = record(market, template.names_used());
    let checked = plan.texts(&record, &|| Place::Nowhere).err().unwrap_or_default();
    match plan.scene(&record, &|| Place::Nowhere) {
        Ok(scene) => {
            assert!(checked.is_empty(), "refused by the check and drawn all the same: {checked:?}");
            let label = Label::new(market, plan.stock(), &scene, &record.code);
            for found in [Scope::Design, Scope::Record].into_iter().flat_map(|scope| judge(&label, scope)) {
                findings_hold(&[found]);
            }
        }
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
    let made = structure.assemble(|field| Some(valid(field))).expect("valid parts make a code").code;
    let code = structure.parse(&message(&made)).expect("a code that was made is read").code;
    let fields = names.iter().filter_map(|name| Some((Arc::from(name.as_str()), value(market, &code, name)?)));
    Record { row: 1, fields: fields.collect(), code }
}

/// A value every market takes: digits are part of all alphabets.
fn valid(field: &Field) -> String {
    match field.ai.map(|ai| ai.format().kind) {
        _ if field.is_gtin() => "04870999000116".to_owned(),
        Some(AiKind::Date) => "271231".to_owned(),
        _ => "0123456789".chars().cycle().take(field.max).collect(),
    }
}

/// The value of a field, as a job would find it; crypto tails are never given to a template.
fn value(market: &Market, code: &Code, name: &str) -> Option<Value> {
    let by_ai = || market.field_with(Ai::new(name.strip_prefix("ai")?)?);
    if let Some(field) = market.field(name).or_else(by_ai) {
        let text = market.structure.value(code, field).filter(|_| !field.is_secret)?;
        let date = Date::from_yymmdd(text).filter(|_| *field.name == *name && field.is_date());
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
    let input = Input::from_bytes(&format!("fuzz.{ending}"), bytes);
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty() && text.len() <= LONGEST_LINE);
    match Table::open(input, None, &market.structure, false) {
        Ok(table) => table_holds(table, text, market),
        Err(error) => {
            // JSON, and what is text and no text of codes, is refused by its name; a zero byte is one of UTF-16.
            let is_named = error.message.to_string().starts_with("the file ");
            assert!(is_named || text.is_none_or(|text| text.contains(['"', '\0'])), "text was refused: {error}");
        }
    }
}

/// Workbooks are not for here: they are not lines of text.
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

fn table_holds(mut table: Table, text: Option<&str>, market: &Market) {
    let first = read(&table);
    assert_eq!(first, read(&table), "a second reading differs");
    let (rows, error) = first;
    assert!(rows.is_sorted_by(|a, b| a.number < b.number), "row numbers do not rise: {:?}", numbers(&rows));
    if let Some(text) = text.filter(|_| error.is_none() && table.headers().is_none() && table.notes().is_empty()) {
        lines_hold(&table, text, &rows);
    }
    let Ok(mapping) = Mapping::find(&mut table, market, &Wanted::default(), None) else { return };
    for row in rows.iter().filter(|row| mapping.is_data(row)) {
        match mapping.record(row, &table, market, None) {
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

/// Holds the rows against the lines of the text, parted and counted here a second time: by one sign, the
/// same in all of them. With quotes a row may have several lines; then only the order of rows can be told.
fn lines_hold(table: &Table, text: &str, rows: &[Row]) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    if !table.is_lines() && text.contains('"') {
        return;
    }
    let parted = |sign: Option<char>| -> Vec<Row> {
        let cells = |line: &str| match sign {
            None => vec![Cell::text(line)],
            Some(sign) => line.split(sign).map(Cell::text).collect(),
        };
        let lines = text.split('\n').zip(1..).map(|(line, number)| Row::new(number, cells(line)));
        lines.filter(|row| !row.is_empty()).collect()
    };
    let lines = parted(None);
    if table.is_lines() {
        assert_eq!(rows, lines, "rows are not the lines of the file");
        return;
    }
    // Which sign it is, the table tells from all of its first rows; “sep=” may name any.
    let signs = ('\0'..='\u{7f}').filter(|c| *c == '\t' || c.is_ascii_punctuation());
    let is_so = signs.map(Some).any(|sign| parted(sign) == rows);
    assert!(is_so, "rows are the lines of the file by no sign: {rows:?}, {lines:?}");
}

/// Reads the bytes as a workbook. The first says what they are: 0 a whole file, 1 to 4 the sheet,
/// the shared texts, the styles or the list of sheets of an xlsx file, 5 the content of an ods
/// file, 6 the records of an xls file. Two readings are the same, and rows rise.
pub fn workbook(bytes: &[u8]) {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let file = match pick % 7 {
        0 => bytes.to_vec(),
        5 => ods(bytes),
        6 => xls(bytes),
        pick => xlsx(usize::from(pick) - 1, bytes),
    };
    let market = MARKETS.first().expect("there are markets");
    let input = Input::from_bytes("fuzz.xlsx", &file);
    match Table::open(input, None, &market.structure, false) {
        Ok(table) => table_holds(table, None, market),
        Err(error) => assert!(!error.message.to_string().is_empty(), "refused without a reason"),
    }
}

/// Reads the bytes behind the first as a file of any kind: 0 as it is, 1 as JSON that begins with a list,
/// 2 and 3 as two files of a ZIP file, the first of JSON or of text. Two readings are the same, and rows rise.
pub fn kinds(bytes: &[u8]) {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let (one, two) = bytes.split_at(bytes.len() / 2);
    let file = match pick % 4 {
        0 => bytes.to_vec(),
        1 => [b"[\"", bytes].concat(),
        2 => stored(&[("a", &[b"{\"", one].concat()), ("b", two)]),
        _ => stored(&[("a.csv", one), ("b.txt", two)]),
    };
    let market = MARKETS.first().expect("there are markets");
    let input = Input::from_bytes("fuzz", &file);
    match Table::open(input, None, &market.structure, false) {
        Ok(table) => table_holds(table, None, market),
        Err(error) => assert!(!error.message.to_string().is_empty(), "refused without a reason"),
    }
}

const SHEET: &[u8] =
    b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>46000</v></c></row>\
    <row r='2'><c t='inlineStr'><is><t>x</t></is></c></row></sheetData></worksheet>";
const SHARED: &[u8] = b"<sst count='1' uniqueCount='1'><si><t>a</t></si></sst>";
const STYLES: &[u8] = b"<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>";
const BOOK: &[u8] = b"<workbook><sheets><sheet name='A' sheetId='1' r:id='r'/></sheets></workbook>";

fn xlsx(pick: usize, bytes: &[u8]) -> Vec<u8> {
    let part = |number, usual| if pick == number { bytes } else { usual };
    stored(&[
        ("_rels/.rels", b"<Relationships><Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id='r' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"),
        ("xl/worksheets/sheet1.xml", part(0, SHEET)),
        ("xl/sharedStrings.xml", part(1, SHARED)),
        ("xl/styles.xml", part(2, STYLES)),
        ("xl/workbook.xml", part(3, BOOK)),
    ])
}

fn ods(content: &[u8]) -> Vec<u8> {
    let manifest = b"<manifest:manifest><manifest:file-entry/></manifest:manifest>";
    stored(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content),
    ])
}

fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("a file in a zip file");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("a zip file").into_inner()
}

/// A compound file with one stream: header, table of sectors, folder, the stream's sectors.
fn xls(stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().div_ceil(512).clamp(8, 126);
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    file.extend([0x3E_u16, 3, 0xFFFE, 9, 6].iter().flat_map(|word| word.to_le_bytes()));
    file.resize(44, 0);
    file.extend([1_u32, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0, 0].iter().flat_map(|word| word.to_le_bytes()));
    file.resize(512, 0xFF);
    let last = sectors as u32 + 1;
    let chain = (2..=last).map(|sector| if sector == last { 0xFFFF_FFFE } else { sector + 1 });
    file.extend([0xFFFF_FFFD, 0xFFFF_FFFE].into_iter().chain(chain).flat_map(u32::to_le_bytes));
    file.resize(1024, 0xFF);
    for (name, kind, start, length) in [("Root Entry", 5, 0xFFFF_FFFE, 0), ("Workbook", 2, 2, sectors as u32 * 512)] {
        let entry = file.len();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(entry + 66, 0);
        file.push(kind);
        file.resize(entry + 116, 0);
        file.extend([start, length, 0].iter().flat_map(|word: &u32| word.to_le_bytes()));
    }
    file.resize(1536, 0);
    file.extend(stream.iter().take(sectors * 512));
    file.resize(1536 + sectors * 512, 0);
    file
}

/// Takes the bytes as the picture of a label, a drawing or one of pixels. It is refused with a
/// reason, or every place in it is one that can be reckoned with.
pub fn svg(bytes: &[u8]) {
    // A drawing that is refused has no inventory, or one with reasons.
    let _ = Inventory::of("it", bytes, Vec::new());
    laid_out(PICTURE, &[("it", bytes)]);
}

/// Lays out a label with a drawing in the inks that the colour profile says which the bytes are. It is refused with a
/// reason, or every place in it is one that can be reckoned with.
pub fn profile(bytes: &[u8]) {
    laid_out(PROFILED, &[("it", bytes), ("drawing.svg", COLOURS.as_bytes())]);
}

/// Lays out a label with text and a drawing in the font that the bytes are: TrueType or OpenType. It is
/// refused with a reason, or every place in it is one that can be reckoned with.
pub fn font(bytes: &[u8]) {
    laid_out(LETTERS, &[("it", bytes), ("drawing.svg", WORDS.as_bytes())]);
}

fn laid_out(template: &str, files: &[(&str, &[u8])]) {
    let memory = Memory::default();
    for (name, bytes) in files {
        memory.put(name, *bytes);
    }
    let template = Template::parse("fuzz.toml", template.to_owned()).expect("the template is right");
    let folder = Folder::within(&World::of(memory), Path::new("fuzz.toml"));
    let device = template.device;
    let template = match complete(template, &folder, device) {
        Ok(template) => template,
        Err(found) => return findings_hold(&found),
    };
    let market = MARKETS.iter().find(|market| market.id == template.market).expect("a built-in market");
    let setting =
        Setting { template: &template, folder: &folder, device: template.device, market, constants: &[], free: None };
    let plan = match Plan::new(setting) {
        Ok(plan) => plan,
        Err(found) => return findings_hold(&found),
    };
    for item in plan.stock().fixed.values().flatten() {
        let Drawing::Path(path) = &item.drawing else { continue };
        for segment in &path.segments {
            let points = match segment {
                Segment::Move(point) | Segment::Line(point) => vec![point],
                Segment::Cubic(a, b, c) => vec![a, b, c],
                Segment::Close => vec![],
            };
            let far = |point: &&quietzone::scene::Point| point.x.emu().abs().max(point.y.emu().abs()) > FARTHEST;
            assert!(!points.iter().any(far), "a point is out of this world: {points:?}");
        }
    }
}
