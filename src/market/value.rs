//! Values of a record's fields.

use crate::gs1::Date;

/// What a field of a record holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// Nothing: an empty cell, or no column at all.
    #[default]
    Nothing,
    /// Text as it stands in the cell.
    Text(String),
    /// A date that was understood.
    Date(Date),
}
