//! Systems over their connections: which one is meant, what opens it, and one run at a time.

use std::fmt::{self, Debug};
use std::fs::{File, TryLockError};

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::Gtin;
use quietzone::say;
use quietzone::sentence::{Sentence, file, list, outside, system};
use quietzone::world::World;

use super::access::{Access, Held};
use super::failed::Failed;
use super::family::{Family, OrderId};
use super::pull::{Pace, Pulled, With, pull};
use super::rules;
use super::sign_in::SignIn;
use super::suz::Suz;
use super::system::System;
use super::token::{Login, Tokens};
use super::web::Web;
use super::wire::Wire;
use super::xtrace::Xtrace;
use crate::ledger::orders::Connection;
use crate::ledger::{Orders, Sqlite};
use crate::progress::Progress;

/// What opens systems, as somebody gives it: tokens, or a name and a password.
pub trait Keys: Tokens {
    /// A name and a password, where they are given.
    ///
    /// # Errors
    /// What should give them does not.
    fn login(&self) -> Result<Option<Login>, Diagnostic>;
}

/// A way to systems.
#[derive(Clone)]
pub struct Reach<'a> {
    /// The ledger.
    pub ledger: &'a Sqlite,
    /// The clock and the waits.
    pub world: World,
    /// What opens them.
    pub keys: &'a dyn Keys,
    /// Who watches.
    pub watch: &'a dyn Progress,
}

impl Debug for Reach<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reach").finish_non_exhaustive()
    }
}

impl Reach<'_> {
    /// Asks the system of a connection.
    ///
    /// # Errors
    /// The connection or what opens it is none; the system does not answer, or refuses.
    pub fn over<T>(
        &self,
        connection: &Connection,
        work: impl FnOnce(With<'_>) -> Result<T, Failed>,
    ) -> Result<T, Failure> {
        let system = System::of(&connection.family, &connection.country)?;
        let web = Web::of(connection)?;
        let wire = Wire::new(connection, system, &web, self.ledger, &self.world);
        let is_xtrace = connection.family == Xtrace::WORD;
        let access: Box<dyn Access + '_> = match self.keys.login()? {
            Some(login) if is_xtrace => Box::new(SignIn::with(login)),
            _ => Box::new(Held::from(self.keys)),
        };
        let family: Box<dyn Family + '_> = match is_xtrace {
            true => Box::new(Xtrace::over(wire, &*access)),
            false => Box::new(Suz::over(wire, &*access)),
        };
        let with = With { family: &*family, ledger: self.ledger, world: &self.world, connection: &connection.name };
        work(with).map_err(|failed| Diagnostic::from(failed).into())
    }

    /// Fetches what the ledger lacks of an order, or of one GTIN of it, over the connection that is named or its own.
    ///
    /// # Errors
    /// Another run fetches codes; as [`connection`] and [`pull`].
    pub fn fetch(
        &self,
        named: Option<&str>,
        (order, gtin): (&OrderId, Option<&str>),
        pace: Pace,
    ) -> Result<Vec<Pulled>, Failure> {
        let _alone = alone(self.ledger)?;
        let connection = connection(self.ledger, named, Some(order))?;
        self.over(&connection, |with| pull(with, order, gtin, pace, self.watch))
    }
}

/// The connection that is named, or that of an order, or the only one.
///
/// # Errors
/// None is known of that name; there are several, or none.
pub fn connection(ledger: &Sqlite, named: Option<&str>, order: Option<&OrderId>) -> Result<Connection, Failure> {
    let all = ledger.connections()?;
    let known = match (named, order) {
        (None, Some(order)) => ledger.parts()?.into_iter().rfind(|part| part.part.order == order.as_str()),
        _ => None,
    };
    let named = named.map(str::to_owned).or(known.map(|known| known.part.connection));
    match (named, all.as_slice()) {
        (Some(named), _) => called(ledger, &named),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(refused(say!("no connection is known yet")).help(which(&all)).into()),
        (None, _) => Err(refused(say!("there are several connections")).help(which(&all)).into()),
    }
}

/// The connection of a name.
///
/// # Errors
/// None is known of that name.
pub fn called(ledger: &Sqlite, named: &str) -> Result<Connection, Failure> {
    let all = ledger.connections()?;
    let found = all.iter().find(|connection| connection.name == named).cloned();
    Ok(found
        .ok_or_else(|| refused(say!("no connection is called “{named}”", named = outside(named))).help(which(&all)))?)
}

/// Which connections there are to name.
fn which(all: &[Connection]) -> Sentence {
    match all {
        [] => say!("make one: quietzone oms connect NAME --family FAMILY --url URL"),
        all => say!(
            "name one with --connection: {known}",
            known = list(all.iter().map(|connection| outside(&connection.name)))
        ),
    }
}

/// A connection as it is kept: what it names is looked at before.
///
/// # Errors
/// Its name, omsId, country, address or file of certificates is none.
pub fn settled(new: Connection) -> Result<Connection, Diagnostic> {
    System::of(&new.family, &new.country)?;
    let is_owned = new.family == Suz::WORD || !new.oms_id.is_empty();
    let oms_id = if is_owned { of_owner(&new.oms_id)? } else { String::new() };
    let url = new.url.trim().trim_end_matches('/').to_owned();
    let new = Connection { name: named(&new.name)?, url, oms_id, ..new };
    Web::of(&new)?;
    Ok(new)
}

/// The name of a connection.
fn named(text: &str) -> Result<String, Diagnostic> {
    let fits = !text.is_empty()
        && text.chars().count() <= 60
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if fits {
        return Ok(text.to_owned());
    }
    Err(refused(say!("“{name}” is no name of a connection", name = outside(text)))
        .help(say!("use letters, digits, -, _ and points")))
}

/// An omsId.
fn of_owner(text: &str) -> Result<String, Diagnostic> {
    let id: Result<OrderId, _> = text.parse();
    id.map(|id| id.to_string()).map_err(|_| {
        refused(say!("“{id}” is no omsId", id = outside(text)))
            .help(say!("it has 32 hexadecimal digits and 4 hyphens; the cabinet of the system tells it, under devices"))
    })
}

/// One run takes codes into a ledger at a time: two would each be right about the last block, and together not.
///
/// # Errors
/// Another does; the lock cannot be made.
pub fn alone(ledger: &Sqlite) -> Result<File, Diagnostic> {
    let path = ledger.folder().path().join("oms.lock");
    let cannot = |error: std::io::Error| {
        refused(say!("{file} cannot be locked: {error}", file = file(&path), error = system(&error)))
    };
    // Who made it may be another of the group.
    let lock = File::open(&path).or_else(|_| File::create(&path)).map_err(cannot)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(refused(say!("another program pulls codes into this ledger")).help(say!("wait until it is through")))
        }
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}

/// A GTIN as systems write it.
///
/// # Errors
/// It is none.
pub fn of_goods(text: &str) -> Result<String, Diagnostic> {
    match Gtin::with_leading_zeros(text) {
        Ok(gtin) => Ok(gtin.to_string()),
        Err(_) => Err(refused(say!("“{gtin}” is no GTIN", gtin = outside(text)))),
    }
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::SETTINGS, message)
}
