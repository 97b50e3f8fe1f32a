//! Cells that a spreadsheet would run.

use std::borrow::Cow;

/// Whether a spreadsheet takes a cell of a CSV file for a formula.
#[must_use]
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell as it may stand in a CSV file that a spreadsheet opens: what it would run as a formula gets an
/// apostrophe in front, which marks text. It is taken off where such a file is read.
#[must_use]
pub fn shielded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}
