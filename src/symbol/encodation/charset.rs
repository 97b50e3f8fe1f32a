//! The values of characters in the encodation modes (ISO/IEC 16022, 5.2.4 to 5.2.8, table C.1).

use std::sync::LazyLock;

/// An encodation mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Digits in pairs, other ASCII characters, bytes above 127 with a shift.
    Ascii,
    /// Capital letters and digits, three in two codewords.
    C40,
    /// Small letters and digits, three in two codewords.
    Text,
    /// Capital letters, digits and the marks of ANSI X12, three in two codewords.
    X12,
    /// Characters 32 to 94, four in three codewords.
    Edifact,
    /// Bytes, one a codeword.
    Base256,
}

impl Mode {
    /// The modes whose values stand three in two codewords.
    pub(super) const TRIPLETS: [Mode; 3] = [Mode::C40, Mode::Text, Mode::X12];

    /// The codeword that leads into the mode from ASCII encodation.
    pub(super) fn latch(self) -> Option<u8> {
        match self {
            Mode::Ascii => None,
            Mode::C40 => Some(230),
            Mode::Base256 => Some(231),
            Mode::X12 => Some(238),
            Mode::Text => Some(239),
            Mode::Edifact => Some(240),
        }
    }
}

/// Up to four values of one character.
#[derive(Clone, Copy, Default)]
pub(super) struct Values {
    values: [u8; 4],
    count: usize,
}

impl Values {
    fn of<const N: usize>(list: [u8; N]) -> Self {
        Self::default().and(&list)
    }

    fn and(mut self, list: &[u8]) -> Self {
        self.values.iter_mut().skip(self.count).zip(list).for_each(|(slot, value)| *slot = *value);
        self.count += list.len();
        self
    }

    /// The values, none if the mode lacks the character.
    pub(super) fn as_slice(&self) -> &[u8] {
        self.values.get(..self.count).unwrap_or_default()
    }
}

/// FNC1 in C40 and Text encodation: a value of the second shift.
pub(super) const FNC1: [u8; 2] = [1, 27];

/// The values of a byte in a mode of triplets.
pub(super) fn triplet_values(mode: Mode, byte: u8) -> Values {
    match mode {
        Mode::X12 => x12(byte).map_or(Values::default(), |value| Values::of([value])),
        // A shift to what is 128 above: a value of the second shift.
        _ if byte > 127 => Values::of([1, 30]).and(triplet_values(mode, byte - 128).as_slice()),
        Mode::Text => c40(swapped(byte)),
        _ => c40(byte),
    }
}

fn x12(byte: u8) -> Option<u8> {
    match byte {
        b'\r' => Some(0),
        b'*' => Some(1),
        b'>' => Some(2),
        b' ' | b'0'..=b'9' | b'A'..=b'Z' => c40(byte).as_slice().first().copied(),
        _ => None,
    }
}

/// Text encodation is C40 with small and capital letters changed about.
fn swapped(byte: u8) -> u8 {
    if byte.is_ascii_alphabetic() { byte ^ 32 } else { byte }
}

/// The values of an ASCII character in C40: one of the basic set, or a shift and one of its set.
fn c40(byte: u8) -> Values {
    match byte {
        b' ' => Values::of([3]),
        b'0'..=b'9' => Values::of([byte - b'0' + 4]),
        b'A'..=b'Z' => Values::of([byte - b'A' + 14]),
        0..=31 => Values::of([0, byte]),
        33..=47 => Values::of([1, byte - 33]),
        58..=64 => Values::of([1, byte - 58 + 15]),
        91..=95 => Values::of([1, byte - 91 + 22]),
        _ => Values::of([2, byte - 96]),
    }
}

/// Whether EDIFACT encodation has a byte; its value is the lower six bits.
pub(super) fn is_edifact(byte: u8) -> bool {
    (32..=94).contains(&byte)
}

/// What a byte takes in each mode.
#[derive(Clone, Copy)]
pub(super) struct Widths {
    /// Codewords in ASCII encodation, pairs left out.
    pub(super) ascii: u16,
    /// Values in C40, Text and X12, 0 if it has none.
    pub(super) triplets: [u8; 3],
    /// EDIFACT has it.
    pub(super) edifact: bool,
    /// Base 256 has it.
    pub(super) base256: bool,
}

impl Widths {
    /// Of FNC1.
    pub(super) const FNC1: Widths = Widths { ascii: 1, triplets: [2, 2, 0], edifact: false, base256: false };

    fn new(byte: u8) -> Self {
        Self {
            ascii: if byte > 127 { 2 } else { 1 },
            triplets: Mode::TRIPLETS.map(|mode| triplet_values(mode, byte).count as u8),
            edifact: is_edifact(byte),
            base256: true,
        }
    }
}

/// What every byte takes.
pub(super) static WIDTHS: LazyLock<[Widths; 256]> =
    LazyLock::new(|| std::array::from_fn(|byte| Widths::new(u8::try_from(byte).unwrap_or(u8::MAX))));

/// The least that a byte costs in any mode, in twelfths of a codeword.
pub(super) fn least_twelfths(byte: u8) -> usize {
    match byte {
        b'0'..=b'9' => 6,
        b' ' | b'A'..=b'Z' | b'a'..=b'z' | b'\r' | b'*' | b'>' => 8,
        32..=94 => 9,
        _ => 12,
    }
}
