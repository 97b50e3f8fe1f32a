use super::super::advice::{at_least, way_off};
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::market::PlacementRule;
use crate::scene::Window;
use crate::units::Length;

check! {
    /// A code that is applied on the packing line is read like any other: its place lies on the label, on one
    /// face, and no fold, perforation, cut or glue area runs through it. The guidance of Turkey says it
    /// outright (art. 9(1), fifth dash); a reader says it everywhere.
    CHECK = "WN02", "a window lies on one face and nothing crosses it", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.stock.windows.iter().flat_map(|window| of_window(label, window)).collect()
}

fn of_window(label: &Label<'_>, window: &Window) -> Vec<Diagnostic> {
    let by_act = label.asks(PlacementRule::NoCrease);
    let about = |told: Diagnostic| label.about_place(&window.element, &window.bounds, told);
    let over = -label.to_edge(&window.bounds);
    let mut found = Vec::new();
    if over > Length::ZERO {
        let told = Diagnostic::error(CHECK.rule, format!("the window reaches {over} over the edge of the label"));
        found.push(about(told.help(format!("move it {} inwards", at_least(over)))));
    }
    for parting in label.partings().filter(|parting| parting.bounds.overlaps(&window.bounds)) {
        let told = Diagnostic::error(CHECK.rule, format!("{} runs through the window", parting.words))
            .because(by_act.clone().filter(|_| !parting.is_cut))
            .help(format!("move the window {} onto one face", way_off(&window.bounds, &parting.bounds)));
        found.push(about(told));
    }
    if found.is_empty() && !label.lies_on_one_face(&window.bounds) {
        let told = Diagnostic::error(CHECK.rule, "the window reaches over the edge of a face");
        found.push(about(told.help("move the window onto one face")));
    }
    found
}
