//! A world that keeps what is read of it, so that a job can be printed when its files are gone.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use quietzone::passed_on;
use quietzone::world::{Outside, PathKind, Stored, World};

/// Keeps each file that is read through it, and gives it again as it was.
#[derive(Clone, Debug)]
pub(super) struct Keeping {
    inner: World,
    kept: Arc<Mutex<BTreeMap<PathBuf, Arc<[u8]>>>>,
    /// Whether files that are not kept yet are kept when they are read.
    keeps: bool,
}

impl Keeping {
    pub(super) fn of(inner: &World) -> Self {
        Self { inner: inner.clone(), kept: Arc::default(), keeps: true }
    }

    /// The same world, which keeps no more: what was kept is given as it was.
    pub(super) fn closed(&self) -> Self {
        Self { keeps: false, ..self.clone() }
    }

    /// Keeps a file that stands nowhere.
    pub(super) fn keep(&self, path: &Path, bytes: &[u8]) {
        self.held().insert(path.to_path_buf(), bytes.into());
    }

    /// What was kept.
    pub(super) fn files(&self) -> Vec<(String, Vec<u8>)> {
        self.held().iter().map(|(path, bytes)| (path.to_string_lossy().into_owned(), bytes.to_vec())).collect()
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Arc<[u8]>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Outside for Keeping {
    fn open(&self, path: &Path) -> io::Result<Stored> {
        if let Some(bytes) = self.held().get(path) {
            return Ok(Stored::of_bytes(bytes.clone()));
        }
        let mut stored = self.inner.open(path)?;
        if !self.keeps {
            return Ok(stored);
        }
        let mut bytes = Vec::new();
        Read::by_ref(&mut stored).take(quietzone::world::MAX_FILE + 1).read_to_end(&mut bytes)?;
        let bytes: Arc<[u8]> = bytes.into();
        self.held().insert(path.to_path_buf(), bytes.clone());
        Ok(Stored::of_bytes(bytes))
    }

    fn kind(&self, path: &Path) -> io::Result<PathKind> {
        if self.held().contains_key(path) { Ok(PathKind::File) } else { self.inner.kind(path) }
    }

    passed_on!(inner: identity standard_input folder real passing create sync_folder now wait random);
}
