//! CSV, TSV and text with a code a line.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use super::cell::{Cell, Row, RowSink};
use super::input::Input;
use super::likeness::{self, Likeness};
use super::limits::{MAX_COLUMNS, MAX_TEXT};
use super::sample::{SAMPLE_ROWS, code_of};
use crate::diagnostic::Diagnostic;
use crate::gs1::{Ai, Code, ElementString};
use crate::market::Structure;
use crate::say;
use crate::sentence::{Argument, Element, count, name, outside};
use crate::world::Stored;

/// How a text file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Each line is one cell, taken as it stands.
    Lines,
    /// Cells parted by a character, with quotes (RFC 4180).
    Separated(u8),
}

/// Most bytes that are read for one record of a CSV file: a cell's quotes are read, but not kept.
const MAX_RECORD: usize = 4 * MAX_TEXT;

/// Tells the dialect from the first rows. Portals write raw codes, with bare quotes, commas and
/// semicolons in them, into files named `.csv`: the reading that gives more codes wins. Where
/// both give as many, they must be the same, or a table must be expected.
pub(super) fn detect(input: &Input, structure: &Structure, has_columns: bool) -> Result<Dialect, Diagnostic> {
    let (mut lines, mut by_line) = (Vec::new(), Codes::new());
    self::rows(input, Dialect::Lines, &mut |row| {
        by_line.extend(code_of(&row, structure).map(|code| (row.number, code)));
        lines.push(row);
        if lines.len() < SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if let Some(told) = told(lines.first()) {
        return Ok(Dialect::Separated(told));
    }
    let texts: Vec<&str> = lines.iter().filter_map(|row| row.cell(0).as_text()).take(HEAD_ROWS).collect();
    // Titles may stand above the table, with other signs in them or none.
    let is_shown = |d: &u8| texts.iter().any(|line| line.as_bytes().contains(d));
    let shown: Vec<u8> = [b'\t', b';', b','].into_iter().filter(is_shown).collect();
    let mut shown: Vec<u8> =
        if input.ending() == "txt" { shown.into_iter().filter(|d| *d == b'\t').collect() } else { shown };
    // One column alone shows no comma, and its codes may hold other signs.
    if input.ending() == "csv" && !shown.is_empty() && !shown.contains(&b',') {
        shown.push(b',');
    }
    let first = lines.first().and_then(|row| row.cell(0).as_text()).unwrap_or_default();
    let SignRead { delimiter, codes: by_cell, read, .. } = match shown.as_slice() {
        // One column alone shows no delimiter, and its cells may be in quotes all the same.
        [] if input.ending() == "csv" => cells(input, structure, b','),
        [] => return Ok(Dialect::Lines),
        [one] => cells(input, structure, *one),
        several => {
            let rank = |read: &SignRead| {
                let evenly = even_lines(&texts, read.delimiter);
                let is_first = first.as_bytes().contains(&read.delimiter) && evenly * 2 > texts.len();
                // A sign within codes may cut some of them into shorter ones; rows are uneven then.
                let even_rows = if read.codes.is_empty() { 0 } else { read.even_rows };
                (read.codes.len(), even_rows, is_first, evenly)
            };
            // Of equals the first is taken.
            let read = several.iter().rev().map(|delimiter| cells(input, structure, *delimiter));
            match read.max_by_key(rank) {
                Some(most) => most,
                None => return Ok(Dialect::Lines),
            }
        }
    };
    let shown = shown.first();
    let separated = Dialect::Separated(delimiter);
    match read {
        Err(error) if by_line.is_empty() && shown.is_some() => Err(error),
        Err(_) => Ok(Dialect::Lines),
        Ok(()) if by_line.len() > by_cell.len() || by_line.len() == by_cell.len() && shown.is_none() => {
            Ok(Dialect::Lines)
        }
        Ok(()) if by_line.len() < by_cell.len() || has_columns => Ok(separated),
        Ok(()) => undecided(input, delimiter, &by_line, &by_cell).map_or(Ok(separated), Err),
    }
}

/// Rows among which the sign between cells is looked for.
const HEAD_ROWS: usize = 20;

/// The sign that a line `sep=;` tells a spreadsheet program.
fn told(first: Option<&Row>) -> Option<u8> {
    let text = first?.cell(0).as_text()?.trim_matches(['"', ' ', '\u{feff}']).to_ascii_lowercase();
    match text.strip_prefix("sep=")?.as_bytes() {
        [sign] if sign.is_ascii_punctuation() && *sign != b'"' || *sign == b'\t' => Some(*sign),
        _ => None,
    }
}

/// What the first rows are with a sign between their cells.
struct SignRead {
    delimiter: u8,
    codes: Codes,
    /// Rows that have as many cells as most.
    even_rows: usize,
    read: Result<(), Diagnostic>,
}

/// The codes that stand in cells with this sign between them, in the first rows.
fn cells(input: &Input, structure: &Structure, delimiter: u8) -> SignRead {
    let (mut codes, mut seen, mut widths) = (Codes::new(), 0, BTreeMap::<usize, usize>::new());
    let read = self::rows(input, Dialect::Separated(delimiter), &mut |row| {
        codes.extend(code_of(&row, structure).map(|code| (row.number, code)));
        *widths.entry(row.cells.len()).or_default() += 1;
        seen += 1;
        if seen < SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    SignRead { delimiter, codes, even_rows: widths.into_values().max().unwrap_or(0), read }
}

/// How many lines have a sign as often as most that have it.
fn even_lines(lines: &[&str], sign: u8) -> usize {
    let count = |line: &&str| line.bytes().filter(|byte| *byte == sign).count();
    let mut counts: Vec<usize> = lines.iter().map(count).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0)
}

/// Codes by the row they stand in.
type Codes = BTreeMap<u32, Code>;

/// The first row that is one code as a line and another as cells.
fn undecided(input: &Input, delimiter: u8, by_line: &Codes, by_cell: &Codes) -> Option<Diagnostic> {
    let (row, line) = by_line.iter().find(|(row, code)| by_cell.get(row).is_some_and(|other| other != *code))?;
    let cell = by_cell.get(row)?;
    let delimiter = name(char::from(delimiter).escape_default().to_string());
    let message = match (line, cell) {
        (Code::Gs1(line), Code::Gs1(cell)) => say!(
            "row {row} can be read in two ways: as the code {line} alone, or as cells with “{delimiter}” between them, one of them the code {cell}",
            row = *row,
            line = shown(line),
            delimiter,
            cell = shown(cell)
        ),
        // A structure without AIs gives plain codes.
        _ => say!(
            "row {row} can be read in two ways: as the code of {line} character alone, or as cells with “{delimiter}” between them, one of them the code of {cell} characters"
                | "row {row} can be read in two ways: as the code of {line} characters alone, or as cells with “{delimiter}” between them, one of them the code of {cell} characters",
            row = *row,
            line = count(line.message().len()),
            delimiter,
            cell = cell.message().len()
        ),
    };
    Some(input.error(message).help(say!(
        "if each line is one code, give the file a name that ends in .txt; if it is a table, name the codes' column with --column"
    )))
}

/// A code without its keys and tails.
fn shown(code: &ElementString) -> Argument {
    let element = |(ai, value): (Ai, &str)| {
        if ai.is_secret() {
            Element::Hidden(ai.to_string(), value.len())
        } else {
            Element::Shown(ai.to_string(), value.to_owned())
        }
    };
    Argument::Elements(code.iter().map(element).collect())
}

/// Gives every row that is not empty to `each`.
pub(super) fn rows(input: &Input, dialect: Dialect, each: RowSink<'_>) -> Result<(), Diagnostic> {
    match dialect {
        Dialect::Lines => lines(input, each),
        Dialect::Separated(delimiter) => separated(input, delimiter, each),
    }
}

fn lines(input: &Input, each: RowSink<'_>) -> Result<(), Diagnostic> {
    let mut reader = text(input)?;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let read = read_line(&mut reader, &mut bytes)
            .map_err(|error| input.error(say!("line {number} cannot be read: {error}", number, error)))?;
        if !read {
            break;
        }
        let line = utf8(input, &bytes, number)?;
        let line = if number == 1 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
        let row = Row::new(number, vec![Cell::text(line)]);
        if !row.is_empty() && each(row).is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads a line without its end; false at the end of the file. Or what the system says, or a
/// sentence.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool, Argument> {
    let limit = (MAX_TEXT + 1) as u64;
    let read = Read::take(&mut *reader, limit).read_until(b'\n', line).map_err(outside)?;
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if line.len() > MAX_TEXT {
        return Err(say!("it has more than {most} bytes", most = MAX_TEXT).into());
    }
    Ok(read > 0)
}

/// The file with every line end (CR LF, CR, LF or the file's own end) as LF. Line numbers are then
/// the same whatever program wrote the file; the CSV reader alone counts some of them short.
fn text(input: &Input) -> Result<BufReader<Lf<BufReader<Stored>>>, Diagnostic> {
    Ok(BufReader::with_capacity(1 << 16, Lf { inner: input.reader()?, last: b'\n' }))
}

struct Lf<R> {
    inner: R,
    /// The last byte of the file that was taken.
    last: u8,
}

impl<R: BufRead> Read for Lf<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let bytes = self.inner.fill_buf()?;
            if bytes.is_empty() {
                let ended = self.last == b'\n' || self.last == b'\r';
                self.last = b'\n';
                return Ok(out.first_mut().filter(|_| !ended).map_or(0, |first| {
                    *first = b'\n';
                    1
                }));
            }
            if self.last == b'\r' && bytes.first() == Some(&b'\n') {
                self.last = b'\n'; // given already, for the CR
                self.inner.consume(1);
                continue;
            }
            // Up to the first CR, which is given as LF.
            let most = bytes.get(..out.len()).unwrap_or(bytes);
            let first = if most.contains(&b'\r') { most.iter().position(|byte| *byte == b'\r') } else { None };
            let count = first.map_or(most.len(), |at| at + 1);
            if let (Some(from), Some(to)) = (bytes.get(..count), out.get_mut(..count)) {
                to.copy_from_slice(from);
                self.last = from.last().copied().unwrap_or(self.last);
                if let Some(last) = to.last_mut().filter(|last| **last == b'\r') {
                    *last = b'\n';
                }
            }
            self.inner.consume(count);
            return Ok(count);
        }
    }
}

