use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{decimal, length};

check! {
    /// Some acts give the least and the greatest side of a module (X-dimension). How much it weighs to
    /// leave the range is the market's: what is required and sure is an error, what is advised, or known
    /// from a weaker source, a warning.
    CHECK = "MD01", "the module is within the market's range", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.symbol.module else { return Vec::new() };
    let (range, Some(severity)) = (demand.value, demand.severity()) else { return Vec::new() };
    let outside = label.sized().filter(|symbol| !(range.min..=range.max).contains(&symbol.module));
    outside
        .map(|symbol| {
            let message = say!(
                "a module is {module}, it must be {least} to {greatest}",
                module = length(symbol.module, 3),
                least = decimal(range.min.to_mm(), 3),
                greatest = length(range.max, 3)
            );
            let found = Diagnostic::error(CHECK.rule, message)
                .because(Some(demand.origin.reference()))
                .help(say!("“quietzone size” tells what each print head can draw"));
            label.about_place(symbol.part, &symbol.bounds, found.weighing(severity))
        })
        .collect()
}
