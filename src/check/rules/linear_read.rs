use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{Linear, LinearKind, Role};
use crate::sentence::name;

check! {
    /// A picture that says `role = "ean13"` is looked at along the middle of its bars, from both ends, and its digits
    /// are read: of EAN-13, EAN-8, UPC-A and ITF-14. What cannot be read, or has a wrong check digit, is a warning:
    /// the role may be said wrongly, bars may be missing, or the picture is too coarse. GS1-128 is not read.
    ///
    /// To mend it, see whether `role` is right, and whether all bars are on the picture; export it anew.
    CHECK = "LN04", "a picture shows the linear barcode that it says", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let bars = label.bars();
    let is_read = |linear: &Linear| bars.iter().any(|seen| seen.part.id == linear.part.id && seen.digits.is_some());
    let judged = label.linears().filter(|it| it.part.role == Role::Art && it.kind != LinearKind::Gs1128);
    let found = judged.filter(|linear| !is_read(linear)).map(|linear| {
        let message = say!("no sound {kind} is seen on this picture", kind = name(linear.kind.to_string()));
        let found = Diagnostic::warning(CHECK.rule, message)
            .help(say!("see whether “role” is right, whether all bars are there and sharp, and the check digit"));
        label.about_place(&linear.part, &linear.bounds, found)
    });
    found.collect()
}
