//! The sizes of Data Matrix ECC 200 (ISO/IEC 16022, table 7).

use std::fmt;

/// One symbol size of ISO/IEC 16022. Rows and columns are counted with the finder pattern and
/// without the quiet zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SymbolSize {
    rows: u16,
    columns: u16,
    data: u16,
}

/// Square or rectangular.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// 10×10 to 144×144.
    #[default]
    Square,
    /// 8×18 to 16×48.
    Rectangle,
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Shape::Square => "square",
            Shape::Rectangle => "rectangle",
        })
    }
}

/// Rows, columns and data codewords, smallest first; squares, then rectangles.
const TABLE: &[(u16, u16, u16)] = &[
    (10, 10, 3),
    (12, 12, 5),
    (14, 14, 8),
    (16, 16, 12),
    (18, 18, 18),
    (20, 20, 22),
    (22, 22, 30),
    (24, 24, 36),
    (26, 26, 44),
    (32, 32, 62),
    (36, 36, 86),
    (40, 40, 114),
    (44, 44, 144),
    (48, 48, 174),
    (52, 52, 204),
    (64, 64, 280),
    (72, 72, 368),
    (80, 80, 456),
    (88, 88, 576),
    (96, 96, 696),
    (104, 104, 816),
    (120, 120, 1050),
    (132, 132, 1304),
    (144, 144, 1558),
    (8, 18, 5),
    (8, 32, 10),
    (12, 26, 16),
    (12, 36, 22),
    (16, 36, 32),
    (16, 48, 49),
];

impl SymbolSize {
    /// All sizes, squares first, each kind from small to large.
    pub fn all() -> impl Iterator<Item = SymbolSize> {
        TABLE.iter().map(|(rows, columns, data)| SymbolSize { rows: *rows, columns: *columns, data: *data })
    }

    /// The smallest size of a shape that holds so many data codewords.
    #[must_use]
    pub fn for_codewords(count: usize, shape: Shape) -> Option<SymbolSize> {
        Self::all().find(|size| size.shape() == shape && size.data_codewords() >= count)
    }

    /// The size with so many rows and columns.
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

impl std::str::FromStr for SymbolSize {
    type Err = String;

    /// Reads `36x36` or `16×48`, rows first.
    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text
            .split_once(['x', 'X', '×'])
            .and_then(|(rows, columns)| Self::new(rows.trim().parse().ok()?, columns.trim().parse().ok()?));
        parsed.ok_or_else(|| format!("“{text}” is not a Data Matrix size of ISO/IEC 16022; sizes are 10x10 to 144x144 and 8x18, 8x32, 12x26, 12x36, 16x36, 16x48 (rows first)"))
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
    fn sizes_parse() {
        assert_eq!("36x36".parse(), SymbolSize::new(36, 36).ok_or(String::new()));
        assert_eq!("16 × 48".parse::<SymbolSize>().map(|s| (s.rows(), s.columns())), Ok((16, 48)));
        assert!("37x37".parse::<SymbolSize>().is_err());
    }
}
