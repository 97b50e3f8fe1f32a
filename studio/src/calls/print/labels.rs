//! Labels of jobs, by pages and by what tells their units.

use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::say;
use quietzone::sentence::outside;
use quietzone_station::ledger::{JobId, Ledger, State};
use quietzone_station::run;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::told;
use super::which::refused;
use crate::desk::Desk;

/// Labels that are told at once.
const MOST: u32 = 1000;

/// A page of labels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    job: u32,
    state: Option<String>,
    from: u32,
    count: u32,
}

/// What is looked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sought {
    pub(super) what: String,
}

pub(super) fn page(desk: &Arc<Desk>, page: &Page) -> Result<Answer, Failure> {
    let (ledger, job, most) = (desk.room.ledger()?, JobId(page.job), page.count.min(MOST));
    let labels = match &page.state {
        // Labels of a job are numbered without gaps.
        None => ledger.labels(job, page.from, most)?,
        Some(key) => {
            let state = State::ALL.into_iter().find(|state| state.key() == key);
            let unknown = || refused(say!("there is no state “{key}” of labels", key = outside(key)));
            ledger.labels_in(job, state.ok_or_else(unknown)?, page.from, most)?
        }
    };
    Ok(json!({ "labels": labels.iter().map(told::label).collect::<Vec<Value>>() }).into())
}

pub(super) fn find(desk: &Arc<Desk>, what: &str) -> Result<Answer, Failure> {
    let found = run::find(&*desk.room.ledger()?, what.trim_matches([' ', '\r', '\n']))?;
    let sentence = found.is_empty().then(|| say!("The ledger has no label of this unit.").to_string());
    Ok(json!({ "labels": found.iter().map(told::label).collect::<Vec<Value>>(), "sentence": sentence }).into())
}
