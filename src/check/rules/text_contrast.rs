use super::super::label::Known;
use super::super::legibility::lines;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::decimal;

check! {
    /// White text on white, grey on a dark blue: nobody reads it, and on a screen full of other things nobody
    /// misses it. What is reckoned is the ratio of the luminances of text and ground (WCAG 2): 1 is nothing, 21
    /// is black on white. ISO 9241-3 has 3 as the least for readers with good eyes. Inks count by what they let
    /// through in offset on coated board (Fogra 39), pictures by their colours, where they make a tenth or more of
    /// the ground. Of a ground of bare foil or film nothing is said. This is practice, and a warning.
    ///
    /// A text in an ink of no colour, `cmyk(0, 0, 0, 0)`, spares the ground out, and has the colour of the board.
    ///
    /// To mend it, print it in black on a light ground, or in white on a dark one.
    CHECK = "TX15", "texts stand out from their ground", Design, run;
}

/// The least ratio of luminances.
const LEAST: f64 = 3.0;

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut known = Known::default();
    let weak = lines(label).filter_map(|(number, mark, run)| {
        let contrast = label.legibility(number, &mark, run)?.contrast;
        (contrast < LEAST && known.is_first(&mark)).then(|| {
            let message = say!(
                "this text has a contrast of {ratio} to its ground; {least} is the least to be read",
                ratio = decimal((contrast * 10.0).floor() / 10.0, 1),
                least = decimal(LEAST, None)
            );
            let finding = Diagnostic::error(CHECK.rule, message)
                .measured((contrast * 1000.0) as i64, (LEAST * 1000.0) as i64, "to 1")
                .help(say!("print it in black on a light ground, or in white on a dark one"));
            label.about(&mark, finding.weighing(Severity::Warning))
        })
    });
    weak.collect()
}
