//! The counter of operations, kept beside the ledger: where it is ahead, the ledger was put back to an earlier
//! state.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::folder;

/// A number in a small file.
pub(super) struct Counter(PathBuf);

impl Counter {
    /// The counter of a ledger's file.
    pub(super) fn beside(ledger: &Path) -> Self {
        Self(ledger.with_extension("counter"))
    }

    /// What it stands at; nothing where there is none, or a crash left half of it.
    pub(super) fn read(&self) -> Option<u64> {
        fs::read_to_string(&self.0).ok()?.strip_suffix('\n')?.parse().ok()
    }

    /// Sets it, behind a change that is durable. Where it cannot be written it stays behind, and says nothing
    /// then; the ledger itself is what counts.
    pub(super) fn write(&self, to: u64) {
        let is_new = !self.0.exists();
        let _ = fs::write(&self.0, format!("{to:020}\n"));
        if is_new {
            folder::share(&self.0);
        }
    }
}
