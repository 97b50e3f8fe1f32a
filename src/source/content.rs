//! Files as sources: rows of a workbook, of a text, of a list in JSON.

use std::sync::Arc;

use super::base64;
use super::cell::{Cell, Row, RowKind, RowSink};
use super::delimited::{self, Dialect};
use super::encoding::decoded;
use super::entries::{self, List};
use super::hidden::Hidden;
use super::input::Input;
use super::kinds::{Kind, kind};
use super::rows::{RowForm, Source, sample};
use super::rules;
use super::workbook::{self, Chosen, WorkbookKind};
use crate::diagnostic::{Column, Diagnostic, Place, Severity};
use crate::market::Structure;
use crate::say;
use crate::sentence::{Sentence, list, name};

/// Opens a file of a kind. See [`super::Table::open`].
pub(super) fn open(
    input: Input,
    kind: Kind,
    sheet: Option<&str>,
    structure: &Structure,
    has_columns: bool,
) -> Result<Arc<dyn Source>, Diagnostic> {
    if input.head(1)?.is_empty() {
        return Err(input.error(say!("the file is empty")));
    }
    match kind {
        Kind::Unread(unread) => Err(unread.refused(&input)),
        Kind::Zip => Err(input
            .error(say!("a ZIP file stands within a ZIP file"))
            .help(say!("unpack it, and give the files of codes that are in it"))),
        Kind::Workbook(kind) => Ok(Arc::new(SheetRows::open(input, kind, sheet, structure)?)),
        Kind::Text => text(input, sheet, structure, has_columns),
    }
}

/// The names of the sheets of a workbook, in their order; none of another file.
///
/// # Errors
/// It is no workbook that can be read.
pub fn sheets(input: &Input) -> Result<Vec<String>, Diagnostic> {
    match kind(input)? {
        Kind::Workbook(kind) => workbook::sheets(input, kind),
        Kind::Unread(_) | Kind::Zip | Kind::Text => Ok(Vec::new()),
    }
}

/// Opens a text file: JSON, a table, or a code a line.
fn text(
    input: Input,
    sheet: Option<&str>,
    structure: &Structure,
    has_columns: bool,
) -> Result<Arc<dyn Source>, Diagnostic> {
    let wanted = input.encoding();
    let (input, note) = decoded(input, wanted)?;
    let mut notes: Vec<Diagnostic> = note.into_iter().collect();
    let file = input.name().clone();
    let read: Arc<dyn Source> = if entries::is_json(&input)? {
        let (list, note) = entries::choose(&input, structure, sheet)?;
        notes.extend(note);
        Arc::new(JsonRows { input, list, notes })
    } else if sheet.is_some() {
        return Err(input.error(say!("only workbooks have sheets; leave --sheet out")));
    } else {
        let dialect = delimited::detect(&input, structure, has_columns)?;
        Arc::new(TextRows { input, dialect, notes })
    };
    let columns = base64::columns(&sample(&*read)?, structure);
    if columns.is_empty() {
        return Ok(read);
    }
    let message = say!("the codes are written in Base64; they were decoded");
    let note = Diagnostic::warning(rules::ENCODING, message).weighing(Severity::Note).at(Place::File(file));
    let notes = read.notes().iter().cloned().chain([note]).collect();
    Ok(Arc::new(Decoded { read, columns, notes }))
}

/// A sheet of a workbook.
#[derive(Debug)]
struct SheetRows {
    input: Input,
    kind: WorkbookKind,
    sheet: Arc<str>,
    hidden: Hidden,
    notes: Vec<Diagnostic>,
}

impl SheetRows {
    fn open(input: Input, kind: WorkbookKind, sheet: Option<&str>, structure: &Structure) -> Result<Self, Diagnostic> {
        let Chosen { sheet, hidden, mut notes } = workbook::choose_sheet(&input, kind, sheet, structure)?;
        let mut read = Self { input, kind, sheet, hidden, notes: Vec::new() };
        notes.extend(read.hidden_columns()?);
        let place = Place::File(read.name().clone());
        let told = |note| Diagnostic::warning(rules::HIDDEN, note).weighing(Severity::Note).at(place.clone());
        read.notes = notes.into_iter().map(told).collect();
        Ok(read)
    }

