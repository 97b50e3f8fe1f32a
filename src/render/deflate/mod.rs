//! Deflate in the zlib format (RFC 1950, RFC 1951).
//!
//! A library deflates what is large or odd. The many short streams of labels are written by
//! [`Deflater`], whose callers say themselves what repeats: nothing is searched for where the
//! answer is known, and no tables are cleared between streams.

mod bits;
mod huffman;

use bits::Bits;
use huffman::{Code, code_of, lengths_of};

/// Deflates data by the library.
pub(super) fn deflate(data: &[u8], level: u32) -> Vec<u8> {
    use std::io::Write;
    let room = Vec::with_capacity(data.len() / 3 + 64);
    let mut encoder = flate2::write::ZlibEncoder::new(room, flate2::Compression::new(level));
    // Writing into memory does not fail; if it did, the empty stream would show in every reader.
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

/// The window of deflate: how far back a repetition may lie.
const WINDOW: usize = 1 << 15;
/// Most bytes of one repetition.
const LONGEST: usize = 258;
/// Shortest repetition that [`Deflater::push`] looks for. Shorter ones cost more than they save.
const SHORTEST: usize = 5;
/// Bits of the number of a place in the table of [`Deflater::push`].
const PLACES: u32 = 9;
/// The end of a block, as a symbol.
const END: u16 = 256;
/// Symbols for bytes, the end and lengths; for distances.
const SYMBOLS: usize = 286;
const DISTANCES: usize = 30;
/// The order in which lengths of the codes for code lengths stand (RFC 1951, 3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Deflates short streams, one after another. Its memory is used again.
#[derive(Debug)]
pub struct Deflater {
    raw: Vec<u8>,
    /// How much of `raw` has become tokens.
    done: usize,
    tokens: Vec<Token>,
    symbols: [u32; SYMBOLS],
    distances: [u32; DISTANCES],
    /// Where four bytes were seen last in this stream, by their hash.
    seen: [u16; 1 << PLACES],
    out: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
enum Token {
    Byte(u8),
    Again { length: u16, distance: u16 },
}

impl Default for Deflater {
    fn default() -> Self {
        Self {
            raw: Vec::new(),
            done: 0,
            tokens: Vec::new(),
            symbols: [0; SYMBOLS],
            distances: [0; DISTANCES],
            seen: [0; 1 << PLACES],
            out: Vec::new(),
        }
    }
}

impl Deflater {
    /// Adds bytes in which repetitions are looked for.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
    }

    /// Adds bytes in which nothing repeats.
    pub(super) fn exactly(&mut self, bytes: &[u8]) {
        self.search();
        self.raw.extend_from_slice(bytes);
        self.done = self.raw.len();
        self.tokens.extend(bytes.iter().map(|byte| Token::Byte(*byte)));
        bytes.iter().for_each(|byte| self.count(*byte));
    }

    /// Adds so many bytes, at least three, again from a distance back.
    pub(super) fn again(&mut self, length: usize, distance: usize) {
        self.search();
        let Some(start) = self.raw.len().checked_sub(distance.max(1)) else { return };
        let mut left = length;
        while left > 0 {
            // The last piece may not become shorter than three bytes.
            let piece = if left > LONGEST && left < LONGEST + 3 { left - 3 } else { left.min(LONGEST) };
            self.repetition(piece, distance);
            left -= piece;
        }
        // What was added repeats too, so that each piece may be twice as long as the one before.
        let end = self.raw.len() + length;
        while self.raw.len() < end {
            let piece = (self.raw.len() - start).min(end - self.raw.len());
            self.raw.extend_from_within(start..start + piece);
        }
        self.done = self.raw.len();
    }

    /// Ends the stream, gives it and is ready for the next.
    pub(super) fn finish(&mut self) -> Vec<u8> {
        self.search();
        let stream = if self.raw.len() < WINDOW { self.block() } else { deflate(&self.raw, 6) };
        self.raw.clear();
        self.done = 0;
        self.tokens.clear();
        self.symbols.fill(0);
        self.distances.fill(0);
        self.seen.fill(0);
        stream
    }

    /// Makes tokens of the bytes added last. The nearest place with the same four bytes is tried
    /// and no other.
    fn search(&mut self) {
        while self.done < self.raw.len() {
            let at = self.done;
            let (before, rest) = self.raw.split_at(at);
            let mut found = None;
            if let (Some(four), Ok(here)) = (rest.first_chunk::<4>(), u16::try_from(at)) {
                let place = u32::from_le_bytes(*four).wrapping_mul(0x9E37_79B1) >> (32 - PLACES);
                if let Some(seen) = self.seen.get_mut(place as usize) {
                    let then = usize::from(std::mem::replace(seen, here));
                    found = same(before.get(then..).unwrap_or_default(), rest).map(|length| (length, at - then));
                }
            }
            match (found, rest.first().copied()) {
                (Some((length, distance)), _) => {
                    self.done += length;
                    self.repetition(length, distance);
                }
                (None, Some(byte)) => {
                    self.done += 1;
                    self.byte(byte);
                }
                (None, None) => return,
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        self.count(byte);
        self.tokens.push(Token::Byte(byte));
    }

    fn count(&mut self, byte: u8) {
        if let Some(count) = self.symbols.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }

    fn repetition(&mut self, length: usize, distance: usize) {
        let (Ok(length), Ok(distance)) = (u16::try_from(length), u16::try_from(distance)) else { return };
        if let Some(count) = self.symbols.get_mut(usize::from(length_symbol(length).0)) {
            *count += 1;
        }
        if let Some(count) = self.distances.get_mut(usize::from(distance_symbol(distance).0)) {
            *count += 1;
        }
        self.tokens.push(Token::Again { length, distance });
    }

    /// The stream as one block with codes of its own.
    fn block(&mut self) -> Vec<u8> {
        if let Some(count) = self.symbols.get_mut(usize::from(END)) {
            *count += 1;
        }
        let (mut symbols, mut distances) = ([0; SYMBOLS], [0; DISTANCES]);
        lengths_of(&self.symbols, 15, &mut symbols);
        lengths_of(&self.distances, 15, &mut distances);
        let mut bits = Bits::new(std::mem::take(&mut self.out));
        bits.raw(&[0x78, 0x9C]);
        bits.put(1, 1); // the last block,
        bits.put(2, 2); // with codes of its own
        header(&mut bits, used(&symbols, 257), used(&distances, 1));
        let (symbol_codes, distance_codes) = (code_of(&symbols), code_of(&distances));
        let code = |codes: &[Code], symbol: u16| codes.get(usize::from(symbol)).copied().unwrap_or_default();
        for token in &self.tokens {
            match *token {
                Token::Byte(byte) => bits.code(code(&symbol_codes, byte.into())),
                Token::Again { length, distance } => {
                    let (symbol, more, count) = length_symbol(length);
                    bits.code(code(&symbol_codes, symbol));
                    bits.put(more.into(), count);
                    let (symbol, more, count) = distance_symbol(distance);
                    bits.code(code(&distance_codes, symbol));
                    bits.put(more.into(), count);
                }
            }
        }
        bits.code(code(&symbol_codes, END));
        let mut out = bits.finish();
        out.extend_from_slice(&adler(&self.raw).to_be_bytes());
        let stream = out.as_slice().into();
        out.clear();
        self.out = out;
        stream
    }
}

/// How many bytes two slices begin with alike, if they are enough.
fn same(then: &[u8], now: &[u8]) -> Option<usize> {
    let length = then.iter().zip(now).take(LONGEST).take_while(|(a, b)| a == b).count();
    (length >= SHORTEST).then_some(length)
}

/// Code lengths up to the last that is used, at least so many.
fn used(lengths: &[u8], least: usize) -> &[u8] {
    let last = lengths.iter().rposition(|length| *length > 0).map_or(0, |last| last + 1);
    lengths.get(..last.max(least)).unwrap_or(lengths)
}

/// Writes the code lengths of a block (RFC 1951, 3.2.7).
fn header(bits: &mut Bits, symbols: &[u8], distances: &[u8]) {
    let mut runs: Vec<(u8, u8, u32)> = Vec::with_capacity(symbols.len());
    let mut counts = [0; 19];
    let lengths = [symbols, distances].concat();
    for run in lengths.chunk_by(|a, b| a == b) {
        let Some(length) = run.first() else { continue };
        squeeze(*length, run.len(), &mut runs);
    }
    for (symbol, ..) in &runs {
        if let Some(count) = counts.get_mut(usize::from(*symbol)) {
            *count += 1;
        }
    }
    let mut lengths = [0; 19];
    lengths_of(&counts, 7, &mut lengths);
    let codes = code_of(&lengths);
    let length = |symbol: usize| lengths.get(symbol).copied().unwrap_or(0);
    let last = ORDER.iter().rposition(|symbol| length(*symbol) > 0).map_or(4, |last| (last + 1).max(4));
    bits.put(symbols.len() as u32 - 257, 5);
    bits.put(distances.len() as u32 - 1, 5);
    bits.put(last as u32 - 4, 4);
    for symbol in ORDER.iter().take(last) {
        bits.put(length(*symbol).into(), 3);
    }
    for (symbol, more, count) in runs {
        bits.code(codes.get(usize::from(symbol)).copied().unwrap_or_default());
        bits.put(more.into(), count);
    }
}

/// A run of equal code lengths as symbols with further bits: 16 repeats the length before 3 to 6
/// times, 17 and 18 are 3 to 10 and 11 to 138 zeros.
fn squeeze(length: u8, mut count: usize, runs: &mut Vec<(u8, u8, u32)>) {
    if length > 0 {
        runs.push((length, 0, 0));
        count -= 1;
    }
    while count > 0 {
        let (symbol, most, less, bits) = match (length, count) {
            (_, ..3) => (length, 1, 1, 0),
            (0, ..11) => (17, 10, 3, 3),
            (0, _) => (18, 138, 11, 7),
            _ => (16, 6, 3, 2),
        };
        let now = count.min(most);
        runs.push((symbol, u8::try_from(now - less).unwrap_or(0), bits));
        count -= now;
    }
}

/// The symbol of a length from 3, with its further bits and their number.
fn length_symbol(length: u16) -> (u16, u16, u32) {
    match length {
        ..11 => (254 + length, 0, 0),
        258 => (285, 0, 0),
        _ => {
            let value = length - 3;
            let extra = 13 - value.leading_zeros();
            (257 + 4 * extra as u16 + (value >> extra), value & ((1 << extra) - 1), extra)
        }
    }
}

/// The symbol of a distance from 1, with its further bits and their number.
fn distance_symbol(distance: u16) -> (u16, u16, u32) {
    let value = distance - 1;
    if value < 4 {
        return (value, 0, 0);
    }
    let extra = 14 - value.leading_zeros();
    (2 * extra as u16 + (value >> extra), value & ((1 << extra) - 1), extra)
}

/// Adler-32 (RFC 1950, 8.2) of less than 64 KiB at a time.
fn adler(data: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    const BLOCK: u32 = 16;
    let (mut a, mut b) = (1, 0);
    for part in data.chunks(5552) {
        // The sums of a block do not wait for one another.
        let blocks = part.chunks_exact(BLOCK as usize);
        let rest = blocks.remainder();
        for block in blocks {
            b += BLOCK * a
                + block.iter().zip((1..=BLOCK).rev()).map(|(byte, times)| u32::from(*byte) * times).sum::<u32>();
            a += block.iter().map(|byte| u32::from(*byte)).sum::<u32>();
        }
        for byte in rest {
            a += u32::from(*byte);
            b += a;
        }
        a %= PRIME;
        b %= PRIME;
    }
    b << 16 | a
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;

    fn inflate(stream: &[u8]) -> Vec<u8> {
        let mut raw = Vec::new();
        flate2::read::ZlibDecoder::new(stream).read_to_end(&mut raw).unwrap();
        raw
    }

    #[test]
    fn lengths_and_distances_have_the_symbols_of_the_standard() {
        for (length, symbol) in [
            (3, (257, 0, 0)),
            (10, (264, 0, 0)),
            (11, (265, 0, 1)),
            (12, (265, 1, 1)),
            (18, (268, 1, 1)),
            (19, (269, 0, 2)),
            (257, (284, 30, 5)),
            (258, (285, 0, 0)),
        ] {
            assert_eq!(length_symbol(length), symbol, "{length}");
        }
        for (distance, symbol) in [
            (1, (0, 0, 0)),
            (4, (3, 0, 0)),
            (5, (4, 0, 1)),
            (13, (7, 0, 2)),
            (16, (7, 3, 2)),
            (24_577, (29, 0, 13)),
            (32_768, (29, 8191, 13)),
        ] {
            assert_eq!(distance_symbol(distance), symbol, "{distance}");
        }
    }

    proptest! {
        /// Whatever is added in whatever way comes out again, stream after stream.
        #[test]
        fn streams_inflate_to_what_was_added(
            parts in prop::collection::vec((0..3_u8, prop::collection::vec(b'0'..b'6', 0..400), 3..900_usize, 1..500_usize), 0..12)
        ) {
            let mut deflater = Deflater::default();
            for _ in 0..2 {
                let mut expected: Vec<u8> = Vec::new();
                for (way, bytes, length, distance) in &parts {
                    match way {
                        0 => deflater.push(bytes),
                        1 => deflater.exactly(bytes),
                        _ if expected.len() >= *distance => {
                            deflater.again(*length, *distance);
                            for _ in 0..*length {
                                expected.push(expected[expected.len() - distance]);
                            }
                            continue;
                        }
                        _ => continue,
                    }
                    expected.extend(bytes);
                }
                prop_assert_eq!(inflate(&deflater.finish()), expected);
            }
        }

        #[test]
        fn any_bytes_and_any_size(bytes in prop::collection::vec(any::<u8>(), 0..3000), times in 1..40_usize) {
            let mut deflater = Deflater::default();
            (0..times).for_each(|_| deflater.push(&bytes));
            prop_assert_eq!(inflate(&deflater.finish()), bytes.repeat(times));
        }
    }
}
