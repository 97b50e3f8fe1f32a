//! Which rows say the same as an earlier one, with 16 bytes of memory a row.

use std::hash::Hash;

use siphasher::sip128::{Hasher128, SipHasher13};

/// What is kept of a row: 96 bits of a hash, and its number. Among two million different values
/// two have the same 96 bits once in 40 thousand million million batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint {
    high: u64,
    low: u32,
    row: u32,
}

impl Fingerprint {
    /// The fingerprint of a row's value.
    pub(crate) fn new(value: impl Hash, row: u32) -> Self {
        let mut hasher = SipHasher13::new();
        value.hash(&mut hasher);
        let hash = hasher.finish128();
        Self { high: hash.h1, low: (hash.h2 >> 32) as u32, row }
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.high, self.low) == (other.high, other.low)
    }
}

/// Rows whose value an earlier row has, each with the first such row, in order.
pub(crate) fn repeated(mut fingerprints: Vec<Fingerprint>) -> Vec<(u32, u32)> {
    fingerprints.sort_unstable();
    let groups = fingerprints.chunk_by(Fingerprint::is_like);
    let mut rows: Vec<(u32, u32)> = groups
        .filter_map(|group| group.split_first())
        .flat_map(|(first, rest)| rest.iter().map(|other| (other.row, first.row)))
        .collect();
    rows.sort_unstable();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_say_the_same_are_told_with_the_first() {
        let fingerprints =
            ["b", "a", "b", "c", "b", "a"].iter().zip(2..).map(|(value, row)| Fingerprint::new(value, row));
        assert_eq!(repeated(fingerprints.collect()), [(4, 2), (6, 2), (7, 3)]);
    }

    #[test]
    fn all_96_bits_tell_rows_apart_and_take_16_bytes() {
        let print = Fingerprint { high: 7, low: 1, row: 1 };
        assert_eq!(
            repeated(vec![print, Fingerprint { low: 2, row: 2, ..print }, Fingerprint { high: 8, row: 3, ..print }]),
            []
        );
        assert_eq!(repeated(vec![print, Fingerprint { row: 9, ..print }]), [(9, 1)]);
        assert_eq!(size_of::<Fingerprint>(), 16);
    }
}
