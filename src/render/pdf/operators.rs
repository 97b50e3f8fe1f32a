//! Operators of a content stream, with numbers as short as they can be.

use crate::render::Deflater;
use crate::units::Length;

/// EMU in ten points; a point is 12 700 EMU, whose prime 127 no decimal fraction takes.
const EMU_PER_PT: i64 = 12_700;

/// A content stream being written: operands, then the operator.
pub(super) struct Operators<'d> {
    pub(super) out: &'d mut Deflater,
}

impl Operators<'_> {
    /// A length in points, to five decimals (a thousandth of a dot at 600 dpi).
    pub(super) fn length(&mut self, length: Length) -> &mut Self {
        self.ratio(length.emu(), EMU_PER_PT, 5)
    }

    /// A length that is multiplied by hundreds, in points, to eight decimals.
    pub(super) fn unit(&mut self, length: Length) -> &mut Self {
        self.ratio(length.emu(), EMU_PER_PT, 8)
    }

    /// A whole number.
    pub(super) fn whole(&mut self, number: i64) -> &mut Self {
        self.ratio(number, 1, 0)
    }

    /// A fraction as a decimal number with so many decimals at most, rounded to the nearest.
    pub(super) fn ratio(&mut self, above: i64, below: i64, decimals: u32) -> &mut Self {
        let mut digits = Digits::default();
        let number = digits.decimal(above, below, decimals);
        self.out.push(number);
        self.out.push(b" ");
        self
    }

    /// A name, such as of a font.
    pub(super) fn name(&mut self, letter: char, number: usize) -> &mut Self {
        self.out.push(&[b'/', u8::try_from(letter).unwrap_or(b'X')]);
        self.whole(number as i64)
    }

    /// An operator.
    pub(super) fn op(&mut self, operator: &str) {
        self.out.push(operator.as_bytes());
        self.out.push(b"\n");
    }

    /// A string of bytes (ISO 32000-1, 7.3.4.3), in the digits that the rest is written in.
    pub(super) fn string(&mut self, bytes: impl Iterator<Item = u8>) -> &mut Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or(b'0');
        self.out.push(b"<");
        for byte in bytes {
            self.out.push(&[digit(byte >> 4), digit(byte & 15)]);
        }
        self.out.push(b">");
        self
    }
}

/// Room for the digits of a number.
#[derive(Default)]
pub(super) struct Digits([u8; 24]);

impl Digits {
    /// A whole number.
    pub(super) fn whole(&mut self, number: u32) -> &[u8] {
        self.decimal(number.into(), 1, 0)
    }

    /// A fraction as a decimal number, without zeros at its ends.
    fn decimal(&mut self, above: i64, below: i64, decimals: u32) -> &[u8] {
        let scale = 10_i128.pow(decimals);
        let below = i128::from(below.max(1));
        let scaled = (i128::from(above.unsigned_abs()) * scale * 2 + below) / (below * 2);
        let mut rest = u64::try_from(scaled).unwrap_or(u64::MAX);
        let mut start = self.0.len();
        let mut prepend = |digit: u8| {
            start = start.saturating_sub(1);
            if let Some(place) = self.0.get_mut(start) {
                *place = digit;
            }
        };
        let mut written = false;
        for place in 0.. {
            let whole = place >= decimals;
            if place == decimals && written {
                prepend(b'.');
            }
            if whole && rest == 0 && (written || place > decimals) {
                break;
            }
            let digit = (rest % 10) as u8;
            rest /= 10;
            if whole || written || digit > 0 {
                prepend(b'0' + digit);
                written = true;
            }
        }
        if above < 0 && scaled > 0 {
            prepend(b'-');
        }
        self.0.get(start..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (above, below, decimals, expected) in [
            (0, 1, 0, "0"),
            (0, 12_700, 5, "0"),
            (36, 1, 0, "36"),
            (100, 1, 0, "100"),
            (1, 2, 5, ".5"),
            (-1, 2, 5, "-.5"),
            (-3, 2, 5, "-1.5"),
            (12_192, 12_700, 8, ".96"),
            (100, 127, 5, ".7874"),
            (1_000_000, 12_700, 5, "78.74016"),
            (127_000, 12_700, 5, "10"),
            (1, 1_000_000, 5, "0"),
            (-1, 1_000_000, 5, "0"),
            (999_999, 1_000_000, 5, "1"),
        ] {
            assert_eq!(Digits::default().decimal(above, below, decimals), expected.as_bytes(), "{above}/{below}");
        }
    }
}
