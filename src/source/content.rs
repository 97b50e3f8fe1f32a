//! What one file holds: rows of a workbook, of a text, of a list in JSON.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::base64;
use super::cell::{Cell, Row, RowKind, RowSink};
use super::delimited::{self, Dialect};
use super::encoding::decoded;
use super::entries::{self, List};
use super::hidden::Hidden;
use super::input::Input;
use super::kinds::Kind;
use super::rules;
use super::sample::SAMPLE_ROWS;
use super::workbook::{self, Chosen, WorkbookKind};
use crate::diagnostic::{Column, Diagnostic, Place, Severity};
use crate::market::Structure;
use crate::say;
use crate::sentence::{Sentence, list, name};

/// A file that is open.
#[derive(Debug)]
pub(super) struct Content {
    input: Input,
    form: Form,
    sheet: Option<Arc<str>>,
    /// Columns with codes in Base64, and the first row of each that has one.
    base64: Vec<(usize, u32)>,
    hidden: Hidden,
    notes: Vec<Diagnostic>,
}

#[derive(Clone, Debug)]
enum Form {
    Workbook(WorkbookKind),
    Text(Dialect),
    Json(List),
}

impl Content {
    /// Opens a file of a kind. See [`super::Table::open`].
    pub(super) fn open(
        input: Input,
        kind: Kind,
        sheet: Option<&str>,
        structure: &Structure,
        has_columns: bool,
    ) -> Result<Self, Diagnostic> {
        if input.head(1)?.is_empty() {
            return Err(input.error(say!("the file is empty")));
        }
        match kind {
            Kind::Unread(unread) => return Err(unread.refused(&input)),
            Kind::Zip => {
                return Err(input
                    .error(say!("a ZIP file stands within a ZIP file"))
                    .help(say!("unpack it, and give the files of codes that are in it")));
            }
            Kind::Workbook(kind) => {
                return Self::of_workbook(input, kind, sheet, structure);
            }
            Kind::Text => {}
        }
        let wanted = input.encoding();
        let (input, note) = decoded(input, wanted)?;
        let mut notes: Vec<Diagnostic> = note.into_iter().collect();
        let form = if entries::is_json(&input)? {
            let (list, note) = entries::choose(&input, structure, sheet)?;
            notes.extend(note);
            Form::Json(list)
        } else if sheet.is_some() {
            return Err(input.error(say!("only workbooks have sheets; leave --sheet out")));
        } else {
            Form::Text(delimited::detect(&input, structure, has_columns)?)
        };
        let mut content = Self { input, form, sheet: None, base64: Vec::new(), hidden: Hidden::default(), notes };
        content.base64 = base64::columns(&content.sample()?, structure);
        if !content.base64.is_empty() {
            let message = say!("the codes are written in Base64; they were decoded");
            let note = Diagnostic::warning(rules::ENCODING, message).weighing(Severity::Note);
            content.notes.push(note.at(Place::File(content.input.name().clone())));
        }
        Ok(content)
    }

    fn of_workbook(
        input: Input,
        kind: WorkbookKind,
        sheet: Option<&str>,
        structure: &Structure,
    ) -> Result<Self, Diagnostic> {
        let Chosen { sheet, hidden, notes } = workbook::choose_sheet(&input, kind, sheet, structure)?;
        let form = Form::Workbook(kind);
        let mut content = Self { input, form, sheet: Some(sheet), base64: Vec::new(), hidden, notes: Vec::new() };
        let mut notes = notes;
        notes.extend(content.hidden_columns()?);
        let place = Place::File(content.input.name().clone());
        let told = |note| Diagnostic::warning(rules::HIDDEN, note).weighing(Severity::Note).at(place.clone());
        content.notes = notes.into_iter().map(told).collect();
        Ok(content)
    }

    /// That columns with something in them are hidden.
    fn hidden_columns(&self) -> Result<Option<Sentence>, Diagnostic> {
        if !self.hidden.has_columns() {
            return Ok(None);
        }
        let rows = self.sample()?;
        let width =
            rows.iter().map(|row| row.cells.len()).max().and_then(|width| u32::try_from(width).ok()).unwrap_or(0);
        let is_told = |column: &u32| {
            self.hidden.hides_column(*column) && rows.iter().any(|row| *row.cell(*column) != Cell::Empty)
        };
        let columns: Vec<u32> = (0..width).filter(is_told).collect();
        let letters = |column: &u32| name(Column { index: *column, header: None }.letters());
        let told = match columns.as_slice() {
            [] => return Ok(None),
            [one] => say!("column {column} is hidden; it is read as the others are", column = letters(one)),
            several => say!(
                "columns {columns} are hidden; they are read as the others are",
                columns = list(several.iter().map(letters))
            ),
        };
        Ok(Some(told))
    }

    /// Whether the file hides rows.
    pub(super) fn hides_rows(&self) -> bool {
        self.hidden.has_rows()
    }

    /// What is to be told of the file as a whole.
    pub(super) fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The names of the columns, where they stand in no row.
    pub(super) fn headers(&self) -> Option<&Row> {
        match &self.form {
            Form::Json(list) => Some(&list.columns),
            Form::Workbook(_) | Form::Text(_) => None,
        }
    }

    /// Gives every row that is not empty to `each`, in order.
    pub(super) fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        let read = |each: RowSink<'_>| match (&self.form, &self.sheet) {
            (Form::Workbook(kind), Some(sheet)) => workbook::rows(&self.input, *kind, sheet, each),
            (Form::Workbook(_), None) => Err(self.input.error(say!("no sheet was chosen"))),
            (Form::Text(dialect), _) => delimited::rows(&self.input, *dialect, each),
            (Form::Json(list), _) => entries::rows(&self.input, list, each),
        };
        if self.base64.is_empty() && !self.hides_rows() {
            return read(each);
        }
        read(&mut |mut row| {
            base64::decode(&mut row, &self.base64);
            if self.hidden.hides(row.number) {
                row.known = Some(RowKind::Hidden);
            }
            each(row)
        })
    }

    /// The first rows.
    pub(super) fn sample(&self) -> Result<Vec<Row>, Diagnostic> {
        let mut rows = Vec::new();
        self.rows(&mut |row| {
            rows.push(row);
            if rows.len() <= SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(rows)
    }

    /// Whether rows are plain lines, without columns or headers.
    pub(super) fn is_lines(&self) -> bool {
        match &self.form {
            Form::Text(dialect) => *dialect == Dialect::Lines,
            Form::Json(list) => list.is_plain,
            Form::Workbook(_) => false,
        }
    }

    /// Whether its cells are parted by a character.
    pub(super) fn is_separated(&self) -> bool {
        matches!(self.form, Form::Text(Dialect::Separated(_)))
    }

    /// Whether it is a sheet of a workbook.
    pub(super) fn is_sheet(&self) -> bool {
        matches!(self.form, Form::Workbook(_))
    }

    /// The place of a row, or of one of its cells.
    pub(super) fn place(&self, row: u32, column: Option<&Column>) -> Place {
        let column = column.filter(|_| !self.is_lines()).cloned();
        let file = self.input.name().clone();
        match &self.form {
            Form::Json(list) if !list.is_lines => {
                let key = column.and_then(|column| column.header);
                Place::Entry { file, list: list.name().cloned(), number: row, key }
            }
            _ => Place::Cell { file, sheet: self.sheet.clone(), row, column },
        }
    }

    /// The file.
    pub(super) fn input(&self) -> &Input {
        &self.input
    }
}
