//! Fields of a code, and data that stands beside it.

use std::sync::Arc;

use super::demands::Reference;
use super::price::Kopecks;
use crate::gs1::{Ai, AiKind, Alphabet};
use crate::sentence::{Argument, name, outside};

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
    /// The characters of which its value begins with one; any if left out.
    pub begins_with: Option<Arc<str>>,
    /// Whether it is a date whose day is the month's last or 00. The act has exceptions, so another
    /// day is a warning.
    pub month_end: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// How the maker puts it behind a code, where it is no part of codes as they are issued. It is then
    /// the last of the fields, optional, and tells no unit from another.
    pub trailing: Option<Trailing>,
    /// Headers of columns that hold it.
    pub columns: Vec<String>,
    /// The source behind it.
    pub reference: Reference,
}

/// How a field comes behind a code that was issued without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trailing {
    /// Its application identifier, or that of all its kind, of which a code has one at most: `335y`.
    pub family: Arc<str>,
    /// Headers of columns that hold it as a whole number of its smallest unit, such as grams.
    pub whole: Vec<String>,
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

    /// Its application identifier in parentheses, or its name where it has none, for messages.
    pub(super) fn short_name(&self) -> Argument {
        self.ai.map_or_else(|| outside(&self.name).into(), |ai| name(format!("({ai})")))
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

/// As it is shown; whoever wrote the market file named it.
impl From<&Field> for Argument {
    fn from(field: &Field) -> Self {
        outside(field).into()
    }
}
