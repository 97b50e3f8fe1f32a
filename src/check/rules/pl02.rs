//! PL02: one Data Matrix symbol stands on a label
//!
//! A reader that sees two symbols takes either. Two on one face are not forbidden, and are a note.

use super::super::{Check, Label, Scope};
use crate::diagnostic::{Diagnostic, Rule, Severity};

pub(super) const CHECK: Check = Check {
    rule: Rule { code: "PL02", title: "one Data Matrix symbol stands on a label" },
    scope: Scope::Design,
    source: include_str!("pl02.rs"),
    run,
};

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let second = label.symbols().nth(1);
    let note = second.map(|seen| {
        let found = Diagnostic::error(CHECK.rule, "this is a second Data Matrix symbol: a reader may take either");
        let found = found.help("keep one, or part them so that a reader sees one");
        label.about(&seen.mark, found.weighing(Severity::Note))
    });
    note.into_iter().collect()
}
