//! Numbers and path data.

use std::fmt::{self, Write};

use crate::render::put;
use crate::scene::{OutlinePen, Segment};
use crate::units::Length;

/// A length in millimetres with five decimals (ten nanometres), without idle zeros.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mm(pub(super) Length);

impl fmt::Display for Mm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 36 000 EMU are a millimetre: 100 000 parts of it are 25/9 of the EMU.
        decimal(f, self.0.scale(25, 9).emu(), 5)
    }
}

/// A plain number with nine decimals, without idle zeros.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thin(pub(super) f64);

impl fmt::Display for Thin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal(f, (self.0 * 1e9).round() as i64, 9)
    }
}

/// Writes a whole number of parts as a decimal number.
fn decimal(f: &mut fmt::Formatter<'_>, parts: i64, decimals: u32) -> fmt::Result {
    let unit = 10_u64.pow(decimals);
    if parts < 0 {
        f.write_char('-')?;
    }
    let (whole, mut rest) = (parts.unsigned_abs() / unit, parts.unsigned_abs() % unit);
    write!(f, "{whole}")?;
    if rest == 0 {
        return Ok(());
    }
    let mut width = decimals as usize;
    while rest % 10 == 0 {
        rest /= 10;
        width -= 1;
    }
    write!(f, ".{rest:0width$}")
}

/// Path data of segments.
pub(super) fn segments(segments: &[Segment], out: &mut String) {
    for segment in segments {
        match segment {
            Segment::Move(p) => put(out, format_args!("M{} {}", Mm(p.x), Mm(p.y))),
            Segment::Line(p) => put(out, format_args!("L{} {}", Mm(p.x), Mm(p.y))),
            Segment::Cubic(a, b, p) => {
                put(out, format_args!("C{} {} {} {} {} {}", Mm(a.x), Mm(a.y), Mm(b.x), Mm(b.y), Mm(p.x), Mm(p.y)))
            }
            Segment::Close => out.push('z'),
        }
    }
}

/// Writes a glyph's outline as path data in font units, y upwards.
pub(super) struct Outlines<'o> {
    out: &'o mut String,
    x: f64,
    y: f64,
}

impl<'o> Outlines<'o> {
    /// A pen at an offset in font units.
    pub(super) fn new(out: &'o mut String, x: f64, y: i32) -> Self {
        Self { out, x, y: y.into() }
    }

    fn step(&mut self, letter: char, points: &[(f32, f32)]) {
        self.out.push(letter);
        for ((x, y), index) in points.iter().zip(0..) {
            let separator = if index == 0 { "" } else { " " };
            let [x, y] = [f64::from(*x) + self.x, f64::from(*y) + self.y].map(|value| (value * 100.0).round() / 100.0);
            put(self.out, format_args!("{separator}{x} {y}"));
        }
    }
}

impl OutlinePen for Outlines<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', &[(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', &[(x, y)]);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.step('Q', &[(cx, cy), (x, y)]);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.step('C', &[(ax, ay), (bx, by), (x, y)]);
    }
    fn close(&mut self) {
        self.out.push('z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_exact() {
        let mm = |emu| Mm(Length::from_emu(emu)).to_string();
        assert_eq!([mm(0), mm(36_000), mm(-18_000), mm(1), mm(3_048)], ["0", "1", "-0.5", "0.00003", "0.08467"]);
        assert_eq!(Thin(-0.001_234_567_891).to_string(), "-0.001234568");
    }
}
