//! The machine that the program runs on. Nothing but this file and `output.rs` touches it.
#![allow(clippy::disallowed_methods)]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use super::output::Output;
use super::outside::{FileId, Outside, PathKind};
use super::stored::{Passing, Stored};

/// Its files, its clock, its randomness.
#[derive(Clone, Copy, Debug)]
pub(super) struct Machine;

impl Outside for Machine {
    fn kind(&self, path: &Path) -> io::Result<PathKind> {
        let kind = fs::metadata(path)?.file_type();
        Ok(match (kind.is_file(), kind.is_dir()) {
            (true, _) => PathKind::File,
            (_, true) => PathKind::Folder,
            _ => PathKind::Stream,
        })
    }

    #[cfg(unix)]
    fn identity(&self, path: &Path) -> io::Result<FileId> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).map(|about| FileId::Number(about.dev(), about.ino()))
    }

    #[cfg(not(unix))]
    fn identity(&self, path: &Path) -> io::Result<FileId> {
        fs::canonicalize(path).map(FileId::Path)
    }

    fn open(&self, path: &Path) -> io::Result<Stored> {
        File::open(path).map(Stored::of_file)
    }

    fn standard_input(&self) -> Box<dyn Read> {
        Box::new(io::stdin().lock())
    }

    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn passing(&self) -> io::Result<Passing> {
        tempfile::tempfile().map(Passing::of_file)
    }

    fn create(&self, path: &Path, private: bool) -> io::Result<Output> {
        Output::on_disk(path, private)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Elsewhere a folder cannot be opened like a file.
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn wait(&self, time: Duration) {
        thread::sleep(time);
    }

    fn random(&self, into: &mut [u8]) -> io::Result<()> {
        getrandom::fill(into).map_err(|error| io::Error::other(error.to_string()))
    }
}
