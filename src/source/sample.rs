//! The first rows of a table, by which it is told what stands where.

use super::cell::{Cell, Row};
use crate::gs1::Code;
use crate::market::Structure;

/// Rows looked at to tell a CSV file from raw lines, and columns from one another.
pub(super) const SAMPLE_ROWS: usize = 100;

/// The first code of the market in a row.
pub(super) fn code_of(row: &Row, structure: &Structure) -> Option<Code> {
    row.cells.iter().filter_map(Cell::as_text).find_map(|text| structure.read(text).ok()).map(|(read, _)| read.code)
}
