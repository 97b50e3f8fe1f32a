//! Where codes come from: workbooks, CSV, text, JSON, ZIP, standard input.
//!
//! A [`Table`] gives rows, over and over if need be; a [`Mapping`] says which columns hold the
//! code (or its parts) and the other fields, and makes a [`Record`] of a row, or says with the
//! cell's address why it cannot.
//!
//! ```
//! use quietzone::market::Market;
//! use quietzone::source::{Input, Mapping, Table, Wanted};
//!
//! let market = Market::load("kz-pharma")?;
//! let input = Input::from_bytes("codes.csv", b"GTIN;SN;91;92\n04870999000116;ABC1234567890;EE05;dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=\n");
//! let mut table = Table::open(input, None, &market.structure, true).map_err(|found| found.to_string())?;
//! let mapping = Mapping::find(&mut table, &market, &Wanted::default(), None).map_err(|found| format!("{found:?}"))?;
//! let rows = table.sample().map_err(|found| found.to_string())?;
//! assert!(!mapping.is_data(&rows[0]) && mapping.record(&rows[1], &table, &market, None).is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
mod kept;
mod keys;
mod kinds;
mod likeness;
mod limits;
mod lookup;
mod mapping;
mod markup;
mod package;
mod packed;
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
pub use content::sheets;
pub use date::parse_date;
pub use encoding::encoding;
pub use hidden::HiddenRows;
pub use input::Input;
pub use kept::Kept;
pub use lookup::Lookup;
pub use mapping::Mapping;
pub use record::Record;
pub use rows::{RowForm, Source};
pub use table::Table;
pub use wanted::{HeaderRow, Picked, Wanted, WantedField};
