//! Lines over a device file, such as that of a printer at USB (`usblp` of Linux).
//!
//! That driver takes 8 KiB at a time and counts a piece as written before the printer took it; who closes then loses
//! it, and who waits while the printer has no paper waits for ever. So nothing blocks: a piece is written when the
//! one before it was taken, and the line ends when the last one was.

#[cfg(unix)]
pub(super) use unix::open;

#[cfg(not(unix))]
pub(super) use plain::open;

#[cfg(unix)]
mod unix {
    use std::fs::{self, File, OpenOptions};
    use std::io::{self, ErrorKind, Read, Write};
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
    use std::path::Path;
    use std::thread;
    use std::time::{Duration, Instant};

    use quietzone::say;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::OFlags;

    use crate::printer::line::{Cut, Line};

    /// Bytes that the driver takes at a time.
    const PIECE: usize = 8192;
    /// Before it is looked again whether anything came.
    const A_MOMENT: Duration = Duration::from_millis(5);

    struct Device {
        file: File,
        is_two_way: bool,
    }

    /// Opens a device.
    ///
    /// # Errors
    /// It is none, or cannot be written to.
    pub(in crate::printer) fn open(path: &Path) -> io::Result<Box<dyn Line>> {
        let kind = fs::metadata(path)?.file_type();
        if !kind.is_char_device() && !kind.is_fifo() {
            return Err(io::Error::new(
                ErrorKind::InvalidInput,
                say!("this is a file and no device; to print into a file write file: before its path"),
            ));
        }
        // A pipe that can be read from would be its own other end.
        let wish = |reads: bool| {
            let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0);
            OpenOptions::new().read(reads).write(true).custom_flags(flags).open(path)
        };
        match wish(kind.is_char_device()) {
            Ok(file) => Ok(Box::new(Device { file, is_two_way: kind.is_char_device() })),
            // One that can only be written to.
            Err(error) if kind.is_char_device() && error.kind() == ErrorKind::PermissionDenied => {
                Ok(Box::new(Device { file: wish(false)?, is_two_way: false }))
            }
            Err(error) => Err(error),
        }
    }

    impl Device {
        /// Waits until it can be written to, or has something to be read; `false` when time is up.
        fn is_ready(&self, what: PollFlags, until: Instant) -> io::Result<bool> {
            loop {
                let left = until.saturating_duration_since(Instant::now());
                let time = Timespec {
                    tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                    tv_nsec: left.subsec_nanos().into(),
                };
                let mut watched = [PollFd::new(&self.file, what)];
                match poll(&mut watched, Some(&time)) {
                    Ok(0) => return Ok(false),
                    Ok(_) => {
                        let [watched] = &watched;
                        let seen = watched.revents();
                        if seen.contains(what) {
                            return Ok(true);
                        }
                        if seen.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                            return Err(ErrorKind::BrokenPipe.into());
                        }
                    }
                    Err(rustix::io::Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }

    impl Line for Device {
        fn is_two_way(&self) -> bool {
            self.is_two_way
        }

        fn send(&mut self, bytes: &[u8], wait: Duration) -> Result<(), Cut> {
            let mut taken = 0;
            let mut until = Instant::now() + wait;
            while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
                match self.is_ready(PollFlags::OUT, until) {
                    Ok(true) => {}
                    Ok(false) => return Err(Cut { taken, error: ErrorKind::TimedOut.into() }),
                    Err(error) => return Err(Cut { taken, error }),
                }
                match self.file.write(rest.get(..PIECE).unwrap_or(rest)) {
                    Ok(0) => return Err(Cut { taken, error: ErrorKind::WriteZero.into() }),
                    Ok(some) => {
                        taken += some;
                        until = Instant::now() + wait;
                    }
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    // Others took its room meanwhile.
                    Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(A_MOMENT),
                    Err(error) => return Err(Cut { taken, error }),
                }
            }
            Ok(())
        }

        fn receive(&mut self, into: &mut Vec<u8>, wait: Duration) -> io::Result<usize> {
            let until = Instant::now() + wait;
            let mut piece = [0; 1024];
            while self.is_two_way && self.is_ready(PollFlags::IN, until)? {
                match self.file.read(&mut piece) {
                    // The driver gives none where the printer said none.
                    Ok(0) => thread::sleep(A_MOMENT),
                    Ok(some) => {
                        into.extend(piece.iter().take(some));
                        return Ok(some);
                    }
                    Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock) => {}
                    // A printer that cannot answer.
                    Err(error) if error.kind() == ErrorKind::InvalidInput => self.is_two_way = false,
                    Err(error) => return Err(error),
                }
            }
            Err(ErrorKind::TimedOut.into())
        }

        fn finish(&mut self, wait: Duration) -> io::Result<()> {
            // It can be written to again when the last piece was taken.
            if self.is_ready(PollFlags::OUT, Instant::now() + wait)? { Ok(()) } else { Err(ErrorKind::TimedOut.into()) }
        }
    }
}

#[cfg(not(unix))]
mod plain {
    use std::fs::{File, OpenOptions};
    use std::io::{self, ErrorKind, Write};
    use std::path::Path;
    use std::time::Duration;

    use crate::printer::line::{Cut, Line};

    /// A device such as `LPT1` or `COM3`, which is written to and not heard.
    struct Device(File);

    pub(in crate::printer) fn open(path: &Path) -> io::Result<Box<dyn Line>> {
        Ok(Box::new(Device(OpenOptions::new().write(true).open(path)?)))
    }

    impl Line for Device {
        fn is_two_way(&self) -> bool {
            false
        }

        fn send(&mut self, bytes: &[u8], _: Duration) -> Result<(), Cut> {
            let mut taken = 0;
            while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
                match self.0.write(rest) {
                    Ok(0) => return Err(Cut { taken, error: ErrorKind::WriteZero.into() }),
                    Ok(some) => taken += some,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => return Err(Cut { taken, error }),
                }
            }
            Ok(())
        }

        fn receive(&mut self, _: &mut Vec<u8>, _: Duration) -> io::Result<usize> {
            Err(ErrorKind::TimedOut.into())
        }

        fn finish(&mut self, _: Duration) -> io::Result<()> {
            self.0.flush()
        }
    }
}
