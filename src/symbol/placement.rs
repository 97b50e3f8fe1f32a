//! Where the bits of codewords stand (ISO/IEC 16022, 5.8 and annex F).

use std::sync::OnceLock;

use super::matrix::words_of_a_row;
use super::{Matrix, SymbolSize};

/// The modules of a codeword that stands in one piece, highest bit first, from its lowest right
/// module: rows and columns.
const UTAH: Shape = [(-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0)];

/// The modules of a codeword in two corners, of which there are four kinds. What is negative counts
/// from below and from the right.
const CORNERS: [Shape; 4] = [
    [(-1, 0), (-1, 1), (-1, 2), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)],
    [(-3, 0), (-2, 0), (-1, 0), (0, -4), (0, -3), (0, -2), (0, -1), (1, -1)],
    [(-3, 0), (-2, 0), (-1, 0), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)],
    [(-1, 0), (-1, -1), (0, -3), (0, -2), (0, -1), (1, -3), (1, -2), (1, -1)],
];

type Shape = [(i32, i32); 8];

/// How a word of a row is put together.
#[derive(Clone)]
struct Word {
    /// What it has before there is data: finder patterns, and the corner that no codeword reaches.
    frame: u64,
    pieces: Vec<CodewordBits>,
}

/// Bits of a codeword that stand side by side in a word, in the same order.
#[derive(Clone, Copy)]
struct CodewordBits {
    codeword: u16,
    /// By how many bits the codeword is turned to the left to bring them in their place.
    turn: u8,
    /// Their place.
    mask: u64,
}

impl CodewordBits {
    fn of(&self, codewords: &[u8]) -> u64 {
        let codeword = codewords.get(usize::from(self.codeword)).copied().unwrap_or_default();
        u64::from(codeword).rotate_left(u32::from(self.turn)) & self.mask
    }
}

/// The symbol of all its codewords, data and correction.
pub(super) fn place(size: SymbolSize, codewords: &[u8]) -> Matrix {
    let filled = |word: &Word| word.pieces.iter().fold(word.frame, |bits, piece| bits | piece.of(codewords));
    Matrix::from_words(size.rows(), size.columns(), words(size).iter().map(filled).collect())
}

/// The codewords that stand in a grid, data and correction.
pub(super) fn lift(size: SymbolSize, grid: &Matrix) -> Vec<u8> {
    let mut codewords = vec![0; size.data_codewords() + size.correction_codewords()];
    let bits = (0..grid.rows()).flat_map(|row| grid.row(row));
    for (word, bits) in words(size).iter().zip(bits) {
        for piece in &word.pieces {
            if let Some(codeword) = codewords.get_mut(usize::from(piece.codeword)) {
                *codeword |= (bits & piece.mask).rotate_right(u32::from(piece.turn)) as u8;
            }
        }
    }
    codewords
}

/// The words of a size, row by row, made when first asked for.
fn words(size: SymbolSize) -> &'static [Word] {
    static WORDS: [OnceLock<Box<[Word]>>; SymbolSize::COUNT] = [const { OnceLock::new() }; SymbolSize::COUNT];
    WORDS.get(size.index()).map_or(&[], |words| words.get_or_init(|| Canvas::whole(size).words.into()))
}

/// A grid that is drawn upon.
struct Canvas {
    size: SymbolSize,
    words: Vec<Word>,
}

impl Canvas {
    fn whole(size: SymbolSize) -> Self {
        let empty = Word { frame: 0, pieces: Vec::new() };
        let mut canvas = Self { size, words: vec![empty; size.rows() as usize * words_of_a_row(size.columns())] };
        canvas.finder_patterns();
        let walk = Walk::over(size);
        walk.corner().into_iter().flatten().for_each(|(row, column)| canvas.darken(canvas.outward(row, column)));
        for (modules, codeword) in walk.codewords.iter().zip(0..) {
            for ((row, column), bit) in modules.iter().zip((0..8).rev()) {
                canvas.put(canvas.outward(*row, *column), codeword, bit);
            }
        }
        canvas
    }

    /// A solid line on the left and below, dots on the right and above, around every data region.
    fn finder_patterns(&mut self) {
        let (down, across) = self.size.regions();
        let (high, wide) = (self.size.rows() / down, self.size.columns() / across);
        for row in 0..self.size.rows() {
            for column in 0..self.size.columns() {
                let (y, x) = (row % high, column % wide);
                let solid = x == 0 || y == high - 1;
                let dotted = (y == 0 && x % 2 == 0) || (x == wide - 1 && y % 2 == 1);
                if solid || dotted {
                    self.darken((row, column));
                }
            }
        }
    }

    /// Where a module of the data regions put together stands in the symbol.
    fn outward(&self, row: u32, column: u32) -> (u32, u32) {
        let (down, across) = self.size.regions();
        let (high, wide) = (self.size.rows() / down - 2, self.size.columns() / across - 2);
        (row + row / high * 2 + 1, column + column / wide * 2 + 1)
    }

