//! Operators of a content stream, with numbers as short as they can be.

use std::io::Write;

use crate::render::Deflater;
use crate::units::Length;

/// A content stream being written: operands, then the operator.
pub(super) struct Operators<'d> {
    pub(super) out: &'d mut Deflater,
}

impl Operators<'_> {
    /// A length in points.
    pub(super) fn length(&mut self, length: Length) -> &mut Self {
        self.number(length.to_pt())
    }

    /// A whole number.
    pub(super) fn whole(&mut self, number: i32) -> &mut Self {
        self.number(number as f32)
    }

    /// A number, in as few digits as tell it from its neighbours.
    pub(super) fn number(&mut self, number: f32) -> &mut Self {
        let mut digits = [0_u8; 64];
        let mut rest = digits.as_mut_slice();
        // Numbers of a page, at most some metres, have room.
        let _ = write!(rest, "{number}");
        let left = rest.len();
        let written = digits.get(..digits.len() - left).unwrap_or_default();
        self.out.push(written.strip_prefix(b"0").filter(|rest| !rest.is_empty()).unwrap_or(written));
        self.out.push(b" ");
        self
    }

    /// A name, such as of a font.
    pub(super) fn name(&mut self, letter: char, number: usize) -> &mut Self {
        self.out.push(&[b'/', u8::try_from(letter).unwrap_or(b'X')]);
        self.number(number as f32)
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
        let mut rest = number;
        let mut count = 0;
        for place in self.0.iter_mut().rev() {
            *place = b'0' + (rest % 10) as u8;
            count += 1;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.0.get(self.0.len() - count..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn numbers_are_short() {
        let mut deflater = Deflater::default();
        let mut page = Operators { out: &mut deflater };
        for number in [0.0, 36.0, 0.5, -0.5, -1.5, 0.96, 78.74016, 14_400.0] {
            page.number(number);
        }
        let mut text = String::new();
        flate2::read::ZlibDecoder::new(deflater.finish().as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "0 36 .5 -0.5 -1.5 .96 78.74016 14400 ");
        let mut digits = <[Digits; 3]>::default();
        let mut numbers = [0, 36, u32::MAX].into_iter().zip(&mut digits).map(|(number, digits)| digits.whole(number));
        assert!([&b"0"[..], b"36", b"4294967295"].into_iter().all(|text| numbers.next() == Some(text)));
    }
}
