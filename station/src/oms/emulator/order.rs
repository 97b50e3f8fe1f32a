//! What becomes of the orders, whatever the family: they are taken in and signed, packs are handed out, parts are
//! emptied and closed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::dice::Dice;
use super::seed::{About, Offered, Seeded, orders};
use super::settings::{Closing, Settings};
use super::structure::{Codes, NUMBERS, Serials, Structure};

/// The most codes of one request.
pub(super) const MOST: u32 = 150_000;
/// Codes that were taken in the portal.
const IN_PORTAL: u32 = 5;
/// Codes of the packs that were taken elsewhere.
const ELSEWHERE: [u32; 2] = [4, 3];
/// When codes of the seed that are offered soon are ready.
const SOON: Duration = Duration::from_secs(60);
/// Where the series of what is ordered begin, behind those of the seed.
const ORDERED: u32 = 1_000_000;

/// All orders.
#[derive(Debug)]
pub(super) struct Stock {
    pub(super) orders: Vec<Order>,
    pub(super) dice: Dice,
    /// How long what is handed in takes.
    pub(super) takes: Duration,
    seed: u64,
    closing: Closing,
    /// How many parts were ordered.
    ordered: u32,
}

#[derive(Debug)]
pub(super) struct Order {
    pub(super) id: String,
    pub(super) group: String,
    pub(super) parts: Vec<Part>,
    pub(super) time: SystemTime,
    /// The number that who ordered gave it.
    pub(super) mark: Option<String>,
    /// What was handed in; nothing of an order of the seed.
    pub(super) body: Option<Vec<u8>>,
}

/// An order that is handed in.
pub(super) struct Handed {
    pub(super) group: String,
    pub(super) mark: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) wishes: Vec<Wish>,
}

/// What is wished of a GTIN.
pub(super) struct Wish {
    pub(super) gtin: String,
    pub(super) quantity: u32,
    pub(super) template: u64,
    pub(super) structure: Structure,
    /// Serials of who orders, as they stand in codes.
    pub(super) serials: Option<Serials>,
    pub(super) cis_type: String,
}

#[derive(Debug)]
pub(super) struct Part {
    pub(super) about: About,
    /// Codes that were handed out, from the first on.
    pub(super) passed: u32,
    /// Packs, or blocks, that were handed out by API, the oldest first.
    pub(super) packs: Vec<Pack>,
    /// Until when it is pending.
    ready: SystemTime,
    /// When the last code was handed out.
    emptied: Option<SystemTime>,
    is_closed: bool,
}

/// Codes that were handed out together.
#[derive(Clone, Debug)]
pub(super) struct Pack {
    pub(super) id: String,
    pub(super) first: u32,
    pub(super) quantity: u32,
    pub(super) time: SystemTime,
}

/// How far a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Its order waits for a signature.
    Created,
    Pending,
    Active,
    Exhausted,
    Rejected,
    Closed,
}

/// When it is, and by which rule parts close.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    closing: Closing,
    pub(super) now: SystemTime,
}

impl Stock {
    /// Orders of a family and a seed that begin at a time.
    pub(super) fn new(mut dice: Dice, settings: &Settings, began: SystemTime) -> Self {
        let orders = orders(&mut dice, settings);
        let orders = orders.into_iter().map(|order| Order::new(order, &mut dice, began)).collect();
        let Settings { seed, closing, takes, .. } = *settings;
        Self { orders, dice, takes, seed, closing, ordered: 0 }
    }

    pub(super) fn at(&self, now: SystemTime) -> Moment {
        Moment { closing: self.closing, now }
    }

    pub(super) fn order(&mut self, id: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.id == id)
    }

    /// All parts of a GTIN, each with the group of its order.
    pub(super) fn parts<'a>(&'a self, gtin: &'a str) -> impl Iterator<Item = (&'a str, &'a Part)> {
        let all = self.orders.iter().flat_map(|order| order.parts.iter().map(|part| (order.group.as_str(), part)));
        all.filter(move |(_, part)| part.about.codes.gtin == gtin)
    }

    /// Takes an order in, and gives its id; nothing where a GTIN has no serials left.
    pub(super) fn take(&mut self, handed: Handed, offered: Offered, now: SystemTime) -> Option<String> {
        let parts = handed.wishes.into_iter().map(|wish| self.part(wish, offered, now)).collect::<Option<Vec<_>>>()?;
        let id = self.dice.uuid();
        let Handed { group, mark, body, .. } = handed;
        self.orders.push(Order { id: id.clone(), group, parts, time: now, mark, body: Some(body) });
        Some(id)
    }

    fn part(&mut self, wish: Wish, offered: Offered, now: SystemTime) -> Option<Part> {
        let Wish { gtin, quantity, template, structure, serials, cis_type } = wish;
        let serials = match serials {
            Some(given) => given,
            None => {
                let from = self.parts(&gtin).filter_map(|(_, part)| part.about.codes.end()).max().unwrap_or(0);
                from.checked_add(quantity).filter(|end| *end <= NUMBERS)?;
                Serials::Own(from)
            }
        };
        self.ordered += 1;
        let product = format!("Заказ (образец {})", self.ordered);
        let codes = Codes { gtin, quantity, structure, serials, seed: self.seed, series: ORDERED + self.ordered };
        let about = About { codes, product, template, cis_type, offered };
        Some(Part { about, passed: 0, packs: Vec::new(), ready: now + self.takes, emptied: None, is_closed: false })
    }
}

