use super::super::advice::{at_least, to};
use super::super::reserved::Neighbour;
use super::super::{Label, Parting, Reserved, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Bounds;
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
    /// Linear barcodes with their quiet zones are judged like symbols.
    ///
    /// To mend it, move the symbol away by the distance that is told.
    CHECK = "QZ04", "the quiet zone stays on its place when the print shifts", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(tolerance) = label.tolerance() else { return Vec::new() };
    let declared = label.stock.blank.tolerance.is_some();
    let severity = if declared { Severity::Error } else { Severity::Note };
    let mut found = Vec::new();
    for symbol in label.reserved() {
        for (neighbour, at, gap) in near(label, &symbol, tolerance) {
            let stands = symbol.stands_off(gap, &neighbour);
            let message = if declared {
                say!("{stands}, and the print may shift by {tolerance}", stands, tolerance)
            } else {
                say!("{stands}, and the print may shift, as printers do, by {tolerance}", stands, tolerance)
            };
            let finding = Diagnostic::error(CHECK.rule, message)
                .measured(gap.to_micrometres(), tolerance.to_micrometres(), "mm")
                .along(to(&at))
                .help(say!("move it {by} away from there", by = at_least(tolerance - gap)));
            found.push(label.about_place(symbol.part, &symbol.zone, finding.weighing(severity)));
        }
    }
    found
}

/// What lies within the tolerance of a quiet zone, and how far off. What lies in the zone itself is
/// judged by PL04 and WN01.
fn near<'a>(
    label: &'a Label<'_>,
    symbol: &Reserved<'_>,
    tolerance: Length,
) -> impl Iterator<Item = (Neighbour<'a>, Bounds, Length)> {
    let (zone, reached, edge) = (symbol.zone, symbol.zone.grown(tolerance), label.to_edge(&symbol.zone));
    let near = move |parting: &Parting<'_>| parting.is_within(tolerance, &zone) && !parting.crosses(&zone);
    let partings = label.partings().filter(near);
    let partings = partings.map(move |it| (Neighbour::Parting(it), it.facing(&zone), it.distance(&zone)));
    let windows = label.stock.blank.windows.iter().map(|window| (Neighbour::Window(&window.part.id), window.bounds));
    let windows = windows.filter(move |(_, at)| at.overlaps(&reached) && !at.overlaps(&zone));
    let windows = windows.map(move |(window, at)| (window, at, zone.distance(&at)));
    let edge = (edge < tolerance).then(|| (Neighbour::Edge, label.nearest_edge(&symbol.zone), edge));
    edge.into_iter().chain(partings).chain(windows)
}
