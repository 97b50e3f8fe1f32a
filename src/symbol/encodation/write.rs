//! Codewords of a plan, one after another.

use super::charset::{self, Mode, triplet_values};
use super::plan::Plan;
use super::{Codewords, Message, ascii};

/// Back from C40, Text and X12 to ASCII encodation.
const UNLATCH: u8 = 254;
/// Back from EDIFACT: a value.
const UNLATCH_EDIFACT: u8 = 31;

impl Plan {
    /// Writes a message as planned.
    pub(super) fn write(&self, message: Message<'_>, codewords: &mut Codewords) {
        let mut at = 0;
        while let Some((mode, end)) = self.step(at) {
            let bytes = message.bytes.get(at..end).unwrap_or_default();
            mode.latch().into_iter().for_each(|latch| codewords.push(latch));
            let is_last = end == message.bytes.len();
            at = match mode {
                Mode::Ascii => {
                    ascii::write(message, bytes, codewords);
                    end
                }
                Mode::C40 | Mode::Text | Mode::X12 => {
                    write_triplets(message, mode, bytes, is_last, codewords);
                    end
                }
                Mode::Edifact => at + write_edifact(bytes, codewords),
                Mode::Base256 => {
                    write_base256(bytes, is_last, codewords);
                    end
                }
            };
        }
    }
}

/// Three values in two codewords (5.2.5.2). The mode is left but at the end of the symbol: when it
/// is full, or when one codeword is left for what is one codeword in ASCII encodation. Two values
/// there are followed by a shift without meaning.
fn write_triplets(message: Message<'_>, mode: Mode, bytes: &[u8], is_last: bool, codewords: &mut Codewords) {
    let mut triplets = Triplets { codewords, packed: 0, count: 0 };
    for byte in bytes {
        if message.is_fnc1(*byte) {
            triplets.push(&charset::FNC1);
        } else {
            triplets.push(triplet_values(mode, *byte).as_slice());
        }
    }
    triplets.complete();
    match codewords.left() {
        0 => {}
        1 if !is_last => {}
        _ => codewords.push(UNLATCH),
    }
}

/// Values that wait for the others of their triplet.
struct Triplets<'a> {
    codewords: &'a mut Codewords,
    packed: u16,
    count: u8,
}

impl Triplets<'_> {
    fn push(&mut self, values: &[u8]) {
        for value in values {
            (self.packed, self.count) = (self.packed * 40 + u16::from(*value), self.count + 1);
            if self.count == 3 {
                (self.packed + 1).to_be_bytes().into_iter().for_each(|codeword| self.codewords.push(codeword));
                (self.packed, self.count) = (0, 0);
            }
        }
    }

    fn complete(&mut self) {
        while self.count != 0 {
            self.push(&[0]);
        }
    }
}

/// Four values in three codewords (5.2.8.2), and how many bytes were written: where a fresh four
/// would begin in the last two codewords of the symbol, a reader is back in ASCII encodation, and
/// the rest has room there.
fn write_edifact(bytes: &[u8], codewords: &mut Codewords) -> usize {
    let mut written = 0;
    let mut quads = bytes.chunks_exact(4);
    let pack = |values: &[u8]| values.iter().fold(0, |bits, value| bits << 6 | u32::from(value & 63));
    for quad in &mut quads {
        if codewords.left() <= 2 {
            return written;
        }
        let [_, triple @ ..] = pack(quad).to_be_bytes();
        triple.into_iter().for_each(|codeword| codewords.push(codeword));
        written += 4;
    }
    if codewords.left() <= 2 {
        return written;
    }
    let rest = quads.remainder();
    let mut last = [0; 4];
    last.iter_mut().zip(rest.iter().chain([&UNLATCH_EDIFACT])).for_each(|(slot, value)| *slot = *value);
    let [_, triple @ ..] = pack(&last).to_be_bytes();
    triple.into_iter().take(rest.len() + 1).for_each(|codeword| codewords.push(codeword));
    written + rest.len()
}

/// A length and bytes (5.2.9). A length of 250 or more takes two codewords, unless the bytes go to
/// the end of the symbol: then it may be 0.
fn write_base256(bytes: &[u8], is_last: bool, codewords: &mut Codewords) {
    let length = bytes.len();
    if length < 250 {
        codewords.push_byte(length);
    } else if is_last && length + 1 == codewords.left() {
        codewords.push_byte(0);
    } else {
        codewords.push_byte(length / 250 + 249);
        codewords.push_byte(length % 250);
    }
    bytes.iter().for_each(|byte| codewords.push_byte(usize::from(*byte)));
}
