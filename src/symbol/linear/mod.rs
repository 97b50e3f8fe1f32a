//! Linear symbols of the GS1 system: from data to elements, bars and spaces by turns. Nothing here is a
//! length or drawn.
//!
//! ```
//! use quietzone::symbol::linear::Bars;
//! use quietzone::symbol::LinearKind;
//!
//! let bars = Bars::encode(LinearKind::Ean13, "06291041500213")?;
//! assert_eq!(bars.modules(1, 1).len(), 95);
//! // The first digit stands in the quiet zone, the others below the halves.
//! let captions: Vec<String> = bars.captions(1, 1).into_iter().map(|caption| caption.text).collect();
//! assert_eq!(captions, ["6", "291041", "500213"]);
//! # Ok::<(), quietzone::symbol::linear::LinearError>(())
//! ```

mod bars;
mod caption;
mod code128;
mod ean;
mod error;
mod gs1_128;
mod itf;
mod kind;
mod number;
mod read;
mod table;

pub use bars::Bars;
pub use caption::Caption;
pub use error::LinearError;
pub use gs1_128::MOST_CHARACTERS;
pub use kind::LinearKind;
pub use table::{BEARER_MODULES, BEARER_OF_PLATES, GUARD_MODULES, LONGEST_GS1_128, LinearSizes, sizes};
