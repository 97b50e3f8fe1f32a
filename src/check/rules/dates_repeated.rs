use super::super::dates::shows;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::outside;

check! {
    /// Turkey asks for the expiry as it is encoded beside the symbol, and once more in another place in
    /// plain form (guidance, art. 5(4)). A date in plain form is month and year, or day, month and year, in
    /// digits, in any usual order, joined by dots, strokes, hyphens or spaces: `12/2027`, `31.12.2027`,
    /// `2027-12`. A text that shows an element of the code, such as `(17)271231`, is the first place and
    /// not the second.
    ///
    /// A template that declares faces (`panel`) shows the whole package; there the demand weighs what the
    /// market's file says. A label alone may leave the second place to the rest of the package, which
    /// cannot be seen from here, so there it is a note.
    ///
    /// To mend it, add a text such as `{{ expiry | date('MM/YYYY') }}`.
    CHECK = "TX04", "dates that are asked for twice stand in plain form too", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.text.repeated else { return Vec::new() };
    let Some(severity) = demand.severity() else { return Vec::new() };
    let is_whole = !label.stock.blank.panels.is_empty();
    let missing = demand.value.iter().filter_map(|name| label.market.field(name)).filter(|field| {
        let in_plain_form = |date| label.texts().any(|(_, run)| shows(&run.text, date) && !label.is_element(&run.text));
        label.date(field).is_some_and(|date| !in_plain_form(date))
    });
    missing
        .map(|field| {
            let message = if is_whole {
                say!("{field} is not printed in plain form", field = outside(field))
            } else {
                say!(
                    "{field} is not printed in plain form on this label; it must be elsewhere on the package",
                    field = outside(field)
                )
            };
            let help = say!("add a text such as “{{{{ {field} | date('MM/YYYY') }}}}”", field = outside(&field.name));
            let finding = Diagnostic::error(CHECK.rule, message).because(Some(demand.origin.reference())).help(help);
            label.about_code(finding.weighing(if is_whole { severity } else { Severity::Note }))
        })
        .collect()
}
