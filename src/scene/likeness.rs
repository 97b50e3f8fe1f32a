//! What draws the same on many labels, known by a hash.

use std::fmt;
use std::hash::Hasher;
use std::str::FromStr;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::{Drawing, GlyphRun, Id, Ink, Item, Path, Point, Segment};

/// What items of a label draw and where, as 128 bits of a hash: items of one stock that have the same draw the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Likeness(u128);

impl Likeness {
    /// The likeness of items; `None` of those that labels do not share: what tells the unit or the code
    /// ([`Part::recurs`](super::Part::recurs)), symbols, gradients.
    #[must_use]
    pub fn of(items: &[Item]) -> Option<Self> {
        let mut hash = Hash(SipHasher13::new());
        for item in items {
            if !item.part.recurs {
                return None;
            }
            hash.0.write(item.part.id.as_bytes());
            hash.drawing(&item.drawing)?;
        }
        Some(Self(hash.0.finish128().as_u128()))
    }
}

/// Stretches of items that are parts of the same, in paint order.
pub fn stretches(items: &[Item]) -> impl Iterator<Item = &[Item]> {
    items.chunk_by(|one, next| Arc::ptr_eq(&one.part, &next.part))
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Likeness {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

struct Hash(SipHasher13);

impl Hash {
    fn drawing(&mut self, drawing: &Drawing) -> Option<()> {
        match drawing {
            Drawing::Text(run) => {
                self.0.write_u8(1);
                self.text(run);
            }
            Drawing::Path(path) => {
                self.0.write_u8(2);
                self.path(path);
            }
            Drawing::Picture(placed) => {
                self.0.write_u8(3);
                self.0.write_usize(placed.picture.number());
                [placed.origin, placed.across, placed.down].into_iter().for_each(|point| self.point(point));
            }
            Drawing::Group(grouped) => {
                self.0.write_u8(4);
                self.0.write_usize(grouped.group.number());
                self.point(grouped.shift);
            }
            Drawing::Symbol(_) | Drawing::Shade(_) => return None,
        }
        Some(())
    }

    fn text(&mut self, run: &GlyphRun) {
        self.0.write(run.text.as_bytes());
        // No text has this byte, so where it ends is told.
        self.0.write_u8(0xFF);
        self.point(run.origin);
        self.0.write_usize(run.face.number());
        self.ink(Some(run.ink));
        [run.size, run.letter_spacing].into_iter().for_each(|length| self.0.write_i64(length.emu()));
        self.0.write_u8(run.turn as u8);
        self.0.write_i32(run.angle.thousandths());
        // The same text may be set in other glyphs, and spaced out.
        let glyphs = run.glyphs.iter().fold(run.glyphs.len() as u64, |sum, glyph| {
            let [id, advance] = [u64::from(glyph.id), i64::from(glyph.advance).cast_unsigned()];
            let offsets = i64::from(glyph.x_offset).cast_unsigned() ^ i64::from(glyph.y_offset).cast_unsigned() << 32;
            (sum.rotate_left(5) ^ id << 32 ^ advance ^ offsets).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        self.0.write_u64(glyphs);
    }

    fn path(&mut self, path: &Path) {
        for segment in &path.segments {
            match segment {
                Segment::Move(to) => self.step(1, &[*to]),
                Segment::Line(to) => self.step(2, &[*to]),
                Segment::Cubic(one, other, to) => self.step(3, &[*one, *other, *to]),
                Segment::Close => self.step(4, &[]),
            }
        }
        self.0.write_u8(u8::from(path.even_odd));
        self.ink(path.fill);
        self.ink(path.stroke.map(|stroke| stroke.ink));
        self.0.write_i64(path.stroke.map_or(-1, |stroke| stroke.width.emu()));
    }

    fn step(&mut self, kind: u8, points: &[Point]) {
        self.0.write_u8(kind);
        points.iter().for_each(|point| self.point(*point));
    }

    fn point(&mut self, point: Point) {
        self.0.write_i64(point.x.emu());
        self.0.write_i64(point.y.emu());
    }

    fn ink(&mut self, ink: Option<Id<Ink>>) {
        self.0.write_usize(ink.map_or(usize::MAX, Id::number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::scene::{Part, Role};
    use crate::units::Length;

    fn rule(recurs: bool, x: i64) -> Item {
        let part = Part { recurs, ..Part::clone(&Part::new("rule", Role::Design, Place::Nowhere)) };
        let corner = Point { x: Length::from_emu(x), y: Length::ZERO };
        let segments = Path::rectangle(corner, Length::from_mm(1), Length::from_mm(1), Length::ZERO);
        Item { part: Arc::new(part), drawing: Drawing::Path(Path { segments, ..Path::default() }) }
    }

    #[test]
    fn what_stands_elsewhere_is_another_and_what_is_one_labels_own_has_no_likeness() {
        let [one, same, other] = [0, 0, 1].map(|x| Likeness::of(&[rule(true, x)]));
        assert!(one.is_some() && one == same && one != other);
        assert_eq!(Likeness::of(&[rule(true, 0), rule(false, 0)]), None);
        assert_eq!(one.map(|one| one.to_string().parse()), one.map(Ok));
    }
}
