//! Workbooks: xlsx, xls and ods, by `calamine`.
//!
//! Rows of an xlsx sheet are streamed; its shared strings are held in memory. Sheets of xls and
//! ods are held in memory whole. `calamine` decodes `_x001D_` in xlsx cells, once and rightly;
//! nothing here decodes again.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::sync::Arc;

use calamine::{DataType, ExcelDateTime, Ods, Reader, Xls, Xlsx};

use super::cell::{Cell, Row};
use super::columns::list;
use super::input::Input;
use super::table::RowSink;
use super::{compound, package};
use crate::diagnostic::{Column, Diagnostic};
use crate::gs1::Date;
use crate::world::guarded;

/// Which kind of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xls,
    Ods,
}

/// Most columns of a sheet (the format's own limit).
pub(super) const MAX_COLUMNS: u32 = 16_384;
/// Most cells of a sheet whose rows are streamed, the empty ones before others included.
pub(super) const MAX_CELLS: u64 = 20_000_000;
/// Most bytes of a cell's text, as many as a text file's line may have.
const MAX_CELL: usize = 1 << 20;

type Bytes = BufReader<File>;

impl Kind {
    /// The kind of workbook that a file's first bytes show.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            Some(Kind::Xls)
        } else if head.starts_with(b"PK\x03\x04") {
            Some(if head.get(30..38) == Some(b"mimetype") { Kind::Ods } else { Kind::Xlsx })
        } else {
            None
        }
    }
}

/// The sheet that is meant: the named one, or the only one with anything in it.
/// The file is looked through first: nothing below is called for one that would swell.
pub(super) fn choose_sheet(input: &Input, kind: Kind, wanted: Option<&str>) -> Result<Arc<str>, Diagnostic> {
    guard(input, || match kind {
        Kind::Xls => compound::check(input),
        Kind::Xlsx | Kind::Ods => package::check(input),
    })?;
    let (names, filled) = guard(input, || match kind {
        Kind::Xlsx => {
            let mut book = open::<Xlsx<Bytes>>(input)?;
            filled(book.sheet_names(), wanted, &mut |name, each| xlsx_rows(input, &mut book, name, each))
        }
        Kind::Xls => {
            let mut book = open::<Xls<Bytes>>(input)?;
            filled(book.sheet_names(), wanted, &mut |name, each| range_rows(input, &mut book, name, each))
        }
        Kind::Ods => {
            let mut book = open::<Ods<Bytes>>(input)?;
            filled(book.sheet_names(), wanted, &mut |name, each| range_rows(input, &mut book, name, each))
        }
    })?;
    if let Some(wanted) = wanted {
        let found = names.iter().find(|name| name.as_str() == wanted);
        return found
            .map(|name| name.as_str().into())
            .ok_or_else(|| input.error(format!("there is no sheet “{wanted}”; there are {}", list(&names))));
    }
    match filled.as_slice() {
        [one] => Ok(one.as_str().into()),
        [] => Err(input.error("the workbook is empty")),
        _ => Err(input
            .error(format!("the workbook has several sheets: {}", list(&names)))
            .help("say which one with --sheet NAME")),
    }
}

