//! The outside, handed in: files and folders, the clock and waiting, randomness, fonts. Nothing in the engine
//! touches a disk but through a [`World`], so that a run with the same inputs gives the same bytes, and so
//! that tests need no disk.
//!
//! ```
//! use quietzone::batch::{Data, Inspection};
//! use quietzone::world::{Memory, World};
//!
//! let memory = Memory::default();
//! memory.put("codes.txt", *b"0104870999000116215VNXH!1CzN9yU\x1d91EE05\x1d92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=");
//! let mut look = Inspection::new(Data::of("codes.txt"), "kz-pharma");
//! look.world = World::of(memory);
//! assert_eq!(look.run(&())?.rows, 1);
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

pub mod fonts;
mod guard;
mod handed;
mod machine;
mod memory;
mod output;
mod outside;
mod shelf;
mod stored;

use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

pub use guard::{caught, guarded, silence};
pub use handed::World;
pub use memory::Memory;
pub use output::{Output, OutputError, folder_of};
pub use outside::{FileId, Outside, PathKind};
pub use stored::{Passing, Stored};

/// The largest font, image or template file that is read, in bytes.
pub const MAX_FILE: u64 = 64 << 20;

/// Why a file could not be had.
#[derive(Debug)]
pub enum FileError {
    /// The system said no.
    Io {
        /// The file.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// It is larger than [`MAX_FILE`] or than the caller allows.
    TooLarge {
        /// The file.
        path: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// A path that leads out of the template's folder.
    Outside {
        /// The path as written.
        path: String,
    },
    /// A folder.
    Folder {
        /// Its path.
        path: String,
    },
    /// Not UTF-8.
    NotText {
        /// The file.
        path: String,
    },
    /// A FIFO, a device, a socket.
    NotRegular {
        /// Its path.
        path: String,
    },
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// The file is missing, a folder, unreadable or too large.
pub fn read(world: &World, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    use std::io::Read;
    let name = || path.display().to_string();
    let io = |source| FileError::Io { path: name(), source };
    if world.kind(path).map_err(io)? == PathKind::Folder {
        return Err(FileError::Folder { path: name() });
    }
    let mut bytes = Vec::new();
    world.open(path).map_err(io)?.take(limit + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > limit {
        return Err(FileError::TooLarge { path: name(), limit });
    }
    Ok(bytes)
}

/// Reads a whole text file.
///
/// # Errors
/// As [`read`], or the file is not UTF-8.
pub fn read_text(world: &World, path: &Path, limit: u64) -> Result<String, FileError> {
    text_of(read(world, path, limit)?, path)
}

/// Bytes as text, without the mark that some programs put in front.
fn text_of(bytes: Vec<u8>, path: &Path) -> Result<String, FileError> {
    let text = String::from_utf8(bytes).map_err(|_| FileError::NotText { path: path.display().to_string() })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A folder that files may be taken from, and from nowhere else.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    world: World,
    /// The files that were read; clones know of one another's.
    read: Arc<Mutex<Vec<PathBuf>>>,
}

impl Folder {
    /// The folder a file stands in, on the machine.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        Self::within(&World::default(), file)
    }

    /// The folder a file stands in, in a world.
    #[must_use]
    pub fn within(world: &World, file: &Path) -> Self {
        Self { path: folder_of(file).to_path_buf(), world: world.clone(), read: Arc::default() }
    }

    /// Reads a file named relative to the folder. Links that lead out are refused too.
    ///
    /// # Errors
    /// As [`read`], or the path leads out of the folder.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, FileError> {
        let outside = || FileError::Outside { path: name.to_owned() };
        let relative = Path::new(name);
        if !relative.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir)) {
            return Err(outside());
        }
        let path = self.path.join(relative);
        let real =
            |p: &Path| self.world.real(p).map_err(|source| FileError::Io { path: p.display().to_string(), source });
        if !real(&path)?.starts_with(real(&self.path)?) {
            return Err(outside());
        }
        // A FIFO would wait for ever, a device never end.
        match self.world.kind(&path) {
            Ok(PathKind::Stream) => Err(FileError::NotRegular { path: path.display().to_string() }),
            _ => {
                let bytes = read(&self.world, &path, MAX_FILE)?;
                shelf::held(&self.read).push(path);
                Ok(bytes)
            }
        }
    }
}

impl Folder {
    /// The files that were read from it.
    #[must_use]
    pub fn files_read(&self) -> Vec<PathBuf> {
        shelf::held(&self.read).clone()
    }

    /// Reads a text file named relative to the folder.
    ///
    /// # Errors
    /// As [`Folder::read`], or the file is not UTF-8.
    pub fn read_text(&self, name: &str) -> Result<String, FileError> {
        text_of(self.read(name)?, Path::new(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_nothing_from_outside() {
        let folder = Folder::of(Path::new("src/lib.rs"));
        assert!(folder.read("units.rs").is_ok());
        for path in ["../Cargo.toml", "/etc/passwd", "gs1/../../Cargo.toml", ""] {
            assert!(folder.read(path).is_err(), "{path}");
        }
    }
}
