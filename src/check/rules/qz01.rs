//! QZ01: nothing stands in the quiet zone
//!
//! A reader finds a Data Matrix symbol by the blank strip around it: one module on each side
//! (ISO/IEC 16022 and the GS1 General Specifications). Whatever is printed in that strip is taken for
//! part of the symbol.
//!
//! A ground of one colour under the whole of symbol and quiet zone is no fault if it is white; the
//! contrast of any other cannot be told from its name, and that is said as a warning. Technical
//! inks (cutting, folding) print nothing and are passed over. A symbol whose quiet zone reaches over
//! the edge of the label is refused before any rule sees it.
//!
//! To mend it, move what is named by the distance that is told, or move the symbol.

use super::super::{Check, Label, Mark, Seen, weighing};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::scene::{Bounds, Drawing, Path, Process};
use crate::units::Length;

pub(super) const CHECK: Check = Check {
    rule: Rule { code: "QZ01", title: "nothing stands in the quiet zone" },
    source: include_str!("qz01.rs"),
    run,
};

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.symbols().flat_map(|seen| of_symbol(label, seen)).collect()
}

fn of_symbol(label: &Label<'_>, seen: Seen<'_>) -> Vec<Diagnostic> {
    let zone = seen.zone(1);
    let others = label.marks.iter().enumerate().filter(|(number, _)| *number != seen.number);
    let near = others.filter(|(_, mark)| mark.bounds.overlaps(&zone));
    near.filter_map(|(number, mark)| {
        let ground = ground(mark, &zone).filter(|_| number < seen.number);
        match ground {
            Some(ink) => judged(label, mark, ink),
            None if mark.bounds.overlaps(&seen.mark.bounds) && number > seen.number => None, // PL01 tells it
            None => Some(label.about(mark, intruder(&seen, mark, zone))),
        }
    })
    .collect()
}

/// The ink of a plain area under the whole zone.
fn ground(mark: &Mark<'_>, zone: &Bounds) -> Option<usize> {
    let Drawing::Path(path) = &mark.item.drawing else { return None };
    let plain = path.stroke.is_none() && mark.bounds.contains(zone) && is_box(path, &mark.bounds);
    path.fill.filter(|_| plain)
}

/// Whether a path is the upright rectangle of its bounds.
fn is_box(path: &Path, bounds: &Bounds) -> bool {
    let corner = crate::scene::Point { x: bounds.left, y: bounds.top };
    path.segments == Path::rectangle(corner, bounds.width(), bounds.height(), Length::ZERO)
}

/// White passes; of other grounds it cannot be told.
fn judged(label: &Label<'_>, mark: &Mark<'_>, ink: usize) -> Option<Diagnostic> {
    if label.stock.ink(ink).process() == Some(Process([0; 4])) {
        return None;
    }
    let message = "the symbol stands on a coloured ground, whose reflectance at 660 nm cannot be judged from its name";
    let found = Diagnostic::error(CHECK.rule, message)
        .help("put a white area under symbol and quiet zone, or measure the contrast on a proof");
    Some(label.about(mark, weighing(Severity::Warning, found)))
}

fn intruder(seen: &Seen<'_>, mark: &Mark<'_>, zone: Bounds) -> Diagnostic {
    let (across, down) = seen.mark.bounds.gaps(&mark.bounds);
    let least = seen.symbol.module;
    let gap = across.max(down);
    let message = if gap >= Length::ZERO {
        format!(
            "this stands {:.2} mm from the symbol “{}”, within its quiet zone of {:.2} mm (one module)",
            gap.to_mm(),
            seen.mark.item.element,
            least.to_mm()
        )
    } else {
        format!("this reaches under or over the symbol “{}” and its quiet zone", seen.mark.item.element)
    };
    let found = Diagnostic::error(CHECK.rule, message);
    if gap < Length::ZERO {
        return found.help("move one of them, so that one module around the symbol stays blank");
    }
    let by = least - gap;
    let way = match (
        across >= down,
        mark.bounds.left >= zone.left + (zone.width() / 2),
        mark.bounds.top >= zone.top + (zone.height() / 2),
    ) {
        (true, true, _) => "right",
        (true, false, _) => "left",
        (false, _, true) => "down",
        (false, _, false) => "up",
    };
    found.help(format!("move it {:.2} mm {way}, or the symbol the other way", (by.to_mm() * 100.0).ceil() / 100.0))
}
