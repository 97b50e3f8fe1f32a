//! The course of a line across the blank: straight at any angle, or an arc.

use super::{Bounds, Point, Segment};
use crate::document::choice;
use crate::units::Length;

/// A line from one point to another: straight, or an arc of at most half a circle.
///
/// Its ends are whole EMU, and what runs level or upright is judged exactly. Of all other lines crossings are known
/// to 1 EMU (0.028 µm), and distances are rounded to the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    from: Point,
    to: Point,
    bend: Option<Bend>,
}

/// How an arc runs from its one end to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bend {
    /// Its radius.
    pub radius: Length,
    /// To which side it turns.
    pub turn: Hand,
}

choice! {
    /// A side of somebody who goes along a line.
    pub enum Hand {
        /// Anticlockwise.
        Left = "left",
        /// Clockwise.
        Right = "right",
    }
}

/// A point in EMU.
type At = (f64, f64);

/// What an arc is a part of.
#[derive(Clone, Copy)]
struct Circle {
    centre: At,
    radius: f64,
    /// From the chord to the middle of the arc, of length one.
    outward: At,
    turn: Hand,
}

/// Half circles whose radius is written in whole hundredths of a millimetre may be so much too small.
const ROUNDED: Length = Length::from_emu(180);
/// How far a drawn curve may stand from its arc: half a micrometre.
const CURVE: f64 = 18.0;
/// Pieces of a line, at most.
const PIECES: usize = 4096;
/// Less than any length is exact to.
const HAIR: f64 = 0.01;

impl Course {
    /// A straight line.
    #[must_use]
    pub fn straight(from: Point, to: Point) -> Self {
        Self { from, to, bend: None }
    }

    /// The shorter arc between two points.
    ///
    /// # Errors
    /// The least radius that reaches from one to the other, which is half their distance.
    pub fn arc(from: Point, to: Point, bend: Bend) -> Result<Self, Length> {
        let chord = distance(at(from), at(to));
        let least = Length::from_emu((chord / 2.0).ceil() as i64);
        if chord == 0.0 || bend.radius + ROUNDED < least {
            return Err(least);
        }
        Ok(Self { from, to, bend: Some(bend) })
    }

    /// One end.
    #[must_use]
    pub fn from(&self) -> Point {
        self.from
    }

    /// The other end.
    #[must_use]
    pub fn to(&self) -> Point {
        self.to
    }

    /// Whether it runs straight, and level or upright: then it is its own box.
    #[must_use]
    pub fn is_square(&self) -> bool {
        self.bend.is_none() && (self.from.x == self.to.x || self.from.y == self.to.y)
    }

