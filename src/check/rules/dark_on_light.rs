use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;

check! {
    /// ISO/IEC 16022 allows a symbol whose light and dark are exchanged, and not every reader is set to read
    /// one. So a symbol that is surely lighter than its ground at 660 nm is a warning: it is practice that
    /// asks for dark on light, no act that is at hand does.
    ///
    /// To mend it, print the symbol in black on a white area that reaches one module beyond it on all sides.
    CHECK = "CT02", "the symbol is dark on light", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let judged = label.grids().filter_map(|seen| {
        let zone = seen.zone();
        let ground = label.ground(&zone, seen.number);
        let under = label.ground_shade(&zone, &ground).ok()?;
        let symbol = label.ink_shade(seen.symbol.ink(), &ground).ok()?;
        if under.lighter_than(&symbol).greatest >= 0.0 {
            return None;
        }
        let message = say!("the symbol is lighter than its ground; not every reader reads that (practice)");
        let found = Diagnostic::warning(CHECK.rule, message)
            .help(say!("print it in black on a white area that reaches one module beyond it"));
        Some(label.about(&seen.mark, found))
    });
    judged.collect()
}
