//! Numbers and texts of a seed: the same seed gives the same.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

/// Characters of serials and short check codes: those of GS1 that no JSON or shell spoils.
pub(super) const PLAIN: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
pub(super) const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
pub(super) const KEY: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
pub(super) const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const HEX: &[u8] = b"0123456789abcdef";

/// Characters that are taken of a number: 64 to the eighth is below 2 to the 64th.
const OF_A_THROW: usize = 8;

/// Dice of a seed. Those of another series fall otherwise.
#[derive(Clone, Debug)]
pub(super) struct Dice {
    seed: u64,
    series: (u32, u32),
    thrown: u64,
}

impl Dice {
    pub(super) fn new(seed: u64, series: (u32, u32)) -> Self {
        Self { seed, series, thrown: 0 }
    }

    fn throw(&mut self) -> u64 {
        self.thrown += 1;
        let mut hasher = SipHasher24::new_with_keys(self.seed, 0x5175_6965_747a_6f6e);
        hasher.write_u32(self.series.0);
        hasher.write_u32(self.series.1);
        hasher.write_u64(self.thrown);
        hasher.finish()
    }

    /// Characters of an alphabet of 64 at most.
    pub(super) fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let some = OF_A_THROW.min(length - text.len());
            text.push_str(&digits(self.throw(), alphabet, some));
        }
        text
    }

    /// A UUID of the fourth version.
    pub(super) fn uuid(&mut self) -> String {
        let [a, b, c, d, e] = [8, 4, 3, 3, 12].map(|length| self.text(HEX, length));
        let variant = self.text(b"89ab", 1);
        format!("{a}-{b}-4{c}-{variant}{d}-{e}")
    }
}

/// The lowest digits of a number, whose digits are the characters of an alphabet, the lowest first.
pub(super) fn digits(mut number: u64, alphabet: &[u8], length: usize) -> String {
    let base = alphabet.len() as u64;
    let mut digit = || {
        let at = usize::try_from(number % base).unwrap_or(0);
        number /= base;
        char::from(alphabet.get(at).copied().unwrap_or(b'0'))
    };
    (0..length).map(|_| digit()).collect()
}

/// The number of such digits.
pub(super) fn number(digits: &str, alphabet: &[u8]) -> Option<u64> {
    let base = alphabet.len() as u64;
    digits.bytes().rev().try_fold(0, |number: u64, digit| {
        let at = alphabet.iter().position(|of| *of == digit)?;
        number.checked_mul(base)?.checked_add(at as u64)
    })
}
