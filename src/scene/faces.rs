//! Faces of a folded box, found between its cuts and folds.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::outline::{NEAR, turn, twice_area};
use super::{Bounds, Outline, Point, Seam, SeamKind};
use crate::units::Length;

/// Straight pieces of all lines, at most.
const MOST: usize = 4_000;

/// The closed regions between cuts and folds that a fold bounds, by their place: the uppermost first, of those the
/// leftmost. A hole that is cut out of a face is no region, and is not left out of the face. Arcs are taken for
/// straight pieces within 10 µm of them. `None` where there are more than 4000 pieces.
#[must_use]
pub fn faces(seams: &[Seam]) -> Option<Vec<Outline>> {
    let mut pieces = Vec::new();
    for seam in seams.iter().filter(|seam| seam.kind != SeamKind::Perforation) {
        let points = seam.course.points(NEAR, Length::from_mm(1_000_000));
        pieces.extend(points.windows(2).filter_map(|pair| match *pair {
            [from, to] => Some(Piece { from, to, is_fold: seam.kind == SeamKind::Fold }),
            _ => None,
        }));
        if pieces.len() > MOST {
            return None;
        }
    }
    let mut found = Net::of(&pieces).regions();
    found.sort_by_key(|outline| Bounds::around(outline.iter().copied()).map(|b| (b.top, b.left, b.bottom, b.right)));
    Some(found)
}

/// A straight piece of a line.
#[derive(Clone, Copy)]
struct Piece {
    from: Point,
    to: Point,
    is_fold: bool,
}

impl Piece {
    /// How far along the piece a point stands that is near to it.
    fn along(&self, point: Point) -> Option<f64> {
        let [(x, y), (fx, fy), (tx, ty)] = [point, self.from, self.to].map(|p| (p.x.emu() as f64, p.y.emu() as f64));
        let (dx, dy) = (tx - fx, ty - fy);
        let long = dx * dx + dy * dy;
        let part = (((x - fx) * dx + (y - fy) * dy) / long.max(1.0)).clamp(0.0, 1.0);
        let off = (x - fx - dx * part).hypot(y - fy - dy * part);
        (off <= NEAR.emu() as f64).then_some(part)
    }

    /// Where two pieces cross.
    fn crossing(&self, other: &Piece) -> Option<Point> {
        let side = |of: &Piece, point| turn(of.from, of.to, point);
        let (from, to) = (side(other, self.from), side(other, self.to));
        let is_between = (side(self, other.from) > 0) != (side(self, other.to) > 0);
        if !is_between || (from > 0) == (to > 0) {
            return None;
        }
        let part = from as f64 / (from - to) as f64;
        let at = |a: Length, b: Length| a + Length::from_emu(((b - a).emu() as f64 * part).round() as i64);
        Some(Point { x: at(self.from.x, self.to.x), y: at(self.from.y, self.to.y) })
    }

    fn bounds(&self) -> Bounds {
        let [a, b] = [self.from, self.to];
        Bounds { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }
}

/// Points, and which of them are joined; whether by a fold.
#[derive(Default)]
struct Net {
    points: Vec<Point>,
    /// Points by the square of the side [`NEAR`] in which they stand.
    squares: BTreeMap<(i64, i64), usize>,
    joined: BTreeMap<usize, BTreeMap<usize, bool>>,
}

impl Net {
    fn of(pieces: &[Piece]) -> Self {
        let mut net = Self::default();
        let boxes: Vec<Bounds> = pieces.iter().map(|piece| piece.bounds().grown(NEAR)).collect();
        for (number, (piece, around)) in pieces.iter().zip(&boxes).enumerate() {
            let mut stops = vec![(0.0, piece.from), (1.0, piece.to)];
            for (at, (other, _)) in pieces.iter().zip(&boxes).enumerate().filter(|(_, (_, b))| b.overlaps(around)) {
                if at != number {
                    // Both pieces come to the same point.
                    let crossing = if at < number { other.crossing(piece) } else { piece.crossing(other) };
                    let near = [Some(other.from), Some(other.to), crossing].into_iter().flatten();
                    stops.extend(near.filter_map(|point| Some((piece.along(point)?, point))));
                }
            }
            stops.sort_by(|one, other| one.0.total_cmp(&other.0));
            let stops: Vec<usize> = stops.into_iter().map(|(_, point)| net.number(point)).collect();
            for pair in stops.windows(2) {
                if let [from, to] = *pair {
                    net.join(from, to, piece.is_fold);
                }
            }
        }
        net.without_ends()
    }

