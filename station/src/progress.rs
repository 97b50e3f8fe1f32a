//! Who watches what takes long.

use quietzone::sentence::Sentence;

/// Watches printing, and what is done with an order management system.
pub trait Progress {
    /// So many labels of this run left, or codes of a part are in the ledger, of so many.
    fn sent(&self, labels: u64, of: u64);
    /// Something is to be known or done, such as putting in paper.
    fn told(&self, sentence: &Sentence);
    /// Whether the run is to end between two labels, or between two blocks of codes.
    fn is_stopped(&self) -> bool;
}

/// Nobody watches.
impl Progress for () {
    fn sent(&self, _: u64, _: u64) {}
    fn told(&self, _: &Sentence) {}
    fn is_stopped(&self) -> bool {
        false
    }
}
