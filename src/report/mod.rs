//! Every way to tell people and programs what came of a job: words, JSON, SARIF, a page, CSV.
//!
//! Nothing here prints; the command line does, or whoever else asks.

mod catalogue;
pub mod demands;
pub mod json;
mod listing;
mod page;
pub mod printed;
pub mod sarif;
pub mod text;

pub use catalogue::{Listed, catalogue};
pub use listing::Listing;
pub use page::page;
