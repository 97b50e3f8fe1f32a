use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::sides;

check! {
    /// A symbol of black alone overprints what lies below it, so that none of its edges depends on how exactly
    /// plates meet. That needs a ground which is light in red light. Where the ink or picture below is not known
    /// to be light enough (CT01 says how that is told, and of a spot colour nothing is known before it is
    /// measured), the symbol with its quiet zone is knocked out of it on artwork: it stands on the bare material,
    /// or on white ink. This is seen in every output, is judged as its ground, and is told here: a note.
    ///
    /// “patch = true” at the symbol does so always, and says nothing; “patch = false” never, and CT01 judges the
    /// ground as it is. Where the material itself is not known to be light enough (foil, film without white,
    /// brown board), nothing is knocked out, since nothing would be gained.
    ///
    /// To mend it, if the patch is not wanted, choose a light ground, or measure it at 660 nm.
    CHECK = "CT07", "a symbol that is knocked out of its ground is told", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let patched =
        label.symbols().filter(|seen| label.stock.patched.iter().any(|part| part.id == seen.mark.item.part.id));
    let told = patched.map(|seen| {
        let zone = seen.zone();
        let message = say!(
            "what lies under the symbol is not known to be light enough; a patch of {size} is knocked out of it",
            size = sides(zone.width(), zone.height())
        );
        let help = say!("if that is wanted, write “patch = true”; if not, “patch = false”, and choose a light ground or measure it at 660 nm");
        label.about(&seen.mark, Diagnostic::error(CHECK.rule, message).help(help).weighing(Severity::Note))
    });
    told.collect()
}
