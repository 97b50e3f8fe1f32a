//! What the program does for people: what is written, what is said, how it ends.
//!
//! Commands run in this process through a console that keeps what they tell; `process.rs` holds
//! that against the program, which is started where streams, signals and memory matter.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[cfg(feature = "station")]
mod at_once;
mod barcodes;
mod boxes;
mod calibrated;
mod check;
mod check_batch;
mod check_printed;
mod codes;
mod columns;
mod common;
#[cfg(feature = "station")]
mod confirmed;
mod convert;
mod data;
mod drafts;
mod excel;
mod findings;
mod formats;
#[cfg(all(unix, feature = "station"))]
mod guides;
mod hostile;
mod inspect;
#[cfg(feature = "station")]
mod its;
mod judges;
mod kept;
#[cfg(feature = "station")]
mod killed;
mod kinds;
mod languages;
#[cfg(feature = "station")]
mod ledger_troubles;
mod lone;
mod manifest;
mod numbers;
#[cfg(feature = "oms")]
mod oms;
#[cfg(feature = "oms")]
mod oms_circle;
#[cfg(feature = "oms")]
mod oms_emulated;
#[cfg(feature = "oms")]
mod oms_forgotten;
#[cfg(feature = "oms")]
mod oms_killed;
#[cfg(feature = "oms")]
mod oms_tls;
mod outputs;
mod picked;
mod plates;
mod plates_art;
mod plates_jpeg;
mod plates_shipped;
#[cfg(feature = "station")]
mod printer;
mod process;
mod reduction;
mod render;
#[cfg(feature = "station")]
mod room;
#[cfg(feature = "station")]
mod room_secrets;
mod rooms;
mod rows;
mod secrets;
#[cfg(feature = "station")]
mod sheet_jobs;
mod sheets;
mod sights;
mod stamp;
mod streamed;
mod streams;
#[cfg(feature = "station")]
mod tags;
#[cfg(feature = "oms")]
mod tap;
mod templates;
mod trailing;
mod tspl;
mod units;
#[cfg(feature = "station")]
mod verified;
#[cfg(all(unix, feature = "studio"))]
mod walks;
