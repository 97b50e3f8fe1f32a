//! The line to a printer, as what is handed in: the network, or a test's own.

use std::io;
use std::time::Duration;

use super::address::Address;

/// Who makes lines.
pub trait Dial: Send + Sync {
    /// Makes a line to an address, within a time.
    ///
    /// # Errors
    /// Nobody takes the call: what the system says, [`io::ErrorKind::TimedOut`] where time is up; it makes no lines
    /// to such addresses ([`io::ErrorKind::Unsupported`]).
    fn dial(&self, address: &Address, wait: Duration) -> io::Result<Box<dyn Line>>;
}

/// A line that carries bytes to a printer in order, and mostly back too.
pub trait Line: Send {
    /// Whether answers come back over it.
    fn is_two_way(&self) -> bool {
        true
    }

    /// Says what is sent next, for lines on which that is seen by others.
    fn title(&mut self, title: &str) {
        let _ = title;
    }

    /// Sends all of the bytes.
    ///
    /// # Errors
    /// The line broke, or took nothing for as long as `wait` ([`io::ErrorKind::TimedOut`]); with how many
    /// bytes it took before. The line may be good still after a time-out.
    fn send(&mut self, bytes: &[u8], wait: Duration) -> Result<(), Cut>;

    /// Adds what has come to `into`, and tells how many bytes that is; none mean that the other side closed.
    ///
    /// # Errors
    /// The line broke, or nothing came for as long as `wait` ([`io::ErrorKind::TimedOut`]).
    fn receive(&mut self, into: &mut Vec<u8>, wait: Duration) -> io::Result<usize>;

    /// Says that nothing more is sent, and waits until the other side closes too: what was sent has then
    /// been taken.
    ///
    /// # Errors
    /// The line broke, or the other side did not close within the time ([`io::ErrorKind::TimedOut`]).
    fn finish(&mut self, wait: Duration) -> io::Result<()>;
}

/// Why sending ended early.
#[derive(Debug)]
pub struct Cut {
    /// Bytes that the line took. The printer has at most these.
    pub taken: usize,
    /// What the system says.
    pub error: io::Error,
}
