//! What a regulator demands: one TOML file a market and product group.
//!
//! A market knows the structure of its codes, the headers its spreadsheets use, and what it
//! asks of the symbol, each with the source behind it. Nothing elsewhere asks which market it
//! is dealing with.

mod demands;
mod fault;
mod file;
mod hints;
mod look_alikes;
mod mend;
mod placeholder;
mod price;
mod printed;
mod structure;
mod value;

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceText};
use crate::gs1::{Ai, AiKind, Alphabet};
use crate::symbol::SymbolSize;
use crate::world;

pub use demands::{
    Confidence, ContrastingArea, Demanded, Duty, Grade, GradeError, ModuleRange, Origin, PlacementDemands,
    PlacementRule, Separator, SymbolDemands, TextDemands,
};
pub use fault::{Fault, rules};
pub use look_alikes::LookAlike;
pub use mend::Mend;
pub use price::Kopecks;
pub use printed::{Printed, PrintedField, Verdict, repeats};
pub use structure::{CodeForm, Reading, Structure};
pub use value::Value;

include!(concat!(env!("OUT_DIR"), "/markets.rs"));

/// A market and product group.
#[derive(Clone, Debug)]
pub struct Market {
    /// Its short name: `kz-pharma`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Whether it is only a base for others.
    pub is_family: bool,
    /// How its codes are made.
    pub structure: Structure,
    /// Data that stands beside the code on a label: batch, expiry, product.
    pub companions: Vec<Companion>,
    /// The symbol size of every code, when the structure fixes it.
    pub symbol_size: Option<SymbolSize>,
    /// What is asked of the symbol.
    pub symbol: SymbolDemands,
    /// What is asked of the human readable text.
    pub text: TextDemands,
    /// What is asked of the place of the symbol.
    pub placement: PlacementDemands,
    /// What the act allows although GS1 forbids it.
    pub permits: Vec<Permit>,
    /// What else is asked and no type fits, for people to read.
    pub demands: Vec<Demand>,
    /// Every clause of an act whose text is at hand.
    pub ledger: Vec<Clause>,
}

/// An AI that GS1 forbids, or asks for more, beside another, and an act allows.
#[derive(Clone, Debug)]
pub struct Permit {
    /// The AI.
    pub ai: Ai,
    /// The AI it stands beside.
    pub beside: Ai,
    /// What stands behind it.
    pub origin: Origin,
}

/// Something that is asked of a code, its symbol or its label, in words.
#[derive(Clone, Debug)]
pub struct Demand {
    /// What it is about: `code`, `symbol`, `quality`, `text` or `placement`.
    pub about: &'static str,
    /// What is asked.
    pub says: String,
    /// What stands behind it.
    pub origin: Origin,
}

/// A clause of an act, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The act and the clause.
    pub reference: Reference,
    /// What it demands.
    pub says: String,
    /// What becomes of it.
    pub status: Status,
    /// The rules that enforce it or warn.
    pub by: Option<String>,
}

/// What becomes of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Breaking it is an error.
    Enforced,
    /// Breaking it is a warning.
    Warned,
    /// Only the user can keep it.
    User,
    /// It could be checked and is not yet.
    Unchecked,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 4] = [Status::Enforced, Status::Warned, Status::User, Status::Unchecked];
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Status::Enforced => "enforced",
            Status::Warned => "warned",
            Status::User => "the user's duty",
            Status::Unchecked => "not checked",
        })
    }
}

/// The markets that an unknown name may mean: those of its country, or else the first of each.
fn known(id: &str) -> String {
    let country = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
    let same: Vec<&str> = Market::names().filter(|name| country(name) == country(id)).collect();
    if same.is_empty() {
        return "kz-pharma, ru-pharma, tr-its, uz-pharma and others; “quietzone market list” tells them all".to_owned();
    }
    same.join(", ")
}

/// The name and text of a built-in market's file.
fn built_in(id: &str) -> Option<(&'static str, &'static str)> {
    BUILT_IN.iter().find(|(name, _)| *name == id).copied()
}

/// The source of a demand.
pub type Reference = Arc<str>;

/// One field of a code.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its application identifier; `None` in codes of fixed fields without any.
    pub ai: Option<Ai>,
    /// Its name in templates.
    pub name: Arc<str>,
    /// Whether its value is a key or a crypto tail, which no message and no label shows.
    pub is_secret: bool,
    /// How it writes a price, where it is one.
    pub kopecks: Option<Kopecks>,
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
    /// The names of the built-in markets, families included.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _)| *id)
    }

    /// The built-in markets that have goods of their own.
    pub fn all() -> impl Iterator<Item = Market> {
        Self::names().filter_map(|id| Self::load(id).ok()).filter(|market| !market.is_family)
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
        let (_, text) = built_in(id).ok_or_else(|| MarketError::Unknown { id: id.to_owned(), known: known(id) })?;
        Self::parse(&format!("{id}.toml"), text.to_owned())
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

    /// The field with an application identifier.
    #[must_use]
    pub fn field_with(&self, ai: Ai) -> Option<&Field> {
        self.structure.fields().iter().find(|field| field.ai == Some(ai))
    }

    /// The field that a key means: its name, or its application identifier.
    #[must_use]
    pub fn part(&self, key: &str) -> Option<&Field> {
        self.field(key).or_else(|| self.field_with(Ai::new(key)?))
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

    /// Whether its values are dates YYMMDD.
    #[must_use]
    pub fn is_date(&self) -> bool {
        self.ai.is_some_and(|ai| ai.format().kind == AiKind::Date)
    }

    /// Whether its values are GTINs.
    #[must_use]
    pub fn is_gtin(&self) -> bool {
        self.ai == Some(Ai::GTIN) || self.ai.is_none() && &*self.name == "gtin"
    }

    /// The characters that the symbol's rules allow: GS1's, or character set 82 where there are
    /// no AIs.
    #[must_use]
    pub fn encodable(&self) -> Alphabet {
        self.ai.map_or(Alphabet::Cset82, |ai| ai.format().alphabet())
    }
}

impl std::fmt::Display for Field {
    /// `(21) serial`, or the name alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.ai {
            Some(ai) => write!(f, "({ai}) {}", self.name),
            None => f.write_str(&self.name),
        }
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
