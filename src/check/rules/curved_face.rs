use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::{name, outside};
use crate::symbol::Shape;

check! {
    /// A reader sees a symbol on a bottle or tube bent. The guidance of Turkey advises a rectangle there
    /// (annex, second sample): a square is a warning. Elsewhere it is practice and a note. Faces are declared
    /// curved by `curved = true` in `[[panel]]`.
    CHECK = "PL05", "a symbol on a curved face is a rectangle", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let demand = label.market.placement.curved.as_ref();
    let severity = demand.map_or(Some(Severity::Note), |demand| demand.severity());
    let (Some(severity), asked) = (severity, demand.map_or(Shape::Rectangle, |demand| demand.value)) else {
        return Vec::new();
    };
    let sizes = label.symbols().filter_map(|seen| Some((seen, seen.symbol.size()?)));
    let found = sizes.filter(|(_, size)| size.shape() != asked).filter_map(|(seen, size)| {
        let panel = label.face(&seen.mark.bounds).filter(|panel| panel.curved)?;
        let (face, shown) = (outside(&panel.id), name(size.to_string()));
        let (message, help) = match size.shape() {
            Shape::Square => (
                say!("the face “{face}” is curved, and the symbol is a square ({size})", face, size = shown),
                say!("write shape = \"rectangle\" where a rectangle holds the code, or take a flat face"),
            ),
            Shape::Rectangle => (
                say!("the face “{face}” is curved, and the symbol is a rectangle ({size})", face, size = shown),
                say!("write shape = \"square\" where a square holds the code, or take a flat face"),
            ),
        };
        let found =
            Diagnostic::error(CHECK.rule, message).because(demand.map(|demand| demand.origin.reference())).help(help);
        Some(label.about(&seen.mark, found.weighing(severity)))
    });
    found.collect()
}
