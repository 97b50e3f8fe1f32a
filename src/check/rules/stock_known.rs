use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::units::Length;

check! {
    /// The sizes of sheets that are sold (`stock` in `[sheet]`) are those of two collections of programs that print
    /// labels, and not of the makers, whose drawings are not public. Where the two differ, or one alone knows a
    /// sheet, this is a note: labels may come out beside the cuts by as much. It is practice and no act.
    ///
    /// Print the page of `quietzone sheet calibrate` with the outlines of the stock first, hold it against a sheet,
    /// and tell the printer's shift and scale by it; or measure the sheet, and say `columns`, `rows`, `left`, `top`
    /// and pitches instead of the stock.
    CHECK = "SH01", "the sizes of the sheet's stock are known", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(differ) = label.stock.blank.stock_doubt else { return Vec::new() };
    let message = match differ {
        Length::ZERO => say!("one source alone knows this stock (practice)"),
        by => say!("sources of this stock differ by up to {by} (practice)", by),
    };
    let help = say!("print the page of quietzone sheet calibrate on plain paper first, and hold it against a sheet");
    vec![Diagnostic::warning(CHECK.rule, message).weighing(Severity::Note).help(help)]
}
