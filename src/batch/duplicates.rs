//! Which rows say the same as an earlier one, with 16 bytes of memory a row.

use std::hash::{Hash, Hasher};
use std::path::Path;

use rustc_hash::FxHasher;
use siphasher::sip128::{Hasher128, SipHasher13};

use super::faults::WholeBatch;
use crate::market::Market;
use crate::source::Record;

/// What is kept of a row: 72 bits of a hash of what tells it from others, its number, and 24 bits of a
/// hash of all it says. Among two million different values two have the same 72 bits once in two
/// thousand million batches; of two rows of one unit that differ, one pair in 16 million looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint {
    high: u64,
    low: u8,
    row: u32,
    detail: [u8; 3],
}

impl Fingerprint {
    /// The fingerprint of a row's value.
    pub(crate) fn new(value: &[&str], row: u32) -> Self {
        let mut hasher = SipHasher13::new();
        for text in value {
            hasher.write(text.as_bytes());
            // No text has this byte, so where one ends is told.
            hasher.write_u8(0xFF);
        }
        let hash = hasher.finish128();
        Self { high: hash.h1, low: hash.h2.to_le_bytes()[0], row, detail: [0; 3] }
    }

    /// The fingerprint of a file's name; names that differ in case are one on some file systems.
    pub(crate) fn of_name(name: &Path, row: u32) -> Self {
        Self::new(&[&name.to_string_lossy().to_lowercase()], row)
    }

    /// The fingerprint of the unit that a record is for, if its code tells one from another. `said` is
    /// the hash of all the record says ([`said`]).
    pub(crate) fn of_unit(market: &Market, record: &Record, said: u64) -> Option<Self> {
        let [first, second, third, ..] = said.to_le_bytes();
        let unit = market.unit(&record.code)?;
        Some(Self { detail: [first, second, third], ..Self::new(&unit, record.row) })
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.high, self.low) == (other.high, other.low)
    }
}

/// A hash of all that a record says, but for the row it stands in.
pub(crate) fn said(record: &Record) -> u64 {
    let mut hasher = FxHasher::default();
    // The names of the fields are the same in every row, and no message is one that has FNC1 and one
    // that has not: a market's codes are all of one kind.
    hasher.write(record.code.message());
    record.fields.iter().for_each(|(_, value)| value.hash(&mut hasher));
    hasher.finish()
}

/// Rows whose value an earlier row has, each with the first such row, in order.
pub(crate) fn repeated(fingerprints: Vec<Fingerprint>) -> Vec<(u32, u32)> {
    grouped(fingerprints, |group| {
        let first = group.first().map_or(0, |first| first.row);
        group.iter().skip(1).map(|other| (other.row, first)).collect()
    })
}

/// Rows that cannot be printed because their unit stands in another row too, in order. Of rows that say
/// the same in all the first is good; of rows that differ none is, for nobody can tell here which is
/// right.
pub(crate) fn repeated_units(fingerprints: Vec<Fingerprint>) -> Vec<(u32, WholeBatch)> {
    grouped(fingerprints, |group| {
        let differs_from = |one: &Fingerprint| group.iter().find(|other| other.detail != one.detail);
        match group.split_first() {
            Some((first, rest)) if differs_from(first).is_none() => {
                rest.iter().map(|other| (other.row, WholeBatch::Duplicate(first.row))).collect()
            }
            _ => group.iter().filter_map(|one| Some((one.row, WholeBatch::SameUnit(differs_from(one)?.row)))).collect(),
        }
    })
}

/// What is told of the groups of rows that have the same value, in the order of the rows.
fn grouped<T>(mut fingerprints: Vec<Fingerprint>, told: impl Fn(&[Fingerprint]) -> Vec<(u32, T)>) -> Vec<(u32, T)> {
    fingerprints.sort_unstable();
    let groups = fingerprints.chunk_by(Fingerprint::is_like).filter(|group| group.len() > 1);
    let mut rows: Vec<(u32, T)> = groups.flat_map(told).collect();
    rows.sort_unstable_by_key(|(row, _)| *row);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_say_the_same_are_told_with_the_first() {
        let fingerprints =
            ["b", "a", "b", "c", "b", "a"].iter().zip(2..).map(|(value, row)| Fingerprint::new(&[value], row));
        assert_eq!(repeated(fingerprints.collect()), [(4, 2), (6, 2), (7, 3)]);
    }

    #[test]
    fn all_72_bits_tell_rows_apart_and_take_16_bytes() {
        let print = Fingerprint { high: 7, low: 1, row: 1, detail: [0; 3] };
        assert_eq!(
            repeated(vec![print, Fingerprint { low: 2, row: 2, ..print }, Fingerprint { high: 8, row: 3, ..print }]),
            []
        );
        assert_eq!(repeated(vec![print, Fingerprint { row: 9, ..print }]), [(9, 1)]);
        assert_eq!(size_of::<Fingerprint>(), 16);
    }

    #[test]
    fn of_rows_of_one_unit_the_first_is_good_only_where_all_say_the_same() {
        let unit = |unit: &str, row, said: u8| Fingerprint { detail: [said, 0, 0], ..Fingerprint::new(&[unit], row) };
        let rows = vec![unit("a", 2, 1), unit("b", 3, 7), unit("a", 4, 1), unit("c", 5, 1)];
        assert_eq!(repeated_units(rows.clone()), [(4, WholeBatch::Duplicate(2))]);
        let differing = [rows, vec![unit("a", 6, 2)]].concat();
        let found = repeated_units(differing);
        let both = |row, other| (row, WholeBatch::SameUnit(other));
        assert_eq!(found, [both(2, 6), both(4, 6), both(6, 2)], "every row names one that differs");
    }
}
