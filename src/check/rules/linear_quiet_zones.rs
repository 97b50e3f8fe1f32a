use super::super::advice::{Way, at_least, way_off};
use super::super::label::Known;
use super::super::{Label, Mark, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::Linear;
use crate::sentence::{Sentence, name, outside};
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
    let Some(last) = label.marks.iter().rposition(|mark| mark.item.part.id == linear.part.id) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let over = -label.to_edge(&linear.zone());
    // Edges of pictures are rounded.
    if over.to_micrometres() > 0 {
        found.push(label.about_place(&linear.part, &linear.bounds, over_edge(linear, over)));
    }
    let ground = label.ground(&linear.zone(), last);
    let mut known = Known::default();
    for mark in ground.over.iter().chain(&ground.under) {
        if mark.item.part.id != linear.part.id && known.is_first(mark) {
            found.push(label.about(mark, intruder(linear, mark)));
        }
    }
    found
}

fn over_edge(linear: &Linear, over: Length) -> Diagnostic {
    let message = say!(
        "the quiet zones of the {kind} “{element}” reach {over} over the edge of the label",
        kind = name(linear.kind.to_string()),
        element = outside(&linear.part.id),
        over
    );
    let (by, (left, right)) = (at_least(over), quiet(linear));
    Diagnostic::error(CHECK.rule, message).help(if linear.upright {
        say!("they are {most} at both ends: move it {by} inwards", most = left.max(right), by)
    } else {
        say!("they are {left} at the left and {right} at the right: move it {by} inwards", left, right, by)
    })
}

fn intruder(linear: &Linear, mark: &Mark<'_>) -> Diagnostic {
    let (kind, element) = (name(linear.kind.to_string()), outside(&linear.part.id));
    let message = match linear.bars().distance(&mark.bounds) {
        Length::ZERO => say!("this reaches into the bars of the {kind} “{element}”", kind, element),
        gap => say!(
            "this stands {gap} from the bars of the {kind} “{element}”, within its quiet zones",
            gap,
            kind,
            element
        ),
    };
    let (advice, (left, right)) = (move_off(linear, mark), quiet(linear));
    Diagnostic::error(CHECK.rule, message).help(if linear.upright {
        say!("{most} at both ends stay blank: {advice}", most = left.max(right), advice)
    } else {
        say!("{left} at the left and {right} at the right stay blank: {advice}", left, right, advice)
    })
}

/// How long its quiet zones are.
fn quiet(linear: &Linear) -> (Length, Length) {
    let (left, right) = linear.kind.quiet();
    (linear.module * left, linear.module * right)
}

fn move_off(linear: &Linear, mark: &Mark<'_>) -> Sentence {
    match way_off(&mark.bounds, &linear.zone()) {
        (by, Way::Left) => say!("move this {by} left", by),
        (by, Way::Right) => say!("move this {by} right", by),
        (by, Way::Up) => say!("move this {by} up", by),
        (by, Way::Down) => say!("move this {by} down", by),
    }
}
