//! Workbooks that are compound files (xls), looked through before their reader sees them: it
//! follows a chain of sectors for ever, and makes room for whatever a record says.

use std::io::Read;
use std::ops::Range;

use super::input::Input;
use super::limits::{MAX_HELD_CELLS, MAX_HELD_TEXT};
use super::refused::{broken, encrypted, nonsense, too_large};
use super::unread::Unread;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{Sentence, outside};

/// Largest xls file in bytes.
const MAX_XLS: u64 = 128 << 20;
/// Most bytes of a record (the format's own limit).
const MAX_RECORD: usize = 8224;
/// Most sheets of an xls workbook.
const MAX_SHEETS: usize = 1000;
/// Most records of its sheets.
const MAX_RECORDS: u64 = 50_000_000;

const END: u32 = 0xFFFF_FFFE;
const SPECIAL: u32 = 0xFFFF_FFFA;

/// Looks through a compound file. What it passes, the reader can read within bounds.
pub(super) fn check(input: &Input) -> Result<(), Diagnostic> {
    let mut bytes = Vec::new();
    let read = input.reader()?.take(MAX_XLS + 1).read_to_end(&mut bytes);
    read.map_err(|error| broken(input, outside(error)))?;
    if bytes.len() as u64 > MAX_XLS {
        return Err(too_large(input, say!("it has more than {most} bytes", most = MAX_XLS)));
    }
    let file = Compound::open(&bytes).ok_or_else(|| nonsense(input))?;
    if file.find("EncryptedPackage").is_some() {
        return Err(encrypted(input));
    }
    let has_book = file.find("Workbook").or_else(|| file.find("Book")).is_some();
    let others = [
        ("WordDocument", Unread::Word),
        ("PowerPoint Document", Unread::Slides),
        ("__properties_version1.0", Unread::Mail),
    ];
    if let Some((_, unread)) = others.into_iter().find(|(name, _)| !has_book && file.find(name).is_some()) {
        return Err(unread.refused(input));
    }
    for name in ["Workbook", "Book"] {
        if let Some(entry) = file.find(name) {
            let stream = file.stream(entry).ok_or_else(|| nonsense(input))?;
            records(&stream).map_err(|wrong| match wrong {
                Wrong::Nonsense => nonsense(input),
                Wrong::Encrypted => encrypted(input),
                Wrong::TooMuch(why) => too_large(input, why),
            })?;
        }
    }
    Ok(())
}

/// A file of files: sectors in chains.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    entries: Vec<Entry>,
    small: Vec<u8>,
    small_next: Vec<u32>,
}

#[derive(Clone)]
struct Entry {
    name: String,
    start: u32,
    length: u64,
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file =
            Self { bytes, sector, next: Vec::new(), entries: Vec::new(), small: Vec::new(), small_next: Vec::new() };
        let mut tables: Vec<u32> = words(bytes.get(76..512)?).collect();
        let mut more = u32_at(bytes, 68)?;
        let mut steps = 0;
        while more < SPECIAL {
            steps += 1;
            if steps > file.sectors() {
                return None;
            }
            tables.extend(words(file.sector(more)?));
            more = tables.pop()?;
        }
        tables.retain(|id| *id < 0xFFFF_FFFC);
        if tables.len() > file.sectors() {
            return None;
        }
        for table in tables {
            file.next.extend(words(file.sector(table)?));
        }
        let folder = file.chain(u32_at(bytes, 48)?, u64::MAX)?;
        file.entries = folder.chunks_exact(128).filter_map(|entry| Entry::read(entry, sector)).collect();
        let root = file.entries.first()?.clone();
        let small_tables = u64::from(u32_at(bytes, 64)?);
        if small_tables > 0 {
            file.small = file.chain(root.start, root.length)?;
            file.small_next = words(&file.chain(u32_at(bytes, 60)?, small_tables * sector as u64)?).collect();
        }
        Some(file)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = self.bytes.len().min(start.checked_add(self.sector)?);
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a chain of sectors, at most so many; none if it never ends.
    fn chain(&self, start: u32, most: u64) -> Option<Vec<u8>> {
        chain(start, &self.next, self.sectors(), most, |id| self.sector(id))
    }

