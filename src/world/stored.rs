//! Bytes of a file that can be read more than once.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

/// The bytes of a file, with a place in them.
#[derive(Debug)]
pub struct Stored(Bytes);

#[derive(Debug)]
enum Bytes {
    File(File),
    Memory(Cursor<Arc<[u8]>>),
}

/// A file without a name, to be written and then read. It is gone when nobody holds it.
#[derive(Debug)]
pub struct Passing(Written);

#[derive(Debug)]
enum Written {
    File(File),
    Memory(Vec<u8>),
}

impl Stored {
    /// The bytes of an open file.
    pub(super) fn of_file(file: File) -> Self {
        Self(Bytes::File(file))
    }

    /// Bytes at hand.
    #[must_use]
    pub fn of_bytes(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self(Bytes::Memory(Cursor::new(bytes.into())))
    }

    /// The same bytes from the first on. Of a file only one may be read at a time.
    ///
    /// # Errors
    /// What the system says.
    pub fn again(&self) -> io::Result<Self> {
        match &self.0 {
            Bytes::File(file) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(0))?;
                Ok(Self(Bytes::File(file)))
            }
            Bytes::Memory(bytes) => Ok(Self::of_bytes(bytes.get_ref().clone())),
        }
    }
}

impl Read for Stored {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Bytes::File(file) => file.read(into),
            Bytes::Memory(bytes) => bytes.read(into),
        }
    }
}

impl Seek for Stored {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.0 {
            Bytes::File(file) => file.seek(to),
            Bytes::Memory(bytes) => bytes.seek(to),
        }
    }
}

impl Passing {
    pub(super) fn of_file(file: File) -> Self {
        Self(Written::File(file))
    }

    pub(super) fn of_memory() -> Self {
        Self(Written::Memory(Vec::new()))
    }

    /// What was written, to be read.
    ///
    /// # Errors
    /// What the system says.
    pub fn stored(self) -> io::Result<Stored> {
        match self.0 {
            Written::File(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                Ok(Stored::of_file(file))
            }
            Written::Memory(bytes) => Ok(Stored::of_bytes(bytes)),
        }
    }
}

impl Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Written::File(file) => file.write(bytes),
            Written::Memory(all) => all.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
