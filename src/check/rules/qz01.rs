//! QZ01: nothing stands in the quiet zone
//!
//! A reader finds a Data Matrix symbol by the blank strip around it: one module on each side
//! (ISO/IEC 16022 and the GS1 General Specifications). Whatever is printed in that strip is taken for
//! part of the symbol.
//!
//! An area of one ink under the whole of symbol and quiet zone is a ground and no fault here; whether
//! it is light enough is judged by CT01. What such a ground hides is no fault either. Technical inks
//! (cutting, folding) and varnish print nothing and are passed over. A symbol whose quiet zone reaches
//! over the edge of the label is refused before any rule sees it.
//!
//! To mend it, move what is named by the distance that is told, or move the symbol.

use super::super::{Check, Label, Mark, Scope, Seen};
use crate::diagnostic::{Diagnostic, Rule};
use crate::scene::Bounds;
use crate::units::Length;

pub(super) const CHECK: Check = Check {
    rule: Rule { code: "QZ01", title: "nothing stands in the quiet zone" },
    scope: Scope::Design,
    source: include_str!("qz01.rs"),
    run,
};

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.symbols().flat_map(|seen| of_symbol(label, seen)).collect()
}

fn of_symbol(label: &Label<'_>, seen: Seen<'_>) -> Vec<Diagnostic> {
    let zone = seen.zone(1);
    let ground = label.ground(&zone, seen.number);
    // What is over the symbol itself is told by PL01.
    let over = ground.over.iter().filter(|mark| !mark.bounds.overlaps(&seen.mark.bounds));
    let near = ground.under.iter().chain(over);
    near.map(|mark| label.about(mark, intruder(&seen, mark, zone))).collect()
}

fn intruder(seen: &Seen<'_>, mark: &Mark<'_>, zone: Bounds) -> Diagnostic {
    let (across, down) = seen.mark.bounds.gaps(&mark.bounds);
    let least = seen.symbol.module;
    let gap = across.max(down);
    if gap < Length::ZERO {
        let message = format!("this reaches under or over the symbol “{}” and its quiet zone", seen.mark.item.element);
        return Diagnostic::error(CHECK.rule, message)
            .help("move one of them, so that one module around the symbol stays blank");
    }
    let message = format!(
        "this stands {:.2} mm from the symbol “{}”, within its quiet zone of {:.2} mm (one module)",
        gap.to_mm(),
        seen.mark.item.element,
        least.to_mm()
    );
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
    let by = ((least - gap).to_mm() * 100.0).ceil() / 100.0;
    Diagnostic::error(CHECK.rule, message)
        .measured(gap.to_micrometres(), least.to_micrometres(), "mm")
        .help(format!("move it {by:.2} mm {way}, or the symbol the other way"))
}