    /// The file of a name. The first of two counts, as it does for the reader.
    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.length >= 4096 {
            return self.chain(entry.start, entry.length);
        }
        let small = |id: u32| {
            let start = (id as usize).checked_mul(64)?;
            self.small.get(start..self.small.len().min(start.checked_add(64)?)).filter(|sector| !sector.is_empty())
        };
        chain(entry.start, &self.small_next, self.small.len() / 64 + 1, entry.length, small)
    }
}

/// Follows a chain; none if it leads nowhere or round and round.
fn chain<'a>(
    start: u32,
    next: &[u32],
    sectors: usize,
    most: u64,
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Option<Vec<u8>> {
    let (mut bytes, mut id, mut steps) = (Vec::new(), start, 0);
    while id != END && (bytes.len() as u64) < most {
        steps += 1;
        if steps > sectors {
            return None;
        }
        bytes.extend_from_slice(sector(id)?);
        id = *next.get(id as usize)?;
    }
    bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Some(bytes)
}

impl Entry {
    fn read(entry: &[u8], sector: usize) -> Option<Self> {
        let units: Vec<u16> = entry.get(..64)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
        let name = String::from_utf16_lossy(&units).split('\0').next().unwrap_or_default().to_owned();
        let high = if sector == 512 { 0 } else { u64::from(u32_at(entry, 124)?) };
        Some(Self { name, start: u32_at(entry, 116)?, length: u64::from(u32_at(entry, 120)?) | high << 32 })
    }
}

/// Why a stream of records is refused.
enum Wrong {
    Nonsense,
    Encrypted,
    TooMuch(Sentence),
}

fn sense<T>(found: Option<T>) -> Result<T, Wrong> {
    found.ok_or(Wrong::Nonsense)
}

/// Looks through the records of a workbook: what its sheets would hold in memory.
fn records(stream: &[u8]) -> Result<(), Wrong> {
    let (mut sheets, mut texts) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some((kind, data)) = record(stream, &mut at)? {
        let content = sense(stream.get(data.clone()))?;
        match kind {
            0x002F if u16_at(content, 0) != Some(0) => return Err(Wrong::Encrypted),
            0x0085 => sheets.push(sense(u32_at(content, 0))? as usize),
            0x00FC => texts = sense(shared(stream, data, &mut at))?,
            0x000A => break,
            _ => {}
        }
    }
    if sheets.len() > MAX_SHEETS {
        return Err(Wrong::TooMuch(say!("it has more than {most} sheets", most = MAX_SHEETS)));
    }
    let mut held = XlsSheets::default();
    sheets.into_iter().try_for_each(|at| sheet(stream, at, &texts, &mut held))
}

/// The kind of the record at a place and where its data stand; none at the end.
fn record(stream: &[u8], at: &mut usize) -> Result<Option<(u16, Range<usize>)>, Wrong> {
    let Some((kind, length)) = u16_at(stream, *at).zip(u16_at(stream, *at + 2)) else { return Ok(None) };
    let data = *at + 4..*at + 4 + usize::from(length);
    if data.end > stream.len() || data.len() > MAX_RECORD {
        return Err(Wrong::Nonsense);
    }
    *at = data.end;
    Ok(Some((kind, data)))
}

