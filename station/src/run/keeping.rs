//! A world that keeps what is read of it, so that a job can be printed when its files are gone.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use quietzone::world::{FileId, Output, Outside, Passing, PathKind, Stored, World};

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

    fn identity(&self, path: &Path) -> io::Result<FileId> {
        self.inner.identity(path)
    }

    fn standard_input(&self) -> Box<dyn Read> {
        self.inner.standard_input()
    }

    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        self.inner.folder(path)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.inner.real(path)
    }

    fn passing(&self) -> io::Result<Passing> {
        self.inner.passing()
    }

    fn create(&self, path: &Path, private: bool) -> io::Result<Output> {
        self.inner.create(path, private)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.inner.sync_folder(path)
    }

    fn now(&self) -> SystemTime {
        self.inner.now()
    }

    fn wait(&self, time: Duration) {
        self.inner.wait(time);
    }

    fn random(&self, into: &mut [u8]) -> io::Result<()> {
        self.inner.random(into)
    }
}
