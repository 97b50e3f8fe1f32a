//! Jobs begun, printed and stopped: long work, each run with a hold of its own.

use std::path::Path;
use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::Request;
use quietzone::report::{json as findings, outcome as report, rows};
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, outside};
use quietzone::template::Free;
use quietzone::world::World;
use quietzone_station::ledger::{By, Decision, Hold, JobId, Ledger, Numbers, Operation, Sqlite};
use quietzone_station::printer::{self, Address, Change, Profile, rules};
use quietzone_station::run::{self, Begun, Ended, How, Why};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::super::command::command;
use super::super::work::Work;
use super::which::{numbers, refused};
use crate::desk::{Desk, Task};

/// A job that is to begin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beginning {
    pub(super) print: Print,
}

/// What a job is begun with, by the names of the options of `print`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Print {
    work: Work,
    printer: String,
    sort: Vec<String>,
    group_by: Option<String>,
    copies: Option<u32>,
    /// Where rejected rows are listed, if the others are to be printed.
    rejects: Option<String>,
    /// The free places of a half-used first sheet: `2,9,14-20`.
    free: Option<String>,
    cut: Option<String>,
    peel: bool,
    separator: bool,
    /// Whether nothing is printed yet.
    later: bool,
}

/// A job that goes on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Resumed {
    job: u32,
    printer: Option<String>,
    only: Option<String>,
    free: Option<String>,
    #[serde(default)]
    others_print: bool,
}

/// A job that is to stop.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stopped {
    job: u32,
}

/// Codes that are given back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Remembered {
    job: u32,
    work: Work,
}

impl Print {
    fn request(&self, desk: &Desk) -> Result<Request, Failure> {
        let mut request = self.work.request(desk)?;
        if request.data.is_none() {
            let help = say!("choose a file of codes on the page “Start”");
            return Err(refused(say!("no codes are chosen yet")).help(help).into());
        }
        (request.sort, request.group_by) = (self.sort.clone(), self.group_by.clone());
        request.copies = self.copies.filter(|copies| *copies > 0);
        request.rejects = self.rejects.as_deref().map(|name| desk.path(name)).transpose()?;
        request.skip_bad = request.rejects.is_some();
        request.free = free(self.free.as_ref())?;
        Ok(request)
    }

    /// Where the codes are from, as it is told.
    fn codes(&self) -> Vec<String> {
        self.work.order.iter().chain(&self.work.data).cloned().collect()
    }

    fn profile(&self, desk: &Desk) -> Result<Profile, Failure> {
        let mut profile = known(desk, &self.printer)?;
        let cut = self.cut.as_deref().map(str::parse).transpose().map_err(refused)?;
        let said = |is_so: bool| is_so.then_some(true);
        let change = Change { cut, peel: said(self.peel), separator: said(self.separator), ..Change::default() };
        change.put(&mut profile)?;
        profile.check().map_err(|wrong| Diagnostic::error(rules::SETTINGS, wrong))?;
        Ok(profile)
    }

    fn command(&self) -> String {
        let mut words = vec!["print".to_owned()];
        words.extend(self.work.words());
        let mut say = |option: &str, value: String| words.extend([option.to_owned(), value]);
        say("--printer", self.printer.clone());
        self.sort.iter().for_each(|field| say("--sort", field.clone()));
        self.group_by.iter().for_each(|field| say("--group-by", field.clone()));
        self.copies.iter().for_each(|copies| say("--copies", copies.to_string()));
        self.rejects.iter().for_each(|list| say("--rejects", list.clone()));
        self.free.iter().for_each(|free| say("--free", free.clone()));
        self.cut.iter().for_each(|cut| say("--cut", cut.clone()));
        let switches = [
            (self.rejects.is_some(), "--skip-bad"),
            (self.peel, "--peel"),
            (self.separator, "--separator"),
            (self.later, "--later"),
        ];
        words.extend(switches.iter().filter(|(is_on, _)| *is_on).map(|(_, option)| (*option).to_owned()));
        command(words)
    }
}

pub(super) fn command_of(print: &Print) -> Answer {
    json!({ "command": print.command() }).into()
}

/// Makes a job, and prints it.
pub(super) fn begin(desk: &Arc<Desk>, print: Print) -> Result<Answer, Failure> {
    let (request, profile) = (print.request(desk)?, print.profile(desk)?);
    let what = say!("labels on {printer}", printer = outside(&profile.name));
    let own = desk.clone();
    Ok(desk.tasks.begin(what, move |task| made(&own, &print, request, &profile, task))?.into())
}

