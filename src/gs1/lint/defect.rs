//! What is wrong with a text, and where in it.

use super::FlawKind;
use crate::gs1::Alphabet;

/// A flaw whose AI is not yet known; its place is counted in characters of the text tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gs1) struct Defect {
    pub kind: FlawKind,
    pub start: usize,
    pub length: usize,
}

/// What a test says.
pub(in crate::gs1) type Outcome = Result<(), Defect>;

impl Defect {
    pub(in crate::gs1) fn at(kind: FlawKind, start: usize, length: usize) -> Self {
        Self { kind, start, length }
    }

    /// The whole text is bad.
    pub(super) fn whole(kind: FlawKind, text: &str) -> Self {
        Self::at(kind, 0, text.chars().count())
    }

    /// The defect of a piece that begins there.
    pub(in crate::gs1) fn moved(mut self, by: usize) -> Self {
        self.start += by;
        self
    }
}

/// Whether the text has this length and digits only.
pub(super) fn digits(text: &str, length: usize) -> Outcome {
    if let Some((start, _)) = Alphabet::Digits.first_outside(text) {
        return Err(Defect::at(FlawKind::Character { allowed: Alphabet::Digits }, start, 1));
    }
    match text.len() {
        found if found < length => Err(Defect::whole(FlawKind::TooShort { least: length }, text)),
        found if found > length => Err(Defect::at(FlawKind::TooLong { most: length }, length, found - length)),
        _ => Ok(()),
    }
}
