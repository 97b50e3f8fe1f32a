//! What the engine promises, by the library alone. Tests of the program are in `cli/tests/it`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod again;
mod any_symbol;
mod check;
mod check_bars;
mod check_contrast;
mod check_faces;
mod check_pixels;
mod check_text;
mod circles;
mod codes;
mod common;
mod conserved;
mod conserved_tables;
mod convert;
mod corpus;
mod drawn;
mod foreign_ids;
mod gs1;
mod kinds;
mod linear;
mod lines;
mod outlets;
mod outside_crate;
mod properties;
mod rooms;
mod rules;
mod samples;
mod scenes;
mod set;
mod shown;
mod sources;
mod spoilt;
mod stamp;
mod symbol;
mod world;
