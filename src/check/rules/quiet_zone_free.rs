use std::sync::Arc;

use super::super::advice::{Way, at_least, to};
use super::super::{Label, Mark, SeenSymbol, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::Bounds;
use crate::sentence::outside;
use crate::units::Length;

check! {
    /// A reader finds a Data Matrix symbol by the blank strip around it: one module on each side
    /// (ISO/IEC 16022 and the GS1 General Specifications). Whatever is printed in that strip is taken for
    /// part of the symbol. A QR symbol has four modules on each side (ISO/IEC 18004).
    ///
    /// An area of one ink under the whole of symbol and quiet zone is a ground and no fault here; whether
    /// it is light enough is judged by CT01. What such a ground hides is no fault either. Technical inks
    /// (cutting, folding) and varnish print nothing and are passed over. A symbol whose quiet zone reaches
    /// over the edge of the label is refused before any rule sees it.
    ///
    /// Pictures and imported drawings are looked at pixel by pixel (see QZ02): only what is seen of them in
    /// the zone is told.
    ///
    /// To mend it, move what is named by the distance that is told, or move the symbol.
    CHECK = "QZ01", "nothing stands in the quiet zone", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.grids().flat_map(|seen| of_symbol(label, &seen)).collect()
}

/// Whether something stands in the quiet zone of a symbol.
pub(in crate::check) fn is_broken(label: &Label<'_>, seen: &SeenSymbol<'_>) -> bool {
    !of_symbol(label, seen).is_empty()
}

fn of_symbol(label: &Label<'_>, seen: &SeenSymbol<'_>) -> Vec<Diagnostic> {
    let zone = seen.zone();
    let ground = label.ground(&zone, seen.number);
    // What is over the symbol itself is told by PL01.
    let over = ground.over.iter().filter(|mark| !label.covers(mark, seen));
    let near: Vec<Mark<'_>> = over.chain(&ground.under).copied().collect();
    let near = if near.iter().any(|mark| label.is_art(mark)) { visible(label, seen, &near) } else { near };
    let found = near.iter().map(|mark| {
        // Of art, the box is that of what is seen.
        let boxes = seen.mark.bounds.gap(&mark.bounds);
        let gap = if label.is_art(mark) { Some(boxes) } else { mark.gap(seen, label.stock) };
        label.about(mark, intruder(seen, mark, gap.filter(|gap| *gap >= Length::ZERO), zone))
    });
    found.collect()
}

/// What is seen in the zone where pictures and drawings reach into it: they may be blank there, and
/// may hide what lies below. A picture is told once, with the box of what is seen of it
/// nearest to the symbol.
fn visible<'a>(label: &Label<'_>, seen: &SeenSymbol<'_>, near: &[Mark<'a>]) -> Vec<Mark<'a>> {
    let odd = label.odd(seen);
    let mut looked_at: Vec<&Arc<str>> = Vec::new();
    let mut visible = Vec::new();
    for mark in near {
        let element = &mark.item.part.id;
        if looked_at.is_empty() && !label.is_art(mark) {
            visible.push(*mark);
        } else if !looked_at.contains(&element) {
            looked_at.push(element);
            let seen_at = label.shows(seen, element, &odd);
            visible.extend(seen_at.map(|bounds| if label.is_art(mark) { Mark { bounds, ..*mark } } else { *mark }));
        }
    }
    visible
}

fn intruder(seen: &SeenSymbol<'_>, mark: &Mark<'_>, gap: Option<Length>, zone: Bounds) -> Diagnostic {
    let (across, down) = seen.mark.bounds.gaps(&mark.bounds);
    let least = seen.mark.bounds.left - zone.left;
    let symbol = outside(&seen.mark.item.part.id);
    let Some(gap) = gap else {
        let message = say!("this reaches under or over the symbol “{symbol}” and its quiet zone", symbol);
        return Diagnostic::error(CHECK.rule, message).help(if seen.is_qr() {
            say!("move one of them, so that four modules around the symbol stay blank")
        } else {
            say!("move one of them, so that one module around the symbol stays blank")
        });
    };
    let message = if seen.is_qr() {
        say!(
            "this stands {gap} from the QR symbol “{symbol}”, within its quiet zone of {least} (four modules)",
            gap,
            symbol,
            least
        )
    } else {
        say!(
            "this stands {gap} from the symbol “{symbol}”, within its quiet zone of {least} (one module)",
            gap,
            symbol,
            least
        )
    };
    let way = match (
        across >= down,
        mark.bounds.left >= zone.left + (zone.width() / 2),
        mark.bounds.top >= zone.top + (zone.height() / 2),
    ) {
        (true, true, _) => Way::Right,
        (true, false, _) => Way::Left,
        (false, _, true) => Way::Down,
        (false, _, false) => Way::Up,
    };
    let by = at_least(least - gap);
    let help = match way {
        _ if across.max(down) < Length::ZERO => say!("it goes around the symbol: keep it {by} farther off", by),
        Way::Left => say!("move it {by} left, or the symbol the other way", by),
        Way::Right => say!("move it {by} right, or the symbol the other way", by),
        Way::Up => say!("move it {by} up, or the symbol the other way", by),
        Way::Down => say!("move it {by} down, or the symbol the other way", by),
    };
    Diagnostic::error(CHECK.rule, message)
        .measured(gap.to_micrometres(), least.to_micrometres(), "mm")
        .along(to(&seen.mark.bounds))
        .help(help)
}
