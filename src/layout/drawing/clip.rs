//! What lies outside of a convex area is cut off, curves and all. A closed path that is cut along a
//! straight line and closed along it encloses the same points on this side as before, by either rule.

use crate::scene::{Bounds, Clip, Point, Segment};
use crate::units::Length;

/// How fine outlines of lines and edges are, in EMU: a hundredth of a millimetre.
pub(super) const FINE: f32 = 360.0;

/// A convex area, through which a part of a drawing is seen.
#[derive(Clone, Debug)]
pub(super) struct Window {
    corners: [Point; 4],
    edges: Vec<Edge>,
}

/// A straight edge: what is inside lies at most `at` along its outward direction.
#[derive(Clone, Copy, Debug)]
struct Edge {
    across: f64,
    down: f64,
    at: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    x: f64,
    y: f64,
}

/// A step from a spot: the control points of a curve, and where it ends.
#[derive(Clone, Copy, Debug)]
struct Step {
    controls: Option<(Spot, Spot)>,
    to: Spot,
}

/// A closed contour.
struct Contour {
    from: Spot,
    steps: Vec<Step>,
}

impl Window {
    /// The area between corners, given in their order.
    pub(super) fn between(corners: [Point; 4]) -> Self {
        let spots = corners.map(spot);
        let pairs = spots.iter().zip(spots.iter().cycle().skip(1));
        let area: f64 = pairs.clone().map(|(a, b)| a.x * b.y - b.x * a.y).sum();
        let edges = pairs.map(|(a, b)| {
            let (across, down) = ((b.y - a.y) * area.signum(), (a.x - b.x) * area.signum());
            let length = across.hypot(down).max(f64::MIN_POSITIVE);
            let (across, down) = (across / length, down / length);
            Edge { across, down, at: across * a.x + down * a.y }
        });
        Self { corners, edges: edges.collect() }
    }

    /// The same as the clip of a group.
    pub(super) fn as_clip(&self) -> Clip {
        let [first, rest @ ..] = self.corners;
        let lines = rest.into_iter().map(Segment::Line);
        let segments = [Segment::Move(first)].into_iter().chain(lines).chain([Segment::Close]).collect();
        Clip { segments, even_odd: false }
    }

    /// Whether all of a path is seen, with a line around it that reaches so far.
    pub(super) fn holds(&self, path: &[Segment], reach: f64) -> bool {
        let most = f64::from(FINE) - reach;
        points(path).all(|point| self.edges.iter().all(|edge| edge.beyond(spot(point)) <= most))
    }

    /// Whether all of a box is seen.
    pub(super) fn holds_box(&self, of: &Bounds) -> bool {
        let at = |x, y| Segment::Move(Point { x, y });
        let corners = [at(of.left, of.top), at(of.right, of.top), at(of.right, of.bottom), at(of.left, of.bottom)];
        self.holds(&corners, 0.0)
    }

    /// The area of a path that is seen.
    pub(super) fn clip(&self, path: &[Segment]) -> Vec<Segment> {
        let mut contours = contours(path);
        for edge in &self.edges {
            contours = contours.iter().filter_map(|contour| edge.clip(contour)).collect();
        }
        contours.iter().flat_map(Contour::segments).collect()
    }
}

impl Edge {
    /// How far a spot lies beyond the edge.
    fn beyond(&self, spot: Spot) -> f64 {
        self.across * spot.x + self.down * spot.y - self.at
    }

    fn clip(&self, contour: &Contour) -> Option<Contour> {
        let mut clipped: Option<Contour> = None;
        let mut from = contour.from;
        for step in &contour.steps {
            for (from, step) in step.parts(from, self) {
                if self.beyond(step.at(from, 0.5)) > 0.0 {
                    continue;
                }
                match &mut clipped {
                    Some(kept) => {
                        if kept.steps.last().is_some_and(|last| last.to != from) {
                            kept.steps.push(Step { controls: None, to: from });
                        }
                        kept.steps.push(step);
                    }
                    None => clipped = Some(Contour { from, steps: vec![step] }),
                }
            }
            from = step.to;
        }
        clipped.map(Contour::closed)
    }
}

impl Step {
    fn at(&self, from: Spot, t: f64) -> Spot {
        self.split(from, t).0.to
    }

