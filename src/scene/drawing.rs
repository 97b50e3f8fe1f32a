//! One label: what is drawn on it, in paint order.

use std::sync::Arc;

use super::{Angle, Face, Id, Ink, Part, Path, Picture, Point, Symbol, Turn};
use crate::units::Length;

/// One label: fixed runs and its own items, in paint order.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Bottom first.
    pub layers: Vec<Layer>,
}

impl Scene {
    /// A label that shares nothing with others.
    #[must_use]
    pub fn of(items: Vec<Item>) -> Self {
        Self { layers: vec![Layer::Own(items)] }
    }

    /// Adds items of this label alone on top.
    pub fn add(&mut self, items: Vec<Item>) {
        match self.layers.last_mut() {
            Some(Layer::Own(own)) => own.extend(items),
            _ if items.is_empty() => {}
            _ => self.layers.push(Layer::Own(items)),
        }
    }

    /// The items of this label alone.
    pub fn own(&self) -> impl Iterator<Item = &Item> {
        let own = self.layers.iter().map(|layer| match layer {
            Layer::Own(items) => items.as_slice(),
            Layer::Fixed(_) => &[],
        });
        own.flatten()
    }
}

/// A stretch of the paint order.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A run of `Stock::fixed`.
    Fixed(Id<FixedRun>),
    /// Items of this label alone.
    Own(Vec<Item>),
}

/// Items that are the same on every label.
pub type FixedRun = Vec<Item>;

/// One thing drawn.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is a part of.
    pub part: Arc<Part>,
    /// What it is.
    pub drawing: Drawing,
}

/// The whole vocabulary of a drawing.
#[derive(Clone, Debug)]
pub enum Drawing {
    /// Lines and curves, filled or stroked.
    Path(Path),
    /// Shaped text.
    Text(GlyphRun),
    /// A barcode symbol.
    Symbol(Symbol),
    /// Pixels.
    Picture(Placed),
}

/// A line of text, shaped.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The font.
    pub face: Id<Face>,
    /// Font size (the em).
    pub size: Length,
    /// Extra space behind every glyph.
    pub letter_spacing: Length,
    /// Where the baseline begins.
    pub origin: Point,
    /// Direction of the baseline.
    pub turn: Turn,
    /// What turns it further about its origin.
    pub angle: Angle,
    /// The ink.
    pub ink: Id<Ink>,
    /// The text it was made from.
    pub text: Box<str>,
    /// The glyphs in visual order.
    pub glyphs: Vec<Glyph>,
}

/// One glyph; measures are in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// Its number in PDF page streams: the code point of a character's nominal glyph, else one
    /// of `PRIVATE_CIDS`.
    pub cid: u16,
    /// How far the pen moves.
    pub advance: i32,
    /// Offset to the right.
    pub x_offset: i32,
    /// Offset upwards.
    pub y_offset: i32,
    /// First byte of the text it stands for.
    pub cluster: u32,
}

/// A picture in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The picture.
    pub picture: Id<Picture>,
    /// Its top left corner before turning.
    pub origin: Point,
    /// Its width before turning.
    pub width: Length,
    /// Its height before turning.
    pub height: Length,
    /// Turned about the origin.
    pub turn: Turn,
}

impl GlyphRun {
    /// Cosine and sine of the direction of its baseline, clockwise.
    #[must_use]
    pub fn cos_sin(&self) -> (f64, f64) {
        let (cos, sin) = self.turn.cos_sin();
        let (cos, sin) = (f64::from(cos), f64::from(sin));
        if self.angle.is_none() {
            return (cos, sin);
        }
        let (cos_on, sin_on) = self.angle.cos_sin();
        (cos * cos_on - sin * sin_on, sin * cos_on + cos * sin_on)
    }

    /// A point of it, given from its origin as if it were level, as it stands on the label.
    #[must_use]
    pub fn point(&self, x: Length, y: Length) -> Point {
        let (x, y) = self.turn.apply(x, y);
        let (x, y) = self.angle.apply(x, y);
        Point { x: self.origin.x + x, y: self.origin.y + y }
    }
}

impl Drawing {
    /// The same drawing, moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let mut drawing = self.clone();
        match &mut drawing {
            Drawing::Path(path) => {
                path.segments.iter_mut().for_each(|segment| *segment = segment.map(|point| point.moved(by)));
            }
            Drawing::Text(run) => run.origin = run.origin.moved(by),
            Drawing::Symbol(symbol) => symbol.shift(by),
            Drawing::Picture(placed) => placed.origin = placed.origin.moved(by),
        }
        drawing
    }
}
