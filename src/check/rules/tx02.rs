//! TX02: AIs stand in parentheses in the readable text
//!
//! GS1 shows AIs in parentheses, which are not encoded (General Specifications, 4.14). Where an act
//! asks for it, leaving them out is an error; elsewhere it is a note.

use super::super::{Check, Label, Scope};
use crate::diagnostic::{Diagnostic, Rule, Severity};

pub(super) const CHECK: Check = Check {
    rule: Rule { code: "TX02", title: "AIs stand in parentheses in the readable text" },
    scope: Scope::Record,
    source: include_str!("tx02.rs"),
    run,
};

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let demand = label.market.text.parentheses.as_ref();
    let severity = demand.and_then(crate::market::Demanded::severity).unwrap_or(Severity::Note);
    let Some(elements) = label.code.elements() else { return Vec::new() };
    let mut found = Vec::new();
    for (mark, run) in label.texts() {
        let bare = elements.iter().find(|(ai, value)| !ai.is_secret() && run.text.contains(&format!("{ai}{value}")));
        let Some((ai, _)) = bare else { continue };
        let message = format!("the AI {ai} is printed without parentheses");
        let finding = Diagnostic::error(CHECK.rule, message)
            .because(demand.map(|demand| demand.origin.reference()))
            .help(format!("write ({ai}) in front of the value"));
        found.push(label.about(&mark, finding.weighing(severity)));
    }
    found
}
