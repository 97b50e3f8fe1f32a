//! The modules of a symbol.

use super::SymbolSize;

/// Modules in a word of a row.
const WORD: u32 = u64::BITS;

/// A grid of modules, dark or light, without quiet zone. Row 0 is the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    size: SymbolSize,
    /// Words of a row side by side, row by row; the first module is the highest bit, dark is 1.
    words: Box<[u64]>,
}

impl Matrix {
    /// A grid from its modules row by row; `None` when their number is not rows × columns.
    #[must_use]
    pub fn new(size: SymbolSize, dark: &[bool]) -> Option<Self> {
        let columns = size.columns() as usize;
        let word = |cells: &[bool]| cells.iter().zip((0..WORD).rev()).map(|(dark, bit)| u64::from(*dark) << bit).sum();
        let words = dark.chunks(columns).flat_map(|row| row.chunks(WORD as usize).map(word)).collect();
        (dark.len() == size.rows() as usize * columns).then_some(Self { size, words })
    }

    /// A grid from the words of its rows, [`words_of_a_row`] each.
    pub(super) fn from_words(size: SymbolSize, words: Box<[u64]>) -> Self {
        Self { size, words }
    }

    /// Its size.
    #[must_use]
    pub fn size(&self) -> SymbolSize {
        self.size
    }

    /// Whether a module is dark; modules outside the grid are light.
    #[must_use]
    pub fn is_dark(&self, row: u32, column: u32) -> bool {
        column < self.size.columns()
            && self.row(row).get((column / WORD) as usize).is_some_and(|word| bit(*word, column % WORD))
    }

    /// The modules of a row as bits, 64 a word: the first module is the highest bit of the first
    /// word, dark is 1, what is beyond the last column is 0. No words when there is no such row.
    #[must_use]
    pub fn row(&self, row: u32) -> &[u64] {
        self.words.chunks_exact(words_of_a_row(self.size)).nth(row as usize).unwrap_or_default()
    }

    /// All runs of dark modules: row, first column, length.
    pub fn runs(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        runs_of(self.words.chunks(words_of_a_row(self.size))).into_iter()
    }
}

/// Runs of dark modules in rows of bits, as [`Matrix::row`] gives them: row, first column, length.
#[must_use]
pub fn runs_of<R: AsRef<[u64]>>(rows: impl IntoIterator<Item = R>) -> Vec<(u32, u32, u32)> {
    /// More than most rows of a symbol have.
    const RUNS: usize = 12;
    let rows = rows.into_iter();
    let mut runs: Vec<(u32, u32, u32)> = Vec::with_capacity(rows.size_hint().0 * RUNS);
    for (words, row) in rows.zip(0..) {
        for (word, from) in words.as_ref().iter().zip((0..).step_by(WORD as usize)) {
            let (mut word, mut at) = (*word, from);
            while word != 0 {
                at += word.leading_zeros();
                word <<= word.leading_zeros();
                let length = word.leading_ones();
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

/// Words that a row of modules takes: 1 to 3.
pub(super) fn words_of_a_row(size: SymbolSize) -> usize {
    size.columns().div_ceil(WORD) as usize
}

fn bit(word: u64, column: u32) -> bool {
    word << column >> (WORD - 1) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        for size in SymbolSize::all().chain(SymbolSize::extension()) {
            for darkness in [0, 1, 3, 5] {
                let modules = size.rows() * size.columns();
                let dark: Vec<bool> = (0..modules).map(|n| n * 7919 % 5 < darkness).collect();
                let matrix = Matrix::new(size, &dark).unwrap();
                let mut again = vec![false; modules as usize];
                for (row, column, length) in matrix.runs() {
                    assert!(length > 0 && !matrix.is_dark(row, column + length));
                    assert!(column == 0 || !matrix.is_dark(row, column - 1));
                    (column..column + length).for_each(|c| again[(row * size.columns() + c) as usize] = true);
                }
                assert_eq!(again, dark, "{size}");
                let asked = (0..modules).map(|n| matrix.is_dark(n / size.columns(), n % size.columns()));
                assert_eq!(asked.collect::<Vec<_>>(), dark, "{size}");
            }
        }
    }

    #[test]
    fn there_is_nothing_outside() {
        let size = SymbolSize::new(10, 10).unwrap();
        let matrix = Matrix::new(size, &[true; 100]).unwrap();
        assert_eq!(matrix.runs().count(), 10);
        assert!(!matrix.is_dark(10, 0) && !matrix.is_dark(0, 10) && !matrix.is_dark(u32::MAX, u32::MAX));
        assert!(matrix.row(10).is_empty());
        assert!(Matrix::new(size, &[true; 99]).is_none());
    }
}
