//! Requests with manners: not too often, again only where that is safe, with the token of now.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{name, system};
use quietzone::world::World;
use serde_json::Value as Json;

use super::exchange::{Ask, Exchange, Method, Reply};
use super::refusal::refusal;
use super::rules;
use super::token::{Token, Tokens};
use crate::ledger::orders::{Connection, Requested};
use crate::ledger::{Operation, Orders};

/// The time between two requests: at most 5 a second.
const BETWEEN: Duration = Duration::from_millis(200);
/// How long to wait after trouble of the system (guide of СУЗ 3.0: 30 s after status 500).
const AFTER_TROUBLE: Duration = Duration::from_secs(30);
/// The longest wait that is taken from a system's word.
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// How often what is safe is asked.
const TIMES: u32 = 5;
/// How long an answer may take: 103 s and 113 s were seen.
const PATIENCE: Duration = Duration::from_secs(300);

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

/// A way to a system that is used.
#[derive(Debug)]
pub struct Line<'a> {
    /// Which it is.
    pub connection: &'a Connection,
    exchange: &'a dyn Exchange,
    tokens: &'a dyn Tokens,
    journal: &'a dyn Orders,
    world: &'a World,
    state: Mutex<State>,
}

/// What a line knows of what went before.
#[derive(Debug, Default)]
struct State {
    token: Option<Token>,
    /// When the last request was sent.
    sent: Option<SystemTime>,
    /// Whether the system has answered anything.
    answers: bool,
}

/// What is asked, and how.
pub(super) struct Request<'q> {
    /// What it is called.
    pub(super) what: &'static str,
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) query: &'q [(&'q str, &'q str)],
    pub(super) body: Option<Json>,
    /// Whether it may be asked again when no answer came.
    pub(super) repeats: bool,
    pub(super) header: &'static str,
}

impl<'a> Line<'a> {
    /// A way over what carries requests; each is noted in the journal.
    #[must_use]
    pub fn new(
        connection: &'a Connection,
        exchange: &'a dyn Exchange,
        tokens: &'a dyn Tokens,
        journal: &'a dyn Orders,
        world: &'a World,
    ) -> Self {
        Self { connection, exchange, tokens, journal, world, state: Mutex::default() }
    }

    /// Asks, and gives the answer. What is safe is asked again after trouble, everything once more with a new
    /// token.
    pub(super) fn ask(&self, request: &Request<'_>) -> Result<Json, Failed> {
        let mut is_renewed = false;
        let mut times = 1;
        loop {
            let token = self.token()?;
            let failed = match self.once(request, &token) {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            if failed.kind == Kind::Token && !is_renewed {
                is_renewed = true;
                let fresh = self.tokens.token()?;
                if fresh != token {
                    self.state().token = Some(fresh);
                    continue;
                }
            }
            // What never answered has a wrong address rather than trouble: somebody waits to be told.
            let is_passing = failed.kind == Kind::Unknown && self.state().answers;
            if !is_passing || !request.repeats || times >= TIMES {
                return Err(failed);
            }
            times += 1;
            self.world.wait(failed.wait);
        }
    }

    fn once(&self, request: &Request<'_>, token: &Token) -> Result<Json, Failed> {
        self.pace();
        self.state().sent = Some(self.world.now());
        let target = format!("{}{}", request.path, super::read::query(request.query));
        let body = request.body.as_ref().map(Json::to_string);
        let (method, header) = (request.method, request.header);
        let ask = Ask { method, target: &target, header, token, body: body.as_deref(), patience: PATIENCE };
        let answer = self.exchange.exchange(&ask);
        self.state().answers |= answer.is_ok();
        let noted = self.note(request, answer.as_ref().ok());
        match answer {
            // An answer may hold codes: that it could not be noted must not lose them. Who stores them will be
            // told by the ledger.
            Ok(reply) if (200..300).contains(&reply.status) => {
                serde_json::from_slice(&reply.body).map_err(|_| Failed::unreadable(request.what))
            }
            Ok(reply) => {
                noted?;
                let (found, is_token) = refusal(&reply, token, request.what);
                let kind = match reply.status {
                    408 | 429 | 500.. => Kind::Unknown,
                    _ if is_token => Kind::Token,
                    _ => Kind::Refused,
                };
                let wait = reply.retry_after.unwrap_or(AFTER_TROUBLE).min(LONGEST_WAIT);
                Err(Failed { kind, wait, found: found.into() })
            }
            Err(error) => {
                noted?;
                let message = say!(
                    "the system did not answer {what}: {error}",
                    what = name(request.what),
                    error = system(&error)
                );
                let found = Diagnostic::error(rules::LOST, message)
                    .help(say!("see whether the network and the address of the connection are right, and try again"));
                Err(Failed { kind: Kind::Unknown, wait: AFTER_TROUBLE, found: found.into() })
            }
        }
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

    fn token(&self) -> Result<Token, Failed> {
        let kept = self.state().token.clone();
        match kept {
            Some(token) => Ok(token),
            None => {
                let token = self.tokens.token()?;
                self.state().token = Some(token.clone());
                Ok(token)
            }
        }
    }

    /// Waits until the next request may be sent.
    pub(super) fn pace(&self) {
        let before = self.state().sent;
        let since = before.map(|before| self.world.now().duration_since(before).unwrap_or(Duration::ZERO));
        if let Some(left) = since.and_then(|since| BETWEEN.checked_sub(since)) {
            self.world.wait(left);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
