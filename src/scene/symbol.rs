//! A symbol in its place.

use super::{Point, Turn};
use crate::symbol::{Matrix, Separator};
use crate::units::Length;

/// A barcode symbol. Rows and columns here are those on the label, after turning.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Its modules, upright.
    pub matrix: Matrix,
    /// What stands between the elements of GS1 data in it.
    pub separator: Separator,
    /// Length of a module.
    pub module: Length,
    /// Top left corner on the label, without quiet zone.
    pub origin: Point,
    /// Width of the quiet zone.
    pub quiet: Length,
    /// How the modules are turned.
    pub turn: Turn,
    /// The ink, by its number in the stock.
    pub ink: usize,
}

impl Symbol {
    /// Rows on the label.
    #[must_use]
    pub fn rows(&self) -> u32 {
        let size = self.matrix.size();
        if self.turn.swaps() { size.columns() } else { size.rows() }
    }

    /// Columns on the label.
    #[must_use]
    pub fn columns(&self) -> u32 {
        let size = self.matrix.size();
        if self.turn.swaps() { size.rows() } else { size.columns() }
    }

    /// Whether the module at a row and column on the label is dark.
    #[must_use]
    pub fn is_dark(&self, row: u32, column: u32) -> bool {
        let last = |count: u32, index: u32| count.checked_sub(index + 1);
        let upright = match self.turn {
            Turn::None => Some((row, column)),
            Turn::Quarter => last(self.columns(), column).map(|r| (r, row)),
            Turn::Half => last(self.rows(), row).zip(last(self.columns(), column)),
            Turn::ThreeQuarters => last(self.rows(), row).map(|c| (column, c)),
        };
        upright.is_some_and(|(row, column)| self.matrix.is_dark(row, column))
    }

    /// Runs of dark modules on the label: row, first column, length.
    #[must_use]
    pub fn runs(&self) -> Vec<(u32, u32, u32)> {
        if self.turn == Turn::None {
            return self.matrix.runs().collect();
        }
        let mut runs: Vec<(u32, u32, u32)> = Vec::new();
        for row in 0..self.rows() {
            for column in (0..self.columns()).filter(|column| self.is_dark(row, *column)) {
                match runs.last_mut() {
                    Some((r, start, length)) if *r == row && *start + *length == column => *length += 1,
                    _ => runs.push((row, column, 1)),
                }
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbol::SymbolSize;

    #[test]
    fn a_turned_symbol_has_its_modules_where_a_turned_sheet_would() {
        let size = SymbolSize::new(8, 18).unwrap();
        let mut dark = vec![false; 144];
        dark[2 * 18 + 5] = true; // row 2, column 5
        let symbol = |turn| Symbol {
            matrix: Matrix::new(size, &dark).unwrap(),
            separator: Separator::Gs,
            module: Length::from_mm(1),
            origin: Point::default(),
            quiet: Length::ZERO,
            turn,
            ink: 0,
        };
        // Clockwise: the top edge becomes the right edge.
        assert_eq!(symbol(Turn::None).runs(), [(2, 5, 1)]);
        assert_eq!(symbol(Turn::Quarter).runs(), [(5, 5, 1)]);
        assert_eq!(symbol(Turn::Half).runs(), [(5, 12, 1)]);
        assert_eq!(symbol(Turn::ThreeQuarters).runs(), [(12, 2, 1)]);
        assert_eq!((symbol(Turn::Quarter).rows(), symbol(Turn::Quarter).columns()), (18, 8));
    }
}