/// The sheets, and those of them with anything in it: none, one, or the first two. Each is looked
/// for only if none is wanted by name.
fn filled(
    names: Vec<String>,
    wanted: Option<&str>,
    rows: &mut dyn FnMut(&str, RowSink<'_>) -> Result<(), Diagnostic>,
) -> Result<(Vec<String>, Vec<String>), Diagnostic> {
    let mut filled = Vec::new();
    for name in names.iter().filter(|_| wanted.is_none()) {
        rows(name, &mut |_| {
            filled.push(name.clone());
            ControlFlow::Break(())
        })?;
        if filled.len() > 1 {
            break;
        }
    }
    Ok((names, filled))
}

/// Gives every row of a sheet that is not empty to `each`.
pub(super) fn rows(input: &Input, kind: Kind, sheet: &str, each: RowSink<'_>) -> Result<(), Diagnostic> {
    guard(input, || match kind {
        Kind::Xlsx => xlsx_rows(input, &mut open::<Xlsx<Bytes>>(input)?, sheet, each),
        Kind::Xls => range_rows(input, &mut open::<Xls<Bytes>>(input)?, sheet, each),
        Kind::Ods => range_rows(input, &mut open::<Ods<Bytes>>(input)?, sheet, each),
    })
}

/// Runs the reader; its panic on a broken file becomes a finding.
fn guard<T>(input: &Input, read: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    guarded(read).unwrap_or_else(|| Err(broken(input, "its content makes no sense")))
}

pub(super) fn broken(input: &Input, why: &str) -> Diagnostic {
    input
        .error(format!("the workbook cannot be read: {why}"))
        .help("open it in the spreadsheet program, save it again without a password as .xlsx, and try again")
}

pub(super) fn encrypted(input: &Input) -> Diagnostic {
    input
        .error("the workbook is protected by a password")
        .help("open it in the spreadsheet program, remove the password, save it again, and try again")
}

pub(super) fn too_large(input: &Input, what: &str) -> Diagnostic {
    input
        .error(format!("the workbook is too large: it has {what}"))
        .help("copy the rows with codes into a new workbook or a CSV file and try again")
}

fn open<R: Reader<Bytes>>(input: &Input) -> Result<R, Diagnostic>
where
    R::Error: std::fmt::Display,
{
    R::new(input.reader()?).map_err(|error| match error.to_string() {
        why if why.contains("password") => encrypted(input),
        why => broken(input, &why),
    })
}

fn xlsx_rows(input: &Input, book: &mut Xlsx<Bytes>, sheet: &str, each: RowSink<'_>) -> Result<(), Diagnostic> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| broken(input, &error.to_string()))?;
    let mut row = Row::default();
    let mut places = 0;
    loop {
        let next = cells.next_cell().map_err(|error| broken(input, &error.to_string()))?;
        let at = next.as_ref().map(calamine::Cell::get_position);
        let number = at.map(|(number, _)| number.saturating_add(1));
        if number != Some(row.number) {
            if number.is_some_and(|number| number < row.number) {
                return Err(broken(input, &format!("its rows are out of order behind row {}", row.number)));
            }
            let done = std::mem::take(&mut row);
            if !done.is_empty() && each(done).is_break() {
                return Ok(());
            }
            row.number = number.unwrap_or(0);
        }
        let Some((cell, (_, column))) = next.zip(at) else { return Ok(()) };
        if column >= MAX_COLUMNS {
            return Err(broken(input, &format!("row {} has more than {MAX_COLUMNS} columns", row.number)));
        }
        let column = column as usize;
        if row.cells.len() <= column {
            places += (column + 1 - row.cells.len()) as u64;
            if places > MAX_CELLS {
                return Err(too_large(input, &format!("more than {MAX_CELLS} cells, the empty ones included")));
            }
            row.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = short(input, row.number, column, cell.get_value())?;
        }
    }
}

fn range_rows<R: Reader<Bytes>>(input: &Input, book: &mut R, sheet: &str, each: RowSink<'_>) -> Result<(), Diagnostic>
where
    R::Error: std::fmt::Display,
{
    let range = book.worksheet_range(sheet).map_err(|error| broken(input, &error.to_string()))?;
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    for (cells, number) in range.rows().zip(first_row.saturating_add(1)..) {
        let before = std::iter::repeat_n(Cell::Empty, first_column.min(MAX_COLUMNS) as usize);
        let cells = cells.iter().zip(first_column as usize..).map(|(cell, column)| short(input, number, column, cell));
        let row = Row { number, cells: before.map(Ok).chain(cells).collect::<Result<_, _>>()? };
        if !row.is_empty() && each(row).is_break() {
            break;
        }
    }
    Ok(())
}

/// A cell whose text is not too long.
fn short(input: &Input, row: u32, column: usize, data: &impl DataType) -> Result<Cell, Diagnostic> {
    if data.get_string().is_some_and(|text| text.len() > MAX_CELL) {
        let column = Column { index: u32::try_from(column).unwrap_or(u32::MAX), header: None };
        return Err(input.error(format!("cell {}{row} has more than {MAX_CELL} bytes", column.letters())));
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
        if number.is_finite() { Cell::Number(number) } else { Cell::Other("a number without an end (NaN, infinity)") }
    } else if data.is_error() {
        Cell::Other("an error value (#REF!, #N/A…)")
    } else if data.is_bool() {
        Cell::Other("a truth value")
    } else {
        Cell::Other("a duration")
    }
}

fn from_date(date: &ExcelDateTime) -> Cell {
    if !date.is_datetime() {
        return Cell::Other("a duration");
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    Date::new(year.into(), month.into(), day.into())
        .map_or(Cell::Other("a date outside the years 2000 to 2099"), Cell::Date)
}