    /// The box around it.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let ends = Bounds { left: self.from.x, top: self.from.y, right: self.from.x, bottom: self.from.y };
        Bounds::around([self.from, self.to].into_iter().chain(self.outermost().map(point))).unwrap_or(ends)
    }

    /// The box around what of it runs in a room, edges included; `None` if nothing does.
    #[must_use]
    pub fn part_in(&self, room: &Bounds) -> Option<Bounds> {
        let [left, top, right, bottom] = sides(room);
        let is_in = |p: &At| p.0 > left - HAIR && p.0 < right + HAIR && p.1 > top - HAIR && p.1 < bottom + HAIR;
        let ends = [at(self.from), at(self.to)].into_iter().chain(self.outermost());
        let upright = [left, right].into_iter().flat_map(|x| self.crossing(x));
        let level = [top, bottom].into_iter().flat_map(|y| self.turned().crossing(y)).map(|(y, x)| (x, y));
        Bounds::around(ends.chain(upright).chain(level).filter(is_in).map(point))
    }

    /// Whether it runs through a box; along an edge it does not.
    #[must_use]
    pub fn meets(&self, of: &Bounds) -> bool {
        if self.is_square() {
            return self.bounds().overlaps(of);
        }
        self.part_in(&of.grown(-Length::from_emu(1))).is_some()
    }

    /// Its distance from a box; zero where it touches it.
    #[must_use]
    pub fn distance(&self, of: &Bounds) -> Length {
        if self.is_square() {
            return self.bounds().distance(of);
        }
        if self.part_in(of).is_some() { Length::ZERO } else { emu(self.nearest_to(of).0) }
    }

    /// The point of it that is nearest to a box which it does not touch.
    #[must_use]
    pub fn nearest(&self, of: &Bounds) -> Point {
        point(self.nearest_to(of).1)
    }

    fn nearest_to(&self, of: &Bounds) -> (f64, At) {
        let [left, top, right, bottom] = sides(of);
        let onto = |p: At| distance(p, (p.0.clamp(left, right), p.1.clamp(top, bottom)));
        let ends = [at(self.from), at(self.to)].into_iter().chain(self.outermost()).map(|p| (onto(p), p));
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let feet =
            corners.into_iter().filter_map(|corner| self.foot(corner).map(|foot| (distance(corner, foot), foot)));
        let nearest = ends.chain(feet).min_by(|one, other| one.0.total_cmp(&other.0));
        nearest.unwrap_or((0.0, at(self.from)))
    }

    /// The line as it is drawn; curves stand within 1 µm of their arc.
    #[must_use]
    pub fn path(&self) -> Vec<Segment> {
        let Some(circle) = self.circle() else { return vec![Segment::Move(self.from), Segment::Line(self.to)] };
        // The error of a cubic that meets its arc at the ends and in the middle (Goldapp 1991).
        let error = |k: f64| circle.radius * 2.0 / 27.0 * k.powi(6) / (1.0 + k * k).powi(2);
        let ends = self.halved(|half, rise| error(rise / half) <= CURVE);
        let curves = ends.windows(2).filter_map(|pair| {
            let [a, b] = *pair else { return None };
            let half = distance(a, b) / 2.0;
            let reach = circle.radius * 4.0 / 3.0 * circle.rise(half) / half;
            let (out, into) = (circle.along(a), circle.along(b));
            let control = |p: At, along: At, by: f64| point((p.0 + along.0 * by, p.1 + along.1 * by));
            Some(Segment::Cubic(control(a, out, reach), control(b, into, -reach), point(b)))
        });
        [Segment::Move(self.from)].into_iter().chain(curves).collect()
    }

    /// Points along it from end to end, at equal distances, so near that straight lines between them stand
    /// within a length of it and are no longer than another.
    #[must_use]
    pub fn points(&self, within: Length, longest: Length) -> Vec<Point> {
        let (within, longest) = (within.emu() as f64, longest.emu() as f64);
        let mut points: Vec<Point> =
            self.halved(|half, rise| rise <= within && half * 2.0 <= longest).into_iter().map(point).collect();
        if let [first, .., last] = points.as_mut_slice() {
            (*first, *last) = (self.from, self.to);
        }
        points
    }

    /// Boxes side by side around pieces of it, at least 16 where it does not run level or upright.
    pub fn boxes(&self) -> impl Iterator<Item = Bounds> {
        let bounds = self.bounds();
        let least = bounds.width().max(bounds.height()) / 12;
        let points = if self.is_square() { vec![self.from, self.to] } else { self.points(Length::from_emu(36), least) };
        let pairs: Vec<Bounds> = points.windows(2).filter_map(|pair| Bounds::around(pair.iter().copied())).collect();
        pairs.into_iter()
    }

    /// Points that part it into equal pieces, twice as many as often as half the chord and the rise of a piece
    /// are not enough.
    fn halved(&self, is_enough: impl Fn(f64, f64) -> bool) -> Vec<At> {
        let circle = self.circle();
        let mut points = vec![at(self.from), at(self.to)];
        loop {
            let [first, second, ..] = *points.as_slice() else { return points };
            let half = distance(first, second) / 2.0;
            if half == 0.0 || points.len() > PIECES || is_enough(half, circle.map_or(0.0, |circle| circle.rise(half))) {
                return points;
            }
            let middles = points.windows(2).filter_map(|pair| match *pair {
                [a, b] => Some(circle.map_or(middle(a, b), |circle| circle.middle(a, b))),
                _ => None,
            });
            let mut halved: Vec<At> = points.iter().copied().zip(middles).flat_map(|(a, b)| [a, b]).collect();
            halved.extend(points.last());
            points = halved;
        }
    }

    /// The circle of an arc.
    fn circle(&self) -> Option<Circle> {
        let Bend { radius, turn } = self.bend?;
        let (from, to) = (at(self.from), at(self.to));
        let chord = distance(from, to);
        let radius = (radius.emu() as f64).max(chord / 2.0);
        let sign = if turn == Hand::Right { 1.0 } else { -1.0 };
        let outward = (sign * (to.1 - from.1) / chord, sign * (from.0 - to.0) / chord);
        let off = (radius * radius - chord * chord / 4.0).max(0.0).sqrt();
        let (x, y) = middle(from, to);
        Some(Circle { centre: (x - outward.0 * off, y - outward.1 * off), radius, outward, turn })
    }

    /// The leftmost, uppermost, rightmost and lowest points of an arc that are none of its ends.
    fn outermost(&self) -> impl Iterator<Item = At> {
        let of = |circle: Circle| {
            let ((x, y), r) = (circle.centre, circle.radius);
            [(x - r, y), (x, y - r), (x + r, y), (x, y + r)].into_iter().filter(move |p| self.has(&circle, *p))
        };
        self.circle().into_iter().flat_map(of).collect::<Vec<_>>().into_iter()
    }

    /// Whether a point of its circle is one of the arc: it lies beyond the chord.
    fn has(&self, circle: &Circle, (x, y): At) -> bool {
        let from = at(self.from);
        (x - from.0) * circle.outward.0 + (y - from.1) * circle.outward.1 > 0.0
    }

    /// The point of it, and not its end, at which a point stands square to it.
    fn foot(&self, (x, y): At) -> Option<At> {
        if let Some(circle) = self.circle() {
            let (dx, dy) = (x - circle.centre.0, y - circle.centre.1);
            let far = dx.hypot(dy);
            let foot = (circle.centre.0 + dx / far * circle.radius, circle.centre.1 + dy / far * circle.radius);
            return (far > 0.0 && self.has(&circle, foot)).then_some(foot);
        }
        let (from, to) = (at(self.from), at(self.to));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let part = ((x - from.0) * dx + (y - from.1) * dy) / (dx * dx + dy * dy);
        (0.0..1.0).contains(&part).then_some((from.0 + dx * part, from.1 + dy * part))
    }

    /// Where it crosses an upright line.
    fn crossing(&self, x: f64) -> Vec<At> {
        if let Some(circle) = self.circle() {
            let off = x - circle.centre.0;
            let room = circle.radius * circle.radius - off * off;
            if room < 0.0 {
                return Vec::new();
            }
            let both = [room.sqrt(), -room.sqrt()].map(|down| (x, circle.centre.1 + down));
            return both.into_iter().filter(|p| self.has(&circle, *p)).collect();
        }
        let (from, to) = (at(self.from), at(self.to));
        let part = (x - from.0) / (to.0 - from.0);
        if (0.0..=1.0).contains(&part) { vec![(x, from.1 + (to.1 - from.1) * part)] } else { Vec::new() }
    }

    /// The same with x and y for one another.
    fn turned(&self) -> Self {
        let swapped = |p: Point| Point { x: p.y, y: p.x };
        let other = |turn| if turn == Hand::Left { Hand::Right } else { Hand::Left };
        let bend = self.bend.map(|bend| Bend { turn: other(bend.turn), ..bend });
        Self { from: swapped(self.from), to: swapped(self.to), bend }
    }
}

