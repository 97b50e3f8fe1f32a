//! TOML files held against a declared shape, with the byte span of every value.
//!
//! A [`Shape`] lists the keys of a table once; from it come the check for unknown, missing and
//! ill-typed keys and the JSON Schema that editors use. A reader then takes values out without
//! caring about those mistakes again. All mistakes of a file are reported together.

mod schema;
mod shape;
mod table;

pub use schema::json_schema;
pub use shape::{Key, OfKey, Shape, ValueKind};
pub use table::{Reader, Spanned, TomlTable, rules};
