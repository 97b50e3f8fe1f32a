//! What is kept of glyphs: outlines, and the black dots of those that stood in the same place of
//! their line before.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use tiny_skia::{Mask, PathBuilder, Rect};

use crate::scene::{Face, Id, OutlinePen};

/// What is known of glyphs.
#[derive(Default)]
pub(super) struct Glyphs {
    /// Outlines in font units, by face and glyph.
    pub(super) outlines: RwLock<HashMap<(Id<Face>, u16), Outlined>>,
    /// Black dots, by face, glyph and place.
    pub(super) dots: RwLock<HashMap<GlyphKey, Arc<GlyphDots>>>,
}

/// A glyph's outline, if it has any.
pub(super) type Outlined = Option<Arc<tiny_skia::Path>>;

/// A glyph of a face and the bits of the six numbers that bring it to its place on the canvas of
/// its line: dots are taken again only for what would be drawn with the very same numbers.
pub(super) type GlyphKey = (Id<Face>, u16, [u32; 6]);

/// Most glyphs kept, some two hundred bytes each.
pub(super) const MOST: usize = 1 << 15;

/// The dots of a glyph on the canvas of its line, eight to a byte of the line's.
pub(super) struct GlyphDots {
    pub(super) first_row: usize,
    pub(super) first_byte: usize,
    pub(super) across: usize,
    pub(super) bits: Vec<u8>,
}

impl GlyphDots {
    /// The dots of a mask around what is inked.
    pub(super) fn of(mask: &Mask, inked: Rect) -> Self {
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

pub(super) struct Outline(pub(super) PathBuilder);

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
