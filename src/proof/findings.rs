//! Findings on the picture: frames with numbers, and distances as they are drawn in drawings.

use super::pen::{Dash, Pen, Tone, absolute, rounded};
use super::room::Room;
use crate::check::Label;
use crate::diagnostic::{Diagnostic, LabelBox, Severity, Span};
use crate::say;
use crate::scene::{Bounds, Point, Segment};
use crate::sentence::{Sentence, length};
use crate::units::Length;

/// A place on the label, and the numbers of what was found there.
struct Spot {
    bounds: Bounds,
    numbers: Vec<(usize, Severity)>,
}

/// Numbers in a row beside a frame.
const ROW: usize = 6;

/// Frames what findings are about, numbers them and draws the distances.
pub(super) fn draw(label: &Label<'_>, found: &[Diagnostic], pen: &mut Pen<'_>, room: &mut Room) {
    let spots = spots(label, found);
    // The gravest stands on top of the others.
    for spot in spots.iter().rev() {
        let bounds = framed(label, &spot.bounds, pen);
        let radius = pen.letters(20);
        pen.cased(rounded(&bounds, radius), spot.tone(), pen.line.scale(8, 5));
        room.take(bounds, 0.8);
    }
    for finding in found {
        if let Some(span) = run_of(label, finding) {
            distance(&span, finding.severity.into(), pen, room);
        }
    }
    for spot in &spots {
        numbers(spot, &framed(label, &spot.bounds, pen), pen, room);
    }
}

/// The frame around a place: around the quiet zone, if it is a symbol's.
fn framed(label: &Label<'_>, place: &Bounds, pen: &Pen<'_>) -> Bounds {
    let symbol = label.symbols().find(|seen| same(&seen.mark.bounds, place));
    symbol.map_or_else(|| place.grown(pen.line * 3 / 2), |seen| seen.zone().grown(pen.line * 2))
}

/// Whether boxes are the same, one of them told in micrometres.
fn same(one: &Bounds, other: &Bounds) -> bool {
    one.grown(SAME).contains(other) && other.grown(SAME).contains(one)
}

impl Spot {
    fn tone(&self) -> Tone {
        self.numbers.iter().map(|(_, severity)| *severity).max().unwrap_or(Severity::Note).into()
    }
}

/// Where findings are, those in one place together.
fn spots(label: &Label<'_>, found: &[Diagnostic]) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    for (finding, number) in found.iter().zip(1..) {
        let Some(bounds) = place_of(label, finding) else { continue };
        match spots.iter_mut().find(|spot| same(&spot.bounds, &bounds)) {
            Some(spot) => spot.numbers.push((number, finding.severity)),
            None => spots.push(Spot { bounds, numbers: vec![(number, finding.severity)] }),
        }
    }
    spots
}

/// What is told in micrometres is a micrometre off.
const SAME: Length = Length::from_emu(36);

/// Where a finding is: the box it names, or all of its element.
pub(super) fn place_of(label: &Label<'_>, finding: &Diagnostic) -> Option<Bounds> {
    if let Some(area) = finding.area {
        return Some(bounds(area));
    }
    let element = finding.element.as_ref()?;
    let marks = label.marks.iter().filter(|mark| mark.item.part.id == *element).map(|mark| mark.bounds);
    let windows =
        label.stock.blank.windows.iter().filter(|window| window.part.id == *element).map(|window| window.bounds);
    marks.chain(windows).reduce(|all, next| all.joined(&next))
}

/// The box of an area.
pub(super) fn bounds(area: LabelBox) -> Bounds {
    let length = |micrometres: i64| Length::from_emu(micrometres.saturating_mul(36));
    let LabelBox { left, top, right, bottom } = area;
    Bounds { left: length(left), top: length(top), right: length(right), bottom: length(bottom) }
}

/// A level or upright distance, from left to right or from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    from: Point,
    to: Point,
    /// Across it: where what it is measured between stands side by side.
    side: (Length, Length),
}

/// The distance that a finding measured, as its rule says: a side of its place, or the way to something
/// else. What stands askew, or goes around it, has a distance that no level or upright line shows.
fn run_of(label: &Label<'_>, finding: &Diagnostic) -> Option<Run> {
    let measured = finding.measured.filter(|measured| measured.unit == "mm" && measured.value > 0)?;
    let place = place_of(label, finding)?;
    let run = match finding.span? {
        Span::Width => side_of(&place, true),
        Span::Height => side_of(&place, false),
        Span::To([left, top, right, bottom]) => between(&place, &Bounds { left, top, right, bottom })?,
    };
    let long = absolute(run.to.x - run.from.x) + absolute(run.to.y - run.from.y);
    ((long.to_micrometres() - measured.value).abs() <= 1).then_some(run)
}

