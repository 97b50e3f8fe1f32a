use super::super::advice::{Way, to};
use super::super::{Label, Parting, PartingKind, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::{Sentence, outside};

check! {
    /// A text over a fold breaks in two; one on glue is never seen, and keeps the glue from holding; one over a
    /// perforation or a cut is torn or cut. This is practice, and a warning; symbols and barcodes are judged by
    /// PL04, and texts near a cut by PL03 where the template has a safe margin (`safe`). The box around the ink of
    /// each line counts, with each varying text as wide as it gets.
    ///
    /// To mend it, move it onto one face, or give it a `width` that keeps it there.
    CHECK = "PL10", "texts cross no fold, perforation, cut or glue", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let is_left = |kind| kind == PartingKind::Cut && label.stock.blank.safe.is_some();
    let mut found = Vec::new();
    for (mark, _) in label.texts() {
        let crossed = label.partings().filter(|parting| parting.crosses(&mark.bounds) && !is_left(parting.kind));
        for parting in crossed {
            let help = match parting.way_off(&mark.bounds) {
                (by, Way::Left) => say!("move it {by} left, or make it narrower", by),
                (by, Way::Right) => say!("move it {by} right, or make it narrower", by),
                (by, Way::Up) => say!("move it {by} up", by),
                (by, Way::Down) => say!("move it {by} down", by),
            };
            let finding = Diagnostic::error(CHECK.rule, crosses(&parting)).along(to(&parting.bounds)).help(help);
            found.push(label.about(&mark, finding.weighing(Severity::Warning)));
        }
    }
    found
}

fn crosses(parting: &Parting<'_>) -> Sentence {
    let id = outside(parting.id);
    match parting.kind {
        PartingKind::Fold => say!("this text crosses the fold “{id}”", id),
        PartingKind::Perforation => say!("this text crosses the perforation “{id}”", id),
        PartingKind::Cut => say!("this text crosses the cut “{id}”", id),
        PartingKind::Glue => say!("this text lies on the glue area “{id}”", id),
    }
}
