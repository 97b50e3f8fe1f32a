//! A request that gave nothing.

use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::name;

use super::rules;

/// How long to wait after trouble of the system (guide of СУЗ 3.0: 30 s after status 500).
pub(super) const AFTER_TROUBLE: Duration = Duration::from_secs(30);

/// A request that gave nothing.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Whether the system did what was asked.
    pub kind: Kind,
    /// How long to wait before anything is asked again.
    pub wait: Duration,
    /// What is told of it.
    pub found: Box<Diagnostic>,
}

/// Whether a system did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It did not.
    Refused,
    /// It did not, since the token is none (any more).
    Token,
    /// Nobody knows.
    Unknown,
}

impl Failed {
    /// That an answer is not what it should be. The system may have done what was asked.
    pub(super) fn unreadable(what: &'static str) -> Self {
        let message = say!("the answer of the system to {what} cannot be read", what = name(what));
        let found = Diagnostic::error(rules::LOST, message)
            .help(say!("see whether the address is that of the order management system, and no proxy answers"));
        Self { kind: Kind::Unknown, wait: AFTER_TROUBLE, found: found.into() }
    }
}

impl From<Diagnostic> for Failed {
    fn from(found: Diagnostic) -> Self {
        Self { kind: Kind::Refused, wait: Duration::ZERO, found: found.into() }
    }
}

impl From<crate::ledger::Trouble> for Failed {
    fn from(trouble: crate::ledger::Trouble) -> Self {
        trouble.told().into()
    }
}

impl From<Failed> for Diagnostic {
    fn from(failed: Failed) -> Self {
        *failed.found
    }
}
