//! Which rows are meant.

use std::str::FromStr;

use crate::say;
use crate::sentence::{Sentence, outside};

/// A set of row numbers, such as `1-100,250,7313-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSet(Vec<(u32, u32)>);

impl RowSet {
    /// What is asked for and is not there: ranges that hold none of the rows that were `taken` of each
    /// range, and what lies behind the last row. A range without an end asks for what there is.
    pub(crate) fn missing(&self, taken: &[u64], last: u32) -> Vec<(u32, u32)> {
        let ranges = self.0.iter().zip(taken.iter().chain(std::iter::repeat(&0)));
        let missing = ranges.filter_map(|((from, to), taken)| match (*taken, *to) {
            (0, to) => Some((*from, to)),
            (_, u32::MAX) => None,
            (_, to) => (to > last).then_some((last.saturating_add(1).max(*from), to)),
        });
        missing.collect()
    }

    /// Counts a row that is taken, in each range that holds it.
    pub(crate) fn count(&self, row: u32, taken: &mut Vec<u64>) {
        taken.resize(self.0.len(), 0);
        for ((first, last), taken) in self.0.iter().zip(taken) {
            *taken += u64::from((*first..=*last).contains(&row));
        }
    }

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
            say!(
                "“{text}” is not a list of rows; write numbers and ranges, such as 1-100,250, or 7313- for all from there",
                text = outside(text)
            )
        };
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|n| *n > 0);
        let range = |part: &str| match part.split_once('-') {
            Some((first, last)) if last.trim().is_empty() => number(first).map(|first| (first, u32::MAX)),
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
        let open: RowSet = "2,7313-".parse().unwrap();
        assert!(open.contains(2) && !open.contains(7312) && open.contains(7313) && open.contains(u32::MAX));
        for bad in ["", "0", "4-2", "a", "-", "0-", "1,,2", "-3"] {
            assert!(bad.parse::<RowSet>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_asked_for_and_not_there_is_known() {
        let missing = |text: &str, last: u32| {
            let rows: RowSet = text.parse().unwrap();
            let mut taken = Vec::new();
            (2..=last).filter(|row| rows.contains(*row)).for_each(|row| rows.count(row, &mut taken));
            rows.missing(&taken, last)
        };
        assert_eq!(missing("60-70", 62), [(63, 70)]);
        assert_eq!(missing("2-62", 62), []);
        assert_eq!(missing("60-", 62), []);
        assert_eq!(missing("63-", 62), [(63, u32::MAX)]);
        assert_eq!(missing("1,5,70-80", 62), [(1, 1), (70, 80)]);
    }
}
