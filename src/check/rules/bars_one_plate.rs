use super::super::contrast::{is_screened, plates};
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{count, name};

check! {
    /// A press prints each process ink by a plate of its own, and plates stand off by a tenth of a millimetre or so: a
    /// third of a bar. Bars in several inks (rich black, a dark green of cyan and yellow) are blurred by that, and bars
    /// that are a tint are screened: their edges fray. This is practice and no act, so it is a warning. A printer with
    /// dots has one head, and this rule says nothing of it.
    ///
    /// To mend it, print the bars in black alone (“K”) or in one spot colour, at 100 %.
    CHECK = "LN09", "the bars of a linear barcode are printed solid by one plate", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for seen in label.bars().iter() {
        let (inks, _) = label.bar_inks(seen);
        let kind = name(seen.kind.to_string());
        for ink in inks.into_iter().map(|ink| label.stock.ink(ink)) {
            let message = match plates(ink) {
                plates if plates > 1 => say!(
                    "the bars of the {kind} are printed by {plates} plate, and blur where they do not meet (practice)"
                        | "the bars of the {kind} are printed by {plates} plates, and blur where they do not meet (practice)",
                    kind = kind.clone(),
                    plates = count(plates)
                ),
                1 if is_screened(ink) => say!(
                    "the bars of the {kind} are a tint: they are screened, and their edges fray (practice)",
                    kind = kind.clone()
                ),
                _ => continue,
            };
            let one = Diagnostic::warning(CHECK.rule, message).help(say!("print them in black alone, “K”, at 100 %"));
            found.push(label.about_place(&seen.part, &seen.bounds, one));
        }
    }
    found
}
