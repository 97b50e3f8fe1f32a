use super::super::advice::{at_least, way_off};
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::scene::Linear;
use crate::units::Length;

check! {
    /// A linear barcode has blank strips at both ends of its bars: EAN-13 11 modules at the left and 7 at
    /// the right, EAN-8 7 and 7, ITF-14 and GS1-128 10 and 10 (GS1 General Specifications). What other
    /// elements print in them or over the bars, and the edge of the label in them, is an error. The digits
    /// that belong to the picture itself may stand there. An area of one ink under the whole of it is a
    /// ground and no fault.
    ///
    /// Pictures are judged that say what they show: `role = "ean13"` with `module`, and `zoned = true` where
    /// the picture holds the strips. Folds and cuts are judged by PL04.
    CHECK = "QZ05", "nothing stands in the quiet zones of a linear barcode", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.linears().flat_map(|linear| of_linear(label, linear)).collect()
}

fn of_linear(label: &Label<'_>, linear: &Linear) -> Vec<Diagnostic> {
    let Some(last) = label.marks.iter().rposition(|mark| mark.item.element == linear.element) else {
        return Vec::new();
    };
    let zone = linear.zone();
    let (left, right) = linear.kind.quiet();
    let asked = match linear.upright {
        true => format!("{} at both ends", linear.module * left.max(right)),
        false => format!("{} at the left and {} at the right", linear.module * left, linear.module * right),
    };
    let words = format!("the {} “{}”", linear.kind, linear.element);
    let mut found = Vec::new();
    let over = -label.to_edge(&zone);
    // Edges of pictures are rounded.
    if over.to_micrometres() > 0 {
        let message = format!("the quiet zones of {words} reach {over} over the edge of the label");
        let told = Diagnostic::error(CHECK.rule, message)
            .help(format!("they are {asked}: move it {} inwards", at_least(over)));
        found.push(label.about_place(&linear.element, &linear.bounds, told));
    }
    let ground = label.ground(&zone, last);
    let mut told_of = Vec::new();
    for mark in ground.over.iter().chain(&ground.under) {
        let element = &mark.item.element;
        if *element == linear.element || told_of.contains(&element) {
            continue;
        }
        told_of.push(element);
        let gap = linear.bars().distance(&mark.bounds);
        let message = match gap {
            Length::ZERO => format!("this reaches into the bars of {words}"),
            _ => format!("this stands {gap} from the bars of {words}, within its quiet zones"),
        };
        let told = Diagnostic::error(CHECK.rule, message)
            .help(format!("{asked} stay blank: move this {}", way_off(&mark.bounds, &zone)));
        found.push(label.about(mark, told));
    }
    found
}
