//! The paint order: what is laid out, and what is prepared.

use super::area::Placing;
use super::lines::Prepared;
use super::symbol::Settled;
use crate::scene::{FixedRun, Id, Ink, Item};
use crate::template::DataMatrix;

/// A step of the paint order.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// A fixed run.
    Fixed(Id<FixedRun>),
    /// An element that depends on the record.
    Varying { placing: Placing<'a>, make: Make<'a> },
}

/// How an element comes to its drawings.
#[derive(Debug)]
pub(super) enum Make<'a> {
    /// Laid out already; only its condition depends on the record.
    Ready(Vec<Item>),
    Text(Prepared<'a>),
    Symbol {
        wanted: &'a DataMatrix,
        ink: Id<Ink>,
        settled: Option<Settled>,
    },
}
