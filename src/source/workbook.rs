//! Workbooks: xlsx, xls and ods, by `calamine`.
//!
//! Rows of an xlsx sheet are streamed; its shared strings are held in memory. Sheets of xls and
//! ods are held in memory whole. `calamine` decodes `_x001D_` in xlsx cells, once and rightly;
//! nothing here decodes again.

use std::io::BufReader;
use std::ops::ControlFlow;
use std::sync::Arc;

use calamine::{DataRef, DataType, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsx};

use super::cell::{Cell, Row, RowSink, Unprintable};
use super::headers::listed;
use super::hidden::{Hidden, HiddenSeen};
use super::input::Input;
use super::likeness::{self, Likeness};
use super::limits::{MAX_CELLS, MAX_COLUMNS, MAX_TEXT};
use super::refused::{broken, encrypted, nonsense, too_large};
use super::sample::code_of;
use super::{compound, package};
use crate::diagnostic::{Column, Diagnostic};
use crate::gs1::Date;
use crate::market::Structure;
use crate::say;
use crate::sentence::{Sentence, name, outside};
use crate::world::{Stored, guarded};

/// Which kind of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkbookKind {
    Xlsx,
    Xls,
    Ods,
}

type Bytes = BufReader<Stored>;

impl WorkbookKind {
    /// The kind of workbook that a file's first bytes show.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            Some(WorkbookKind::Xls)
        } else if head.starts_with(b"PK\x03\x04") {
            Some(if head.get(30..38) == Some(b"mimetype") { WorkbookKind::Ods } else { WorkbookKind::Xlsx })
        } else {
            None
        }
    }
}

/// The sheet that was chosen.
pub(super) struct Chosen {
    pub(super) sheet: Arc<str>,
    pub(super) hidden: Hidden,
    /// What is to be told of the choice.
    pub(super) notes: Vec<Sentence>,
}

/// The sheet that is meant: the named one, the only one with anything in it, or of several the only one
/// with codes. The file is looked through first: nothing below is called for one that would swell.
pub(super) fn choose_sheet(
    input: &Input,
    kind: WorkbookKind,
    wanted: Option<&str>,
    structure: &Structure,
) -> Result<Chosen, Diagnostic> {
    let hidden = guard(input, || match kind {
        WorkbookKind::Xls => compound::check(input).map(|()| HiddenSeen::default()),
        WorkbookKind::Xlsx | WorkbookKind::Ods => package::check(input),
    })?;
    let sheets = guard(input, || match kind {
        WorkbookKind::Xlsx => {
            let mut book = open::<Xlsx<Bytes>>(input)?;
            looked(&names_of(&book), wanted, structure, &mut |name, each| xlsx_rows(input, &mut book, name, each))
        }
        WorkbookKind::Xls => {
            let mut book = open::<Xls<Bytes>>(input)?;
            looked(&names_of(&book), wanted, structure, &mut |name, each| range_rows(input, &mut book, name, each))
        }
        WorkbookKind::Ods => {
            let mut book = open::<Ods<Bytes>>(input)?;
            looked(&names_of(&book), wanted, structure, &mut |name, each| range_rows(input, &mut book, name, each))
        }
    })?;
    let mut notes = Vec::new();
    let (number, chosen) = match wanted {
        Some(wanted) => (0..).zip(&sheets).find(|(_, sheet)| sheet.name == wanted).ok_or_else(|| {
            let all = listed(&sheets.iter().map(|sheet| &sheet.name).collect::<Vec<_>>());
            let wanted = outside(wanted);
            input.error(say!("there is no sheet “{wanted}”; there are {sheets}", wanted, sheets = all))
        })?,
        None => only(input, &sheets, &mut notes)?,
    };
    if chosen.is_hidden {
        notes.push(say!("the sheet “{sheet}” is hidden; it is read", sheet = outside(&chosen.name)));
    }
    Ok(Chosen { sheet: chosen.name.as_str().into(), hidden: hidden.of(number), notes })
}

