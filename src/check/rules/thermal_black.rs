use super::super::label::Known;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::{Ink, Process};

check! {
    /// Printers with whole dots of one colour print every ink in black. A colour beside text is a
    /// surprise on the label; a light colour under the symbol covers it.
    CHECK = "DV01", "a thermal printer prints black", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_none() {
        return Vec::new();
    }
    let mut known = Known::default();
    let coloured = label.marks.iter().filter(|mark| {
        let inks = mark.item.drawing.inks(&label.stock.resources);
        let is_colour = |ink: &Ink| match ink {
            Ink::Process(Process([c, m, y, _])) => [c, m, y].into_iter().any(|part| *part > 0),
            Ink::Spot { .. } => true,
            Ink::Step { .. } | Ink::Technical | Ink::Varnish => false,
        };
        inks.iter().any(|ink| is_colour(label.stock.ink(*ink))) && known.is_first(mark)
    });
    let found = coloured.map(|mark| {
        let finding = Diagnostic::error(CHECK.rule, say!("this has a colour, and the printer prints it black"))
            .help(say!("use black, or leave it to the press with device = \"artwork\""));
        label.about(mark, finding.weighing(Severity::Warning))
    });
    found.collect()
}
