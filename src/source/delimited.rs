//! CSV, TSV and text with a code a line.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::cell::{Cell, Row};
use super::input::Input;
use super::table::{RowSink, SAMPLE_ROWS, has_code};
use crate::diagnostic::Diagnostic;
use crate::market::Structure;

/// How a text file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Each line is one cell, taken as it stands.
    Lines,
    /// Cells parted by a character, with quotes (RFC 4180).
    Separated(u8),
}

/// Longest line or cell, in bytes. A code has about a hundred.
const MAX_LINE: usize = 1 << 20;
/// Most cells in a line, as many as a workbook's row has.
const MAX_CELLS: usize = 16_384;

/// Tells the dialect from the first rows. Portals write raw codes, with bare quotes, commas and
/// semicolons in them, into files named `.csv`: lines win where they give codes and cells do not.
pub(super) fn detect(input: &Input, structure: &Structure) -> Result<Dialect, Diagnostic> {
    let (mut lines, mut codes) = (Vec::new(), 0);
    self::rows(input, Dialect::Lines, &mut |row| {
        codes += usize::from(has_code(&row, structure));
        lines.push(row);
        if lines.len() < SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let first = lines.first().and_then(|row| row.cell(0).as_text()).unwrap_or_default();
    let delimiter = [b'\t', b';', b','].into_iter().find(|d| first.bytes().any(|b| b == *d));
    let Some(delimiter) = delimiter.filter(|_| input.ending() != "txt" || first.contains('\t')) else {
        return Ok(Dialect::Lines);
    };
    let mut cells = 0;
    let mut seen = 0;
    let separated = Dialect::Separated(delimiter);
    let read = self::rows(input, separated, &mut |row| {
        cells += usize::from(has_code(&row, structure));
        seen += 1;
        if seen < SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    Ok(if read.is_err() || codes > cells { Dialect::Lines } else { separated })
}

/// Gives every row that is not empty to `each`.
pub(super) fn rows(input: &Input, dialect: Dialect, each: RowSink<'_>) -> Result<(), Diagnostic> {
    match dialect {
        Dialect::Lines => lines(input, each),
        Dialect::Separated(delimiter) => separated(input, delimiter, each),
    }
}

fn lines(input: &Input, each: RowSink<'_>) -> Result<(), Diagnostic> {
    let mut reader = input.reader()?;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let read = read_line(&mut reader, &mut bytes).map_err(|error| input.error(format!("line {number} cannot be read: {error}")))?;
        if !read {
            break;
        }
        let text = utf8(input, &bytes, number)?;
        let text = if number == 1 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
        let row = Row { number, cells: vec![Cell::text(text)] };
        if !row.is_empty() && each(row).is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads a line without its end; false at the end of the file.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    let limit = (MAX_LINE + 2) as u64;
    let read = std::io::Read::take(&mut *reader, limit).read_until(b'\n', line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    }
    if line.len() > MAX_LINE {
        return Err(std::io::Error::other(format!("it has more than {MAX_LINE} bytes")));
    }
    Ok(read > 0)
}

fn separated(input: &Input, delimiter: u8, each: RowSink<'_>) -> Result<(), Diagnostic> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(input.reader()?);
    let mut record = csv::ByteRecord::new();
    loop {
        let read = reader.read_byte_record(&mut record).map_err(|error| input.error(format!("cannot be read as CSV: {error}")))?;
        if !read {
            return Ok(());
        }
        let number = record.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        if record.len() > MAX_CELLS || record.as_slice().len() > MAX_LINE {
            return Err(input.error(format!("line {number} has more than {MAX_CELLS} cells or {MAX_LINE} bytes; is a quote not closed?")));
        }
        let mut cells = Vec::with_capacity(record.len());
        for (index, bytes) in record.iter().enumerate() {
            let text = utf8(input, bytes, number)?;
            let first = number == 1 && index == 0;
            cells.push(Cell::text(if first { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text }));
        }
        let row = Row { number, cells };
        if !row.is_empty() && each(row).is_break() {
            return Ok(());
        }
    }
}

fn utf8<'a>(input: &Input, bytes: &'a [u8], line: u32) -> Result<&'a str, Diagnostic> {
    std::str::from_utf8(bytes)
        .map_err(|_| input.error(format!("line {line} is not UTF-8 text")).help("save the file as “CSV UTF-8” or as a workbook and try again"))
}
