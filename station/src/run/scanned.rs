//! What a scan came to, told to people and programs. Nothing of it holds a tail.

use quietzone::report::json as told;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, value};
use serde_json::{Map, Value};

use super::verify::Scan;
use crate::ledger::{Known, State};
use crate::report;

impl Scan {
    /// What it came to, in words: with the labels that are left and all.
    #[must_use]
    pub fn told(&self, (left, all): (u64, u64)) -> Sentence {
        match self {
            Scan::Good(label) if matches!(label.state, State::Waiting) && label.copy == 1 => say!(
                "good: {label}, which was not known to be printed and will not be now; {left} of {all} left",
                label = named(label),
                left,
                all
            ),
            Scan::Good(label) if label.state == State::Waiting => say!(
                "good: {label}, which was to be printed again and will not be now; {left} of {all} left",
                label = named(label),
                left,
                all
            ),
            Scan::Good(label) => say!("good: {label}; {left} of {all} left", label = named(label), left, all),
            Scan::Twice(label) => {
                say!("scanned before: {label}; if two papers have it, put one aside", label = named(label))
            }
            Scan::Unfit(label) => {
                say!("put it aside: {label} is {state}", label = named(label), state = label.state.in_words())
            }
            Scan::OtherJob(label) => {
                say!("put it aside: it is label {number} of job {job}", number = label.number, job = label.job.0)
            }
            Scan::Unknown(unit) => {
                say!("put it aside: the ledger has no label of {unit}", unit = value(unit.replace('\u{1d}', " ")))
            }
            Scan::Unreadable(_) => say!("not read: scan it again, or look what is wrong"),
        }
    }

    /// The same for programs.
    #[must_use]
    pub fn json(&self, (left, all): (u64, u64)) -> Value {
        let (what, label) = match self {
            Scan::Good(label) => ("good", Some(label)),
            Scan::Twice(label) => ("twice", Some(label)),
            Scan::Unfit(label) => ("unfit", Some(label)),
            Scan::OtherJob(label) => ("other_job", Some(label)),
            Scan::Unknown(_) => ("unknown", None),
            Scan::Unreadable(_) => ("unreadable", None),
        };
        let mut said = Map::new();
        said.insert("scan".to_owned(), what.into());
        match (label, self) {
            (Some(label), _) => drop(said.insert("label".to_owned(), report::label_json(label))),
            (None, Scan::Unknown(unit)) => {
                let parts: Value = unit.split('\u{1d}').collect();
                said.insert("unit".to_owned(), parts);
            }
            (None, Scan::Unreadable(faults)) => {
                said.insert("findings".to_owned(), faults.iter().map(told::finding).collect());
            }
            (None, _) => {}
        }
        said.insert("left".to_owned(), left.into());
        said.insert("of".to_owned(), all.into());
        Value::Object(said)
    }
}

/// A label as people find it.
fn named(label: &Known) -> Sentence {
    match label.stand {
        Some((sheet, place)) => {
            say!("label {number}, sheet {sheet}, place {place}", number = label.number, sheet, place)
        }
        None => say!("label {number}", number = label.number),
    }
}
