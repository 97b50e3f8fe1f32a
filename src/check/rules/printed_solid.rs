use super::super::contrast::is_screened;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::outside;

check! {
    /// A tint of an ink is screened: it is printed as dots with paper between them. The edges of a screened symbol
    /// fray into these dots, which may be as large as a quarter of a module, so that is a warning. A screened
    /// ground is lawful, and a note: its dots are seen in the light modules, and its contrast is known less well.
    /// Both are practice and no act. A printer with dots prints black or nothing, and this rule says nothing of it.
    ///
    /// To mend it, take an ink at 100 % for the symbol, and bare material or a solid ink for the ground.
    CHECK = "CT04", "symbol and ground are printed solid", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let screened = |ink| is_screened(label.stock.ink(ink));
    let mut found = Vec::new();
    for seen in label.grids() {
        if screened(seen.symbol.ink()) {
            let message = say!("the symbol is a tint: it is screened, and its edges fray (practice)");
            let frayed = Diagnostic::warning(CHECK.rule, message);
            found.push(label.about(&seen.mark, frayed.help(say!("print it at 100 %, best in black alone, “K”"))));
        }
        let ground = label.ground(&seen.zone(), seen.number);
        if let Some((mark, _)) = ground.layers.first().filter(|(_, ink)| screened(*ink)) {
            let message = say!(
                "this tint is the ground of the symbol “{symbol}”: its dots are seen there (practice)",
                symbol = outside(&seen.mark.item.part.id)
            );
            let note = Diagnostic::error(CHECK.rule, message)
                .help(say!("leave the material bare under symbol and quiet zone"))
                .weighing(Severity::Note);
            found.push(label.about(mark, note));
        }
    }
    found
}
