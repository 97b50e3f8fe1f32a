//! Where the units of a drawing stand on the label.

use usvg::tiny_skia_path::{self, PathSegment, Rect, Transform};

use super::clip::Window;
use crate::layout::area::ElementArea;
use crate::scene::{Affine, Point, Segment};
use crate::units::Length;

/// Farthest place in EMU, some 28 km.
const FARTHEST: f32 = 1e12;

/// Where the units of a drawing stand on the label.
#[derive(Clone, Copy)]
pub(super) struct Fitting {
    pub(super) area: ElementArea,
    /// EMU in a unit.
    pub(super) scale: f32,
    pub(super) shift: (f32, f32),
}

impl Fitting {
    /// A place of the drawing on the label, if it is anywhere near.
    pub(super) fn place(&self, x: f32, y: f32) -> Option<Point> {
        let (x, y) = (x * self.scale + self.shift.0, y * self.scale + self.shift.1);
        let near = x.abs() <= FARTHEST && y.abs() <= FARTHEST;
        near.then(|| self.area.point(Length::from_emu(x.round() as i64), Length::from_emu(y.round() as i64)))
    }

    /// The same of a place within a transform.
    pub(super) fn place_in(&self, transform: Transform, x: f32, y: f32) -> Option<Point> {
        let mut point = tiny_skia_path::Point::from_xy(x, y);
        transform.map_point(&mut point);
        self.place(point.x, point.y)
    }

    /// The area that a rectangle of the drawing comes to.
    pub(super) fn window(&self, rect: Rect, transform: Transform) -> Option<Window> {
        let corners = [
            (rect.left(), rect.top()),
            (rect.right(), rect.top()),
            (rect.right(), rect.bottom()),
            (rect.left(), rect.bottom()),
        ];
        let mut places = corners.iter().map(|(x, y)| self.place_in(transform, *x, *y));
        Some(Window::between([places.next()??, places.next()??, places.next()??, places.next()??]))
    }

    /// The map from units within a transform to the label.
    pub(super) fn map(&self, transform: Transform) -> Affine {
        let at = |x: f64, y: f64| {
            let t = transform;
            let across = f64::from(t.sx) * x + f64::from(t.kx) * y + f64::from(t.tx);
            let down = f64::from(t.ky) * x + f64::from(t.sy) * y + f64::from(t.ty);
            let (scale, (left, top)) = (f64::from(self.scale), self.shift);
            self.area.at(across * scale + f64::from(left), down * scale + f64::from(top))
        };
        let ((e, f), (ax, ay), (cx, cy)) = (at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0));
        Affine { a: ax - e, b: ay - f, c: cx - e, d: cy - f, e, f }
    }

    /// The steps of a path; `None` where it leads too far away.
    pub(super) fn translate(&self, path: &tiny_skia_path::Path, transform: Transform) -> Option<Vec<Segment>> {
        let at = |point: tiny_skia_path::Point| self.place_in(transform, point.x, point.y);
        let third = |from: Point, to: Point| Point {
            x: from.x + (to.x - from.x).scale(2, 3),
            y: from.y + (to.y - from.y).scale(2, 3),
        };
        let mut last = Point::default();
        let mut segments = Vec::new();
        for segment in path.segments() {
            let step = match segment {
                PathSegment::MoveTo(p) => Segment::Move(at(p)?),
                PathSegment::LineTo(p) => Segment::Line(at(p)?),
                PathSegment::QuadTo(c, p) => {
                    let (c, p) = (at(c)?, at(p)?);
                    Segment::Cubic(third(last, c), third(p, c), p)
                }
                PathSegment::CubicTo(a, b, p) => Segment::Cubic(at(a)?, at(b)?, at(p)?),
                PathSegment::Close => Segment::Close,
            };
            if let Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) = step {
                last = p;
            }
            segments.push(step);
        }
        Some(segments)
    }
}
