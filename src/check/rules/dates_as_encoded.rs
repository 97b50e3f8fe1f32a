use super::super::said::shown_otherwise;
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{name, outside};

check! {
    /// Turkey asks that the readable text beside the symbol shows the expiry in the form of the code,
    /// YYMMDD (guidance, art. 5(4)): `(17)271231` and not `(17)12/2027`. What is told here is the right date
    /// in another form. Another date is told by TX01, a missing one by TX03.
    ///
    /// To mend it, write `(17){{ ai17 }}`: `ai17` is the value as it is encoded, `expiry` is a date.
    CHECK = "TX05", "dates behind their AI are written as they are encoded", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.text.as_encoded else { return Vec::new() };
    let Some(severity) = demand.severity() else { return Vec::new() };
    let mut found = Vec::new();
    for (field, date) in label.dates_as_encoded() {
        for (mark, _) in label.texts().filter(|(_, run)| shown_otherwise(&run.text, field, date)) {
            let message = say!(
                "{field} is not printed as it is encoded, {encoded}",
                field = outside(field),
                encoded = outside(date.to_yymmdd())
            );
            let mut finding = Diagnostic::error(CHECK.rule, message).because(Some(demand.origin.reference()));
            if let Some(ai) = field.ai {
                finding = finding.help(say!("write ({ai}){{{{ ai{ai} }}}}", ai = name(ai.to_string())));
            }
            found.push(label.about(&mark, finding.weighing(severity)));
        }
    }
    found
}
