//! A table of any kind of file.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::cell::{Cell, Row};
use super::delimited::{self, Dialect};
use super::encoding::decoded;
use super::input::Input;
use super::workbook::{self, Kind};
use crate::diagnostic::{Column, Diagnostic, Place};
use crate::gs1::Code;
use crate::market::Structure;

/// Rows looked at to tell a CSV file from raw lines, and columns from one another.
pub(super) const SAMPLE_ROWS: usize = 100;

/// A table: a sheet of a workbook, a CSV file, or a text with a code a line.
#[derive(Debug)]
pub struct Table {
    input: Input,
    form: Form,
    sheet: Option<Arc<str>>,
    note: Option<Diagnostic>,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Workbook(Kind),
    Text(Dialect),
}

/// Takes rows; breaks to stop reading.
pub type RowSink<'a> = &'a mut dyn FnMut(Row) -> ControlFlow<()>;

impl Table {
    /// Finds out what kind of file it is (by content first, then by its name's ending) and which
    /// sheet is meant: the named one, or the only one that is not empty. A text file with codes
    /// of this structure in its lines and in its cells alike is a table if `has_columns`.
    ///
    /// # Errors
    /// Not a kind of file we read, no such sheet, several sheets and none named, or a text that
    /// can be read as a table and as a code a line.
    pub fn open(
        input: Input,
        sheet: Option<&str>,
        structure: &Structure,
        has_columns: bool,
    ) -> Result<Self, Diagnostic> {
        let head = input.head(64)?;
        if head.is_empty() {
            return Err(input.error("the file is empty"));
        }
        if let Some(kind) = Kind::of(&head) {
            let sheet = workbook::choose_sheet(&input, kind, sheet)?;
            return Ok(Self { input, form: Form::Workbook(kind), sheet: Some(sheet), note: None });
        }
        if sheet.is_some() {
            return Err(input.error("only workbooks have sheets; leave --sheet out"));
        }
        let wanted = input.encoding();
        let (input, note) = decoded(input, wanted)?;
        let dialect = delimited::detect(&input, structure, has_columns)?;
        Ok(Self { input, form: Form::Text(dialect), sheet: None, note })
    }

    /// What is to be told of the file as a whole.
    #[must_use]
    pub fn note(&self) -> Option<&Diagnostic> {
        self.note.as_ref()
    }

    /// Gives every row that is not empty to `each`, in order.
    ///
    /// # Errors
    /// The file cannot be read further.
    pub fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        match (self.form, &self.sheet) {
            (Form::Workbook(kind), Some(sheet)) => workbook::rows(&self.input, kind, sheet, each),
            (Form::Text(dialect), _) => delimited::rows(&self.input, dialect, each),
            (Form::Workbook(_), None) => Err(self.input.error("no sheet was chosen")),
        }
    }

    /// The first rows.
    ///
    /// # Errors
    /// As [`Table::rows`].
    pub fn sample(&self) -> Result<Vec<Row>, Diagnostic> {
        let mut rows = Vec::new();
        self.rows(&mut |row| {
            rows.push(row);
            if rows.len() <= SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(rows)
    }

    /// Whether rows are plain lines, without columns or headers.
    #[must_use]
    pub fn is_lines(&self) -> bool {
        matches!(self.form, Form::Text(Dialect::Lines))
    }

    /// The place of a row, or of one of its cells.
    #[must_use]
    pub fn place(&self, row: u32, column: Option<&Column>) -> Place {
        let column = column.filter(|_| !self.is_lines()).cloned();
        Place::Cell { file: self.input.name().clone(), sheet: self.sheet.clone(), row, column }
    }

    /// The file.
    #[must_use]
    pub fn input(&self) -> &Input {
        &self.input
    }
}

/// Whether any cell of a row reads as a code of the market.
pub(super) fn has_code(row: &Row, structure: &Structure) -> bool {
    code_of(row, structure).is_some()
}

/// The first code of the market in a row.
pub(super) fn code_of(row: &Row, structure: &Structure) -> Option<Code> {
    row.cells.iter().filter_map(Cell::as_text).find_map(|text| structure.read(text).ok()).map(|(read, _)| read.code)
}
