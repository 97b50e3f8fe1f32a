//! What the label is before it is printed: its material, its faces and folds.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::measure::{absolute, not_negative, points, positive};
use super::panels;
use crate::diagnostic::Diagnostic;
use crate::document::{Choice, TomlTable, rules};
use crate::say;
use crate::scene::{Bend, Blank, Bounds, Course, Flap, Point, Seam, SeamKind};
use crate::sentence::{name, outside, sides};
use crate::units::Length;

/// Reads `[label]`'s words on the blank and the lists of panels, seams and glue, which must stand on
/// a label of a size.
pub(super) fn read(root: &TomlTable<'_>, label: Option<&TomlTable<'_>>, size: Option<(Length, Length)>) -> Blank {
    let length = |name| label.and_then(|label| not_negative(label, name));
    name_once(root);
    let seams: Vec<Seam> = SeamKind::ALL
        .iter()
        .flat_map(|kind| list(root, kind.word(), |table| seam(table, *kind, size)).into_iter().flatten())
        .collect();
    Blank {
        substrate: label.and_then(|label| label.choice("substrate")),
        reflectance: label
            .and_then(|label| label.integer("reflectance"))
            .and_then(|per_cent| u16::try_from(per_cent.value * 10).ok()),
        safe: length("safe"),
        tolerance: length("tolerance"),
        plate: label.and_then(|label| label.parse("plate")).map(|plate| plate.value),
        hairline: length("hairline"),
        press_stock: label.and_then(|label| label.choice("press_stock")),
        head: length("head"),
        panels: panels::boxes(root, |table| bounds(table, size)),
        seams,
        glue: list(root, "glue", |table| Some(Flap { id: id(table)?, bounds: bounds(table, size)? })),
        ..Blank::default()
    }
}

fn list<T>(root: &TomlTable<'_>, name: &str, read: impl Fn(&TomlTable<'_>) -> Option<T>) -> Vec<T> {
    root.tables(name).into_iter().filter_map(|table| read(&table)).collect()
}

/// Panels, seams and glue areas are called by one name each in messages.
fn name_once(root: &TomlTable<'_>) {
    let mut ids = BTreeSet::new();
    for list in ["panel", "glue"].iter().chain(SeamKind::WORDS) {
        for table in root.tables(list) {
            let Some(id) = table.text("id") else { continue };
            let is_chain = SeamKind::WORDS.contains(list) && table.has("points");
            let pieces = if is_chain { pieces(&table) } else { 0 };
            let numbered = (1..=pieces).map(|number| format!("{id} {number}", id = id.value));
            let mut names = (pieces == 0).then(|| id.value.to_owned()).into_iter().chain(numbered);
            if let Some(name) = names.find(|name| !ids.insert(name.clone())) {
                let twice =
                    say!("the id “{id}” is used twice among panels, folds, cuts and glue areas", id = outside(name));
                table.reader().error(rules::VALUE, id.span, twice);
            }
        }
    }
}

fn id(table: &TomlTable<'_>) -> Option<Arc<str>> {
    table.text("id").map(|id| id.value.into())
}

fn bounds(table: &TomlTable<'_>, size: Option<(Length, Length)>) -> Option<Bounds> {
    let (left, top) = (absolute(table, "x")?, absolute(table, "y")?);
    let side = |name| positive(table, name, absolute(table, name)?);
    let (width, height) = (side("width")?, side("height")?);
    let bounds = Bounds { left, top, right: left + width, bottom: top + height };
    stands_on(table, size, |label| label.overlaps(&bounds))?;
    Some(bounds)
}

/// A line from end to end, or several from point to point.
fn seam(table: &TomlTable<'_>, kind: SeamKind, size: Option<(Length, Length)>) -> Option<Vec<Seam>> {
    let seams = if table.has("points") { chain(table, kind)? } else { vec![single(table, kind)?] };
    for seam in &seams {
        // A cut along the edge of the label stands on it.
        stands_on(table, size, |label| seam.course.meets(&label.grown(Length::from_emu(1))))?;
    }
    Some(seams)
}