/// The only sheet with anything in it, or the only one with codes; with its number from 0.
fn only<'a>(input: &Input, sheets: &'a [Sheet], notes: &mut Vec<Sentence>) -> Result<(usize, &'a Sheet), Diagnostic> {
    let of = |test: fn(&Sheet) -> bool| (0..).zip(sheets).filter(|(_, sheet)| test(sheet)).collect::<Vec<_>>();
    let (filled, coded) = (of(|sheet| sheet.is_filled), of(|sheet| sheet.has_codes));
    match (filled.as_slice(), coded.as_slice()) {
        ([one], _) => Ok(*one),
        ([], _) => Err(input.error(say!("the workbook is empty"))),
        (_, [one]) => {
            notes.push(say!(
                "codes are read from the sheet “{sheet}”; no other has any: there are {sheets}",
                sheet = outside(&one.1.name),
                sheets = listed(&filled.iter().map(|(_, sheet)| &sheet.name).collect::<Vec<_>>())
            ));
            Ok(*one)
        }
        (_, coded) => {
            let meant = if coded.is_empty() { &filled } else { coded };
            let names = listed(&meant.iter().map(|(_, sheet)| &sheet.name).collect::<Vec<_>>());
            let message = if coded.is_empty() {
                say!("the workbook has several sheets: {sheets}", sheets = names)
            } else {
                say!("several sheets of the workbook hold codes: {sheets}", sheets = names)
            };
            Err(input.error(message).help(say!("say which one with --sheet NAME")))
        }
    }
}

/// A sheet that was looked at.
struct Sheet {
    name: String,
    is_hidden: bool,
    is_filled: bool,
    has_codes: bool,
}

/// The names of its sheets, in their order. They are not looked into.
pub(super) fn sheets(input: &Input, kind: WorkbookKind) -> Result<Vec<String>, Diagnostic> {
    guard(input, || match kind {
        WorkbookKind::Xls => compound::check(input).map(|()| HiddenSeen::default()),
        WorkbookKind::Xlsx | WorkbookKind::Ods => package::check(input),
    })?;
    let names = guard(input, || {
        Ok(match kind {
            WorkbookKind::Xlsx => names_of(&open::<Xlsx<Bytes>>(input)?),
            WorkbookKind::Xls => names_of(&open::<Xls<Bytes>>(input)?),
            WorkbookKind::Ods => names_of(&open::<Ods<Bytes>>(input)?),
        })
    })?;
    Ok(names.into_iter().map(|(name, _)| name).collect())
}