/// Stands behind the last line of a CSV file. Where it does not come out as a record of its own,
/// an open quote has swallowed it, and who knows how many rows before it.
const END_MARK: &[u8] = b"\0";

fn separated(input: &Input, delimiter: u8, each: RowSink<'_>) -> Result<(), Diagnostic> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(Budget { inner: text(input)?.chain(END_MARK).chain(&b"\n"[..]), left: 0 });
    let mut record = csv::ByteRecord::new();
    // A row is given on only when the next record shows that no open quote ran on from it.
    let mut held: Option<Row> = None;
    loop {
        reader.get_mut().left = MAX_RECORD;
        let line = reader.position().line();
        let read = reader.read_byte_record(&mut record).map_err(|error| match error.kind() {
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => long(input, line),
            _ => input.error(say!("cannot be read as CSV: {error}", error = outside(error))),
        })?;
        if !read {
            return closed(input, held);
        }
        if let Some(row) = held.take().filter(|row| !row.is_empty())
            && each(row).is_break()
        {
            return Ok(());
        }
        // The reader stands at the line behind the record; blank lines before it are passed over.
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        let number = u32::try_from(reader.position().line().saturating_sub(inside + 1)).unwrap_or(u32::MAX);
        if record.len() > MAX_COLUMNS as usize || record.as_slice().len() > MAX_TEXT {
            return Err(long(input, number.into()));
        }
        let cells = record.iter().map(|bytes| utf8(input, bytes, number).map(Cell::text)).collect::<Result<_, _>>()?;
        if inside > 0 {
            no_code_within(input, delimiter, &record, number)?;
        }
        held = Some(Row::new(number, cells));
    }
}

