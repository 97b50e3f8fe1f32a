//! What must stand beside an AI (General Specifications, section 4.13).

use std::fmt;

use super::Ai;
use super::ai::last_digit;
use crate::sentence::{Argument, any_of, name, together};

/// AIs written with `n` for any digit, such as `310n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AiPattern(&'static str);

/// One way, at least, must be met: each way is a group of AIs that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    ways: Box<[Box<[AiPattern]>]>,
}

impl AiPattern {
    /// A pattern of the table.
    pub(super) fn read(text: &'static str) -> Option<Self> {
        let is_ai = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'n');
        is_ai.then_some(Self(text))
    }

    /// Whether an AI fits the pattern.
    #[must_use]
    pub fn covers(&self, ai: Ai) -> bool {
        let mut number = ai.number();
        for wanted in self.0.bytes().rev() {
            if wanted != b'n' && wanted != last_digit(number) {
                return false;
            }
            number /= 10;
        }
        number == 0
    }
}

impl Demand {
    /// A demand of the table: ways with slashes between them, their AIs joined by `+`.
    pub(super) fn read(text: &'static str) -> Option<Self> {
        let way = |way: &'static str| way.split('+').map(|ai| AiPattern::read(ai.trim())).collect::<Option<_>>();
        Some(Self { ways: text.split('/').map(way).collect::<Option<_>>()? })
    }

    /// Whether these AIs meet it.
    #[must_use]
    pub fn is_met(&self, ais: &[Ai]) -> bool {
        self.ways.iter().any(|way| way.iter().all(|pattern| ais.iter().any(|ai| pattern.covers(*ai))))
    }

    /// As it stands in a sentence: `(01) with (21), (02) or (8006)`.
    pub(super) fn argument(&self) -> Argument {
        let way = |way: &[AiPattern]| together(way.iter().map(|pattern| name(pattern.to_string())));
        any_of(self.ways.iter().map(|patterns| way(patterns)))
    }
}

impl fmt::Display for AiPattern {
    /// `(310n)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_count_the_digits() {
        let covers =
            |pattern, ai: &str| AiPattern::read(pattern).unwrap().covers(Ai::of_digits(ai.as_bytes()).unwrap());
        assert!(covers("310n", "3105") && covers("31nn", "3105") && covers("01", "01") && covers("00", "00"));
        assert!(!covers("310n", "3115") && !covers("30", "3100") && !covers("01", "10") && !covers("31nn", "30"));
    }
}