fn names_of<R: Reader<Bytes>>(book: &R) -> Vec<(String, bool)> {
    book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// Looks into the sheets, each with whether it is hidden: whether anything stands in it, and where that
/// is so of several, whether a code does. None is looked into if one is wanted by name.
fn looked(
    sheets: &[(String, bool)],
    wanted: Option<&str>,
    structure: &Structure,
    rows: &mut dyn FnMut(&str, RowSink<'_>) -> Result<(), Diagnostic>,
) -> Result<Vec<Sheet>, Diagnostic> {
    let sheet = |(name, is_hidden): &(String, bool)| Sheet {
        name: name.clone(),
        is_hidden: *is_hidden,
        is_filled: false,
        has_codes: false,
    };
    let mut sheets: Vec<Sheet> = sheets.iter().map(sheet).collect();
    if wanted.is_some() {
        return Ok(sheets);
    }
    for sheet in &mut sheets {
        rows(&sheet.name, &mut |_| {
            sheet.is_filled = true;
            ControlFlow::Break(())
        })?;
    }
    if sheets.iter().filter(|sheet| sheet.is_filled).count() < 2 {
        return Ok(sheets);
    }
    for sheet in sheets.iter_mut().filter(|sheet| sheet.is_filled) {
        rows(&sheet.name, &mut |row| {
            let is_code = row.cells.iter().any(|cell| likeness::of_cell(cell) == Likeness::Code);
            sheet.has_codes = is_code || code_of(&row, structure).is_some();
            if sheet.has_codes { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
    }
    Ok(sheets)
}

/// Gives every row of a sheet that is not empty to `each`.
pub(super) fn rows(input: &Input, kind: WorkbookKind, sheet: &str, each: RowSink<'_>) -> Result<(), Diagnostic> {
    guard(input, || match kind {
        WorkbookKind::Xlsx => xlsx_rows(input, &mut open::<Xlsx<Bytes>>(input)?, sheet, each),
        WorkbookKind::Xls => range_rows(input, &mut open::<Xls<Bytes>>(input)?, sheet, each),
        WorkbookKind::Ods => range_rows(input, &mut open::<Ods<Bytes>>(input)?, sheet, each),
    })
}

/// Runs the reader; its panic on a broken file becomes a finding.
fn guard<T>(input: &Input, read: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    guarded(read).unwrap_or_else(|| Err(nonsense(input)))
}

fn open<R: Reader<Bytes>>(input: &Input) -> Result<R, Diagnostic>
where
    R::Error: std::fmt::Display,
{
    R::new(input.reader()?).map_err(|error| match error.to_string() {
        why if why.contains("password") => encrypted(input),
        why => broken(input, outside(why)),
    })
}

fn xlsx_rows(input: &Input, book: &mut Xlsx<Bytes>, sheet: &str, each: RowSink<'_>) -> Result<(), Diagnostic> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| broken(input, outside(error)))?;
    let mut row = Row::default();
    let mut places = 0;
    // The column behind the last cell of the row.
    let mut behind = None;
    loop {
        let next = cells.next_cell_with_formula_metadata().map_err(|error| broken(input, outside(error)))?;
        let at = next.as_ref().map(|cell| cell.pos);
        let number = at.map(|(number, _)| number.saturating_add(1));
        if number != Some(row.number) {
            if number.is_some_and(|number| number < row.number) {
                return Err(broken(input, say!("its rows are out of order behind row {row}", row = row.number)));
            }
            let done = std::mem::take(&mut row);
            if !done.is_empty() && each(done).is_break() {
                return Ok(());
            }
            row.number = number.unwrap_or(0);
            behind = None;
        }
        let Some((cell, (_, column))) = next.zip(at) else { return Ok(()) };
        if column >= MAX_COLUMNS {
            let why = say!("row {row} has more than {most} columns", row = row.number, most = MAX_COLUMNS);
            return Err(broken(input, why));
        }
        if behind.is_some_and(|behind| column < behind) {
            let cell = name(format!("{}{}", Column { index: column, header: None }.letters(), row.number));
            return Err(broken(input, say!("cell {cell} stands twice, or behind cells that come after it", cell)));
        }
        behind = Some(column + 1);
        let column = column as usize;
        if row.cells.len() <= column {
            places += (column + 1 - row.cells.len()) as u64;
            if places > MAX_CELLS {
                let why = say!("it has more than {most} cells, the empty ones included", most = MAX_CELLS);
                return Err(too_large(input, why));
            }
            row.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = match short(input, row.number, column, &cell.value)? {
                Cell::Empty if cell.formula.is_some() && cell.value == DataRef::Empty => {
                    Cell::Other(Unprintable::NoValue)
                }
                value => value,
            };
        }
    }
}

fn range_rows<R: Reader<Bytes>>(input: &Input, book: &mut R, sheet: &str, each: RowSink<'_>) -> Result<(), Diagnostic>
where
    R::Error: std::fmt::Display,
{
    let range = book.worksheet_range(sheet).map_err(|error| broken(input, outside(error)))?;
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    for (cells, number) in range.rows().zip(first_row.saturating_add(1)..) {
        let before = std::iter::repeat_n(Cell::Empty, first_column.min(MAX_COLUMNS) as usize);
        let cells = cells.iter().zip(first_column as usize..).map(|(cell, column)| short(input, number, column, cell));
        let row = Row::new(number, before.map(Ok).chain(cells).collect::<Result<_, _>>()?);
        if !row.is_empty() && each(row).is_break() {
            break;
        }
    }
    Ok(())
}

/// A cell whose text is not too long.
fn short(input: &Input, row: u32, column: usize, data: &impl DataType) -> Result<Cell, Diagnostic> {
    if data.get_string().is_some_and(|text| text.len() > MAX_TEXT) {
        let column = Column { index: u32::try_from(column).unwrap_or(u32::MAX), header: None };
        let cell = name(format!("{}{row}", column.letters()));
        return Err(input.error(say!("cell {cell} has more than {most} bytes", cell, most = MAX_TEXT)));
    }
    Ok(from_data(data))
}

fn from_data(data: &impl DataType) -> Cell {
    if data.is_empty() {
        Cell::Empty
    } else if let Some(text) = data.get_string() {
        Cell::text(text)
    } else if let Some(text) = data.get_datetime_iso() {
        Cell::text(text)
    } else if let Some(date) = data.get_datetime() {
        from_date(&date)
    } else if let Some(number) = data.get_float().or_else(|| data.get_int().map(|number| number as f64)) {
        if number.is_finite() { Cell::Number(number) } else { Cell::Other(Unprintable::Endless) }
    } else if data.is_error() {
        Cell::Other(Unprintable::ErrorValue)
    } else if data.is_bool() {
        Cell::Other(Unprintable::TruthValue)
    } else {
        Cell::Other(Unprintable::Duration)
    }
}

fn from_date(date: &ExcelDateTime) -> Cell {
    if !date.is_datetime() {
        return Cell::Other(Unprintable::Duration);
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    Date::new(year.into(), month.into(), day.into()).map_or(Cell::Other(Unprintable::FarDate), Cell::Date)
}
