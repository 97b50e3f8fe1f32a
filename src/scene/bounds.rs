//! Boxes around what is drawn.

use super::{Drawing, GlyphRun, Placed, Point, Stock, Symbol};
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
}

impl Drawing {
    /// The box around what is printed of it; `None` if nothing is. Curves count with their control
    /// points, pictures and symbols with their whole area (a symbol without its quiet zone).
    #[must_use]
    pub fn bounds(&self, stock: &Stock) -> Option<Bounds> {
        let prints = |ink: usize| stock.ink(ink).process().is_some();
        self.bounds_of(stock, prints)
    }

    /// The box around what is drawn of it in inks of some kind.
    #[must_use]
    pub fn bounds_of(&self, stock: &Stock, counts: impl Fn(usize) -> bool) -> Option<Bounds> {
        match self {
            Drawing::Path(path) => {
                let stroke = path.stroke.filter(|stroke| counts(stroke.ink));
                if stroke.is_none() && !path.fill.is_some_and(counts) {
                    return None;
                }
                let half = stroke.map_or(Length::ZERO, |stroke| stroke.width / 2);
                Bounds::around(path.segments.iter().flat_map(|segment| segment.points())).map(|b| b.grown(half))
            }
            Drawing::Picture(placed) => Some(placed.bounds()),
            Drawing::Text(run) if counts(run.ink) => run.bounds(stock),
            Drawing::Symbol(symbol) if counts(symbol.ink) => Some(symbol.bounds()),
            Drawing::Text(_) | Drawing::Symbol(_) => None,
        }
    }
}

impl Symbol {
    /// Its box without quiet zone.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let Point { x, y } = self.origin;
        let (width, height) = (self.module * i64::from(self.columns()), self.module * i64::from(self.rows()));
        Bounds { left: x, top: y, right: x + width, bottom: y + height }
    }
}

impl Placed {
    /// Its box after turning.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let corner = |x: Length, y: Length| {
            let (dx, dy) = self.turn.apply(x, y);
            Point { x: self.origin.x + dx, y: self.origin.y + dy }
        };
        let (a, b) = (corner(Length::ZERO, Length::ZERO), corner(self.width, self.height));
        Bounds { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }
}

impl GlyphRun {
    /// The box around its outlines; `None` if all of it is blank.
    #[must_use]
    pub fn bounds(&self, stock: &Stock) -> Option<Bounds> {
        let face = stock.faces.get(self.face)?;
        let units = self.size.emu() as f64 / f64::from(face.units_per_em);
        let em = |number: f64| Length::from_emu((number * units).round() as i64);
        // In font units, as the pen moves; y grows upwards.
        let spacing = if units > 0.0 { self.letter_spacing.emu() as f64 / units } else { 0.0 };
        let (mut pen, mut inked) = (0.0, false);
        let mut hull = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for glyph in &self.glyphs {
            if let Some([left, bottom, right, top]) = face.extent(glyph.id) {
                let (x, y) = (pen + f64::from(glyph.x_offset), f64::from(glyph.y_offset));
                let [l, b, r, t] = hull;
                let (left, right) = (x + f64::from(left), x + f64::from(right));
                let (bottom, top) = (y + f64::from(bottom), y + f64::from(top));
                hull = [l.min(left), b.min(bottom), r.max(right), t.max(top)];
                inked = true;
            }
            pen += f64::from(glyph.advance) + spacing;
        }
        let [left, bottom, right, top] = hull;
        let corners = inked.then_some([(em(left), -em(top)), (em(right), -em(bottom))])?;
        Bounds::around(corners.into_iter().map(|(x, y)| {
            let (dx, dy) = self.turn.apply(x, y);
            Point { x: self.origin.x + dx, y: self.origin.y + dy }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(left: i64, top: i64, right: i64, bottom: i64) -> Bounds {
        let mm = Length::from_mm;
        Bounds { left: mm(left), top: mm(top), right: mm(right), bottom: mm(bottom) }
    }

    #[test]
    fn boxes_that_touch_do_not_overlap() {
        let one = bounds(0, 0, 10, 10);
        assert!(!one.overlaps(&bounds(10, 0, 20, 10)) && one.overlaps(&bounds(9, 9, 20, 20)));
        assert!(one.contains(&one) && one.contains(&bounds(1, 1, 9, 9)) && !one.contains(&bounds(1, 1, 11, 9)));
        assert_eq!(one.gaps(&bounds(13, 4, 20, 20)), (Length::from_mm(3), Length::from_mm(-6)));
        let corner = Length::from_mm(5);
        assert_eq!([one.distance(&bounds(13, 14, 20, 20)), one.distance(&bounds(9, 15, 20, 20))], [corner, corner]);
        assert_eq!(one.distance(&bounds(5, 5, 20, 20)), Length::ZERO);
        assert_eq!(one.grown(Length::from_mm(1)), bounds(-1, -1, 11, 11));
        assert_eq!(Bounds::around([]), None);
    }
}
