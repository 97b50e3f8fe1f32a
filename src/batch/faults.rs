//! What goes wrong with a batch as a whole.

use std::path::Path;
use std::{fmt, io};

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::market::{Market, MarketError};
use crate::say;
use crate::sentence::{InWords, Sentence, file, system};
use crate::source::Table;

/// Why a job could not run at all.
#[derive(Debug)]
pub struct Failure(pub Vec<Diagnostic>);

/// What was found, one below the other.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(number, found)| {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "{found}")
        })
    }
}

impl std::error::Error for Failure {}

impl From<Diagnostic> for Failure {
    fn from(found: Diagnostic) -> Self {
        Self(vec![found])
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(found: Vec<Diagnostic>) -> Self {
        Self(found)
    }
}

impl From<MarketError> for Failure {
    fn from(error: MarketError) -> Self {
        match error {
            MarketError::Mistakes(found) => Self(found),
            other => Self(vec![refused(other.in_words())]),
        }
    }
}

/// A request that cannot be met.
pub(crate) fn refused(message: impl Into<Sentence>) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}

pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(rules::OUTPUT, say!("cannot write {path}: {error}", path = file(path), error = system(error)))
}

/// The data is not what it was in the first reading.
pub(crate) fn changed() -> Diagnostic {
    Diagnostic::error(rules::CHANGED, say!("the data file changed while it was being read"))
        .help(say!("close it in other programs and run the command again"))
}

/// Why a row is bad only beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WholeBatch {
    /// That row says the same in all.
    Duplicate(u32),
    /// Its unit stands in that row too, and the two rows differ.
    SameUnit(u32),
    /// Its file name is that row's too.
    Clash(u32),
}

impl WholeBatch {
    /// The finding about a row.
    pub(crate) fn diagnostic(self, row: u32, table: &Table, market: &Market) -> Diagnostic {
        self.said(table, market).at(table.place(row, None))
    }

    fn said(self, table: &Table, market: &Market) -> Diagnostic {
        let act = || market.identity.as_ref().map(|identity| identity.origin.reference());
        // Where rows have other numbers than in their files, only the place tells which one is meant.
        let place = |row: u32| (!table.is_numbered_as_file()).then(|| table.place(row, None).in_words());
        match self {
            WholeBatch::Duplicate(first) => {
                let message = match place(first) {
                    None => say!("the same code stands in row {first}", first),
                    Some(place) => say!("the same code stands in {place}", place),
                };
                let help = match &market.copies {
                    None => say!("print each code once; remove the row, or export the codes again"),
                    Some(_) => say!(
                        "give each code once; remove the row, and print a label that stands more than once with --copies"
                    ),
                };
                Diagnostic::error(rules::DUPLICATE, message).help(help).because(act())
            }
            WholeBatch::SameUnit(other) => {
                let message = match place(other) {
                    None => {
                        say!("the same unit stands in row {other}, and the two rows differ; neither is printed", other)
                    }
                    Some(place) => {
                        say!("the same unit stands in {place}, and the two rows differ; neither is printed", place)
                    }
                };
                let help = say!(
                    "a unit is marked once, whatever else its label says; find out which row is right and remove the other"
                );
                Diagnostic::error(rules::DUPLICATE, message).help(help).because(act())
            }
            WholeBatch::Clash(first) => {
                let message = match place(first) {
                    None => say!("its file would have the name of row {first}'s file", first),
                    Some(place) => say!("its file would have the name of the file of {place}", place),
                };
                Diagnostic::error(rules::CLASH, message)
                    .help(say!("add {{row}} or {{serial}} to the name after --output"))
            }
        }
    }
}