/// A cell of several lines may hold no line with a code: a stray quote has swallowed rows.
fn no_code_within(input: &Input, delimiter: u8, record: &csv::ByteRecord, first: u32) -> Result<(), Diagnostic> {
    let mut before = 0u32;
    for cell in record {
        let mut lines = cell.split(|byte| *byte == b'\n');
        let opened = lines.next().map_or(first, |_| first.saturating_add(before));
        for (line, number) in lines.zip(opened.saturating_add(1)..) {
            let parts: Vec<&[u8]> = line.split(|byte| *byte == delimiter).collect();
            let needed = if parts.len() > 1 { Likeness::Part } else { Likeness::Code };
            let like = |part: &&[u8]| likeness::of_text(&String::from_utf8_lossy(part)) >= needed;
            if parts.iter().any(like) {
                return Err(input
                    .error(say!(
                        "the quote that is opened in line {opened} runs over line {number}, in which a code stands",
                        opened,
                        number
                    ))
                    .help(say!(
                        "take the stray quote out of line {opened}, or double every quote within a cell",
                        opened
                    )));
            }
        }
        before += u32::try_from(cell.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0);
    }
    Ok(())
}

fn long(input: &Input, line: u64) -> Diagnostic {
    input.error(say!(
        "line {line} has more than {cells} cells or {bytes} bytes; is a quote not closed?",
        line,
        cells = MAX_COLUMNS,
        bytes = MAX_TEXT
    ))
}

