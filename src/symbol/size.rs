//! The sizes of Data Matrix ECC 200 (ISO/IEC 16022, table 7; ISO/IEC 21471).

use std::fmt;
use std::str::FromStr;

use crate::document::{Choice, choice};
use crate::say;
use crate::sentence::{InWords, Sentence, name, outside};

/// One symbol size. Rows and columns are counted with the finder pattern and without the quiet zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SymbolSize {
    rows: u16,
    columns: u16,
    /// Data codewords.
    data: u16,
    /// Error correction codewords of all blocks.
    correction: u16,
    /// Interleaved Reed–Solomon blocks.
    blocks: u8,
    /// Data regions from left to right; there are as many rows of them, unless it is a rectangle.
    regions: u8,
}

choice! {
    /// Square or rectangular.
    #[derive(Default)]
    pub enum Shape {
        /// 10×10 to 144×144.
        #[default]
        Square = "square",
        /// 8×18 to 16×48.
        Rectangle = "rectangle",
    }
}

impl InWords for Shape {
    fn in_words(&self) -> Sentence {
        match self {
            Shape::Square => say!("square"),
            Shape::Rectangle => say!("rectangle"),
        }
    }
}

/// Its key in templates and JSON, the same in every language.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

const fn size(rows: u16, columns: u16, data: u16, correction: u16, blocks: u8, regions: u8) -> SymbolSize {
    SymbolSize { rows, columns, data, correction, blocks, regions }
}

/// Smallest first; squares, then rectangles (ISO/IEC 16022, table 7).
const TABLE: &[SymbolSize] = &[
    size(10, 10, 3, 5, 1, 1),
    size(12, 12, 5, 7, 1, 1),
    size(14, 14, 8, 10, 1, 1),
    size(16, 16, 12, 12, 1, 1),
    size(18, 18, 18, 14, 1, 1),
    size(20, 20, 22, 18, 1, 1),
    size(22, 22, 30, 20, 1, 1),
    size(24, 24, 36, 24, 1, 1),
    size(26, 26, 44, 28, 1, 1),
    size(32, 32, 62, 36, 1, 2),
    size(36, 36, 86, 42, 1, 2),
    size(40, 40, 114, 48, 1, 2),
    size(44, 44, 144, 56, 1, 2),
    size(48, 48, 174, 68, 1, 2),
    size(52, 52, 204, 84, 2, 2),
    size(64, 64, 280, 112, 2, 4),
    size(72, 72, 368, 144, 4, 4),
    size(80, 80, 456, 192, 4, 4),
    size(88, 88, 576, 224, 4, 4),
    size(96, 96, 696, 272, 4, 4),
    size(104, 104, 816, 336, 6, 4),
    size(120, 120, 1050, 408, 6, 6),
    size(132, 132, 1304, 496, 8, 6),
    size(144, 144, 1558, 620, 10, 6),
    size(8, 18, 5, 7, 1, 1),
    size(8, 32, 10, 11, 1, 2),
    size(12, 26, 16, 14, 1, 1),
    size(12, 36, 22, 18, 1, 2),
    size(16, 36, 32, 24, 1, 2),
    size(16, 48, 49, 28, 1, 2),
];

/// The rectangular extension, DMRE (ISO/IEC 21471). Not a form of GS1 DataMatrix.
const EXTENSION: &[SymbolSize] = &[
    size(8, 48, 18, 15, 1, 2),
    size(8, 64, 24, 18, 1, 4),
    size(8, 80, 32, 22, 1, 4),
    size(8, 96, 38, 28, 1, 4),
    size(8, 120, 49, 32, 1, 6),
    size(8, 144, 63, 36, 1, 6),
    size(12, 64, 43, 27, 1, 4),
    size(12, 88, 64, 36, 1, 4),
    size(16, 64, 62, 36, 1, 4),
    size(20, 36, 44, 28, 1, 2),
    size(20, 44, 56, 34, 1, 2),
    size(20, 64, 84, 42, 1, 4),
    size(22, 48, 72, 38, 1, 2),
    size(24, 48, 80, 41, 1, 2),
    size(24, 64, 108, 46, 1, 4),
    size(26, 40, 70, 38, 1, 2),
    size(26, 48, 90, 42, 1, 2),
    size(26, 64, 118, 50, 1, 4),
];

impl SymbolSize {
    /// How many there are, those of ISO/IEC 21471 included.
    pub(super) const COUNT: usize = TABLE.len() + EXTENSION.len();

    /// All sizes of ISO/IEC 16022, squares first, each kind from small to large.
    pub fn all() -> impl Iterator<Item = SymbolSize> {
        TABLE.iter().copied()
    }

    /// The sizes that ISO/IEC 21471 adds (DMRE), by their rows. Nothing selects them by itself:
    /// GS1 does not allow them, and regulators name ISO/IEC 16022.
    pub fn extension() -> impl Iterator<Item = SymbolSize> {
        EXTENSION.iter().copied()
    }

    /// The smallest size of a shape that holds so many data codewords.
    #[must_use]
    pub fn for_codewords(count: usize, shape: Shape) -> Option<SymbolSize> {
        Self::all().find(|size| size.shape() == shape && size.data_codewords() >= count)
    }

