//! Lines, rectangles and ellipses, on whole dots where the device has them.

use super::area::ElementArea;
use crate::scene::{Drawing, Id, Ink, Path, Point, Segment, Stroke};
use crate::units::{Length, Resolution};

/// Inks and widths of a shape's paint, by number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Painted {
    pub(super) fill: Option<Id<Ink>>,
    pub(super) stroke: Option<Stroke>,
}

/// A straight line. Upright and level ones become filled bars of whole dots.
pub(super) fn line(from: Point, to: Point, thickness: Length, ink: Id<Ink>, device: Option<Resolution>) -> Drawing {
    if let Some(device) = device.filter(|_| from.x == to.x || from.y == to.y) {
        let thick = whole(device, thickness);
        let corner =
            |a: Length, b: Length, along: bool| device.snap(if along { a.min(b) } else { a.min(b) - thick / 2 });
        let (level, upright) = (from.y == to.y, from.x == to.x);
        let left = corner(from.x, to.x, level);
        let top = corner(from.y, to.y, upright && !level);
        let width = if level { device.snap(from.x.max(to.x)) - left } else { thick };
        let height = if level { thick } else { device.snap(from.y.max(to.y)) - top };
        let segments = Path::rectangle(Point { x: left, y: top }, width, height, Length::ZERO);
        return Drawing::Path(Path { segments, fill: Some(ink), ..Path::default() });
    }
    let segments = vec![Segment::Move(from), Segment::Line(to)];
    Drawing::Path(Path { segments, stroke: Some(Stroke { ink, width: thickness }), ..Path::default() })
}

/// A rectangle. With square corners and a device with dots, its edges and the inner and outer
/// edges of its outline are whole dots.
pub(super) fn rectangle(
    area: &ElementArea,
    radius: Length,
    paint: Painted,
    device: Option<Resolution>,
) -> Vec<Drawing> {
    let bounds = area.bounds();
    let corner = Point { x: bounds.left, y: bounds.top };
    let Some(device) = device.filter(|_| radius == Length::ZERO) else {
        return vec![painted(Path::rectangle(corner, bounds.width(), bounds.height(), radius), paint)];
    };
    let snapped = |x: Length, y: Length, right: Length, bottom: Length| {
        let (left, top) = (device.snap(x), device.snap(y));
        Path::rectangle(Point { x: left, y: top }, device.snap(right) - left, device.snap(bottom) - top, Length::ZERO)
    };
    let mut drawings = Vec::new();
    if let Some(fill) = paint.fill {
        let segments = snapped(bounds.left, bounds.top, bounds.right, bounds.bottom);
        drawings.push(Drawing::Path(Path { segments, fill: Some(fill), ..Path::default() }));
    }
    if let Some(stroke) = paint.stroke {
        let thick = whole(device, stroke.width);
        let (left, top) = (device.snap(bounds.left - thick / 2), device.snap(bounds.top - thick / 2));
        let (right, bottom) = (device.snap(bounds.right + thick / 2), device.snap(bounds.bottom + thick / 2));
        let mut segments = snapped(left, top, right, bottom);
        if right - left > thick * 2 && bottom - top > thick * 2 {
            segments.extend(snapped(left + thick, top + thick, right - thick, bottom - thick));
        }
        drawings.push(Drawing::Path(Path { segments, fill: Some(stroke.ink), even_odd: true, stroke: None }));
    }
    drawings
}

/// An ellipse that fills a box.
pub(super) fn ellipse(area: &ElementArea, paint: Painted) -> Drawing {
    let bounds = area.bounds();
    painted(Path::ellipse(Point { x: bounds.left, y: bounds.top }, bounds.width(), bounds.height()), paint)
}

fn painted(segments: Vec<Segment>, paint: Painted) -> Drawing {
    Drawing::Path(Path { segments, fill: paint.fill, even_odd: false, stroke: paint.stroke })
}

/// A thickness in whole dots, at least one.
fn whole(device: Resolution, thickness: Length) -> Length {
    device.snap(thickness).max(device.dot())
}
