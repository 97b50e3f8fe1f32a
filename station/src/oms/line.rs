//! Requests with manners: again only where that is safe, with the token of now.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{name, outside};
use serde_json::Value as Json;

use super::access::Access;
use super::exchange::{Credential, Reply};
use super::failed::{AFTER_TROUBLE, Failed, Kind};
use super::refusal::refusal;
use super::rules;
use super::token::Token;
use super::wire::{Answered, Request, Wire};

/// The longest wait that is taken from a system's word.
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// How often what is safe is asked.
const TIMES: u32 = 5;

/// A way to a system that is used.
#[derive(Debug)]
pub struct Line<'a> {
    /// The way.
    pub wire: Wire<'a>,
    access: &'a dyn Access,
    /// The header that holds the token, and what stands before it.
    header: (&'static str, &'static str),
    /// Whether the system has answered anything.
    answers: AtomicBool,
}

impl<'a> Line<'a> {
    pub(super) fn new(wire: Wire<'a>, access: &'a dyn Access, header: (&'static str, &'static str)) -> Self {
        Self { wire, access, header, answers: AtomicBool::new(false) }
    }

    /// Asks, and gives the answer. What is safe is asked again after trouble, everything once more with a new
    /// token.
    pub(super) fn ask(&self, request: &Request<'_>) -> Result<Json, Failed> {
        let mut token = self.open()?;
        let mut is_renewed = false;
        let mut times = 1;
        loop {
            let failed = match self.once(request, &token) {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            if failed.kind == Kind::Token && !is_renewed {
                is_renewed = true;
                if let Some(fresh) = self.access.renewed(&self.wire, &token)? {
                    token = fresh;
                    continue;
                }
            }
            // What never answered has a wrong address rather than trouble: somebody waits to be told.
            let is_passing = failed.kind == Kind::Unknown && self.has_answered();
            if !is_passing || !request.repeats || times >= TIMES {
                return Err(failed);
            }
            times += 1;
            self.wire.world.wait(failed.wait);
            token = self.open()?;
        }
    }

    /// The token of now. Asking for one does nothing else, so that it is asked for again after trouble.
    fn open(&self) -> Result<Token, Failed> {
        let mut times = 1;
        loop {
            match self.access.token(&self.wire) {
                Err(failed) if failed.kind == Kind::Unknown && self.has_answered() && times < TIMES => {
                    times += 1;
                    self.wire.world.wait(failed.wait);
                }
                token => return token,
            }
        }
    }

    fn has_answered(&self) -> bool {
        self.answers.load(Ordering::Relaxed)
    }

    fn once(&self, request: &Request<'_>, token: &Token) -> Result<Json, Failed> {
        let (header, prefix) = self.header;
        let Answered { reply, noted } = self.wire.send(request, Some(Credential { header, prefix, token }));
        self.answers.fetch_or(reply.is_ok(), Ordering::Relaxed);
        // An answer may hold codes: that it could not be noted must not lose them. Who stores them will be told
        // by the ledger.
        // The token of this request may be dead, and another one held.
        read(request.what, reply, &|text| self.access.masked(&token.masked(text)), || noted)
    }

    /// Waits until the next request may be sent.
    pub(super) fn pace(&self) {
        self.wire.pace();
    }
}

/// An answer as JSON, or why there is none; what it quotes is masked. That a failure was not noted comes first.
pub(super) fn read(
    what: &'static str,
    reply: std::io::Result<Reply>,
    masked: &dyn Fn(&str) -> String,
    noted: impl FnOnce() -> Result<(), Failed>,
) -> Result<Json, Failed> {
    match reply {
        Ok(reply) if (200..300).contains(&reply.status) => {
            serde_json::from_slice(&reply.body).map_err(|_| Failed::unreadable(what))
        }
        Ok(reply) => {
            noted()?;
            let (found, is_token) = refusal(&reply, masked, what);
            let kind = match reply.status {
                408 | 429 | 500.. => Kind::Unknown,
                _ if is_token => Kind::Token,
                _ => Kind::Refused,
            };
            let wait = reply.retry_after.unwrap_or(AFTER_TROUBLE).min(LONGEST_WAIT);
            Err(Failed { kind, wait, found: found.into() })
        }
        Err(error) => {
            noted()?;
            let error = outside(masked(&error.to_string()));
            let message = say!("the system did not answer {what}: {error}", what = name(what), error);
            let found = Diagnostic::error(rules::LOST, message)
                .help(say!("see whether the network and the address of the connection are right, and try again"));
            Err(Failed { kind: Kind::Unknown, wait: AFTER_TROUBLE, found: found.into() })
        }
    }
}
