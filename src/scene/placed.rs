//! Pictures in their places.

use super::{Bounds, Id, Picture, Point, Turn};
use crate::units::Length;

/// A picture in its place: a parallelogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The picture.
    pub picture: Id<Picture>,
    /// Where its top left corner stands.
    pub origin: Point,
    /// The way from there to its top right corner.
    pub across: Point,
    /// The way from there to its bottom left corner.
    pub down: Point,
}

impl Placed {
    /// A picture of a width and a height, turned about its top left corner.
    #[must_use]
    pub fn turned(picture: Id<Picture>, origin: Point, (width, height): (Length, Length), turn: Turn) -> Self {
        let way = |x, y| {
            let (x, y) = turn.apply(x, y);
            Point { x, y }
        };
        Self { picture, origin, across: way(width, Length::ZERO), down: way(Length::ZERO, height) }
    }

    /// Its width.
    #[must_use]
    pub fn width(&self) -> Length {
        long(self.across)
    }

    /// Its height.
    #[must_use]
    pub fn height(&self) -> Length {
        long(self.down)
    }

    /// Its quarter turn, if it is neither slanted nor mirrored.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        let (width, height) = (self.width(), self.height());
        Turn::ALL.into_iter().find(|turn| Self::turned(self.picture, self.origin, (width, height), *turn) == *self)
    }

    /// The box around it.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let Self { origin, across, down, .. } = *self;
        let [a, b, c, d] = [origin, origin.moved(across), origin.moved(down), origin.moved(across).moved(down)];
        let (xs, ys) = ([a.x, b.x, c.x, d.x], [a.y, b.y, c.y, d.y]);
        let least = |of: [Length; 4]| of.into_iter().fold(of[0], Length::min);
        let most = |of: [Length; 4]| of.into_iter().fold(of[0], Length::max);
        Bounds { left: least(xs), top: least(ys), right: most(xs), bottom: most(ys) }
    }
}

/// How long a way is.
fn long(way: Point) -> Length {
    match (way.x, way.y) {
        (Length::ZERO, along) | (along, Length::ZERO) => along.max(-along),
        (x, y) => Length::from_emu((x.emu() as f64).hypot(y.emu() as f64).round() as i64),
    }
}
