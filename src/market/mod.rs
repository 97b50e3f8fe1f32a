//! What a regulator demands: one TOML file a market and product group.
//!
//! A market knows the structure of its codes, the headers its spreadsheets use, and what it
//! asks of the symbol, each with the source behind it. Nothing elsewhere asks which market it
//! is dealing with.

mod fault;
mod file;
mod placeholder;
mod structure;
mod value;

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceText};
use crate::gs1::{Ai, Alphabet};
use crate::symbol::SymbolSize;
use crate::units::Length;
use crate::world;

pub use fault::{Fault, rules};
pub use structure::{Form, Reading, Structure};
pub use value::Value;

include!(concat!(env!("OUT_DIR"), "/markets.rs"));

/// A market and product group.
#[derive(Clone, Debug)]
pub struct Market {
    /// Its short name: `kz-pharma`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// How its codes are made.
    pub structure: Structure,
    /// Data that stands beside the code on a label: batch, expiry, product.
    pub companions: Vec<Companion>,
    /// The symbol size of every code, when the structure fixes it.
    pub symbol_size: Option<SymbolSize>,
    /// The smallest symbol without quiet zone, with its source.
    pub smallest_symbol: Option<(Length, Reference)>,
}

/// The source of a demand.
pub type Reference = Arc<str>;

/// One field of a code.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its application identifier.
    pub ai: Ai,
    /// Its name in templates.
    pub name: Arc<str>,
    /// Shortest value, in characters.
    pub min: usize,
    /// Longest value, in characters.
    pub max: usize,
    /// The characters the regulator allows.
    pub alphabet: Alphabet,
    /// Whether the alphabet rests on a source of high confidence: outside it is then an error,
    /// else a warning. Outside GS1's own character set is always an error.
    pub strict: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// Headers of columns that hold it.
    pub columns: Vec<String>,
    /// The source behind it.
    pub reference: Reference,
}

/// Data that is no part of the code.
#[derive(Clone, Debug)]
pub struct Companion {
    /// Its name in templates.
    pub name: Arc<str>,
    /// Whether it is a date.
    pub is_date: bool,
    /// Headers of columns that hold it.
    pub columns: Vec<String>,
}

/// Why there is no such market.
#[derive(Debug, thiserror::Error)]
pub enum MarketError {
    /// No built-in market has that name.
    #[error("there is no market “{id}”; built in are {known}")]
    Unknown {
        /// What was asked for.
        id: String,
        /// The built-in ones.
        known: String,
    },
    /// The market file cannot be read.
    #[error(transparent)]
    File(#[from] world::FileError),
    /// The market file has mistakes.
    #[error("the market file has mistakes")]
    Mistakes(Vec<Diagnostic>),
}

impl Market {
    /// The names of the built-in markets.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _)| *id)
    }

    /// A built-in market by its name, or one of the user's own by the path of its file
    /// (a name that ends in `.toml`).
    ///
    /// # Errors
    /// No such market, or a file with mistakes.
    pub fn load(id: &str) -> Result<Self, MarketError> {
        if id.ends_with(".toml") {
            let text = world::read_text(Path::new(id), world::MAX_FILE)?;
            return Self::parse(id, text);
        }
        let known = || Self::names().collect::<Vec<_>>().join(", ");
        let (_, text) = BUILT_IN
            .iter()
            .find(|(name, _)| *name == id)
            .ok_or_else(|| MarketError::Unknown { id: id.to_owned(), known: known() })?;
        Self::parse(&format!("{id}.toml"), (*text).to_owned())
    }

    /// A market from the text of its file.
    ///
    /// # Errors
    /// Every mistake in the file.
    pub fn parse(name: &str, text: String) -> Result<Self, MarketError> {
        let source = Arc::new(SourceText { name: name.to_owned(), text });
        file::read(&source).map_err(MarketError::Mistakes)
    }

    /// The field with a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.structure.fields().iter().find(|field| &*field.name == name)
    }

    /// The companion with a name.
    #[must_use]
    pub fn companion(&self, name: &str) -> Option<&Companion> {
        self.companions.iter().find(|companion| &*companion.name == name)
    }
}

impl Field {
    /// Whether every value has the same length.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.min == self.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_market_reads() {
        for id in Market::names() {
            match Market::load(id) {
                Ok(market) => assert_eq!(market.id, id),
                Err(MarketError::Mistakes(found)) => panic!("{id}: {found:#?}"),
                Err(error) => panic!("{id}: {error}"),
            }
        }
        assert!(Market::names().count() >= 4);
        assert!(Market::load("xx-nothing").unwrap_err().to_string().contains("kz-pharma"));
    }
}
