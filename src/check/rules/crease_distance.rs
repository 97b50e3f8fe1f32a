use super::super::advice::{at_least, to};
use super::super::reserved::Neighbour;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::units::Length;

check! {
    /// A fold is not a line: the crease is about a millimetre wide, and print and crease stand about a
    /// millimetre off one another. A quiet zone that keeps 2 mm from folds, perforations, cuts and glue stays
    /// flat and whole all the same. That is practice and not law, so it is a note. What lies as near as
    /// the print may shift is told by QZ04 instead; what crosses the quiet zone is told by PL04.
    CHECK = "PL06", "symbols and barcodes stand off from folds and cuts", Design, run;
}

/// Half a crease and the play of print against crease, rounded up.
const PRACTICE: Length = Length::from_mm(2);

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let tolerance = label.tolerance().unwrap_or_default();
    for symbol in label.reserved() {
        let apart = label.partings().filter(|parting| !parting.is_within(tolerance, &symbol.zone));
        for parting in apart {
            let gap = parting.distance(&symbol.zone);
            if gap >= PRACTICE {
                continue;
            }
            let stands = symbol.stands_off(gap, &Neighbour::Parting(parting));
            let note =
                Diagnostic::error(CHECK.rule, say!("{stands}; {wise} are good practice", stands, wise = PRACTICE))
                    .measured(gap.to_micrometres(), PRACTICE.to_micrometres(), "mm")
                    .along(to(&parting.facing(&symbol.zone)))
                    .help(say!("move it {by} away from there", by = at_least(PRACTICE - gap)))
                    .weighing(Severity::Note);
            found.push(label.about_place(symbol.part, &symbol.zone, note));
        }
    }
    found
}
