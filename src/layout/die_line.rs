//! The die line of drawings: their cuts, folds, perforations and glued areas, and the faces between them.

use std::sync::Arc;

use super::drawing::DieLine;
use crate::diagnostic::Diagnostic;
use crate::document::rules::VALUE;
use crate::scene::{
    Bend, Blank, Bounds, Course, Flap, Hand, Point, ProcessingStep, Resources, Seam, SeamKind, Segment,
};
use crate::template::Template;
use crate::units::Length;

/// How far an arc may stand from the curve that it is taken for.
const NEAR: f64 = 360.0;
/// Straight pieces of a curve that is no arc.
const PIECES: i64 = 16;

/// Adds what drawings say of how a blank is cut, folded and glued to what its template says, and finds the faces:
/// what is wrong with these is told.
pub(super) fn complete(
    blank: &mut Blank,
    lines: &[DieLine],
    resources: &Resources,
    template: &Template,
) -> Vec<Diagnostic> {
    for (number, line) in (1..).zip(lines) {
        let (Some(step), name) = (resources.inks.get(line.ink).step(), name(line, resources)) else { continue };
        if let Some(kind) = kind(step) {
            let courses = courses(&line.segments).into_iter();
            blank.seams.extend(courses.map(|course| Seam { id: name.clone(), kind, course }));
        } else if step == ProcessingStep::Gluing {
            let bounds = Bounds::around(line.segments.iter().flat_map(|segment| segment.points()));
            blank.glue.extend(bounds.map(|bounds| Flap { id: format!("{name} {number}").into(), bounds }));
        }
    }
    let told = |(span, message)| Diagnostic::error(VALUE, message).at(template.place(&span));
    match template.faces.as_ref().map(|faces| faces.panels(&blank.seams)) {
        None => Vec::new(),
        Some(Ok(panels)) => {
            blank.panels = panels;
            Vec::new()
        }
        Some(Err(errors)) => errors.into_iter().map(told).collect(),
    }
}

/// What a line is called in messages: its layer, or its ink.
fn name(line: &DieLine, resources: &Resources) -> Arc<str> {
    let ink = resources.inks.get(line.ink).separation().map_or("line", |separation| separation.name);
    line.layer.as_deref().unwrap_or(ink).into()
}

/// The seam that a processing step makes.
fn kind(step: ProcessingStep) -> Option<SeamKind> {
    match step {
        ProcessingStep::Cutting | ProcessingStep::PartialCutting => Some(SeamKind::Cut),
        ProcessingStep::Creasing | ProcessingStep::Folding => Some(SeamKind::Fold),
        ProcessingStep::Perforating => Some(SeamKind::Perforation),
        _ => None,
    }
}

/// The lines and arcs of a path.
fn courses(segments: &[Segment]) -> Vec<Course> {
    let mut courses = Vec::new();
    let (mut start, mut pen) = (Point::default(), Point::default());
    let mut line = |from: Point, to: Point| {
        if from != to {
            courses.push(Course::straight(from, to));
        }
    };
    let mut curves = Vec::new();
    for segment in segments {
        match *segment {
            Segment::Move(to) => (start, pen) = (to, to),
            Segment::Line(to) => {
                line(pen, to);
                pen = to;
            }
            Segment::Cubic(a, b, to) => {
                curves.push([pen, a, b, to]);
                pen = to;
            }
            Segment::Close => {
                line(pen, start);
                pen = start;
            }
        }
    }
    courses.extend(curves.into_iter().flat_map(curve));
    courses
}

/// A curve as an arc, or as straight pieces where it is none.
fn curve(of: [Point; 4]) -> Vec<Course> {
    if let Some(arc) = arc(of) {
        return vec![arc];
    }
    let points: Vec<Point> = (0..=PIECES).map(|piece| on(of, piece as f64 / PIECES as f64)).map(point).collect();
    let pairs = points.iter().zip(points.iter().skip(1)).filter(|(from, to)| from != to);
    pairs.map(|(from, to)| Course::straight(*from, *to)).collect()
}

/// The arc that a curve is: all of it is as far from the centre of the circle through its ends and its middle.
fn arc(of: [Point; 4]) -> Option<Course> {
    let [(ax, ay), (bx, by), (cx, cy)] = [on(of, 0.0), on(of, 0.5), on(of, 1.0)];
    // Twice the area that the three points enclose, clockwise where y grows downwards.
    let area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    let chord = (cx - ax).hypot(cy - ay);
    if area.abs() < chord * NEAR {
        return None;
    }
    let (b, c) = ((bx - ax).powi(2) + (by - ay).powi(2), (cx - ax).powi(2) + (cy - ay).powi(2));
    let centre =
        (ax + ((cy - ay) * b - (by - ay) * c) / (2.0 * area), ay + ((bx - ax) * c - (cx - ax) * b) / (2.0 * area));
    let from_centre = |(x, y): (f64, f64)| (x - centre.0).hypot(y - centre.1);
    let radius = from_centre((ax, ay));
    let is_round =
        [0.125, 0.25, 0.375, 0.625, 0.75, 0.875].into_iter().all(|t| (from_centre(on(of, t)) - radius).abs() <= NEAR);
    // The middle of an arc of at most half a circle lies no farther from its chord than the radius.
    let rise = area.abs() / chord;
    if !is_round || rise > radius + NEAR {
        return None;
    }
    let [from, .., to] = of;
    let turn = if area > 0.0 { Hand::Right } else { Hand::Left };
    Course::arc(from, to, Bend { radius: Length::from_emu(radius.round() as i64), turn }).ok()
}

/// A place on a curve.
fn on(of: [Point; 4], t: f64) -> (f64, f64) {
    let u = 1.0 - t;
    let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    of.iter().zip(weights).fold((0.0, 0.0), |(x, y), (point, weight)| {
        (x + weight * point.x.emu() as f64, y + weight * point.y.emu() as f64)
    })
}

fn point((x, y): (f64, f64)) -> Point {
    Point { x: Length::from_emu(x.round() as i64), y: Length::from_emu(y.round() as i64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(x: f64, y: f64) -> Point {
        point((x * 36_000.0, y * 36_000.0))
    }

    #[test]
    fn a_quarter_of_a_circle_is_an_arc() {
        let path = Path::rectangle(mm(0.0, 0.0), Length::from_mm(20), Length::from_mm(10), Length::from_mm(3));
        let courses = courses(&path);
        let expected =
            |from, to| Course::arc(from, to, Bend { radius: Length::from_mm(3), turn: Hand::Right }).unwrap().bounds();
        let corner = expected(mm(17.0, 0.0), mm(20.0, 3.0));
        let near = |a: Bounds, b: Bounds| {
            let sides = [(a.left, b.left), (a.top, b.top), (a.right, b.right), (a.bottom, b.bottom)];
            sides.into_iter().all(|(a, b)| (a - b).emu().abs() <= 36)
        };
        assert_eq!(courses.len(), 8);
        assert!(courses.iter().any(|course| !course.is_square() && near(course.bounds(), corner)));
    }

    #[test]
    fn what_is_no_arc_is_pieces() {
        let wave = [mm(0.0, 0.0), mm(5.0, 5.0), mm(5.0, -5.0), mm(10.0, 0.0)];
        assert_eq!(curve(wave).len(), 16);
        // Three quarters of a circle are no arc of a course.
        assert!(arc([mm(0.0, 0.0), mm(40.0, 0.0), mm(40.0, 1.0), mm(0.0, 1.0)]).is_none());
    }

    use crate::scene::Path;
}
