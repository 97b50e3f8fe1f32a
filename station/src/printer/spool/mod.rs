//! Spoolers: they take documents for printers that they know, one behind another, and print them when they can.
//! That they have done with one says that the printer took it, and not that it is on paper.

mod cups;
mod ipp;
mod share;

use std::io::{self, Read};

use quietzone::say;

pub use cups::Cups;
pub use share::Share;

/// A spooler and one of its queues.
pub trait Spool: Send {
    /// What the queue is like.
    ///
    /// # Errors
    /// There is no such queue, or the spooler cannot be reached.
    fn look(&mut self) -> io::Result<Queue>;

    /// Hands a document in. The title is seen by everybody; it must hold nothing of a code.
    ///
    /// # Errors
    /// It was not taken whole. Where the answer was lost it may be printed all the same.
    fn submit(&mut self, title: &str, document: Document<'_>) -> io::Result<Ticket>;

    /// What has become of a document.
    ///
    /// # Errors
    /// The spooler cannot be reached, or does not know it any more.
    fn state(&mut self, ticket: Ticket) -> io::Result<Handled>;

    /// Takes a document out of the queue, if it is not done with.
    ///
    /// # Errors
    /// The spooler does not do so.
    fn cancel(&mut self, ticket: Ticket) -> io::Result<()>;
}

/// Something to be printed.
pub enum Document<'a> {
    /// Commands of the printer, which nothing may change.
    Raw(&'a [u8]),
    /// A PDF of so many bytes.
    Pdf(&'a mut dyn Read, u64),
}

/// The number by which a spooler knows a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub u32);

/// What a queue is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// It prints nothing until somebody lets it.
    pub is_stopped: bool,
    /// It prints what failed once more by itself, whole.
    pub tries_again: bool,
}

impl Queue {
    /// Whether it prints, and nothing twice by itself.
    ///
    /// # Errors
    /// What keeps it from that, and what to do.
    pub fn check(&self) -> io::Result<()> {
        if self.is_stopped {
            return Err(io::Error::other(say!("the queue is stopped; let it print with cupsenable")));
        }
        if self.tries_again {
            return Err(io::Error::other(say!(
                "the queue sends what failed once more by itself, so that a code may be printed twice unseen; set it with lpadmin -p QUEUE -o printer-error-policy=abort-job"
            )));
        }
        Ok(())
    }
}

/// What has become of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// It waits for others.
    Waits,
    /// It is held, or its queue is stopped: it waits for somebody.
    Held,
    /// It is being sent.
    UnderWay,
    /// The printer took all of it.
    Taken,
    /// It was broken off: it may be printed in part.
    Broken,
}
