use super::super::label::Known;
use super::super::legibility::printing;
use super::super::{Label, Mark, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::length;
use crate::units::Length;

check! {
    /// A line that is thinner than the plate holds is printed in pieces or not at all. Printers ask for 0.25 pt,
    /// some 0.08 mm, at least where a line is of one ink: that is taken where `[label]` does not state the
    /// printer's own limit, `hairline = "0.1 mm"`. A thin area counts like a line. This is practice, and a warning;
    /// printers with dots are passed over.
    ///
    /// To mend it, make the line thicker.
    CHECK = "PR01", "lines are thick enough to print", Design, run;
}

/// The least width of a line where nothing is stated: 0.08 mm.
const LEAST: Length = Length::from_emu(2_880);

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let least = label.stock.blank.hairline.unwrap_or(LEAST);
    let mut known = Known::default();
    let thin =
        label.marks.iter().filter_map(|mark| Some((mark, thickness(label, mark).filter(|width| *width < least)?)));
    let found = thin.filter(|(mark, _)| known.is_first(mark)).map(|(mark, width)| {
        let message =
            say!("this line is {width} thick; {least} is the least that prints", width = length(width, 3), least);
        let finding = Diagnostic::error(CHECK.rule, message)
            .measured(width.to_micrometres(), least.to_micrometres(), "mm")
            .help(say!("make it {least} thick or more", least));
        label.about(mark, finding.weighing(Severity::Warning))
    });
    found.collect()
}

/// How thick a mark is at its thinnest, if it is lines or areas: the stroke, or the shorter side of an area's box.
fn thickness(label: &Label<'_>, mark: &Mark<'_>) -> Option<Length> {
    let path = mark.path()?;
    let prints = |ink| printing(label.stock, ink).is_some();
    let stroke = path.stroke.filter(|stroke| prints(stroke.ink)).map(|stroke| stroke.width);
    let side = mark.bounds.width().min(mark.bounds.height());
    let area = path.fill.filter(|ink| prints(*ink)).map(|_| side);
    [stroke, area].into_iter().flatten().filter(|width| *width > Length::ZERO).min()
}
