use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Symbology;
use crate::symbol::Application;

check! {
    /// GS1 names what 2D symbols points of sale come to read: GS1 DataMatrix, and Data Matrix and QR with a GS1 Digital
    /// Link (2D barcodes at retail point of sale, implementation guideline). GS1 QR, with FNC1 and an element string,
    /// is not among them, so a package that is sold should not rely on it: a note where the template says
    /// `application = "retail"` or no use.
    ///
    /// To mend it, write a Digital Link: `data = "https://id.gs1.org/01/{{ gtin }}"` without `gs1`.
    CHECK = "QR02", "a QR symbol for points of sale holds a Digital Link", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if !matches!(label.stock.blank.application, None | Some(Application::Retail)) {
        return Vec::new();
    }
    let with_fnc1 = label.qr_symbols().filter(|seen| matches!(seen.symbol.kind, Symbology::Qr { gs1: true, .. }));
    let found = with_fnc1.map(|seen| {
        let message = say!("GS1 does not name GS1 QR (FNC1) among what points of sale read");
        let found = Diagnostic::error(CHECK.rule, message)
            .help(say!("write a Digital Link, “https://id.gs1.org/01/{{{{ gtin }}}}”, without “gs1”"));
        label.about(&seen.mark, found.weighing(Severity::Note))
    });
    found.collect()
}
