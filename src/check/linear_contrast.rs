//! What bars are held to at 660 nm.

use super::contrast::{EXACT, Foreground, measure, perhaps_enough, thousandths, too_little};
use super::reflectance::Shade;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::say;
use crate::sentence::decimal;

/// Symbol contrast of grades C and D, in per cent (ISO/IEC 15416).
const PRACTICE: f64 = 40.0;
const LAST: f64 = 20.0;

/// What is found of bars and their ground.
pub(super) fn judge_bars(rule: Rule, ground: &Shade, bars: &Shade) -> Option<Diagnostic> {
    let contrast = ground.lighter_than(bars).size();
    if contrast.least >= PRACTICE - EXACT {
        return None;
    }
    let is_broken = contrast.greatest < PRACTICE - EXACT;
    let severity = match (is_broken, contrast.greatest < LAST - EXACT) {
        (false, _) => Severity::Unjudged,
        (true, true) if ground.is_sure() && bars.is_sure() => Severity::Error,
        (true, _) => Severity::Warning,
    };
    let measured = if is_broken { contrast.greatest } else { contrast.least };
    let told =
        if is_broken { too_little(Foreground::Bars, contrast) } else { perhaps_enough(Foreground::Bars, contrast) };
    let message = say!(
        "{contrast}, and grade C needs {percent} %, grade D {last} % (ISO/IEC 15416)",
        contrast = told,
        percent = decimal(PRACTICE, None),
        last = decimal(LAST, None)
    );
    let found =
        Diagnostic::error(rule, message).measured(thousandths(measured), thousandths(PRACTICE), "%").help(measure());
    Some(found.weighing(severity))
}

/// That nothing is known of the inks of bars that are pixels.
pub(super) fn pixels_unjudged(rule: Rule) -> Diagnostic {
    let message =
        say!("the contrast of the bars cannot be judged: they are pixels, whose colours say little of the inks");
    Diagnostic::error(rule, message).help(say!("take a drawing (SVG) of bars in one ink")).weighing(Severity::Unjudged)
}
