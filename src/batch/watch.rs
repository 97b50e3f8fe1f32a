//! Who watches work on a batch.

use crate::diagnostic::Diagnostic;

/// What a job is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and checking rows.
    Survey,
    /// Making labels.
    Emit,
}

/// Watches a job.
pub trait Watch {
    /// So many rows or labels are done, of so many if that is known.
    fn progress(&self, stage: Stage, done: u64, of: Option<u64>);
    /// A row has a finding. Called for every one, in order.
    fn found(&self, found: &Diagnostic);
}

/// Nobody watches.
impl Watch for () {
    fn progress(&self, _: Stage, _: u64, _: Option<u64>) {}
    fn found(&self, _: &Diagnostic) {}
}
