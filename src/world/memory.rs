//! A world in memory: files that somebody put there, a clock that goes on by waiting. For tests, and for
//! machines without files.

use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use super::output::Output;
use super::outside::{FileId, Outside, PathKind};
use super::shelf::{Shelf, held};
use super::stored::{Passing, Stored};

/// A world in memory; its clones share what is in it.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: Shelf,
    waited: Arc<Mutex<Duration>>,
}

impl Memory {
    /// Puts a file there.
    pub fn put(&self, path: impl AsRef<Path>, bytes: impl Into<Arc<[u8]>>) {
        held(&self.files).insert(plain(path.as_ref()), bytes.into());
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: impl AsRef<Path>) -> Option<Arc<[u8]>> {
        held(&self.files).get(&plain(path.as_ref())).cloned()
    }

    /// The paths of all files.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        held(&self.files).keys().cloned().collect()
    }
}

impl Outside for Memory {
    fn kind(&self, path: &Path) -> io::Result<PathKind> {
        let (path, files) = (plain(path), held(&self.files));
        if files.contains_key(&path) {
            Ok(PathKind::File)
        } else if path.as_os_str().is_empty() || files.keys().any(|file| file.starts_with(&path)) {
            Ok(PathKind::Folder)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn identity(&self, path: &Path) -> io::Result<FileId> {
        self.real(path).map(FileId::Path)
    }

    fn open(&self, path: &Path) -> io::Result<Stored> {
        self.get(path).map(Stored::of_bytes).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn standard_input(&self) -> Box<dyn Read> {
        Box::new(io::empty())
    }

    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let folder = plain(path);
        let beneath = |file: &PathBuf| Some(folder.join(file.strip_prefix(&folder).ok()?.components().next()?));
        let mut found: Vec<PathBuf> = held(&self.files).keys().filter_map(beneath).collect();
        found.dedup();
        if found.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(found) }
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.kind(path).map(|_| plain(path))
    }

    fn passing(&self) -> io::Result<Passing> {
        Ok(Passing::of_memory())
    }

    fn create(&self, path: &Path, _: bool) -> io::Result<Output> {
        if self.kind(path).is_ok_and(|kind| kind == PathKind::Folder) {
            return Err(Output::no_folder());
        }
        Ok(Output::in_memory(plain(path), self.files.clone()))
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + *held(&self.waited)
    }

    fn wait(&self, time: Duration) {
        *held(&self.waited) += time;
    }

    /// The same bytes in every run.
    fn random(&self, into: &mut [u8]) -> io::Result<()> {
        for (byte, number) in into.iter_mut().zip((0..=u8::MAX).cycle()) {
            *byte = number;
        }
        Ok(())
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}
