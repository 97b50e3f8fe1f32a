//! The codes of an order, fetched where the ledger lacks some: for all commands that make labels of them.

use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::say;
use quietzone::sentence::{Sentence, name};
use quietzone::source::Source;
use quietzone::world::World;
use quietzone_station::Progress;
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Orders, Sqlite};
use quietzone_station::oms::{self, OfOrder, OrderId, Pace, Pulled, Reach, is_fetched};
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
    /// The way, with who hears what is told under way.
    pub(crate) fn reach<'a>(&'a self, ledger: &'a Sqlite, watch: &'a dyn Progress) -> Reach<'a> {
        Reach { ledger, world: World::default(), keys: &self.given, watch }
    }

    /// The connection that is named, or that of an order, or the only one.
    pub(crate) fn connection(&self, ledger: &Sqlite, order: Option<&OrderId>) -> Result<Connection, Failure> {
        oms::connection(ledger, self.connection.as_deref(), order)
    }

    /// Fetches what the ledger lacks of an order.
    pub(crate) fn fetch(
        &self,
        ledger: &Sqlite,
        of: (&OrderId, Option<&str>),
        pace: Pace,
        console: &Console,
    ) -> Result<Vec<Pulled>, Failure> {
        self.reach(ledger, &Lines(console)).fetch(self.connection.as_deref(), of, pace)
    }
}

/// Tells under way what is to be known, a line each.
pub(crate) struct Lines<'c>(pub(crate) &'c Console);

impl Progress for Lines<'_> {
    fn sent(&self, _: u64, _: u64) {}

    fn told(&self, sentence: &Sentence) {
        self.0.plain(&sentence.to_string());
    }

    fn is_stopped(&self) -> bool {
        false
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
            fetched = oms::pulled_json(order, &pulled, None);
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
