//! What was done with a job, in words.

use quietzone::say;
use quietzone::sentence::{Sentence, outside};

/// What an event says, of which labels.
#[must_use]
pub fn event_words(kind: &str, labels: Option<(u32, u32)>) -> Sentence {
    match (kind, labels) {
        ("begun", _) => say!("begun"),
        ("cancelled", _) => say!("cancelled; what waited was freed"),
        ("done", _) => say!("told as over"),
        ("forgotten", _) => say!("codes wiped"),
        ("restored", _) => say!("put in doubt: the ledger was put back to an earlier state"),
        ("in_doubt", None) => say!("in doubt: what was under way when a run ended"),
        ("claimed", Some((first, last))) => say!("labels {first} to {last}: handed to a run", first, last),
        ("waiting", Some((first, last))) => say!("labels {first} to {last}: never left, and wait again", first, last),
        ("sent", Some((first, last))) => say!("labels {first} to {last}: sent", first, last),
        ("counted", Some((first, last))) => say!("labels {first} to {last}: counted by the printer", first, last),
        ("in_doubt", Some((first, last))) => say!("labels {first} to {last}: in doubt", first, last),
        ("confirmed", Some((first, last))) => say!("labels {first} to {last}: confirmed", first, last),
        ("spoiled", Some((first, last))) => say!("labels {first} to {last}: told as missing or unfit", first, last),
        ("reprint", Some((first, last))) => say!("labels {first} to {last}: to be printed again", first, last),
        ("void", Some((first, last))) => say!("labels {first} to {last}: retired for good", first, last),
        ("applied", Some((first, last))) => say!("labels {first} to {last}: on goods", first, last),
        ("scanned", Some((first, last))) => say!("labels {first} to {last}: scanned", first, last),
        (kind, _) => say!("{kind}", kind = outside(kind)),
    }
}
