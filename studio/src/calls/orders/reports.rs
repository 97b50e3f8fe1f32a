//! Reports: of a job's labels, and of packages.

use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{count, file, outside};
use quietzone::world::read_text;
use quietzone_station::ledger::documents::{Handed, Kind};
use quietzone_station::ledger::{Documents, JobId, Ledger};
use quietzone_station::oms::{Group, Handled, OfJob, Report, alone, group_of, left_json, packed};
use quietzone_station::report::job_json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::documents::{came, to_end};
use super::form::fields;
use super::way::{Way, line, refused};
use crate::desk::{Desk, Task};

/// Bytes of a list of packages.
const LARGEST: u64 = 64 << 20;
/// Jobs that are looked through, the latest.
const JOBS: usize = 200;

pub(super) fn jobs(desk: &Desk) -> Result<Answer, Failure> {
    let ledger = desk.room.ledger()?;
    let mut all: Vec<Value> = Vec::new();
    for job in ledger.jobs()?.iter().take(JOBS) {
        let applied = ledger.reportable(job.id, Kind::Utilisation)?;
        let void = ledger.reportable(job.id, Kind::Dropout)?;
        let mut row = job_json(job);
        if let Value::Object(row) = &mut row {
            row.insert("utilisation".to_owned(), left_json(&applied));
            row.insert("dropout".to_owned(), left_json(&void));
            let on_goods = say!(
                "{n} label on goods to be reported; {reported} reported; {others} not on goods"
                    | "{n} labels on goods to be reported; {reported} reported; {others} not on goods",
                n = count(applied.ready),
                reported = applied.reported,
                others = applied.others
            );
            let dropped = say!(
                "{n} void label to be reported; {reported} reported"
                    | "{n} void labels to be reported; {reported} reported",
                n = count(void.ready),
                reported = void.reported
            );
            let words = json!({ "utilisation": on_goods.to_string(), "dropout": dropped.to_string() });
            row.insert("words".to_owned(), words);
        }
        all.push(row);
    }
    Ok(json!({ "jobs": all }).into())
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum What {
    Utilisation,
    Dropout,
    Aggregation,
}

impl What {
    fn word(self) -> &'static str {
        match self {
            What::Utilisation => "utilisation",
            What::Dropout => "dropout",
            What::Aggregation => "aggregation",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asks {
    connection: String,
    kind: What,
    job: Option<u32>,
    group: Option<String>,
}

pub(super) fn form(desk: &Desk, asked: &Asks) -> Result<Answer, Failure> {
    let way = Way::to(desk, &asked.connection)?;
    let group = group(&way, asked.job, asked.group.as_deref())?;
    let form = match asked.kind {
        What::Utilisation => &group.utilisation,
        What::Dropout => &group.dropout,
        What::Aggregation => &group.aggregation,
    };
    let Some(form) = form else {
        let message = match asked.kind {
            What::Utilisation if group.fetched_is_applied => {
                say!(
                    "codes of {group} count as applied since they were fetched; there is nothing to report",
                    group = outside(&group.word)
                )
            }
            _ => say!(
                "the system takes no such report of {group}; tell it in the cabinet of the system",
                group = outside(&group.word)
            ),
        };
        return Err(refused(message).into());
    };
    Ok(json!({ "group": group.word, "fields": fields(form, way.is_sample, |_| false) }).into())
}

/// The group of goods that is reported.
fn group(way: &Way, job: Option<u32>, named: Option<&str>) -> Result<&'static Group, Failure> {
    let system = way.system()?;
    let market = job.map(|job| way.ledger.job(JobId(job))).transpose()?.map(|job| job.market).unwrap_or_default();
    let word = group_of(system, &market, named)?;
    Ok(system.group(word).ok_or_else(|| Diagnostic::internal("studio: a group of goods"))?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reports {
    connection: String,
    kind: What,
    job: Option<u32>,
    /// A list of scans, a file of the folder.
    units: Option<String>,
    group: Option<String>,
    cis_type: Option<String>,
    #[serde(default)]
    set: Vec<(String, String)>,
    #[serde(default)]
    draft: bool,
}

pub(super) fn report(desk: &Arc<Desk>, asked: Reports) -> Result<Answer, Failure> {
    let way = Way::to(desk, &asked.connection)?;
    let command = line_of(desk, &asked)?;
    let what = say!("report: {kind}", kind = quietzone::sentence::name(asked.kind.word()));
    let of_task = desk.clone();
    Ok(desk
        .tasks
        .begin(what, move |task| {
            let _alone = alone(&way.ledger)?;
            let handled = match (asked.kind, asked.job) {
                (What::Aggregation, _) => vec![packages(&of_task, &way, &asked, task)?],
                (_, None) => return Err(refused(say!("choose the job whose labels are reported")).into()),
                (kind, Some(job)) => labels(&way, &asked, kind, JobId(job), task)?,
            };
            let mut came = came(&of_task, &handled)?;
            if let Value::Object(came) = &mut came {
                came.insert("command".to_owned(), command);
                let nothing = handled.is_empty().then(|| say!("nothing is left to report of this job").to_string());
                came.insert("words".to_owned(), nothing.into());
            }
            Ok(came)
        })?
        .into())
}

/// Reports a job part by part; drafts of a run that died come first.
fn labels(way: &Way, asked: &Reports, what: What, job: JobId, task: &Task) -> Result<Vec<Handled>, Failure> {
    let group = group(way, Some(job.0), asked.group.as_deref())?;
    let report = if what == What::Dropout { Report::Dropout } else { Report::Utilisation };
    let of = OfJob { job, group: &group.word, cis_type: asked.cis_type.as_deref(), report, attributes: &asked.set };
    let watch = super::way::Fetching(task);
    let handled = way.handing(&watch, asked.draft).report(of, &mut |drafted| {
        drafted.told.iter().for_each(|found| task.say(&found.message));
    })?;
    if asked.draft {
        return Ok(handled);
    }
    let ended = |one: Handled| match one.document.handed {
        Handed::Over => Ok(one),
        _ => to_end(way, one.document.id, task),
    };
    handled.into_iter().map(ended).collect()
}

fn packages(desk: &Desk, way: &Way, asked: &Reports, task: &Task) -> Result<Handled, Failure> {
    let Some(named) = &asked.units else {
        return Err(refused(say!("choose the list of what a scanner read when goods were packed")).into());
    };
    let path = desk.path(named)?;
    let text = read_text(desk.world(), &path, LARGEST)
        .map_err(|error| refused(say!("the list cannot be read: {error}", error = outside(error.to_string()))))?;
    let units = packed(&file(&path).to_string(), &text)?;
    let group = group(way, None, asked.group.as_deref())?;
    let drafted = way.handing(&(), true).drafting()?.aggregation(&group.word, &units, &asked.set).map_err(Failure)?;
    drafted.told.iter().for_each(|found| task.say(&found.message));
    if asked.draft {
        return way.handing(&(), true).handle(drafted.id);
    }
    to_end(way, drafted.id, task)
}

fn line_of(desk: &Desk, asked: &Reports) -> Result<Value, Diagnostic> {
    let mut words = vec!["report".to_owned(), asked.kind.word().to_owned()];
    let mut say = |option: &str, value: String| words.extend([option.to_owned(), value]);
    asked.job.iter().for_each(|job| say("--job", job.to_string()));
    asked.units.iter().for_each(|units| say("--units", units.clone()));
    asked.group.iter().for_each(|group| say("--group", group.clone()));
    asked.cis_type.iter().for_each(|kind| say("--cis-type", kind.clone()));
    asked.set.iter().for_each(|(word, value)| say("--set", format!("{word}={value}")));
    say("--connection", asked.connection.clone());
    words.extend(asked.draft.then(|| "--draft".to_owned()));
    line(desk, &words.iter().map(String::as_str).collect::<Vec<_>>())
}