    /// The step up to a part of its way and from there on.
    fn split(&self, from: Spot, t: f64) -> (Step, Step) {
        let mix = |a: Spot, b: Spot| Spot { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
        let Some((a, b)) = self.controls else {
            return (Step { controls: None, to: mix(from, self.to) }, *self);
        };
        let (first, middle, last) = (mix(from, a), mix(a, b), mix(b, self.to));
        let (left, right) = (mix(first, middle), mix(middle, last));
        (
            Step { controls: Some((first, left)), to: mix(left, right) },
            Step { controls: Some((right, last)), to: self.to },
        )
    }

    /// The parts that lie on one side of an edge each.
    fn parts(&self, from: Spot, edge: &Edge) -> Vec<(Spot, Step)> {
        let (mut parts, mut from, mut rest, mut done) = (Vec::new(), from, *self, 0.0);
        for t in self.crossings(from, edge) {
            let (part, after) = rest.split(from, (t - done) / (1.0 - done));
            parts.push((from, part));
            (from, rest, done) = (part.to, after, t);
        }
        parts.push((from, rest));
        parts
    }

    /// Where on its way, between 0 and 1, the step crosses an edge.
    fn crossings(&self, from: Spot, edge: &Edge) -> Vec<f64> {
        let beyond = |t: f64| edge.beyond(self.at(from, t));
        // Between these places it comes nearer or goes farther all the time.
        let mut turns = vec![0.0, 1.0];
        if let Some((a, b)) = self.controls {
            let [d0, d1, d2, d3] = [from, a, b, self.to].map(|spot| edge.beyond(spot));
            let (p, q, r) = (d3 - 3.0 * d2 + 3.0 * d1 - d0, 2.0 * (d2 - 2.0 * d1 + d0), d1 - d0);
            let root = (q * q - 4.0 * p * r).max(0.0).sqrt();
            let stable = -0.5 * (q + root.copysign(q));
            turns.extend([stable / p, r / stable].into_iter().filter(|t| *t > 0.0 && *t < 1.0));
            turns.sort_by(f64::total_cmp);
        }
        let mut crossings = Vec::new();
        for (start, end) in turns.iter().zip(turns.iter().skip(1)) {
            let (mut low, mut high) = (*start, *end);
            let begins_outside = beyond(low) > 0.0;
            if begins_outside == (beyond(high) > 0.0) {
                continue;
            }
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if (beyond(middle) > 0.0) == begins_outside { low = middle } else { high = middle }
            }
            crossings.extend(Some(high).filter(|t| *t > 0.0 && *t < 1.0));
        }
        crossings
    }
}

impl Contour {
    /// With the straight line that closes it.
    fn closed(mut self) -> Self {
        if self.steps.last().is_some_and(|last| last.to != self.from) {
            self.steps.push(Step { controls: None, to: self.from });
        }
        self
    }

    fn segments(&self) -> Vec<Segment> {
        let step = |step: &Step| match step.controls {
            Some((a, b)) => Segment::Cubic(point(a), point(b), point(step.to)),
            None => Segment::Line(point(step.to)),
        };
        let steps = self.steps.iter().map(step);
        [Segment::Move(point(self.from))].into_iter().chain(steps).chain([Segment::Close]).collect()
    }
}

fn contours(path: &[Segment]) -> Vec<Contour> {
    let mut contours: Vec<Contour> = Vec::new();
    for segment in path {
        let step = match *segment {
            Segment::Move(to) => {
                contours.push(Contour { from: spot(to), steps: Vec::new() });
                continue;
            }
            Segment::Line(to) => Step { controls: None, to: spot(to) },
            Segment::Cubic(a, b, to) => Step { controls: Some((spot(a), spot(b))), to: spot(to) },
            Segment::Close => continue,
        };
        if let Some(contour) = contours.last_mut() {
            contour.steps.push(step);
        }
    }
    contours.into_iter().map(Contour::closed).collect()
}

fn points(path: &[Segment]) -> impl Iterator<Item = Point> {
    path.iter().flat_map(|segment| match *segment {
        Segment::Move(a) | Segment::Line(a) => vec![a],
        Segment::Cubic(a, b, c) => vec![a, b, c],
        Segment::Close => Vec::new(),
    })
}

fn spot(point: Point) -> Spot {
    Spot { x: point.x.emu() as f64, y: point.y.emu() as f64 }
}

fn point(spot: Spot) -> Point {
    Point { x: Length::from_emu(spot.x.round() as i64), y: Length::from_emu(spot.y.round() as i64) }
}
