//! Who watches work on a batch.

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::say;

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
    /// Whether the work is to end. It is asked often; nothing is written then but whole files.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Ends the work if nobody wants it any more.
pub(crate) fn stop_if_cancelled(watch: &dyn Watch) -> Result<(), Diagnostic> {
    if watch.is_cancelled() {
        return Err(Diagnostic::error(
            rules::CANCELLED,
            say!("the work was cancelled; nothing that is not whole was written"),
        ));
    }
    Ok(())
}

/// Nobody watches.
impl Watch for () {
    fn progress(&self, _: Stage, _: u64, _: Option<u64>) {}
    fn found(&self, _: &Diagnostic) {}
}
