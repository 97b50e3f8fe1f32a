use super::super::advice::way_off;
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::market::PlacementRule;

check! {
    /// A symbol that is folded, torn, cut or glued over does not scan. A symbol or linear barcode with its
    /// quiet zone that crosses a fold, perforation, cut or glue area, or lies on two faces, is an error
    /// everywhere; the guidance of Turkey says it outright (art. 9(1), fifth dash). Windows are judged by
    /// WN02.
    ///
    /// To mend it, move it onto one face, where a module around it stays blank.
    CHECK = "PL04", "symbols and barcodes cross no fold, cut or glue", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let by_act = label.asks(PlacementRule::NoCrease);
    let mut found = Vec::new();
    for reserved in label.reserved_symbols().chain(label.reserved_linears()) {
        let crossed: Vec<_> = label.partings().filter(|parting| parting.bounds.overlaps(&reserved.zone)).collect();
        for parting in &crossed {
            let message = format!("{} crosses {}", reserved.words, parting.words);
            let told = Diagnostic::error(CHECK.rule, message)
                .because(by_act.clone().filter(|_| !parting.is_cut))
                .help(format!("move it {} onto one face", way_off(&reserved.zone, &parting.bounds)));
            found.push(label.about_place(reserved.element, &reserved.zone, told));
        }
        if crossed.is_empty() && !label.lies_on_one_face(&reserved.zone) {
            let message = format!("{} reaches over the edge of a face", reserved.words);
            let told = Diagnostic::error(CHECK.rule, message).help("move it onto one face");
            found.push(label.about_place(reserved.element, &reserved.zone, told));
        }
    }
    found
}
