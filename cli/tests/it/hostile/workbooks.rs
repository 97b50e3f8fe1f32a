//! Workbooks of all three kinds: bombs, circles, counts that lie, and files that are cut short.

use std::fs;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::super::common::at;
use super::refused_data;

const CIRCLE: u32 = 1;
const END: u32 = 0xFFFF_FFFE;

/// Bytes, and how often they come.
pub type Pieces<'a> = &'a [(&'a [u8], usize)];

/// A zip file of pieces, each repeated.
fn zipped(files: &[(&str, Pieces<'_>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pieces) in files {
        let options = SimpleFileOptions::default().large_file(true).compression_level(Some(1));
        zip.start_file(*name, options).unwrap();
        for (piece, times) in *pieces {
            for _ in 0..*times {
                zip.write_all(piece).unwrap();
            }
        }
    }
    zip.finish().unwrap().into_inner()
}

const RELS: &[u8] = b"<Relationships><Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";
const BOOK_RELS: &[u8] =
    b"<Relationships><Relationship Id='r' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
const BOOK: &[u8] = b"<workbook><sheets><sheet name='A' sheetId='1' r:id='r'/></sheets></workbook>";
const SHEET: &str = "<worksheet><sheetData>";
const SHEET_END: &str = "</sheetData></worksheet>";

/// An xlsx file with one more part, or with another sheet.
pub fn xlsx(part: &str, pieces: Pieces<'_>) -> Vec<u8> {
    let sheet = format!("{SHEET}<row r='1'><c r='A1'><v>1</v></c></row>{SHEET_END}");
    let usual: [(&str, Pieces<'_>); 4] = [
        ("_rels/.rels", &[(RELS, 1)]),
        ("xl/_rels/workbook.xml.rels", &[(BOOK_RELS, 1)]),
        ("xl/workbook.xml", &[(BOOK, 1)]),
        ("xl/worksheets/sheet1.xml", &[(sheet.as_bytes(), 1)]),
    ];
    let mut files: Vec<_> = usual.into_iter().filter(|(name, _)| *name != part).collect();
    files.push((part, pieces));
    zipped(&files)
}

pub fn sheet(content: &str) -> Vec<u8> {
    xlsx("xl/worksheets/sheet1.xml", &[(format!("{SHEET}{content}{SHEET_END}").as_bytes(), 1)])
}

pub fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name='A'>{table}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    ods_with(&content, "")
}

fn ods_with(content: &str, manifest: &str) -> Vec<u8> {
    let manifest =
        format!("<manifest:manifest><manifest:file-entry>{manifest}</manifest:file-entry></manifest:manifest>");
    zipped(&[
        ("mimetype", &[(b"application/vnd.oasis.opendocument.spreadsheet", 1)]),
        ("META-INF/manifest.xml", &[(manifest.as_bytes(), 1)]),
        ("content.xml", &[(content.as_bytes(), 1)]),
    ])
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A compound file with one stream of eight sectors or more: what follows its folder and its
/// last sector, and how long the stream says it is.
fn compound(name: &str, stream: &[u8], behind_folder: u32, behind_stream: u32, length: Option<u32>) -> Vec<u8> {
    let sectors = stream.len().div_ceil(512).max(8) as u32;
    let tables = (sectors + 2).div_ceil(120);
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    file.extend([0x3E_u16, 3, 0xFFFE, 9, 6].iter().flat_map(|word| word.to_le_bytes()));
    file.resize(44, 0);
    file.extend(words(&[tables, tables, 0, 4096, END, 0, END, 0]));
    file.extend(words(&(0..tables).collect::<Vec<_>>()));
    file.resize(512, 0xFF);
    let mut chain = vec![0xFFFF_FFFD; tables as usize];
    chain.push(behind_folder);
    chain.extend((1..sectors).map(|sector| tables + 1 + sector));
    chain.push(behind_stream);
    file.extend(words(&chain));
    file.resize(512 * (1 + tables as usize), 0xFF);
    let folder = file.len();
    for (name, kind, start, length) in
        [("Root Entry", 5, END, 0), (name, 2, tables + 1, length.unwrap_or(sectors * 512))]
    {
        let entry = file.len();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(entry + 66, 0);
        file.push(kind);
        file.resize(entry + 116, 0);
        file.extend(words(&[start, length, 0]));
    }
    file.resize(folder + 512, 0);
    file.extend(stream);
    file.resize(folder + 512 * (1 + sectors as usize), 0);
    file
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn halves(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// An xls file of records before its sheet and in it.
pub fn xls(before: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &halves(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let start = begin(5);
    let at = (start.len() + before.len() + 13 + 4) as u32;
    let list = record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    let stream = [start, before.to_vec(), list, record(10, &[]), begin(16), sheet.to_vec(), record(10, &[])].concat();
    compound("Workbook", &stream, END, END, None)
}

pub fn number(row: u16, column: u16) -> Vec<u8> {
    record(0x0203, &[halves(&[row, column, 0]), 1_f64.to_le_bytes().to_vec()].concat())
}

#[test]
fn zip_bombs_are_not_unpacked() {
    let blanks = vec![b' '; 1 << 20];
    let many = b"<si/>".repeat(100_000);
    let formats = b"<xf/>".repeat(100_000);
    let rows = b"<row/>".repeat(50_000);
    let sheet = "xl/worksheets/sheet1.xml";
    let open = (SHEET.as_bytes(), 1);
    refused_data("blanks.xlsx", &xlsx(sheet, &[open, (&blanks, 100)]), &["too large", "16777216 bytes", "sheet1.xml"]);
    refused_data("rows.xlsx", &xlsx(sheet, &[open, (&rows, 30)]), &["too large", "1048576 rows"]);
    refused_data("binary.xlsx", &xlsx("xl/media/a.png", &[(&blanks, 1100)]), &["too large", "1073741824 bytes"]);
    refused_data("texts.xlsx", &xlsx("xl/sharedStrings.xml", &[(b"<sst>", 1), (&many, 50)]), &["4000000 texts"]);
    refused_data("styles.xlsx", &xlsx("xl/styles.xml", &[(b"<s>", 1), (&formats, 3)]), &["200000 formats"]);
    let said = b"<sst uniqueCount='999999999999'></sst>";
    refused_data("count.xlsx", &xlsx("xl/sharedStrings.xml", &[(said, 1)]), &["4000000 texts"]);
    let twice = b"<sheets><sheet name='A' r:id='r'/><sheet name='B' r:id='r'/></sheets>";
    refused_data("twice.xlsx", &xlsx("xl/workbook.xml", &[(twice, 1)]), &["same sheet twice"]);
    let hidden = b"<Relationships><Relationship Id='r' Type='x/worksheet' Target='customXml/a.xml'/></Relationships>";
    refused_data("hidden.xlsx", &xlsx("xl/_rels/workbook.xml.rels", &[(hidden, 1)]), &["no .xml file"]);
    let names: Vec<String> = (0..10_001).map(|number| number.to_string()).collect();
    let files: Vec<(&str, Pieces<'_>)> = names.iter().map(|name| (name.as_str(), &[][..])).collect();
    refused_data("entries.xlsx", &zipped(&files), &["10000 files"]);
}

#[test]
fn sheets_of_xlsx_files_keep_to_their_limits() {
    let cell = |text: &str| sheet(&format!("<row r='1'><c r='B1' t='inlineStr'><is><t>{text}</t></is></c></row>"));
    refused_data("cell.xlsx", &cell(&"A".repeat(10_000_000)), &["cell B1", "1048576 bytes"]);
    refused_data("huge-cell.xlsx", &cell(&"<t>AAAA</t>".repeat(1_600_000)), &["16777216 bytes in a cell"]);
    refused_data("column.xlsx", &sheet("<row r='1'><c r='XFE1'><v>1</v></c></row>"), &["16384 columns"]);
    refused_data("reference.xlsx", &sheet("<row r='1'><c r='ZZZZZZZZ99999999999999'/></row>"), &["cannot be read"]);
    refused_data("deep.xlsx", &sheet(&"<a>".repeat(500_000)), &["100 deep"]);
    refused_data("open.xlsx", &sheet("<row><c><is><t>"), &["cannot be read"]);
    let entities = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet/>";
    refused_data("entities.xlsx", &xlsx("xl/worksheets/sheet1.xml", &[(entities.as_bytes(), 1)]), &["declarations"]);
    let wide: String = (1..=1300).map(|row| format!("<row r='{row}'><c r='XFD{row}'><v>1</v></c></row>")).collect();
    refused_data("wide.xlsx", &sheet(&wide), &["no column holds codes"]);
}

#[test]
fn sheets_of_ods_files_keep_to_their_limits() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell office:value-type='string' {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let wide = cell("table:number-columns-repeated='16384'", "x");
    refused_data("area.ods", &ods(&row("table:number-rows-repeated='6000'", &wide)), &["4000000 cells"]);
    let corner =
        row("", &cell("", "x")) + &row("table:number-rows-repeated='9000'", "<table:table-cell/>") + &row("", &wide);
    refused_data("corner.ods", &ods(&corner), &["4000000 cells"]);
    let text = cell("table:number-columns-repeated='3'", &"x".repeat(1000));
    refused_data("text.ods", &ods(&row("table:number-rows-repeated='1000000'", &text)), &["134217728 bytes of text"]);
    refused_data("spaces.ods", &ods(&row("", &cell("", "<text:s text:c='9999999999'/>"))), &["16777216 spaces"]);
    refused_data("count.ods", &ods(&row("", &cell("", "<text:s text:c='&#57;'/>"))), &["no number"]);
    for open in
        ["<table:table-row>", "<table:table-row><table:table-cell office:value-type='string'><office:annotation>"]
    {
        let content = format!("<office:document-content><office:body><table:table table:name='A'>{open}");
        refused_data("open.ods", &ods_with(&content, ""), &["ends before it is complete"]);
    }
    refused_data("encrypted.ods", &ods_with("<a/>", "<manifest:encryption-data/>"), &["protected by a password"]);
}

#[test]
fn sheets_of_xls_files_keep_to_their_limits() {
    let good = number(0, 0);
    refused_data("corner.xls", &xls(&[], &[good.clone(), number(65_535, 65_535)].concat()), &["4000000 cells"]);
    let size = record(0x0200, &[words(&[0, u32::MAX]), halves(&[0, 256, 0])].concat());
    refused_data("size.xls", &xls(&[], &[size, good.clone()].concat()), &["4000000 cells"]);
    let texts = record(0x00FC, &[&words(&[1, 1])[..], &8000_u16.to_le_bytes(), &[0], &[b'a'; 8000]].concat());
    let again: Vec<u8> =
        (0..20_000).flat_map(|row| record(0x00FD, &[halves(&[row, 0, 0]), words(&[0])].concat())).collect();
    refused_data("texts.xls", &xls(&texts, &again), &["134217728 bytes of text"]);
    refused_data("sheets.xls", &xls(&record(0x0085, &[0; 8]).repeat(1001), &good), &["1000 sheets"]);
    refused_data("password.xls", &xls(&record(0x002F, &[1; 6]), &good), &["protected by a password"]);
    refused_data("letter.xls", &compound("WordDocument", &[], END, END, None), &["text document (Word"]);
    refused_data("package.xlsx", &compound("EncryptedPackage", &[], END, END, None), &["protected by a password"]);
    let stream = record(10, &[]);
    refused_data("folder.xls", &compound("Workbook", &stream, CIRCLE, END, None), &["makes no sense"]);
    refused_data("circle.xls", &compound("Workbook", &stream, END, 2, Some(u32::MAX)), &["makes no sense"]);
}

#[test]
fn workbooks_that_are_cut_short_are_refused() {
    let whole = fs::read(at("samples/kz-pharma.xlsx")).unwrap();
    let xls = xls(&[], &number(0, 0));
    for part in 1..8 {
        refused_data("short.xlsx", &whole[..whole.len() * part / 8], &["cannot be read"]);
        refused_data("short.xls", &xls[..xls.len() * part / 9], &["cannot be read"]);
    }
    let mut noise = whole;
    for place in (40..noise.len()).step_by(97) {
        noise[place] ^= 0x55;
    }
    refused_data("noise.xlsx", &noise, &["cannot be read"]);
}
