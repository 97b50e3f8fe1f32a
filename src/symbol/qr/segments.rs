//! The fewest bits for data (ISO/IEC 18004, 7.4): in which mode each byte is encoded.

/// How characters are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Three digits in ten bits.
    Numeric,
    /// Two of 45 characters in eleven bits.
    Alphanumeric,
    /// A byte in eight bits.
    Byte,
}

/// Of ways as short, the one in an earlier mode is taken.
const MODES: [Mode; 3] = [Mode::Numeric, Mode::Alphanumeric, Mode::Byte];

/// Bits are reckoned in sixths: a digit has ten thirds of one, a character of 45 eleven halves.
const SIXTHS: usize = 6;

/// Bits that tell the mode.
const INDICATOR: usize = 4;

/// FNC1 between elements in alphanumeric mode; where it stands for itself it is doubled.
const PERCENT: u8 = b'%';
const GS: u8 = 0x1d;

/// Data in segments of one mode each, as it is written.
pub(super) struct Segments {
    list: Vec<(Mode, Vec<u8>)>,
    bits: usize,
}

/// The best way to encode data up to a place, with its last byte in a mode.
#[derive(Clone, Copy)]
struct Way {
    /// In sixths of a bit.
    cost: usize,
    /// The mode of the byte before.
    before: Mode,
}

/// The best ways in each mode; [`None`] where the last byte cannot be encoded so.
#[derive(Clone, Copy)]
struct Ways {
    numeric: Option<Way>,
    alphanumeric: Option<Way>,
    byte: Option<Way>,
}

impl Segments {
    /// The segments of the fewest bits, in versions of a class: 1 to 9, 10 to 26, 27 to 40.
    pub(super) fn fewest_bits(data: &[u8], gs1: bool, class: usize) -> Self {
        let front = if gs1 { INDICATOR } else { 0 };
        let mut ways: Vec<Ways> = Vec::with_capacity(data.len());
        for byte in data {
            let before = ways.last();
            let way = |mode: Mode| {
                let characters = mode.sixths(*byte, gs1)?;
                let step = |from: Mode| {
                    let so_far = before.map_or(Some(front * SIXTHS), |ways| Some(ways.of(from)?.cost))?;
                    let is_same = before.is_some() && from == mode;
                    let opened =
                        if is_same { so_far } else { whole(so_far) + (INDICATOR + mode.count(class)) * SIXTHS };
                    Some(Way { cost: opened + characters, before: from })
                };
                // A segment goes on where another one would cost as much.
                [mode].into_iter().chain(MODES).filter_map(step).min_by_key(|way| way.cost)
            };
            let here =
                Ways { numeric: way(Mode::Numeric), alphanumeric: way(Mode::Alphanumeric), byte: way(Mode::Byte) };
            ways.push(here);
        }
        let cost = |mode: &Mode| ways.last().and_then(|ways| ways.of(*mode)).map(|way| way.cost);
        let last = MODES.into_iter().filter(|mode| cost(mode).is_some()).min_by_key(cost);
        let last = last.unwrap_or(Mode::Byte);
        let bits = cost(&last).map_or(front, |cost| whole(cost) / SIXTHS);
        Self { list: list(data, &modes(&ways, last), gs1), bits }
    }

    /// Bits of all, FNC1 in front among them, the terminator not.
    pub(super) fn bits(&self) -> usize {
        self.bits
    }

    /// Modes and what is written in them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Mode, &[u8])> {
        self.list.iter().map(|(mode, data)| (*mode, data.as_slice()))
    }
}

/// The mode of each byte, from the last one back.
fn modes(ways: &[Ways], last: Mode) -> Vec<Mode> {
    let mut mode = last;
    let back = ways.iter().rev().map(|ways| {
        let here = mode;
        mode = ways.of(here).map_or(here, |way| way.before);
        here
    });
    let mut modes: Vec<Mode> = back.collect();
    modes.reverse();
    modes
}

fn list(data: &[u8], modes: &[Mode], gs1: bool) -> Vec<(Mode, Vec<u8>)> {
    let mut list: Vec<(Mode, Vec<u8>)> = Vec::new();
    for (byte, mode) in data.iter().zip(modes) {
        if list.last().is_none_or(|(last, _)| last != mode) {
            list.push((*mode, Vec::new()));
        }
        if let Some((_, segment)) = list.last_mut() {
            match (mode, *byte) {
                (Mode::Alphanumeric, GS) => segment.push(PERCENT),
                (Mode::Alphanumeric, PERCENT) if gs1 => segment.extend([PERCENT; 2]),
                (_, byte) => segment.push(byte),
            }
        }
    }
    list
}

/// A segment ends at a whole bit.
fn whole(sixths: usize) -> usize {
    sixths.next_multiple_of(SIXTHS)
}

impl Ways {
    fn of(&self, mode: Mode) -> Option<Way> {
        match mode {
            Mode::Numeric => self.numeric,
            Mode::Alphanumeric => self.alphanumeric,
            Mode::Byte => self.byte,
        }
    }
}

impl Mode {
    /// What a byte takes, in sixths of a bit; [`None`] where the mode does not have it.
    fn sixths(self, byte: u8, gs1: bool) -> Option<usize> {
        const LETTER: usize = 11 * SIXTHS / 2;
        match (self, byte) {
            (Mode::Byte, _) => Some(8 * SIXTHS),
            (Mode::Numeric, b'0'..=b'9') => Some(10 * SIXTHS / 3),
            (Mode::Alphanumeric, PERCENT) if gs1 => Some(2 * LETTER),
            (Mode::Alphanumeric, GS) if gs1 => Some(LETTER),
            (Mode::Alphanumeric, b'0'..=b'9' | b'A'..=b'Z') => Some(LETTER),
            (Mode::Alphanumeric, b' ' | b'$' | PERCENT | b'*' | b'+' | b'-' | b'.' | b'/' | b':') => Some(LETTER),
            (Mode::Numeric | Mode::Alphanumeric, _) => None,
        }
    }

    /// Bits of the count of characters, by the class of the version (ISO/IEC 18004, table 3).
    fn count(self, class: usize) -> usize {
        let (small, middle, large) = match self {
            Mode::Numeric => (10, 12, 14),
            Mode::Alphanumeric => (9, 11, 13),
            Mode::Byte => (8, 16, 16),
        };
        match class {
            0 => small,
            1 => middle,
            _ => large,
        }
    }
}
