//! The Global Trade Item Number.

use std::fmt::{self, Write};

use super::check_digit;
use crate::say;
use crate::sentence::{InWords, Sentence, count, errors_in_words, name};

/// The prefix of demonstrations and examples.
pub(super) const EXAMPLES: &str = "952";

/// A GTIN in its 14-digit form, with a right check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin([u8; 14]);

/// Why digits are not a GTIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GtinError {
    /// Not 8, 12, 13 or 14 digits, but so many characters.
    Length(usize),
    /// Something that is not a digit.
    NotDigits,
    /// The last digit is wrong.
    CheckDigit {
        /// The digit that stands there.
        found: char,
        /// The digit that belongs there.
        right: char,
    },
}

impl InWords for GtinError {
    fn in_words(&self) -> Sentence {
        match self {
            GtinError::Length(found) => say!(
                "a GTIN has 14 digits (8, 12 or 13 without its leading zeros), this value has {found} character"
                    | "a GTIN has 14 digits (8, 12 or 13 without its leading zeros), this value has {found} characters",
                found = count(*found)
            ),
            GtinError::NotDigits => say!("a GTIN has digits only"),
            GtinError::CheckDigit { found, right } => say!(
                "the GTIN's check digit is {found}, it should be {right}",
                found = name(found.to_string()),
                right = name(right.to_string())
            ),
        }
    }
}

errors_in_words!(GtinError);

impl Gtin {
    /// A GTIN from exactly 14 digits.
    ///
    /// # Errors
    /// Another length, other characters, or a wrong check digit.
    pub fn new(digits: &str) -> Result<Self, GtinError> {
        let bytes: [u8; 14] = digits.as_bytes().try_into().map_err(|_| GtinError::Length(digits.chars().count()))?;
        let (body, found) = digits.split_at_checked(13).ok_or(GtinError::NotDigits)?;
        let found = found.chars().next().filter(char::is_ascii_digit).ok_or(GtinError::NotDigits)?;
        let right = check_digit(body).ok_or(GtinError::NotDigits)?;
        if found == right { Ok(Self(bytes)) } else { Err(GtinError::CheckDigit { found, right }) }
    }

    /// A GTIN that may lack its leading zeros: a GTIN-8, -12, -13 or -14. The check digit,
    /// which leading zeros do not change, proves it.
    ///
    /// # Errors
    /// As [`Gtin::new`].
    pub fn with_leading_zeros(digits: &str) -> Result<Self, GtinError> {
        match digits.len() {
            8 | 12 | 13 | 14 => Self::new(&format!("{digits:0>14}")),
            _ => Err(GtinError::Length(digits.chars().count())),
        }
    }

    /// Whether it is one of those that GS1 keeps for demonstrations and examples, at whatever packaging level:
    /// its company prefix begins with 952 (GS1, list of GS1 prefixes: “952 Used for demonstrations and examples
    /// of the GS1 system”). No goods have it.
    ///
    /// ```
    /// use quietzone::gs1::Gtin;
    ///
    /// let is_example = |digits| Gtin::new(digits).map(|gtin| gtin.is_example());
    /// assert_eq!(is_example("09521234543213"), Ok(true));
    /// assert_eq!(is_example("06291041500213"), Ok(false));
    /// ```
    #[must_use]
    pub fn is_example(&self) -> bool {
        let [_, prefix @ .., _] = &self.0;
        prefix.starts_with(EXAMPLES.as_bytes())
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| f.write_char(char::from(*digit)))
    }
}

impl fmt::Debug for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gtin({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_known_by_the_prefix_behind_the_indicator_digit() {
        let is_example = |body: &str| {
            let digits = format!("{body}{}", check_digit(body).unwrap());
            Gtin::new(&digits).unwrap().is_example()
        };
        assert!(["0952000000000", "0952999999999", "1952123454321", "9952123454321"].into_iter().all(is_example));
        assert!(!["0951999999999", "0953000000000", "9529999999999", "0095212345432"].into_iter().any(is_example));
    }

    #[test]
    fn zeros_come_back_only_with_a_right_check_digit() {
        assert_eq!(Gtin::with_leading_zeros("8691234567890").map(|g| g.to_string()).as_deref(), Ok("08691234567890"));
        assert_eq!(Gtin::with_leading_zeros("8691234567891"), Err(GtinError::CheckDigit { found: '1', right: '0' }));
        assert_eq!(Gtin::with_leading_zeros("869123456"), Err(GtinError::Length(9)));
        assert!(Gtin::new("0869123456789٠").is_err());
        assert!(Gtin::new("086912345678é").is_err());
    }
}
