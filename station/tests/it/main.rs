//! What printing promises.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod printer;
mod printer_profiles;
mod printer_simulator;
