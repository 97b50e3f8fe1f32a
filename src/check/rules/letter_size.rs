use super::super::label::Known;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::decimal;
use crate::units::Length;

check! {
    /// Whoever types a serial because the symbol cannot be read needs letters that can. At a reading
    /// distance of 30 cm a good eye tells letters of 0.44 mm (five minutes of arc); twice that is read with
    /// ease. Small letters of a text of 4 pt are 0.7 to 0.75 mm high in common fonts. Below 4 pt this is a
    /// note. The limit is practice and not law; acts on labelling may ask for much more for the texts they
    /// govern.
    ///
    /// What is judged is the size with the longest text of the design, after it was shrunk.
    CHECK = "TX08", "letters are large enough to read", Design, run;
}

/// A point of 1/72 inch.
const POINT: Length = Length::from_emu(12_700);

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let least = POINT * 4;
    let mut known = Known::default();
    let small = label.texts().filter(|(mark, run)| run.size < least && known.is_first(mark));
    let found = small.map(|(mark, run)| {
        let thousandths = |size: Length| size.emu() * 1000 / POINT.emu();
        let message = say!(
            "letters of {size} pt are hard to read; 4 pt is the least in practice",
            size = decimal(f64::from(run.size.to_pt()), 2)
        );
        let finding = Diagnostic::error(CHECK.rule, message)
            .measured(thousandths(run.size), thousandths(least), "pt")
            .help(say!("make “size” and “shrink_to” 4 pt or more, in a larger box or on two lines"));
        label.about(&mark, finding.weighing(Severity::Note))
    });
    found.collect()
}
