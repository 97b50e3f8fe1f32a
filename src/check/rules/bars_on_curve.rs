use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::Linear;
use crate::sentence::{name, outside};

check! {
    /// Around a can or bottle the outer bars turn away from a scanner and seem to run together. Practice lets bars that
    /// run around the curve reach 30 degrees to each side of the middle, a sixth of the way around; longer ones stand
    /// like the rungs of a ladder, turned by a quarter, so that each is straight. Faces are curved by `curved = true` in
    /// `[[panel]]`, about an upright axis as bottles and cans stand. How far around a face reaches is not known, so a
    /// barcode on a face that is not six times as wide as its bars are long is a warning.
    ///
    /// To mend it, write `rotate = 90`, or keep it where the package is as thick as is told.
    CHECK = "LN10", "bars on a curved face stand like the rungs of a ladder", Design, run;
}

/// Of the way around, the part that bars may take.
const PART: i64 = 6;

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.linears().filter(|linear| !linear.upright).filter_map(|linear| of_linear(label, linear)).collect()
}

fn of_linear(label: &Label<'_>, linear: &Linear) -> Option<Diagnostic> {
    let bars = linear.bars();
    let panel = label.face(&bars).filter(|panel| panel.curved)?;
    let (long, around) = (bars.width(), bars.width() * PART);
    if panel.bounds.width() >= around {
        return None;
    }
    let message = say!(
        "the bars of the {kind} run {long} around the curved face “{face}”",
        kind = name(linear.kind.to_string()),
        long,
        face = outside(&panel.id)
    );
    // Around is 355 / 113 times across.
    let across = around.scale(113, 355);
    let found = Diagnostic::warning(CHECK.rule, message).help(say!(
        "turn it by a quarter, “rotate = 90”, so that its bars stand like the rungs of a ladder; \
         as it is, it needs a package {across} thick",
        across
    ));
    Some(label.about_place(&linear.part, &bars, found))
}
