//! What the label is before it is printed: its material, its faces and folds.

use std::sync::Arc;

use super::read::{absolute, positive};
use crate::document::{Table, rules};
use crate::scene::{Blank, Bounds, Flap, Panel, Point, Seam, SeamKind, Substrate};
use crate::units::Length;

/// Reads `[label]`'s words on the blank and the lists of panels, seams and glue.
pub(super) fn read(root: &Table<'_>, label: Option<&Table<'_>>) -> Blank {
    let length = |name| label.and_then(|label| not_negative(label, name));
    let seams = [("fold", SeamKind::Fold), ("perforation", SeamKind::Perforation), ("cut", SeamKind::Cut)];
    Blank {
        substrate: label.and_then(|label| label.choice("substrate")).and_then(|n| Substrate::ALL.get(n).copied()),
        reflectance: label
            .and_then(|label| label.integer("reflectance"))
            .and_then(|per_cent| u16::try_from(per_cent.value * 10).ok()),
        safe: length("safe"),
        tolerance: length("tolerance"),
        head: length("head"),
        panels: list(root, "panel", |table| {
            Some(Panel { id: id(table)?, bounds: bounds(table)?, curved: table.flag("curved") })
        }),
        seams: seams.into_iter().flat_map(|(name, kind)| list(root, name, |table| seam(table, kind))).collect(),
        glue: list(root, "glue", |table| Some(Flap { id: id(table)?, bounds: bounds(table)? })),
    }
}

fn list<T>(root: &Table<'_>, name: &str, read: impl Fn(&Table<'_>) -> Option<T>) -> Vec<T> {
    root.tables(name).into_iter().filter_map(|(_, table)| read(&table)).collect()
}

fn id(table: &Table<'_>) -> Option<Arc<str>> {
    table.text("id").map(|id| id.value.into())
}

fn bounds(table: &Table<'_>) -> Option<Bounds> {
    let (left, top) = (absolute(table, "x")?, absolute(table, "y")?);
    let side = |name| positive(table, name, absolute(table, name)?);
    let (width, height) = (side("width")?, side("height")?);
    Some(Bounds { left, top, right: left + width, bottom: top + height })
}

fn seam(table: &Table<'_>, kind: SeamKind) -> Option<Seam> {
    let point = |x, y| Some(Point { x: absolute(table, x)?, y: absolute(table, y)? });
    let (from, to) = (point("x", "y")?, point("to_x", "to_y")?);
    if from.x != to.x && from.y != to.y {
        table.reader().error(rules::VALUE, table.span(), format!("a {kind} runs level or upright"));
        return None;
    }
    Some(Seam { id: id(table)?, kind, from, to })
}

fn not_negative(table: &Table<'_>, name: &str) -> Option<Length> {
    super::read::length(table, name)?;
    absolute(table, name)
}
