//! Whether elements stand where they can be printed.

use super::area::Over;
use super::rules;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{Bounds, Margins, Stock};
use crate::sentence::{name, sides};

/// Refuses an element, by the boxes of its drawings, that stands off the label and its bleed, or on strips that the
/// printer of a sheet cannot print. That it reaches over the edge is nothing bad: artwork has bleed.
pub(super) fn stand(boxes: &[Bounds], stock: &Stock) -> Result<(), Diagnostic> {
    let page = &stock.page;
    let bled = page.bled();
    if !boxes.is_empty() && !boxes.iter().any(|one| one.overlaps(&bled)) {
        let (size, key) = (sides(page.width, page.height), name("bleed = \"3 mm\""));
        let help = match (page.device, page.bleed) {
            (Some(_), _) => say!("the label is {size}", size),
            (None, Some(_)) => say!("the label is {size} without its bleed", size),
            (None, None) => say!("the label is {size}; if this is bleed, say {key} in [label]", size, key),
        };
        return Err(Diagnostic::error(rules::PLACE, say!("this element stands wholly off the label")).help(help));
    }
    if page.margins == Margins::default() {
        return Ok(());
    }
    let Some(over) = boxes.iter().find_map(|one| one.over(&bled, stock)) else { return Ok(()) };
    let message = match over {
        Over::Edge(by) => say!("this element reaches {by} over the edge of the label", by),
        Over::Unprintable(by) => say!(
            "this element reaches {by} into the strip that the printer cannot print on the outer labels of the sheet",
            by
        ),
    };
    let help = say!("move it inwards, or change “unprintable” in [sheet] if the printer can print there");
    Err(Diagnostic::error(rules::SHEET, message).help(help))
}
