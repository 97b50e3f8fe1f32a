//! Codes straight from an order management system (OMS, СУЗ), and none lost.
//!
//! A [`Family`] is an interface that such systems share; [`Suz`] is СУЗ 3.0 of Russia. It talks over a [`Line`],
//! which keeps the manners: how often, how long to wait, what may be asked again. [`pull`] fetches an order into
//! the ledger by the law of its family. The network is handed in ([`Exchange`]), so that a fault can be injected
//! at each request; [`emulator`] is a system of ours to try all this on.

pub mod emulator;
mod exchange;
mod family;
mod line;
mod pull;
mod read;
mod refusal;
pub mod rules;
mod source;
mod suz;
mod token;
#[cfg(feature = "oms")]
mod web;

pub use exchange::{Ask, Exchange, Method, Reply};
pub use family::{Block, Family, Listed, Order, OrderId, Ping, Product, SubOrder, applies_at_once};
pub use line::{Failed, Kind, Line};
pub use pull::{Pace, Pulled, With, close, left_to_annul, pull};
pub use source::OfOrder;
pub use suz::Suz;
pub use token::{Token, Tokens};
#[cfg(feature = "oms")]
pub use web::Web;
