//! Codes straight from an order management system (OMS, СУЗ), and none lost.
//!
//! A [`Family`] is an interface that such systems share: [`Suz`] is СУЗ 3.0 of Russia, [`Xtrace`] that of Kazakhstan
//! and Uzbekistan. It talks over a [`Wire`], which keeps the pace, with what opens the system ([`Access`]); what may
//! be asked again is asked again. [`pull()`] fetches an order into the ledger by the law of its family. What differs
//! by country and group of goods is data ([`System`]): what a document asks for is a [`form::Form`], of which
//! [`order_body`], [`report_body`] and [`aggregation_body`] make what is signed and sent. The network is handed in
//! ([`Exchange`]), so that a fault can be injected at each request; [`emulator`] is a system of ours to try all this on.

mod access;
mod body;
mod confidence;
mod desk;
mod drafting;
pub mod emulator;
mod exchange;
mod failed;
mod family;
pub mod form;
mod hand_in;
#[cfg(feature = "oms")]
mod handing;
mod line;
mod lives;
mod pull;
#[cfg(feature = "oms")]
mod reach;
mod read;
mod refusal;
pub mod rules;
mod scanned;
mod sign_in;
mod signing;
mod source;
mod suz;
mod system;
mod token;
mod told;
pub mod true_api;
#[cfg(feature = "oms")]
mod web;
mod wire;
mod xtrace;

pub use access::{Access, Held};
pub use body::{Made, Ordered, Report, Reported, Unit, Wish, aggregation_body, mark_word, order_body, report_body};
pub use confidence::Confidence;
pub use desk::{Became, CodeFault, Desk, End, Search, Taken as TakenIn};
pub use drafting::{Drafted, Drafting, OfJob, group_of};
pub use exchange::{Ask, Credential, Exchange, Method, Reply};
pub use failed::{Failed, Kind};
pub use family::{Block, Family, Law, Listed, Once, Order, OrderId, Packs, Ping, Product, SubOrder};
pub use form::{Filled, Form};
pub use hand_in::{At, document, findings, hand_in, watch};
#[cfg(feature = "oms")]
pub use handing::{Handing, Handled, Signs};
pub use lives::{Life, life};
pub use pull::{Pace, Pulled, Taken, With, close, left_to_annul, pull};
#[cfg(feature = "oms")]
pub use reach::{Keys, Reach, alone, called, connection, of_goods, settled};
pub use read::kept;
pub use scanned::packed;
pub use sign_in::SignIn;
pub use signing::{by_command, in_one_line};
pub use source::{OfOrder, is_fetched};
pub use suz::Suz;
pub use system::{Coded, Group, Limit, Limits, Release, System};
pub use token::{Login, Token, Tokens};
pub use told::{document_json, left_json, order_json, part_json, pulled_json, shown};
#[cfg(feature = "oms")]
pub use web::Web;
pub use wire::Wire;
pub use xtrace::Xtrace;
