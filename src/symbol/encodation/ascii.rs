//! ASCII encodation (ISO/IEC 16022, 5.2.3).

use super::{Codewords, Message};

/// Function 1 Symbol Character.
pub(super) const FNC1: u8 = 232;
/// Of a pair of digits, 00.
const DIGITS: u8 = 130;
/// The next codeword is a byte above 127.
const UPPER_SHIFT: u8 = 235;

/// Codewords of a message: one for two digits or FNC1, one for another ASCII character, two for a
/// byte above 127.
pub(super) fn count(message: Message<'_>) -> usize {
    let mut count = 0;
    let mut rest = message.bytes;
    loop {
        rest = match rest {
            [a, b, tail @ ..] if is_pair(*a, *b) => tail,
            [a, tail @ ..] => {
                count += usize::from(!a.is_ascii());
                tail
            }
            [] => return count,
        };
        count += 1;
    }
}

/// Writes bytes of a message.
pub(super) fn write(message: Message<'_>, bytes: &[u8], codewords: &mut Codewords) {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [a, b, tail @ ..] if is_pair(*a, *b) => {
                codewords.push(DIGITS + (a - b'0') * 10 + (b - b'0'));
                tail
            }
            [a, tail @ ..] => {
                match *a {
                    fnc1 if message.is_fnc1(fnc1) => codewords.push(FNC1),
                    ascii @ 0..=127 => codewords.push(ascii + 1),
                    high => [UPPER_SHIFT, high - 127].into_iter().for_each(|codeword| codewords.push(codeword)),
                }
                tail
            }
            [] => return,
        };
    }
}

/// Whether two bytes are one codeword.
pub(super) fn is_pair(a: u8, b: u8) -> bool {
    a.is_ascii_digit() && b.is_ascii_digit()
}
