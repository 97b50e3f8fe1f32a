//! The modules of a symbol.

/// Modules in a word of a row.
const WORD: u32 = u64::BITS;

/// A grid of modules of any size, dark or light, without quiet zone. Row 0 is the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    rows: u32,
    columns: u32,
    /// Words of a row side by side, row by row; the first module is the highest bit, dark is 1.
    words: Box<[u64]>,
}

impl Matrix {
    /// A grid from its modules row by row; `None` when it has none, or their number is not rows × columns.
    #[must_use]
    pub fn new(rows: u32, columns: u32, dark: &[bool]) -> Option<Self> {
        let across = columns as usize;
        if across == 0 || dark.is_empty() || (rows as usize).checked_mul(across) != Some(dark.len()) {
            return None;
        }
        let word = |cells: &[bool]| cells.iter().zip((0..WORD).rev()).map(|(dark, bit)| u64::from(*dark) << bit).sum();
        let words = dark.chunks(across).flat_map(|row| row.chunks(WORD as usize).map(word)).collect();
        Some(Self { rows, columns, words })
    }

    /// A grid from the words of its rows, [`words_of_a_row`] each.
    pub(super) fn from_words(rows: u32, columns: u32, words: Box<[u64]>) -> Self {
        Self { rows, columns, words }
    }

    /// Module rows.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Module columns.
    #[must_use]
    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// The grid turned clockwise by a right angle: its top row becomes the right column.
    #[must_use]
    pub fn turned(&self) -> Self {
        let across = words_of_a_row(self.rows);
        let mut words = vec![0_u64; across * self.columns as usize];
        for (row, column, length) in self.runs() {
            let at = self.rows - 1 - row;
            for line in words.chunks_exact_mut(across).skip(column as usize).take(length as usize) {
                if let Some(word) = line.get_mut((at / WORD) as usize) {
                    *word |= 1 << (WORD - 1 - at % WORD);
                }
            }
        }
        Self { rows: self.columns, columns: self.rows, words: words.into() }
    }

    /// Whether a module is dark; modules outside the grid are light.
    #[must_use]
    pub fn is_dark(&self, row: u32, column: u32) -> bool {
        column < self.columns
            && self.row(row).get((column / WORD) as usize).is_some_and(|word| bit(*word, column % WORD))
    }

    /// The modules of a row as bits, 64 a word: the first module is the highest bit of the first
    /// word, dark is 1, what is beyond the last column is 0. No words when there is no such row.
    #[must_use]
    pub fn row(&self, row: u32) -> &[u64] {
        self.words.chunks_exact(words_of_a_row(self.columns)).nth(row as usize).unwrap_or_default()
    }

    /// All runs of dark modules: row, first column, length.
    #[must_use]
    pub fn runs(&self) -> Vec<(u32, u32, u32)> {
        /// More than most rows of a symbol have.
        const RUNS: usize = 12;
        let mut runs: Vec<(u32, u32, u32)> = Vec::with_capacity(self.rows as usize * RUNS);
        for (words, row) in self.words.chunks(words_of_a_row(self.columns)).zip(0..) {
            for (word, from) in words.iter().zip((0..).step_by(WORD as usize)) {
                let (mut word, mut at) = (*word, from);
                while word != 0 {
                    at += word.leading_zeros();
                    word <<= word.leading_zeros();
                    let length = word.leading_ones();
                    // A word that is dark to its end has nothing left.
                    word = word.checked_shl(length).unwrap_or(0);
                    match runs.last_mut() {
                        // It goes on from the word before.
                        Some((last, start, before)) if *last == row && *start + *before == at => *before += length,
                        _ => runs.push((row, at, length)),
                    }
                    at += length;
                }
            }
        }
        runs
    }
}

/// Words that a row of so many modules takes.
pub(super) fn words_of_a_row(columns: u32) -> usize {
    columns.div_ceil(WORD) as usize
}

fn bit(word: u64, column: u32) -> bool {
    word << column >> (WORD - 1) == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbol::SymbolSize;

    /// Those of Data Matrix, of QR, and what nobody has yet.
    fn sizes() -> impl Iterator<Item = (u32, u32)> {
        let known = SymbolSize::all().chain(SymbolSize::extension());
        known.map(|size| (size.rows(), size.columns())).chain([(177, 177), (1, 640), (3, 250), (300, 2)])
    }

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        for (rows, columns) in sizes() {
            for darkness in [0, 1, 3, 5] {
                let modules = rows * columns;
                let dark: Vec<bool> = (0..modules).map(|n| n * 7919 % 5 < darkness).collect();
                let matrix = Matrix::new(rows, columns, &dark).unwrap();
                let mut again = vec![false; modules as usize];
                for (row, column, length) in matrix.runs() {
                    assert!(length > 0 && !matrix.is_dark(row, column + length));
                    assert!(column == 0 || !matrix.is_dark(row, column - 1));
                    (column..column + length).for_each(|c| again[(row * columns + c) as usize] = true);
                }
                assert_eq!(again, dark, "{rows}×{columns}");
                let asked = (0..modules).map(|n| matrix.is_dark(n / columns, n % columns));
                assert_eq!(asked.collect::<Vec<_>>(), dark, "{rows}×{columns}");
                let turned = matrix.turned();
                assert_eq!((turned.rows(), turned.columns()), (columns, rows));
                let back = (0..modules).map(|n| turned.is_dark(n % columns, rows - 1 - n / columns));
                assert_eq!(back.collect::<Vec<_>>(), dark, "{rows}×{columns}");
            }
        }
    }

    #[test]
    fn there_is_nothing_outside() {
        let matrix = Matrix::new(10, 10, &[true; 100]).unwrap();
        assert_eq!(matrix.runs().len(), 10);
        assert!(!matrix.is_dark(10, 0) && !matrix.is_dark(0, 10) && !matrix.is_dark(u32::MAX, u32::MAX));
        assert!(matrix.row(10).is_empty());
        assert!(Matrix::new(10, 10, &[true; 99]).is_none() && Matrix::new(0, 0, &[]).is_none());
    }
}
