use super::super::{Label, check};
use crate::diagnostic::Diagnostic;

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
    let others = label.symbols().filter(|seen| !demand.value.contains(&seen.symbol.matrix.size().shape()));
    let told = others.map(|seen| {
        let size = seen.symbol.matrix.size();
        let allowed: Vec<String> = demand.value.iter().map(ToString::to_string).collect();
        let message =
            format!("the symbol is a {} ({size}), and only the {} is allowed", size.shape(), allowed.join(" or "));
        let found = Diagnostic::error(CHECK.rule, message)
            .because(Some(demand.origin.reference()))
            .help(format!("write shape = \"{}\"", allowed.join("\" or \"")));
        label.about(&seen.mark, found.weighing(severity))
    });
    told.collect()
}