/// A reader that gives so many bytes and no more, so that an open quote takes no file into memory.
struct Budget<R> {
    inner: R,
    left: usize,
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let most = out.len().min(self.left);
        let read = self.inner.read(out.get_mut(..most).unwrap_or_default())?;
        self.left -= read;
        Ok(read)
    }
}

/// The last record must be the mark alone; else it has run over the end of the file.
fn closed(input: &Input, last: Option<Row>) -> Result<(), Diagnostic> {
    let mark = std::str::from_utf8(END_MARK).unwrap_or_default();
    match last {
        Some(row) if row.cells == [Cell::text(mark)] => Ok(()),
        last => {
            // Its line was counted one short, since nothing ended it.
            let line = last.map_or(1, |row| row.number + 1);
            Err(input
                .error(say!("the quote that is opened in line {line} is not closed", line))
                .help(say!("close it, or double every quote within a cell")))
        }
    }
}

fn utf8<'a>(input: &Input, bytes: &'a [u8], line: u32) -> Result<&'a str, Diagnostic> {
    std::str::from_utf8(bytes).map_err(|_| {
        input.error(say!("line {line} is not UTF-8 text", line)).help(say!(
            "name the file's encoding with --encoding, such as windows-1254, or save it as “CSV UTF-8” or as a workbook"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn rows_of(bytes: &[u8], dialect: Dialect) -> Vec<(u32, usize)> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let input = Input::open(&crate::world::World::default(), file.path()).unwrap();
        let mut found = Vec::new();
        rows(&input, dialect, &mut |row| {
            found.push((row.number, row.cells.len()));
            ControlFlow::Continue(())
        })
        .unwrap();
        found
    }

    #[test]
    fn rows_have_the_lines_an_editor_shows_whatever_ends_them() {
        let expected = vec![(1, 2), (2, 2), (4, 2), (6, 1)];
        for end in ["\n", "\r\n", "\r"] {
            let text = "a;b\n1;\"x\ny\"\nc;d\n\ne\n".replace('\n', end);
            assert_eq!(rows_of(text.as_bytes(), Dialect::Separated(b';')), expected, "{end:?}");
            let lines: Vec<u32> = rows_of(text.as_bytes(), Dialect::Lines).into_iter().map(|(line, _)| line).collect();
            assert_eq!(lines, [1, 2, 3, 4, 6], "{end:?}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_swallows_nothing_silently() {
        let input = Input::from_bytes("a.csv", b"a;b\n1;\"x\n2;y\n3;z\n");
        let mut rows = 0;
        let read = separated(&input, b';', &mut |_| {
            rows += 1;
            ControlFlow::Continue(())
        });
        assert!(read.unwrap_err().message.to_string().contains("line 2") && rows == 1);
    }

    #[test]
    fn line_ends_survive_any_buffer() {
        let text = b"a\r\nb\rc\n\r\n\r\rd";
        for size in 1..8 {
            let mut out = Vec::new();
            Lf { inner: BufReader::with_capacity(size, &text[..]), last: b'\n' }.read_to_end(&mut out).unwrap();
            assert_eq!(out, b"a\nb\nc\n\n\n\nd\n", "{size}");
        }
    }
}
