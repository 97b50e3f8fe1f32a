use super::super::advice::{Way, at_least, way_off};
use super::super::label::Known;
use super::super::{Label, Mark, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::Pictured;
use crate::sentence::{length, outside};
use crate::units::Length;

check! {
    /// A Data Matrix that comes within a picture needs the blank strip of one module on each side like any other
    /// (ISO/IEC 16022 and the GS1 General Specifications). What other elements print in it or over the symbol, and
    /// the edge of the label in it, is an error. What the picture itself draws there is not told from its modules:
    /// look at it. An area of one ink under the whole of it is a ground and no fault; its contrast is not judged.
    ///
    /// Pictures are judged that say what they show: `role = "datamatrix"` with `modules = "36x36"`, and
    /// `zoned = true` where the picture holds the strip. Folds and cuts are judged by PL04.
    CHECK = "QZ06", "nothing stands in the quiet zone of a Data Matrix in a picture", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.pictured().flat_map(|symbol| of_symbol(label, symbol)).collect()
}

fn of_symbol(label: &Label<'_>, symbol: &Pictured) -> Vec<Diagnostic> {
    let Some(last) = label.marks.iter().rposition(|mark| mark.item.part.id == symbol.part.id) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let over = -label.to_edge(&symbol.zone());
    // Edges of pictures are rounded.
    if over.to_micrometres() > 0 {
        let message = say!("the quiet zone of this Data Matrix reaches {over} over the edge of the label", over);
        let help = say!(
            "it is {module}, one module, on each side: move it {by} inwards",
            module = length(symbol.module(), 3),
            by = at_least(over)
        );
        found.push(label.about_place(&symbol.part, &symbol.bounds, Diagnostic::error(CHECK.rule, message).help(help)));
    }
    let ground = label.ground(&symbol.zone(), last);
    let mut known = Known::default();
    for mark in ground.over.iter().chain(&ground.under) {
        if mark.item.part.id != symbol.part.id && known.is_first(mark) {
            found.push(label.about(mark, intruder(symbol, mark)));
        }
    }
    found
}

fn intruder(symbol: &Pictured, mark: &Mark<'_>) -> Diagnostic {
    let element = outside(&symbol.part.id);
    let message = match symbol.symbol().distance(&mark.bounds) {
        Length::ZERO => say!("this reaches into the Data Matrix of the picture “{element}”", element),
        gap => say!(
            "this stands {gap} from the Data Matrix of the picture “{element}”, within its quiet zone",
            gap,
            element
        ),
    };
    Diagnostic::error(CHECK.rule, message).help(match way_off(&mark.bounds, &symbol.zone()) {
        (by, Way::Left) => say!("one module around it stays blank: move this {by} left", by),
        (by, Way::Right) => say!("one module around it stays blank: move this {by} right", by),
        (by, Way::Up) => say!("one module around it stays blank: move this {by} up", by),
        (by, Way::Down) => say!("one module around it stays blank: move this {by} down", by),
    })
}
