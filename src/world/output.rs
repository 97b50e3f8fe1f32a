//! Outputs that appear whole or not at all.
#![allow(clippy::disallowed_methods)]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::shelf::{Shelf, held};

/// A file being written. It takes its name only in [`Output::finish`], by an atomic rename, so
/// that a failed or killed run leaves the old file, or none. On Linux the file has no name at
/// all until then (`O_TMPFILE`), so that even a killed run leaves nothing behind. A FIFO or a
/// device such as `/dev/null` is written directly.
pub struct Output {
    inner: BufWriter<Sink>,
    path: PathBuf,
}

/// Why an output is refused where it is not the system that says no; it stands in an [`io::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputError {
    /// A folder stands where the file is to come.
    Folder,
    /// Every passing name beside the output is taken.
    NoFreeName,
}

/// How the bytes of an output get to their place.
enum Sink {
    Direct(File),
    Memory(Vec<u8>, Shelf),
    Named(tempfile::NamedTempFile),
    #[cfg(target_os = "linux")]
    Nameless(File),
}

impl Sink {
    /// Sets who may read a file under way.
    fn permit(&self, permissions: fs::Permissions) -> io::Result<()> {
        match self {
            Sink::Named(file) => file.as_file().set_permissions(permissions),
            #[cfg(target_os = "linux")]
            Sink::Nameless(file) => file.set_permissions(permissions),
            Sink::Direct(_) | Sink::Memory(..) => Ok(()),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Direct(file) => file.write(bytes),
            Sink::Memory(all, _) => all.write(bytes),
            Sink::Named(file) => file.write(bytes),
            #[cfg(target_os = "linux")]
            Sink::Nameless(file) => file.write(bytes),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Direct(file) => file.flush(),
            Sink::Memory(..) => Ok(()),
            Sink::Named(file) => file.flush(),
            #[cfg(target_os = "linux")]
            Sink::Nameless(file) => file.flush(),
        }
    }
}

impl Output {
    /// Opens an output on the disk, which only its owner may read if it is private. Missing folders are made.
    pub(super) fn on_disk(path: &Path, private: bool) -> io::Result<Self> {
        let sink = if is_stream(path) {
            Sink::Direct(File::options().write(true).open(path)?)
        } else {
            let folder = folder_of(path);
            fs::create_dir_all(folder)?;
            if path.is_dir() {
                return Err(Self::no_folder());
            }
            let sink = unfinished(folder, private)?;
            // A file that is replaced keeps who may read it; what is private is so whatever stood there.
            if let (false, Ok(before)) = (private, fs::metadata(path)) {
                sink.permit(before.permissions())?;
            }
            sink
        };
        Ok(Self { inner: BufWriter::with_capacity(1 << 16, sink), path: path.to_path_buf() })
    }

    /// An output that stands on a shelf when it is whole.
    pub(super) fn in_memory(path: PathBuf, shelf: Shelf) -> Self {
        Self { inner: BufWriter::new(Sink::Memory(Vec::new(), shelf)), path }
    }

    /// That a folder stands where the file is to come.
    pub(super) fn no_folder() -> io::Error {
        io::Error::new(io::ErrorKind::IsADirectory, OutputError::Folder)
    }

    /// Gives the file its name, replacing what stood there. Its bytes are on the disk before; its name is
    /// when its folder is synced ([`super::Outside::sync_folder`]).
    ///
    /// # Errors
    /// What the system says; the old file is then untouched.
    pub fn finish(self) -> io::Result<()> {
        let sink = self.inner.into_inner().map_err(io::IntoInnerError::into_error)?;
        match sink {
            Sink::Direct(mut file) => file.flush(),
            Sink::Memory(all, shelf) => {
                held(&shelf).insert(self.path, all.into());
                Ok(())
            }
            Sink::Named(file) => {
                file.as_file().sync_data()?;
                file.persist(&self.path).map(|_| ()).map_err(|e| e.error)
            }
            #[cfg(target_os = "linux")]
            Sink::Nameless(file) => {
                file.sync_data()?;
                name_file(&file, &self.path)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Whether something that is not a regular file or a folder stands at the path.
fn is_stream(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// The folder that a file stands in.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file with a name, where there is no better; gone when it is dropped unfinished.
fn named(folder: &Path, private: bool) -> io::Result<Sink> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".quietzone-");
    #[cfg(unix)]
    if !private {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = private;
    builder.tempfile_in(folder).map(Sink::Named)
}

#[cfg(not(target_os = "linux"))]
fn unfinished(folder: &Path, private: bool) -> io::Result<Sink> {
    named(folder, private)
}

/// A file without a name where the file system can hold one, else a named temporary file.
#[cfg(target_os = "linux")]
fn unfinished(folder: &Path, private: bool) -> io::Result<Sink> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(if private { 0o600 } else { 0o666 });
    match rustix::fs::open(folder, flags, mode) {
        Ok(fd) => Ok(Sink::Nameless(File::from(fd))),
        Err(_) => named(folder, private),
    }
}

/// Links a finished nameless file into its folder under a passing name and renames that over
/// the final one: the link cannot replace a file, the rename can.
#[cfg(target_os = "linux")]
fn name_file(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD};
    use std::os::fd::AsRawFd;
    let handle = format!("/proc/self/fd/{}", file.as_raw_fd());
    for attempt in 0..1000_u32 {
        let passing = folder_of(path).join(format!(".quietzone-{}-{attempt}", std::process::id()));
        match rustix::fs::linkat(CWD, &handle, CWD, &passing, AtFlags::SYMLINK_FOLLOW) {
            Ok(()) => return fs::rename(&passing, path).inspect_err(|_| drop(fs::remove_file(&passing))),
            Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(io::Error::other(OutputError::NoFreeName))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_only_when_finished() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("new/deep/label.pdf");
        let mut output = Output::on_disk(&path, false)?;
        output.write_all(b"one")?;
        assert!(!path.exists());
        output.finish()?;
        assert_eq!(fs::read(&path)?, b"one");
        let mut second = Output::on_disk(&path, false)?;
        second.write_all(b"two")?;
        drop(second);
        assert_eq!(fs::read(&path)?, b"one");
        let mut third = Output::on_disk(&path, false)?;
        third.write_all(b"three")?;
        third.finish()?;
        assert_eq!(fs::read(&path)?, b"three");
        assert_eq!(fs::read_dir(folder.path().join("new/deep"))?.count(), 1);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn private_files_are_the_owners_alone() -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("rejects.csv");
        Output::on_disk(&path, true)?.finish()?;
        assert_eq!(fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        Ok(())
    }
}
