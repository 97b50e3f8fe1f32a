//! Where files of sheets are put, as far as a job needs it. Handed in, so that faults can be injected.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// Takes files of sheets: each is written under a name that passes, and gets its own when it is whole.
pub trait Tray: Debug {
    /// What stands at a path.
    ///
    /// # Errors
    /// What the system says.
    fn stands(&self, path: &Path) -> io::Result<Standing>;

    /// Reads a file from its beginning.
    ///
    /// # Errors
    /// What the system says.
    fn read(&self, path: &Path) -> io::Result<Box<dyn Read>>;

    /// Makes a file that only its owner may read, or empties it.
    ///
    /// # Errors
    /// What the system says.
    fn create(&mut self, path: &Path) -> io::Result<()>;

    /// Puts bytes behind those of the file that was made last.
    ///
    /// # Errors
    /// What the system says.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits until the bytes of that file are on the disk, and closes it.
    ///
    /// # Errors
    /// What the system says.
    fn sync(&mut self) -> io::Result<()>;

    /// Gives a file another name, and waits until the disk has it. Nothing is replaced.
    ///
    /// # Errors
    /// What the system says: that something has the name.
    fn name(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes a file away, if it is there.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&mut self, path: &Path) -> io::Result<()>;
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Nothing,
    /// A file of so many bytes.
    File(u64),
    /// A folder, a device, a link.
    Other,
}

/// Folders of the machine.
#[derive(Debug, Default)]
pub struct InFolder(Option<BufWriter<File>>);

impl InFolder {
    fn open(&mut self) -> io::Result<&mut BufWriter<File>> {
        self.0.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Tray for InFolder {
    fn stands(&self, path: &Path) -> io::Result<Standing> {
        match fs::symlink_metadata(path) {
            Ok(about) if about.is_file() => Ok(Standing::File(about.len())),
            Ok(_) => Ok(Standing::Other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Standing::Nothing),
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(File::open(path)?))
    }

    fn create(&mut self, path: &Path) -> io::Result<()> {
        self.remove(path)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        self.0 = Some(BufWriter::with_capacity(1 << 16, options.open(path)?));
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.open()?.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.open()?.flush()?;
        self.open()?.get_ref().sync_all()?;
        self.0 = None;
        Ok(())
    }

    fn name(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Ok(()) => self.remove(from)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // Not every file system has links.
            Err(_) if fs::symlink_metadata(to).is_err() => fs::rename(from, to)?,
            Err(error) => return Err(error),
        }
        #[cfg(unix)]
        File::open(quietzone::world::folder_of(to))?.sync_all()?;
        Ok(())
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
