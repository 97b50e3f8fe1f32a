//! The boxes around what is drawn.

use super::{Bounds, Drawing, GlyphRun, Id, Ink, Resources, Stock, Stroke};
use crate::units::Length;

impl Drawing {
    /// The box around what is printed of it; `None` if nothing is. Curves count with their control
    /// points, pictures and symbols with their whole area (a symbol without its quiet zone).
    #[must_use]
    pub fn bounds(&self, stock: &Stock) -> Option<Bounds> {
        let prints = |ink: Id<Ink>| stock.ink(ink).process().is_some();
        self.bounds_of(stock, prints)
    }

    /// The box around what is drawn of it in inks of some kind.
    #[must_use]
    pub fn bounds_of(&self, stock: &Stock, counts: impl Fn(Id<Ink>) -> bool) -> Option<Bounds> {
        self.bounds_in(&stock.resources, &counts)
    }

    pub(super) fn bounds_in(&self, resources: &Resources, counts: &dyn Fn(Id<Ink>) -> bool) -> Option<Bounds> {
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
            Drawing::Text(run) if counts(run.ink) => run.bounds(resources),
            Drawing::Symbol(symbol) if counts(symbol.ink()) => Some(symbol.bounds()),
            Drawing::Text(_) | Drawing::Symbol(_) => None,
            Drawing::Shade(shade) => {
                let is_seen = resources.gradients.get(shade.gradient).stops.iter().any(|stop| counts(stop.ink));
                let points = shade.segments.iter().flat_map(|segment| segment.points());
                is_seen.then(|| Bounds::around(points)).flatten()
            }
            Drawing::Group(grouped) => {
                let bounds = resources.groups.get(grouped.group).bounds(resources, counts);
                bounds.map(|bounds| bounds.moved(grouped.shift))
            }
        }
    }
}

impl Drawing {
    /// A box out of which nothing of it is painted, whatever its inks: with the tips of mitres.
    #[must_use]
    pub fn reach(&self, resources: &Resources) -> Option<Bounds> {
        match self {
            Drawing::Path(path) => {
                let tip = path.stroke.map_or(Length::ZERO, |stroke| stroke.width * i64::from(Stroke::MITRE_LIMIT) / 2);
                Bounds::around(path.segments.iter().flat_map(|segment| segment.points())).map(|b| b.grown(tip))
            }
            Drawing::Group(grouped) => {
                let group = resources.groups.get(grouped.group);
                let items = group.items.iter().filter_map(|item| item.drawing.reach(resources));
                let around = items.reduce(|all, one| all.joined(&one))?;
                let clipped = group.clips.iter().try_fold(around, |seen, clip| seen.common(&clip.bounds()?))?;
                Some(clipped.moved(grouped.shift))
            }
            _ => self.bounds_in(resources, &|_| true),
        }
    }
}

impl GlyphRun {
    /// The box around its outlines; `None` if all of it is blank.
    #[must_use]
    pub fn bounds(&self, resources: &Resources) -> Option<Bounds> {
        let face = resources.faces.get(self.face);
        let units = self.size.emu() as f64 / f64::from(face.units_per_em);
        let em = |number: f64| Length::from_emu((number * units).round() as i64);
        // In font units, as the pen moves; y grows upwards.
        let spacing = if units > 0.0 { self.letter_spacing.emu() as f64 / units } else { 0.0 };
        let (mut pen, mut inked) = (0.0, false);
        // Of a slanted line the boxes of its glyphs say more than that of the line.
        let mut slanted: Option<Bounds> = None;
        let mut hull = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for glyph in &self.glyphs {
            if let Some([left, bottom, right, top]) = face.extent(glyph.id) {
                let (x, y) = (pen + f64::from(glyph.x_offset), f64::from(glyph.y_offset));
                let [l, b, r, t] = hull;
                let (left, right) = (x + f64::from(left), x + f64::from(right));
                let (bottom, top) = (y + f64::from(bottom), y + f64::from(top));
                hull = [l.min(left), b.min(bottom), r.max(right), t.max(top)];
                inked = true;
                if !self.angle.is_none() {
                    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                    let corners = corners.into_iter().map(|(x, y)| self.point(em(x), -em(y)));
                    slanted = Bounds::around(corners).map(|b| slanted.map_or(b, |known| known.joined(&b)));
                }
            }
            pen += f64::from(glyph.advance) + spacing;
        }
        if slanted.is_some() {
            return slanted;
        }
        let [left, bottom, right, top] = hull;
        let corners = inked.then_some([(em(left), -em(top)), (em(right), -em(bottom))])?;
        Bounds::around(corners.into_iter().map(|(x, y)| self.point(x, y)))
    }
}
