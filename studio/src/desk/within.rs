//! A folder as a world: nothing outside of it is read or written.

use std::io;
use std::path::{Component, Path, PathBuf};

use quietzone::passed_on;
use quietzone::world::{FileId, Output, Outside, PathKind, Stored, World};

/// A folder of another world. Relative paths lead from it on; what leads out of it, by `..` or by a link, is refused.
#[derive(Debug)]
pub(super) struct Within {
    root: PathBuf,
    inner: World,
}

impl Within {
    /// A folder, named by its real path.
    pub(super) fn new(root: PathBuf, inner: World) -> Self {
        Self { root, inner }
    }

    /// Where a path leads.
    fn inside(&self, path: &Path) -> io::Result<PathBuf> {
        if path.components().any(|part| part == Component::ParentDir) {
            return Err(refused());
        }
        let whole: PathBuf = self.root.join(path).components().filter(|part| *part != Component::CurDir).collect();
        // What is not there yet is judged by the folder that it is to come into.
        for known in whole.ancestors() {
            match self.inner.real(known) {
                Ok(real) if real.starts_with(&self.root) => return Ok(whole),
                Ok(_) => return Err(refused()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Err(refused())
    }
}

fn refused() -> io::Error {
    io::Error::from(io::ErrorKind::PermissionDenied)
}

impl Outside for Within {
    passed_on!(inner: passing now wait random);

    /// The page has none.
    fn standard_input(&self) -> Box<dyn io::Read> {
        Box::new(io::empty())
    }

    fn kind(&self, path: &Path) -> io::Result<PathKind> {
        self.inner.kind(&self.inside(path)?)
    }

    fn identity(&self, path: &Path) -> io::Result<FileId> {
        self.inner.identity(&self.inside(path)?)
    }

    fn open(&self, path: &Path) -> io::Result<Stored> {
        let path = self.inside(path)?;
        // A FIFO would wait for ever, a device never end.
        match self.inner.kind(&path)? {
            PathKind::Stream => Err(refused()),
            _ => self.inner.open(&path),
        }
    }

    fn folder(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let within = self.inside(path)?;
        let names = self.inner.folder(&within)?;
        // Told as it was asked, so that messages hold no path of the machine.
        Ok(names
            .iter()
            .map(|name| name.strip_prefix(&within).map_or_else(|_| name.clone(), |name| path.join(name)))
            .collect())
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.inner.real(&self.inside(path)?)
    }

    fn create(&self, path: &Path, private: bool) -> io::Result<Output> {
        let path = self.inside(path)?;
        match self.inner.kind(&path) {
            Ok(PathKind::Stream) => Err(refused()),
            _ => self.inner.create(&path, private),
        }
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.inner.sync_folder(&self.inside(path)?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::io::{Read, Write};

    use super::*;

    fn within(folder: &Path) -> World {
        World::of(Within::new(fs::canonicalize(folder).unwrap(), World::default()))
    }

    #[test]
    fn files_of_the_folder_are_read_and_written_by_relative_paths() {
        let folder = tempfile::tempdir().unwrap();
        let world = within(folder.path());
        let mut output = world.create(Path::new("new/a.txt"), true).unwrap();
        output.write_all(b"abc").unwrap();
        output.finish().unwrap();
        assert_eq!(fs::read(folder.path().join("new/a.txt")).unwrap(), b"abc");
        let mut text = String::new();
        world.open(Path::new("./new/a.txt")).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
        assert_eq!(world.folder(Path::new("new")).unwrap(), [Path::new("new/a.txt")]);
        assert_eq!(world.kind(Path::new("")).unwrap(), PathKind::Folder);
    }

    #[test]
    #[cfg(unix)]
    fn nothing_leads_out_of_the_folder() {
        use std::os::unix::fs::symlink;
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(other.path().join("secret"), "x").unwrap();
        symlink(other.path(), folder.path().join("link")).unwrap();
        symlink(other.path().join("secret"), folder.path().join("file")).unwrap();
        symlink(other.path().join("new"), folder.path().join("dangling")).unwrap();
        let world = within(folder.path());
        for path in ["link/secret", "file", "link", "../x", "/etc/passwd", "a/../../x"] {
            assert!(world.open(Path::new(path)).is_err(), "{path}");
            assert!(world.kind(Path::new(path)).is_err(), "{path}");
            assert!(world.create(Path::new(path), false).is_err(), "{path}");
        }
        // A link that leads nowhere is replaced, and not followed.
        if let Ok(mut output) = world.create(Path::new("dangling"), false) {
            output.write_all(b"y").unwrap();
            output.finish().unwrap();
        }
        assert!(!other.path().join("new").exists());
    }
}
