use super::super::{Label, check};
use super::symbol_present::head;
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::PlacementRule;
use crate::say;
use crate::scene::LinearKind;
use crate::sentence::name;

check! {
    /// Turkey's guidance wants the GTIN of a transport unit as ITF-14 (art. 7(1)), and all that identifies it as
    /// Data Matrix or, better, as GS1-128 (art. 7(2)). What the template shows is judged: elements of the types
    /// `datamatrix` and `barcode`, and pictures that say what they are by their `role`. Another label of the same
    /// unit may carry the rest, so what is missing is a warning.
    ///
    /// To mend it, add an element such as `type = "barcode"`, `symbology = "itf14"`, `data = "{{ gtin }}"`.
    CHECK = "PL13", "the barcodes that the market asks for are there", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let placement = &label.market.placement;
    let missing = placement.linear.as_ref().filter(|demand| !label.linears().any(|one| one.kind == demand.value));
    let linear = missing.and_then(|demand| {
        let kind = || name(demand.value.to_string());
        let message = say!("no {kind} shows the GTIN, and an act asks for it", kind = kind());
        let found = Diagnostic::error(CHECK.rule, message).because(Some(demand.origin.reference()));
        let help = say!("add an element of the type “barcode” with its symbology and data = \"{{{{ gtin }}}}\"");
        Some(found.help(help).weighing(demand.severity()?.min(Severity::Warning)))
    });
    let asked = placement.rules.iter().find(|demand| demand.value == PlacementRule::Encoded);
    let is_there = label.symbols().next().is_some()
        || !label.stock.blank.windows.is_empty()
        || label.linears().any(|one| one.kind == LinearKind::Gs1128);
    let encoded = asked.filter(|_| !is_there).and_then(|demand| {
        let message = say!("the code stands neither as Data Matrix nor as GS1-128, and an act asks for one");
        let found = Diagnostic::error(CHECK.rule, message).because(Some(demand.origin.reference()));
        let help = say!("add an element of the type “datamatrix”, or a “barcode” of the symbology \"gs1-128\"");
        Some(found.help(help).weighing(demand.severity()?.min(Severity::Warning)))
    });
    let placed = |found: Diagnostic| match label.stock.code {
        Some(_) => label.about_code(found),
        None => found.at(head(label)),
    };
    linear.into_iter().chain(encoded).map(placed).collect()
}
