//! Workbooks that are zip files, looked through before their reader sees them: nothing in them may
//! swell beyond what memory can hold.

use std::collections::HashSet;
use std::io::{self, BufReader, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::hidden::HiddenSeen;
use super::input::Input;
use super::limits::{MAX_CELLS, MAX_COLUMNS, MAX_HELD_CELLS, MAX_HELD_TEXT};
use super::markup::{Event, Excess, MAX_PIECE, Stop, Tag, walk};
use super::refused::{broken, encrypted, too_large};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{file, outside};

/// Most files in a workbook.
const MAX_ENTRIES: usize = 10_000;
/// Most bytes of a workbook when it is unpacked.
const MAX_UNPACKED: u64 = 1 << 30;
/// Most bytes of the texts that cells share (they are held in memory).
const MAX_SHARED: u64 = 256 << 20;
/// Most texts that cells share.
const MAX_STRINGS: u64 = 4_000_000;
/// Most bytes of a list of what is in the file.
const MAX_LIST: u64 = 16 << 20;
/// Most formats, names and sheets of a workbook.
const MAX_PARTS: u64 = 200_000;
/// Most rows of a sheet.
const MAX_ROWS: u64 = 1 << 20;

/// Looks through a zip file. What it passes, the reader can read within bounds; it gives what the sheets
/// hide.
pub(super) fn check(input: &Input) -> Result<HiddenSeen, Diagnostic> {
    let mut zip = ZipArchive::new(input.reader()?).map_err(|error| broken(input, outside(error)))?;
    if zip.len() > MAX_ENTRIES {
        return Err(too_large(input, say!("it has more than {most} files", most = MAX_ENTRIES)));
    }
    let mut left = MAX_UNPACKED;
    let (mut held, mut hidden) = (OdsSheets::default(), HiddenSeen::default());
    for number in 0..zip.len() {
        let entry = zip.by_index(number).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => encrypted(input),
            error => broken(input, outside(error)),
        })?;
        let name = entry.name().map(|name| name.to_lowercase()).unwrap_or_default();
        let cap = match name.rsplit('/').next().unwrap_or_default() {
            "sharedstrings.xml" => MAX_SHARED,
            "manifest.xml" => MAX_LIST,
            file if file.ends_with(".rels") => MAX_LIST,
            _ => MAX_UNPACKED,
        };
        let most = left.min(cap);
        let mut content = BufReader::with_capacity(1 << 16, entry.take(most + 1));
        let seen = if is_read(&name) {
            let mut part = FileSeen::default();
            hidden.file(&name);
            walk(&mut content, &mut |event| {
                if let Event::Start(tag) = &event {
                    hidden.see(tag)?;
                }
                part.see(event, &mut held)
            })
        } else {
            io::copy(&mut content, &mut io::sink()).map(drop).map_err(Stop::Io)
        };
        let remaining = content.get_ref().limit();
        if remaining == 0 {
            let most = if cap < left { cap } else { MAX_UNPACKED };
            let why = say!("it has more than {most} bytes when {file} is unpacked", most, file = file(&name));
            return Err(too_large(input, why));
        }
        seen.map_err(|stop| match stop {
            Stop::Io(error) => broken(input, say!("{file}: {why}", file = file(&name), why = outside(error))),
            Stop::TooMuch(excess, most) => too_large(input, excess.in_file(most, &name)),
            Stop::Wrong(why) => broken(input, say!("{file}: {why}", file = file(&name), why)),
        })?;
        left = left.saturating_sub(most + 1 - remaining);
    }
    Ok(hidden)
}

/// Whether the reader may look into a file. Other programs put what they like, in any encoding,
/// into `customXml`; no sheet may stand there.
fn is_read(name: &str) -> bool {
    (name.ends_with(".xml") && !name.contains("customxml")) || name.ends_with(".rels")
}

/// What the reader will hold of all sheets of an ods workbook.
#[derive(Default)]
struct OdsSheets {
    cells: u64,
    text: u64,
}

/// What was seen of one file.
#[derive(Default)]
struct FileSeen {
    strings: u64,
    rows: u64,
    cells: u64,
    parts: u64,
    sheets: HashSet<Vec<u8>>,
    /// The number of the row of an xlsx sheet that we are in, as it is written, if it is.
    sheet_row: Vec<u8>,
    /// Where the cell began that we are in.
    cell: Option<u64>,
    table: OdsTable,
    row: Option<OdsRow>,
}

/// The filled area of an ods table.
#[derive(Default)]
struct OdsTable {
    rows: u64,
    /// Rows to the last one that is not empty.
    filled: u64,
    width: u64,
}

#[derive(Default)]
struct OdsRow {
    repeated: u64,
    at: u64,
    width: u64,
    text: u64,
    /// Columns of the cell we are in, and whether anything stands in it.
    cell: (u64, bool),
    /// Spaces written as a number.
    spaces: u64,
}

impl FileSeen {
    fn see(&mut self, event: Event<'_>, held: &mut OdsSheets) -> Result<(), Stop> {
        match event {
            Event::Start(tag) => {
                self.start(&tag)?;
                self.piece(tag.at)
            }
            Event::End(name, at) => {
                self.piece(at)?;
                self.end(name, at, held)
            }
        }
    }

    /// A cell may not grow too large.
    fn piece(&self, at: u64) -> Result<(), Stop> {
        match self.cell {
            Some(start) if at - start > MAX_PIECE => Err(Stop::TooMuch(Excess::Cell, MAX_PIECE)),
            _ => Ok(()),
        }
    }

