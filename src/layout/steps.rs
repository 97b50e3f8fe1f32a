//! The paint order: what is laid out, and what is resolved as far as it can be before there is a record.

use std::sync::Arc;

use super::bars::PreparedBars;
use super::gallery::OfRecord;
use super::lines::Prepared;
use super::qr::PreparedQr;
use super::symbol::{Settled, Wanted};
use crate::scene::{FixedRun, Id, Item, Part};
use crate::template::{Condition, Phrase};

/// A step of the paint order.
#[derive(Debug)]
pub(super) enum Step {
    /// A fixed run.
    Fixed(Id<FixedRun>),
    /// An element that depends on the record.
    Varying(Box<Varying>),
}

/// An element that depends on the record.
#[derive(Debug)]
pub(super) struct Varying {
    /// What judges know of it.
    pub(super) part: Arc<Part>,
    /// Drawn only when this holds.
    pub(super) when: Option<Condition>,
    /// What of the numbers of a label that may go by.
    pub(super) counts: Vec<&'static str>,
    pub(super) make: Make,
}

/// How an element comes to its drawings.
#[derive(Debug)]
pub(super) enum Make {
    /// Laid out already; only its condition depends on the record.
    Ready(Vec<Item>),
    Text(Prepared),
    Picture(OfRecord),
    Symbol(Wanted, Option<Settled>),
    Bars(Phrase, PreparedBars),
    Qr(Phrase, PreparedQr),
}