fn made(desk: &Desk, print: &Print, request: Request, profile: &Profile, task: &Task) -> Result<Value, Failure> {
    let (ledger, world) = (own(desk)?, World::default());
    let by = By { printer: &profile.name, operator: desk.room.operator() };
    let free = request.free.clone();
    let request = run::fitted(request, profile)?;
    let rejects = request.rejects.clone();
    let data = print.codes().join(", ");
    let begun = run::begin(&ledger, &world, request, &by, &file(&data).to_string(), task)?;
    let rejected = rejects.filter(|_| begun.outcome.rejected > 0);
    let rejected = rejected.map(|list| report::rejected(begun.outcome.rejected, &list).to_string());
    let Some(hold) = &begun.hold else { return Ok(unfit(&begun, print)) };
    task.concerns(json!({ "job": hold.job.0 }));
    let ended = match print.later {
        true => None,
        false => Some(run_of(&ledger, hold, profile, (None, free.as_ref(), false), desk, task)),
    };
    ledger.release(Operation::new(&world)?, hold)?;
    let ended = ended.transpose()?;
    let mut told = came(hold.job, ended.as_ref());
    if let Value::Object(told) = &mut told {
        let counted = begun.outcome.row_counts.as_ref().map(|counts| rows::counted(counts).to_string());
        let sentences: Vec<String> = rejected.into_iter().chain(counted).collect();
        told.insert("sentences".to_owned(), sentences.into());
        let found: Vec<Value> = report::broken(&begun.outcome).map(findings::finding).collect();
        told.insert("design".to_owned(), found.into());
        told.insert("rows".to_owned(), findings::groups(&begun.outcome.findings));
        told.insert("command".to_owned(), print.command().into());
    }
    Ok(told)
}

/// Why no job was begun.
fn unfit(begun: &Begun, print: &Print) -> Value {
    let outcome = &begun.outcome;
    let data = print.codes().into_iter().next().unwrap_or_default();
    let known = if begun.known.1 > 0 { run::known_units(&begun.known, Path::new(&data)) } else { Vec::new() };
    let why = match (begun.known.1, outcome.rejected) {
        (0, 0) => {
            say!("Labels of this design break rules, so nothing was printed. Mend the design on the page “Label”.")
        }
        (0, rows) => say!(
            "{rows} row cannot be printed, so nothing was printed. Mend it on the page “Start”, or leave it out."
                | "{rows} rows cannot be printed, so nothing was printed. Mend them on the page “Start”, or leave them out.",
            rows = count(rows)
        ),
        (units, _) => say!(
            "{units} row has a unit with a label already, so nothing was printed. Go on with the job that has it."
                | "{units} rows have units with labels already, so nothing was printed. Go on with the jobs that have them.",
            units = count(units)
        ),
    };
    let jobs: std::collections::BTreeSet<u32> = begun.known.0.iter().map(|(_, known)| known.job.0).collect();
    json!({
        "job": null,
        "sentences": [why.to_string()],
        "known": jobs,
        "rejected": outcome.rejected,
        "design": report::broken(outcome).chain(&known).map(findings::finding).collect::<Vec<_>>(),
        "rows": findings::groups(&outcome.findings),
        "command": print.command(),
    })
}

/// Prints what waits of a job.
pub(super) fn resume(desk: &Arc<Desk>, asked: Resumed) -> Result<Answer, Failure> {
    let job = desk.room.ledger()?.job(JobId(asked.job))?;
    let profile = match &asked.printer {
        Some(name) => known(desk, name)?,
        None => printer::named_or_before(&World::default(), desk.room.folder()?.path(), None, &job.printer)?,
    };
    let (only, free) = (numbers(asked.only.as_ref())?, free(asked.free.as_ref())?);
    let what = say!("job {job} on {printer}", job = asked.job, printer = outside(&profile.name));
    let own_desk = desk.clone();
    let begun = desk.tasks.begin(what, move |task| {
        task.concerns(json!({ "job": asked.job }));
        let (ledger, id) = (own(&own_desk)?, JobId(asked.job));
        let hold = ledger.hold(Operation::new(&World::default())?, id)?;
        let how = (only.as_ref(), free.as_ref(), asked.others_print);
        let ended = run_of(&ledger, &hold, &profile, how, &own_desk, task);
        ledger.release(Operation::new(&World::default())?, &hold)?;
        let mut told = came(id, Some(&ended?));
        if let Value::Object(told) = &mut told {
            let mut words = vec!["job".to_owned(), "resume".to_owned(), asked.job.to_string()];
            words.extend(asked.printer.iter().flat_map(|name| ["--printer".to_owned(), name.clone()]));
            words.extend(asked.free.iter().flat_map(|free| ["--free".to_owned(), free.clone()]));
            words.extend(asked.others_print.then(|| "--others-print".to_owned()));
            told.insert("command".to_owned(), command(words).into());
        }
        Ok(told)
    })?;
    Ok(begun.into())
}

