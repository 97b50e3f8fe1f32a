//! Lines of text as dots.
//!
//! A line has a canvas of its own that stands on whole dots, so that it has the same dots
//! wherever it is drawn. A printer's black glyphs are kept: one that stood in the same place of
//! its line before has the same dots again.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use tiny_skia::{FillRule, Mask, PathBuilder, Pixmap, Rect, Transform};

use super::Painter;
use crate::scene::{GlyphRun, OutlinePen};
use crate::units::Length;

/// What is known of glyphs.
#[derive(Default)]
pub(super) struct Glyphs {
    /// Outlines in font units, by face and glyph.
    outlines: RwLock<HashMap<(usize, u16), Outlined>>,
    /// Black dots, by face, glyph and place.
    dots: RwLock<HashMap<Key, Arc<Dots>>>,
}

/// A glyph's outline, if it has any.
type Outlined = Option<Arc<tiny_skia::Path>>;

/// A glyph of a face and the bits of the six numbers that bring it to its place on the canvas of
/// its line: dots are taken again only for what would be drawn with the very same numbers.
type Key = (usize, u16, [u32; 6]);

/// Most glyphs kept, some two hundred bytes each.
const MOST: usize = 1 << 15;

/// The dots of a glyph on the canvas of its line, eight to a byte of the line's.
struct Dots {
    first_row: usize,
    first_byte: usize,
    across: usize,
    bits: Vec<u8>,
}

/// A part of a label on a canvas of its own, and where it stands, in dots.
pub(super) struct Window {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) dots: Pixmap,
}

/// A line with its glyphs in their places.
struct Line {
    left: i32,
    top: i32,
    size: (u32, u32),
    glyphs: Vec<Placed>,
}

struct Placed {
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

    fn black_glyph(&self, face: usize, placed: &Placed, size: (u32, u32)) -> Option<Arc<Dots>> {
        let Transform { sx, kx, ky, sy, tx, ty } = placed.place;
        let key = (face, placed.glyph, [sx, kx, ky, sy, tx, ty].map(f32::to_bits));
        if let Some(known) = self.glyphs.dots.read().ok().and_then(|dots| dots.get(&key).cloned()) {
            return Some(known);
        }
        let mut mask = Mask::new(size.0.min(placed.inked.right().ceil() as u32 + 2), size.1)?;
        mask.fill_path(&placed.outline, FillRule::Winding, false, placed.place);
        let dots = Arc::new(Dots::of(&mask, placed.inked));
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
            placed.push(Placed { glyph, outline, place, inked });
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
        let units = self.stock.faces.get(run.face).map_or(1000, |face| face.units_per_em);
        let per_unit = self.dots(run.size) / f32::from(units);
        let spacing = self.dots(run.letter_spacing);
        let (cos, sin) = run.turn.cos_sin();
        let (cos, sin) = (f32::from(cos), f32::from(sin));
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

    fn glyph(&self, face: usize, glyph: u16) -> Option<Arc<tiny_skia::Path>> {
        if let Some(known) = self.glyphs.outlines.read().ok().and_then(|glyphs| glyphs.get(&(face, glyph)).cloned()) {
            return known;
        }
        let mut outline = Outline(PathBuilder::new());
        self.stock.faces.get(face)?.outline(glyph, &mut outline);
        let outline = outline.0.finish().map(Arc::new);
        if let Ok(mut glyphs) = self.glyphs.outlines.write() {
            glyphs.insert((face, glyph), outline.clone());
        }
        outline
    }
}

impl Dots {
    /// The dots of a mask around what is inked.
    fn of(mask: &Mask, inked: Rect) -> Self {
        let before = |edge: f32| (edge.floor() as usize).saturating_sub(1);
        let (first_row, first_byte) = (before(inked.top()), before(inked.left()) / 8);
        let rows = (inked.bottom().ceil() as usize + 1).saturating_sub(first_row);
        let across = (inked.right().ceil() as usize + 1).div_ceil(8).saturating_sub(first_byte);
        let byte = |pixels: &[u8]| {
            pixels.iter().zip(0..8).fold(0, |byte, (pixel, bit)| byte | u8::from(*pixel > 0) << (7 - bit))
        };
        let mut bits = vec![0; across * rows];
        let lines = mask.data().chunks(mask.width() as usize).skip(first_row);
        for (to, from) in bits.chunks_mut(across.max(1)).zip(lines) {
            to.iter_mut().zip(from.chunks(8).skip(first_byte)).for_each(|(to, pixels)| *to = byte(pixels));
        }
        Self { first_row, first_byte, across, bits }
    }
}

struct Outline(PathBuilder);

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}
