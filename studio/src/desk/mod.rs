//! What all calls work with: the folder, long work, the ledger.

mod batches;
mod keep;
mod room;
mod rows;
#[cfg(feature = "oms")]
mod systems;
mod tasks;
mod within;

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

use quietzone::batch::rules;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{is_unseen, outside};
use quietzone::world::World;

pub(crate) use batches::{Batch, Batches};
pub(crate) use keep::{cannot_write, keep};
pub(crate) use room::Room;
pub(crate) use rows::Sort;
#[cfg(feature = "oms")]
pub(crate) use systems::{Key, Systems};
pub(crate) use tasks::{Task, Tasks};
use within::Within;

/// What a studio is started with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The folder that it works in; nothing outside of it is read or written, but the ledger.
    pub folder: PathBuf,
    /// The port on this machine; 0 takes a free one.
    pub port: u16,
    /// The folder of the ledger; the machine's if left out.
    pub ledger: Option<PathBuf>,
    /// Who is at work.
    pub operator: String,
}

impl Settings {
    /// A studio in a folder, on a free port, with the ledger of the machine.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), port: 0, ledger: None, operator: "?".to_owned() }
    }
}

/// What all calls work with.
#[derive(Debug)]
pub(crate) struct Desk {
    folder: PathBuf,
    world: World,
    /// Batches of codes that are open.
    pub(crate) batches: Batches,
    pub(crate) tasks: Tasks,
    pub(crate) room: Room,
    #[cfg(feature = "oms")]
    pub(crate) systems: Systems,
}

impl Desk {
    /// A desk in a folder.
    ///
    /// # Errors
    /// The folder is not there.
    pub(crate) fn new(settings: &Settings) -> io::Result<Self> {
        let machine = World::default();
        let folder = machine.real(&settings.folder)?;
        let world = World::of(Within::new(folder.clone(), machine));
        let room = Room::new(settings.ledger.clone(), settings.operator.clone());
        Ok(Self {
            folder,
            world,
            batches: Batches::default(),
            tasks: Tasks::default(),
            room,
            #[cfg(feature = "oms")]
            systems: Systems::default(),
        })
    }

    /// The folder, for people to know where their files are.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder as a world: paths lead from it on, and never out of it.
    pub(crate) fn world(&self) -> &World {
        &self.world
    }

    /// A path in the folder that the page named.
    ///
    /// # Errors
    /// It leads elsewhere, is hidden, or is no name of a file.
    // Every call that takes a name needs the desk, though no field is asked yet.
    #[allow(clippy::unused_self)]
    pub(crate) fn path(&self, named: &str) -> Result<PathBuf, Diagnostic> {
        let is_good = |part: &OsStr| {
            let part = part.to_string_lossy();
            !part.starts_with('.') && !part.contains('\\') && !part.chars().any(|c| c.is_control() || is_unseen(c))
        };
        let path = Path::new(named);
        let is_within = path.components().all(|part| matches!(part, Component::Normal(part) if is_good(part)));
        if named.is_empty() || named == "-" || !is_within {
            let message = say!("“{name}” is no name of a file in the studio’s folder", name = outside(named));
            return Err(Diagnostic::error(rules::REQUEST, message));
        }
        Ok(path.to_path_buf())
    }

    /// A path by which the rest of the machine knows a file of the folder.
    pub(crate) fn whole(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_names_within_the_folder_are_taken() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(&Settings::new(folder.path())).unwrap();
        for good in ["a.toml", "art/flower.svg", "Коды заказа.xlsx", "{serial}.png", "a..b"] {
            assert_eq!(desk.path(good).unwrap(), Path::new(good));
        }
        for bad in [
            "",
            "-",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/./../../b",
            "/etc/passwd",
            ".ssh/id",
            "a/.b",
            "a\u{0}b",
            "a\nb",
            "..\\a",
        ] {
            assert!(desk.path(bad).is_err(), "{bad:?}");
        }
    }
}