/// A side of a box, through its middle.
fn side_of(place: &Bounds, level: bool) -> Run {
    let middle = place.middle();
    if level {
        let at = |x| Point { x, y: middle.y };
        return Run { from: at(place.left), to: at(place.right), side: (place.top, place.bottom) };
    }
    let at = |y| Point { x: middle.x, y };
    Run { from: at(place.top), to: at(place.bottom), side: (place.left, place.right) }
}

/// The gap between two boxes, in the middle of what they have side by side.
fn between(one: &Bounds, other: &Bounds) -> Option<Run> {
    let (across, down) = one.gaps(other);
    if across.max(down) <= Length::ZERO {
        return None;
    }
    let level = across >= down;
    let axis = Axis { level };
    let ends = |b: &Bounds| if level { (b.left, b.right) } else { (b.top, b.bottom) };
    let sides = |b: &Bounds| if level { (b.top, b.bottom) } else { (b.left, b.right) };
    let (near, far) = if ends(other).0 >= ends(one).1 { (one, other) } else { (other, one) };
    let (a, b) = (sides(near), sides(far));
    let (begin, end) = (a.0.max(b.0), a.1.min(b.1));
    let side = (begin.min(end), begin.max(end));
    let middle = (begin + end) / 2;
    Some(Run { from: axis.point(ends(near).1, middle), to: axis.point(ends(far).0, middle), side })
}

/// How a distance can be drawn: where its arrows are, and where its millimetres.
struct Layout {
    /// Where the line of the arrows crosses the span's own direction.
    level: Length,
    plate: Bounds,
    arrows: Bounds,
}

/// Draws a distance: arrows within it, or from outside where it is short, its millimetres behind one of
/// them, and lines from what it is measured between.
fn distance(span: &Run, tone: Tone, pen: &mut Pen<'_>, room: &mut Room) {
    let Run { from, to, side } = *span;
    let axis = Axis { level: from.y == to.y };
    let (start, end) = (axis.along(from), axis.along(to));
    let words = millimetres(end - start).to_string();
    let inside = end - start > pen.letters(160);
    let arm = if inside { pen.letters(10) } else { pen.letters(130) };
    let Some(best) =
        layouts(span, axis, arm, &words, pen).into_iter().min_by(|a, b| cost(a, room).total_cmp(&cost(b, room)))
    else {
        return;
    };
    let at = |along: Length| axis.point(along, best.level);
    let tick = pen.letters(30);
    for edge in [start, end] {
        let near = best.level.clamp(side.0, side.1);
        let over = if best.level < near { -tick } else { tick };
        let begin = if near == best.level { best.level - tick } else { near };
        pen.run(axis.point(edge, begin), axis.point(edge, best.level + over), Dash::Solid, tone, pen.line.scale(7, 10));
    }
    let tails = if inside { (at(end), at(start)) } else { (at(start - arm), at(end + arm)) };
    for (tip, tail) in [(at(start), tails.0), (at(end), tails.1)] {
        let head = if axis.along(tail) > axis.along(tip) { pen.letters(40) } else { -pen.letters(40) };
        pen.run(axis.point(axis.along(tip) + head, best.level), tail, Dash::Solid, tone, pen.line);
    }
    pen.arrow(at(start), tails.0, tone);
    pen.arrow(at(end), tails.1, tone);
    let plate = pen.plate(&words, best.plate.middle(), false, tone);
    pen.stroke(rounded(&plate, pen.letters(20)), tone, pen.line.scale(6, 10));
    room.take(plate, 8.0);
    room.take(best.arrows, 4.0);
}

fn cost(layout: &Layout, room: &Room) -> f64 {
    room.cost(&layout.plate) + 0.4 * room.cost(&layout.arrows)
}

/// The ways to draw a distance: beside what it is measured between, or in the middle of it; the
/// millimetres behind either arrow.
fn layouts(span: &Run, axis: Axis, arm: Length, words: &str, pen: &Pen<'_>) -> Vec<Layout> {
    let (start, end) = (axis.along(span.from), axis.along(span.to));
    let (width, height) = pen.plate_size(words);
    let (long, thick) = if axis.level { (width, height) } else { (height, width) };
    let (near, off) = (pen.letters(70), pen.letters(170));
    let (begin, end_of_side) = span.side;
    let levels = [begin - near, end_of_side + near, axis.across(span.from), begin - off, end_of_side + off];
    let half = pen.letters(20);
    let mut all = Vec::new();
    for level in levels {
        let arrows = axis.bounds(start - arm, end + arm, level - half, level + half);
        // Behind either arrow, or on the line if it is long enough.
        let within = (end - start > long * 2).then_some((start + end - long) / 2);
        for begin in within.into_iter().chain([end + arm, start - arm - long]) {
            let plate = axis.bounds(begin, begin + long, level - thick / 2, level + thick / 2);
            all.push(Layout { level, plate, arrows });
        }
    }
    all
}

/// The direction of a distance.
#[derive(Clone, Copy)]
struct Axis {
    level: bool,
}

