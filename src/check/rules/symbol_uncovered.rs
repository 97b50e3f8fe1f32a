use super::super::label::Known;
use super::super::{Label, Mark, SeenSymbol, check};
use crate::diagnostic::Diagnostic;
use crate::market::PlacementRule;
use crate::say;
use crate::sentence::outside;

check! {
    /// What is painted later than the symbol and reaches over it changes its modules. Uzbekistan says so
    /// outright; a reader says so everywhere. A picture covers where it has pixels that are not transparent.
    CHECK = "PL01", "nothing covers the symbol", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let reference = label.asks(PlacementRule::Uncovered);
    let mut found = Vec::new();
    for seen in label.grids() {
        for mark in over(label, &seen) {
            let message = say!("this is printed over the symbol “{symbol}”", symbol = outside(&seen.mark.item.part.id));
            let finding = Diagnostic::error(CHECK.rule, message)
                .because(reference.clone().filter(|_| !seen.is_qr()))
                .help(say!("move it, or write its element before the symbol's if it lies under it"));
            found.push(label.about(&mark, finding));
        }
    }
    found
}

/// Whether something covers a symbol.
pub(in crate::check) fn is_broken(label: &Label<'_>, seen: &SeenSymbol<'_>) -> bool {
    !over(label, seen).is_empty()
}

/// What covers a symbol, a mark of each element.
fn over<'a>(label: &'a Label<'_>, seen: &SeenSymbol<'_>) -> Vec<Mark<'a>> {
    let mut known = Known::default();
    let over = label.ground(&seen.mark.bounds, seen.number).over;
    over.into_iter().filter(|mark| label.covers(mark, seen) && known.is_first(mark)).collect()
}