    fn darken(&mut self, at: (u32, u32)) {
        let (word, bit) = self.at(at);
        word.into_iter().for_each(|word| word.frame |= 1 << bit);
    }

    /// Puts a bit of a codeword, counted from the lowest, to a module.
    fn put(&mut self, at: (u32, u32), codeword: u16, bit: u32) {
        let (word, place) = self.at(at);
        let Some(word) = word else { return };
        let turn = (place + u64::BITS - bit) as u8 % 64;
        match word.pieces.last_mut() {
            Some(piece) if (piece.codeword, piece.turn) == (codeword, turn) => piece.mask |= 1 << place,
            _ => word.pieces.push(CodewordBits { codeword, turn, mask: 1 << place }),
        }
    }

    /// The word of a module, and its bit there.
    fn at(&mut self, (row, column): (u32, u32)) -> (Option<&mut Word>, u32) {
        let word = row as usize * words_of_a_row(self.size.columns()) + (column / u64::BITS) as usize;
        (self.words.get_mut(word), u64::BITS - 1 - column % u64::BITS)
    }
}

/// The way of annex F: diagonal sweeps over the data regions put together, up to the right and down
/// to the left, a codeword wherever its lowest right module is still free.
struct Walk {
    rows: i32,
    columns: i32,
    taken: Vec<bool>,
    codewords: Vec<[(u32, u32); 8]>,
}

impl Walk {
    fn over(size: SymbolSize) -> Self {
        let (down, across) = size.regions();
        let (rows, columns) = (size.rows() - 2 * down, size.columns() - 2 * across);
        let taken = vec![false; (rows * columns) as usize];
        let mut walk = Self { rows: rows as i32, columns: columns as i32, taken, codewords: Vec::new() };
        walk.sweep();
        walk
    }

    fn sweep(&mut self) {
        let (mut row, mut column) = (4, 0);
        while row < self.rows || column < self.columns {
            if let Some(corner) = self.corner_at(row, column).and_then(|kind| CORNERS.get(kind)) {
                self.put(corner.map(|(row, column)| (from_end(row, self.rows), from_end(column, self.columns))));
            }
            loop {
                self.utah(row, column);
                (row, column) = (row - 2, column + 2);
                if row < 0 || column >= self.columns {
                    break;
                }
            }
            (row, column) = (row + 1, column + 3);
            loop {
                self.utah(row, column);
                (row, column) = (row + 2, column - 2);
                if row >= self.rows || column < 0 {
                    break;
                }
            }
            (row, column) = (row + 3, column + 1);
        }
    }

    /// The kind of corner that is due where an upward sweep starts.
    fn corner_at(&self, row: i32, column: i32) -> Option<usize> {
        match (row - self.rows, column, self.columns % 8) {
            (0, 0, _) => Some(0),
            (-2, 0, 2 | 6) => Some(1),
            (-2, 0, 4) => Some(2),
            (4, 2, 0) => Some(3),
            _ => None,
        }
    }

    /// A codeword in one piece, if its lowest right module is in the grid and free.
    fn utah(&mut self, row: i32, column: i32) {
        let inside = (0..self.rows).contains(&row) && (0..self.columns).contains(&column);
        if inside && !self.taken.get(self.number(row, column)).is_some_and(|taken| *taken) {
            self.put(UTAH.map(|(down, right)| self.wrapped(row + down, column + right)));
        }
    }

    /// What leaves the grid above or on the left comes back at the other side, shifted by some
    /// modules; in the low symbols of ISO/IEC 21471 it may then leave below, and comes back above.
    fn wrapped(&self, mut row: i32, mut column: i32) -> (i32, i32) {
        if row < 0 {
            (row, column) = (row + self.rows, column + 4 - (self.rows + 4) % 8);
        }
        if column < 0 {
            (row, column) = (row + 4 - (self.columns + 4) % 8, column + self.columns);
        }
        (row % self.rows, column)
    }

    fn put(&mut self, modules: [(i32, i32); 8]) {
        for (row, column) in modules {
            let number = self.number(row, column);
            if let Some(taken) = self.taken.get_mut(number) {
                *taken = true;
            }
        }
        self.codewords.push(modules.map(|(row, column)| (row.unsigned_abs(), column.unsigned_abs())));
    }

    fn number(&self, row: i32, column: i32) -> usize {
        (row * self.columns + column).unsigned_abs() as usize
    }

    /// The dark modules of the corner below on the right, if no codeword reaches it.
    fn corner(&self) -> Option<[(u32, u32); 2]> {
        let (row, column) = (self.rows.unsigned_abs(), self.columns.unsigned_abs());
        let free = self.taken.last() == Some(&false);
        free.then_some([(row - 1, column - 1), (row - 2, column - 2)])
    }
}

fn from_end(index: i32, count: i32) -> i32 {
    if index < 0 { index + count } else { index }
}
