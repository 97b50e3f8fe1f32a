//! Why a printer cannot be talked to, in words, and what to do.

use std::io::{self, ErrorKind};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, outside, system};

use super::address::Address;
use super::rules;

/// What is the matter with the line to a printer.
#[derive(Debug)]
pub struct Trouble {
    /// The printer's name.
    pub printer: String,
    /// Where it should be.
    pub address: Address,
    /// What is the matter.
    pub what: What,
}

/// What is the matter with a line.
#[derive(Debug)]
pub enum What {
    /// Nobody takes the call: nothing was sent.
    Unreachable(io::Error),
    /// The line broke. What was under way may be printed, in part or not at all.
    Lost {
        /// Bytes that the line took of what was being sent.
        taken: usize,
        /// What the system says.
        error: io::Error,
    },
    /// The printer takes nothing more for now. The line is good still: the rest may be sent later.
    Stalled {
        /// Bytes that the line took of what was being sent.
        taken: usize,
    },
    /// The printer did not close the line in time: it may not have taken what it was sent last.
    Unclosed,
}

impl Trouble {
    /// What to do.
    #[must_use]
    pub fn what_to_do(&self) -> Sentence {
        match &self.what {
            What::Unreachable(error) => match (&self.address, error.kind()) {
                (Address::Device(_), ErrorKind::PermissionDenied) => {
                    say!("let this user write to the device: on Debian, put it into the group lp")
                }
                (Address::Device(_), ErrorKind::ResourceBusy) => {
                    say!("another program holds the device: end it, or print by its queue with cups:QUEUE")
                }
                (Address::Device(_), _) => say!("look whether the printer is on and plugged in, and is this device"),
                (Address::Cups(_), _) => say!("look at the queues with lpstat -t"),
                (Address::Spool(_), _) => {
                    say!("look whether the printer is shared under this name, and whether this user may print on it")
                }
                (Address::Tcp(address), ErrorKind::ConnectionRefused) => say!(
                    "something answers at this address, but takes no labels at port {port}: look whether it is the printer, and whether another program holds it",
                    port = address.port
                ),
                _ => say!("look whether the printer is on, has this address, and is in the same network"),
            },
            What::Lost { .. } if self.address.is_spooled() => {
                say!("see what came out before you send anything again; lpstat -t tells of queues of CUPS")
            }
            What::Lost { .. } => say!(
                "look whether the printer is on and its cable is in; see what came out before you send anything again"
            ),
            What::Stalled { .. } => say!("look at the printer: it may have no labels, be open, or be paused"),
            What::Unclosed => say!("look whether the printer still prints; see what came out"),
        }
    }
}

impl InWords for Trouble {
    fn in_words(&self) -> Sentence {
        let printer = outside(&self.printer);
        let address = outside(&self.address);
        match &self.what {
            What::Unreachable(error) => say!(
                "the printer “{printer}” cannot be reached at {address}: {error}",
                printer,
                address,
                error = system(error)
            ),
            What::Lost { error, .. } => say!(
                "the line to the printer “{printer}” at {address} was lost: {error}",
                printer,
                address,
                error = system(error)
            ),
            What::Stalled { .. } => {
                say!("the printer “{printer}” at {address} takes nothing more for now", printer, address)
            }
            What::Unclosed => say!(
                "the printer “{printer}” at {address} did not say that it took everything it was sent",
                printer,
                address
            ),
        }
    }
}

impl From<Trouble> for Diagnostic {
    fn from(trouble: Trouble) -> Self {
        let rule = match &trouble.what {
            What::Unreachable(_) => rules::UNREACHABLE,
            What::Lost { .. } | What::Unclosed => rules::LOST,
            What::Stalled { .. } => rules::STALLED,
        };
        Diagnostic::error(rule, trouble.in_words()).help(trouble.what_to_do())
    }
}
