//! Where numbers and words find room beside what they are about.

use crate::scene::Bounds;
use crate::units::Length;

/// What is taken on the picture.
#[derive(Debug)]
pub(super) struct Room {
    /// Nothing is put outside of it.
    page: Bounds,
    /// Boxes that are taken, and how bad it is to cover one.
    taken: Vec<(Bounds, f64)>,
}

impl Room {
    /// An empty picture.
    pub(super) fn new(page: Bounds) -> Self {
        Self { page, taken: Vec::new() }
    }

    /// Takes a box.
    pub(super) fn take(&mut self, bounds: Bounds, weight: f64) {
        self.taken.push((bounds, weight));
    }

    /// The best place for a box of some size near another: outside of it, at its corners, along its
    /// edges, or further off.
    pub(super) fn find(&self, near: &Bounds, width: Length, height: Length, gap: Length) -> Bounds {
        let mut best = (f64::INFINITY, *near);
        for away in [0, 1, 2, 4, 7] {
            let around = near.grown(gap + height * away);
            for candidate in candidates(&around, width, height) {
                let cost = self.cost(&candidate) + f64::from(away as i32) * 0.15;
                if cost < best.0 - 1e-9 {
                    best = (cost, candidate);
                }
            }
        }
        best.1
    }

    /// How bad it is to cover a box.
    pub(super) fn cost(&self, of: &Bounds) -> f64 {
        let area = |b: &Bounds| b.width().to_mm() * b.height().to_mm();
        let common = |other: &Bounds| {
            let both = Bounds {
                left: of.left.max(other.left),
                top: of.top.max(other.top),
                right: of.right.min(other.right),
                bottom: of.bottom.min(other.bottom),
            };
            if of.overlaps(other) { area(&both) } else { 0.0 }
        };
        let own = area(of).max(1e-9);
        let outside = (own - common(&self.page)) / own * 50.0;
        self.taken.iter().map(|(taken, weight)| common(taken) / own * weight).sum::<f64>() + outside
    }
}

/// Places around a box: at its right upper corner first.
fn candidates(around: &Bounds, width: Length, height: Length) -> impl Iterator<Item = Bounds> {
    let Bounds { left, top, right, bottom } = *around;
    let middle = around.middle();
    let at = [
        (right - width, top - height),
        (left, top - height),
        (right, top),
        (left - width, top),
        (right, top - height),
        (left - width, top - height),
        (right - width, bottom),
        (left, bottom),
        (right, bottom - height),
        (left - width, bottom - height),
        (right, bottom),
        (left - width, bottom),
        (middle.x - width / 2, top - height),
        (middle.x - width / 2, bottom),
        (right, middle.y - height / 2),
        (left - width, middle.y - height / 2),
    ];
    at.into_iter().map(move |(x, y)| Bounds { left: x, top: y, right: x + width, bottom: y + height })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty numbers about one place: none covers another, the place or the edge of the page.
    #[test]
    fn numbers_evade_each_other() {
        let page = Bounds::mm(0, 0, 100, 100);
        for place in [Bounds::mm(40, 40, 60, 60), Bounds::mm(0, 0, 10, 10), Bounds::mm(90, 50, 100, 55)] {
            let mut room = Room::new(page);
            room.take(place, 5.0);
            let mut taken = vec![place];
            for _ in 0..20 {
                let found = room.find(&place, Length::from_mm(4), Length::from_mm(3), Length::from_mm(1) / 4);
                assert!(page.contains(&found) && !taken.iter().any(|other| other.overlaps(&found)), "{found:?}");
                room.take(found, 10.0);
                taken.push(found);
            }
        }
    }
}