impl Order {
    fn new(order: Seeded, dice: &mut Dice, began: SystemTime) -> Self {
        let parts = order.parts.into_iter().map(|part| Part::new(part, dice, began)).collect();
        Self { id: order.id, group: order.group.to_owned(), parts, time: began, mark: order.mark, body: None }
    }

    /// Takes a signature of an order that waits for one.
    pub(super) fn sign(&mut self, is_good: bool, ready: SystemTime) {
        for part in &mut self.parts {
            part.about.offered = if is_good { Offered::Soon } else { Offered::BadSignature };
            part.ready = ready;
        }
    }

    /// Its parts, or the one of a GTIN.
    pub(super) fn parts_of<'a>(&'a mut self, gtin: Option<&'a str>) -> impl Iterator<Item = &'a mut Part> {
        self.parts.iter_mut().filter(move |part| gtin.is_none_or(|gtin| gtin == part.about.codes.gtin))
    }

    /// The state that all its parts share.
    pub(super) fn state(&self, at: Moment) -> Option<State> {
        let state = self.parts.first()?.state(at);
        self.parts.iter().all(|part| part.state(at) == state).then_some(state)
    }
}

impl Part {
    fn new(about: About, dice: &mut Dice, began: SystemTime) -> Self {
        let ready = if about.offered == Offered::Soon { began + SOON } else { began };
        let mut part = Self { about, passed: 0, packs: Vec::new(), ready, emptied: None, is_closed: false };
        match part.about.offered {
            Offered::PartlyInPortal => part.passed = IN_PORTAL.min(part.about.codes.quantity),
            Offered::PartlyElsewhere => ELSEWHERE.into_iter().for_each(|quantity| {
                part.hand_out(quantity, dice.uuid(), began);
            }),
            _ => {}
        }
        part
    }

    pub(super) fn state(&self, at: Moment) -> State {
        let since = |then: SystemTime| at.now.duration_since(then).unwrap_or(Duration::ZERO);
        match (self.about.offered, self.emptied) {
            (Offered::Unsigned, _) => State::Created,
            _ if at.now < self.ready => State::Pending,
            (Offered::Rejected | Offered::BadSignature, _) => State::Rejected,
            _ if self.is_closed => State::Closed,
            (_, Some(then)) if since(then) >= at.closing.after() => State::Closed,
            (_, Some(_)) => State::Exhausted,
            (_, None) => State::Active,
        }
    }

    /// Codes that can still be had.
    pub(super) fn left(&self, state: State) -> u32 {
        if state == State::Closed { 0 } else { self.about.codes.quantity - self.passed }
    }

    /// Hands out so many codes, or what is left of them.
    pub(super) fn hand_out(&mut self, quantity: u32, id: String, now: SystemTime) -> Pack {
        let quantity = quantity.min(self.about.codes.quantity - self.passed);
        let pack = Pack { id, first: self.passed, quantity, time: now };
        self.packs.push(pack.clone());
        self.passed += quantity;
        if self.passed == self.about.codes.quantity && self.emptied.is_none() {
            self.emptied = Some(now);
        }
        pack
    }

    /// The codes of a pack.
    pub(super) fn codes(&self, pack: &Pack) -> Vec<String> {
        (pack.first..pack.first + pack.quantity).map(|index| self.about.codes.code(index)).collect()
    }

    /// Closes it where it is one that can be closed, and tells whether it is.
    pub(super) fn close(&mut self, at: Moment) -> bool {
        let can = matches!(self.state(at), State::Active | State::Exhausted);
        self.is_closed |= can;
        can
    }
}

/// Seconds since 1970.
pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Milliseconds since 1970.
pub(super) fn millis(time: SystemTime) -> u64 {
    seconds(time) * 1000
}
