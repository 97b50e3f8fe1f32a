use super::super::label::Known;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::{Drawing, Placed};
use crate::sentence::sides;
use crate::units::Length;

check! {
    /// A picture of fewer pixels than its size asks for is printed soft, and lines in it have steps. Printers ask
    /// for 300 pixels an inch at the size in which it is printed, for lines and letters 1200 or, better, a drawing
    /// (SVG). A part of a pixel may be missing. This is practice, and a warning; printers with dots are passed over.
    ///
    /// To mend it, take the picture in its full size from whoever made it; pixels that a program adds show nothing
    /// more. Or print it smaller.
    CHECK = "PR03", "pictures have enough pixels for their size", Design, run;
}

/// Pixels an inch.
const LEAST: i64 = 300;
/// EMU an inch.
const INCH: i64 = 914_400;

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let mut known = Known::default();
    let coarse = label.marks.iter().filter_map(|mark| {
        let Drawing::Picture(placed) = &mark.item.drawing else { return None };
        let dpi = coarseness(label, placed)?;
        known.is_first(mark).then_some((mark, placed, dpi))
    });
    let found = coarse.map(|(mark, placed, dpi)| {
        let (across, down) = label.stock.resources.pictures.get(placed.picture).sides();
        let largest = |pixels: u32| Length::from_emu(i64::from(pixels) * INCH / LEAST);
        let message =
            say!("this picture has {dpi} dpi in its size; {least} dpi is the least in print", dpi, least = LEAST);
        let help = say!(
            "take it with more pixels, or print it no larger than {size}",
            size = sides(largest(across), largest(down))
        );
        let finding = Diagnostic::error(CHECK.rule, message).measured(dpi * 1000, LEAST * 1000, "dpi").help(help);
        label.about(mark, finding.weighing(Severity::Warning))
    });
    found.collect()
}

/// The pixels an inch of a picture that has too few, on the side that has fewer.
fn coarseness(label: &Label<'_>, placed: &Placed) -> Option<i64> {
    let (across, down) = label.stock.resources.pictures.get(placed.picture).sides();
    let sides = [(across, placed.width().emu()), (down, placed.height().emu())];
    let lacking = sides.into_iter().filter(|(pixels, side)| *side > 0 && i64::from(*pixels) < side * LEAST / INCH);
    lacking.map(|(pixels, side)| i64::from(pixels) * INCH / side).min()
}
