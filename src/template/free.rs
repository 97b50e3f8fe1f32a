//! Which places of a half-used sheet are free.

use std::str::FromStr;

use crate::say;
use crate::sentence::{Sentence, count, outside};

/// Places of a sheet from 1, as they are typed: `2,9,14-20`, or `7-` for all from there. Labels fill them in the
/// order of the sheet, in whichever they are typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free(Vec<Range>);

/// From one place to another, or to the last of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    first: usize,
    last: Option<usize>,
}

impl Free {
    /// All places from one on.
    #[must_use]
    pub fn from_place(first: usize) -> Self {
        Self(vec![Range { first, last: None }])
    }

    /// The free places of a sheet with so many, from 0 and in order; none where all are free.
    ///
    /// # Errors
    /// A place that the sheet does not have, or that is named twice.
    pub fn of(&self, places: usize) -> Result<Vec<usize>, Sentence> {
        let mut free = Vec::new();
        for Range { first, last } in &self.0 {
            let last = last.unwrap_or(places.max(*first));
            if let Some(place) = [*first, last].into_iter().find(|place| !(1..=places).contains(place)) {
                return Err(say!(
                    "place {place} cannot be free: a sheet has {labels} label; --free and --start-at count from 1"
                        | "place {place} cannot be free: a sheet has {labels} labels; --free and --start-at count from 1",
                    place,
                    labels = count(places)
                ));
            }
            free.extend(first.saturating_sub(1)..last);
        }
        free.sort_unstable();
        if let Some(twice) = free.windows(2).find_map(|pair| (pair.first() == pair.last()).then(|| pair.first())) {
            return Err(say!("--free names place {place} twice", place = twice.map_or(0, |place| place + 1)));
        }
        Ok(if free.len() == places { Vec::new() } else { free })
    }
}

impl FromStr for Free {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let range = |part: &str| {
            let (first, last) = part
                .split_once('-')
                .map_or((part, Some(part)), |(first, last)| (first, Some(last).filter(|last| !last.trim().is_empty())));
            let first = first.trim().parse().ok()?;
            let last = last.map(|last| last.trim().parse()).transpose().ok()?;
            last.is_none_or(|last| first <= last).then_some(Range { first, last })
        };
        text.split(',').map(range).collect::<Option<_>>().map(Self).ok_or_else(|| {
            say!(
                "“{text}” names no places of a sheet; write numbers and ranges, such as 2,9,14-20, or 7- for all from there",
                text = outside(text)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, places: usize) -> Result<Vec<usize>, String> {
        text.parse::<Free>().and_then(|free| free.of(places)).map_err(|error| error.to_string())
    }

    #[test]
    fn places_are_filled_in_the_order_of_the_sheet() {
        assert_eq!(of("9, 2,4-6", 12), Ok(vec![1, 3, 4, 5, 8]));
        assert_eq!(of("11-", 12), Ok(vec![10, 11]));
        assert_eq!(of("12-", 12), Ok(vec![11]));
        assert_eq!(Free::from_place(11).of(12), Ok(vec![10, 11]));
        assert_eq!(of("1-", 12), Ok(Vec::new()), "all are free");
        assert_eq!(of("7-12,1-6", 12), Ok(Vec::new()), "all are free");
    }

    #[test]
    fn a_place_that_is_not_there_or_named_twice_is_told() {
        for (text, told) in [
            ("0", "place 0 "),
            ("13", "place 13 "),
            ("3,12-14", "place 14 "),
            ("13-", "place 13 "),
            ("3,1-4", "place 3 "),
        ] {
            let error = of(text, 12).unwrap_err();
            assert!(error.contains(told), "{text}: {error}");
        }
        for text in ["", ",", "a", "4-2", "-3", "1,,2", "2-3-4", "-"] {
            assert!(text.parse::<Free>().is_err(), "{text}");
        }
    }
}
