use super::super::coats::Coat;
use super::super::label::Known;
use super::super::{Label, Reserved, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::{Cover, ProcessingStep};
use crate::sentence::{Sentence, name, outside};

check! {
    /// What is laid over a print changes what a reader sees of it. Foil mirrors: its ground is as dark as black to a
    /// reader, or blinds it, so foil over a symbol or linear barcode, or in its quiet zone, is an error. What is
    /// embossed or debossed, and the dots of Braille, deform modules and throw shadows: a warning. Varnish over the
    /// whole of symbol and quiet zone is common, but gloss mirrors the light of a reader that looks straight at it:
    /// a note; where a varnish ends within them, its edge is seen as a line: a warning. All of it is practice; no act
    /// of the markets here says it.
    ///
    /// Inks of the kinds `varnish`, `foil`, `cold foil`, `embossing`, `debossing` and `braille` count, wherever they
    /// stand in the paint order. Windows are judged by WN01.
    ///
    /// To mend it, spare the symbol with its quiet zone in the coat, or move one of them; a varnish may be matt.
    CHECK = "PL11", "no foil, relief, Braille or edge of varnish lies over a symbol", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for reserved in label.reserved() {
        let mut known = Known::default();
        for coat in label.coats_in(&reserved.zone).into_iter().filter(|coat| known.is_first(&coat.mark)) {
            let (severity, message, help) = told(&reserved, &coat);
            let finding = Diagnostic::error(CHECK.rule, message).help(help).weighing(severity);
            found.push(label.about(&coat.mark, finding));
        }
    }
    found
}

fn told(reserved: &Reserved<'_>, coat: &Coat<'_>) -> (Severity, Sentence, Sentence) {
    let kind = name(match reserved.linear {
        Some(kind) => kind.to_string(),
        None if reserved.is_qr => "QR".to_owned(),
        None => "Data Matrix".to_owned(),
    });
    let element = outside(&reserved.part.id);
    let spare = say!("spare it with its quiet zone in this, or move one of them");
    match coat.step {
        ProcessingStep::Foil | ProcessingStep::ColdFoil => {
            let message =
                say!("this foil lies over the {kind} “{element}” or in its quiet zone: it mirrors", kind, element);
            (Severity::Error, message, spare)
        }
        ProcessingStep::Braille => {
            let message = say!(
                "this Braille lies over the {kind} “{element}” or in its quiet zone: its dots deform modules",
                kind,
                element
            );
            (Severity::Warning, message, spare)
        }
        ProcessingStep::Debossing => {
            let message = say!(
                "this debossing lies over the {kind} “{element}” or in its quiet zone: it deforms modules and throws shadows",
                kind,
                element
            );
            (Severity::Warning, message, spare)
        }
        ProcessingStep::Varnish => match coat.cover {
            Cover::Whole => {
                let message = say!(
                    "this varnish lies over the {kind} “{element}”: gloss mirrors the light of readers",
                    kind,
                    element
                );
                (Severity::Note, message, say!("take a matt varnish, or spare it with its quiet zone in this"))
            }
            Cover::Part | Cover::None => {
                let message = say!(
                    "this varnish ends over the {kind} “{element}” or in its quiet zone: its edge is seen as a line",
                    kind,
                    element
                );
                (Severity::Warning, message, say!("let it lie over all of it, or spare it with its quiet zone"))
            }
        },
        // Embossing; all other steps are no coats.
        _ => {
            let message = say!(
                "this embossing lies over the {kind} “{element}” or in its quiet zone: it deforms modules and throws shadows",
                kind,
                element
            );
            (Severity::Warning, message, spare)
        }
    }
}