const ENDS: [&str; 4] = ["x", "y", "to_x", "to_y"];

fn single(table: &TomlTable<'_>, kind: SeamKind) -> Option<Seam> {
    for key in ENDS.into_iter().filter(|key| !table.has(key)) {
        let message = say!("this fold, perforation or cut has no “{key}”", key = name(key));
        let help = say!("give both ends, or “points” that straight lines run between");
        table
            .reader()
            .note(Diagnostic::error(rules::MISSING, message).at(table.reader().place(table.span())).help(help));
    }
    let point = |x, y| Some(Point { x: absolute(table, x)?, y: absolute(table, y)? });
    let (from, to) = (point("x", "y")?, point("to_x", "to_y")?);
    Some(Seam { id: id(table)?, kind, course: course(table, from, to)? })
}

/// How many lines run between the points of a chain.
fn pieces(table: &TomlTable<'_>) -> usize {
    table.points("points").len().saturating_sub(usize::from(!table.flag("closed")))
}

fn chain(table: &TomlTable<'_>, kind: SeamKind) -> Option<Vec<Seam>> {
    if let Some(key) = ENDS.into_iter().chain(["radius", "turn"]).find(|key| table.has(key)) {
        let message = say!("“points” are joined by straight lines, and “{key}” does not go with them", key = name(key));
        table.reader().error(rules::VALUE, table.span(), message);
        return None;
    }
    let (id, points) = (id(table)?, points(table, "points")?);
    let lines = points.iter().zip(points.iter().cycle().skip(1)).take(pieces(table));
    let seams = lines.zip(1..).map(|((from, to), number)| {
        if from == to {
            let message = say!("point {number} and the next are the same, so no line runs between them", number);
            table.reader().error(rules::VALUE, table.span(), message);
            return None;
        }
        Some(Seam { id: format!("{id} {number}").into(), kind, course: Course::straight(*from, *to) })
    });
    seams.collect()
}

/// Straight, or an arc where it has a radius.
fn course(table: &TomlTable<'_>, from: Point, to: Point) -> Option<Course> {
    if table.has("radius") != table.has("turn") {
        let message = say!("“radius” of an arc and “turn”, the side to which it bends, go together");
        table.reader().error(rules::MISSING, table.span(), message);
        return None;
    }
    if !table.has("radius") {
        return Some(Course::straight(from, to));
    }
    let radius = positive(table, "radius", absolute(table, "radius")?)?;
    let arc = Course::arc(from, to, Bend { radius, turn: table.choice("turn")? });
    let refused = |least: Length| {
        let message = match least {
            Length::ZERO => say!("an arc runs from one point to another; a whole circle is two arcs"),
            _ => say!("an arc between these points has a radius of {least} or more", least = at_least(least)),
        };
        let span = table.text("radius").map_or(table.span(), |text| text.span);
        table.reader().error(rules::VALUE, span, message);
    };
    arc.map_err(refused).ok()
}

/// A length in whole hundredths of a millimetre, rounded up.
fn at_least(length: Length) -> Length {
    let hundredth = Length::from_mm(1) / 100;
    hundredth * ((length + hundredth - Length::from_emu(1)).emu() / hundredth.emu())
}

/// Refuses what is not on a label at all; a label whose own size is wrong is told elsewhere.
fn stands_on(table: &TomlTable<'_>, size: Option<(Length, Length)>, is_on: impl Fn(&Bounds) -> bool) -> Option<()> {
    let Some((width, height)) = size else { return Some(()) };
    let label = Bounds { left: Length::ZERO, top: Length::ZERO, right: width, bottom: height };
    if !is_on(&label) {
        let message = say!("this stands wholly off the label, which is {size}", size = sides(width, height));
        table.reader().error(rules::VALUE, table.span(), message);
        return None;
    }
    Some(())
}
