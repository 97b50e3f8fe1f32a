use super::super::label::Known;
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{ProcessingStep, Window};
use crate::sentence::{self, outside};

check! {
    /// A `window` keeps a place for a code that is applied on the packing line. Ink in it comes into that
    /// code; varnish keeps ink jets from drying and lasers from marking, foil mirrors, and what is embossed, debossed or
    /// Braille deforms modules. Whatever is printed there, the quiet zone of another symbol, and such coats are errors. An area of one ink under the whole window is a ground
    /// and no fault here; whether it is light enough is judged with the contrast.
    CHECK = "WN01", "a window is empty and has no varnish", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.stock.blank.windows.iter().flat_map(|window| of_window(label, window)).collect()
}

fn of_window(label: &Label<'_>, window: &Window) -> Vec<Diagnostic> {
    let ground = label.ground(&window.bounds, label.marks.len());
    let name = outside(&window.part.id);
    let printed = ground.under.into_iter().map(|mark| {
        let message = say!("this is printed in the window “{window}”", window = name.clone());
        (mark, message)
    });
    let zones = label.reserved().filter(|it| it.zone.overlaps(&window.bounds)).filter_map(|it| {
        let mark = label.marks.iter().find(|mark| mark.item.part.id == it.part.id)?;
        let message = match it.linear {
            None => say!("the quiet zone of this symbol reaches into the window “{window}”", window = name.clone()),
            Some(kind) => say!(
                "the quiet zones of this {kind} reach into the window “{window}”",
                kind = sentence::name(kind.to_string()),
                window = name.clone()
            ),
        };
        Some((*mark, message))
    });
    let coats = label.coats_in(&window.bounds).into_iter().map(|coat| {
        let window = name.clone();
        let message = match coat.step {
            ProcessingStep::Foil | ProcessingStep::ColdFoil => say!("this foil lies in the window “{window}”", window),
            ProcessingStep::Braille => say!("this Braille lies in the window “{window}”", window),
            ProcessingStep::Embossing => say!("this embossing lies in the window “{window}”", window),
            ProcessingStep::Debossing => say!("this debossing lies in the window “{window}”", window),
            _ => say!("this varnish lies in the window “{window}”", window),
        };
        (coat.mark, message)
    });
    let mut known = Known::default();
    let found = printed.chain(zones).chain(coats).filter(|(mark, _)| known.is_first(mark));
    let found = found.map(|(mark, message)| {
        let finding = Diagnostic::error(CHECK.rule, message).help(say!("move it, or spare the window in it"));
        label.about(&mark, finding)
    });
    found.collect()
}
