//! The codes of an order, fetched where the ledger lacks some: for all commands that make labels of them.

use std::fs::{File, TryLockError};
use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::Gtin;
use quietzone::say;
use quietzone::sentence::{Sentence, file, list, name, outside, system};
use quietzone::source::Source;
use quietzone::world::World;
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Orders, Sqlite};
use quietzone_station::oms::{
    self, Access, Failed, Family, Held, OfOrder, OrderId, Pace, Pulled, SignIn, Suz, System, Web, Wire, With, Xtrace,
    is_fetched, rules,
};
use serde_json::Value;

use super::console::Console;
use super::ended::{Ended, Format};
use super::oms_token::Given;
use super::oms_told as told;

/// A way to a system.
#[derive(Debug, clap::Args)]
pub(crate) struct Way {
    #[command(flatten)]
    given: Given,
    /// The connection; it need not be named where there is one.
    #[arg(long, value_name = "NAME", global = true)]
    connection: Option<String>,
}

impl Way {
    /// Asks the system of a connection.
    pub(crate) fn over<T>(
        &self,
        ledger: &Sqlite,
        connection: &Connection,
        work: impl FnOnce(With<'_>) -> Result<T, Failed>,
    ) -> Result<T, Failure> {
        let system = System::of(&connection.family, &connection.country)?;
        let (web, world) = (Web::of(connection)?, World::default());
        let wire = Wire::new(connection, system, &web, ledger, &world);
        let is_xtrace = connection.family == Xtrace::WORD;
        let access: Box<dyn Access + '_> = match self.given.login()? {
            Some(login) if is_xtrace => Box::new(SignIn::with(login)),
            _ => Box::new(Held::from(&self.given)),
        };
        let family: Box<dyn Family + '_> = match is_xtrace {
            true => Box::new(Xtrace::over(wire, &*access)),
            false => Box::new(Suz::over(wire, &*access)),
        };
        let with = With { family: &*family, ledger, world: &world, connection: &connection.name };
        work(with).map_err(|failed| Diagnostic::from(failed).into())
    }

    /// The connection that is named, or that of an order, or the only one.
    pub(crate) fn connection(&self, ledger: &Sqlite, order: Option<&OrderId>) -> Result<Connection, Failure> {
        let all = ledger.connections()?;
        let known = match (&self.connection, order) {
            (None, Some(order)) => ledger.parts()?.into_iter().rfind(|part| part.part.order == order.as_str()),
            _ => None,
        };
        let named = self.connection.clone().or(known.map(|known| known.part.connection));
        match (named, all.as_slice()) {
            (Some(named), _) => called(ledger, &named),
            (None, [only]) => Ok(only.clone()),
            (None, []) => Err(refused(say!("no connection is known yet")).help(which(&all)).into()),
            (None, _) => Err(refused(say!("there are several connections")).help(which(&all)).into()),
        }
    }

    /// Fetches what the ledger lacks of an order.
    pub(crate) fn fetch(
        &self,
        ledger: &Sqlite,
        (order, gtin): (&OrderId, Option<&str>),
        pace: Pace,
        console: &Console,
    ) -> Result<Vec<Pulled>, Failure> {
        let _alone = alone(ledger)?;
        let connection = self.connection(ledger, Some(order))?;
        let mut told = |sentence: &Sentence| console.plain(&sentence.to_string());
        self.over(ledger, &connection, |with| oms::pull(with, order, gtin, pace, &mut told))
    }
}

/// The connection of a name.
pub(crate) fn called(ledger: &Sqlite, named: &str) -> Result<Connection, Failure> {
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

/// An order in place of a file.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Codes of an order")]
pub(crate) struct OfOrders {
    /// The codes of an order, instead of a file. What the ledger lacks of them is fetched first from the order
    /// management system.
    #[arg(long, value_name = "ORDER", group = "codes", conflicts_with = "data")]
    order: Option<OrderId>,
    /// Take what the ledger has of the order, and ask no system.
    #[arg(long, requires = "order")]
    stored: bool,
    #[command(flatten)]
    way: Way,
}

impl OfOrders {
    /// Whether an order is named.
    pub(crate) fn is_named(&self) -> bool {
        self.order.is_some()
    }

    /// The order's name.
    pub(crate) fn name(&self) -> Option<&str> {
        self.order.as_ref().map(OrderId::as_str)
    }

    /// The codes of the order that is named, all of them; what is to be told of them is told.
    pub(crate) fn codes(
        &self,
        ledger: &Arc<Sqlite>,
        format: Format,
        console: &Console,
    ) -> Result<Option<Codes>, Failure> {
        let Some(order) = &self.order else { return Ok(None) };
        let (mut fetched, mut ended) = (Value::Null, Ended::Clean);
        if !self.stored && !is_fetched(&**ledger, order)? {
            let pulled = self.way.fetch(ledger, (order, None), Pace::default(), console).inspect_err(|_| {
                let order = name(order.to_string());
                let message = say!("what the ledger has of order {order} is used with --stored, without asking", order);
                console.plain(&message.to_string());
            })?;
            ended = told::ended(&pulled);
            fetched = told::pulled_json(order, &pulled, None);
            if format == Format::Text {
                console.each(pulled.iter().flat_map(|part| &part.findings));
            }
        }
        let ledger: Arc<dyn Orders> = ledger.clone();
        Ok(Some(Codes { source: Arc::new(OfOrder::of(ledger, order)?), fetched, ended }))
    }
}

/// The codes of an order.
pub(crate) struct Codes {
    pub(crate) source: Arc<dyn Source>,
    /// What was fetched, for programs.
    pub(crate) fetched: Value,
    /// How the fetching ended.
    pub(crate) ended: Ended,
}

/// One run takes codes into a ledger at a time: two would each be right about the last block, and together not.
pub(crate) fn alone(ledger: &Sqlite) -> Result<File, Diagnostic> {
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
pub(crate) fn of_goods(text: &str) -> Result<String, Diagnostic> {
    match Gtin::with_leading_zeros(text) {
        Ok(gtin) => Ok(gtin.to_string()),
        Err(_) => Err(refused(say!("“{gtin}” is no GTIN", gtin = outside(text)))),
    }
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::SETTINGS, message)
}
