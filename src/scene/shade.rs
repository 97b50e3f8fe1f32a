//! Areas whose colour changes from place to place.

use super::{Id, Ink, Point, Segment};

/// An area filled with a gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct Shade {
    /// Its outline; open parts count as closed.
    pub segments: Vec<Segment>,
    /// Whether the area follows the even-odd rule instead of the non-zero one.
    pub even_odd: bool,
    /// The gradient.
    pub gradient: Id<Gradient>,
    /// Where the gradient stands on the label.
    pub place: Affine,
}

/// Colours along a line, in a space of its own. Before the first stop and after the last the colour stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// How the colours run.
    pub shape: GradientShape,
    /// The colours: two at least, from 0 to 1, each at or after the one before. Between two stops inks are
    /// mixed in proportion.
    pub stops: Vec<GradientStop>,
    /// Whether it is a part of a mask, whose inks are tints of black alone.
    pub of_mask: bool,
}

/// How the colours of a gradient run, in its own space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientShape {
    /// From x = 0 to x = 1.
    Linear,
    /// From a circle to the circle of radius 1 about the origin.
    Radial {
        /// The middle of the first circle.
        focus: (f64, f64),
        /// The radius of the first circle, below 1.
        radius: f64,
    },
}

/// A colour on the way of a gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientStop {
    /// Where, from 0 to 1.
    pub at: f32,
    /// The ink. Those of a gradient are all of the process, or tints of one spot colour, between which
    /// stands no ink at all.
    pub ink: Id<Ink>,
}

/// A map from a space to the label, in EMU: x' = `a` x + `c` y + `e`, y' = `b` x + `d` y + `f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// How far a step in x goes to the right.
    pub a: f64,
    /// How far a step in x goes down.
    pub b: f64,
    /// How far a step in y goes to the right.
    pub c: f64,
    /// How far a step in y goes down.
    pub d: f64,
    /// Where the origin stands from the left edge.
    pub e: f64,
    /// Where the origin stands from the top edge.
    pub f: f64,
}

impl Affine {
    /// The same map, moved on the label.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { e: self.e + by.x.emu() as f64, f: self.f + by.y.emu() as f64, ..self }
    }
}

impl Shade {
    /// The same area, moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let segments = self.segments.iter().map(|segment| segment.map(|point| point.moved(by))).collect();
        Self { segments, place: self.place.moved(by), ..*self }
    }
}
