//! TX01: the readable text says what the symbol says
//!
//! Every element that is printed with its AI in parentheses is held against the code. Leaving an
//! element out is not differing; another value is. (GS1 General Specifications, 4.14: human readable
//! interpretation shows the data of the symbol.) An AI in parentheses that the symbol does not have is
//! a warning: a number of tablets may look like one.

use super::super::{Check, Label, Scope};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::market::{Printed, Verdict};

pub(super) const CHECK: Check = Check {
    rule: Rule { code: "TX01", title: "the readable text says what the symbol says" },
    scope: Scope::Record,
    source: include_str!("tx01.rs"),
    run,
};

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (mark, run) in label.texts().filter(|(_, run)| run.text.contains('(')) {
        let printed = Printed::compare(&label.market.structure, label.code, &run.text);
        for field in &printed.fields {
            let label_of = &field.label;
            let (severity, message) = match &field.verdict {
                Verdict::Same | Verdict::NotPrinted | Verdict::Unreadable => continue,
                Verdict::Differs { position, .. } => {
                    let message = format!("{label_of} differs from the encoded data at position {position}");
                    (Severity::Error, message)
                }
                Verdict::NotEncoded { .. } => {
                    (Severity::Warning, format!("{label_of} is printed, and the symbol has none"))
                }
            };
            let finding = Diagnostic::error(CHECK.rule, message).help("print the field that the symbol has, unchanged");
            let finding = finding.weighing(severity);
            found.push(label.about(&mark, finding));
        }
    }
    found
}
