//! Jobs, labels and ledgers told to people and programs.

mod events;
mod filed;

use std::io::{self, Write};

use quietzone::batch::{Workbook, shielded};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, count, file, name, outside, value};
use serde_json::{Map, Value as Json, json};

use crate::ledger::{
    About, Answer, Event, Fate, Job, JobId, Known, Ledger, Numbers, Stack, State, States, Status, rules,
};

pub use events::event_words;
pub use filed::filed;
pub(crate) use filed::{ending, put};

/// How a report on a job is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Values with commas, for spreadsheets and programs.
    Csv,
    /// A workbook.
    Xlsx,
    /// An array of objects.
    Json,
}

/// States and their labels, for programs. Reprinted and applied labels are among the others too.
#[must_use]
pub fn states_json(states: &States) -> Json {
    let mut all: Map<String, Json> =
        State::ALL.into_iter().map(|state| (state.key().to_owned(), states.of(state).into())).collect();
    all.insert("reprinted".to_owned(), states.reprinted.into());
    all.insert("applied".to_owned(), states.applied.into());
    Json::Object(all)
}

/// A job, for programs.
#[must_use]
pub fn job_json(job: &Job) -> Json {
    json!({
        "job": job.id.0,
        "status": job.status.key(),
        "template": job.template,
        "data": job.data,
        "market": job.market,
        "printer": outside(&job.printer).to_string(),
        "operator": job.operator,
        "begun": job.begun.to_string(),
        "labels": job.labels,
        "sheets": job.places.map(|_| job.sheets),
        "states": states_json(&job.states),
        "running": job.held.is_some(),
        "forgotten": job.forgotten,
    })
}

/// A label, for programs. It holds no tail.
#[must_use]
pub fn label_json(label: &Known) -> Json {
    json!({
        "job": label.job.0,
        "label": label.number,
        "row": label.row,
        "unit": parts(label),
        "state": label.state.key(),
        "copy": label.copy,
        "applied": label.applied,
        "time": label.time.to_string(),
        "printer": named(&label.printer),
        "operator": label.operator,
        "sheet": label.stand.map(|(sheet, _)| sheet),
        "place": label.stand.map(|(_, place)| place),
    })
}

/// Sheets that left as one, for programs.
#[must_use]
pub fn stack_json(stack: &Stack) -> Json {
    let fate = match stack.fate {
        None => "claimed",
        Some(Fate::There) => "sent",
        Some(Fate::Missing | Fate::Unknown) => "in_doubt",
    };
    let (first, last) = stack.sheets;
    json!({ "first": first, "last": last, "to": outside(&stack.to).to_string(), "state": fate })
}

/// A printer as it was named: the path of a file may hold anything.
fn named(printer: &Option<String>) -> Option<String> {
    printer.as_ref().map(|printer| outside(printer).to_string())
}

/// What was done, for programs.
#[must_use]
pub fn event_json(event: &Event) -> Json {
    json!({
        "time": event.time.to_string(),
        "what": event.kind,
        "first": event.labels.map(|(first, _)| first),
        "last": event.labels.map(|(_, last)| last),
        "operator": event.operator,
        "printer": named(&event.printer),
        "reason": event.reason,
    })
}

/// What a ledger is, for programs.
#[must_use]
pub fn about_json(about: &About) -> Json {
    json!({
        "ledger": file(&about.place).to_string(),
        "version": about.version,
        "jobs": about.jobs,
        "labels": about.labels,
        "codes": about.codes,
        "bytes": about.bytes,
    })
}

