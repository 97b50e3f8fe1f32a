//! QR Code (ISO/IEC 18004): from bytes to modules. Error correction, placement and masks are those of the crate
//! `qrcode`; how the bytes are parted, so that the symbol is the smallest, is ours.
//!
//! ```
//! use quietzone::symbol::qr::{QrLevel, encode};
//!
//! let link = encode(b"https://id.gs1.org/01/06291041500213/21/ABC", QrLevel::M, false)?;
//! assert_eq!((link.rows(), link.columns()), (29, 29));
//! # Ok::<(), quietzone::symbol::qr::QrError>(())
//! ```

mod segments;

use std::ops::RangeInclusive;

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

use super::Matrix;
use crate::document::choice;
use crate::say;
use crate::sentence::{InWords, Sentence, count, errors_in_words, name, outside};
use segments::{Mode, Segments};

/// Modules of quiet zone on every side (ISO/IEC 18004, 6.3.8).
pub const QUIET: i64 = 4;

choice! {
    /// How much of a symbol may be lost (ISO/IEC 18004, 6.5.1).
    #[derive(Default)]
    pub enum QrLevel {
        /// Some 7 %.
        L = "L",
        /// Some 15 %.
        #[default]
        M = "M",
        /// Some 25 %.
        Q = "Q",
        /// Some 30 %.
        H = "H",
    }
}

/// Why data is not set as a QR symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QrError {
    /// There is nothing to set.
    Empty,
    /// More than the largest symbol holds.
    TooLong {
        /// The bytes of the data.
        found: usize,
        /// The level of error correction.
        level: QrLevel,
        /// The bits that they take.
        bits: usize,
        /// The bits that the largest symbol holds.
        most: usize,
    },
    /// The crate did not do what its description says, with its words.
    Refused(String),
}

impl InWords for QrError {
    fn in_words(&self) -> Sentence {
        match self {
            QrError::Empty => say!("a QR symbol of nothing is of no use"),
            QrError::TooLong { found, level, bits, most } => say!(
                "{found} byte takes {bits} bits; the largest QR symbol holds {most} at level {level}: shorten it, or \
                 take a lower level"
                    | "{found} bytes take {bits} bits; the largest QR symbol holds {most} at level {level}: shorten \
                       them, or take a lower level",
                found = count(*found),
                bits = *bits,
                most = *most,
                level = name(crate::document::Choice::word(*level))
            ),
            QrError::Refused(words) => say!("the QR symbol was not made: {words}", words = outside(words)),
        }
    }
}

errors_in_words!(QrError);

impl From<qrcode::types::QrError> for QrError {
    fn from(error: qrcode::types::QrError) -> Self {
        QrError::Refused(error.to_string())
    }
}

/// Versions whose counts of characters have as many bits.
const CLASSES: [RangeInclusive<i16>; 3] = [1..=9, 10..=26, 27..=40];

/// Sets bytes as the smallest symbol, without quiet zone. With `gs1` they are scan data of GS1, GS between
/// elements, and the symbol begins with FNC1 in first position.
///
/// Text beyond ASCII is best UTF-8: readers tell it from ISO/IEC 8859-1, which the standard has by default.
///
/// # Errors
/// There are no bytes, or more than 23 648 bits of version 40 hold at the lowest level.
pub fn encode(data: &[u8], level: QrLevel, gs1: bool) -> Result<Matrix, QrError> {
    if data.is_empty() {
        return Err(QrError::Empty);
    }
    let correction = level.correction();
    let mut largest = (0, 0);
    for (class, versions) in CLASSES.into_iter().enumerate() {
        let segments = Segments::fewest_bits(data, gs1, class);
        for version in versions {
            let mut bits = Bits::new(Version::Normal(version));
            let most = bits.max_len(correction)?;
            largest = (segments.bits(), most);
            if segments.bits() <= most {
                write(&mut bits, &segments, gs1)?;
                bits.push_terminator(correction)?;
                return drawn(&QrCode::with_bits(bits, correction)?);
            }
        }
    }
    let (bits, most) = largest;
    Err(QrError::TooLong { found: data.len(), level, bits, most })
}

fn write(bits: &mut Bits, segments: &Segments, gs1: bool) -> Result<(), QrError> {
    if gs1 {
        bits.push_fnc1_first_position()?;
    }
    for (mode, data) in segments.iter() {
        match mode {
            Mode::Numeric => bits.push_numeric_data(data)?,
            Mode::Alphanumeric => bits.push_alphanumeric_data(data)?,
            Mode::Byte => bits.push_byte_data(data)?,
        }
    }
    // What was reckoned and what was written are the same, or the symbol might not be the smallest.
    if bits.len() == segments.bits() {
        return Ok(());
    }
    Err(QrError::Refused(format!("{} bits reckoned, {} written", segments.bits(), bits.len())))
}

fn drawn(symbol: &QrCode) -> Result<Matrix, QrError> {
    let modules: Vec<bool> = symbol.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    let side = u32::try_from(symbol.width()).unwrap_or_default();
    Matrix::new(side, side, &modules).ok_or_else(|| QrError::Refused(format!("{} modules", modules.len())))
}

impl QrLevel {
    fn correction(self) -> EcLevel {
        match self {
            QrLevel::L => EcLevel::L,
            QrLevel::M => EcLevel::M,
            QrLevel::Q => EcLevel::Q,
            QrLevel::H => EcLevel::H,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_symbols_are_filled_and_not_overfilled() {
        // ISO/IEC 18004, table 7: characters of version 40.
        for (level, digits, letters, bytes) in [
            (QrLevel::L, 7089, 4296, 2953),
            (QrLevel::M, 5596, 3391, 2331),
            (QrLevel::Q, 3993, 2420, 1663),
            (QrLevel::H, 3057, 1852, 1273),
        ] {
            for (character, most) in [(b'7', digits), (b'Z', letters), (b'z', bytes)] {
                assert_eq!(encode(&vec![character; most], level, false).unwrap().rows(), 177);
                assert!(matches!(encode(&vec![character; most + 1], level, false), Err(QrError::TooLong { .. })));
            }
        }
        assert_eq!(encode(b"", QrLevel::L, false), Err(QrError::Empty));
    }

    #[test]
    fn the_smallest_symbols_are_filled() {
        // ISO/IEC 18004, table 7: characters of version 1.
        for (level, digits, letters, bytes) in
            [(QrLevel::L, 41, 25, 17), (QrLevel::M, 34, 20, 14), (QrLevel::Q, 27, 16, 11), (QrLevel::H, 17, 10, 7)]
        {
            for (character, most) in [(b'7', digits), (b'Z', letters), (b'z', bytes)] {
                assert_eq!(encode(&vec![character; most], level, false).unwrap().rows(), 21);
                assert_eq!(encode(&vec![character; most + 1], level, false).unwrap().rows(), 25);
            }
        }
    }

    #[test]
    fn what_is_too_long_is_told_with_its_bits() {
        let told = encode(&[b'a'; 3000], QrLevel::L, false).unwrap_err().to_string();
        assert_eq!(
            told,
            "3000 bytes take 24020 bits; the largest QR symbol holds 23648 at level L: shorten them, or take a \
             lower level"
        );
    }
}
