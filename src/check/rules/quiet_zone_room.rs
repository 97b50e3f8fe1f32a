use std::sync::Arc;

use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scene::Cover;

check! {
    /// Labels shift on a roll and sheets in a press: by about a millimetre on thermal printers. A quiet
    /// zone of one module is lawful; what stands nearer than two modules may come into it on a label
    /// that was printed a little off. This is practice and not law, so it is a note.
    CHECK = "QZ03", "the quiet zone has room for the printer's tolerance", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for seen in label.symbols() {
        let (lawful, wise) = (seen.zone(1), seen.zone(2));
        let ground = label.ground(&wise, seen.number);
        let near = ground.under.iter().chain(&ground.over);
        let near = near.filter(|mark| mark.cover(&lawful, label.stock) == Cover::None);
        let mut near: Vec<_> = near.filter_map(|mark| Some((mark.gap(&seen, label.stock)?, mark))).collect();
        near.sort_by_key(|(gap, _)| *gap);
        let mut told: Vec<&Arc<str>> = Vec::new();
        for (gap, mark) in near {
            let element = &mark.item.element;
            if told.contains(&element) {
                continue; // of an element of many parts, the nearest is told
            }
            told.push(element);
            let message = format!(
                "this stands {:.2} mm from the symbol “{}”: that is lawful, and little where labels shift",
                gap.to_mm(),
                seen.mark.item.element
            );
            let wise = seen.symbol.module * 2;
            let note = Diagnostic::error(CHECK.rule, message)
                .measured(gap.to_micrometres(), wise.to_micrometres(), "mm")
                .help(format!("two modules, {:.2} mm, are safer", wise.to_mm()));
            found.push(label.about(mark, note.weighing(Severity::Note)));
        }
    }
    found
}
