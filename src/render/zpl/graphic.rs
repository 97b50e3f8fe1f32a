//! Dots as `^GF` fields and stored graphics.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::raster::Patch;
use crate::render::{Deflater, put};

/// How dots are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Graphics {
    /// Compressed (`:Z64:`): zlib, base64, CRC.
    #[default]
    Z64,
    /// Hexadecimal with run lengths: longer, and understood by every printer.
    Hex,
}

/// Most bytes of dots in a field, so that they stay below 99 999 characters however they are
/// written (ZPL II, `^GF`).
const STRIPE: usize = 48_000;

/// A patch as one field or, when it is large, as several below one another.
pub(super) fn fields(patch: &Patch, graphics: Graphics, deflater: &mut Deflater) -> String {
    let mut out = String::new();
    for stripe in stripes(patch) {
        let (total, across) = (stripe.bits.len(), stripe.width.div_ceil(8));
        put(
            &mut out,
            format_args!(
                "^FO{},{}^GFA,{total},{total},{across},{}^FS\n",
                stripe.left,
                stripe.top,
                data(&stripe.bits, across as usize, graphics, deflater)
            ),
        );
    }
    out
}

/// What follows a stored graphic's name: bytes in all, bytes a row, the dots.
pub(super) fn stored(patch: &Patch, graphics: Graphics, deflater: &mut Deflater) -> String {
    let across = patch.width.div_ceil(8);
    format!("{},{across},{}", patch.bits.len(), data(&patch.bits, across as usize, graphics, deflater))
}

/// Parts a patch so that each part has at most [`STRIPE`] bytes.
pub(super) fn stripes(patch: &Patch) -> Vec<Patch> {
    let across = patch.width.div_ceil(8).max(1);
    let rows = (STRIPE / across as usize).max(1);
    let parts = patch.bits.chunks(rows * across as usize).zip(0_u32..);
    let part = |(bits, index): (&[u8], u32)| Patch {
        left: patch.left,
        top: patch.top + index * u32::try_from(rows).unwrap_or(u32::MAX),
        width: patch.width,
        height: (bits.len() / across as usize) as u32,
        bits: bits.to_vec(),
    };
    parts.map(part).collect()
}

fn data(bits: &[u8], across: usize, graphics: Graphics, deflater: &mut Deflater) -> String {
    match graphics {
        Graphics::Z64 => {
            let text = BASE64_STANDARD.encode(deflated(bits, across, deflater));
            let check = crc(text.as_bytes());
            format!(":Z64:{text}:{check:04X}")
        }
        Graphics::Hex => hex(bits, across),
    }
}

/// Rows of dots, deflated. What repeats in them is what stands in the row above.
fn deflated(bits: &[u8], across: usize, deflater: &mut Deflater) -> Vec<u8> {
    const SHORTEST: usize = 4;
    let (first, rest) = bits.split_at(across.min(bits.len()));
    deflater.exactly(first);
    let (mut done, mut at) = (0, 0);
    while let (Some(rows @ [_, ..]), Some(above)) = (rest.get(at..), bits.get(at..)) {
        let same = alike(rows, above);
        if same >= SHORTEST {
            deflater.exactly(rest.get(done..at).unwrap_or_default());
            deflater.again(same, across);
            done = at + same;
        }
        let other = rows.iter().zip(above).skip(same).take_while(|(byte, above)| byte != above);
        at += same + other.count();
    }
    deflater.exactly(rest.get(done..).unwrap_or_default());
    deflater.finish()
}

/// How many bytes two slices begin with alike.
fn alike(one: &[u8], other: &[u8]) -> usize {
    const WORD: usize = 16;
    let words = one.chunks_exact(WORD).zip(other.chunks_exact(WORD)).take_while(|(one, other)| one == other);
    let whole = words.count() * WORD;
    let bytes = one.iter().zip(other).skip(whole);
    whole + bytes.take_while(|(one, other)| one == other).count()
}

