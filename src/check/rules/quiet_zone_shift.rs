use super::super::advice::at_least;
use super::super::{Label, Parting, Reserved, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::units::Length;

check! {
    /// Print shifts on its blank: by about a millimetre on the rolls of thermal printers, on presses by less.
    /// What does not shift with the print may then come into the quiet zone: the edge of the label, a fold,
    /// perforation, cut or glue area, and a window whose code comes later.
    ///
    /// `tolerance` in `[label]` says how far the print may stand from its place. Where it is declared, a
    /// quiet zone that it carries over one of those is an error. A printer without such a word is taken to
    /// shift by 1 mm, which is practice and a note. Artwork without it is not judged.
    ///
    /// To mend it, move the symbol away by the distance that is told.
    CHECK = "QZ04", "the quiet zone stays on its place when the print shifts", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(tolerance) = label.tolerance() else { return Vec::new() };
    let declared = label.stock.blank.tolerance.is_some();
    let severity = if declared { Severity::Error } else { Severity::Note };
    let mut found = Vec::new();
    for symbol in label.reserved_symbols() {
        let edge = label.to_edge(&symbol.zone);
        let mut near: Vec<(String, Length)> = Vec::new();
        if edge < tolerance {
            near.push(("the edge of the label".to_owned(), edge));
        }
        near.extend(fixed(label, &symbol, tolerance));
        for (what, gap) in near {
            let shifts = if declared { "may shift" } else { "may shift, as printers do," };
            let message = format!("{} stands {gap} from {what}, and the print {shifts} by {tolerance}", symbol.words);
            let told = Diagnostic::error(CHECK.rule, message)
                .measured(gap.to_micrometres(), tolerance.to_micrometres(), "mm")
                .help(format!("move it {} away from there", at_least(tolerance - gap)));
            found.push(label.about_place(symbol.element, &symbol.zone, told.weighing(severity)));
        }
    }
    found
}

/// What lies within the tolerance of a quiet zone, and how far off. What lies in the zone itself is
/// told by PL04 and WN01.
fn fixed(label: &Label<'_>, symbol: &Reserved<'_>, tolerance: Length) -> Vec<(String, Length)> {
    let partings = label.partings().map(|Parting { bounds, words, .. }| (words, bounds));
    let windows = label.stock.windows.iter().map(|window| (format!("the window “{}”", window.element), window.bounds));
    let reached = symbol.zone.grown(tolerance);
    let near = partings.chain(windows).filter(|(_, at)| at.overlaps(&reached) && !at.overlaps(&symbol.zone));
    near.map(|(words, at)| (words, symbol.zone.distance(&at))).collect()
}
