//! From the name of a market, or the path of its file, to the [`Market`].

use std::path::Path;
use std::sync::Arc;

use super::built_in::{built_in, names};
use super::definition::Market;
use super::file;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, list, name, outside};
use crate::world::{self, FileError, Folder, World};

/// Why there is no such market.
#[derive(Debug)]
pub enum MarketError {
    /// No built-in market has that name.
    Unknown {
        /// What was asked for.
        id: String,
    },
    /// The market file cannot be read.
    File(FileError),
    /// The market file has mistakes.
    Mistakes(Vec<Diagnostic>),
}

impl InWords for MarketError {
    fn in_words(&self) -> Sentence {
        match self {
            MarketError::Unknown { id } => {
                let same: Vec<&str> = names().filter(|known| country(known) == country(id)).collect();
                if same.is_empty() {
                    say!(
                        "there is no market “{id}”; built in are {some} and others; “quietzone market list” tells them all",
                        id = outside(id),
                        some = list(["kz-pharma", "ru-pharma", "tr-its", "uz-pharma"].map(name)),
                    )
                } else {
                    let known = list(same.into_iter().map(name));
                    say!("there is no market “{id}”; built in are {known}", id = outside(id), known)
                }
            }
            MarketError::File(error) => error.in_words(),
            MarketError::Mistakes(_) => say!("the market file has mistakes"),
        }
    }
}

errors_in_words!(MarketError);

/// What stands in front of a market's name.
fn country(id: &str) -> Option<&str> {
    id.split('-').next()
}

impl From<FileError> for MarketError {
    fn from(error: FileError) -> Self {
        MarketError::File(error)
    }
}

impl Market {
    /// The names of the built-in markets, families included.
    pub fn names() -> impl Iterator<Item = &'static str> {
        names()
    }

    /// The built-in markets that have goods of their own, among which that of a code is looked for.
    pub fn all() -> impl Iterator<Item = Market> {
        Self::listed().filter(|market| !market.structure.is_open())
    }

    /// The same, with those that are only chosen by name: GS1 data of no market.
    pub fn listed() -> impl Iterator<Item = Market> {
        Self::names().filter_map(|id| Self::load(id).ok()).filter(|market| !market.is_family)
    }

    /// A built-in market by its name, or one of the user's own by the path of its file
    /// (a name that ends in `.toml`).
    ///
    /// # Errors
    /// No such market, or a file with mistakes.
    pub fn load(id: &str) -> Result<Self, MarketError> {
        Self::load_in(&World::default(), id)
    }

    /// As [`Market::load`], in a world.
    ///
    /// # Errors
    /// No such market, or a file with mistakes.
    pub fn load_in(world: &World, id: &str) -> Result<Self, MarketError> {
        if id.ends_with(".toml") {
            let text = world::read_text(world, Path::new(id), world::MAX_FILE)?;
            return Self::parse(id, text);
        }
        let (_, text) = built_in(id).ok_or_else(|| MarketError::Unknown { id: id.to_owned() })?;
        Self::parse(&format!("{id}.toml"), text.to_owned())
    }

    /// As [`Market::load`], of a file that stands in a folder.
    ///
    /// # Errors
    /// No such market, a file with mistakes, or one outside of the folder.
    pub fn load_from(folder: &Folder, id: &str) -> Result<Self, MarketError> {
        if id.ends_with(".toml") {
            return Self::parse(id, folder.read_text(id)?);
        }
        Self::load(id)
    }

    /// A market from the text of its file.
    ///
    /// # Errors
    /// Every mistake in the file.
    pub fn parse(name: &str, text: String) -> Result<Self, MarketError> {
        let source = Arc::new(SourceText { name: name.to_owned(), text });
        file::read(&source).map_err(MarketError::Mistakes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::Field;
    use crate::sentence::Argument;

    #[test]
    fn every_built_in_market_reads() {
        for id in Market::names() {
            match Market::load(id) {
                Ok(market) => {
                    assert_eq!(market.id, id);
                    let shown = |field: &Field| Argument::from(field).to_string() == field.to_string();
                    assert!(market.structure.fields().iter().all(shown), "{id}");
                }
                Err(MarketError::Mistakes(found)) => panic!("{id}: {found:#?}"),
                Err(error) => panic!("{id}: {error}"),
            }
        }
        assert!(Market::names().count() >= 4);
        assert!(Market::load("xx-nothing").unwrap_err().to_string().contains("kz-pharma"));
    }
}
