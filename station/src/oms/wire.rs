//! Requests over what carries them: not too often, each in the journal.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use quietzone::world::World;

use super::exchange::{Ask, Credential, Exchange, Method, Reply};
use super::failed::Failed;
use super::system::System;
use crate::ledger::orders::{Connection, Requested};
use crate::ledger::{Operation, Orders};

/// How long an answer may take: 103 s and 113 s were seen.
const PATIENCE: Duration = Duration::from_secs(300);

/// A way to a system, without what opens it.
#[derive(Debug)]
pub struct Wire<'a> {
    /// Which it is.
    pub connection: &'a Connection,
    /// What is known of systems of its kind.
    pub system: &'a System,
    exchange: &'a dyn Exchange,
    journal: &'a dyn Orders,
    pub(super) world: &'a World,
    /// When the last request was sent.
    sent: Mutex<SystemTime>,
}

/// What is asked, and how.
pub(super) struct Request<'q> {
    /// What it is called.
    pub(super) what: &'static str,
    pub(super) method: Method,
    pub(super) path: &'q str,
    pub(super) query: &'q [(&'q str, &'q str)],
    pub(super) body: Option<&'q str>,
    /// A detached signature of the body, Base64 in one line.
    pub(super) signature: Option<&'q str>,
    /// Whether it may be asked again when no answer came.
    pub(super) repeats: bool,
    pub(super) headers: &'static [(&'static str, &'static str)],
}

/// An answer, and whether the journal has it.
pub(super) struct Answered {
    pub(super) reply: io::Result<Reply>,
    pub(super) noted: Result<(), Failed>,
}

impl<'a> Wire<'a> {
    /// A way over what carries requests; each is noted in the journal. The first one is paced too: a run before this
    /// may have sent one a moment ago, and be killed.
    #[must_use]
    pub fn new(
        connection: &'a Connection,
        system: &'a System,
        exchange: &'a dyn Exchange,
        journal: &'a dyn Orders,
        world: &'a World,
    ) -> Self {
        Self { connection, system, exchange, journal, world, sent: Mutex::new(world.now()) }
    }

    /// Asks once.
    pub(super) fn send(&self, request: &Request<'_>, credential: Option<Credential<'_>>) -> Answered {
        self.pace();
        *self.sent() = self.world.now();
        let target = format!("{}{}", request.path, super::read::query(request.query));
        let Request { method, headers, body, signature, .. } = *request;
        let ask = Ask { method, target: &target, headers, credential, signature, body, patience: PATIENCE };
        let reply = self.exchange.exchange(&ask);
        let noted = self.note(request, reply.as_ref().ok());
        Answered { reply, noted }
    }

    fn note(&self, request: &Request<'_>, reply: Option<&Reply>) -> Result<(), Failed> {
        let noted = Requested {
            connection: self.connection.name.clone(),
            what: format!("{} {}", request.method.word(), request.path),
            status: reply.map(|reply| reply.status),
            bytes: reply.map_or(0, |reply| reply.body.len() as u64),
        };
        Ok(self.journal.requested(Operation::new(self.world)?, &noted)?)
    }

    /// Waits until the next request may be sent.
    pub(super) fn pace(&self) {
        let before = *self.sent();
        let since = self.world.now().duration_since(before).unwrap_or(Duration::ZERO);
        if let Some(left) = self.system.between.checked_sub(since) {
            self.world.wait(left);
        }
    }

    fn sent(&self) -> std::sync::MutexGuard<'_, SystemTime> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
