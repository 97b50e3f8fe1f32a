//! Sentences that people read, kept as data: a pattern, and what fills it.
//!
//! The English pattern stands where the sentence is made, in [`say!`](crate::say), so that it is read
//! with the code. What fills it has a type: a length, a count, a name, words from outside. Nothing is
//! put together of words, so a sentence can be told in another language by its pattern alone, at the
//! time it is told. Words from outside cannot be put in but as [`Outside`], which hides what
//! resembles a code and shows control characters as what they are.
//!
//! ```
//! use quietzone::say;
//! use quietzone::sentence::{count, outside};
//! use quietzone::units::Length;
//!
//! let rows = |n| say!("{rows} row cannot be printed" | "{rows} rows cannot be printed", rows = count(n));
//! assert_eq!(rows(1).to_string(), "1 row cannot be printed");
//! assert_eq!(rows(7311).to_string(), "7311 rows cannot be printed");
//!
//! let size = say!("“{cell}” is more than {most}", cell = outside("3\u{7}0 m"), most = Length::from_mm(10));
//! assert_eq!(size.to_string(), "“3<U+0007>0 m” is more than 10.00 mm");
//! ```

mod argument;
mod causes;
mod outside;
mod pattern;

use std::error::Error;
use std::fmt;

pub use argument::{
    Argument, Count, Decimal, Element, any_of, count, decimal, declared, either, length, list, name, series, sides,
    together,
};
pub use causes::system;
pub use outside::{Outside, file, outside};
pub use pattern::Pattern;

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
        debug_assert_eq!(pattern.names().len(), arguments.len());
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
    fn counted(&self) -> Option<u64> {
        self.arguments.iter().find_map(|argument| match argument {
            Argument::Count(Count(count)) => Some(*count),
            _ => None,
        })
    }
}

impl fmt::Display for Sentence {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pattern.fill(self.counted(), f, &mut |at, f| match self.arguments.get(at) {
            Some(argument) => fmt::Display::fmt(argument, f),
            None => Ok(()),
        })
    }
}

impl Error for Sentence {}

/// What can be told as a sentence.
pub trait InWords {
    /// The sentence.
    fn in_words(&self) -> Sentence;
}

impl<T: InWords> From<T> for Sentence {
    fn from(what: T) -> Self {
        what.in_words()
    }
}

/// Makes a [`Sentence`](crate::sentence::Sentence): its English pattern, and what fills it by name.
///
/// A pattern that agrees with a count has two forms, for one and for many, with `|` between them, and
/// one argument made by [`count`](crate::sentence::count). Names are held against the pattern when it
/// is compiled. `{{` and `}}` stand for braces.
#[macro_export]
macro_rules! say {
    ($one:literal $(| $many:literal)? $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::sentence::Sentence::new(
            const {
                &$crate::sentence::Pattern::new($one, &[$($many)?], &[$(stringify!($name)),*])
            },
            vec![$($crate::say!(@ $name $(= $value)?)),*],
        )
    };
    (@ $name:ident = $value:expr) => { $crate::sentence::Argument::from($value) };
    (@ $name:ident) => { $crate::sentence::Argument::from($name) };
}

/// Types that are told by [`InWords`] are shown so.
macro_rules! shown_in_words {
    ($($type:ty),+ $(,)?) => {
        $(
            impl std::fmt::Display for $type {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    std::fmt::Display::fmt(&$crate::sentence::InWords::in_words(self), f)
                }
            }
        )+
    };
}

/// Types that are told by [`InWords`] are shown so, and are errors.
macro_rules! errors_in_words {
    ($($type:ty),+ $(,)?) => {
        $crate::sentence::shown_in_words!($($type),+);
        $(impl std::error::Error for $type {})+
    };
}

pub(crate) use {errors_in_words, shown_in_words};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Dots, Length};

    #[test]
    fn forms_agree_with_the_count_and_nothing_else() {
        let rows = |n| say!("once in {file}" | "{n} times in {file}", n = count(n), file = name("a"));
        assert_eq!([0, 1, 2].map(|n| rows(n).to_string()), ["0 times in a", "once in a", "2 times in a"]);
    }

    #[test]
    fn arguments_are_kept_apart_from_the_pattern() {
        let told = say!(
            "{{{name}}}: {size}, {module}, {dots}, {list}, {either}, {any}, {side_by_side}",
            name = name("code"),
            size = sides(Length::from_mm(12), Length::from_mm(9)),
            module = length(Length::from_emu(9144), 4),
            dots = Dots(1),
            list = list(["a", "b"].map(name)),
            either = either(["GS", "FNC1"].map(name)),
            any = any_of(["(01)", "(02)", "(03)"].map(name)),
            side_by_side = together(["(01)", "(21)"].map(name)),
        );
        let words = "{code}: 12.00 × 9.00 mm, 0.2540 mm, 1 dot, a, b, GS or FNC1, (01), (02) or (03), (01) with (21)";
        assert_eq!(told.to_string(), words);
        assert_eq!(told.pattern().names().first(), Some(&"name"));
        assert_eq!(told.arguments().len(), 8);
    }

    #[test]
    fn of_the_secrets_of_a_code_the_length_is_told() {
        let shown = |ai: &str, value: &str| Element::Shown(ai.to_owned(), value.to_owned());
        let code = Argument::Elements(vec![shown("21", "aB3xY7Qw9zK1m"), Element::Hidden("91".to_owned(), 4)]);
        assert_eq!(say!("the code {code}", code).to_string(), "the code (21)aB3xY7Qw9zK1m(91)<4 characters>");
    }

    #[test]
    fn a_sentence_may_hold_another_as_its_cause() {
        let cause = say!("it has {n} tag" | "it has {n} tags", n = count(1));
        assert_eq!(say!("cannot be read: {cause}", cause).to_string(), "cannot be read: it has 1 tag");
    }
}
