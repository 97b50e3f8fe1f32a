use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};

check! {
    /// A printer's dots spread and waver by about half a dot. With fewer than three dots a module the
    /// symbol does not hold its proportions (an error); six or more keep it safe on worn heads and rough
    /// stock (below that, a note). Artwork has no dots, and this rule says nothing of it.
    CHECK = "MD02", "a module is drawn with enough dots", Design, run;
}

/// Fewest dots of a module.
const LEAST: i64 = 3;
/// Dots that are recommended.
const WISE: i64 = 6;

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(device) = label.stock.device else { return Vec::new() };
    let judged = label.symbols().filter_map(|seen| {
        let dots = device.nearest(seen.symbol.module);
        let severity = match dots {
            ..LEAST => Severity::Error,
            LEAST..WISE => Severity::Note,
            _ => return None,
        };
        let message = match severity {
            Severity::Error => {
                format!("a module is {dots} dots wide at {device}, fewer than {LEAST} cannot be printed well")
            }
            _ => format!("a module is {dots} dots wide at {device}; {WISE} or more are recommended"),
        };
        let wide = (device.dot() * WISE * i64::from(seen.symbol.columns())).to_mm();
        let help = format!("at {device}, {WISE} dots give a symbol of {wide:.2} mm");
        Some(label.about(&seen.mark, Diagnostic::error(CHECK.rule, message).help(help).weighing(severity)))
    });
    judged.collect()
}