impl Axis {
    fn along(self, point: Point) -> Length {
        if self.level { point.x } else { point.y }
    }

    fn across(self, point: Point) -> Length {
        if self.level { point.y } else { point.x }
    }

    fn point(self, along: Length, across: Length) -> Point {
        if self.level { Point { x: along, y: across } } else { Point { x: across, y: along } }
    }

    fn bounds(self, start: Length, end: Length, near: Length, far: Length) -> Bounds {
        let (a, b) = (self.point(start, near), self.point(end, far));
        Bounds { left: a.x, top: a.y, right: b.x, bottom: b.y }
    }
}

/// Millimetres with as many decimals as it takes not to say zero.
fn millimetres(distance: Length) -> Sentence {
    let decimals = if distance.to_mm() < 0.01 { 3 } else { 2 };
    say!("{distance}", distance = length(distance, decimals))
}

/// The numbers of a place, in rows beside its frame, tied to it by a line when they stand off.
fn numbers(spot: &Spot, frame: &Bounds, pen: &mut Pen<'_>, room: &mut Room) {
    let rows = spot.numbers.chunks(ROW).count();
    let side = badge_height(pen);
    let step = pen.letters(15);
    let row_width = |row: &[(usize, Severity)]| {
        row.iter().map(|(number, _)| badge_width(*number, pen) + step).fold(-step, |all, one| all + one)
    };
    let width = spot.numbers.chunks(ROW).map(row_width).max().unwrap_or(side);
    let height = (side + step) * i64::try_from(rows).unwrap_or(1) - step;
    let at = room.find(&frame.grown(pen.line), width, height, pen.line);
    room.take(at, 10.0);
    if !at.grown(pen.letters(60)).overlaps(frame) {
        let near = at.middle();
        let far = Point { x: near.x.clamp(frame.left, frame.right), y: near.y.clamp(frame.top, frame.bottom) };
        pen.cased(vec![Segment::Move(near), Segment::Line(far)], spot.tone(), pen.line);
    }
    let mut y = at.top;
    for row in spot.numbers.chunks(ROW) {
        let mut x = at.left;
        for (number, severity) in row {
            x += badge(*number, *severity, Point { x, y }, pen) + step;
        }
        y += side + step;
    }
}

/// The height of a number in its disc.
pub(super) fn badge_height(pen: &Pen<'_>) -> Length {
    pen.letters(150)
}

/// The width of a number in its disc.
pub(super) fn badge_width(number: usize, pen: &Pen<'_>) -> Length {
    let words = pen.measure(&number.to_string(), true, pen.letter);
    badge_height(pen).max(words + pen.letters(70))
}

/// A number in a disc of its severity's colour; gives its width.
pub(super) fn badge(number: usize, severity: Severity, corner: Point, pen: &mut Pen<'_>) -> Length {
    let (width, height) = (badge_width(number, pen), badge_height(pen));
    let bounds = Bounds { left: corner.x, top: corner.y, right: corner.x + width, bottom: corner.y + height };
    pen.fill(rounded(&bounds.grown(pen.line), height), Tone::Paper);
    pen.fill(rounded(&bounds, height), severity.into());
    let text = number.to_string();
    let words = pen.measure(&text, true, pen.letter);
    let at = Point { x: corner.x + (width - words) / 2, y: corner.y + height / 2 + pen.letters(36) };
    pen.text(&text, true, pen.letter, at, Tone::Paper);
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: i64, y: i64) -> Point {
        Point { x: Length::from_mm(x), y: Length::from_mm(y) }
    }

    #[test]
    fn distances_are_drawn_across_the_gap() {
        let one = Bounds::mm(10, 10, 20, 20);
        let span = |from, to, (a, b)| Some(Run { from, to, side: (Length::from_mm(a), Length::from_mm(b)) });
        assert_eq!(between(&one, &Bounds::mm(23, 12, 30, 16)), span(point(20, 14), point(23, 14), (12, 16)));
        assert_eq!(between(&one, &Bounds::mm(0, 12, 7, 16)), span(point(7, 14), point(10, 14), (12, 16)));
        assert_eq!(between(&one, &Bounds::mm(12, 22, 16, 30)), span(point(14, 20), point(14, 22), (12, 16)));
        assert_eq!(between(&one, &Bounds::mm(15, 15, 30, 30)), None);
        assert_eq!(Some(side_of(&Bounds::mm(10, 10, 20, 26), false)), span(point(15, 10), point(15, 26), (10, 20)));
        assert_eq!(Some(side_of(&Bounds::mm(10, 10, 20, 26), true)), span(point(10, 18), point(20, 18), (10, 26)));
        // To the left edge of a label.
        assert_eq!(between(&one, &Bounds::mm(0, 0, 0, 40)), span(point(0, 15), point(10, 15), (10, 20)));
    }
}