    /// The size of ISO/IEC 16022 with so many rows and columns.
    #[must_use]
    pub fn new(rows: u32, columns: u32) -> Option<SymbolSize> {
        Self::all().find(|size| (size.rows(), size.columns()) == (rows, columns))
    }

    /// Module rows.
    #[must_use]
    pub fn rows(self) -> u32 {
        u32::from(self.rows)
    }

    /// Module columns.
    #[must_use]
    pub fn columns(self) -> u32 {
        u32::from(self.columns)
    }

    /// How many data codewords it holds.
    #[must_use]
    pub fn data_codewords(self) -> usize {
        usize::from(self.data)
    }

    /// How many error correction codewords it has.
    #[must_use]
    pub fn correction_codewords(self) -> usize {
        usize::from(self.correction)
    }

    /// Reed–Solomon blocks, among which its codewords are dealt out in turn.
    #[must_use]
    pub fn blocks(self) -> usize {
        usize::from(self.blocks)
    }

    /// Data regions: rows of them, and how many in each.
    #[must_use]
    pub fn regions(self) -> (u32, u32) {
        let across = u32::from(self.regions);
        if self.rows == self.columns { (across, across) } else { (1, across) }
    }

    /// Its number among all sizes, those of ISO/IEC 21471 last.
    pub(super) fn index(self) -> usize {
        let same = |size: &SymbolSize| (size.rows, size.columns) == (self.rows, self.columns);
        TABLE.iter().chain(EXTENSION).position(same).unwrap_or(Self::COUNT)
    }

    /// The fewest data codewords of a symbol of ISO/IEC 16022, of whatever shape, that holds so many.
    pub(super) fn room_for(count: usize) -> Option<usize> {
        TABLE.iter().map(|size| size.data_codewords()).filter(|room| *room >= count).min()
    }

    /// Square or rectangle.
    #[must_use]
    pub fn shape(self) -> Shape {
        if self.rows == self.columns { Shape::Square } else { Shape::Rectangle }
    }
}

impl fmt::Display for SymbolSize {
    /// `36×36`, rows first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{}", self.rows, self.columns)
    }
}

impl FromStr for SymbolSize {
    type Err = Sentence;

    /// Reads `36x36` or `16×48`, rows first.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        let sides = text
            .split_once(['x', 'X', '×'])
            .and_then(|(rows, columns)| Some((rows.trim().parse().ok()?, columns.trim().parse().ok()?)));
        if let Some(size) = Self::extension().find(|size| Some((size.rows(), size.columns())) == sides) {
            return Err(say!(
                "{size} is a size of ISO/IEC 21471 (DMRE), which GS1 DataMatrix does not allow; rectangles of ISO/IEC 16022 are 8x18, 8x32, 12x26, 12x36, 16x36, 16x48 (rows first)",
                size = name(size.to_string())
            ));
        }
        sides.and_then(|(rows, columns)| Self::new(rows, columns)).ok_or_else(|| {
            say!(
                "“{text}” is not a Data Matrix size of ISO/IEC 16022; sizes are 10x10 to 144x144 and 8x18, 8x32, 12x26, 12x36, 16x36, 16x48 (rows first)",
                text = outside(text)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_agree_with_a_second_implementation() {
        for size in SymbolSize::all() {
            let theirs = ::datamatrix::SymbolList::all()
                .enforce_width_in(size.columns() as usize..=size.columns() as usize)
                .enforce_height_in(size.rows() as usize..=size.rows() as usize);
            let full = vec![b'a'; size.data_codewords()];
            let too_much = vec![b'a'; size.data_codewords() + 1];
            let encode = |data: &[u8]| {
                ::datamatrix::DataMatrixBuilder::new()
                    .with_encodation_types(::datamatrix::EncodationType::Ascii)
                    .with_symbol_list(theirs.clone())
                    .encode(data)
            };
            assert!(encode(&full).is_ok() && encode(&too_much).is_err(), "{size}");
        }
        assert_eq!(SymbolSize::all().count(), 30);
    }

    #[test]
    fn codewords_fill_the_data_regions() {
        for size in SymbolSize::all().chain(SymbolSize::extension()) {
            let (down, across) = size.regions();
            let modules = (size.rows() - 2 * down) * (size.columns() - 2 * across);
            let codewords = size.data_codewords() + size.correction_codewords();
            assert_eq!(modules as usize / 8, codewords, "{size}");
            assert_eq!(size.correction_codewords() % size.blocks(), 0, "{size}");
        }
        assert_eq!(SymbolSize::extension().count(), 18);
    }

    #[test]
    fn sizes_parse() {
        assert_eq!("36x36".parse::<SymbolSize>().ok(), SymbolSize::new(36, 36));
        assert_eq!("16 × 48".parse::<SymbolSize>().map(|s| (s.rows(), s.columns())), Ok((16, 48)));
        assert!("37x37".parse::<SymbolSize>().is_err());
        assert!("8x48".parse::<SymbolSize>().is_err_and(|error| error.to_string().contains("ISO/IEC 21471")));
    }
}
