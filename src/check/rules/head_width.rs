use super::super::advice::at_least;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::say;
use crate::scene::Bounds;
use crate::sentence::decimal;

check! {
    /// A template for a printer with whole dots may say how wide its head prints (`head` in `[label]`; the
    /// printer's data sheet has it). What is printed beyond the head is missing from every label, which is
    /// an error. A label that is wider than the head, with what is printed within, is a note: the roll must
    /// lie so that the head comes over the print. Nothing is said without a stated head, because heads of
    /// one resolution have many widths, nor of sheets and press artwork.
    CHECK = "DV02", "the print head is as wide as what it prints", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let stock = label.stock;
    let Some(head) = stock.blank.head.filter(|_| stock.page.device.is_some() && stock.page.sheet.is_none()) else {
        return Vec::new();
    };
    let boxes = label.marks.iter().map(|mark| mark.bounds);
    let Some(print) = boxes.reduce(|all: Bounds, one| all.joined(&one)).filter(|_| stock.page.width > head) else {
        return Vec::new();
    };
    let is_cut = print.width() > head;
    let wide = if is_cut { print.width() } else { stock.page.width };
    let (message, help) = if is_cut {
        (
            say!("what is printed is {wide} wide, the head prints {head}", wide, head),
            say!(
                "make it {by} narrower, turn the label by a quarter, or take a wider head",
                by = at_least(wide - head)
            ),
        )
    } else {
        (
            say!("the label is {wide} wide, the head prints {head}", wide, head),
            say!(
                "lay the roll so that the head comes over the print, {left} to {right} from the left edge",
                left = decimal(print.left.to_mm(), 2),
                right = print.right
            ),
        )
    };
    let finding = Diagnostic::error(CHECK.rule, message)
        .measured(wide.to_micrometres(), head.to_micrometres(), "mm")
        .along(Span::Width)
        .help(help)
        .weighing(if is_cut { Severity::Error } else { Severity::Note });
    let outermost = label.marks.iter().filter(|_| is_cut).max_by_key(|mark| mark.bounds.right);
    vec![match outermost {
        Some(mark) => label.about(mark, finding),
        None => finding,
    }]
}
