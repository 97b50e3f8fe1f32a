//! One label: what is drawn on it, in paint order.

use std::sync::Arc;

use super::{Angle, ArtLayer, Blend, Clip, Face, Id, Ink, Opacity, Part, Path, Placed, Point, Shade, Symbol, Turn};
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
        self.layers.iter().flat_map(Layer::own)
    }
}

impl Layer {
    /// The items of this label alone.
    #[must_use]
    pub fn own(&self) -> &[Item] {
        match self {
            Layer::Own(items) => items,
            Layer::Fixed(_) => &[],
        }
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
    /// An area with a gradient.
    Shade(Shade),
    /// Drawings that are seen as one.
    Group(Grouped),
}

/// Drawings that are seen as one (a transparency group of PDF, a `g` of SVG).
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its id in the drawing that it comes from.
    pub name: Option<Box<str>>,
    /// The layer of that drawing that it is.
    pub layer: Option<Id<ArtLayer>>,
    /// What is seen of it lies in all of these areas.
    pub clips: Vec<Clip>,
    /// What lets it through: as much as black lacks there (a luminosity mask). Where nothing is painted,
    /// nothing is let through. Its inks are tints of black alone.
    pub mask: Option<Id<Group>>,
    /// How much it covers, in per mille.
    pub opacity: Opacity,
    /// How its colours mix with those below.
    pub blend: Blend,
    /// Whether its blend modes see nothing of what lies below it.
    pub isolated: bool,
    /// What is in it, bottom first.
    pub items: Vec<Item>,
}

/// A group in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// The group.
    pub group: Id<Group>,
    /// How far it is moved from where its drawings stand.
    pub shift: Point,
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
            Drawing::Shade(shade) => *shade = shade.moved(by),
            Drawing::Group(grouped) => grouped.shift = grouped.shift.moved(by),
        }
        drawing
    }
}

impl Group {
    /// Whether it changes what is in it: if not, it is there for its name.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.clips.is_empty() && !self.is_mixed()
    }

    /// Whether what is in it is painted apart and laid on what is below as one.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.mask.is_some() || self.opacity != Opacity::FULL || self.blend != Blend::Normal || self.isolated
    }
}
