//! Printers that Windows shares: what is written to the path of one is a raw document of its spooler, which
//! begins to print it when it is closed.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use quietzone::say;

use super::{Document, Handled, Queue, Spool, Ticket};

/// A shared printer by its path, such as `\\PC\Zebra`. Windows tells nothing of what becomes of a document that
/// came over a path: that it was closed without an error is all there is to know.
#[derive(Clone, Debug)]
pub struct Share(PathBuf);

impl Share {
    /// The printer of a path.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }
}

impl Spool for Share {
    fn look(&mut self) -> io::Result<Queue> {
        Ok(Queue::default())
    }

    fn submit(&mut self, _: &str, document: Document<'_>) -> io::Result<Ticket> {
        let Document::Raw(bytes) = document else {
            return Err(io::Error::new(
                ErrorKind::Unsupported,
                say!("a shared printer takes no PDF; print it from a viewer"),
            ));
        };
        let mut printer = OpenOptions::new().write(true).open(&self.0)?;
        printer.write_all(bytes)?;
        printer.flush()?;
        Ok(Ticket(0))
    }

    fn state(&mut self, _: Ticket) -> io::Result<Handled> {
        Ok(Handled::Taken)
    }

    fn cancel(&mut self, _: Ticket) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }
}
