//! What a regulator demands: one TOML file a market and product group.
//!
//! A market knows the structure of its codes, the headers its spreadsheets use, and what it
//! asks of the symbol, each with the source behind it. Nothing elsewhere asks which market it
//! is dealing with.
//!
//! ```
//! use quietzone::market::Market;
//!
//! let market = Market::load("ru-pharma")?;
//! let reading = market.structure.parse("(01)04600999000171(21)5ab(10)cdefgh(91)EE05(92)dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=");
//! let code = reading.map_err(|faults| format!("{faults:?}"))?.code;
//! let unit = market.unit(&code).ok_or("the code tells no unit")?;
//! assert_eq!(unit[..2], ["04600999000171", "5ab(10)cdefgh"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod between;
mod built_in;
mod definition;
mod demands;
mod disorder;
mod escapes;
mod fault;
mod field;
mod file;
mod gap;
mod hints;
mod id;
mod identity;
mod judged;
mod layouts;
mod load;
mod look_alikes;
mod mend;
mod open;
mod placeholder;
mod price;
mod printed;
mod structure;
mod value;

pub use between::TypedSeparator;
pub use definition::{About, Clause, Demand, FixedSize, Market, Permit, Status};
pub use demands::{
    Confidence, ContrastingArea, Demanded, Duty, Grade, GradeError, ModuleRange, Origin, PlacementDemands,
    PlacementRule, Reference, SymbolDemands, TextDemands,
};
pub use fault::{Fault, rules};
pub use field::{Companion, Field, Trailing};
pub use id::MarketId;
pub use identity::{Copies, Identity, OrderLimit};
pub use layouts::Layout;
pub use load::MarketError;
pub use look_alikes::LookAlike;
pub use mend::{Fixing, Mend};
pub use price::Kopecks;
pub use printed::{Printed, PrintedField, Verdict, repeats};
pub use structure::{CodeForm, Reading, Structure};
pub use value::Value;
