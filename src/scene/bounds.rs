//! Upright boxes on the label.

use super::Point;
use crate::units::Length;

/// An upright box on the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Its left edge.
    pub left: Length,
    /// Its top edge.
    pub top: Length,
    /// Its right edge.
    pub right: Length,
    /// Its bottom edge.
    pub bottom: Length,
}

impl Bounds {
    /// The box around points; `None` without any.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let Point { x, y } = points.next()?;
        Some(points.fold(Self { left: x, top: y, right: x, bottom: y }, |b, p| Self {
            left: b.left.min(p.x),
            top: b.top.min(p.y),
            right: b.right.max(p.x),
            bottom: b.bottom.max(p.y),
        }))
    }

    /// Its width.
    #[must_use]
    pub fn width(&self) -> Length {
        self.right - self.left
    }

    /// Its height.
    #[must_use]
    pub fn height(&self) -> Length {
        self.bottom - self.top
    }

    /// The box with a margin around it, or less of it by a negative one.
    #[must_use]
    pub fn grown(&self, by: Length) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Its middle.
    #[must_use]
    pub fn middle(&self) -> Point {
        Point { x: (self.left + self.right) / 2, y: (self.top + self.bottom) / 2 }
    }

    /// Whether a point lies within it or on its edge.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    /// The box around both.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The box that both have in common; `None` where they are apart. Edges that touch are one.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<Self> {
        let common = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (common.left <= common.right && common.top <= common.bottom).then_some(common)
    }

    /// Whether the boxes have an area in common; edges that touch have none.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the other box lies within this one.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.left <= other.left && self.top <= other.top && self.right >= other.right && self.bottom >= other.bottom
    }

    /// How far the other box stands off in x and y; negative where they overlap in that direction.
    #[must_use]
    pub fn gaps(&self, other: &Self) -> (Length, Length) {
        let across = (other.left - self.right).max(self.left - other.right);
        let down = (other.top - self.bottom).max(self.top - other.bottom);
        (across, down)
    }

    /// The distance of two boxes; zero where they touch or overlap.
    #[must_use]
    pub fn distance(&self, other: &Self) -> Length {
        let (across, down) = self.gaps(other);
        let (across, down) = (across.max(Length::ZERO), down.max(Length::ZERO));
        if across == Length::ZERO || down == Length::ZERO {
            return across.max(down);
        }
        Length::from_emu((across.emu() as f64).hypot(down.emu() as f64).round() as i64)
    }

    /// How far the other box stands off; negative where they overlap.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Length {
        let (across, down) = self.gaps(other);
        across.max(down)
    }

    /// The box, moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let Bounds { left, top, right, bottom } = *self;
        Self { left: left + by.x, top: top + by.y, right: right + by.x, bottom: bottom + by.y }
    }
}

#[cfg(test)]
impl Bounds {
    /// A box by its sides in millimetres.
    pub(crate) fn mm(left: i64, top: i64, right: i64, bottom: i64) -> Self {
        let [left, top, right, bottom] = [left, top, right, bottom].map(Length::from_mm);
        Self { left, top, right, bottom }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_touch_do_not_overlap() {
        let one = Bounds::mm(0, 0, 10, 10);
        assert!(!one.overlaps(&Bounds::mm(10, 0, 20, 10)) && one.overlaps(&Bounds::mm(9, 9, 20, 20)));
        assert!(one.contains(&one) && one.contains(&Bounds::mm(1, 1, 9, 9)) && !one.contains(&Bounds::mm(1, 1, 11, 9)));
        assert_eq!(one.gaps(&Bounds::mm(13, 4, 20, 20)), (Length::from_mm(3), Length::from_mm(-6)));
        let corner = Length::from_mm(5);
        assert_eq!(
            [one.distance(&Bounds::mm(13, 14, 20, 20)), one.distance(&Bounds::mm(9, 15, 20, 20))],
            [corner, corner]
        );
        assert_eq!(one.distance(&Bounds::mm(5, 5, 20, 20)), Length::ZERO);
        assert_eq!(one.grown(Length::from_mm(1)), Bounds::mm(-1, -1, 11, 11));
        assert_eq!(Bounds::around([]), None);
    }
}
