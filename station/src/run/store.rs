//! A file that labels are printed into, as far as a job needs it. Handed in, so that faults can be injected.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// A file that grows by whole blocks.
pub trait Store: Debug {
    /// Its bytes; nothing where there is no such file.
    ///
    /// # Errors
    /// What the system says.
    fn length(&self) -> io::Result<Option<u64>>;

    /// Bytes of it from a place on, at most so many.
    ///
    /// # Errors
    /// What the system says.
    fn read(&self, from: u64, most: u64) -> io::Result<Vec<u8>>;

    /// Makes the file, which must not exist.
    ///
    /// # Errors
    /// What the system says.
    fn create(&mut self) -> io::Result<()>;

    /// Leaves so many bytes of it.
    ///
    /// # Errors
    /// What the system says.
    fn truncate(&mut self, to: u64) -> io::Result<()>;

    /// Puts bytes behind those that are there, and waits until they are on the disk.
    ///
    /// # Errors
    /// What the system says; some of them may be there.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// A file of the machine. Only its owner may read it: it holds whole codes.
#[derive(Debug)]
pub struct OnDisk(PathBuf);

impl OnDisk {
    /// The file of a path.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }
}

impl Store for OnDisk {
    fn length(&self) -> io::Result<Option<u64>> {
        match fs::metadata(&self.0) {
            Ok(about) => Ok(Some(about.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(&self, from: u64, most: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(&self.0)?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&mut self) -> io::Result<()> {
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.0)?.sync_all()?;
        // The name is durable with its folder.
        #[cfg(unix)]
        File::open(folder.unwrap_or(std::path::Path::new(".")))?.sync_all()?;
        #[cfg(not(unix))]
        drop(folder);
        Ok(())
    }

    fn truncate(&mut self, to: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(&self.0)?;
        file.set_len(to)?;
        file.sync_all()
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).open(&self.0)?;
        file.write_all(bytes)?;
        file.sync_data()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_is_made_with_the_folders_it_stands_in() {
        let place = tempfile::tempdir().unwrap();
        let mut file = OnDisk::at(place.path().join("out/of/labels.zpl"));
        file.create().unwrap();
        file.append(b"abc").unwrap();
        assert_eq!(file.length().unwrap(), Some(3));
    }
}
