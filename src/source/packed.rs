//! Rows as bytes, to be kept in a file for a while.

use super::cell::{Cell, Row, RowKind, Unprintable};
use crate::gs1::Date;

impl Row {
    /// The row as bytes, which [`Row::unpacked`] reads.
    pub(crate) fn packed(&self) -> Vec<u8> {
        let mut bytes = self.number.to_le_bytes().to_vec();
        bytes.push(match self.known {
            None => 0,
            Some(RowKind::Title) => 1,
            Some(RowKind::Header) => 2,
            Some(RowKind::Data) => 3,
            Some(RowKind::Total) => 4,
            Some(RowKind::Hidden) => 5,
        });
        for cell in &self.cells {
            let mut text = |tag, text: &str| {
                bytes.push(tag);
                // A cell is at most some megabytes, by the limits of all sources.
                bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
                bytes.extend(text.as_bytes());
            };
            match cell {
                Cell::Empty => bytes.push(b'e'),
                Cell::Text(words) => text(b't', words),
                Cell::Date(date) => text(b'd', &date.to_yymmdd()),
                Cell::Number(number) => {
                    bytes.push(b'n');
                    bytes.extend(number.to_bits().to_le_bytes());
                }
                Cell::Other(other) => bytes.extend([b'o', code(*other)]),
            }
        }
        bytes
    }

    /// The row of such bytes; nothing of other bytes.
    pub(crate) fn unpacked(bytes: &[u8]) -> Option<Self> {
        let (number, rest) = bytes.split_first_chunk::<4>()?;
        let (known, mut rest) = rest.split_first()?;
        let known = match known {
            0 => None,
            1 => Some(RowKind::Title),
            2 => Some(RowKind::Header),
            3 => Some(RowKind::Data),
            4 => Some(RowKind::Total),
            5 => Some(RowKind::Hidden),
            _ => return None,
        };
        let mut cells = Vec::new();
        while let Some((tag, behind)) = rest.split_first() {
            let (cell, behind) = match tag {
                b'e' => (Cell::Empty, behind),
                b't' => text(behind).map(|(text, behind)| (Cell::Text(text.to_owned()), behind))?,
                b'd' => text(behind).and_then(|(text, behind)| Some((Cell::Date(Date::from_yymmdd(text)?), behind)))?,
                b'n' => {
                    let (bits, behind) = behind.split_first_chunk::<8>()?;
                    (Cell::Number(f64::from_bits(u64::from_le_bytes(*bits))), behind)
                }
                b'o' => {
                    let (other, behind) = behind.split_first()?;
                    (Cell::Other(ALL.into_iter().find(|known| code(*known) == *other)?), behind)
                }
                _ => return None,
            };
            cells.push(cell);
            rest = behind;
        }
        Some(Self { number: u32::from_le_bytes(*number), cells, known })
    }
}

const ALL: [Unprintable; 7] = [
    Unprintable::Endless,
    Unprintable::ErrorValue,
    Unprintable::TruthValue,
    Unprintable::Duration,
    Unprintable::FarDate,
    Unprintable::NoBase64,
    Unprintable::NoValue,
];

fn code(other: Unprintable) -> u8 {
    match other {
        Unprintable::Endless => 0,
        Unprintable::ErrorValue => 1,
        Unprintable::TruthValue => 2,
        Unprintable::Duration => 3,
        Unprintable::FarDate => 4,
        Unprintable::NoBase64 => 5,
        Unprintable::NoValue => 6,
    }
}

/// A text with its length before it, and what stands behind.
fn text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (text, behind) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    Some((std::str::from_utf8(text).ok()?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_it_was() {
        let date = |day| Cell::Date(Date::new(2027, 12, day).unwrap());
        let cells = [Cell::Empty, Cell::Text("0104\u{1d}Я".into()), Cell::Number(-0.5), date(31), date(0)];
        let others = ALL.into_iter().map(Cell::Other);
        for known in [None, Some(RowKind::Data), Some(RowKind::Hidden)] {
            let row = Row { number: u32::MAX, cells: cells.iter().cloned().chain(others.clone()).collect(), known };
            let packed = row.packed();
            assert_eq!(Row::unpacked(&packed), Some(row));
            // A row that was cut is none, or has fewer cells.
            for end in 0..packed.len() {
                assert!(Row::unpacked(&packed[..end]).is_none_or(|row| row.cells.len() < 12));
            }
        }
    }
}
