//! Numbers of labels, as people write them.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use quietzone::say;
use quietzone::sentence::{Sentence, outside};

/// Numbers of labels in a job, from 1: `17`, `7305-7312`, `40,7305-7312`, `7305-` for all from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<RangeInclusive<u32>>);

impl Numbers {
    /// All from the first through this one.
    #[must_use]
    pub fn through(last: u32) -> Self {
        Self::of([1..=last])
    }

    /// The numbers of ranges, which may overlap.
    #[must_use]
    pub fn of(ranges: impl IntoIterator<Item = RangeInclusive<u32>>) -> Self {
        let mut ranges: Vec<_> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        ranges.sort_by_key(|range| *range.start());
        let mut joined: Vec<RangeInclusive<u32>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if *range.start() <= last.end().saturating_add(1) => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// Single numbers.
    #[must_use]
    pub fn list(numbers: &[u32]) -> Self {
        Self::of(numbers.iter().map(|number| *number..=*number))
    }

    /// Their ranges, in order and apart.
    #[must_use]
    pub fn ranges(&self) -> &[RangeInclusive<u32>] {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first one.
    #[must_use]
    pub fn first(&self) -> Option<u32> {
        self.0.first().map(|range| *range.start())
    }

    /// Those that are named by an end: without all from one number on.
    #[must_use]
    pub fn closed(&self) -> Self {
        Self(self.0.iter().filter(|range| *range.end() != u32::MAX).cloned().collect())
    }

    /// The last one.
    #[must_use]
    pub fn last(&self) -> Option<u32> {
        self.0.last().map(|range| *range.end())
    }

    /// These without others.
    #[must_use]
    pub fn without(&self, others: &Numbers) -> Self {
        let mut left = Vec::new();
        for range in &self.0 {
            let mut from = *range.start();
            let mut is_over = false;
            for other in others.0.iter().filter(|other| other.end() >= range.start() && other.start() <= range.end()) {
                if *other.start() > from {
                    left.push(from..=*other.start() - 1);
                }
                match other.end().checked_add(1) {
                    Some(next) => from = from.max(next),
                    None => is_over = true,
                }
            }
            if !is_over && from <= *range.end() {
                left.push(from..=*range.end());
            }
        }
        Self::of(left)
    }

    /// Those that are among others too.
    #[must_use]
    pub fn both(&self, others: &Numbers) -> Self {
        let pairs = self.0.iter().flat_map(|range| others.0.iter().map(move |other| (range, other)));
        Self::of(pairs.map(|(range, other)| *range.start().max(other.start())..=*range.end().min(other.end())))
    }

    /// Whether a number is among them.
    #[must_use]
    pub fn has(&self, number: u32) -> bool {
        let at = self.0.partition_point(|range| *range.end() < number);
        self.0.get(at).is_some_and(|range| range.contains(&number))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|range| u64::from(range.end() - range.start()) + 1).sum()
    }

    /// Those of them that are at most this one.
    #[must_use]
    pub fn up_to(&self, most: u32) -> Self {
        Self::of(self.0.iter().map(|range| *range.start()..=*range.end().min(&most)))
    }
}

impl FromStr for Numbers {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let wrong = || {
            say!(
                "“{text}” names no labels; write 17, 7305-7312, 40,7305-7312, or 7305- for all from there",
                text = outside(text)
            )
        };
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number > 0).ok_or_else(wrong);
        let range = |text: &str| match text.split_once('-') {
            None => number(text).map(|one| one..=one),
            Some((from, to)) if to.trim().is_empty() => number(from).map(|from| from..=u32::MAX),
            Some((from, to)) => {
                let (from, to) = (number(from)?, number(to)?);
                if from <= to { Ok(from..=to) } else { Err(wrong()) }
            }
        };
        text.split(',').map(range).collect::<Result<Vec<_>, _>>().map(Self::of)
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            match (range.start(), range.end()) {
                (start, end) if start == end => write!(f, "{start}")?,
                (start, &u32::MAX) => write!(f, "{start}-")?,
                (start, end) => write!(f, "{start}-{end}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, told) in [("17", "17"), ("7305-7312", "7305-7312"), ("9-,3, 4-8", "3-"), ("1,3,2,9", "1-3,9")] {
            assert_eq!(text.parse::<Numbers>().unwrap().to_string(), told);
        }
        for text in ["", "0", "3-2", "a", "1-2-3", "1,,2", "-3", "4294967296"] {
            assert!(text.parse::<Numbers>().is_err(), "{text}");
        }
    }

    #[test]
    fn some_are_left_out_of_others() {
        let numbers = |text: &str| text.parse::<Numbers>().unwrap();
        for (all, out, left) in [
            ("1-10", "3", "1-2,4-10"),
            ("1-10", "1,10", "2-9"),
            ("1-10", "5-", "1-4"),
            ("1-3,8-9", "2-8", "1,9"),
            ("1-10", "11-12", "1-10"),
            ("5-", "7-", "5-6"),
            ("1-", "2-3,5", "1,4,6-"),
        ] {
            assert_eq!(numbers(all).without(&numbers(out)).to_string(), left, "{all} without {out}");
        }
        assert!(numbers("4-6").without(&numbers("1-")).is_empty());
    }
}
