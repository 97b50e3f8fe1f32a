use super::super::advice::{at_least, to};
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{name, outside};

check! {
    /// The guidance of Turkey wants the linear barcode and the Data Matrix on different faces, or else 1 cm
    /// apart (art. 9(1), first dash): a reader that is held to one of them must not see the other. Between
    /// them the distance of bars and modules counts, not of quiet zones. Faces are those of `[[panel]]`;
    /// without any the label is one face. Pictures count that say what they show, `role = "ean13"`.
    CHECK = "PL07", "linear barcode and Data Matrix stand apart", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.placement.apart else { return Vec::new() };
    let (least, Some(severity)) = (demand.value, demand.severity()) else { return Vec::new() };
    let mut found = Vec::new();
    for seen in label.sized() {
        let symbol = seen.bounds;
        let face = label.face(&symbol).map(|panel| &panel.id);
        for linear in label.linears() {
            let gap = symbol.distance(&linear.bars());
            if gap >= least || label.face(&linear.bars()).map(|panel| &panel.id) != face {
                continue;
            }
            let message = say!(
                "the {kind} “{element}” stands {gap} from the symbol on one face, {least} are asked for",
                kind = name(linear.kind.to_string()),
                element = outside(&linear.part.id),
                gap,
                least
            );
            let finding = Diagnostic::error(CHECK.rule, message)
                .measured(gap.to_micrometres(), least.to_micrometres(), "mm")
                .along(to(&linear.bars()))
                .because(Some(demand.origin.reference()))
                .help(say!("part them by {by} more, or move one to another face", by = at_least(least - gap)));
            found.push(label.about_place(seen.part, &symbol, finding.weighing(severity)));
        }
    }
    found
}
