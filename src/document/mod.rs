//! TOML files held against a declared shape, with the byte span of every value.
//!
//! A [`Shape`] lists the keys of a table once; from it come the check for unknown, missing and
//! ill-typed keys and the JSON Schema that editors use. A reader then takes values out without
//! caring about those mistakes again. A [`Choice`] is a type whose values are declared with their words. All mistakes of a file are reported together.
//!
//! ```
//! use quietzone::template::Template;
//!
//! // Templates and market files are read so: every mistake is told at once, with its place.
//! let wrong = Template::parse("label.toml", "marked = 'kz-pharma'\nlabel = 7\n".to_owned()).unwrap_err();
//! assert!(wrong.len() > 1 && wrong[0].help.is_some());
//! ```

mod choice;
mod schema;
mod shape;
mod table;

pub use choice::Choice;
pub(crate) use choice::choice;
pub use schema::json_schema;
pub use shape::{Key, OfKey, Shape, ValueKind, nearest};
pub use table::{Reader, Spanned, TomlTable, rules};
