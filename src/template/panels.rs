//! The faces of a folded box: boxes, or what lies between cuts and folds.

use std::sync::Arc;

use super::measure::absolute;
use crate::document::{TomlTable, rules};
use crate::say;
use crate::scene::{Bounds, Panel, Point, Seam, faces};
use crate::sentence::name;

/// Reads the list of panels; `bounds` reads the box of one.
pub(super) fn read(
    root: &TomlTable<'_>,
    seams: &[Seam],
    bounds: impl Fn(&TomlTable<'_>) -> Option<Bounds>,
) -> Vec<Panel> {
    let tables = root.tables("panel");
    if tables.iter().all(is_pointed) { between(root, &tables, seams) } else { boxes(&tables, bounds) }
}

/// Whether a panel is told by a point of it.
fn is_pointed(table: &TomlTable<'_>) -> bool {
    table.has("at_x") || table.has("at_y")
}

fn id(table: &TomlTable<'_>) -> Option<Arc<str>> {
    table.text("id").map(|id| id.value.into())
}

fn boxes(tables: &[TomlTable<'_>], bounds: impl Fn(&TomlTable<'_>) -> Option<Bounds>) -> Vec<Panel> {
    let boxed = |table: &TomlTable<'_>| {
        if is_pointed(table) {
            let message = say!("give all panels as boxes, or all by a point (“at_x”, “at_y”) between cuts and folds");
            table.reader().error(rules::VALUE, table.span(), message);
            return None;
        }
        for key in ["x", "y", "width", "height"].into_iter().filter(|key| !table.has(key)) {
            table.reader().error(rules::MISSING, table.span(), say!("this panel has no “{key}”", key = name(key)));
        }
        Some(Panel { id: id(table)?, bounds: bounds(table)?, outline: None, curved: table.flag("curved") })
    };
    tables.iter().filter_map(boxed).collect()
}

/// The regions between cuts and folds; those that no panel names have numbers.
fn between(root: &TomlTable<'_>, tables: &[TomlTable<'_>], seams: &[Seam]) -> Vec<Panel> {
    let Some(outlines) = faces(seams) else {
        let message = say!("these are too many cuts and folds to find the faces between them: give panels as boxes");
        root.reader().error(rules::VALUE, root.span(), message);
        return Vec::new();
    };
    let numbered = outlines.into_iter().zip(1..);
    let panels = numbered.filter_map(|(outline, number)| Panel::outlined(number.to_string().into(), outline, false));
    let mut panels: Vec<(Panel, bool)> = panels.map(|panel| (panel, false)).collect();
    for table in tables {
        let (Some(x), Some(y), Some(id)) = (absolute(table, "at_x"), absolute(table, "at_y"), id(table)) else {
            for key in ["at_x", "at_y"].into_iter().filter(|key| !table.has(key)) {
                table.reader().error(rules::MISSING, table.span(), say!("this panel has no “{key}”", key = name(key)));
            }
            continue;
        };
        for key in ["x", "y", "width", "height"].into_iter().filter(|key| table.has(key)) {
            let message = say!("“{key}” is of panels that are boxes, and this one is told by a point", key = name(key));
            table.reader().error(rules::VALUE, table.span(), message);
        }
        match panels.iter_mut().find(|(panel, _)| panel.holds(Point { x, y })) {
            Some((panel, is_named)) if !*is_named => {
                (panel.id, panel.curved, *is_named) = (id, table.flag("curved"), true);
            }
            Some(_) => {
                let message = say!("this point lies on a face that another panel names");
                table.reader().error(rules::VALUE, table.span(), message);
            }
            None => {
                let message = say!("cuts and folds do not close around this point, or no fold is among them");
                table.reader().error(rules::VALUE, table.span(), message);
            }
        }
    }
    panels.into_iter().map(|(panel, _)| panel).collect()
}