    /// A file that two sheets share would be read once for each.
    fn once(&mut self, sheet: Option<&[u8]>) -> Result<(), Stop> {
        if sheet.is_some_and(|sheet| !self.sheets.insert(sheet.to_ascii_lowercase())) {
            return Err(say!("it has the same sheet twice").into());
        }
        Ok(())
    }

    /// Sheets, and the list of them, stand in files that are looked through.
    fn relationship(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        let (kind, target) = (tag.text(b"Type").unwrap_or_default(), tag.text(b"Target").unwrap_or_default());
        let kinds: [&[u8]; 4] = [b"officeDocument", b"worksheet", b"chartsheet", b"dialogsheet"];
        if tag.text(b"Id").is_none_or(<[u8]>::is_empty) {
            return Err(say!("it has a link without a name").into());
        }
        if kinds.iter().any(|end| kind.ends_with(end)) {
            let target = String::from_utf8_lossy(target).to_lowercase();
            if !is_read(&target) || target.contains('&') {
                return Err(say!("it has a sheet that is no .xml file").into());
            }
            if kind.ends_with(b"worksheet") {
                self.once(target.rsplit(['/', '\\']).next().map(str::as_bytes))?;
            }
        }
        Ok(())
    }

    /// A cell begins.
    fn enter(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        if self.cell.replace(tag.at - tag.bytes()).is_some() {
            return Err(say!("it has cells within cells").into());
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name {
            b"sst" => limit(tag.count(b"uniqueCount")?.unwrap_or(0), MAX_STRINGS, Excess::Shared)?,
            b"si" => {
                self.strings += 1;
                limit(self.strings, MAX_STRINGS, Excess::Shared)?;
                self.enter(tag)?;
            }
            b"c" => {
                self.cells += 1;
                limit(self.cells, MAX_CELLS, Excess::Cells)?;
                if !self.sheet_row.is_empty()
                    && let Some(place) = tag.place()
                    && digits(place) != self.sheet_row
                {
                    return Err(say!(
                        "the cell {cell} stands in row {row}",
                        cell = outside(String::from_utf8_lossy(place)),
                        row = outside(String::from_utf8_lossy(&self.sheet_row))
                    )
                    .into());
                }
                self.enter(tag)?;
            }
            b"row" => {
                self.rows += 1;
                limit(self.rows, MAX_ROWS, Excess::Rows)?;
                self.sheet_row.clear();
                self.sheet_row.extend_from_slice(tag.place().unwrap_or_default());
            }
            b"sheet" | b"definedName" | b"Relationship" | b"xf" | b"font" | b"fill" | b"border" | b"numFmt"
            | b"style" | b"table" | b"named-range" | b"named-expression" => {
                self.parts += 1;
                limit(self.parts, MAX_PARTS, Excess::Parts)?;
                if tag.name == b"table" {
                    self.table = OdsTable::default();
                }
                match tag.name {
                    b"definedName" => self.enter(tag)?,
                    b"sheet" => self.once(tag.text(b"id"))?,
                    b"Relationship" => self.relationship(tag)?,
                    _ => {}
                }
            }
            b"table-row" => {
                if self.row.is_some() {
                    return Err(say!("it has tables within tables").into());
                }
                let repeated = tag.count(b"number-rows-repeated")?.unwrap_or(1).min(MAX_ROWS);
                self.row = Some(OdsRow { repeated, ..OdsRow::default() });
            }
            b"table-cell" | b"covered-table-cell" => {
                self.enter(tag)?;
                if let Some(row) = &mut self.row {
                    let columns = tag.count(b"number-columns-repeated")?.unwrap_or(1).min(MAX_COLUMNS.into());
                    row.cell = (columns, tag.mentions(b"value") || tag.mentions(b"formula"));
                    row.spaces = 0;
                }
            }
            b"s" => {
                if let Some(row) = &mut self.row {
                    row.spaces = row.spaces.saturating_add(tag.count(b"c")?.unwrap_or(1));
                    limit(row.spaces, MAX_PIECE, Excess::Spaces)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8], at: u64, held: &mut OdsSheets) -> Result<(), Stop> {
        match name {
            b"si" | b"c" | b"definedName" => self.cell = None,
            b"table-cell" | b"covered-table-cell" => {
                let bytes = at - self.cell.take().unwrap_or(at);
                if let Some(row) = &mut self.row {
                    let (columns, filled) = row.cell;
                    row.at = row.at.saturating_add(columns).min(MAX_COLUMNS.into());
                    if filled {
                        row.width = row.at;
                        row.text = row.text.saturating_add(columns.saturating_mul(bytes + row.spaces));
                    }
                }
            }
            b"table-row" => {
                let Some(row) = self.row.take() else { return Ok(()) };
                let table = &mut self.table;
                let before = table.filled * table.width;
                table.rows = table.rows.saturating_add(row.repeated).min(MAX_ROWS);
                if row.width > 0 {
                    (table.filled, table.width) = (table.rows, table.width.max(row.width));
                }
                held.cells += table.filled * table.width - before;
                held.text = held.text.saturating_add(row.text.saturating_mul(row.repeated));
                limit(held.cells, MAX_HELD_CELLS, Excess::Cells)?;
                limit(held.text, MAX_HELD_TEXT, Excess::Held)?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// The number of the row in the place of a cell: `3` of `A3`.
fn digits(place: &[u8]) -> &[u8] {
    let letters = place.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    place.get(letters..).unwrap_or_default()
}

fn limit(count: u64, most: u64, of: Excess) -> Result<(), Stop> {
    if count > most { Err(Stop::TooMuch(of, most)) } else { Ok(()) }
}
