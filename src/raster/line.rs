//! Lines of text as dots.
//!
//! A line has a canvas of its own that stands on whole dots, so that it has the same dots
//! wherever it is drawn. A printer's black glyphs are kept: one that stood in the same place of
//! its line before has the same dots again.

use std::sync::Arc;

use tiny_skia::{FillRule, Mask, PathBuilder, Pixmap, Rect, Transform};

use super::Painter;
use super::glyphs::{GlyphDots, MOST, Outline};
use super::window::Window;
use crate::scene::{Face, GlyphRun, Id};
use crate::units::Length;

/// A line with its glyphs in their places.
struct Line {
    left: i32,
    top: i32,
    size: (u32, u32),
    glyphs: Vec<PlacedGlyph>,
}

struct PlacedGlyph {
    glyph: u16,
    outline: Arc<tiny_skia::Path>,
    place: Transform,
    inked: Rect,
}

/// Black dots of a line, eight to a byte, rows padded to whole bytes, and where they stand.
pub(super) struct BlackLine {
    pub(super) at: (i64, i64),
    pub(super) size: (u32, u32),
    pub(super) bits: Vec<u8>,
}

impl Painter<'_> {
    /// A line in its ink.
    pub(super) fn set(&self, run: &GlyphRun) -> Option<Window> {
        let paint = self.ink(run.ink)?;
        let Line { left, top, size, glyphs } = self.line(run)?;
        let mut dots = Pixmap::new(size.0, size.1)?;
        for placed in glyphs {
            dots.fill_path(&placed.outline, &paint, FillRule::Winding, placed.place, None);
        }
        Some(Window { left, top, dots })
    }

    /// A line in black alone, on a device with dots.
    pub(super) fn black_line(&self, run: &GlyphRun) -> Option<BlackLine> {
        let line = self.line(run)?;
        let stride = line.size.0.div_ceil(8) as usize;
        let mut bits = vec![0_u8; stride * line.size.1 as usize];
        for placed in &line.glyphs {
            let dots = self.black_glyph(run.face, placed, line.size)?;
            let rows = dots.bits.chunks(dots.across.max(1)).zip(bits.chunks_mut(stride).skip(dots.first_row));
            for (from, to) in rows {
                to.iter_mut().skip(dots.first_byte).zip(from).for_each(|(to, from)| *to |= from);
            }
        }
        Some(BlackLine { at: (line.left.into(), line.top.into()), size: line.size, bits })
    }

    fn black_glyph(&self, face: Id<Face>, placed: &PlacedGlyph, size: (u32, u32)) -> Option<Arc<GlyphDots>> {
        let Transform { sx, kx, ky, sy, tx, ty } = placed.place;
        let key = (face, placed.glyph, [sx, kx, ky, sy, tx, ty].map(f32::to_bits));
        if let Some(known) = self.glyphs.dots.read().ok().and_then(|dots| dots.get(&key).cloned()) {
            return Some(known);
        }
        let mut mask = Mask::new(size.0.min(placed.inked.right().ceil() as u32 + 2), size.1)?;
        mask.fill_path(&placed.outline, FillRule::Winding, false, placed.place);
        let dots = Arc::new(GlyphDots::of(&mask, placed.inked));
        if let Ok(mut known) = self.glyphs.dots.write()
            && known.len() < MOST
        {
            known.insert(key, dots.clone());
        }
        Some(dots)
    }

    fn line(&self, run: &GlyphRun) -> Option<Line> {
        self.ink(run.ink)?;
        let dot = self.resolution.dot().emu();
        let (column, row) = (run.origin.x.emu().div_euclid(dot), run.origin.y.emu().div_euclid(dot));
        let within = |length: Length| (length.emu().rem_euclid(dot) as f64 / dot as f64) as f32;
        let mut placed = Vec::with_capacity(run.glyphs.len());
        let mut bounds: Option<Rect> = None;
        for (glyph, outline, place) in self.places(run, (within(run.origin.x), within(run.origin.y))) {
            let inked = outline.bounds().transform(place)?;
            bounds = match bounds {
                None => Some(inked),
                Some(b) => Rect::from_ltrb(
                    b.left().min(inked.left()),
                    b.top().min(inked.top()),
                    b.right().max(inked.right()),
                    b.bottom().max(inked.bottom()),
                ),
            };
            placed.push(PlacedGlyph { glyph, outline, place, inked });
        }
        let bounds = bounds?;
        let (left, top) = (bounds.left().floor() as i32 - 1, bounds.top().floor() as i32 - 1);
        let side = |from: i32, to: f32| u32::try_from(to.ceil() as i32 + 1 - from).ok();
        let size = (side(left, bounds.right())?.min(2 * self.width), side(top, bounds.bottom())?.min(2 * self.height));
        for glyph in &mut placed {
            glyph.place = glyph.place.post_translate(-left as f32, -top as f32);
            glyph.inked = glyph.inked.transform(Transform::from_translate(-left as f32, -top as f32))?;
        }
        let at = |origin: i64, offset: i32| i32::try_from(origin + i64::from(offset)).ok();
        Some(Line { left: at(column, left)?, top: at(row, top)?, size, glyphs: placed })
    }

    /// The glyphs that have an outline, and what brings each to its place where the baseline begins
    /// at a point on the grid.
    pub(super) fn places(
        &self,
        run: &GlyphRun,
        origin: (f32, f32),
    ) -> impl Iterator<Item = (u16, Arc<tiny_skia::Path>, Transform)> {
        let units = self.stock.resources.faces.get(run.face).units_per_em;
        let per_unit = self.dots(run.size) / f32::from(units);
        let spacing = self.dots(run.letter_spacing);
        let (cos, sin) = run.cos_sin();
        let (cos, sin) = (cos as f32, sin as f32);
        let mut pen = 0.0;
        run.glyphs.iter().filter_map(move |glyph| {
            let (x, y) = (pen + glyph.x_offset as f32 * per_unit, -(glyph.y_offset as f32) * per_unit);
            pen += glyph.advance as f32 * per_unit + spacing;
            let outline = self.glyph(run.face, glyph.id)?;
            // Font units, y upwards, become dots, y downwards, turned about the origin.
            let (tx, ty) = (origin.0 + x * cos - y * sin, origin.1 + x * sin + y * cos);
            let place = Transform::from_row(per_unit * cos, per_unit * sin, per_unit * sin, -per_unit * cos, tx, ty);
            Some((glyph.id, outline, place))
        })
    }

    fn glyph(&self, face: Id<Face>, glyph: u16) -> Option<Arc<tiny_skia::Path>> {
        if let Some(known) = self.glyphs.outlines.read().ok().and_then(|glyphs| glyphs.get(&(face, glyph)).cloned()) {
            return known;
        }
        let mut outline = Outline(PathBuilder::new());
        self.stock.resources.faces.get(face).outline(glyph, &mut outline);
        let outline = outline.0.finish().map(Arc::new);
        if let Ok(mut glyphs) = self.glyphs.outlines.write() {
            glyphs.insert((face, glyph), outline.clone());
        }
        outline
    }
}
