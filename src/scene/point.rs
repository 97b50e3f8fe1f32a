//! Points and quarter turns.

use crate::units::Length;

/// A point on the label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// From the left edge.
    pub x: Length,
    /// From the top edge.
    pub y: Length,
}

impl Point {
    /// The point, moved.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { x: self.x + by.x, y: self.y + by.y }
    }
}

/// A rotation by quarter turns, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// Upright.
    #[default]
    None,
    /// A quarter turn clockwise.
    Quarter,
    /// Upside down.
    Half,
    /// A quarter turn anticlockwise.
    ThreeQuarters,
}

impl Turn {
    /// The four turns in order of their angle: 0°, 90°, 180°, 270°.
    pub const ALL: [Turn; 4] = [Turn::None, Turn::Quarter, Turn::Half, Turn::ThreeQuarters];

    /// An offset from a pivot, turned about it.
    #[must_use]
    pub fn apply(self, x: Length, y: Length) -> (Length, Length) {
        match self {
            Turn::None => (x, y),
            Turn::Quarter => (-y, x),
            Turn::Half => (-x, -y),
            Turn::ThreeQuarters => (y, -x),
        }
    }

    /// Cosine and sine.
    #[must_use]
    pub fn cos_sin(self) -> (i8, i8) {
        match self {
            Turn::None => (1, 0),
            Turn::Quarter => (0, 1),
            Turn::Half => (-1, 0),
            Turn::ThreeQuarters => (0, -1),
        }
    }

    /// Whether width and height change places.
    #[must_use]
    pub fn swaps(self) -> bool {
        matches!(self, Turn::Quarter | Turn::ThreeQuarters)
    }
}
