//! Lines and curves.

use super::{Id, Ink, Point};
use crate::units::Length;

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Lift the pen and set it down.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Cubic(Point, Point, Point),
    /// Back to where the pen was set down.
    Close,
}

/// How a path is stroked: centred on the line, butt caps, mitre joins up to [`Stroke::MITRE_LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// The ink.
    pub ink: Id<Ink>,
    /// Its width.
    pub width: Length,
}

impl Stroke {
    /// How many times the width a mitre may be long before the corner is cut off: as SVG has it where
    /// nothing is said.
    pub const MITRE_LIMIT: i32 = 4;
}

/// A path with its paint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The steps; the first is a move.
    pub segments: Vec<Segment>,
    /// The ink of the area.
    pub fill: Option<Id<Ink>>,
    /// Whether the area follows the even-odd rule instead of the non-zero one.
    pub even_odd: bool,
    /// The stroke.
    pub stroke: Option<Stroke>,
}

/// Distance of control points for a quarter circle of radius one, times a million.
const KAPPA: i64 = 552_285;

impl Path {
    /// A rectangle, with rounded corners if the radius is not zero.
    #[must_use]
    pub fn rectangle(corner: Point, width: Length, height: Length, radius: Length) -> Vec<Segment> {
        let (left, top) = (corner.x, corner.y);
        let (right, bottom) = (left + width, top + height);
        let at = |x, y| Point { x, y };
        if radius <= Length::ZERO {
            let corners = [at(right, top), at(right, bottom), at(left, bottom)];
            let lines = corners.into_iter().map(Segment::Line);
            return [Segment::Move(corner)].into_iter().chain(lines).chain([Segment::Close]).collect();
        }
        let r = radius.min(width / 2).min(height / 2);
        Self::rounded(corner, width, height, r, r)
    }

    /// An ellipse that fills a box.
    #[must_use]
    pub fn ellipse(corner: Point, width: Length, height: Length) -> Vec<Segment> {
        Self::rounded(corner, width, height, width / 2, height / 2)
    }

    fn rounded(corner: Point, width: Length, height: Length, rx: Length, ry: Length) -> Vec<Segment> {
        let (l, t) = (corner.x, corner.y);
        let (r, b) = (l + width, t + height);
        let (kx, ky) = (rx - rx.scale(KAPPA, 1_000_000), ry - ry.scale(KAPPA, 1_000_000));
        let at = |x, y| Point { x, y };
        vec![
            Segment::Move(at(l + rx, t)),
            Segment::Line(at(r - rx, t)),
            Segment::Cubic(at(r - kx, t), at(r, t + ky), at(r, t + ry)),
            Segment::Line(at(r, b - ry)),
            Segment::Cubic(at(r, b - ky), at(r - kx, b), at(r - rx, b)),
            Segment::Line(at(l + rx, b)),
            Segment::Cubic(at(l + kx, b), at(l, b - ky), at(l, b - ry)),
            Segment::Line(at(l, t + ry)),
            Segment::Cubic(at(l, t + ky), at(l + kx, t), at(l + rx, t)),
            Segment::Close,
        ]
    }
}

impl Segment {
    /// Its points, control points included.
    pub fn points(self) -> impl Iterator<Item = Point> {
        let (points, count) = match self {
            Segment::Move(p) | Segment::Line(p) => ([p; 3], 1),
            Segment::Cubic(a, b, p) => ([a, b, p], 3),
            Segment::Close => ([Point::default(); 3], 0),
        };
        points.into_iter().take(count)
    }

    /// The same step with every point moved.
    #[must_use]
    pub fn map(self, f: impl Fn(Point) -> Point) -> Self {
        match self {
            Segment::Move(p) => Segment::Move(f(p)),
            Segment::Line(p) => Segment::Line(f(p)),
            Segment::Cubic(a, b, c) => Segment::Cubic(f(a), f(b), f(c)),
            Segment::Close => Segment::Close,
        }
    }
}
