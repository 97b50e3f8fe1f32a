use super::super::contrast::{Asked, Foreground, unjudged};
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;

check! {
    /// Verifiers and many readers see by red light of 660 nm. Symbol contrast is what the ground reflects of it
    /// less what the symbol reflects, in per cent. ISO/IEC 15415 asks for 70 % for grade A, 55 % for B, 40 %
    /// for C and 20 % for D. The grade is the market's; where its acts name none, C is practice, and missing
    /// it is a warning; so it is of a QR symbol, of which no act on marking codes speaks. Red, orange and yellow reflect nearly all of that light: red on white vanishes.
    ///
    /// Both are predicted as a range. What is surely too little is found (a warning where the numbers are
    /// weak, as for brown board), what is surely enough is clean, and all between cannot be judged from here,
    /// which is never clean. The estimate of a solid ink is as wide as what was measured of such inks, some
    /// 8 points for white stock and black; of tints and overprints 5 points more, beside an unknown dot gain of
    /// 0 to 28 points at 50 %. Sources and numbers: docs/reflectance.md.
    ///
    /// Nothing is guessed of a spot colour, whose process colours say little of 660 nm, of metallic ink, foil,
    /// film and pictures. To have them judged, measure them at 660 nm (a verifier or a spectrophotometer, 45°/0°)
    /// and write it down: “reflectance = 82” in [label], “660 nm = 7 %” in an ink. What was measured wins.
    ///
    /// The ground is the uppermost plain ink under symbol and quiet zone, on white ink where there is some, or
    /// the material. On a printer with dots every dark ink is black, and light ones are nothing.
    CHECK = "CT01", "the symbol stands out from its ground in red light", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let judged = label.grids().filter_map(|seen| {
        let asked = if seen.is_qr() { Asked::by_practice() } else { Asked::of(label.market) }?;
        let zone = seen.zone();
        let ground = label.ground(&zone, seen.number);
        let shades = match label.ground_shade(&zone, &ground) {
            Err(unknown) if unknown.is_left_to_ct05() => return None,
            Err(unknown) => Err(unknown),
            Ok(under) => label.ink_shade(seen.symbol.ink(), &ground).map(|symbol| (under, symbol)),
        };
        let found = match shades {
            Ok((under, symbol)) => asked.judge(CHECK.rule, Foreground::Symbol, &under, &symbol)?,
            Err(unknown) => unjudged(CHECK.rule, Foreground::Symbol, &unknown),
        };
        Some(label.about(&seen.mark, found))
    });
    judged.collect()
}
