//! What printing promises.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod clock;
mod common;
mod corpus;
mod emulator;
mod emulator_orders;
mod emulator_reports;
mod emulator_schemas;
mod emulator_wire;
mod faults;
mod its;
mod ledger;
mod ledger_orders;
mod line;
mod many;
mod oms;
mod oms_bodies;
mod oms_desk;
mod oms_forms;
mod oms_golden;
mod oms_lives;
mod oms_plant;
mod oms_xtrace;
mod printer;
mod printer_left_over;
mod printer_profiles;
mod printer_prove;
mod printer_simulator;
mod queued;
mod rooms;
mod schemas;
mod sheets;
#[cfg(target_os = "linux")]
mod spool;
mod systems;
#[cfg(target_os = "linux")]
mod ways;