/// A job, for people.
#[must_use]
pub fn job_facts(job: &Job, events: &[Event]) -> Facts {
    let mut facts = Facts::default();
    facts.fact(&say!("job"), job.id);
    facts.fact(&say!("status"), job.status.in_words());
    facts.fact(&say!("template"), outside(&job.template));
    facts.fact(&say!("codes of"), file(&job.data));
    facts.fact(&say!("market"), outside(&job.market));
    facts.fact(&say!("printer"), outside(&job.printer));
    facts.fact(&say!("operator"), outside(&job.operator));
    facts.fact(&say!("begun"), job.begun.local());
    facts.fact(&say!("labels"), job.labels);
    if job.places.is_some() {
        facts.fact(&say!("sheets"), job.sheets);
    }
    for state in State::ALL.into_iter().filter(|state| job.states.of(*state) > 0) {
        facts.fact(&state.in_words(), job.states.of(state));
    }
    if job.states.reprinted > 0 {
        facts.fact(&say!("reprinted"), job.states.reprinted);
    }
    if job.states.applied > 0 {
        facts.fact(&say!("applied"), job.states.applied);
    }
    for events in events.chunk_by(|one, other| is_scanned(one) && is_scanned(other) && one.operator == other.operator) {
        match events {
            [first, .., last] => facts.line(scanned_line(first, last, events.len())),
            one => one.iter().for_each(|event| facts.line(event_line(event))),
        }
    }
    facts
}

/// Whether somebody said it of one label, as with a scanner: of such there are many.
fn is_scanned(event: &Event) -> bool {
    matches!(event.kind.as_str(), "confirmed" | "applied") && event.labels.is_some_and(|(first, last)| first == last)
}

fn scanned_line(first: &Event, last: &Event, events: usize) -> String {
    let told = say!(
        "{first} to {last}: labels confirmed or applied one by one, {times} times",
        first = outside(first.time.local()),
        last = outside(last.time.local()),
        times = events
    );
    let operator = first.operator.iter().map(|who| format!("  {}", outside(who)));
    std::iter::once(told.to_string()).chain(operator).collect()
}

/// Sheets that left as one, for people.
#[must_use]
pub fn stack_line(stack: &Stack) -> Sentence {
    let ((first, last), to) = (stack.sheets, outside(&stack.to));
    let sheets = match last.saturating_sub(first) {
        0 => say!("sheet {first}", first),
        _ => say!("sheets {first} to {last}", first, last),
    };
    match stack.fate {
        None => say!("on the way to {to}: {sheets}", to, sheets),
        Some(Fate::There) => say!("{sheets} went to {to}", sheets, to),
        Some(Fate::Missing | Fate::Unknown) => say!("{sheets} may have gone to {to}", sheets, to),
    }
}

/// A job in a line, for people.
#[must_use]
pub fn job_line(job: &Job) -> String {
    let told = say!(
        "job {job}, {status}: {template} on {printer}, {begun}",
        job = job.id.0,
        status = job.status.in_words(),
        template = outside(&job.template),
        printer = outside(&job.printer),
        begun = outside(job.begun.local())
    );
    let states = State::ALL.into_iter().filter(|state| job.states.of(*state) > 0);
    let states: Vec<String> = states.map(|state| format!("{} {}", job.states.of(state), state.in_words())).collect();
    format!("{told}; {}", states.join(", "))
}

/// What the operator may do next.
#[must_use]
pub fn what_next(job: &Job) -> Vec<Sentence> {
    let mut next = Vec::new();
    // How labels are named.
    let all = name(if job.places.is_some() { "--page N" } else { "--through N" });
    let some = name(if job.places.is_some() { "--page N --place N" } else { "--labels N" });
    if job.held.is_some() {
        next.push(say!("the job is being printed; quietzone job stop {job} ends that", job = job.id.0));
        return next;
    }
    let unsure = job.states.of(State::InDoubt) + job.states.of(State::Claimed);
    if unsure > 0 {
        next.push(say!(
            "{labels} label is in doubt: look whether it was printed; quietzone job confirm {job} {which} says that it was, quietzone job reprint {job} {which} --reason TEXT prints it again" |
            "{labels} labels are in doubt: look which were printed; quietzone job confirm {job} {which} says that they were, quietzone job reprint {job} {which} --reason TEXT prints them again",
            labels = count(unsure), job = job.id.0, which = some));
    }
    if job.states.of(State::Sent) > 0 {
        next.push(say!(
            "{labels} label was sent: look at it, and tell with quietzone job confirm {job} {which} that it is fit" |
            "{labels} labels were sent: look at them, and tell with quietzone job confirm {job} {which} which are fit",
            labels = count(job.states.of(State::Sent)), job = job.id.0, which = all));
    }
    if job.states.of(State::Waiting) > 0 && job.status == Status::Open {
        next.push(say!(
            "{labels} label waits; quietzone job resume {job} prints it"
                | "{labels} labels wait; quietzone job resume {job} prints them",
            labels = count(job.states.of(State::Waiting)),
            job = job.id.0
        ));
    }
    next
}

