//! Grades of print quality.

use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, outside};

/// A grade of print quality by ISO/IEC 15415, in tenths from 0.0 to 4.0. Letters are the least
/// value that rounds to them: A 3.5, B 2.5, C 1.5, D 0.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade(u8);

/// The letters and their least values in tenths, best first.
const LETTERS: [(char, u8); 5] = [('A', 35), ('B', 25), ('C', 15), ('D', 5), ('F', 0)];

/// A text that is no grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeError(String);

impl InWords for GradeError {
    fn in_words(&self) -> Sentence {
        say!(
            "“{text}” is no grade; write A, B, C or D, or a number from 0 to 4 with at most one decimal, such as \"1.5\"",
            text = outside(&self.0)
        )
    }
}

errors_in_words!(GradeError);

impl Grade {
    /// The grade as a number from 0.0 to 4.0.
    #[must_use]
    pub fn number(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// The letter it rounds to: A to D, or F.
    #[must_use]
    pub fn letter(self) -> char {
        LETTERS.iter().find(|(_, least)| self.0 >= *least).map_or('F', |(letter, _)| *letter)
    }
}

impl FromStr for Grade {
    type Err = GradeError;

    /// Reads `C` or `1.5`.
    fn from_str(text: &str) -> Result<Self, GradeError> {
        let wrong = || GradeError(text.to_owned());
        let letter = LETTERS.iter().find(|(letter, least)| *least > 0 && text.chars().eq([*letter]));
        if let Some((_, least)) = letter {
            return Ok(Self(*least));
        }
        let (whole, tenths) = text.split_once('.').unwrap_or((text, "0"));
        let digit = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() == 1 && part.as_bytes() != b"+");
        let value = digit(whole).zip(digit(tenths)).map(|(whole, tenths)| whole * 10 + tenths);
        value.filter(|value| *value <= 40).map(Self).ok_or_else(wrong)
    }
}

impl fmt::Display for Grade {
    /// `C (1.5)`, the same in every language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:.1})", self.letter(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_are_read_and_nothing_else() {
        let shown = |text: &str| text.parse::<Grade>().map(|grade| grade.to_string());
        assert_eq!(["A", "B", "C", "D"].map(|text| shown(text).unwrap()), ["A (3.5)", "B (2.5)", "C (1.5)", "D (0.5)"]);
        assert_eq!(
            ["4", "4.0", "2.4", "0"].map(|text| shown(text).unwrap()),
            ["A (4.0)", "A (4.0)", "C (2.4)", "F (0.0)"]
        );
        for wrong in ["", "E", "F", "c", "4.1", "5", "-1", "+1", "1.55", "1,5", "1.", ".5", "C or better"] {
            assert!(shown(wrong).unwrap_err().to_string().contains("A, B, C or D"), "{wrong}");
        }
        assert!("C".parse::<Grade>().unwrap() < "B".parse().unwrap());
    }
}
