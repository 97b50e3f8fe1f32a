//! How much of a box a drawing covers: exactly, where bounds only guess.

use super::{Bounds, Path, Point, Segment};
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

/// A straight edge, in EMU.
type Edge = [(f64, f64); 2];

impl Path {
    /// How much of a box the area of the path covers.
    #[must_use]
    pub fn cover(&self, of: &Bounds) -> Cover {
        let edges = edges(&self.segments, true);
        let inner = of.grown(-Length::from_emu(1));
        if edges.iter().any(|edge| crosses(edge, &inner, 0.0)) {
            return Cover::Part;
        }
        let middle = ((of.left + of.right).emu() as f64 / 2.0, (of.top + of.bottom).emu() as f64 / 2.0);
        let winding = winding(&edges, middle);
        let inside = if self.even_odd { winding % 2 != 0 } else { winding != 0 };
        if inside { Cover::Whole } else { Cover::None }
    }

    /// Whether its outline, stroked with a width, touches a box.
    #[must_use]
    pub fn stroke_meets(&self, width: Length, of: &Bounds) -> bool {
        let inner = of.grown(-Length::from_emu(1));
        let half = width.emu() as f64 / 2.0;
        edges(&self.segments, false).iter().any(|edge| crosses(edge, &inner, half))
    }
}

/// The straight edges of a path; of a closed one (`close`), with the edges that close open parts.
fn edges(segments: &[Segment], close: bool) -> Vec<Edge> {
    let at = |point: Point| (point.x.emu() as f64, point.y.emu() as f64);
    let mut edges = Vec::with_capacity(segments.len());
    let (mut start, mut pen) = ((0.0, 0.0), (0.0, 0.0));
    for segment in segments {
        match segment {
            Segment::Move(to) => {
                if close && pen != start {
                    edges.push([pen, start]);
                }
                start = at(*to);
                pen = start;
            }
            Segment::Line(to) => {
                edges.push([pen, at(*to)]);
                pen = at(*to);
            }
            Segment::Cubic(a, b, to) => {
                let (p0, p1, p2, p3) = (pen, at(*a), at(*b), at(*to));
                for piece in 1..=PIECES {
                    let t = piece as f64 / PIECES as f64;
                    let u = 1.0 - t;
                    let (w0, w1, w2, w3) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
                    let next =
                        (w0 * p0.0 + w1 * p1.0 + w2 * p2.0 + w3 * p3.0, w0 * p0.1 + w1 * p1.1 + w2 * p2.1 + w3 * p3.1);
                    edges.push([pen, next]);
                    pen = next;
                }
            }
            Segment::Close => {
                if pen != start {
                    edges.push([pen, start]);
                }
                pen = start;
            }
        }
    }
    if close && pen != start {
        edges.push([pen, start]);
    }
    edges
}

/// Whether an edge, with half a pen's width about it, comes into a box.
fn crosses([a, b]: &Edge, of: &Bounds, half: f64) -> bool {
    let [left, top, right, bottom] = [of.left, of.top, of.right, of.bottom].map(|side| side.emu() as f64);
    let (left, top, right, bottom) = (left - half, top - half, right + half, bottom + half);
    // The part of the edge between the four sides (Liang and Barsky).
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (step, room) in [(-dx, a.0 - left), (dx, right - a.0), (-dy, a.1 - top), (dy, bottom - a.1)] {
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

/// How often the edges go around a point.
fn winding(edges: &[Edge], (x, y): (f64, f64)) -> i32 {
    let turn = |[a, b]: &Edge| {
        if (a.1 <= y) == (b.1 <= y) {
            return 0;
        }
        let at = a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0);
        match at > x {
            true if b.1 > a.1 => 1,
            true => -1,
            false => 0,
        }
    };
    edges.iter().map(turn).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(left: i64, top: i64, right: i64, bottom: i64) -> Bounds {
        let mm = Length::from_mm;
        Bounds { left: mm(left), top: mm(top), right: mm(right), bottom: mm(bottom) }
    }

    fn rectangle(b: Bounds) -> Path {
        let corner = Point { x: b.left, y: b.top };
        Path { segments: Path::rectangle(corner, b.width(), b.height(), Length::ZERO), ..Path::default() }
    }

    #[test]
    fn areas_cover_what_they_lie_under() {
        let path = rectangle(bounds(10, 10, 30, 30));
        assert_eq!(path.cover(&bounds(12, 12, 20, 20)), Cover::Whole);
        assert_eq!(path.cover(&bounds(10, 10, 30, 30)), Cover::Whole);
        assert_eq!(path.cover(&bounds(5, 5, 12, 12)), Cover::Part);
        assert_eq!(path.cover(&bounds(0, 0, 10, 10)), Cover::None);
        assert_eq!(path.cover(&bounds(5, 5, 40, 40)), Cover::Part);
        let ellipse = Path {
            segments: Path::ellipse(Point::default(), Length::from_mm(40), Length::from_mm(40)),
            ..Path::default()
        };
        assert_eq!(ellipse.cover(&bounds(0, 0, 5, 5)), Cover::None, "the corner of its box is free");
        assert_eq!(ellipse.cover(&bounds(15, 15, 25, 25)), Cover::Whole);
    }

    #[test]
    fn a_hole_covers_nothing_by_the_rule_that_makes_it_one() {
        let both = [bounds(0, 0, 40, 40), bounds(10, 10, 30, 30)].map(|b| rectangle(b).segments).concat();
        let framed = Path { segments: both, even_odd: true, ..Path::default() };
        assert_eq!(framed.cover(&bounds(12, 12, 20, 20)), Cover::None);
        assert_eq!(Path { even_odd: false, ..framed }.cover(&bounds(12, 12, 20, 20)), Cover::Whole);
    }

    #[test]
    fn a_frame_touches_only_where_its_line_is() {
        let frame = rectangle(bounds(0, 0, 40, 40));
        let width = Length::from_mm(2);
        assert!(!frame.stroke_meets(width, &bounds(1, 1, 39, 39)));
        assert!(frame.stroke_meets(width, &bounds(0, 5, 3, 8)));
        assert!(!frame.stroke_meets(width, &bounds(41, 0, 50, 10)));
    }
}
