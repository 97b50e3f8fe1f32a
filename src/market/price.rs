//! Prices within codes: the greatest retail price of tobacco, in kopecks.

use crate::document::choice;
use crate::say;
use crate::sentence::{Sentence, decimal};

choice! {
    /// How a field writes a price.
    pub enum Kopecks {
        /// In digits of base 80, the highest first.
        Base80 = "base80",
        /// In decimal digits.
        Decimal = "decimal",
    }
}

/// The digits of base 80, from 0 up.
const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!\"%&'*+-./_,:;=<>?";

impl Kopecks {
    /// A price in kopecks; `None` for other characters, or more than 2³² − 1.
    #[must_use]
    pub fn read(self, value: &str) -> Option<u32> {
        match self {
            Kopecks::Base80 => value.chars().try_fold(0_u32, |sum, c| {
                let digit = u32::try_from(DIGITS.find(c)?).ok()?;
                sum.checked_mul(80)?.checked_add(digit)
            }),
            Kopecks::Decimal => value.parse().ok(),
        }
    }

    /// A value in words: `95.00 roubles`.
    #[must_use]
    pub fn in_words(self, value: &str) -> Option<Sentence> {
        let roubles = f64::from(self.read(value)?) / 100.0;
        Some(say!("{roubles} roubles", roubles = decimal(roubles, 2)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_those_of_the_published_reading() {
        let read = |value| Kopecks::Base80.read(value);
        assert_eq!([read("ABm8"), read("AAAA"), read("AABA")], [Some(9500), Some(0), Some(80)]);
        assert_eq!(read("A(AA"), None);
        assert_eq!(DIGITS.len(), 80);
        for (form, value, words) in [
            (Kopecks::Base80, "ABm8", "95.00 roubles"),
            (Kopecks::Decimal, "015005", "150.05 roubles"),
            (Kopecks::Decimal, "4294967295", "42949672.95 roubles"),
        ] {
            assert_eq!(form.in_words(value).unwrap().to_string(), words);
        }
    }
}
