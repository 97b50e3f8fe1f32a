//! Which rows are meant.

use std::str::FromStr;

use crate::say;
use crate::sentence::{Sentence, outside};

/// A set of row numbers, such as `1-100,250`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSet(Vec<(u32, u32)>);

impl RowSet {
    /// Whether a row belongs to it.
    #[must_use]
    pub fn contains(&self, row: u32) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&row))
    }
}

impl FromStr for RowSet {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let wrong = || {
            say!("“{text}” is not a list of rows; write numbers and ranges, such as 1-100,250", text = outside(text))
        };
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|n| *n > 0);
        let range = |part: &str| match part.split_once('-') {
            Some((first, last)) => number(first).zip(number(last)).filter(|(first, last)| first <= last),
            None => number(part).map(|n| (n, n)),
        };
        text.split(',').map(|part| range(part).ok_or_else(wrong)).collect::<Result<Vec<_>, _>>().map(RowSet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let rows: RowSet = "2-4, 9".parse().unwrap();
        assert_eq!((1..=10).filter(|n| rows.contains(*n)).collect::<Vec<_>>(), [2, 3, 4, 9]);
        for bad in ["", "0", "4-2", "a", "1-", "1,,2", "-3"] {
            assert!(bad.parse::<RowSet>().is_err(), "{bad}");
        }
    }
}
