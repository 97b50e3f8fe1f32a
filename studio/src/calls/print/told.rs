//! Jobs, labels and events as the page shows them: no tail is in any of it.

use quietzone::say;
use quietzone::sentence::{InWords, Sentence, count, outside};
use quietzone_station::ledger::{Answer, Event, Job, Known, Ledger, Numbers, State, Status};
use quietzone_station::report;
use serde_json::{Value, json};

/// A job: as `job list` tells it for programs, and in words.
pub(super) fn job(job: &Job) -> Value {
    let mut told = report::job_json(job);
    let states: Vec<Value> = State::ALL
        .into_iter()
        .filter(|state| job.states.of(*state) > 0)
        .map(|state| json!({ "state": state.key(), "words": state.in_words().to_string(), "labels": job.states.of(state) }))
        .collect();
    if let Value::Object(told) = &mut told {
        let status = if job.held.is_some() { say!("being printed") } else { job.status.in_words() };
        told.insert("status_words".to_owned(), status.to_string().into());
        told.insert("when".to_owned(), outside(job.begun.local()).to_string().into());
        told.insert("in_states".to_owned(), states.into());
        told.insert("unsure".to_owned(), unsure(job).into());
        told.insert("on_paper".to_owned(), on_paper(job).into());
    }
    told
}

/// Labels of which nobody knows what became: those of a run that died too.
pub(super) fn unsure(job: &Job) -> u64 {
    if job.held.is_some() { 0 } else { job.states.of(State::InDoubt) + job.states.of(State::Claimed) }
}

/// Labels of which it is known that there is a paper.
fn on_paper(job: &Job) -> u64 {
    State::ALL.into_iter().filter(|state| state.is_on_paper()).map(|state| job.states.of(state)).sum()
}

/// What may be done next, the most urgent first: a key by which the page knows its buttons, a sentence, and the labels
/// that it is about.
pub(super) fn next(ledger: &dyn Ledger, job: &Job) -> Answer<Vec<Value>> {
    let mut next: Vec<(&str, Sentence)> = Vec::new();
    let (sent, waiting) = (job.states.of(State::Sent), job.states.of(State::Waiting));
    let (applied, paper) = (job.states.applied, on_paper(job));
    if job.held.is_some() {
        next.push((
            "running",
            say!("The job is being printed. It can be stopped between two labels, and goes on later."),
        ));
    } else {
        if unsure(job) > 0 {
            next.push(("doubt", say!(
                "{labels} label was under way when the printing stopped, and is in doubt. Look whether it came out: say that it is good, or print it again." |
                "{labels} labels were under way when the printing stopped, and are in doubt. Look which of them came out: say which are good, and print the others again.",
                labels = count(unsure(job)))));
        }
        if sent > 0 {
            next.push((
                "sent",
                say!(
                    "{labels} label was sent. Look at it, and say whether it is good."
                        | "{labels} labels were sent. Look at them, and say which are good.",
                    labels = count(sent)
                ),
            ));
        }
        if waiting > 0 && matches!(job.status, Status::Open | Status::Cancelled) {
            next.push((
                "waiting",
                say!(
                    "{labels} label waits to be printed." | "{labels} labels wait to be printed.",
                    labels = count(waiting)
                ),
            ));
        }
    }
    if paper > applied && job.status != Status::Loading {
        next.push((
            "apply",
            say!(
                "{labels} label is good and not yet on goods." | "{labels} labels are good and not yet on goods.",
                labels = count(paper.saturating_sub(applied))
            ),
        ));
    }
    let is_settled = job.states.open() == 0 && waiting == 0 && job.held.is_none();
    match job.status {
        Status::Open if is_settled => {
            next.push(("done", say!("Nothing is left to print. When the reports are made, end the job.")))
        }
        Status::Done | Status::Cancelled if job.forgotten => {
            next.push(("forgotten", say!("The job is over, and its codes are wiped.")))
        }
        Status::Done => next
            .push(("forget", say!("The job is over. Its codes can be wiped; that its units have labels stays known."))),
        Status::Cancelled | Status::Loading | Status::Open => {}
    }
    let mut told = Vec::new();
    for (key, sentence) in next {
        let states: &[State] = match key {
            "doubt" => &[State::InDoubt, State::Claimed],
            "sent" => &[State::Sent],
            _ => &[],
        };
        let mut ranges = Vec::new();
        for state in states {
            ranges.extend(ledger.numbers(job.id, *state)?.ranges().to_vec());
        }
        let labels = Numbers::of(ranges);
        let labels = (!labels.is_empty()).then(|| labels.to_string());
        told.push(json!({ "key": key, "sentence": sentence.to_string(), "labels": labels }));
    }
    Ok(told)
}

/// A label: as `job find` tells it for programs, and in words.
pub(super) fn label(label: &Known) -> Value {
    let mut told = report::label_json(label);
    let parts: Vec<&str> = label.unit.as_deref().map(|unit| unit.split('\u{1d}').collect()).unwrap_or_default();
    let (gtin, serial) = match parts.as_slice() {
        [] => (String::new(), String::new()),
        [one] => (String::new(), (*one).to_owned()),
        [gtin, serial @ ..] => ((*gtin).to_owned(), serial.join(" ")),
    };
    if let Value::Object(told) = &mut told {
        told.insert("gtin".to_owned(), gtin.into());
        told.insert("serial".to_owned(), serial.into());
        told.insert("words".to_owned(), label.state.in_words().to_string().into());
        told.insert("when".to_owned(), outside(label.time.local()).to_string().into());
    }
    told
}

/// Events in words, the latest first: like ones that follow one another are one line.
pub(super) fn events(events: &[Event], most: usize) -> Vec<Value> {
    let is_like = |one: &Event, other: &Event| {
        one.kind == other.kind
            && (&one.operator, &one.printer, &one.reason) == (&other.operator, &other.printer, &other.reason)
            && one.labels.is_some() == other.labels.is_some()
    };
    let lines: Vec<&[Event]> = events.chunk_by(is_like).collect();
    let line = |events: &&[Event]| {
        let last = events.last()?;
        let first = events.iter().filter_map(|event| event.labels).map(|(first, _)| first).min();
        let through = events.iter().filter_map(|event| event.labels).map(|(_, last)| last).max();
        let words = report::event_words(&last.kind, first.zip(through));
        let who = [&last.operator, &last.printer, &last.reason]
            .map(|word| word.as_ref().map(|word| outside(word).to_string()));
        let [operator, printer, reason] = who;
        Some(
            json!({ "when": outside(last.time.local()).to_string(), "words": words.to_string(), "operator": operator, "printer": printer, "reason": reason }),
        )
    };
    lines.iter().rev().take(most).filter_map(line).collect()
}
