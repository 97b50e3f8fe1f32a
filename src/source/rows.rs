//! What gives rows of codes: a file, an order, a page.

use std::fmt::Debug;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::cell::{Row, RowSink};
use super::rules;
use super::sample::SAMPLE_ROWS;
use crate::diagnostic::{Column, Diagnostic, Place};
use crate::sentence::Sentence;

/// Rows of codes, whatever they come from. They are read more than once (a survey, then the labels), and
/// every reading gives the same rows in the same order. A row has the text of its code in a cell, or its
/// parts in several, and other fields beside; its number says where it stands.
///
/// ```
/// use std::{ops::ControlFlow, sync::Arc};
/// use quietzone::diagnostic::{Column, Diagnostic, Place};
/// use quietzone::source::{Cell, Row, RowSink, Source};
///
/// /// Codes of an order, as a management station gave them.
/// #[derive(Debug)]
/// struct Order { id: Arc<str>, codes: Vec<String> }
///
/// impl Source for Order {
///     fn name(&self) -> &Arc<str> {
///         &self.id
///     }
///     fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
///         for (code, number) in self.codes.iter().zip(1..) {
///             if each(Row::new(number, vec![Cell::text(code)])).is_break() {
///                 break;
///             }
///         }
///         Ok(())
///     }
///     fn place(&self, row: u32, _: Option<&Column>) -> Place {
///         Place::Order { order: self.id.clone(), block: Arc::from("1"), number: row }
///     }
/// }
/// ```
pub trait Source: Debug + Send + Sync {
    /// Its name, as places tell it.
    fn name(&self) -> &Arc<str>;

    /// Gives every row that is not empty to `each`, with rising numbers from 1, until it breaks.
    ///
    /// # Errors
    /// It cannot be read further.
    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic>;

    /// Where a row stands, or one of its cells.
    fn place(&self, row: u32, column: Option<&Column>) -> Place;

    /// What its rows are made of.
    fn form(&self) -> RowForm {
        RowForm::Columns
    }

    /// The names of the columns, where they stand in no row: all rows are data then.
    fn headers(&self) -> Option<&Row> {
        None
    }

    /// How many rows of data it should have, where somebody said so, such as an order for so many codes.
    fn expected(&self) -> Option<u64> {
        None
    }

    /// Whether its rows are those of one file, so that their numbers say where they stand.
    fn is_one(&self) -> bool {
        true
    }

    /// Whether some of its rows are known to be hidden.
    fn hides_rows(&self) -> bool {
        false
    }

    /// What is to be told of it as a whole.
    fn notes(&self) -> &[Diagnostic] {
        &[]
    }
}

/// What the rows of a source are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowForm {
    /// One cell each, without columns and headers.
    Lines,
    /// Cells parted by a character, so that one too many moves those behind it; a row may go over lines.
    Separated,
    /// Cells of the rows of a sheet.
    Sheet,
    /// Cells that have their place by themselves.
    Columns,
}

/// An error about a source as a whole.
pub(super) fn error(source: &(impl Source + ?Sized), message: impl Into<Sentence>) -> Diagnostic {
    Diagnostic::error(rules::FILE, message).at(Place::File(source.name().clone()))
}

/// The first rows of a source.
pub(super) fn sample(source: &(impl Source + ?Sized)) -> Result<Vec<Row>, Diagnostic> {
    sample_of(0, &mut |_| {}, |each| source.rows(each))
}

/// The rows from a number on, as many as are a sample; those above it go to `above`.
pub(super) fn sample_of(
    first: u32,
    above: &mut dyn FnMut(&Row),
    read: impl FnOnce(RowSink<'_>) -> Result<(), Diagnostic>,
) -> Result<Vec<Row>, Diagnostic> {
    let mut rows = Vec::new();
    read(&mut |row| {
        if row.number < first {
            above(&row);
            return ControlFlow::Continue(());
        }
        rows.push(row);
        if rows.len() <= SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(rows)
}