impl Circle {
    /// How high an arc stands over half a chord, where it is at most half a circle.
    fn rise(&self, half: f64) -> f64 {
        half * half / (self.radius + (self.radius * self.radius - half * half).max(0.0).sqrt())
    }

    /// The middle of an arc between two points.
    fn middle(&self, a: At, b: At) -> At {
        let (x, y) = middle(a, b);
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        let far = dx.hypot(dy);
        // The chord of half a circle runs through the centre.
        let (dx, dy) = if far < 1.0 { self.outward } else { (dx / far, dy / far) };
        (self.centre.0 + dx * self.radius, self.centre.1 + dy * self.radius)
    }

    /// The way at a point, of length one.
    fn along(&self, (x, y): At) -> At {
        let (dx, dy) = ((x - self.centre.0) / self.radius, (y - self.centre.1) / self.radius);
        if self.turn == Hand::Right { (-dy, dx) } else { (dy, -dx) }
    }
}

fn at(point: Point) -> At {
    (point.x.emu() as f64, point.y.emu() as f64)
}

fn emu(length: f64) -> Length {
    Length::from_emu(length.round() as i64)
}

fn point((x, y): At) -> Point {
    Point { x: emu(x), y: emu(y) }
}

fn middle(a: At, b: At) -> At {
    (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))
}

