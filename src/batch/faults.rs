//! What goes wrong with a batch as a whole.

use std::io;
use std::path::Path;

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::market::{Market, MarketError};
use crate::say;
use crate::sentence::{InWords, Sentence, file, system};

/// Why a job could not run at all.
#[derive(Debug)]
pub struct Failure(pub Vec<Diagnostic>);

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
    /// The finding, without a place.
    pub(crate) fn diagnostic(self, market: &Market) -> Diagnostic {
        let act = || market.identity.as_ref().map(|identity| identity.origin.reference());
        match self {
            WholeBatch::Duplicate(first) => {
                let found = Diagnostic::error(rules::DUPLICATE, say!("the same code stands in row {first}", first));
                let help = match &market.copies {
                    None => say!("print each code once; remove the row, or export the codes again"),
                    Some(_) => say!(
                        "give each code once; remove the row, and print a label that stands more than once with --copies"
                    ),
                };
                found.help(help).because(act())
            }
            WholeBatch::SameUnit(other) => {
                let message =
                    say!("the same unit stands in row {other}, and the two rows differ; neither is printed", other);
                let help = say!(
                    "a unit is marked once, whatever else its label says; find out which row is right and remove the other"
                );
                Diagnostic::error(rules::DUPLICATE, message).help(help).because(act())
            }
            WholeBatch::Clash(first) => {
                Diagnostic::error(rules::CLASH, say!("its file would have the name of row {first}'s file", first))
                    .help(say!("add {{row}} or {{serial}} to the name after --output"))
            }
        }
    }
}
