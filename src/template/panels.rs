//! The faces of a folded box: boxes, or what lies between cuts and folds.

use std::ops::Range;
use std::sync::Arc;

use super::measure::absolute;
use crate::document::{TomlTable, rules};
use crate::say;
use crate::scene::{Bounds, Panel, Point, Seam, faces};
use crate::sentence::{Sentence, name};

/// Faces that lie between cuts and folds: those that have a name, by a point of each.
#[derive(Clone, Debug, Default)]
pub struct FacePoints {
    /// The faces with a name.
    pub points: Vec<FacePoint>,
    /// Where what is wrong with all of them is told.
    pub span: Range<usize>,
}

/// A face between cuts and folds.
#[derive(Clone, Debug)]
pub struct FacePoint {
    /// Its name in messages.
    pub id: Arc<str>,
    /// A point of it.
    pub at: Point,
    /// Whether it is curved when the package stands.
    pub curved: bool,
    /// Where it is said.
    pub span: Range<usize>,
}

impl FacePoints {
    /// The regions between cuts and folds; those that nothing names have numbers.
    ///
    /// # Errors
    /// What is wrong, each with its span.
    pub fn panels(&self, seams: &[Seam]) -> Result<Vec<Panel>, Vec<(Range<usize>, Sentence)>> {
        let Some(outlines) = faces(seams) else {
            let many = say!("these are too many cuts and folds to find the faces between them: give panels as boxes");
            return Err(vec![(self.span.clone(), many)]);
        };
        let numbered = outlines.into_iter().zip(1..);
        let panels =
            numbered.filter_map(|(outline, number)| Panel::outlined(number.to_string().into(), outline, false));
        let mut panels: Vec<(Panel, bool)> = panels.map(|panel| (panel, false)).collect();
        let mut wrong = Vec::new();
        for face in &self.points {
            let message = match panels.iter_mut().find(|(panel, _)| panel.holds(face.at)) {
                Some((panel, is_named)) if !*is_named => {
                    (panel.id, panel.curved, *is_named) = (face.id.clone(), face.curved, true);
                    continue;
                }
                Some(_) => say!("this point lies on a face that another panel names"),
                None => say!("cuts and folds do not close around this point, or no fold is among them"),
            };
            wrong.push((face.span.clone(), message));
        }
        if wrong.is_empty() { Ok(panels.into_iter().map(|(panel, _)| panel).collect()) } else { Err(wrong) }
    }
}

/// Reads the list of panels that are told by points, or none if they are boxes.
pub(super) fn points(root: &TomlTable<'_>) -> Option<FacePoints> {
    let tables = root.tables("panel");
    let points = || tables.iter().filter_map(face).collect();
    tables.iter().all(is_pointed).then(|| FacePoints { points: points(), span: root.span() })
}

/// Reads the list of panels that are boxes; `bounds` reads the box of one.
pub(super) fn boxes(root: &TomlTable<'_>, bounds: impl Fn(&TomlTable<'_>) -> Option<Bounds>) -> Vec<Panel> {
    let tables = root.tables("panel");
    if tables.iter().all(is_pointed) {
        return Vec::new();
    }
    let boxed = |table: &TomlTable<'_>| {
        if is_pointed(table) {
            let message = say!("give all panels as boxes, or all by a point (“at_x”, “at_y”) between cuts and folds");
            table.reader().error(rules::VALUE, table.span(), message);
            return None;
        }
        lacking(table, &["x", "y", "width", "height"]);
        Some(Panel { id: id(table)?, bounds: bounds(table)?, outline: None, curved: table.flag("curved") })
    };
    tables.iter().filter_map(boxed).collect()
}

/// Whether a panel is told by a point of it.
fn is_pointed(table: &TomlTable<'_>) -> bool {
    table.has("at_x") || table.has("at_y")
}

fn id(table: &TomlTable<'_>) -> Option<Arc<str>> {
    table.text("id").map(|id| id.value.into())
}

/// Tells the keys that a panel lacks.
fn lacking(table: &TomlTable<'_>, keys: &[&'static str]) {
    for key in keys.iter().filter(|key| !table.has(key)) {
        table.reader().error(rules::MISSING, table.span(), say!("this panel has no “{key}”", key = name(*key)));
    }
}

fn face(table: &TomlTable<'_>) -> Option<FacePoint> {
    lacking(table, &["at_x", "at_y"]);
    for key in ["x", "y", "width", "height"].into_iter().filter(|key| table.has(key)) {
        let message = say!("“{key}” is of panels that are boxes, and this one is told by a point", key = name(key));
        table.reader().error(rules::VALUE, table.span(), message);
    }
    let at = Point { x: absolute(table, "at_x")?, y: absolute(table, "at_y")? };
    Some(FacePoint { id: id(table)?, at, curved: table.flag("curved"), span: table.span() })
}
