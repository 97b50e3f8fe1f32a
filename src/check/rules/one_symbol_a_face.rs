use std::sync::Arc;

use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;

check! {
    /// A reader that sees two symbols takes either. Two on one face are not forbidden, and are a note.
    /// Symbols on different faces of a folded box, declared by `[[panel]]`, are never seen together.
    CHECK = "PL02", "one Data Matrix symbol stands on a face", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut faces: Vec<Option<&Arc<str>>> = Vec::new();
    let mut found = Vec::new();
    for symbol in label.sized() {
        let face = label.face(&symbol.bounds).map(|panel| &panel.id);
        if faces.contains(&face) {
            let message = say!("this is a second Data Matrix symbol: a reader may take either");
            let note = Diagnostic::error(CHECK.rule, message)
                .help(say!("keep one, or part them so that a reader sees one"))
                .weighing(Severity::Note);
            found.push(label.about_place(symbol.part, &symbol.bounds, note));
        }
        faces.push(face);
    }
    found
}