/// CRC-16 with the polynomial 1021 hex and nothing to begin with, as `:Z64:` wants it over the
/// base64 text.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        let [high, low] = crc.to_be_bytes();
        STEPS.get(usize::from(high ^ byte)).copied().unwrap_or(0) ^ u16::from(low) << 8
    })
}

/// What the check sum of a byte does to the byte behind it.
static STEPS: [u16; 256] = steps();

const fn steps() -> [u16; 256] {
    let mut steps = [0; 256];
    let mut left: &mut [u16] = &mut steps;
    let mut byte = 0_u16;
    while let [step, rest @ ..] = left {
        let (mut crc, mut bit) = (byte << 8, 0);
        while bit < 8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 };
            bit += 1;
        }
        *step = crc;
        (left, byte) = (rest, byte + 1);
    }
    steps
}

/// Hexadecimal digits with run lengths: `G` to `Y` repeat the next digit 1 to 19 times, `g` to
/// `z` 20 to 400 times; `,` fills a row with zeros and `:` repeats the row above. `!`, which
/// fills with ones, is read wrongly by some programs and never written.
fn hex(bits: &[u8], across: usize) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut out = String::new();
    let mut above: Option<&[u8]> = None;
    for row in bits.chunks(across) {
        if above == Some(row) {
            out.push(':');
            continue;
        }
        above = Some(row);
        let digits: Vec<u8> = row.iter().flat_map(|byte| [byte >> 4, byte & 15]).collect();
        let used = digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        for run in digits.get(..used).unwrap_or_default().chunk_by(|a, b| a == b) {
            let digit = run.first().and_then(|digit| DIGITS.get(usize::from(*digit))).copied().unwrap_or('0');
            repeat(run.len(), digit, &mut out);
        }
        if used < digits.len() {
            out.push(',');
        }
    }
    out
}

fn repeat(mut count: usize, digit: char, out: &mut String) {
    let letter = |first: char, steps: usize| {
        u8::try_from(steps).ok().and_then(|steps| char::from_u32(u32::from(first) + u32::from(steps)))
    };
    if count <= 2 {
        return out.extend(std::iter::repeat_n(digit, count));
    }
    while count > 0 {
        let now = count.min(419);
        out.extend((now >= 20).then(|| letter('g', now / 20 - 1)).flatten());
        out.extend((!now.is_multiple_of(20)).then(|| letter('G', now % 20 - 1)).flatten());
        out.push(digit);
        count -= now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_the_published_one() {
        // The check value of CRC-16/XMODEM.
        assert_eq!(crc(b"123456789"), 0x31C3);
    }

    #[test]
    fn run_lengths_are_those_of_the_manual() {
        // Eight F are `N` and F; the second row repeats the first.
        assert_eq!(hex(&[0xFF; 8], 4), "NF:");
        // Zeros to the end of a row are a comma; a row of zeros is one alone.
        assert_eq!(hex(&[0x12, 0x20, 0, 0, 0, 0], 3), "122,,");
        // Fifty are forty and ten; four hundred and twenty are as many as one run holds and one.
        assert_eq!(hex(&[0xFF; 25], 25), "hPF");
        assert_eq!(hex(&[0xAA; 210], 210), "zYAGA");
    }

    #[test]
    fn large_graphics_are_parted_into_stripes() {
        let patch = Patch { left: 5, top: 7, width: 803, height: 1000, bits: vec![1; 101 * 1000] };
        let parts = stripes(&patch);
        assert_eq!(parts.iter().map(|p| p.height).collect::<Vec<_>>(), [475, 475, 50]);
        assert_eq!(parts.iter().map(|p| p.top).collect::<Vec<_>>(), [7, 482, 957]);
        assert!(parts.iter().all(|p| p.bits.len() <= STRIPE && p.bits.len() == 101 * p.height as usize));
    }
}
