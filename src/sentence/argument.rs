//! A sentence, and what fills the places of its pattern, each with its type. Either may hold the other.

use std::borrow::Cow;
use std::error::Error;

use super::outside::Outside;
use super::pattern::Pattern;
use crate::units::{Dots, Length, Resolution};

/// A sentence that people read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    pattern: &'static Pattern,
    arguments: Vec<Argument>,
}

impl Sentence {
    /// A sentence of a pattern; the macro [`say!`](crate::say) makes it, and holds the names against
    /// the pattern when it is compiled.
    #[must_use]
    pub fn new(pattern: &'static Pattern, arguments: Vec<Argument>) -> Self {
        debug_assert_eq!(pattern.names().count(), arguments.len());
        debug_assert_eq!(
            usize::from(pattern.has_forms()),
            arguments.iter().filter(|argument| matches!(argument, Argument::Count(_))).count(),
            "a pattern of two forms has one count, a pattern of one form none: {pattern:?}"
        );
        Self { pattern, arguments }
    }

    /// Its pattern, by which it is told in other languages.
    #[must_use]
    pub fn pattern(&self) -> &'static Pattern {
        self.pattern
    }

    /// What fills its pattern, in the order of [`Pattern::names`].
    #[must_use]
    pub fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    /// The count that its form agrees with.
    pub(super) fn counted(&self) -> Option<u64> {
        self.arguments.iter().find_map(|argument| match argument {
            Argument::Count(Count(count)) => Some(*count),
            _ => None,
        })
    }
}

impl Error for Sentence {}

/// What fills a place of a pattern. It is never a word or a piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Argument {
    /// The count that the forms of the pattern agree with.
    Count(Count),
    /// A whole number that nothing agrees with: a row, a position, a limit.
    Number(i64),
    /// A number with decimals.
    Decimal(Decimal),
    /// A length in millimetres, with so many decimals: `12.19 mm`.
    Length(Length, usize),
    /// Width and height: `9.14 × 9.65 mm`.
    Sides(Length, Length),
    /// Dots of a print head: `3 dots`.
    Dots(Dots),
    /// A print head: `300 dpi`.
    Resolution(Resolution),
    /// What has the same name in every language: a key, an option, a rule, an AI, a size, a date.
    Name(Cow<'static, str>),
    /// Words from outside: a header, a cell, a file, what the system said.
    Outside(Outside),
    /// Some of these, with commas between them.
    List(Vec<Argument>),
    /// One of these, with “or” between them.
    Either(Vec<Argument>),
    /// A sentence of its own: a cause, or what is listed.
    Sentence(Box<Sentence>),
    /// A GS1 code by its elements, without its secrets: `(21)ABC(91)<4 characters>`.
    Elements(Vec<Element>),
    /// Any of these, with commas and a last “or” between them.
    AnyOf(Vec<Argument>),
    /// These side by side, with “with” between them.
    Together(Vec<Argument>),
    /// A whole sentence of a declared list, such as what a key of a file is for; it is known by its
    /// English text.
    Declared(&'static str),
    /// Several of a kind that may hold commas, with semicolons between them.
    Series(Vec<Argument>),
}

/// An element of a GS1 code, as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    /// Its AI and its value, which is no secret.
    Shown(String, String),
    /// Its AI, and of a key or a tail the characters it has.
    Hidden(String, usize),
}

/// The count that the forms of a pattern agree with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count(pub u64);

/// A number with decimals; equal where it is written alike in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    bits: u64,
    /// Decimals that are shown; as many as are needed if none is said.
    pub(super) places: Option<usize>,
}

/// The count that a pattern agrees with; it has at most one.
pub fn count(count: impl TryInto<u64>) -> Count {
    Count(count.try_into().unwrap_or(u64::MAX))
}

/// A name that is the same in every language.
pub fn name(name: impl Into<Cow<'static, str>>) -> Argument {
    Argument::Name(name.into())
}

/// A length in millimetres with other than two decimals.
#[must_use]
pub const fn length(length: Length, decimals: usize) -> Argument {
    Argument::Length(length, decimals)
}

/// Width and height in millimetres.
#[must_use]
pub const fn sides(width: Length, height: Length) -> Argument {
    Argument::Sides(width, height)
}

/// A number with so many decimals, or as many as it needs.
pub fn decimal(value: f64, places: impl Into<Option<usize>>) -> Decimal {
    Decimal { bits: value.to_bits(), places: places.into() }
}

/// Several of a kind, with commas between them.
pub fn list<A: Into<Argument>>(items: impl IntoIterator<Item = A>) -> Argument {
    Argument::List(items.into_iter().map(Into::into).collect())
}

/// Several of a kind, of which one is meant.
pub fn either<A: Into<Argument>>(items: impl IntoIterator<Item = A>) -> Argument {
    Argument::Either(items.into_iter().map(Into::into).collect())
}

/// Several of a kind, any of which will do: `a, b or c`.
pub fn any_of<A: Into<Argument>>(items: impl IntoIterator<Item = A>) -> Argument {
    Argument::AnyOf(items.into_iter().map(Into::into).collect())
}

/// Several that go side by side: `a with b`.
pub fn together<A: Into<Argument>>(items: impl IntoIterator<Item = A>) -> Argument {
    Argument::Together(items.into_iter().map(Into::into).collect())
}

/// A whole sentence that stands in a declared list.
#[must_use]
pub const fn declared(sentence: &'static str) -> Argument {
    Argument::Declared(sentence)
}

/// Several of a kind that may hold commas, with semicolons between them.
pub fn series<A: Into<Argument>>(items: impl IntoIterator<Item = A>) -> Argument {
    Argument::Series(items.into_iter().map(Into::into).collect())
}

impl Decimal {
    /// The number.
    #[must_use]
    pub const fn value(self) -> f64 {
        f64::from_bits(self.bits)
    }
}

macro_rules! from {
    ($($type:ty => |$value:ident| $argument:expr;)+) => {
        $(
            impl From<$type> for Argument {
                fn from($value: $type) -> Self {
                    $argument
                }
            }
        )+
    };
}

from! {
    Count => |count| Argument::Count(count);
    Decimal => |decimal| Argument::Decimal(decimal);
    Length => |length| Argument::Length(length, 2);
    Dots => |dots| Argument::Dots(dots);
    Resolution => |head| Argument::Resolution(head);
    Outside => |words| Argument::Outside(words);
    Sentence => |sentence| Argument::Sentence(Box::new(sentence));
    &Sentence => |sentence| Argument::Sentence(Box::new(sentence.clone()));
    i64 => |number| Argument::Number(number);
    i32 => |number| Argument::Number(number.into());
    u8 => |number| Argument::Number(number.into());
    u16 => |number| Argument::Number(number.into());
    u32 => |number| Argument::Number(number.into());
    u64 => |number| Argument::Number(i64::try_from(number).unwrap_or(i64::MAX));
    usize => |number| Argument::Number(i64::try_from(number).unwrap_or(i64::MAX));
}
