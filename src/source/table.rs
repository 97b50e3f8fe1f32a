//! A table of any kind of file, or of several.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::archive;
use super::cell::{Row, RowKind, RowSink};
use super::content;
use super::input::Input;
use super::kinds::{Kind, kind};
use super::rows::{RowForm, Source, error, sample_of};
use super::rules;
use super::several::{Part, joined};
use super::spread::Spread;
use crate::diagnostic::{Column, Diagnostic, Place, Severity};
use crate::market::Structure;
use crate::say;
use crate::sentence::Sentence;

/// A table: a sheet of a workbook, a CSV file, a text with a code a line, a list in JSON; of one file or
/// of several with the same columns.
#[derive(Debug)]
pub struct Table {
    first: Part,
    /// The files behind the first.
    rest: Vec<Part>,
    spread: Spread,
    notes: Vec<Diagnostic>,
}

impl Table {
    /// Finds out what kind of file it is (by content first, then by its name's ending) and which
    /// sheet is meant: the named one, or the only one that is not empty. A text file with codes
    /// of this structure in its lines and in its cells alike is a table if `has_columns`. Of a ZIP
    /// file all files with codes are read, as by [`Table::open_all`].
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
        Self::open_all(vec![(input, true)], Vec::new(), sheet, structure, has_columns)
    }

    /// Opens several files and other sources as one batch, each file with whether somebody named it (and not
    /// only its folder, where files without codes are left out). Of those with the same codes one is read.
    ///
    /// # Errors
    /// As [`Table::open`]; files whose columns are not the same.
    pub fn open_all(
        inputs: Vec<(Input, bool)>,
        others: Vec<Arc<dyn Source>>,
        sheet: Option<&str>,
        structure: &Structure,
        has_columns: bool,
    ) -> Result<Self, Diagnostic> {
        let mut files = Vec::new();
        for (input, is_named) in inputs {
            match kind(&input)? {
                Kind::Zip => {
                    for file in archive::unpacked(&input)? {
                        let kind = kind(&file)?;
                        files.push((file, kind, false));
                    }
                }
                kind => files.push((input, kind, is_named)),
            }
        }
        let mut notes = Vec::new();
        let is_one = files.len() + others.len() == 1;
        let has_readable = files.iter().any(|(_, kind, _)| !matches!(kind, Kind::Unread(_)));
        let mut sources = Vec::new();
        for (input, kind, is_named) in files {
            match kind {
                Kind::Unread(unread) if !is_named && has_readable => {
                    let told = unread.refused(&input);
                    let message = say!("it was left out: {why}", why = told.message);
                    let note = Diagnostic::warning(rules::FILE, message).weighing(Severity::Note);
                    notes.push(note.at(Place::File(input.name().clone())));
                }
                _ if !is_named && !is_one && input.head(1)?.is_empty() => {
                    let note = Diagnostic::warning(rules::FILE, say!("the file is empty; it was left out"));
                    notes.push(note.weighing(Severity::Note).at(Place::File(input.name().clone())));
                }
                _ => sources.push((content::open(input, kind, sheet, structure, has_columns)?, is_named)),
            }
        }
        sources.extend(others.into_iter().map(|source| (source, true)));
        let parts = if sources.len() > 1 {
            joined(sources, structure, &mut notes)?
        } else {
            sources.into_iter().map(|(source, _)| Part { source, before: 0, headers: None }).collect()
        };
        for part in &parts {
            notes.extend_from_slice(part.source.notes());
        }
        let mut parts = parts.into_iter();
        let first = parts.next().ok_or_else(|| Diagnostic::error(rules::FILE, say!("there is no file with codes")))?;
        Ok(Self { first, rest: parts.collect(), spread: Spread::default(), notes })
    }

    /// What is to be told of the files as a whole.
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The names of the columns, where they stand in no row: all rows are data then.
    #[must_use]
    pub fn headers(&self) -> Option<&Row> {
        self.first.source.headers()
    }

    /// The name of its first file.
    pub(super) fn name(&self) -> &Arc<str> {
        self.first.source.name()
    }

    /// Whether its rows are numbered as those of the one file. The rows of several files follow one
    /// another, and of several columns with codes each code is a row; their places tell where they stand.
    #[must_use]
    pub fn is_numbered_as_file(&self) -> bool {
        self.rest.is_empty() && self.spread.parts() == 1 && self.first.source.is_one()
    }

    /// Spreads rows with several codes.
    pub(super) fn spread(&mut self, spread: Spread) {
        self.spread = spread;
    }

    /// How many rows a row of the file with data is: one for each column with codes.
    pub(crate) fn parts(&self) -> u32 {
        self.spread.parts()
    }

    /// Which of the codes of its row a row holds, from 0.
    pub(crate) fn part_of_row(&self, row: u32) -> u32 {
        self.spread.part(row)
    }

    /// Gives every row that is not empty to `each`, in order.
    ///
    /// # Errors
    /// The file cannot be read further.
    pub fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        if self.is_numbered_as_file() {
            return self.first.source.rows(each);
        }
        for part in self.files() {
            let mut flow = Some(ControlFlow::Continue(()));
            part.source.rows(&mut |mut row| {
                if part.headers == Some(row.number) {
                    row.known = Some(RowKind::Header);
                }
                row.number = row.number.saturating_add(part.before);
                flow = self.spread.each(row, each);
                flow.unwrap_or(ControlFlow::Break(()))
            })?;
            match flow {
                Some(ControlFlow::Continue(())) => {}
                Some(ControlFlow::Break(())) => break,
                None => {
                    let message = say!("the files have more than {most} codes together", most = u32::MAX);
                    return Err(error(&*part.source, message));
                }
            }
        }
        Ok(())
    }

    /// The first rows.
    ///
    /// # Errors
    /// As [`Table::rows`].
    pub fn sample(&self) -> Result<Vec<Row>, Diagnostic> {
        self.sample_from(0, &mut |_| {})
    }

    /// The rows from this one on, as many as are a sample; those above it go to `above`.
    pub(super) fn sample_from(&self, first: u32, above: &mut dyn FnMut(&Row)) -> Result<Vec<Row>, Diagnostic> {
        sample_of(first, above, |each| self.rows(each))
    }

    /// Whether any of its rows are hidden.
    pub(super) fn hides_rows(&self) -> bool {
        self.files().any(|part| part.source.hides_rows())
    }

    /// Whether its cells are parted by a character, so that one too many moves those behind it.
    pub(super) fn is_separated(&self) -> bool {
        self.files().any(|part| part.source.form() == RowForm::Separated)
    }

    /// Whether rows are plain lines, without columns or headers.
    #[must_use]
    pub fn is_lines(&self) -> bool {
        self.files().all(|part| part.source.form() == RowForm::Lines)
    }

    /// Whether it is a sheet of a workbook.
    #[must_use]
    pub fn is_sheet(&self) -> bool {
        self.files().all(|part| part.source.form() == RowForm::Sheet)
    }

    /// The place of a row, or of one of its cells.
    #[must_use]
    pub fn place(&self, row: u32, column: Option<&Column>) -> Place {
        let (column, row) = (column.or(self.spread.column(row)), self.spread.number(row));
        let part = self.part(row);
        part.source.place(row.saturating_sub(part.before), column)
    }

    /// The number of a row in its own file.
    #[must_use]
    pub fn number(&self, row: u32) -> u32 {
        let row = self.spread.number(row);
        row.saturating_sub(self.part(row).before)
    }

    /// Which of its files a row stands in, from 0, and its number there.
    pub(crate) fn position(&self, row: u32) -> (usize, u32) {
        let row = self.spread.number(row);
        let file = self.rest.iter().filter(|part| part.before < row).count();
        let before = file.checked_sub(1).and_then(|at| self.rest.get(at)).map_or(0, |part| part.before);
        (file, row.saturating_sub(before))
    }

    /// The names of its files.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.files().map(|part| &**part.source.name())
    }

    /// The number of the last row of a file, where all files have so many.
    pub(crate) fn last_of(&self, file: usize, last: u32) -> u32 {
        let before = file.checked_sub(1).and_then(|at| self.rest.get(at)).map_or(0, |part| part.before);
        let end = self.rest.get(file).map_or(last, |next| next.before.min(last));
        end.saturating_sub(before)
    }

    /// A finding about the first file as a whole.
    pub(crate) fn error(&self, message: impl Into<Sentence>) -> Diagnostic {
        error(&*self.first.source, message)
    }

    /// How many rows of data there should be, where that is known of every source.
    pub(crate) fn expected(&self) -> Option<u64> {
        self.files().map(|part| part.source.expected()).sum()
    }

    /// The file that a row of all files stands in.
    fn part(&self, row: u32) -> &Part {
        self.rest.iter().rev().find(|part| part.before < row).unwrap_or(&self.first)
    }

    fn files(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}
