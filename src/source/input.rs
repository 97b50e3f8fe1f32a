//! The bytes of a data file, to be read more than once.

use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::limits::MAX_FILES;
use super::rules;
use crate::diagnostic::{Diagnostic, Place};
use crate::say;
use crate::sentence::{Argument, InWords, Sentence, file, outside};
use crate::world::{FileError, PathKind, Stored, World};

/// Most bytes of standard input, of a FIFO or a device.
const MAX_SPOOLED: u64 = 1 << 30;

/// A data file. What cannot be read twice (standard input, a FIFO) is spooled to a temporary
/// file without a name first.
#[derive(Debug)]
pub struct Input {
    name: Arc<str>,
    ending: String,
    bytes: Stored,
    encoding: Option<&'static Encoding>,
    world: World,
}

impl Input {
    /// Opens a file; `-` is standard input.
    ///
    /// # Errors
    /// The file is missing, a folder, or unreadable.
    pub fn open(world: &World, path: &Path) -> Result<Self, Diagnostic> {
        let (encoding, world) = (None, world.clone());
        if path == Path::new("-") {
            let bytes = spool(&world, &mut world.standard_input())
                .map_err(|error| Diagnostic::error(rules::FILE, say!("cannot read standard input: {error}", error)))?;
            return Ok(Self { name: "standard input".into(), ending: String::new(), bytes, encoding, world });
        }
        let shown = path.display().to_string();
        let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
        let kind = world.kind(path).map_err(|error| unread(&shown, outside(error)))?;
        if kind == PathKind::Folder {
            return Err(Diagnostic::error(rules::FILE, FileError::Folder { path: shown }.in_words()));
        }
        let mut bytes = world.open(path).map_err(|error| unread(&shown, outside(error)))?;
        if kind == PathKind::Stream {
            bytes = spool(&world, &mut bytes).map_err(|error| unread(&shown, error))?;
        }
        Ok(Self { name: name.into(), ending: ending(path), bytes, encoding, world })
    }

    /// Opens the files of a folder, in the order of their names; what programs put beside them for
    /// themselves is left out.
    ///
    /// # Errors
    /// The folder or a file is unreadable; it holds a folder, or more files than are read as one batch.
    pub fn open_folder(world: &World, path: &Path) -> Result<Vec<Self>, Diagnostic> {
        let shown = path.display().to_string();
        let mut paths = world.folder(path).map_err(|error| unread(&shown, outside(error)))?;
        paths.retain(|path| !is_aside(&path.file_name().unwrap_or_default().to_string_lossy()));
        paths.sort();
        if paths.len() > MAX_FILES {
            return Err(unread(&shown, say!("it holds more than {most} files", most = MAX_FILES)));
        }
        if paths.is_empty() {
            return Err(unread(&shown, say!("it is a folder without files")));
        }
        let folder = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
        let within = |path: &std::path::PathBuf| {
            let input = Self::open(world, path)?;
            Ok(Self { name: format!("{folder}/{}", input.name).into(), ..input })
        };
        paths.iter().map(within).collect()
    }

    /// An input of bytes at hand, under a name whose ending tells the format where content does not.
    #[must_use]
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Self {
        let (bytes, ending) = (Stored::of_bytes(bytes), ending(Path::new(name)));
        Self { name: name.into(), ending, bytes, encoding: None, world: World::default() }
    }

    /// A file that stands in this one, which is an archive.
    pub(super) fn within(&self, path: &str, bytes: Stored) -> Self {
        let (name, ending) = (format!("{}/{path}", self.name).into(), ending(Path::new(path)));
        Self { name, ending, bytes, encoding: self.encoding, world: self.world.clone() }
    }

    /// The same input with its text in UTF-8.
    pub(super) fn with_content(self, bytes: Stored) -> Self {
        Self { bytes, ..self }
    }

    /// The world it is of.
    pub(super) fn world(&self) -> &World {
        &self.world
    }

    /// The input read in an encoding, whatever it seems to be in.
    #[must_use]
    pub fn in_encoding(self, encoding: Option<&'static Encoding>) -> Self {
        Self { encoding, ..self }
    }

    /// The encoding it is to be read in.
    pub(super) fn encoding(&self) -> Option<&'static Encoding> {
        self.encoding
    }

    /// The file's name, for places.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The file name's ending in lower case, without its dot.
    #[must_use]
    pub fn ending(&self) -> &str {
        &self.ending
    }

    /// A reader from the first byte on. Only one reader may be used at a time.
    ///
    /// # Errors
    /// What the system says.
    pub fn reader(&self) -> Result<BufReader<Stored>, Diagnostic> {
        let bytes = self.bytes.again().map_err(|error| self.unread(&error))?;
        Ok(BufReader::with_capacity(1 << 16, bytes))
    }

    /// The first bytes.
    ///
    /// # Errors
    /// What the system says.
    pub fn head(&self, count: u64) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::new();
        self.reader()?.take(count).read_to_end(&mut bytes).map_err(|error| self.unread(&error))?;
        Ok(bytes)
    }

    /// A finding about the whole file.
    #[must_use]
    pub fn error(&self, message: impl Into<Sentence>) -> Diagnostic {
        Diagnostic::error(rules::FILE, message).at(Place::File(self.name.clone()))
    }

    fn unread(&self, error: &io::Error) -> Diagnostic {
        unread(&self.name, outside(error))
    }
}

/// Whether a file is one that a program put there for itself: its name begins with a point, or is known.
pub(super) fn is_aside(path: &str) -> bool {
    let own = |part: &str| {
        part.starts_with('.') || part.starts_with("~$") || ["__macosx", "thumbs.db", "desktop.ini"].contains(&part)
    };
    path.split('/').any(|part| own(&part.to_lowercase()))
}

/// Copies what cannot be read twice to a passing file; or what the system says, or a sentence.
fn spool(world: &World, from: &mut impl Read) -> Result<Stored, Argument> {
    let mut file = world.passing().map_err(outside)?;
    if io::copy(&mut from.take(MAX_SPOOLED + 1), &mut file).map_err(outside)? > MAX_SPOOLED {
        return Err(say!("it gives more than {most} bytes", most = MAX_SPOOLED).into());
    }
    Ok(file.stored().map_err(outside)?)
}

/// A file name's ending in lower case, without its dot.
fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn unread(path: &str, error: impl Into<Argument>) -> Diagnostic {
    let message = say!("cannot read {path}: {error}", path = file(path), error = error.into());
    Diagnostic::error(rules::FILE, message)
}
