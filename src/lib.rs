//! Labels for goods that carry a state marking code: codes in, GS1 DataMatrix labels out.
//!
//! A label is made in one direction, and each stage guarantees something to the next:
//!
//! - [`source`] gives records: a code that was read by the structure of its market, with right
//!   check digits and lengths, and the fields that are printed beside it. A cell that cannot be
//!   printed is a finding with its address.
//! - [`template`] gives a label's design, in which every key is known, every length has a unit,
//!   and every ink, font and expression exists.
//! - [`market`] gives what a regulator demands, with the source of every demand.
//! - [`layout`] makes a scene of a record: everything measured, fitted and placed, on whole dots
//!   where the device has dots.
//! - [`scene`] is the waist between making and drawing: absolute positions in exact lengths.
//! - [`render`] and [`raster`] translate a scene and decide nothing.
//! - [`check`] holds a scene against its market, its device and practice.
//! - [`batch`] passes rows in order over all cores, looks at them, and writes them in clean form.
//! - [`proof`] draws a label with what was found on it.
//! - [`job`] makes labels of a batch: it surveys all rows before it writes anything, and what it
//!   writes appears whole or not at all. Start here to make many labels; see
//!   `examples/one_label.rs` to make one.
//! - [`report`] tells people and programs what came of it.
//!
//! Below them, [`symbol`] sets codes as modules and finds sizes a printer can draw, [`gs1`] knows
//! application identifiers and check digits, [`document`] reads TOML with the place of every
//! value, and [`units`], [`diagnostic`] and [`world`] hold lengths, findings and the outside.

#![cfg_attr(not(test), deny(clippy::disallowed_methods))]

pub mod batch;
pub mod check;
pub mod diagnostic;
pub mod document;
pub mod gs1;
pub mod job;
pub mod layout;
pub mod market;
pub mod proof;
pub mod raster;
pub mod render;
pub mod report;
pub mod scene;
pub mod sentence;
pub mod source;
pub mod symbol;
pub mod template;
pub mod units;
pub mod world;
