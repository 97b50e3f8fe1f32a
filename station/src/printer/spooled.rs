//! Lines over a spooler: what is sent at once is a document of its own, and is sent when the printer took it.

use std::io::{self, ErrorKind};
use std::thread;
use std::time::{Duration, Instant};

use quietzone::say;

use super::line::{Cut, Line};
use super::spool::{Document, Handled, Spool, Ticket};

/// Between two questions for a document.
const OFTEN: Duration = Duration::from_millis(50);

/// A line to a queue of a spooler.
///
/// # Errors
/// There is none, nothing of it is printed for now, or it prints what failed once more by itself, of which nobody would
/// know.
pub fn over(spool: impl Spool + 'static) -> io::Result<Box<dyn Line>> {
    Ok(Box::new(Spooled::to(spool)?))
}

/// A line over a spooler. What it has not done with when the line ends is taken out of its queue.
struct Spooled<S: Spool> {
    spool: S,
    title: String,
    /// The document that the spooler has not done with.
    open: Option<Ticket>,
}

impl<S: Spool> Spooled<S> {
    fn to(mut spool: S) -> io::Result<Self> {
        spool.look()?.check()?;
        Ok(Self { spool, title: String::new(), open: None })
    }

    /// Waits until the spooler has done with a document.
    fn wait(&mut self, wait: Duration) -> io::Result<()> {
        let until = Instant::now() + wait;
        while let Some(ticket) = self.open {
            match self.spool.state(ticket)? {
                Handled::Taken => self.open = None,
                // It would be printed once more, whole, when the queue goes on.
                Handled::Held => {
                    self.open = None;
                    let cancelled = self.spool.cancel(ticket);
                    let held = say!("the queue was stopped, or holds what it was given; look at it with lpstat -t");
                    return cancelled.and(Err(io::Error::other(held)));
                }
                Handled::Broken => {
                    self.open = None;
                    return Err(io::Error::other(say!("the spooler broke off what it was sending to the printer")));
                }
                Handled::Waits | Handled::UnderWay if Instant::now() >= until => {
                    return Err(ErrorKind::TimedOut.into());
                }
                Handled::Waits | Handled::UnderWay => thread::sleep(OFTEN),
            }
        }
        Ok(())
    }
}

impl<S: Spool> Line for Spooled<S> {
    fn is_two_way(&self) -> bool {
        false
    }

    fn title(&mut self, title: &str) {
        title.clone_into(&mut self.title);
    }

    fn send(&mut self, bytes: &[u8], wait: Duration) -> Result<(), Cut> {
        self.wait(wait).map_err(|error| Cut { taken: 0, error })?;
        if bytes.is_empty() {
            return Ok(());
        }
        // Whether it was taken is not known where the answer was lost.
        let submitted = self.spool.submit(&self.title, Document::Raw(bytes));
        self.open = Some(submitted.map_err(|error| Cut { taken: bytes.len(), error })?);
        // It is with the spooler now, however long that takes.
        self.wait(wait).map_err(|error| Cut { taken: bytes.len(), error })
    }

    fn receive(&mut self, _: &mut Vec<u8>, _: Duration) -> io::Result<usize> {
        Err(ErrorKind::TimedOut.into())
    }

    fn finish(&mut self, wait: Duration) -> io::Result<()> {
        self.wait(wait)
    }
}

impl<S: Spool> Drop for Spooled<S> {
    fn drop(&mut self) {
        if let Some(ticket) = self.open {
            // It is in doubt, and is not to be printed later when nobody looks. That it cannot be taken out changes
            // nothing of that.
            let _ = self.spool.cancel(ticket);
        }
    }
}
