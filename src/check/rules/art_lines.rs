use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::outside;

check! {
    /// A line of `[art.inks]` is of a colour, layer, id, class or swatch, and no drawing of the template paints
    /// anything of it. Then the line does nothing, and what it was meant for is printed with other inks: its name may
    /// be mistyped, or the drawing was changed. It is told as a warning, unless some drawings are not at hand: those
    /// that differ from record to record, and those that a condition leaves out.
    ///
    /// To mend it, write the name as the drawing has it, or take the line out.
    CHECK = "AR02", "what is said of the inks of drawings is of something that they paint", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let idle = label.stock.idle_lines.iter().map(|line| {
        let message = say!("no drawing paints anything of “{written}”", written = outside(&line.written));
        let help = say!("write it as the drawing has it, or take the line out");
        Diagnostic::warning(CHECK.rule, message).at(line.place.clone()).help(help)
    });
    idle.collect()
}
