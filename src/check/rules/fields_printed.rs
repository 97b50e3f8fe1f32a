use super::super::dates::shows;
use super::super::said::{behind, is_split};
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::Date;
use crate::market::Field;
use crate::say;
use crate::sentence::outside;

check! {
    /// Some acts name the fields whose values stand readably on the package: the four fields of a
    /// medicine's code in Turkey, the characters of a shoe's code before the key in Russia. A field counts
    /// as printed if its value, as it is encoded, stands in a text of the label, broken over two lines or
    /// not (TX07). Another value behind its AI counts as well: TX01 and TX05 tell what is wrong with it.
    ///
    /// What is printed elsewhere on the package cannot be seen from here, unless the template declares faces
    /// (`panel`) and so shows all of it. Where an act names fields that always stand beside the symbol (GTIN
    /// and serial in Turkey, guidance, art. 11(3)), the others may stand elsewhere: on a label alone, to miss
    /// one of them is a warning. There a date counts in plain form, too.
    CHECK = "TX03", "the fields that the market wants readable are printed", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.text.content else { return Vec::new() };
    let Some(severity) = demand.severity() else { return Vec::new() };
    let structure = &label.market.structure;
    let missing = demand.value.iter().filter_map(|name| {
        let field = label.market.field(name)?;
        let value = structure.value(label.code, field)?;
        let is_dated = label.may_stand_elsewhere(field) && label.date(field).is_some_and(|date| is_plain(label, date));
        (!is_printed(label, field, value) && !is_dated).then_some(field)
    });
    missing
        .map(|field| {
            let message = say!("{field} is not printed readably", field = outside(field));
            let finding = Diagnostic::error(CHECK.rule, message)
                .because(Some(demand.origin.reference()))
                .help(say!("add a text such as “{text}”", text = outside(example(field))));
            let is_elsewhere = label.stock.blank.panels.is_empty() && label.may_stand_elsewhere(field);
            label.about_code(finding.weighing(if is_elsewhere { severity.min(Severity::Warning) } else { severity }))
        })
        .collect()
}

/// Whether a date stands in plain form on the label.
fn is_plain(label: &Label<'_>, date: Date) -> bool {
    label.texts().any(|(_, run)| shows(&run.text, date))
}

/// Whether a value stands on the label, or another behind its AI. Most stand at the end of a line,
/// which is looked at first.
fn is_printed(label: &Label<'_>, field: &Field, value: &str) -> bool {
    let names = |line: &str| {
        let behind = field.ai.and_then(|ai| behind(line, ai));
        behind.is_some_and(|printed| !printed.trim().is_empty())
    };
    label.texts().any(|(_, run)| run.text.ends_with(value))
        || label.texts().any(|(_, run)| run.text.contains(value) || names(&run.text))
        || label.neighbours().any(|(_, above, below)| is_split(value, &above.text, &below.text))
}

/// What a template would say.
fn example(field: &Field) -> String {
    match field.ai {
        Some(ai) if field.is_date() => format!("({ai}){{{{ ai{ai} }}}}"),
        Some(ai) => format!("({ai}){{{{ {} }}}}", field.name),
        None => format!("{{{{ {} }}}}", field.name),
    }
}