fn distance(a: At, b: At) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn sides(of: &Bounds) -> [f64; 4] {
    [of.left, of.top, of.right, of.bottom].map(|side| side.emu() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(x: f64, y: f64) -> Point {
        point((x * 36_000.0, y * 36_000.0))
    }

    fn line(x: f64, y: f64, to_x: f64, to_y: f64) -> Course {
        Course::straight(mm(x, y), mm(to_x, to_y))
    }

    fn arc([x, y, to_x, to_y]: [f64; 4], radius: i64, turn: Hand) -> Result<Course, Length> {
        Course::arc(mm(x, y), mm(to_x, to_y), Bend { radius: Length::from_mm(radius), turn })
    }

    #[test]
    fn a_slanted_line_stands_off_by_itself_and_not_by_its_box() {
        // From the corner (10, 10) to the line x + y = 50 it is 30 / √2 mm.
        let slanted = line(0.0, 50.0, 50.0, 0.0);
        assert_eq!(slanted.distance(&Bounds::mm(0, 0, 10, 10)), emu(30.0 / 2_f64.sqrt() * 36e3));
        assert!(!slanted.meets(&Bounds::mm(0, 0, 25, 25)) && slanted.meets(&Bounds::mm(0, 0, 26, 25)));
        assert_eq!(slanted.distance(&Bounds::mm(0, 0, 25, 25)), Length::ZERO);
        // 3, 4 and 5: the end is nearest.
        assert_eq!(line(13.0, 14.0, 20.0, 30.0).distance(&Bounds::mm(0, 0, 10, 10)), Length::from_mm(5));
        assert_eq!(slanted.nearest(&Bounds::mm(0, 0, 10, 10)), mm(25.0, 25.0));
        assert_eq!(slanted.part_in(&Bounds::mm(20, 0, 30, 50)), Some(Bounds::mm(20, 20, 30, 30)));
    }

    #[test]
    fn an_arc_turns_to_the_side_that_is_said() {
        // From left to right; turning right it goes up first.
        let right = arc([0.0, 0.0, 10.0, 0.0], 5, Hand::Right).unwrap();
        assert_eq!(right.bounds(), Bounds::mm(0, -5, 10, 0));
        assert_eq!(arc([0.0, 0.0, 10.0, 0.0], 5, Hand::Left).unwrap().bounds(), Bounds::mm(0, 0, 10, 5));
        // A rounded corner: a quarter about (0, 5).
        let corner = arc([0.0, 0.0, 5.0, 5.0], 5, Hand::Right).unwrap();
        assert_eq!(corner.bounds(), Bounds::mm(0, 0, 5, 5));
        assert_eq!(
            corner.points(Length::from_mm(5), Length::from_mm(4)),
            [mm(0.0, 0.0), mm(5.0 * 0.5_f64.sqrt(), 5.0 - 5.0 * 0.5_f64.sqrt()), mm(5.0, 5.0)]
        );
        assert_eq!(arc([0.0, 0.0, 8.0, 6.0], 4, Hand::Right), Err(Length::from_mm(5)));
        assert!(arc([0.0, 0.0, 0.0, 0.0], 4, Hand::Right).is_err());
    }

    #[test]
    fn an_arc_stands_off_by_its_curve() {
        let hill = arc([0.0, 20.0, 20.0, 20.0], 10, Hand::Right).unwrap();
        // Its top is (10, 10).
        assert_eq!(hill.distance(&Bounds::mm(5, 0, 15, 8)), Length::from_mm(2));
        // Under it: from the corner (2, 14) of the box, on the circle about (10, 20), nothing; 1 mm lower less.
        assert!(!hill.meets(&Bounds::mm(4, 15, 16, 20)) && hill.meets(&Bounds::mm(4, 11, 16, 20)));
        assert_eq!(hill.distance(&Bounds::mm(2, 14, 18, 20)), Length::ZERO);
        assert!(!hill.meets(&Bounds::mm(2, 14, 18, 20)));
        // From (4, 12) beyond the centre: 10 − √(6² + 8²) = 0; from (7, 16): 10 − 5.
        assert_eq!(hill.distance(&Bounds::mm(7, 16, 13, 18)), Length::from_mm(5));
        assert_eq!(
            hill.distance(&Bounds::mm(0, 0, 2, 4)),
            Length::from_emu((8_f64.hypot(16.0) * 36e3 - 36e4).round() as i64)
        );
    }

    #[test]
    fn a_drawn_arc_stands_within_a_micrometre_of_the_circle() {
        for (radius, chord) in [(1, 2.0), (5, 7.0), (50, 100.0), (2000, 4000.0)] {
            let arc = arc([0.0, 0.0, chord, 0.0], radius, Hand::Left).unwrap();
            let circle = arc.circle().unwrap();
            let mut pen = at(arc.from);
            for step in arc.path() {
                let Segment::Cubic(a, b, c) = step else { continue };
                let [a, b, c] = [a, b, c].map(at);
                for t in [0.1, 0.21, 0.35, 0.5, 0.66, 0.79, 0.9] {
                    let u: f64 = 1.0 - t;
                    let [w0, w1, w2, w3] = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
                    let x = w0 * pen.0 + w1 * a.0 + w2 * b.0 + w3 * c.0;
                    let y = w0 * pen.1 + w1 * a.1 + w2 * b.1 + w3 * c.1;
                    let off = (distance((x, y), circle.centre) - circle.radius).abs();
                    assert!(off < 36.0, "{radius} mm: {off} EMU");
                }
                pen = c;
            }
            assert_eq!(point(pen), arc.to);
        }
    }
}
