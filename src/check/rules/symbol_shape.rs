use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::name;
use crate::symbol::Shape;

check! {
    /// Some acts list the shapes that the symbol may have, squares and rectangles of ISO/IEC 16022. A shape
    /// that is not listed is as grave as the market says. Where the market says nothing, both are allowed.
    ///
    /// The rectangular extension (DMRE, ISO/IEC 21471) is no form of GS1 DataMatrix and cannot be asked for
    /// in a template, so it is not met here.
    CHECK = "SZ04", "the symbol has a shape that the market allows", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.symbol.shapes else { return Vec::new() };
    let Some(severity) = demand.severity() else { return Vec::new() };
    let sizes = label.symbols().filter_map(|seen| Some((seen, seen.symbol.size()?)));
    let found = sizes.filter(|(_, size)| !demand.value.contains(&size.shape())).map(|(seen, size)| {
        let shown = name(size.to_string());
        // Of two shapes, the other one is allowed.
        let (message, help) = match size.shape() {
            Shape::Square => (
                say!("the symbol is a square ({size}), and only the rectangle is allowed", size = shown),
                say!("write shape = \"rectangle\""),
            ),
            Shape::Rectangle => (
                say!("the symbol is a rectangle ({size}), and only the square is allowed", size = shown),
                say!("write shape = \"square\""),
            ),
        };
        let found = Diagnostic::error(CHECK.rule, message).because(Some(demand.origin.reference())).help(help);
        label.about(&seen.mark, found.weighing(severity))
    });
    found.collect()
}
