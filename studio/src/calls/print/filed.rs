//! Reports and control lists as files of the folder.

use std::path::Path;
use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::gs1::Date;
use quietzone::say;
use quietzone::sentence::{count, file};
use quietzone_station::ledger::JobId;
use quietzone_station::{its, report, run};
use serde::Deserialize;
use serde_json::json;

use super::super::Answer;
use super::super::command::command;
use super::which::refused;
use crate::desk::Desk;

/// A report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    job: u32,
    form: ReportForm,
    /// The date of production of labels that hold none.
    production: Option<String>,
    /// Whether a file of the name is replaced.
    #[serde(default)]
    replace: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ReportForm {
    Csv,
    Xlsx,
    Json,
    Its,
}

/// A control list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ControlList {
    job: u32,
    form: ListForm,
    date: Option<String>,
    /// Whether a file of the name is replaced.
    #[serde(default)]
    replace: bool,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ListForm {
    Pdf,
    Xlsx,
}

pub(super) fn report(desk: &Arc<Desk>, asked: &Report) -> Result<Answer, Failure> {
    let (ledger, job) = (desk.room.ledger()?, asked.job);
    let name = match asked.form {
        ReportForm::Csv => format!("job-{job}-report.csv"),
        ReportForm::Xlsx => format!("job-{job}-report.xlsx"),
        ReportForm::Json => format!("job-{job}-report.json"),
        ReportForm::Its => format!("job-{job}-its.csv"),
    };
    if let Some(there) = there(desk, &name, asked.replace) {
        return Ok(there);
    }
    let to = (desk.world(), Path::new(&name));
    let labels = match asked.form {
        ReportForm::Its => its::filed(&*ledger, JobId(job), day(asked.production.as_ref())?, to)?,
        _ => report::filed(&*ledger, JobId(job), &|_| true, to)?,
    };
    let mut words = vec!["job".to_owned(), "report".to_owned(), job.to_string()];
    if asked.form == ReportForm::Its {
        words.push("--its".to_owned());
        words.extend(asked.production.iter().flat_map(|day| ["--production".to_owned(), day.clone()]));
    }
    Ok(written(name, labels, words))
}

pub(super) fn control_list(desk: &Arc<Desk>, asked: &ControlList) -> Result<Answer, Failure> {
    let (ledger, job) = (desk.room.ledger()?, asked.job);
    let ending = match asked.form {
        ListForm::Pdf => "pdf",
        ListForm::Xlsx => "xlsx",
    };
    let name = format!("job-{job}-control-list.{ending}");
    if let Some(there) = there(desk, &name, asked.replace) {
        return Ok(there);
    }
    let date = day(asked.date.as_ref())?;
    let labels = run::control_list(&*ledger, desk.world(), JobId(job), Path::new(&name), date)?;
    let mut words = vec!["job".to_owned(), "control-list".to_owned(), job.to_string()];
    words.extend(asked.date.iter().flat_map(|day| ["--date".to_owned(), day.clone()]));
    Ok(written(name, labels, words))
}

/// That a file of the name is there, where it is not to be replaced. Nothing is written then.
fn there(desk: &Desk, name: &str, replace: bool) -> Option<Answer> {
    let is_there = !replace && desk.world().kind(Path::new(name)).is_ok();
    is_there.then(|| json!({ "there": name }).into())
}

fn day(text: Option<&String>) -> Result<Option<Date>, Failure> {
    Ok(text.map(|text| text.parse()).transpose().map_err(refused)?)
}

fn written(name: String, labels: u64, mut words: Vec<String>) -> Answer {
    words.extend(["-o".to_owned(), name.clone()]);
    let sentence = say!(
        "{labels} label is told in {file} in the studio’s folder"
            | "{labels} labels are told in {file} in the studio’s folder",
        labels = count(labels),
        file = file(&name)
    );
    json!({ "name": name, "labels": labels, "sentence": sentence.to_string(), "command": command(words) }).into()
}
