//! What the labels of a job share.

use std::sync::Arc;

use crate::market::Value;
use crate::scene::Likeness;

/// What the labels of a job share and no template tells: with it a label can be made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shared {
    /// Codewords of the longest code, by which the size of the symbols was chosen.
    pub longest: usize,
    /// Fields that are the same on every label.
    pub constants: Vec<(Arc<str>, Value)>,
    /// How many labels there are.
    pub labels: u64,
    /// The pictures that differ from label to label: the element that shows one, and its file.
    pub pictures: Vec<(Arc<str>, String)>,
    /// The first label of each group that begins a sheet, from 1; none where labels are one run.
    pub groups: Vec<u64>,
    /// What they recall from a printer's memory, beside what all of them share.
    pub recalled: Vec<Likeness>,
}

impl Shared {
    /// What labels share that a ledger kept.
    #[must_use]
    pub fn new(longest: usize, constants: Vec<(Arc<str>, Value)>, labels: u64) -> Self {
        let (pictures, groups, recalled) = (Vec::new(), Vec::new(), Vec::new());
        Self { longest, constants, labels, pictures, groups, recalled }
    }

    /// The same of labels that show these pictures.
    #[must_use]
    pub fn showing(self, pictures: Vec<(Arc<str>, String)>) -> Self {
        Self { pictures, ..self }
    }

    /// The same of labels whose groups begin so.
    #[must_use]
    pub fn grouped(self, groups: Vec<u64>) -> Self {
        Self { groups, ..self }
    }

    /// The same of labels that recall this.
    #[must_use]
    pub fn recalling(self, recalled: &[Likeness]) -> Self {
        Self { recalled: recalled.to_vec(), ..self }
    }
}
