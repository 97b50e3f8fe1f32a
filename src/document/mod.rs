//! TOML files held against a declared shape, with the byte span of every value.
//!
//! A [`Shape`] lists the keys of a table once; from it come the check for unknown, missing and
//! ill-typed keys and the JSON Schema that editors use. A reader then takes values out without
//! caring about those mistakes again. A [`Choice`] is a type whose values are declared with their words. All mistakes of a file are reported together.

mod choice;
mod schema;
mod shape;
mod table;

pub use choice::Choice;
pub(crate) use choice::choice;
pub use schema::json_schema;
pub use shape::{Key, OfKey, Shape, ValueKind};
pub use table::{Reader, Spanned, TomlTable, rules};
