//! What lies outside of the program, as one thing that is handed in.

use std::fmt::Debug;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::output::Output;
use super::stored::{Passing, Stored};

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A FIFO, a device, a socket: it can be read or written once.
    Stream,
}

/// What tells a file from all others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FileId {
    /// Numbers of its disk and of itself.
    Number(u64, u64),
    /// Its path without links, where there are no such numbers.
    Path(PathBuf),
}

/// Files, folders, the clock and waiting, randomness.
pub trait Outside: Debug + Send + Sync {
    /// What stands at a path.
    ///
    /// # Errors
    /// Nothing does, or it cannot be told.
    fn kind(&self, path: &Path) -> io::Result<PathKind>;

    /// What tells a file from all others, whatever it is called.
    ///
    /// # Errors
    /// It is not there, or cannot be told.
    fn identity(&self, path: &Path) -> io::Result<FileId>;

    /// The bytes of a file or stream.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn open(&self, path: &Path) -> io::Result<Stored>;

    /// Standard input.
    fn standard_input(&self) -> Box<dyn Read>;

    /// What stands in a folder.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>>;

    /// The path without links and without `..`.
    ///
    /// # Errors
    /// It does not exist.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;

    /// A file without a name, to keep what cannot be read twice.
    ///
    /// # Errors
    /// There is no room.
    fn passing(&self) -> io::Result<Passing>;

    /// A file to write, which only its owner may read if it is private.
    ///
    /// # Errors
    /// It cannot be made there.
    fn create(&self, path: &Path, private: bool) -> io::Result<Output>;

    /// Puts the names in a folder where a loss of power leaves them.
    ///
    /// # Errors
    /// They cannot be put there.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;

    /// The time.
    fn now(&self) -> SystemTime;

    /// Waits.
    fn wait(&self, time: Duration);

    /// Bytes that nobody can guess.
    ///
    /// # Errors
    /// There are none.
    fn random(&self, into: &mut [u8]) -> io::Result<()>;
}

/// Passes some of what an [`Outside`] does on to another one, in an implementation that does the rest itself.
///
/// ```
/// use std::time::SystemTime;
/// use quietzone::passed_on;
/// use quietzone::world::{Outside, World};
///
/// /// This machine at a time that stands still.
/// #[derive(Debug)]
/// struct Still(World);
///
/// impl Outside for Still {
///     passed_on!(0: kind identity open standard_input folder real passing create sync_folder wait random);
///
///     fn now(&self) -> SystemTime {
///         SystemTime::UNIX_EPOCH
///     }
/// }
/// assert_eq!(World::of(Still(World::default())).now(), SystemTime::UNIX_EPOCH);
/// ```
#[macro_export]
macro_rules! passed_on {
    ($inner:tt: $($name:ident)+) => {
        $($crate::passed_on!(@ $inner $name);)+
    };
    (@ $inner:tt kind) => {
        fn kind(&self, path: &std::path::Path) -> std::io::Result<$crate::world::PathKind> {
            self.$inner.kind(path)
        }
    };
    (@ $inner:tt identity) => {
        fn identity(&self, path: &std::path::Path) -> std::io::Result<$crate::world::FileId> {
            self.$inner.identity(path)
        }
    };
    (@ $inner:tt open) => {
        fn open(&self, path: &std::path::Path) -> std::io::Result<$crate::world::Stored> {
            self.$inner.open(path)
        }
    };
    (@ $inner:tt standard_input) => {
        fn standard_input(&self) -> Box<dyn std::io::Read> {
            self.$inner.standard_input()
        }
    };
    (@ $inner:tt folder) => {
        fn folder(&self, path: &std::path::Path) -> std::io::Result<Vec<std::path::PathBuf>> {
            self.$inner.folder(path)
        }
    };
    (@ $inner:tt real) => {
        fn real(&self, path: &std::path::Path) -> std::io::Result<std::path::PathBuf> {
            self.$inner.real(path)
        }
    };
    (@ $inner:tt passing) => {
        fn passing(&self) -> std::io::Result<$crate::world::Passing> {
            self.$inner.passing()
        }
    };
    (@ $inner:tt create) => {
        fn create(&self, path: &std::path::Path, private: bool) -> std::io::Result<$crate::world::Output> {
            self.$inner.create(path, private)
        }
    };
    (@ $inner:tt sync_folder) => {
        fn sync_folder(&self, path: &std::path::Path) -> std::io::Result<()> {
            self.$inner.sync_folder(path)
        }
    };
    (@ $inner:tt now) => {
        fn now(&self) -> std::time::SystemTime {
            self.$inner.now()
        }
    };
    (@ $inner:tt wait) => {
        fn wait(&self, time: std::time::Duration) -> () {
            self.$inner.wait(time)
        }
    };
    (@ $inner:tt random) => {
        fn random(&self, into: &mut [u8]) -> std::io::Result<()> {
            self.$inner.random(into)
        }
    };
}
