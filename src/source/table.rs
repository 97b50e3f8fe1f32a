//! A table of any kind of file.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::cell::{Row, RowSink};
use super::delimited::{self, Dialect};
use super::encoding::decoded;
use super::input::Input;
use super::sample::SAMPLE_ROWS;
use super::workbook::{self, WorkbookKind};
use crate::diagnostic::{Column, Diagnostic, Place};
use crate::market::Structure;
use crate::say;

/// A table: a sheet of a workbook, a CSV file, or a text with a code a line.
#[derive(Debug)]
pub struct Table {
    input: Input,
    form: FileForm,
    sheet: Option<Arc<str>>,
    note: Option<Diagnostic>,
}

#[derive(Clone, Copy, Debug)]
enum FileForm {
    Workbook(WorkbookKind),
    Text(Dialect),
}

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
            return Err(input.error(say!("the file is empty")));
        }
        if let Some(kind) = WorkbookKind::of(&head) {
            let sheet = workbook::choose_sheet(&input, kind, sheet)?;
            return Ok(Self { input, form: FileForm::Workbook(kind), sheet: Some(sheet), note: None });
        }
        if sheet.is_some() {
            return Err(input.error(say!("only workbooks have sheets; leave --sheet out")));
        }
        let wanted = input.encoding();
        let (input, note) = decoded(input, wanted)?;
        let dialect = delimited::detect(&input, structure, has_columns)?;
        Ok(Self { input, form: FileForm::Text(dialect), sheet: None, note })
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
            (FileForm::Workbook(kind), Some(sheet)) => workbook::rows(&self.input, kind, sheet, each),
            (FileForm::Text(dialect), _) => delimited::rows(&self.input, dialect, each),
            (FileForm::Workbook(_), None) => Err(self.input.error(say!("no sheet was chosen"))),
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
        matches!(self.form, FileForm::Text(Dialect::Lines))
    }

    /// Whether it is a sheet of a workbook.
    #[must_use]
    pub fn is_sheet(&self) -> bool {
        matches!(self.form, FileForm::Workbook(_))
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
