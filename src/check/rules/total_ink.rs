use super::super::label::Known;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Choice;
use crate::say;
use crate::scene::{Ink, PressStock, Process};
use crate::sentence::{decimal, name};

check! {
    /// More ink than the stock takes up does not dry, sets off on the next sheet and comes off in the folder. The
    /// sum of cyan, magenta, yellow and black is held against what printers state for a stock: 300 % on coated
    /// board and paper, 260 % on uncoated, 240 % on newsprint. `press_stock` in `[label]` says which it is; coated
    /// where it is left out. Spot colours have plates of their own and count nothing, nor do pictures, whose inks
    /// nobody knows before they are separated. This is practice, and a warning; printers with dots are passed over.
    ///
    /// To mend it, take less of the colours under black: cmyk(60, 40, 40, 100) is as deep.
    CHECK = "PR02", "the inks of an area are no more than the stock takes", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let stock = label.stock.blank.press_stock.unwrap_or_default();
    let limit = limit(stock);
    let mut known = Known::default();
    let heavy = label.marks.iter().filter_map(|mark| {
        let inks = mark.item.drawing.inks(&label.stock.resources).into_iter();
        let sums = inks.map(|ink| sum(label.stock.ink(ink)));
        Some((mark, sums.max().filter(|sum| *sum > limit)?))
    });
    let found = heavy.filter(|(mark, _)| known.is_first(mark)).map(|(mark, sum)| {
        let per_cent = |sum: u32| decimal(f64::from(sum) / 10.0, None);
        let message = say!(
            "the inks of this come to {sum} %; {limit} % is the most on {stock} stock",
            sum = per_cent(sum),
            limit = per_cent(limit),
            stock = name(stock.word())
        );
        let finding = Diagnostic::error(CHECK.rule, message)
            .measured(i64::from(sum) * 100, i64::from(limit) * 100, "%")
            .help(say!("take less of the colours under black"));
        label.about(mark, finding.weighing(Severity::Warning))
    });
    found.collect()
}

/// The most ink that a stock takes, in per mille of one solid.
const fn limit(stock: PressStock) -> u32 {
    match stock {
        PressStock::Coated => 3000,
        PressStock::Uncoated => 2600,
        PressStock::News => 2400,
    }
}

/// How much process ink there is in an ink, in per mille of one solid.
fn sum(ink: &Ink) -> u32 {
    match ink {
        Ink::Process(Process(parts)) => parts.iter().map(|part| u32::from(*part)).sum(),
        _ => 0,
    }
}
