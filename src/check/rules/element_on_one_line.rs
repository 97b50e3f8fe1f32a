use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::name;

check! {
    /// An AI with its value is one thing to read and to type. Where a text is broken between them, or in
    /// the middle of the value, the second line looks like something of its own. GS1 keeps every element
    /// on one line (General Specifications, 4.14); no act that is known here asks for it, so this is
    /// practice, and a note.
    ///
    /// To mend it, give the text a wider box, a smaller `size` or a `shrink_to`, or write each element as a
    /// text of its own.
    CHECK = "TX07", "an element does not go over two lines", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let broken = label.neighbours().filter_map(|(mark, above, below)| {
        let ai = label.broken(&above.text, &below.text)?;
        let message = say!(
            "({ai}) begins on one line and ends on the next; it is practice to keep it on one",
            ai = name(ai.to_string())
        );
        let finding = Diagnostic::error(CHECK.rule, message)
            .help(say!("make the box wider or the letters smaller, or give each element a text of its own"));
        Some(label.about(&mark, finding.weighing(Severity::Note)))
    });
    broken.collect()
}
