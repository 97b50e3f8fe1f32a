//! TX03: the fields that the market wants readable are printed
//!
//! Some acts name the fields whose values stand readably on the package. A field counts as printed
//! if its value, as it is encoded, stands in a text of the label. What is printed elsewhere on the
//! package cannot be seen from here.

use super::super::{Check, Label, Scope};
use crate::diagnostic::{Diagnostic, Rule};

pub(super) const CHECK: Check = Check {
    rule: Rule { code: "TX03", title: "the fields that the market wants readable are printed" },
    scope: Scope::Record,
    source: include_str!("tx03.rs"),
    run,
};

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.text.content else { return Vec::new() };
    let Some(severity) = demand.severity() else { return Vec::new() };
    let structure = &label.market.structure;
    let missing = demand.value.iter().filter_map(|name| {
        let field = label.market.field(name)?;
        let value = structure.value(label.code, field)?;
        (!label.texts().any(|(_, run)| run.text.contains(value))).then_some(field)
    });
    missing
        .map(|field| {
            let message = format!("{field} is not printed readably");
            let finding = Diagnostic::error(CHECK.rule, message)
                .because(Some(demand.origin.reference()))
                .help(format!("add a text such as “{}”", example(field)));
            label.about_code(finding.weighing(severity))
        })
        .collect()
}

/// What a template would say.
fn example(field: &crate::market::Field) -> String {
    match field.ai {
        Some(ai) if field.is_date() => format!("({ai}){{{{ ai{ai} }}}}"),
        Some(ai) => format!("({ai}){{{{ {} }}}}", field.name),
        None => format!("{{{{ {} }}}}", field.name),
    }
}
