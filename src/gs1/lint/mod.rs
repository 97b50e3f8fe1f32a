//! What is wrong with a value beyond its length and characters.
//!
//! Each test the table of AIs names is a small function in a file of its theme. It sees the
//! text of one part and tells the first thing wrong with it.

mod check;
mod code;
mod coupon;
mod coupon_fault;
mod date;
mod defect;
mod iban;
mod kind;
mod linters;
mod list;
mod number;
mod piece;
mod place;
mod text;

pub use coupon_fault::{CouponFault, CouponPart};
use defect::digits;
pub(super) use defect::{Defect, Outcome};
pub use kind::FlawKind;
pub(super) use linters::{Linter, linter_named};
pub(super) use text::padding;
