//! GS1 data: application identifiers, check digits, dates, element strings.
//! (GS1 General Specifications, sections 3, 4.13, 4.14, 7.8 and 7.9.)
//!
//! ```
//! use quietzone::gs1::{Gtin, check_digit};
//!
//! // The example of the General Specifications for GTINs: 6291041500213.
//! assert_eq!(check_digit("629104150021"), Some('3'));
//! assert!(Gtin::new("06291041500213").is_ok() && Gtin::new("06291041500214").is_err());
//! ```

mod ai;
mod alphabet;
mod check_digit;
mod code;
mod date;
mod demand;
mod element_string;
mod gtin;
mod link;
mod lint;
mod pairing;
mod parse;
mod table;
mod value;
mod view;

pub use ai::{Ai, AiFormat, AiKind};
pub use alphabet::Alphabet;
pub use check_digit::check_digit;
pub use code::{Code, PlainCode};
pub use date::{Date, PatternError};
pub use demand::{AiPattern, Demand};
pub use element_string::{ElementError, ElementString, Elements, GS};
pub use gtin::{Gtin, GtinError};
pub use link::is_digital_link;
pub use lint::{CouponFault, CouponPart, FlawKind};
pub use pairing::Pairing;
pub use parse::{ParseError, openings};
pub use table::Component;
pub use value::{Flaw, lint};
pub use view::Token;
