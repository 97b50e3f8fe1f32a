//! Labels ticked off as a scanner types their codes into the page.

use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::market::Fixing;
use quietzone::world::World;
use quietzone_station::ledger::JobId;
use quietzone_station::run::Checklist;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use crate::desk::Desk;

/// What a scanner typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    job: u32,
    text: String,
    #[serde(default)]
    fix_layout: bool,
}

/// A scan is one transaction: what is answered is on the disk.
pub(super) fn scan(desk: &Arc<Desk>, typed: &Typed) -> Result<Answer, Failure> {
    let (ledger, world) = (desk.room.ledger()?, World::default());
    let fixing = Fixing { layout: typed.fix_layout, ..Fixing::default() };
    let mut list = Checklist::of(&*ledger, &world, JobId(typed.job), desk.room.operator(), (true, fixing))?;
    let scan = list.scan(typed.text.trim_matches(['\r', '\n']))?;
    let mut told = scan.json(list.left());
    if let Value::Object(told) = &mut told {
        told.insert("sentence".to_owned(), json!(scan.told(list.left()).to_string()));
    }
    Ok(told.into())
}
