//! Places that elements take from objects of drawings.

use std::ops::Range;

use crate::document::{TomlTable, rules};
use crate::say;
use crate::sentence::{name, outside};
use crate::units::{Length, Measure};

/// An object of a drawing, whose place an element takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The file of the drawing; the only one that has the object if left out.
    pub file: Option<String>,
    /// The id of the object.
    pub object: String,
    /// Where the template says so.
    pub span: Range<usize>,
}

/// Where an element stands.
pub(super) struct Place {
    pub(super) x: Measure,
    pub(super) y: Measure,
    pub(super) at: Option<At>,
}

/// What only the drawing tells.
pub(super) const UNKNOWN: Measure = Measure::Absolute(Length::ZERO);

/// Reads where an element stands: a point, or an object of a drawing, which tells these keys too. What has no box
/// stands at no object.
pub(super) fn place(table: &TomlTable<'_>, told: Option<&[&'static str]>) -> Option<Place> {
    let Some(told) = told.filter(|_| table.has("at")) else {
        for key in ["x", "y"].into_iter().filter(|key| !table.has(key)) {
            table.lacks(key);
        }
        let (x, y) = (table.parse::<Measure>("x"), table.parse::<Measure>("y"));
        return Some(Place { x: x?.value, y: y?.value, at: None });
    };
    for key in ["x", "y", "anchor", "rotate"].iter().chain(told).filter(|key| table.has(key)) {
        let message = say!("“{key}” is told by the object of “at”, and is not said beside it", key = name(*key));
        table.reader().error(rules::VALUE, table.span_of(key).unwrap_or(table.span()), message);
    }
    let link = table.text("at")?;
    let Some((file, object)) = link.value.rsplit_once('#').filter(|(_, object)| !object.is_empty()) else {
        let message = say!(
            "“{link}” is no object of a drawing; write its id, as in \"#dm-area\" or \"carton.svg#dm-area\"",
            link = outside(link.value)
        );
        table.reader().error(rules::VALUE, link.span, message);
        return None;
    };
    let file = Some(file.to_owned()).filter(|file| !file.is_empty());
    Some(Place { x: UNKNOWN, y: UNKNOWN, at: Some(At { file, object: object.to_owned(), span: link.span }) })
}
