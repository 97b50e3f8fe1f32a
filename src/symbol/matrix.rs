//! The modules of a symbol.

use super::SymbolSize;

/// A grid of modules, dark or light, without quiet zone. Row 0 is the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    size: SymbolSize,
    dark: Box<[bool]>,
}

impl Matrix {
    /// A grid from its modules row by row; `None` when their number is not rows × columns.
    #[must_use]
    pub fn new(size: SymbolSize, dark: &[bool]) -> Option<Self> {
        (dark.len() == (size.rows() * size.columns()) as usize).then(|| Self { size, dark: dark.into() })
    }

    /// Its size.
    #[must_use]
    pub fn size(&self) -> SymbolSize {
        self.size
    }

    /// Whether a module is dark; modules outside the grid are light.
    #[must_use]
    pub fn is_dark(&self, row: u32, column: u32) -> bool {
        column < self.size.columns() && self.dark.get((row * self.size.columns() + column) as usize) == Some(&true)
    }

    /// All runs of dark modules: row, first column, length.
    pub fn runs(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        let columns = self.size.columns();
        self.dark.chunks(columns as usize).zip(0..).flat_map(|(cells, row)| {
            let mut at = 0;
            std::iter::from_fn(move || {
                let rest = cells.get(at..)?;
                let start = at + rest.iter().position(|dark| *dark)?;
                let run = cells.get(start..)?;
                let length = run.iter().position(|dark| !*dark).unwrap_or(run.len());
                at = start + length;
                Some((row, start as u32, length as u32))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        let size = SymbolSize::new(8, 18).unwrap();
        let dark: Vec<bool> = (0..144_u32).map(|n| n * 7919 % 5 < 3).collect();
        let matrix = Matrix::new(size, &dark).unwrap();
        let mut again = vec![false; 144];
        for (row, column, length) in matrix.runs() {
            assert!(!matrix.is_dark(row, column + length) || column + length == 18);
            (column..column + length).for_each(|c| again[(row * 18 + c) as usize] = true);
        }
        assert_eq!(again, dark);
    }
}
