use super::super::contrast::plates;
use super::super::label::Known;
use super::super::legibility::lines;
use super::super::{Label, Mark, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::{count, decimal};
use crate::units::Length;

check! {
    /// Letters that are lighter than the ink around them are spared out of it, and ink runs into them; where the
    /// ground is of several plates, each of them shifts. Printers of cartons and labels ask for 6 pt at least in a
    /// ground of one plate and for 8 pt in one of several or in a picture. This is practice, and a warning. Printers
    /// with dots are passed over.
    ///
    /// To mend it, make the letters larger, or take a ground of one ink.
    CHECK = "TX16", "reversed letters are large enough to stay open", Design, run;
}

/// A point of 1/72 inch.
const POINT: Length = Length::from_emu(12_700);

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let mut known = Known::default();
    let small = lines(label).filter_map(|(number, mark, run)| {
        let most = POINT * 8;
        let is_reversed = run.size < most && label.legibility(number, &mark, run)?.is_reversed;
        let plates = if is_reversed { ground_plates(label, number, &mark) } else { 0 };
        let least = if plates > 1 { most } else { POINT * 6 };
        (is_reversed && run.size < least && known.is_first(&mark)).then(|| {
            let message = say!(
                "reversed letters of {size} pt close up in a ground of {plates} plate; {least} pt is the least in practice"
                    | "reversed letters of {size} pt close up in a ground of {plates} plates; {least} pt is the least in practice",
                size = decimal(f64::from(run.size.to_pt()), 2),
                plates = count(plates),
                least = decimal(f64::from(least.to_pt()), None)
            );
            let thousandths = |size: Length| size.emu() * 1000 / POINT.emu();
            let finding = Diagnostic::error(CHECK.rule, message)
                .measured(thousandths(run.size), thousandths(least), "pt")
                .help(say!("make “size” and “shrink_to” larger, or take a ground of one ink"));
            label.about(&mark, finding.weighing(Severity::Warning))
        })
    });
    small.collect()
}

/// How many plates print what lies under a mark: all four where that is a picture.
fn ground_plates(label: &Label<'_>, number: usize, mark: &Mark<'_>) -> usize {
    let ground = label.ground(&mark.bounds, number);
    let layer = ground.layers.first().map(|(_, ink)| *ink);
    let parts = ground.under.iter().map(|under| under.path().and_then(|path| path.fill));
    parts
        .chain([layer].into_iter().filter(Option::is_some))
        .map(|ink| ink.map_or(4, |ink| plates(label.stock.ink(ink))))
        .max()
        .unwrap_or(1)
}