fn run_of(
    ledger: &Sqlite,
    hold: &Hold,
    profile: &Profile,
    (only, free, others_print): (Option<&Numbers>, Option<&Free>, bool),
    desk: &Desk,
    task: &Task,
) -> Result<Ended, Failure> {
    let world = World::default();
    let by = By { printer: &profile.name, operator: desk.room.operator() };
    let work = run::Work { ledger, world: &world, hold, by, only, progress: task };
    run::print(work, profile, How { others_print, free })
}

/// What a run came to.
fn came(job: JobId, ended: Option<&Ended>) -> Value {
    let (key, sentence, trouble): (&str, Sentence, _) = match ended.map(|ended| &ended.why) {
        None => ("taken_down", say!("The codes are taken down as job {job}.", job = job.0), None),
        Some(Why::Through) => ("through", say!("Every label that waited was sent."), None),
        Some(Why::Stopped) => ("stopped", say!("The job was stopped between two labels. It can go on."), None),
        Some(Why::Confirm) => {
            ("confirm", say!("Look at the labels that came out and say which are good; then the job goes on."), None)
        }
        Some(Why::Trouble(why)) => ("trouble", say!("The job was interrupted."), Some(findings::finding(why))),
    };
    json!({
        "job": job.0,
        "ended": key,
        "sentence": sentence.to_string(),
        "sent": ended.map_or(0, |ended| ended.sent),
        "in_doubt": ended.map_or(0, |ended| ended.in_doubt),
        "findings": trouble.into_iter().collect::<Vec<_>>(),
    })
}

/// Lets the run of a job end between two labels, whoever runs it.
pub(super) fn stop(desk: &Arc<Desk>, Stopped { job }: &Stopped) -> Result<Answer, Failure> {
    let (ledger, op) = (desk.room.ledger()?, Operation::new(&World::default())?);
    ledger.decide(op, JobId(*job), desk.room.operator(), &Decision::Stop)?;
    if let Some(task) = task_of(desk, *job) {
        desk.tasks.get(task)?.cancel();
    }
    Ok(json!({ "command": command(["job", "stop", &job.to_string()].map(str::to_owned)) }).into())
}

/// The work of this studio that prints a job.
pub(super) fn task_of(desk: &Desk, job: u32) -> Option<u64> {
    desk.tasks.under_way(&json!({ "job": job }))
}

/// Takes codes for labels whose codes were wiped.
pub(super) fn remember(desk: &Arc<Desk>, Remembered { job, mut work }: Remembered) -> Result<Answer, Failure> {
    // The job has its own template; the page may have another, or none.
    work.template = Some("template.toml".to_owned());
    let given = work.request(desk)?;
    if given.data.is_none() {
        return Err(refused(say!("no codes are chosen yet"))
            .help(say!("choose the file of this job’s codes on the page “Start”"))
            .into());
    }
    let own_desk = desk.clone();
    let begun = desk.tasks.begin(say!("codes of job {job}", job), move |task| {
        let ledger = own_desk.room.ledger()?;
        let taken = run::remember(&*ledger, &World::default(), JobId(job), given, task)?;
        let sentence = say!("{codes} code is known again" | "{codes} codes are known again", codes = count(taken));
        Ok(json!({ "codes": taken, "sentence": sentence.to_string() }))
    })?;
    Ok(begun.into())
}

/// The ledger as a run has it: with a sign of life of its own, so that no other run takes its job, in this studio or
/// elsewhere.
fn own(desk: &Desk) -> Result<Sqlite, Failure> {
    Ok(Sqlite::open(&World::default(), &desk.room.folder()?)?)
}

/// The printer of a name. The page names no addresses in place of one.
pub(super) fn known(desk: &Desk, name: &str) -> Result<Profile, Failure> {
    if name.is_empty() {
        return Err(refused(say!("no printer is chosen yet")).help(say!("choose one, or add it first")).into());
    }
    if Address::BEGINNINGS.iter().any(|beginning| name.starts_with(beginning)) {
        let message = say!("“{name}” is an address; add it as a printer with a name", name = outside(name));
        return Err(refused(message).into());
    }
    printer::named(&World::default(), desk.room.folder()?.path(), name)
}

fn free(text: Option<&String>) -> Result<Option<Free>, Failure> {
    Ok(text.map(|text| text.parse()).transpose().map_err(refused)?)
}
