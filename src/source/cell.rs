//! Cells and rows.

use std::ops::ControlFlow;

use crate::gs1::Date;
use crate::say;
use crate::sentence::{InWords, Sentence};

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or only blanks.
    #[default]
    Empty,
    /// Text, as it stands.
    Text(String),
    /// A number: digits and zeros may have been lost before we saw it.
    Number(f64),
    /// A cell that the workbook formats as a date.
    Date(Date),
    /// Something that cannot be printed.
    Other(Unprintable),
}

/// What a cell of a workbook may hold that cannot be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unprintable {
    /// NaN or infinity.
    Endless,
    /// What is shown for a formula that fails.
    ErrorValue,
    /// True or false.
    TruthValue,
    /// A time without a day.
    Duration,
    /// A date outside the years 2000 to 2099.
    FarDate,
    /// A text that is not in Base64, as the codes of its column are.
    NoBase64,
    /// A formula whose value is not stored in the file.
    NoValue,
}

impl InWords for Unprintable {
    fn in_words(&self) -> Sentence {
        match self {
            Unprintable::Endless => say!("the cell holds a number without an end (NaN, infinity)"),
            Unprintable::ErrorValue => say!("the cell holds an error value (#REF!, #N/A…)"),
            Unprintable::TruthValue => say!("the cell holds a truth value"),
            Unprintable::Duration => say!("the cell holds a duration"),
            Unprintable::NoBase64 => {
                say!("the code is not written in Base64 as others of this file are, or is damaged")
            }
            Unprintable::NoValue => say!(
                "the cell holds a formula without its value; open the file in the spreadsheet program, let it calculate, and save it"
            ),
            Unprintable::FarDate => say!("the cell holds a date outside the years 2000 to 2099"),
        }
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// It stands above the headers.
    Title,
    /// It holds headers.
    Header,
    /// It holds a code, or should.
    Data,
    /// It counts or sums up the rows above it.
    Total,
    /// A filter hides it, and it is skipped.
    Hidden,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number in the file, from 1: a workbook's row, a text file's line.
    pub number: u32,
    /// Its cells from the first column on.
    pub cells: Vec<Cell>,
    /// What the file itself says of it: that it is hidden, or holds headers.
    pub known: Option<RowKind>,
}

/// Takes rows; breaks to stop reading.
pub type RowSink<'a> = &'a mut dyn FnMut(Row) -> ControlFlow<()>;

impl Cell {
    /// What it holds as it stands in the file.
    pub(super) fn raw(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => whole(*number).unwrap_or_else(|| number.to_string()),
            Cell::Date(date) => date.to_string(),
            Cell::Empty | Cell::Other(_) => String::new(),
        }
    }

    /// A cell of text; blanks alone are nothing. `="…"` is how programs keep a spreadsheet from
    /// making a number of a text, and stands for the text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.starts_with('=')
            && let Some(inner) = kept_as_text(text)
        {
            return Cell::text(&inner);
        }
        if text.chars().all(|c| c == ' ' || c == '\t') { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// Its text, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Row {
    /// A row of which nothing is known.
    #[must_use]
    pub fn new(number: u32, cells: Vec<Cell>) -> Self {
        Self { number, cells, known: None }
    }

    /// The cell of a column; columns that the row does not have are empty.
    #[must_use]
    pub fn cell(&self, column: u32) -> &Cell {
        self.cells.get(column as usize).unwrap_or(&Cell::Empty)
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| *cell == Cell::Empty)
    }
}

/// The text that `="…"` stands for.
fn kept_as_text(text: &str) -> Option<String> {
    let inner = text.trim_end().strip_prefix("=\"")?.strip_suffix('"')?;
    let without_pairs = inner.replace("\"\"", "");
    (!without_pairs.contains('"')).then(|| inner.replace("\"\"", "\""))
}

/// A whole number as its digits, if the number is one that a float holds exactly.
pub(super) fn whole(number: f64) -> Option<String> {
    (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then(|| format!("{number:.0}"))
}