/// What came of labels that an operator confirmed, by how a job stood before and stands after.
#[must_use]
pub fn confirmed(before: &States, after: &States) -> Vec<Sentence> {
    let more = |state| after.of(state).saturating_sub(before.of(state));
    let (sent, in_doubt, spoiled) = (more(State::Confirmed), more(State::Printed), more(State::Spoiled));
    let told = [
        (
            sent,
            say!("{n} label was sent, and is confirmed" | "{n} labels were sent, and are confirmed", n = count(sent)),
        ),
        (
            in_doubt,
            say!(
                "{n} label was in doubt, and is found printed" | "{n} labels were in doubt, and are found printed",
                n = count(in_doubt)
            ),
        ),
        (spoiled, say!("{n} label is missing or unfit" | "{n} labels are missing or unfit", n = count(spoiled))),
    ];
    told.into_iter().filter(|(labels, _)| *labels > 0).map(|(_, sentence)| sentence).collect()
}

/// Which of labels that were to be applied were left out, for it is not known that they are on paper; it is an error
/// where nothing changed.
///
/// # Errors
/// The ledger cannot be read.
pub fn left_out(ledger: &dyn Ledger, job: JobId, labels: &Numbers, changed: u64) -> Answer<Option<Diagnostic>> {
    let (mut unsure, mut waiting) = (0, 0);
    for state in State::ALL {
        let sum = if state.is_open() { &mut unsure } else { &mut waiting };
        if state.is_open() || state == State::Waiting {
            *sum += ledger.numbers(job, state)?.both(labels).count();
        }
    }
    let severity = if changed == 0 { Severity::Error } else { Severity::Note };
    let found = |message| Diagnostic::error(rules::STATE, message).weighing(severity);
    Ok(match (unsure, waiting) {
        (0, 0) => None,
        (0, waiting) => Some(found(say!(
            "{labels} label is not applied: it waits to be printed"
                | "{labels} labels are not applied: they wait to be printed",
            labels = count(waiting)
        ))),
        (unsure, _) => {
            let message = say!(
                "{labels} label is not applied: it must be confirmed first"
                    | "{labels} labels are not applied: they must be confirmed first",
                labels = count(unsure)
            );
            let help = say!("if all came out and are fit, say quietzone job confirm {job} --all", job = job.0);
            Some(found(message).help(help))
        }
    })
}

/// What a reprint is not for.
#[must_use]
pub fn circulating() -> Sentence {
    say!(
        "note: this is for labels that were destroyed before their goods circulate; goods that circulate are marked again with a new code (acts differ; ask your regulator)"
    )
}

fn event_line(event: &Event) -> String {
    let mut line = format!("{}  {}", event.time.local(), event_words(&event.kind, event.labels));
    for word in [&event.printer, &event.operator, &event.reason].into_iter().flatten() {
        line.push_str(&format!("  {}", outside(word)));
    }
    line
}

/// A label, for people.
#[must_use]
pub fn label_line(label: &Known) -> String {
    let unit = parts(label).join(" ");
    let applied = if label.applied { say!(", on goods").to_string() } else { String::new() };
    let told = say!(
        "label {number} of job {job}: {unit} is {state}, copy {copy}, {time}",
        number = label.number,
        job = label.job.0,
        unit = value(unit),
        state = label.state.in_words(),
        copy = label.copy,
        time = outside(label.time.local())
    );
    let stand = label.stand.map(|(sheet, place)| say!(", sheet {sheet}, place {place}", sheet, place).to_string());
    format!("{told}{}{applied}", stand.unwrap_or_default())
}

