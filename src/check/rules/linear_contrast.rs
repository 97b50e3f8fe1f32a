use super::super::contrast::{Foreground, unjudged};
use super::super::linear_contrast::{judge_bars, pixels_unjudged};
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;

check! {
    /// Scanners see by red light, and verifiers by 660 nm: red, orange and yellow bars reflect nearly all of it and
    /// vanish on white. Symbol contrast is what the ground reflects less what the bars do; ISO/IEC 15416, for linear
    /// barcodes, has the same limits as ISO/IEC 15415: 70 % for grade A, 55 % for B, 40 % for C and 20 % for D. GS1
    /// asks for grade C (1.5) of them. Less is a warning, and what is surely below D, which is no grade at all, an
    /// error, as no scanner is sure to read it.
    ///
    /// It is predicted as CT01 tells: what is surely enough is clean, and all between cannot be judged from here.
    /// Nothing is guessed of a spot colour, of metallic ink, foil and film, or of bars that are pixels. To have them
    /// judged, measure them at 660 nm: “reflectance = 82” in [label], “660 nm = 7 %” in an ink.
    ///
    /// The ground is the uppermost plain ink under the bars, that of their own picture among them, or the material.
    CHECK = "LN07", "the bars of a linear barcode stand out from their ground in red light", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for seen in label.bars().iter() {
        let (inks, ground) = label.bar_inks(seen);
        if inks.is_empty() {
            found.push(label.about_place(&seen.part, &seen.bounds, pixels_unjudged(CHECK.rule)));
        }
        for ink in inks {
            let shades = label.ground_shade(&seen.bounds, &ground);
            let shades = shades.and_then(|under| label.ink_shade(ink, &ground).map(|bars| (under, bars)));
            let one = match shades {
                Ok((under, bars)) => judge_bars(CHECK.rule, &under, &bars),
                Err(unknown) => Some(unjudged(CHECK.rule, Foreground::Bars, &unknown)),
            };
            found.extend(one.map(|one| label.about_place(&seen.part, &seen.bounds, one)));
        }
    }
    found
}
