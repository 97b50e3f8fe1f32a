use super::super::{Label, Mark, SeenSymbol, check};
use crate::diagnostic::Diagnostic;
use crate::market::PlacementRule;

check! {
    /// What is painted later than the symbol and reaches over it changes its modules. Uzbekistan says so
    /// outright; a reader says so everywhere. A picture covers where it has pixels that are not transparent.
    CHECK = "PL01", "nothing covers the symbol", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let by_act = label.market.placement.rules.iter().find(|demand| demand.value == PlacementRule::Uncovered);
    let reference = by_act.map(|demand| demand.origin.reference());
    let mut found = Vec::new();
    for seen in label.symbols() {
        for mark in over(label, &seen) {
            let message = format!("this is printed over the symbol “{}”", seen.mark.item.element);
            let finding = Diagnostic::error(CHECK.rule, message)
                .because(reference.clone())
                .help("move it, or write its element before the symbol's if it lies under it");
            found.push(label.about(&mark, finding));
        }
    }
    found
}

/// Whether this rule has something to tell of a symbol.
pub(in crate::check) fn is_broken(label: &Label<'_>, seen: &SeenSymbol<'_>) -> bool {
    !over(label, seen).is_empty()
}

fn over<'a>(label: &'a Label<'_>, seen: &SeenSymbol<'_>) -> Vec<Mark<'a>> {
    let mut over: Vec<Mark<'_>> = Vec::new();
    for mark in label.ground(&seen.mark.bounds, seen.number).over {
        // An element of many parts is told once.
        let is_told = over.iter().any(|told| told.item.element == mark.item.element);
        if !is_told && label.covers(&mark, seen) {
            over.push(mark);
        }
    }
    over
}
