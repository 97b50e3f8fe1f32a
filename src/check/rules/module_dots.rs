use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::{Sentence, count};
use crate::units::Resolution;

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
    let Some(device) = label.stock.page.device else { return Vec::new() };
    let judged = label.symbols().filter_map(|seen| {
        let dots = device.nearest(seen.symbol.module());
        let (severity, message) = match dots {
            ..LEAST => (Severity::Error, too_few(dots, device)),
            LEAST..WISE => (Severity::Note, few(dots, device)),
            _ => return None,
        };
        let help = say!(
            "at {device}, {dots} dot gives a symbol of {wide}" | "at {device}, {dots} dots give a symbol of {wide}",
            device,
            dots = count(WISE),
            wide = device.dot() * WISE * i64::from(seen.symbol.modules().columns())
        );
        Some(label.about(&seen.mark, Diagnostic::error(CHECK.rule, message).help(help).weighing(severity)))
    });
    judged.collect()
}

fn too_few(dots: i64, device: Resolution) -> Sentence {
    say!(
        "a module is {dots} dot wide at {device}, fewer than {least} cannot be printed well"
            | "a module is {dots} dots wide at {device}, fewer than {least} cannot be printed well",
        dots = count(dots),
        device,
        least = LEAST
    )
}

fn few(dots: i64, device: Resolution) -> Sentence {
    say!(
        "a module is {dots} dot wide at {device}; {wise} or more are recommended"
            | "a module is {dots} dots wide at {device}; {wise} or more are recommended",
        dots = count(dots),
        device,
        wise = WISE
    )
}
