//! What an operator says of labels and jobs: first what it would do, then it is done.

use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::say;
use quietzone::sentence::{Sentence, count, outside};
use quietzone::world::World;
use quietzone_station::ledger::{Decision, Job, JobId, Ledger, Numbers, Operation, State};
use serde::Deserialize;
use serde_json::json;

use super::super::Answer;
use super::super::command::command;
use super::told;
use super::which::{Which, refused};
use crate::desk::Desk;

/// An act that is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    pub(super) act: Act,
}

/// What is said of labels of a job, or of the job.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    job: u32,
    what: What,
    #[serde(default)]
    which: Which,
    reason: Option<String>,
    /// Whether labels that are printed again wait for the next run.
    #[serde(default)]
    later: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Confirm,
    Reprint,
    Void,
    Apply,
    Done,
    Cancel,
    Forget,
}

impl What {
    /// The states whose labels it changes.
    fn changes(self) -> Vec<State> {
        let is_meant = |state: &State| match self {
            What::Confirm => state.is_open(),
            What::Reprint => !matches!(state, State::Waiting | State::Void),
            What::Void => *state != State::Void,
            What::Apply => state.is_on_paper(),
            What::Cancel => *state == State::Waiting,
            What::Done | What::Forget => false,
        };
        State::ALL.into_iter().filter(is_meant).collect()
    }
}

impl Act {
    fn reason(&self) -> Result<String, Failure> {
        let reason = self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let lacks = || refused(say!("a reason is missing")).help(say!("write why, such as: jam"));
        Ok(outside(reason.ok_or_else(lacks)?).to_string())
    }

    /// The command line.
    fn command(&self) -> String {
        let (room, verb) = match self.what {
            What::Confirm => ("job", "confirm"),
            What::Reprint => ("job", "reprint"),
            What::Void => ("job", "void"),
            What::Apply => ("job", "apply"),
            What::Done => ("job", "done"),
            What::Cancel => ("job", "cancel"),
            What::Forget => ("ledger", "forget"),
        };
        let is_all = match self.what {
            What::Apply => self.which == Which::default(),
            What::Confirm => self.which.names_none(),
            _ => false,
        };
        let mut words = vec![room.to_owned(), verb.to_owned(), self.job.to_string()];
        words.extend(is_all.then(|| "--all".to_owned()));
        words.extend(self.which.words());
        words.extend(self.reason.iter().flat_map(|reason| ["--reason".to_owned(), reason.clone()]));
        words.extend(self.later.then(|| "--later".to_owned()));
        command(words)
    }
}

/// What an act would do.
pub(super) fn ask(desk: &Arc<Desk>, act: &Act) -> Result<Answer, Failure> {
    let ledger = desk.room.ledger()?;
    let job = ledger.job(JobId(act.job))?;
    let (meant, spoiled) = act.which.numbers(&*ledger, &job)?;
    let fit = meant.without(&spoiled).up_to(job.labels);
    let mut labels = 0;
    for state in act.what.changes() {
        labels += ledger.numbers(job.id, state)?.both(&fit).count();
    }
    let sentences = words(act.what, &job, (labels, spoiled.up_to(job.labels).count()));
    let sentences: Vec<String> = sentences.iter().map(Sentence::to_string).collect();
    let is_idle = labels == 0 && spoiled.is_empty() && !matches!(act.what, What::Done | What::Forget);
    Ok(json!({ "labels": labels, "sentences": sentences, "idle": is_idle, "command": act.command() }).into())
}

fn words(what: What, job: &Job, (labels, spoiled): (u64, u64)) -> Vec<Sentence> {
    let n = || count(labels);
    let mut told = vec![match what {
        What::Confirm => {
            say!("{labels} label came out and is good." | "{labels} labels came out and are good.", labels = n())
        }
        What::Reprint => say!(
            "{labels} label is printed once more. Destroy its first paper, if there is one: two papers with one code must never be in use."
                | "{labels} labels are printed once more. Destroy their first papers, if there are any: two papers with one code must never be in use.",
            labels = n()
        ),
        What::Void => say!(
            "The code of {labels} label is retired for good. It cannot be taken back, and no paper of it is valid."
                | "The codes of {labels} labels are retired for good. It cannot be taken back, and no paper of them is valid.",
            labels = n()
        ),
        What::Apply => say!("{labels} label is on goods." | "{labels} labels are on goods.", labels = n()),
        What::Done => say!("Job {job} is over: nothing of it is to be printed any more.", job = job.id.0),
        What::Cancel => say!(
            "Job {job} is cancelled. The code of {labels} label that waits is freed for another job."
                | "Job {job} is cancelled. The codes of {labels} labels that wait are freed for another job.",
            job = job.id.0,
            labels = n()
        ),
        What::Forget => say!(
            "The codes of job {job} are wiped. That its units have labels stays known; to print one again, its code must be given again.",
            job = job.id.0
        ),
    }];
    if spoiled > 0 && what == What::Confirm {
        told.push(say!(
            "{labels} label is missing or unfit; print it again afterwards."
                | "{labels} labels are missing or unfit; print them again afterwards.",
            labels = count(spoiled)
        ));
    }
    if what == What::Reprint {
        told.push(say!(
            "This is for labels that were destroyed before their goods circulate. Goods that circulate are marked again with a new code; acts differ, so ask your regulator."
        ));
    }
    told
}

/// Does it.
pub(super) fn done(desk: &Arc<Desk>, act: &Act) -> Result<Answer, Failure> {
    let (ledger, id) = (desk.room.ledger()?, JobId(act.job));
    let job = ledger.job(id)?;
    let (labels, spoiled) = act.which.numbers(&*ledger, &job)?;
    let op = Operation::new(&World::default())?;
    let operator = desk.room.operator();
    let all = act.which == Which::default();
    let decision = match act.what {
        What::Confirm => Decision::Confirm { labels, spoiled, all: act.which.names_none() },
        What::Reprint => Decision::Reprint { labels: needed(&act.which, labels)?, reason: act.reason()? },
        What::Void => Decision::Void { labels: needed(&act.which, labels)?, reason: act.reason()? },
        What::Apply => Decision::Apply { labels: labels.without(&spoiled), all: all || act.which.except.is_some() },
        What::Done => Decision::Done,
        What::Cancel => Decision::Cancel,
        What::Forget => {
            let codes = ledger.forget(op, id, operator)?;
            return answer(&*ledger, act, codes);
        }
    };
    let changed = ledger.decide(op, id, operator, &decision)?;
    answer(&*ledger, act, changed)
}

/// Labels that must be named.
fn needed(which: &Which, labels: Numbers) -> Result<Numbers, Failure> {
    match which == &Which::default() {
        false => Ok(labels),
        true => Err(refused(say!("no labels are named")).help(say!("write their numbers, such as 17 or 20-24")).into()),
    }
}

fn answer(ledger: &dyn Ledger, act: &Act, changed: u64) -> Result<Answer, Failure> {
    let job = ledger.job(JobId(act.job))?;
    let sentence = match act.what {
        What::Forget => say!("{codes} code is wiped" | "{codes} codes are wiped", codes = count(changed)),
        What::Done | What::Cancel => {
            say!("job {job} is {status}", job = job.id.0, status = quietzone::sentence::InWords::in_words(&job.status))
        }
        _ => say!("{labels} label changed" | "{labels} labels changed", labels = count(changed)),
    };
    Ok(json!({
        "changed": changed, "sentence": sentence.to_string(), "job": told::job(&job), "command": act.command(),
    })
    .into())
}
