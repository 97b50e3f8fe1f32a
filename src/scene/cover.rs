//! How much of a box a drawing covers: exactly, where bounds only guess.

use super::{Bounds, Path, Point, Segment, Shade};
use crate::units::Length;

/// How much of a box is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Nothing of it.
    None,
    /// A part of it.
    Part,
    /// All of it.
    Whole,
}

/// Straight pieces that a curve is taken for; the error is below a hundredth of its height.
const PIECES: i64 = 16;

/// A point in EMU, and a straight edge from one to another.
type At = (f64, f64);
type Edge = [At; 2];

impl Path {
    /// How much of a box the area of the path covers.
    #[must_use]
    pub fn cover(&self, of: &Bounds) -> Cover {
        cover(&self.segments, self.even_odd, of)
    }

    /// Whether its outline, stroked with a width, touches a box.
    #[must_use]
    pub fn stroke_meets(&self, width: Length, of: &Bounds) -> bool {
        let half = width.emu() as f64 / 2.0;
        meets(&self.segments, &Room::of(&of.grown(-Length::from_emu(1))).grown(half), false)
    }
}

impl Shade {
    /// How much of a box its area covers.
    #[must_use]
    pub fn cover(&self, of: &Bounds) -> Cover {
        cover(&self.segments, self.even_odd, of)
    }
}

fn cover(segments: &[Segment], even_odd: bool, of: &Bounds) -> Cover {
    let inner = Room::of(&of.grown(-Length::from_emu(1)));
    if meets(segments, &inner, true) {
        return Cover::Part;
    }
    let middle = ((of.left + of.right).emu() as f64 / 2.0, (of.top + of.bottom).emu() as f64 / 2.0);
    let (mut winding, row) = (0, middle.1);
    each_edge(
        segments,
        true,
        |low, high| low.1 <= row && row <= high.1,
        |edge| {
            winding += turn(edge, middle);
            false
        },
    );
    let inside = if even_odd { winding % 2 != 0 } else { winding != 0 };
    if inside { Cover::Whole } else { Cover::None }
}

fn meets(segments: &[Segment], room: &Room, close: bool) -> bool {
    let near =
        |low: At, high: At| low.0 <= room.right && high.0 >= room.left && low.1 <= room.bottom && high.1 >= room.top;
    each_edge(segments, close, near, |edge| room.is_entered(edge))
}

/// A box in EMU.
struct Room {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// Looks at the straight edges of a path until one is enough; of a closed one (`close`), with the edges
/// that close open parts. Steps whose points lie in a box from `low` to `high` that is not `near` are
/// passed over.
fn each_edge(
    segments: &[Segment],
    close: bool,
    near: impl Fn(At, At) -> bool,
    mut is_enough: impl FnMut(&Edge) -> bool,
) -> bool {
    let at = |point: Point| (point.x.emu() as f64, point.y.emu() as f64);
    let least = |a: At, b: At| (a.0.min(b.0), a.1.min(b.1));
    let most = |a: At, b: At| (a.0.max(b.0), a.1.max(b.1));
    let mut line = |from: At, to: At| from != to && near(least(from, to), most(from, to)) && is_enough(&[from, to]);
    let (mut start, mut pen) = ((0.0, 0.0), (0.0, 0.0));
    for segment in segments {
        let done = match segment {
            Segment::Move(to) => {
                let done = close && line(pen, start);
                start = at(*to);
                pen = start;
                done
            }
            Segment::Line(to) => {
                let from = std::mem::replace(&mut pen, at(*to));
                line(from, pen)
            }
            Segment::Cubic(a, b, to) => {
                let points = [pen, at(*a), at(*b), at(*to)];
                pen = at(*to);
                let [low, high] = points.into_iter().fold([pen, pen], |[l, h], p| [least(l, p), most(h, p)]);
                near(low, high) && pieces(points).any(|[from, to]| line(from, to))
            }
            Segment::Close => {
                let from = std::mem::replace(&mut pen, start);
                line(from, start)
            }
        };
        if done {
            return true;
        }
    }
    close && line(pen, start)
}

/// The straight pieces of a cubic curve.
fn pieces([p0, p1, p2, p3]: [At; 4]) -> impl Iterator<Item = Edge> {
    let point = move |piece: i64| {
        let t = piece as f64 / PIECES as f64;
        let u = 1.0 - t;
        let (w0, w1, w2, w3) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
        (w0 * p0.0 + w1 * p1.0 + w2 * p2.0 + w3 * p3.0, w0 * p0.1 + w1 * p1.1 + w2 * p2.1 + w3 * p3.1)
    };
    (0..PIECES).map(move |piece| [point(piece), point(piece + 1)])
}

impl Room {
    fn of(bounds: &Bounds) -> Self {
        let [left, top, right, bottom] =
            [bounds.left, bounds.top, bounds.right, bounds.bottom].map(|side| side.emu() as f64);
        Self { left, top, right, bottom }
    }

    fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether a part of an edge lies between the four sides (Liang and Barsky).
    fn is_entered(&self, [a, b]: &Edge) -> bool {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        let sides = [(-dx, a.0 - self.left), (dx, self.right - a.0), (-dy, a.1 - self.top), (dy, self.bottom - a.1)];
        for (step, room) in sides {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                from = from.max(room / step);
            } else {
                to = to.min(room / step);
            }
        }
        from <= to
    }
}

/// How an edge turns about a point, looked at along the row to its right.
fn turn([a, b]: &Edge, (x, y): At) -> i32 {
    if (a.1 <= y) == (b.1 <= y) {
        return 0;
    }
    let at = a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0);
    match at > x {
        true if b.1 > a.1 => 1,
        true => -1,
        false => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(b: Bounds) -> Path {
        let corner = Point { x: b.left, y: b.top };
        Path { segments: Path::rectangle(corner, b.width(), b.height(), Length::ZERO), ..Path::default() }
    }

    #[test]
    fn areas_cover_what_they_lie_under() {
        let path = rectangle(Bounds::mm(10, 10, 30, 30));
        assert_eq!(path.cover(&Bounds::mm(12, 12, 20, 20)), Cover::Whole);
        assert_eq!(path.cover(&Bounds::mm(10, 10, 30, 30)), Cover::Whole);
        assert_eq!(path.cover(&Bounds::mm(5, 5, 12, 12)), Cover::Part);
        assert_eq!(path.cover(&Bounds::mm(0, 0, 10, 10)), Cover::None);
        assert_eq!(path.cover(&Bounds::mm(5, 5, 40, 40)), Cover::Part);
        let ellipse = Path {
            segments: Path::ellipse(Point::default(), Length::from_mm(40), Length::from_mm(40)),
            ..Path::default()
        };
        assert_eq!(ellipse.cover(&Bounds::mm(0, 0, 5, 5)), Cover::None, "the corner of its box is free");
        assert_eq!(ellipse.cover(&Bounds::mm(15, 15, 25, 25)), Cover::Whole);
    }

    #[test]
    fn a_hole_covers_nothing_by_the_rule_that_makes_it_one() {
        let both = [Bounds::mm(0, 0, 40, 40), Bounds::mm(10, 10, 30, 30)].map(|b| rectangle(b).segments).concat();
        let framed = Path { segments: both, even_odd: true, ..Path::default() };
        assert_eq!(framed.cover(&Bounds::mm(12, 12, 20, 20)), Cover::None);
        assert_eq!(Path { even_odd: false, ..framed }.cover(&Bounds::mm(12, 12, 20, 20)), Cover::Whole);
    }

    #[test]
    fn a_frame_touches_only_where_its_line_is() {
        let frame = rectangle(Bounds::mm(0, 0, 40, 40));
        let width = Length::from_mm(2);
        assert!(!frame.stroke_meets(width, &Bounds::mm(1, 1, 39, 39)));
        assert!(frame.stroke_meets(width, &Bounds::mm(0, 5, 3, 8)));
        assert!(!frame.stroke_meets(width, &Bounds::mm(41, 0, 50, 10)));
    }
}
