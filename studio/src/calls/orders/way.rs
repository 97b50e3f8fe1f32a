//! What all calls of the page work with: the ledger, a connection, who watches.

use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::Sentence;
use quietzone::world::World;
use quietzone_station::Progress;
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Operation, Sqlite};
use quietzone_station::oms::emulator::detached;
use quietzone_station::oms::{Handing, Reach, Signs, System, called, rules};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

use super::super::command::command;
use crate::desk::{Desk, Key, Task};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub(super) connection: String,
}

/// A way to the system of a connection.
pub(super) struct Way {
    pub(super) ledger: Arc<Sqlite>,
    pub(super) connection: Connection,
    /// Whether it leads to a trial of this studio.
    pub(super) is_sample: bool,
    key: Key,
}

impl Way {
    pub(super) fn to(desk: &Desk, connection: &str) -> Result<Self, Failure> {
        let ledger = desk.room.ledger()?;
        let connection = called(&ledger, connection)?;
        let (key, is_sample) = (desk.systems.key(&connection.name), desk.systems.is_trial(&connection.name));
        Ok(Self { ledger, connection, is_sample, key })
    }

    pub(super) fn system(&self) -> Result<&'static System, Diagnostic> {
        System::of(&self.connection.family, &self.connection.country)
    }

    pub(super) fn reach<'a>(&'a self, watch: &'a dyn Progress) -> Reach<'a> {
        Reach { ledger: &self.ledger, world: World::default(), keys: &self.key, watch }
    }

    /// How documents are handed in: the system of a trial is given a signature of its own kind, others none by us.
    pub(super) fn handing<'a>(&'a self, watch: &'a dyn Progress, is_draft: bool) -> Handing<'a> {
        let sign: &'static Signs<'static> =
            if self.is_sample { &|bytes| Ok(Some(detached(bytes))) } else { &|_| Ok(None) };
        Handing { reach: self.reach(watch), connection: &self.connection, sign, is_draft, patience: Duration::ZERO }
    }
}

/// Work with a system, as it is followed on the page.
pub(super) struct Fetching<'a>(pub(super) &'a Task);

impl Progress for Fetching<'_> {
    fn sent(&self, codes: u64, of: u64) {
        self.0.at("fetch", codes, Some(of));
    }

    fn told(&self, sentence: &Sentence) {
        self.0.say(sentence);
    }

    fn is_stopped(&self) -> bool {
        Progress::is_stopped(self.0)
    }
}

impl Fetching<'_> {
    /// Waits, unless it is to end; tells whether it goes on.
    pub(super) fn wait(&self, time: Duration) -> bool {
        /// How soon it is noticed that it is to end.
        const SLICE: Duration = Duration::from_millis(100);
        let mut left = time;
        while !left.is_zero() && !self.is_stopped() {
            World::default().wait(SLICE.min(left));
            left = left.saturating_sub(SLICE);
        }
        !self.is_stopped()
    }
}

/// An id for an operation.
pub(super) fn op() -> Result<Operation, Failure> {
    Ok(Operation::new(&World::default())?)
}

/// The command line that does the same, over the same ledger.
pub(super) fn line(desk: &Desk, words: &[&str]) -> Result<Value, Diagnostic> {
    let words = std::iter::once("oms").chain(words.iter().copied()).map(str::to_owned);
    Ok(command(words.chain(desk.room.words()?)).into())
}

pub(super) fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::SETTINGS, message)
}

/// A state of an order or a document, in words.
pub(super) fn in_words(word: &str) -> Sentence {
    match word {
        "CREATED" | "DRAFT" => say!("waits to be signed"),
        "PENDING" | "CHECK" | "APPROVED" | "READY_TO_SEND" | "VALIDATING" | "IN_PROCESS" => say!("is being made"),
        "READY" | "ACTIVE" => say!("codes can be fetched"),
        "EXHAUSTED" => say!("all codes were handed out"),
        "CLOSED" => say!("closed"),
        "DECLINED" | "REJECTED" | "FAILED" | "ERROR" => say!("declined"),
        "EXPIRED" => say!("expired"),
        "SENT" => say!("handed in"),
        "SUCCESS" => say!("accepted"),
        "PARTIALLY" | "PARTIALLY_PROCESSED" => say!("accepted in part"),
        other => say!("{word}", word = quietzone::sentence::outside(other).shortened(60)),
    }
}
