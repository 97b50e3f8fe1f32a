//! What opens order management systems, in memory alone, and the systems of ours for trials.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::system;
use quietzone::world::World;
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Operation, Orders, Sqlite};
use quietzone_station::oms::emulator::{Emulator, Family, Settings};
use quietzone_station::oms::{Keys, Login, Suz, Token, Tokens, Xtrace, rules};

/// How long a trial's orders and reports take.
const TAKES: Duration = Duration::from_millis(1500);

/// Keys of connections, and trials, each by the name of its connection. No key is kept, told or shown.
#[derive(Debug, Default)]
pub(crate) struct Systems {
    keys: Mutex<BTreeMap<String, Key>>,
    trials: Mutex<BTreeMap<String, Emulator>>,
}

/// What opens a system.
#[derive(Clone, Debug, Default)]
pub(crate) enum Key {
    /// Nothing was typed yet.
    #[default]
    Missing,
    Token(Token),
    Login(Login),
}

impl Tokens for Key {
    fn token(&self) -> Result<Token, Diagnostic> {
        match self {
            Key::Token(token) => Ok(token.clone()),
            Key::Login(_) | Key::Missing => {
                let message = say!("the connection is not open: no token of it was typed since the studio was started");
                Err(Diagnostic::error(rules::SETTINGS, message).help(say!("open it on the page “Orders”")))
            }
        }
    }
}

impl Keys for Key {
    fn login(&self) -> Result<Option<Login>, Diagnostic> {
        Ok(if let Key::Login(login) = self { Some(login.clone()) } else { None })
    }
}

impl Systems {
    /// Opens a connection until the studio ends.
    pub(crate) fn open(&self, connection: &str, key: Key) {
        held(&self.keys).insert(connection.to_owned(), key);
    }

    /// Forgets what opens a connection.
    pub(crate) fn close(&self, connection: &str) {
        held(&self.keys).remove(connection);
    }

    /// What opens a connection.
    pub(crate) fn key(&self, connection: &str) -> Key {
        held(&self.keys).get(connection).cloned().unwrap_or_default()
    }

    /// Whether a connection was opened.
    pub(crate) fn is_open(&self, connection: &str) -> bool {
        held(&self.keys).contains_key(connection)
    }

    /// Whether a connection is that of a trial that goes on.
    pub(crate) fn is_trial(&self, connection: &str) -> bool {
        held(&self.trials).contains_key(connection)
    }

    /// Starts a system of ours for a country, connects with it, and opens it.
    ///
    /// # Errors
    /// No port is free; the ledger cannot be written.
    pub(crate) fn begin(&self, ledger: &Sqlite, country: &str) -> Result<String, Failure> {
        let mut trials = held(&self.trials);
        let known: Vec<String> = ledger.connections()?.into_iter().map(|connection| connection.name).collect();
        let beginning = format!("sample-{country}-");
        if let Some(goes_on) = trials.keys().find(|name| name.starts_with(&beginning)) {
            return Ok(goes_on.clone());
        }
        let mut names = (1_u32..).map(|number| format!("{beginning}{number}"));
        let Some(name) = names.find(|name| !known.contains(name)) else {
            return Err(Diagnostic::internal("studio: the names of trials").into());
        };
        let is_suz = country == "ru";
        let mut seed = [0; 8];
        World::default().random(&mut seed).map_err(|_| Diagnostic::internal("studio: no randomness"))?;
        let settings = Settings {
            family: if is_suz { Family::Suz } else { Family::Xtrace },
            seed: u64::from_be_bytes(seed),
            takes: TAKES,
            ..Settings::default()
        };
        let emulator = Emulator::start(settings, 0).map_err(|error| {
            let message = say!("a system for a trial cannot be started: {error}", error = system(&error));
            Diagnostic::error(rules::SETTINGS, message)
        })?;
        let (oms_id, token) = {
            let machine = emulator.machine();
            (if is_suz { machine.oms_id().to_owned() } else { String::new() }, Token::new(machine.token())?)
        };
        let connection = Connection {
            name: name.clone(),
            family: if is_suz { Suz::WORD } else { Xtrace::WORD }.to_owned(),
            url: emulator.address(),
            oms_id,
            country: country.to_owned(),
            ca: None,
            is_plain: false,
        };
        ledger.connect(Operation::new(&World::default())?, &connection)?;
        self.open(&name, Key::Token(token));
        trials.insert(name.clone(), emulator);
        Ok(name)
    }

    /// Ends all trials.
    pub(crate) fn end(&self) {
        let ended = std::mem::take(&mut *held(&self.trials));
        ended.keys().for_each(|name| self.close(name));
    }
}

fn held<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
