//! A symbol in its place.

use super::{Point, Turn};
use crate::symbol::{Matrix, Separator, runs_of};
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

    /// The modules of a row on the label as bits, 64 a word: the first module is the highest bit of
    /// the first word, dark is 1, and what is beyond the last column is 0.
    #[must_use]
    pub fn row(&self, row: u32) -> [u64; 3] {
        if self.turn == Turn::None {
            let words = self.matrix.row(row);
            return std::array::from_fn(|word| words.get(word).copied().unwrap_or(0));
        }
        let dark = |word: u32| (0..64).fold(0, |bits, at| bits << 1 | u64::from(self.is_dark(row, 64 * word + at)));
        [dark(0), dark(1), dark(2)]
    }

    /// Runs of dark modules on the label: row, first column, length.
    #[must_use]
    pub fn runs(&self) -> Vec<(u32, u32, u32)> {
        runs_of((0..self.rows()).map(|row| self.row(row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbol::SymbolSize;

    #[test]
    fn runs_are_those_of_the_matrix_whatever_its_width() {
        for size in SymbolSize::all().chain(SymbolSize::extension()) {
            for darkness in [0, 1, 3, 5] {
                let dark: Vec<bool> = (0..size.rows() * size.columns()).map(|n| n * 7919 % 5 < darkness).collect();
                let matrix = Matrix::new(size, &dark).unwrap();
                let expected: Vec<_> = matrix.runs().collect();
                let (module, origin) = (Length::from_mm(1), Point::default());
                let symbol = Symbol {
                    matrix,
                    separator: Separator::Gs,
                    module,
                    origin,
                    quiet: Length::ZERO,
                    turn: Turn::None,
                    ink: 0,
                };
                assert_eq!(symbol.runs(), expected, "{size}");
            }
        }
    }

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
