//! Files that are kept in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Files by their paths.
pub(super) type Shelf = Arc<Mutex<BTreeMap<PathBuf, Arc<[u8]>>>>;

/// What a lock holds; whoever panicked with it left it whole.
pub(super) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
