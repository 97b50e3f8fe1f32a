//! How far art goes on beyond a cut that runs at an angle or as an arc.

use super::advice::Way;
use crate::scene::{Course, Point};
use crate::units::Length;

/// Where art ends too near to a cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The place on the cut beside which it ends.
    pub(super) at: Point,
    /// How far it goes on beyond it.
    pub(super) beyond: Length,
    /// How far it is to go on there.
    pub(super) asked: Length,
}

/// What is asked of art along a cut.
pub(super) struct Asked<'a> {
    /// Whether the art lies at a point where it would meet the cut.
    pub(super) meets: &'a dyn Fn(Point) -> bool,
    /// Whether the art covers a point.
    pub(super) covers: &'a dyn Fn(Point) -> bool,
    /// How far it is to go on to a side.
    pub(super) least: &'a dyn Fn(Way) -> Length,
    /// What ends as near as that before the cut meets it.
    pub(super) near: Length,
    /// What meets it on less is a line.
    pub(super) thick: Length,
}

/// Pieces of a cut, and steps beyond it.
const PIECE: Length = Length::from_emu(18_000);
const STEP: f64 = 4_500.0;
/// How far curves may stand from their straight pieces.
const NEAR: Length = Length::from_emu(360);
/// How far beside the straight way off the cut art may go on, for each length off it: its own sides may run at any
/// angle to the cut.
const ASIDE: [f64; 11] = [0.0, 0.25, -0.25, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, 4.0, -4.0];

/// The place where art that meets a cut goes on least beyond it, if that is less than is asked.
pub(super) fn nearest_end(course: &Course, asked: &Asked<'_>) -> Option<End> {
    let points = course.points(NEAR, PIECE);
    [1.0, -1.0].into_iter().find_map(|side| {
        // What is too short on so much of the cut in one go, and the shortest of it.
        let (mut run, mut shortest): (f64, Option<End>) = (0.0, None);
        for pair in points.windows(2) {
            let [from, to] = *pair else { continue };
            let Some(piece) = Piece::of(from, to, side) else { continue };
            match piece.end(asked) {
                Some(end) => {
                    run += piece.length;
                    shortest = shortest.filter(|known| known.beyond <= end.beyond).or(Some(end));
                }
                None if run >= asked.thick.emu() as f64 => break,
                None => (run, shortest) = (0.0, None),
            }
        }
        shortest.filter(|_| run >= asked.thick.emu() as f64)
    })
}

/// A piece of a cut, seen from one of its sides.
struct Piece {
    middle: (f64, f64),
    length: f64,
    /// The way along it, and the way off it.
    along: (f64, f64),
    off: (f64, f64),
}

impl Piece {
    fn of(from: Point, to: Point, side: f64) -> Option<Self> {
        let [from, to] = [from, to].map(|point| (point.x.emu() as f64, point.y.emu() as f64));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let along = (dx / length, dy / length);
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        (length > 0.0).then_some(Self { middle, length, along, off: (-along.1 * side, along.0 * side) })
    }

    /// A point off it, and aside.
    fn at(&self, off: f64, aside: f64) -> Point {
        let (along, away) = (self.along, self.off);
        let emu =
            |middle: f64, along: f64, away: f64| Length::from_emu((middle + along * aside + away * off).round() as i64);
        Point { x: emu(self.middle.0, along.0, away.0), y: emu(self.middle.1, along.1, away.1) }
    }

    /// Where art that meets it ends beyond it, if that is too near.
    fn end(&self, asked: &Asked<'_>) -> Option<End> {
        let before = -(asked.near + NEAR).emu() as f64;
        if !(asked.meets)(self.at(before, 0.0)) {
            return None;
        }
        let least = (asked.least)(self.way());
        let (mut furthest, most) = (before, least.emu() as f64);
        for aside in ASIDE {
            furthest = self.reach(asked, aside, (before, most)).max(furthest);
            if furthest >= most {
                return None;
            }
        }
        let beyond = Length::from_emu(furthest.round() as i64).max(Length::ZERO);
        Some(End { at: self.at(0.0, 0.0), beyond, asked: least })
    }

    /// How far beyond it art goes on in one direction without a gap, of the most that is asked.
    fn reach(&self, asked: &Asked<'_>, aside: f64, (before, most): (f64, f64)) -> f64 {
        let covers = |off: f64| (asked.covers)(self.at(off, (off - before) * aside));
        let mut covered = before;
        while covered < most {
            let next = (covered + STEP).min(most);
            if !covers(next) {
                let (mut bare, mut halves) = (next, 0);
                while halves < 12 {
                    let middle = f64::midpoint(covered, bare);
                    if covers(middle) {
                        covered = middle
                    } else {
                        bare = middle
                    }
                    halves += 1;
                }
                return covered;
            }
            covered = next;
        }
        covered
    }

    /// The side of the label that lies beyond it.
    fn way(&self) -> Way {
        let (x, y) = self.off;
        match (x.abs() > y.abs(), x > 0.0, y > 0.0) {
            (true, false, _) => Way::Left,
            (true, true, _) => Way::Right,
            (false, _, false) => Way::Up,
            (false, _, true) => Way::Down,
        }
    }
}
