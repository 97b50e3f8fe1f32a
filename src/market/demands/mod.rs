//! Demands as data: what is asked of the symbol, of the readable text and of their place.
//!
//! Each has a type with its unit, so that a rule can hold a drawing against it, and the
//! [`Origin`] behind it. What no type fits stands as a sentence in [`super::Demand`].

mod asked;
mod grade;
mod origin;
mod read;
#[cfg(test)]
mod tests;

pub use asked::{ContrastingArea, ModuleRange, PlacementDemands, PlacementRule, SymbolDemands, TextDemands};
pub use grade::{Grade, GradeError};
pub(super) use origin::reference;
pub use origin::{Confidence, Demanded, Duty, Origin, Reference};
pub(super) use read::{PLACEMENT, SOURCED, SYMBOL, TEXT, Titles, cited, origin, placement, symbol, text};
