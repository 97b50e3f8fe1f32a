//! A free spot on a label: for what must stand somewhere, wherever there is room.

use crate::scene::{Bounds, Cover, Path, Point};
use crate::units::Length;

/// What is in the way.
#[derive(Clone, Debug)]
pub(super) struct Obstacle<'a> {
    pub(super) kind: Kind,
    /// The box around it.
    pub(super) bounds: Bounds,
    /// What is drawn in the box, where that is known: a frame leaves room within.
    pub(super) path: Option<&'a Path>,
}

/// How much it is in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Too near to what nothing may touch.
    Near,
    /// Lines, areas and pictures, and where the blank is folded.
    Drawn,
    /// Texts.
    Text,
    /// Symbols with their quiet zones, windows, what is glued: nothing may touch it.
    Reserved,
}

/// Places along a side at which a box is tried, at most; of more, every so manieth.
const TRIED: usize = 128;

impl Obstacle<'_> {
    fn meets(&self, of: &Bounds) -> bool {
        self.bounds.overlaps(of)
            && self.path.is_none_or(|path| {
                path.fill.is_some() && path.cover(of) != Cover::None
                    || path.stroke.is_some_and(|stroke| path.stroke_meets(stroke.width, of))
            })
    }

    /// Where it may end and room begin: its far edges, or those of what is drawn.
    fn ends(&self) -> impl Iterator<Item = Point> {
        let half = self.path.and_then(|path| path.stroke).map_or(Length::ZERO, |stroke| stroke.width / 2);
        let drawn = self.path.into_iter().flat_map(|path| path.segments.iter().flat_map(|segment| segment.points()));
        let far = Point { x: self.bounds.right, y: self.bounds.bottom };
        drawn.map(move |point| point.moved(Point { x: half, y: half })).chain([far])
    }
}

/// The uppermost and of those the leftmost place in a region where a box of a width and height meets none of
/// these.
pub(super) fn spot(region: &Bounds, (width, height): (Length, Length), of: &[&Obstacle<'_>]) -> Option<Bounds> {
    // A box that is free can be pushed up and to the left until it touches something.
    let columns = tried(region.left, region.right - width, of.iter().flat_map(|one| one.ends()).map(|end| end.x));
    let rows = tried(region.top, region.bottom - height, of.iter().flat_map(|one| one.ends()).map(|end| end.y));
    let places = rows.iter().flat_map(|top| columns.iter().map(|left| (*left, *top)));
    let mut boxes = places.map(|(left, top)| Bounds { left, top, right: left + width, bottom: top + height });
    boxes.find(|place| !of.iter().any(|one| one.meets(place)))
}

fn tried(first: Length, last: Length, ends: impl Iterator<Item = Length>) -> Vec<Length> {
    if first > last {
        return Vec::new();
    }
    let mut tried: Vec<Length> = ends.filter(|end| (first..=last).contains(end)).chain([first]).collect();
    tried.sort_unstable();
    tried.dedup();
    let every = tried.len().div_ceil(TRIED);
    tried.into_iter().step_by(every).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Id, Ids, Ink, Stroke};

    fn boxed(left: i64, top: i64, right: i64, bottom: i64) -> Obstacle<'static> {
        Obstacle { kind: Kind::Text, bounds: Bounds::mm(left, top, right, bottom), path: None }
    }

    fn of_size(width: i64, height: i64, of: &[&Obstacle<'_>]) -> Option<Bounds> {
        spot(&Bounds::mm(0, 0, 40, 30), (Length::from_mm(width), Length::from_mm(height)), of)
    }

    #[test]
    fn a_box_stands_where_it_touches_nothing() {
        let (above, left) = (boxed(0, 0, 40, 10), boxed(0, 12, 25, 30));
        assert_eq!(of_size(15, 5, &[&above, &left]), Some(Bounds::mm(25, 10, 40, 15)));
        assert_eq!(of_size(20, 2, &[&above, &left]), Some(Bounds::mm(0, 10, 20, 12)));
        assert_eq!(of_size(20, 3, &[&above, &left]), None);
        assert_eq!(of_size(41, 1, &[]), None);
    }

    #[test]
    fn a_frame_has_room_within() {
        let ink: Id<Ink> = Ids::new().push(Ink::BLACK);
        let corner = Point { x: Length::from_mm(1), y: Length::from_mm(1) };
        let segments = Path::rectangle(corner, Length::from_mm(38), Length::from_mm(28), Length::ZERO);
        let stroke = Some(Stroke { ink, width: Length::from_mm(2) });
        let frame = Path { segments, stroke, ..Path::default() };
        let of = |path| Obstacle { kind: Kind::Drawn, bounds: Bounds::mm(0, 0, 40, 30), path: Some(path) };
        assert_eq!(of_size(36, 26, &[&of(&frame)]), Some(Bounds::mm(2, 2, 38, 28)));
        let area = Path { fill: Some(ink), ..frame.clone() };
        assert_eq!(of_size(1, 1, &[&of(&area)]), None);
    }
}
