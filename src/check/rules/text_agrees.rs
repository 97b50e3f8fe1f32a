use super::super::said::shown_otherwise;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::{Printed, PrintedField, Verdict, repeats};
use crate::say;
use crate::scene::GlyphRun;
use crate::sentence::outside;

check! {
    /// Every element that is printed with its AI in parentheses is held against the code. Leaving an
    /// element out is not differing; another value is. (GS1 General Specifications, 4.14: human readable
    /// interpretation shows the data of the symbol.) An AI in parentheses that the symbol does not have is
    /// a warning: a number of tablets may look like one.
    ///
    /// An element that is broken over two lines is told by TX07, and a date that is the encoded one in
    /// another form by TX05 where an act asks for the form.
    CHECK = "TX01", "the readable text says what the symbol says", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(elements) = label.code.elements() else { return Vec::new() };
    let mut found = Vec::new();
    for (mark, run) in label.texts().filter(|(_, run)| run.text.contains('(') && !repeats(elements, &run.text)) {
        let printed = Printed::compare(&label.market.structure, label.code, &run.text);
        for field in &printed.fields {
            let (severity, message) = match &field.verdict {
                Verdict::Same | Verdict::NotPrinted | Verdict::Unreadable => continue,
                Verdict::Differs { .. } if !label.is_comparable(&mark) || is_left_to_others(label, run, field) => {
                    continue;
                }
                Verdict::Differs { position, .. } => {
                    let message = say!(
                        "{field} differs from the encoded data at position {position}",
                        field = outside(&field.label),
                        position = *position
                    );
                    (Severity::Error, message)
                }
                Verdict::NotEncoded { .. } => {
                    let message = say!("{field} is printed, and the symbol has none", field = outside(&field.label));
                    (Severity::Warning, message)
                }
            };
            let finding =
                Diagnostic::error(CHECK.rule, message).help(say!("print the field that the symbol has, unchanged"));
            found.push(label.about(&mark, finding.weighing(severity)));
        }
    }
    found
}

/// Whether the difference is a break between two lines, or the same date in another form.
fn is_left_to_others(label: &Label<'_>, run: &GlyphRun, printed: &PrintedField) -> bool {
    let name = printed.name.as_ref();
    let broken = label.neighbours().filter(|(_, above, _)| std::ptr::eq(*above, run));
    let mut broken = broken.filter_map(|(_, above, below)| label.broken(&above.text, &below.text));
    let mut dates = label.dates_as_encoded().filter(|(field, date)| shown_otherwise(&run.text, field, *date));
    broken.any(|ai| label.market.field_with(ai).map(|field| &field.name) == name)
        || dates.any(|(field, _)| Some(&field.name) == name)
}
