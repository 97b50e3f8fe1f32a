//! What the emulator knows and answers, without a network.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime};

use serde_json::{Value as Json, json};

use super::super::exchange::Reply;
use super::call::Call;
use super::dice::{Dice, PLAIN};
use super::family::Family;
use super::fault::{Fault, Trouble};
use super::heard::{Heard, reply};
use super::order::Stock;
use super::reports::{Kind, Reports};
use super::seed::{About, Offered};
use super::settings::Settings;
use super::suz::{self, Challenge, Owner};
use super::xtrace::{self, Doors, Session};

/// How long is to be waited where too much was asked.
const MANY: Duration = Duration::from_secs(2);

/// An order, whatever became of its codes.
#[derive(Clone)]
pub struct Ordered<'m> {
    /// Its id.
    pub id: &'m str,
    /// Its group of goods.
    pub group: &'m str,
    /// What is ordered.
    pub parts: Vec<Of<'m>>,
}

/// What is ordered of a GTIN.
#[derive(Clone, Copy)]
pub struct Of<'m> {
    /// The GTIN.
    pub gtin: &'m str,
    /// How it stands, whatever its codes.
    pub began: Offered,
    /// How many codes it has.
    pub quantity: u32,
    about: &'m About,
}

impl Of<'_> {
    /// Its code of an index from 0, in the order in which they are handed out.
    #[must_use]
    pub fn code(&self, index: u32) -> String {
        self.about.codes.code(index)
    }

    /// All its codes.
    pub fn codes(&self) -> impl Iterator<Item = String> {
        (0..self.quantity).map(|index| self.code(index))
    }
}

/// An order management system.
#[derive(Debug)]
pub struct Machine {
    family: Family,
    faults: Vec<Fault>,
    stock: Stock,
    reports: Reports,
    oms_id: String,
    connection: String,
    token: String,
    challenge: Option<Challenge>,
    password: String,
    session: Option<Session>,
    calls: HashMap<Call, u32>,
    /// What happens to the request that was heard last.
    due: Option<Trouble>,
}

impl Machine {
    /// A system that begins at a time.
    #[must_use]
    pub fn new(settings: Settings, now: SystemTime) -> Self {
        let mut dice = Dice::new(settings.seed, (0, 0));
        let (oms_id, token, password) = (dice.uuid(), dice.uuid(), dice.text(PLAIN, 16));
        let connection = Dice::new(settings.seed, (0, 1)).uuid();
        let stock = Stock::new(dice, &settings, now);
        Self {
            family: settings.family,
            faults: settings.faults,
            stock,
            reports: Reports::default(),
            oms_id,
            connection,
            token,
            challenge: None,
            password,
            session: None,
            calls: HashMap::new(),
            due: None,
        }
    }

    /// Whose codes it gives; СУЗ asks for it.
    #[must_use]
    pub fn oms_id(&self) -> &str {
        &self.oms_id
    }

    /// The token that it takes: of СУЗ the `clientToken`, of xTrace the API key.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The connection (`omsConnection`) by which СУЗ is signed in at.
    #[must_use]
    pub fn connection(&self) -> &str {
        &self.connection
    }

