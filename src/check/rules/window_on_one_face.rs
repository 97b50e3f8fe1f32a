use super::super::advice::{Way, at_least};
use super::super::{Label, Parting, PartingKind, check};
use crate::diagnostic::Diagnostic;
use crate::market::PlacementRule;
use crate::say;
use crate::scene::Window;
use crate::sentence::{Sentence, outside};
use crate::units::Length;

check! {
    /// A code that is applied on the packing line is read like any other: its place lies on the label, on one
    /// face, and no fold, perforation, cut or glue area runs through it. The guidance of Turkey says it
    /// outright (art. 9(1), fifth dash); a reader says it everywhere.
    CHECK = "WN02", "a window lies on one face and nothing crosses it", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.stock.blank.windows.iter().flat_map(|window| of_window(label, window)).collect()
}

fn of_window(label: &Label<'_>, window: &Window) -> Vec<Diagnostic> {
    let by_act = label.asks(PlacementRule::NoCrease);
    let about = |finding: Diagnostic| label.about_place(&window.part, &window.bounds, finding);
    let over = -label.to_edge(&window.bounds);
    let mut found = Vec::new();
    if over > Length::ZERO {
        let message = say!("the window reaches {over} over the edge of the label", over);
        let help = say!("move it {by} inwards", by = at_least(over));
        found.push(about(Diagnostic::error(CHECK.rule, message).help(help)));
    }
    for parting in label.partings().filter(|parting| parting.crosses(&window.bounds)) {
        let finding = Diagnostic::error(CHECK.rule, crosses(&parting))
            .because(by_act.clone().filter(|_| parting.kind != PartingKind::Cut))
            .help(move_off(window, &parting));
        found.push(about(finding));
    }
    if found.is_empty() && !label.lies_on_one_face(&window.bounds) {
        let finding = Diagnostic::error(CHECK.rule, say!("the window reaches over the edge of a face"));
        found.push(about(finding.help(say!("move the window onto one face"))));
    }
    found
}

fn crosses(parting: &Parting<'_>) -> Sentence {
    let id = outside(parting.id);
    match parting.kind {
        PartingKind::Fold => say!("the fold “{id}” runs through the window", id),
        PartingKind::Perforation => say!("the perforation “{id}” runs through the window", id),
        PartingKind::Cut => say!("the cut “{id}” runs through the window", id),
        PartingKind::Glue => say!("the glue area “{id}” runs through the window", id),
    }
}

fn move_off(window: &Window, parting: &Parting<'_>) -> Sentence {
    match parting.way_off(&window.bounds) {
        (by, Way::Left) => say!("move the window {by} left onto one face", by),
        (by, Way::Right) => say!("move the window {by} right onto one face", by),
        (by, Way::Up) => say!("move the window {by} up onto one face", by),
        (by, Way::Down) => say!("move the window {by} down onto one face", by),
    }
}
