use super::super::advice::Way;
use super::super::{Label, Parting, PartingKind, Reserved, check};
use crate::diagnostic::Diagnostic;
use crate::market::PlacementRule;
use crate::say;
use crate::sentence::{Sentence, name, outside};

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
    for reserved in label.reserved() {
        let crossed: Vec<_> = label.partings().filter(|parting| parting.crosses(&reserved.zone)).collect();
        for parting in &crossed {
            let finding = Diagnostic::error(CHECK.rule, crosses(&reserved, parting))
                .because(by_act.clone().filter(|_| parting.kind != PartingKind::Cut))
                .help(move_off(&reserved, parting));
            found.push(label.about_place(reserved.part, &reserved.zone, finding));
        }
        if crossed.is_empty() && !label.lies_on_one_face(&reserved.zone) {
            let finding = Diagnostic::error(CHECK.rule, leaves_face(&reserved)).help(say!("move it onto one face"));
            found.push(label.about_place(reserved.part, &reserved.zone, finding));
        }
    }
    found
}

fn crosses(reserved: &Reserved<'_>, parting: &Parting<'_>) -> Sentence {
    let (element, id) = (outside(&reserved.part.id), outside(parting.id));
    match (reserved.linear.map(|kind| name(kind.to_string())), parting.kind) {
        (None, PartingKind::Fold) => {
            say!("the symbol “{element}” with its quiet zone crosses the fold “{id}”", element, id)
        }
        (None, PartingKind::Perforation) => {
            say!("the symbol “{element}” with its quiet zone crosses the perforation “{id}”", element, id)
        }
        (None, PartingKind::Cut) => {
            say!("the symbol “{element}” with its quiet zone crosses the cut “{id}”", element, id)
        }
        (None, PartingKind::Glue) => {
            say!("the symbol “{element}” with its quiet zone crosses the glue area “{id}”", element, id)
        }
        (Some(kind), PartingKind::Fold) => {
            say!("the {kind} “{element}” with its quiet zones crosses the fold “{id}”", kind, element, id)
        }
        (Some(kind), PartingKind::Perforation) => {
            say!("the {kind} “{element}” with its quiet zones crosses the perforation “{id}”", kind, element, id)
        }
        (Some(kind), PartingKind::Cut) => {
            say!("the {kind} “{element}” with its quiet zones crosses the cut “{id}”", kind, element, id)
        }
        (Some(kind), PartingKind::Glue) => {
            say!("the {kind} “{element}” with its quiet zones crosses the glue area “{id}”", kind, element, id)
        }
    }
}

fn leaves_face(reserved: &Reserved<'_>) -> Sentence {
    let element = outside(&reserved.part.id);
    match reserved.linear {
        None => say!("the symbol “{element}” with its quiet zone reaches over the edge of a face", element),
        Some(kind) => say!(
            "the {kind} “{element}” with its quiet zones reaches over the edge of a face",
            kind = name(kind.to_string()),
            element
        ),
    }
}

fn move_off(reserved: &Reserved<'_>, parting: &Parting<'_>) -> Sentence {
    match parting.way_off(&reserved.zone) {
        (by, Way::Left) => say!("move it {by} left onto one face", by),
        (by, Way::Right) => say!("move it {by} right onto one face", by),
        (by, Way::Up) => say!("move it {by} up onto one face", by),
        (by, Way::Down) => say!("move it {by} down onto one face", by),
    }
}
