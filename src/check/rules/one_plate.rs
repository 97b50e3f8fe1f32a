use super::super::contrast::plates;
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::count;

check! {
    /// A press prints each process ink by a plate of its own, and plates stand off by a tenth of a millimetre or
    /// so: a third of a module of 0.255 mm. Edges of a symbol in several inks (rich black, a dark green of cyan and
    /// yellow) are blurred by that. This is practice and no act, so it is a warning. A printer with dots has one
    /// head, and this rule says nothing of it.
    ///
    /// To mend it, print the symbol in black alone (“K”) or in one spot colour.
    CHECK = "CT03", "the symbol is printed by one plate", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let several = label.grids().map(|seen| (seen, plates(label.stock.ink(seen.symbol.ink()))));
    let several = several.filter(|(_, plates)| *plates > 1);
    several
        .map(|(seen, plates)| {
            let message = say!(
                "the symbol is printed by {plates} plate, and blurs where they do not meet (practice)"
                    | "the symbol is printed by {plates} plates, and blurs where they do not meet (practice)",
                plates = count(plates)
            );
            let found = Diagnostic::warning(CHECK.rule, message).help(say!("print it in black alone, “K”"));
            label.about(&seen.mark, found)
        })
        .collect()
}
