//! The paint order: what is laid out, and what is prepared.

use super::lines::Prepared;
use super::symbol::Settled;
use crate::scene::Item;
use crate::template::{DataMatrix, Element};

/// A step of the paint order.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// A fixed run.
    Fixed(usize),
    /// An element that depends on the record.
    Varying { element: &'a Element, make: Make<'a> },
}

/// How an element comes to its drawings.
#[derive(Debug)]
pub(super) enum Make<'a> {
    /// Laid out already; only its condition depends on the record.
    Ready(Vec<Item>),
    Text(Prepared<'a>),
    Symbol {
        wanted: &'a DataMatrix,
        ink: usize,
        settled: Option<Settled>,
    },
}
