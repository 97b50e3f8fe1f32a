//! Where codes come from: workbooks, CSV, text, JSON, ZIP, standard input.
//!
//! A [`Table`] gives rows, over and over if need be; a [`Mapping`] says which columns hold the
//! code (or its parts) and the other fields, and makes a [`Record`] of a row, or says with the
//! cell's address why it cannot.

mod archive;
mod base64;
mod cell;
mod columns;
mod compound;
mod content;
mod date;
mod delimited;
mod encoding;
mod entries;
mod fields;
mod headers;
mod heading;
mod hidden;
mod input;
mod json;
mod kinds;
mod likeness;
mod limits;
mod lookup;
mod mapping;
mod markup;
mod package;
mod record;
mod refused;
mod rows;
pub mod rules;
mod sample;
mod several;
mod spoilt;
mod spread;
mod table;
mod totals;
mod trailing;
mod unread;
mod values;
mod wanted;
mod workbook;

pub use cell::{Cell, Row, RowKind, RowSink, Unprintable};
pub use date::parse_date;
pub use encoding::encoding;
pub use hidden::HiddenRows;
pub use input::Input;
pub use lookup::Lookup;
pub use mapping::Mapping;
pub use record::Record;
pub use rows::{RowForm, Source};
pub use table::Table;
pub use wanted::{HeaderRow, Wanted, WantedField};
