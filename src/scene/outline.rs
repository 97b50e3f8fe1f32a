//! Closed lines of straight sides.

use super::{Bounds, Course, Point};
use crate::units::Length;

/// A closed line: its corners in clockwise order.
pub type Outline = Vec<Point>;

/// What stands as near as that to a line lies on it, and arcs are taken for straight pieces as near: 10 µm.
pub(super) const NEAR: Length = Length::from_emu(360);

/// The box that an outline is, to within 10 µm.
pub(super) fn as_box(outline: &[Point]) -> Option<Bounds> {
    let bounds = Bounds::around(outline.iter().copied())?;
    let whole = i128::from(bounds.width().emu()) * i128::from(bounds.height().emu());
    let rim = i128::from((bounds.width() + bounds.height()).emu()) * i128::from(NEAR.emu()) * 2;
    (whole - twice_area(outline).abs() / 2 <= rim).then_some(bounds)
}

/// Whether a point lies within an outline.
pub(super) fn holds(outline: &[Point], point: Point) -> bool {
    let crossed = sides(outline).filter(|(a, b)| {
        // To the right of the point, on its level.
        (a.y <= point.y) != (b.y <= point.y) && (turn(*a, *b, point) > 0) == (b.y > a.y)
    });
    crossed.count() % 2 == 1
}

/// Whether a side of an outline runs through a box.
pub(super) fn enters(outline: &[Point], of: &Bounds) -> bool {
    sides(outline).any(|(a, b)| Course::straight(a, b).meets(of))
}

/// The sides of an outline.
fn sides(outline: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    outline.iter().copied().zip(outline.iter().copied().cycle().skip(1))
}

/// Twice the area of an outline; above zero where it runs clockwise.
pub(super) fn twice_area(outline: &[Point]) -> i128 {
    let part = |(a, b): (Point, Point)| {
        i128::from(a.x.emu()) * i128::from(b.y.emu()) - i128::from(b.x.emu()) * i128::from(a.y.emu())
    };
    sides(outline).map(part).sum()
}

/// Twice the area of a triangle: above zero where the way by its corners turns clockwise.
pub(super) fn turn(a: Point, b: Point, c: Point) -> i128 {
    twice_area(&[a, b, c])
}