/// The values that tell a unit from others.
fn parts(label: &Known) -> Vec<&str> {
    label.unit.as_deref().map(|unit| unit.split('\u{1d}').collect()).unwrap_or_default()
}

const COLUMNS: [&str; 12] =
    ["label", "row", "gtin", "serial", "state", "copy", "applied", "time", "printer", "operator", "sheet", "place"];

/// The cells of a label in a report. Where a unit is told by one value alone, such as an SSCC, it stands as the serial.
fn cells(label: &Known) -> [String; 12] {
    let parts = parts(label);
    let (gtin, serial) = match parts.as_slice() {
        [] => (String::new(), String::new()),
        [one] => (String::new(), (*one).to_owned()),
        [gtin, serial @ ..] => ((*gtin).to_owned(), serial.join(" ")),
    };
    [
        label.number.to_string(),
        label.row.to_string(),
        gtin,
        serial,
        label.state.key().to_owned(),
        label.copy.to_string(),
        if label.applied { "yes" } else { "no" }.to_owned(),
        label.time.to_string(),
        named(&label.printer).unwrap_or_default(),
        label.operator.clone().unwrap_or_default(),
        label.stand.map(|(sheet, _)| sheet.to_string()).unwrap_or_default(),
        label.stand.map(|(_, place)| place.to_string()).unwrap_or_default(),
    ]
}

/// Writes what became of each label of a job.
///
/// # Errors
/// The output cannot be written; the inner error, that the ledger cannot be read.
pub fn report(ledger: &dyn Ledger, job: JobId, form: Form, out: &mut dyn Write) -> io::Result<Answer<u64>> {
    report_of(ledger, job, form, &|_| true, out)
}

/// Writes what became of some labels of a job.
///
/// # Errors
/// As [`report`].
pub fn report_of(
    ledger: &dyn Ledger,
    job: JobId,
    form: Form,
    is_meant: &dyn Fn(&Known) -> bool,
    out: &mut dyn Write,
) -> io::Result<Answer<u64>> {
    match form {
        Form::Csv => {
            let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
            csv.write_record(COLUMNS)?;
            let done = each(ledger, job, is_meant, |label| {
                csv.write_record(cells(label).iter().map(|cell| shielded(cell).into_owned()))?;
                Ok(())
            });
            csv.flush()?;
            done
        }
        Form::Xlsx => {
            let mut book = Workbook::new(out)?;
            book.row(COLUMNS.into_iter())?;
            let done = each(ledger, job, is_meant, |label| book.row(cells(label).iter().map(String::as_str)));
            book.finish()?;
            done
        }
        Form::Json => {
            let mut between = "[\n";
            let done = each(ledger, job, is_meant, |label| {
                write!(out, "{between}{}", label_json(label))?;
                between = ",\n";
                Ok(())
            });
            out.write_all(if between == "[\n" { b"[]\n" } else { b"\n]\n" })?;
            done
        }
    }
}

/// Takes some labels of a job; tells how many.
///
/// # Errors
/// What the taker says; the inner error, that the ledger cannot be read.
pub fn each(
    ledger: &dyn Ledger,
    job: JobId,
    is_meant: &dyn Fn(&Known) -> bool,
    mut take: impl FnMut(&Known) -> io::Result<()>,
) -> io::Result<Answer<u64>> {
    /// Labels that are read at once.
    const PAGE: u32 = 2000;
    let (mut behind, mut all) = (0, 0);
    loop {
        let labels = match ledger.labels(job, behind, PAGE) {
            Ok(labels) => labels,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let Some(last) = labels.last() else { return Ok(Ok(all)) };
        behind = last.number;
        for label in labels.iter().filter(|label| is_meant(label)) {
            take(label)?;
            all += 1;
        }
    }
}
