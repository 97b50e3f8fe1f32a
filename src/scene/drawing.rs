//! One label: what is drawn on it, in paint order.

use std::sync::Arc;

use super::{Angle, Face, Grouped, Id, Ink, Part, Path, Placed, Point, Resources, Shade, Symbol, Turn};
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

impl Item {
    /// What is drawn of it one by one: items of groups that change nothing stand for themselves.
    #[must_use]
    pub fn leaves<'a>(&'a self, resources: &'a Resources) -> Vec<&'a Item> {
        let mut leaves = Vec::new();
        self.each_leaf(resources, &mut |item| leaves.push(item));
        leaves
    }

    fn each_leaf<'a>(&'a self, resources: &'a Resources, see: &mut dyn FnMut(&'a Item)) {
        if let Drawing::Group(grouped) = &self.drawing {
            let group = resources.groups.get(grouped.group);
            if group.is_plain() && grouped.shift == Point::default() {
                return group.items.iter().for_each(|item| item.each_leaf(resources, see));
            }
        }
        see(self);
    }
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

    /// All inks it has, those of its parts included. Pictures have none that is known.
    #[must_use]
    pub fn inks(&self, resources: &Resources) -> Vec<Id<Ink>> {
        let mut inks = Vec::new();
        self.each_ink(resources, &mut |ink| inks.push(ink));
        inks
    }

    fn each_ink(&self, resources: &Resources, see: &mut dyn FnMut(Id<Ink>)) {
        match self {
            Drawing::Path(path) => path.fill.into_iter().chain(path.stroke.map(|stroke| stroke.ink)).for_each(see),
            Drawing::Text(run) => see(run.ink),
            Drawing::Symbol(symbol) => see(symbol.ink()),
            Drawing::Picture(_) => {}
            Drawing::Shade(shade) => resources.gradients.get(shade.gradient).stops.iter().for_each(|s| see(s.ink)),
            Drawing::Group(grouped) => {
                resources.groups.get(grouped.group).items.iter().for_each(|item| item.drawing.each_ink(resources, see));
            }
        }
    }
}
