//! QZ03: the quiet zone has room for the printer's tolerance
//!
//! Labels shift on a roll and sheets in a press: by about a millimetre on thermal printers. A quiet
//! zone of one module is lawful; what stands nearer than two modules may come into it on a label
//! that was printed a little off. This is practice and not law, so it is a note.

use super::super::{Check, Label, weighing};
use crate::diagnostic::{Diagnostic, Rule, Severity};

pub(super) const CHECK: Check = Check {
    rule: Rule { code: "QZ03", title: "the quiet zone has room for the printer's tolerance" },
    source: include_str!("qz03.rs"),
    run,
};

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for seen in label.symbols() {
        let (lawful, wise) = (seen.zone(1), seen.zone(2));
        let others = label.marks.iter().enumerate().filter(|(number, _)| *number != seen.number);
        for (_, mark) in others.filter(|(_, mark)| mark.bounds.overlaps(&wise) && !mark.bounds.overlaps(&lawful)) {
            let (across, down) = seen.mark.bounds.gaps(&mark.bounds);
            let message = format!(
                "this stands {:.2} mm from the symbol “{}”: that is lawful, and little where labels shift",
                across.max(down).to_mm(),
                seen.mark.item.element
            );
            let advice = format!("two modules, {:.2} mm, are safer", (seen.symbol.module * 2).to_mm());
            let note = weighing(Severity::Note, Diagnostic::error(CHECK.rule, message).help(advice));
            found.push(label.about(mark, note));
        }
    }
    found
}
