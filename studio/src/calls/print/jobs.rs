//! The jobs of the ledger.

use std::path::PathBuf;
use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::report::json as findings;
use quietzone_station::ledger::{self, Job, JobId, Ledger, Status};
use quietzone_station::printer::{Address, Profile};
use quietzone_station::{report, run};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::command::command;
use super::super::{Answer, output};
use super::{printers, runs, told};
use crate::desk::Desk;

/// Lines of events that are told.
const EVENTS: usize = 200;

/// A job that is named.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfJob {
    pub(super) job: u32,
}

/// Jobs that are listed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    kind: Option<Kind>,
    from: usize,
    count: usize,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Open,
    Doubt,
    Over,
}

impl Kind {
    fn has(self, job: &Job) -> bool {
        match self {
            Kind::Open => matches!(job.status, Status::Open | Status::Loading),
            Kind::Doubt => told::unsure(job) > 0,
            Kind::Over => matches!(job.status, Status::Done | Status::Cancelled),
        }
    }
}

pub(super) fn list(desk: &Arc<Desk>, page: &Page) -> Result<Answer, Failure> {
    let ledger = desk.room.ledger()?;
    let mut jobs = ledger.jobs()?;
    let (all, unsure) = (jobs.len(), jobs.iter().filter(|job| told::unsure(job) > 0).count());
    jobs.retain(|job| page.kind.is_none_or(|kind| kind.has(job)));
    let found: Vec<Value> =
        desk.room.restored()?.iter().map(|jobs| findings::finding(&ledger::put_back(jobs))).collect();
    let shown: Vec<Value> = jobs.iter().skip(page.from).take(page.count.min(500)).map(told::job).collect();
    Ok(json!({ "jobs": shown, "count": jobs.len(), "all": all, "unsure": unsure, "findings": found }).into())
}

pub(super) fn show(desk: &Arc<Desk>, id: u32) -> Result<Answer, Failure> {
    let ledger = desk.room.ledger()?;
    let job = ledger.job(JobId(id))?;
    let mut told = told::job(&job);
    if let Value::Object(told) = &mut told {
        told.insert("next".to_owned(), told::next(&*ledger, &job)?.into());
        told.insert("files".to_owned(), files(desk, &*ledger, &job)?.into());
        told.insert("task".to_owned(), runs::task_of(desk, id).into());
        told.insert("command".to_owned(), command(["job", "show", &id.to_string()].map(str::to_owned)).into());
    }
    Ok(told.into())
}

/// The sheet that a job is printed on.
pub(super) fn sheet(desk: &Arc<Desk>, id: u32) -> Result<Answer, Failure> {
    output::sheet(&run::design(&*desk.room.ledger()?, JobId(id))?)
}

/// Files of the folder that the job was printed into.
fn files(desk: &Desk, ledger: &dyn Ledger, job: &Job) -> Result<Vec<String>, Failure> {
    let stacks = ledger.stacks(job.id)?;
    let into_file = match printers::named(desk, &job.printer) {
        Some(Profile { address: Address::File(path), .. }) if job.places.is_none() => Some(path),
        _ => None,
    };
    let mut files: Vec<String> = stacks
        .iter()
        .map(|stack| PathBuf::from(&stack.to))
        .chain(into_file)
        .filter_map(|path| Some(path.strip_prefix(desk.folder()).ok()?.to_str()?.to_owned()))
        .filter(|name| desk.path(name).is_ok_and(|path| desk.world().kind(&path).is_ok()))
        .collect();
    files.dedup();
    Ok(files)
}

pub(super) fn events(desk: &Arc<Desk>, id: u32) -> Result<Answer, Failure> {
    let (ledger, id) = (desk.room.ledger()?, JobId(id));
    ledger.job(id)?;
    let stacks: Vec<String> = ledger.stacks(id)?.iter().map(|stack| report::stack_line(stack).to_string()).collect();
    Ok(json!({ "events": told::events(&ledger.events(id)?, EVENTS), "stacks": stacks }).into())
}