/// The length in bytes of every text that cells share. They run on over records of their own.
fn shared(stream: &[u8], data: Range<usize>, at: &mut usize) -> Option<Vec<u32>> {
    let mut pieces = vec![data];
    while u16_at(stream, *at) == Some(0x003C) {
        let (_, piece) = record(stream, at).ok()??;
        pieces.push(piece);
    }
    let mut pieces = pieces.into_iter();
    let mut piece = pieces.next()?;
    piece.start += 8;
    let mut lengths = Vec::new();
    loop {
        while piece.is_empty() {
            let Some(next) = pieces.next() else { return Some(lengths) };
            piece = next;
        }
        let characters = u16_at(stream, piece.start)?;
        let flags = *stream.get(piece.start + 2)?;
        piece.start += 3;
        let mut behind = 0;
        if flags & 8 != 0 {
            behind += u64::from(u16_at(stream, piece.start)?) * 4;
            piece.start += 2;
        }
        if flags & 4 != 0 {
            behind += u64::from(u32_at(stream, piece.start)?);
            piece.start += 4;
        }
        let (mut left, mut wide) = (usize::from(characters), flags & 1 != 0);
        while left > 0 {
            if piece.is_empty() {
                piece = pieces.next()?;
                wide = stream.get(piece.clone())?.first()? & 1 != 0;
                piece.start += 1;
            }
            let here = left.min(if wide { piece.len() / 2 } else { piece.len() });
            if here == 0 && left > 0 && !piece.is_empty() {
                return None;
            }
            piece.start += if wide { here * 2 } else { here };
            left -= here;
        }
        while behind > 0 {
            if piece.is_empty() {
                piece = pieces.next()?;
            }
            let here = behind.min(piece.len() as u64);
            piece.start += here as usize;
            behind -= here;
        }
        lengths.push(u32::from(characters) * 3);
    }
}

/// What the sheets of a workbook come to.
#[derive(Default)]
struct XlsSheets {
    records: u64,
    cells: u64,
    text: u64,
}

fn sheet(stream: &[u8], mut at: usize, texts: &[u32], held: &mut XlsSheets) -> Result<(), Wrong> {
    let (mut rows, mut columns) = ((u64::MAX, 0), (u64::MAX, 0));
    let mut filled = 0;
    while let Some((kind, data)) = record(stream, &mut at)? {
        let content = sense(stream.get(data))?;
        held.records += 1;
        match kind {
            // The size of the sheet, as it says.
            0x0200 => {
                let wide = content.len() >= 14;
                let row = |at: usize| if wide { u32_at(content, at * 2) } else { u16_at(content, at).map(u32::from) };
                let column = |at: usize| u16_at(content, if wide { at + 4 } else { at });
                let (top, bottom) = (sense(row(0))?, sense(row(2))?);
                let (left, right) = (sense(column(4))?, sense(column(6))?);
                let left = if left > 255 || right < left { 0 } else { left };
                let says = u64::from(bottom.saturating_sub(top)) * u64::from(right.saturating_sub(left));
                check_cells(held.cells.saturating_add(says))?;
            }
            0x0203 | 0x0204 | 0x0205 | 0x0006 | 0x00D6 | 0x00FD | 0x027E | 0x00BD => {
                let (row, column) = sense(u16_at(content, 0).zip(u16_at(content, 2)))?;
                let more = if kind == 0x00BD { content.len() as u64 / 6 } else { 0 };
                rows = (rows.0.min(row.into()), rows.1.max(row.into()));
                columns = (columns.0.min(column.into()), columns.1.max(u64::from(column) + more));
                filled += 1 + more;
                let shared =
                    if kind == 0x00FD { u32_at(content, 6).and_then(|text| texts.get(text as usize)) } else { None };
                held.text += u64::from(shared.copied().unwrap_or_default()) + 3 * content.len() as u64;
            }
            0x0207 => {
                filled += 1;
                held.text += 3 * content.len() as u64;
            }
            0x000A => break,
            _ => {}
        }
        if held.records > MAX_RECORDS {
            return Err(Wrong::TooMuch(say!("it has more than {most} records", most = MAX_RECORDS)));
        }
        if held.text > MAX_HELD_TEXT {
            return Err(Wrong::TooMuch(say!("it has more than {most} bytes of text", most = MAX_HELD_TEXT)));
        }
        check_cells(held.cells.saturating_add(filled))?;
    }
    if filled > 0 && rows.0 <= rows.1 {
        held.cells += ((rows.1 - rows.0 + 1) * (columns.1 - columns.0 + 1)).max(filled);
    }
    check_cells(held.cells)
}

fn check_cells(cells: u64) -> Result<(), Wrong> {
    if cells > MAX_HELD_CELLS {
        return Err(Wrong::TooMuch(say!("it has more than {most} cells", most = MAX_HELD_CELLS)));
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|word| u32_at(word, 0))
}