    /// That columns with something in them are hidden.
    fn hidden_columns(&self) -> Result<Option<Sentence>, Diagnostic> {
        if !self.hidden.has_columns() {
            return Ok(None);
        }
        let rows = sample(self)?;
        let width = (0..).take(rows.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        let is_told = |column: &u32| {
            self.hidden.hides_column(*column) && rows.iter().any(|row| *row.cell(*column) != Cell::Empty)
        };
        let columns: Vec<u32> = width.filter(is_told).collect();
        let letters = |column: &u32| name(Column { index: *column, header: None }.letters());
        Ok(match columns.as_slice() {
            [] => None,
            [one] => Some(say!("column {column} is hidden; it is read as the others are", column = letters(one))),
            several => Some(say!(
                "columns {columns} are hidden; they are read as the others are",
                columns = list(several.iter().map(letters))
            )),
        })
    }
}

impl Source for SheetRows {
    fn name(&self) -> &Arc<str> {
        self.input.name()
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        if !self.hides_rows() {
            return workbook::rows(&self.input, self.kind, &self.sheet, each);
        }
        workbook::rows(&self.input, self.kind, &self.sheet, &mut |mut row| {
            if self.hidden.hides(row.number) {
                row.known = Some(RowKind::Hidden);
            }
            each(row)
        })
    }

    fn place(&self, row: u32, column: Option<&Column>) -> Place {
        Place::Cell { file: self.name().clone(), sheet: Some(self.sheet.clone()), row, column: column.cloned() }
    }

    fn form(&self) -> RowForm {
        RowForm::Sheet
    }

    fn hides_rows(&self) -> bool {
        self.hidden.has_rows()
    }

    fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }
}

/// A text with cells, or a code a line.
#[derive(Debug)]
struct TextRows {
    input: Input,
    dialect: Dialect,
    notes: Vec<Diagnostic>,
}

impl Source for TextRows {
    fn name(&self) -> &Arc<str> {
        self.input.name()
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        delimited::rows(&self.input, self.dialect, each)
    }

    fn place(&self, row: u32, column: Option<&Column>) -> Place {
        let column = column.filter(|_| self.form() != RowForm::Lines).cloned();
        Place::Cell { file: self.name().clone(), sheet: None, row, column }
    }

    fn form(&self) -> RowForm {
        match self.dialect {
            Dialect::Lines => RowForm::Lines,
            Dialect::Separated(_) => RowForm::Separated,
        }
    }

    fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }
}

/// A list in JSON.
#[derive(Debug)]
struct JsonRows {
    input: Input,
    list: List,
    notes: Vec<Diagnostic>,
}

impl Source for JsonRows {
    fn name(&self) -> &Arc<str> {
        self.input.name()
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        entries::rows(&self.input, &self.list, each)
    }

    fn place(&self, row: u32, column: Option<&Column>) -> Place {
        let (file, column) = (self.name().clone(), column.filter(|_| !self.list.is_plain).cloned());
        if self.list.is_lines {
            return Place::Cell { file, sheet: None, row, column };
        }
        let key = column.and_then(|column| column.header);
        Place::Entry { file, list: self.list.name().cloned(), number: row, key }
    }

    fn form(&self) -> RowForm {
        if self.list.is_plain { RowForm::Lines } else { RowForm::Columns }
    }

    fn headers(&self) -> Option<&Row> {
        Some(&self.list.columns)
    }

    fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }
}

/// A source in whose columns codes stand in Base64.
#[derive(Debug)]
struct Decoded {
    read: Arc<dyn Source>,
    /// The columns, and the first row of each that has a code.
    columns: Vec<(usize, u32)>,
    notes: Vec<Diagnostic>,
}

impl Source for Decoded {
    fn name(&self) -> &Arc<str> {
        self.read.name()
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        self.read.rows(&mut |mut row| {
            base64::decode(&mut row, &self.columns);
            each(row)
        })
    }

    fn place(&self, row: u32, column: Option<&Column>) -> Place {
        self.read.place(row, column)
    }

    fn form(&self) -> RowForm {
        self.read.form()
    }

    fn headers(&self) -> Option<&Row> {
        self.read.headers()
    }

    fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }
}