    /// The number of a point, or of one that stands near.
    fn number(&mut self, point: Point) -> usize {
        let square = |length: Length| length.emu().div_euclid(NEAR.emu());
        let (column, row) = (square(point.x), square(point.y));
        let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y)));
        let near = around.filter_map(|square| self.squares.get(&square)).copied();
        let mut near = near.filter(|number| {
            let is_near = |a: Length, b: Length| (a - b).emu().abs() <= NEAR.emu();
            self.points.get(*number).is_some_and(|known| is_near(known.x, point.x) && is_near(known.y, point.y))
        });
        if let Some(known) = near.next() {
            return known;
        }
        drop(near);
        self.squares.insert((column, row), self.points.len());
        self.points.push(point);
        self.points.len() - 1
    }

    fn join(&mut self, from: usize, to: usize, is_fold: bool) {
        if from != to {
            *self.joined.entry(from).or_default().entry(to).or_default() |= is_fold;
            *self.joined.entry(to).or_default().entry(from).or_default() |= is_fold;
        }
    }

    /// The net without lines that end nowhere.
    fn without_ends(mut self) -> Self {
        let ends = |net: &Self| -> Vec<usize> {
            net.joined.iter().filter(|(_, others)| others.len() == 1).map(|(point, _)| *point).collect()
        };
        let mut open = ends(&self);
        while let Some(point) = open.pop() {
            for other in self.joined.remove(&point).unwrap_or_default().into_keys() {
                let others = self.joined.entry(other).or_default();
                others.remove(&point);
                if others.len() == 1 {
                    open.push(other);
                }
            }
        }
        self
    }

    /// The closed regions that a fold bounds.
    fn regions(&self) -> Vec<Outline> {
        let around: BTreeMap<usize, Vec<usize>> =
            self.joined.keys().map(|point| (*point, self.around(*point))).collect();
        // The side of a region that follows one: of those at its end, the next one anticlockwise.
        let next = |(from, to): (usize, usize)| {
            let others = around.get(&to)?;
            let at = others.iter().position(|other| *other == from)?;
            others.get((at + others.len() - 1) % others.len()).map(|other| (to, *other))
        };
        let all = self.joined.iter().flat_map(|(from, others)| others.keys().map(|to| (*from, *to)));
        let mut done = BTreeSet::new();
        let mut found = Vec::new();
        for first in all {
            let (mut outline, mut has_fold, mut side) = (Outline::new(), false, Some(first));
            while let Some((from, to)) = side.filter(|side| done.insert(*side)) {
                outline.extend(self.points.get(from));
                has_fold |= self.joined.get(&from).and_then(|others| others.get(&to)).is_some_and(|is_fold| *is_fold);
                side = next((from, to));
            }
            // The outside of all runs the other way about.
            if has_fold && twice_area(&outline) > 0 {
                found.push(outline);
            }
        }
        found
    }

    /// The points that a point is joined with, clockwise.
    fn around(&self, centre: usize) -> Vec<usize> {
        let Some(origin) = self.points.get(centre).copied() else { return Vec::new() };
        let mut all: Vec<(usize, Point)> = self
            .joined
            .get(&centre)
            .into_iter()
            .flat_map(|others| others.keys().filter_map(|other| Some((*other, *self.points.get(*other)?))))
            .collect();
        let is_left = |p: Point| p.y < origin.y || p.y == origin.y && p.x < origin.x;
        all.sort_by(|(_, a), (_, b)| {
            is_left(*a).cmp(&is_left(*b)).then_with(|| match turn(origin, *a, *b) {
                0 => Ordering::Equal,
                way if way > 0 => Ordering::Less,
                _ => Ordering::Greater,
            })
        });
        all.into_iter().map(|(other, _)| other).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::{as_box, enters, holds};
    use super::*;
    use crate::scene::{Bend, Course, Hand};

    fn seam(kind: SeamKind, [x, y, to_x, to_y]: [i64; 4]) -> Seam {
        let at = |x, y| Point { x: Length::from_mm(x), y: Length::from_mm(y) };
        Seam { id: "it".into(), kind, course: Course::straight(at(x, y), at(to_x, to_y)) }
    }

    fn boxes(seams: &[Seam]) -> Vec<Option<Bounds>> {
        faces(seams).unwrap().iter().map(|outline| as_box(outline)).collect()
    }

    const OUTER: [[i64; 4]; 4] = [[0, 0, 60, 0], [60, 0, 60, 40], [60, 40, 0, 40], [0, 40, 0, 0]];

    fn carton(folds: &[[i64; 4]]) -> Vec<Seam> {
        let cuts = OUTER.map(|at| seam(SeamKind::Cut, at));
        cuts.into_iter().chain(folds.iter().map(|at| seam(SeamKind::Fold, *at))).collect()
    }

    #[test]
    fn faces_lie_between_cuts_and_folds_in_reading_order() {
        let found = boxes(&carton(&[[20, 0, 20, 40], [20, 10, 60, 10]]));
        let expected = [Bounds::mm(0, 0, 20, 40), Bounds::mm(20, 0, 60, 10), Bounds::mm(20, 10, 60, 40)];
        assert_eq!(found, expected.map(Some));
        // Folds that cross one another make four.
        assert_eq!(boxes(&carton(&[[20, 0, 20, 40], [0, 10, 60, 10]])).len(), 4);
    }

    #[test]
    fn what_no_fold_bounds_and_what_is_open_is_no_face() {
        assert_eq!(boxes(&carton(&[])), []);
        assert_eq!(boxes(&carton(&[[20, 0, 20, 39]])), [], "the fold ends before the cut");
        let hole = [[5, 5, 8, 5], [8, 5, 8, 8], [8, 8, 5, 8], [5, 8, 5, 5]].map(|at| seam(SeamKind::Cut, at));
        let pierced: Vec<Seam> = carton(&[[20, 0, 20, 40]]).into_iter().chain(hole).collect();
        assert_eq!(boxes(&pierced), [Bounds::mm(0, 0, 20, 40), Bounds::mm(20, 0, 60, 40)].map(Some));
    }

    #[test]
    fn lines_that_all_but_meet_are_joined() {
        let mut seams = carton(&[[20, 0, 20, 40]]);
        let short = |by: i64| Point { x: Length::from_mm(20), y: Length::from_mm(40) - Length::from_emu(by) };
        let from = Point { x: Length::from_mm(20), y: Length::ZERO };
        for (by, all) in [(360, 2), (400, 0)] {
            if let Some(fold) = seams.last_mut() {
                fold.course = Course::straight(from, short(by));
            }
            assert_eq!(boxes(&seams).len(), all, "{by} EMU");
        }
    }

    #[test]
    fn a_face_with_slanted_and_round_sides_is_what_they_bound() {
        let mut seams = carton(&[[40, 0, 20, 40]]);
        let slanted = faces(&seams).unwrap();
        assert_eq!(slanted.iter().filter_map(|outline| as_box(outline)).count(), 0);
        let at = |x, y| Point { x: Length::from_mm(x), y: Length::from_mm(y) };
        let left = slanted.first().unwrap();
        assert!(holds(left, at(29, 20)) && !holds(left, at(31, 20)));
        assert!(!enters(left, &Bounds::mm(1, 1, 20, 39)) && enters(left, &Bounds::mm(1, 1, 21, 39)));
        let bend = Bend { radius: Length::from_mm(20), turn: Hand::Right };
        if let Some(fold) = seams.last_mut() {
            fold.course = Course::arc(at(20, 0), at(20, 40), bend).unwrap();
        }
        let round = faces(&seams).unwrap();
        // Half a circle of 20 mm beside a strip: 800 + 200 π mm².
        let area = twice_area(round.first().unwrap()) as f64 / 2.0 / 36_000_f64.powi(2);
        assert!((area - 800.0 - 200.0 * std::f64::consts::PI).abs() < 0.5, "{area}");
        assert!(holds(round.first().unwrap(), at(39, 20)));
    }
}