    /// Who signs in at xTrace.
    #[must_use]
    pub fn login(&self) -> &'static str {
        "operator"
    }

    /// The password of who signs in.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.password
    }

    /// Takes another token from now on, as after a new sign-in elsewhere; an access token and its refresh token die
    /// too. Gives the new one.
    pub fn renew(&mut self) -> String {
        self.session = None;
        self.token = self.stock.dice.uuid();
        self.token.clone()
    }

    /// Its orders.
    pub fn orders(&self) -> impl Iterator<Item = Ordered<'_>> {
        self.stock.orders.iter().map(|order| {
            let parts = order.parts.iter().map(|part| Of {
                gtin: &part.about.codes.gtin,
                began: part.about.offered,
                quantity: part.about.codes.quantity,
                about: &part.about,
            });
            Ordered { id: &order.id, group: &order.group, parts: parts.collect() }
        })
    }

    /// How many orders that were handed in, and not deleted, have each number of who ordered (`productionOrderId`,
    /// `poNumber`); those without one are not counted.
    #[must_use]
    pub fn ordered(&self) -> BTreeMap<&str, u32> {
        let mut counted = BTreeMap::new();
        let handed = self.stock.orders.iter().filter(|order| order.body.is_some());
        for mark in handed.filter_map(|order| order.mark.as_deref()) {
            *counted.entry(mark).or_insert(0) += 1;
        }
        counted
    }

    /// How often each code, without its tail, stands in the reports that [`Call::Utilisation`], [`Call::Dropout`] or
    /// [`Call::Aggregation`] handed in, whatever was found of it; nothing for other calls. Reports that were deleted
    /// are not counted.
    #[must_use]
    pub fn reported(&self, call: Call) -> BTreeMap<&str, u32> {
        Kind::of(call).map(|kind| self.reports.counted(kind)).unwrap_or_default()
    }

    /// How often something was asked.
    #[must_use]
    pub fn asked(&self, call: Call) -> u32 {
        self.calls.get(&call).copied().unwrap_or(0)
    }

    /// What happens to a request that is heard now, if something is to happen; it counts the request. What happens
    /// on the line ([`Trouble::is_of_line`]) is done by who asks; [`Machine::answer`] does the rest.
    pub fn trouble(&mut self, heard: &Heard<'_>) -> Option<Trouble> {
        self.due = None;
        let call = Call::of(self.family, heard.method, heard.path())?;
        let number = self.calls.entry(call).or_insert(0);
        *number += 1;
        let number = *number;
        let happens = |fault: &&Fault| fault.at == call && fault.number == number;
        self.due = self.faults.iter().find(happens).map(|fault| fault.what);
        self.due
    }

    /// Does what is asked, and answers, with the trouble that was told.
    pub fn answer(&mut self, heard: &Heard<'_>, now: SystemTime) -> Reply {
        let due = self.due.take();
        let Some(call) = Call::of(self.family, heard.method, heard.path()) else {
            return self.no_method(heard.path());
        };
        match due {
            Some(Trouble::Refuse) => return self.failed(),
            Some(Trouble::Many) => return self.too_many(),
            Some(Trouble::Empty) if call == Call::Codes => return reply(200, &self.no_codes()),
            Some(Trouble::Token) => drop(self.renew()),
            _ => {}
        }
        let answered = self.done(call, heard, now);
        match (due, answered) {
            (Some(Trouble::Fail), _) => self.failed(),
            (_, Ok(answer)) => reply(200, &answer),
            (_, Err(refused)) => refused,
        }
    }

    fn done(&mut self, call: Call, heard: &Heard<'_>, now: SystemTime) -> Result<Json, Reply> {
        let login = self.login();
        let Self { stock, reports, oms_id, connection, token, challenge, password, session, .. } = self;
        match self.family {
            Family::Suz => {
                suz::answer(call, heard, &mut Owner { oms_id, token, connection, challenge }, stock, reports, now)
            }
            Family::Xtrace => {
                xtrace::answer(call, heard, &mut Doors { key: token, login, password, session }, stock, reports, now)
            }
        }
    }

    fn no_codes(&mut self) -> Json {
        match self.family {
            Family::Suz => json!({ "omsId": self.oms_id, "codes": [], "blockId": self.stock.dice.uuid() }),
            Family::Xtrace => json!({ "codes": [] }),
        }
    }

    fn no_method(&self, path: &str) -> Reply {
        match self.family {
            Family::Suz => suz::no_method(),
            Family::Xtrace if Call::is_path(self.family, path) => xtrace::wrong(405, "Method not allowed"),
            Family::Xtrace => xtrace::wrong(404, "Not found"),
        }
    }

    /// What gateways say.
    fn failed(&self) -> Reply {
        let mut reply = self.gateway(500, "internal error");
        reply.retry_after = Some(Duration::from_secs(1));
        reply
    }

    fn too_many(&self) -> Reply {
        let mut reply = self.gateway(429, "too many requests");
        reply.retry_after = Some(MANY);
        reply
    }

    fn gateway(&self, status: u16, words: &str) -> Reply {
        match self.family {
            Family::Suz => suz::gateway(status, words),
            Family::Xtrace => xtrace::wrong(status, words),
        }
    }
}
