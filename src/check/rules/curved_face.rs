use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
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
    let (Some(severity), shape) = (severity, demand.map_or(Shape::Rectangle, |demand| demand.value)) else {
        return Vec::new();
    };
    let others = label.symbols().filter(|seen| seen.symbol.matrix.size().shape() != shape);
    let told = others.filter_map(|seen| {
        let face = label.face(&seen.mark.bounds).filter(|panel| panel.curved)?;
        let size = seen.symbol.matrix.size();
        let message = format!("the face “{}” is curved, and the symbol is a {} ({size})", face.id, size.shape());
        let found = Diagnostic::error(CHECK.rule, message)
            .because(demand.map(|demand| demand.origin.reference()))
            .help(format!("write shape = \"{shape}\" where a {shape} holds the code, or take a flat face"));
        Some(label.about(&seen.mark, found.weighing(severity)))
    });
    told.collect()
}
