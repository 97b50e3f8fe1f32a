use super::super::{Label, Mark, check};
use crate::diagnostic::Diagnostic;
use crate::scene::{Bounds, Cover, Window};

check! {
    /// A `window` keeps a place for a code that is applied on the packing line. Ink in it comes into that
    /// code; varnish keeps ink jets from drying and lasers from marking. Whatever is printed there, the quiet
    /// zone of another symbol, and varnish are errors. An area of one ink under the whole window is a ground
    /// and no fault here; whether it is light enough is judged with the contrast.
    CHECK = "WN01", "a window is empty and has no varnish", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.stock.windows.iter().flat_map(|window| of_window(label, window)).collect()
}

fn of_window(label: &Label<'_>, window: &Window) -> Vec<Diagnostic> {
    let ground = label.ground(&window.bounds, label.marks.len());
    let printed = ground.under.into_iter().map(|mark| (mark, "this is printed in"));
    let zones = label.symbols().filter(|seen| seen.zone(1).overlaps(&window.bounds));
    let zones = zones.map(|seen| (seen.mark, "the quiet zone of this symbol reaches into"));
    let coats = label.coats.iter().filter(|coat| coated(coat, &window.bounds));
    let coats = coats.map(|coat| (*coat, "this varnish lies in"));
    let mut found: Vec<Diagnostic> = Vec::new();
    for (mark, does) in printed.chain(zones).chain(coats) {
        if found.iter().all(|told| told.element.as_ref() != Some(&mark.item.element)) {
            let told = Diagnostic::error(CHECK.rule, format!("{does} the window “{}”", window.element));
            found.push(label.about(&mark, told.help("move it, or spare the window in it")));
        }
    }
    found
}

/// Whether a coat lies in a box.
fn coated(coat: &Mark<'_>, of: &Bounds) -> bool {
    let Some(path) = coat.path() else { return coat.bounds.overlaps(of) };
    let stroked = path.stroke.is_some_and(|stroke| path.stroke_meets(stroke.width, of));
    coat.bounds.overlaps(of) && (stroked || path.fill.is_some() && path.cover(of) != Cover::None)
}
