//! Every way to tell people and programs what came of a job: words, JSON, SARIF, a page, CSV.
//!
//! Nothing here prints; the command line does, or whoever else asks.
//!
//! ```
//! use quietzone::batch::{Data, Inspection};
//! use quietzone::report::look;
//!
//! let seen = Inspection::new(Data::of("samples/kz-pharma.xlsx"), "kz-pharma").run(&())?;
//! assert_eq!(look::seen_json(&seen)["row_counts"]["good"], 60);
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

mod calibration;
mod catalogue;
mod code;
pub mod control;
mod demands;
mod facts;
pub mod json;
mod listing;
pub mod look;
pub mod market;
pub mod outcome;
mod page;
mod paper;
mod printed;
pub mod rows;
pub mod sarif;
mod sizes;
pub mod stocks;
pub mod text;
mod verdict;

pub use calibration::{CROSS, Calibration};
pub use catalogue::{Listed, catalogue};
pub use code::{CodeExplained, CodeTold, Unread};
pub use facts::Facts;
pub use listing::Listing;
pub use page::page;
pub use sizes::Sizes;
