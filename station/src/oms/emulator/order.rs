//! What becomes of the orders, whatever the family: packs are handed out, parts are emptied and closed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::dice::Dice;
use super::seed::{Offered, Seeded, SeededPart, orders};
use super::settings::{Closing, Settings};

/// The most codes of one request.
pub(super) const MOST: u32 = 150_000;
/// Codes that were taken in the portal.
const IN_PORTAL: u32 = 5;
/// Codes of the packs that were taken elsewhere.
const ELSEWHERE: [u32; 2] = [4, 3];
/// When codes that are offered soon are ready.
const SOON: Duration = Duration::from_secs(60);

/// All orders.
#[derive(Debug)]
pub(super) struct Stock {
    pub(super) orders: Vec<Order>,
    pub(super) dice: Dice,
    pub(super) began: SystemTime,
    closing: Closing,
}

#[derive(Debug)]
pub(super) struct Order {
    pub(super) id: String,
    pub(super) group: &'static str,
    pub(super) parts: Vec<Part>,
}

#[derive(Debug)]
pub(super) struct Part {
    pub(super) about: SeededPart,
    /// Codes that were handed out, from the first on.
    pub(super) passed: u32,
    /// Packs, or blocks, that were handed out by API, the oldest first.
    pub(super) packs: Vec<Pack>,
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
    began: SystemTime,
    closing: Closing,
    pub(super) now: SystemTime,
}

impl Stock {
    /// Orders of a family and a seed that begin at a time.
    pub(super) fn new(mut dice: Dice, settings: &Settings, began: SystemTime) -> Self {
        let orders = orders(&mut dice, settings);
        let orders = orders.into_iter().map(|order| Order::new(order, &mut dice, began)).collect();
        Self { orders, dice, began, closing: settings.closing }
    }

    pub(super) fn at(&self, now: SystemTime) -> Moment {
        Moment { began: self.began, closing: self.closing, now }
    }

    pub(super) fn order(&mut self, id: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.id == id)
    }
}

impl Order {
    fn new(order: Seeded, dice: &mut Dice, began: SystemTime) -> Self {
        let parts = order.parts.into_iter().map(|part| Part::new(part, dice, began)).collect();
        Self { id: order.id, group: order.group, parts }
    }

    /// Its parts, or the one of a GTIN.
    pub(super) fn parts_of<'a>(&'a mut self, gtin: Option<&'a str>) -> impl Iterator<Item = &'a mut Part> {
        self.parts.iter_mut().filter(move |part| gtin.is_none_or(|gtin| gtin == part.about.gtin))
    }

    /// The state that all its parts share.
    pub(super) fn state(&self, at: Moment) -> Option<State> {
        let state = self.parts.first()?.state(at);
        self.parts.iter().all(|part| part.state(at) == state).then_some(state)
    }
}

impl Part {
    fn new(about: SeededPart, dice: &mut Dice, began: SystemTime) -> Self {
        let mut part = Self { about, passed: 0, packs: Vec::new(), emptied: None, is_closed: false };
        match part.about.offered {
            Offered::PartlyInPortal => part.passed = IN_PORTAL.min(part.about.quantity),
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
            (Offered::Rejected | Offered::BadSignature, _) => State::Rejected,
            (Offered::Soon, _) if since(at.began) < SOON => State::Pending,
            _ if self.is_closed => State::Closed,
            (_, Some(then)) if since(then) >= at.closing.after() => State::Closed,
            (_, Some(_)) => State::Exhausted,
            (_, None) => State::Active,
        }
    }

    /// Codes that can still be had.
    pub(super) fn left(&self, state: State) -> u32 {
        if state == State::Closed { 0 } else { self.about.quantity - self.passed }
    }

    /// Hands out so many codes, or what is left of them.
    pub(super) fn hand_out(&mut self, quantity: u32, id: String, now: SystemTime) -> Pack {
        let quantity = quantity.min(self.about.quantity - self.passed);
        let pack = Pack { id, first: self.passed, quantity, time: now };
        self.packs.push(pack.clone());
        self.passed += quantity;
        if self.passed == self.about.quantity && self.emptied.is_none() {
            self.emptied = Some(now);
        }
        pack
    }

    /// The codes of a pack.
    pub(super) fn codes(&self, pack: &Pack) -> Vec<String> {
        (pack.first..pack.first + pack.quantity).map(|index| self.about.code(index)).collect()
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
