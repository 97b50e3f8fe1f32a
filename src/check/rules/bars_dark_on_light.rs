use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::name;

check! {
    /// Scanners take what is dark for bars. A linear barcode with light bars on a dark ground is read by none that
    /// follows ISO/IEC 15420 or 15417: an error where the bars are surely lighter at 660 nm. Data Matrix is different
    /// (CT02).
    ///
    /// To mend it, print dark bars on a light area that holds the quiet zones too.
    CHECK = "LN08", "the bars of a linear barcode are dark on light", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for seen in label.bars().iter() {
        let (inks, ground) = label.bar_inks(seen);
        let Ok(under) = label.ground_shade(&seen.bounds, &ground) else { continue };
        let mut shades = inks.into_iter().filter_map(|ink| label.ink_shade(ink, &ground).ok());
        if shades.any(|bars| under.lighter_than(&bars).greatest < 0.0) {
            let message = say!(
                "the bars of the {kind} are lighter than their ground: no scanner reads that",
                kind = name(seen.kind.to_string())
            );
            let one = Diagnostic::error(CHECK.rule, message)
                .help(say!("print them dark on a light area that holds the quiet zones too"));
            found.push(label.about_place(&seen.part, &seen.bounds, one));
        }
    }
    found
}
