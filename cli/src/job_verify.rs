//! `quietzone job verify`: labels are ticked off as a scanner reads them.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::report::json as findings;
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, name, outside, system, value};
use quietzone::world::World;
use quietzone_station::ledger::{JobId, Known, Sqlite};
use quietzone_station::report;
use quietzone_station::run::{Scan, Verifier};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};

/// Bytes of the longest line that is read.
const LONGEST: u64 = 4096;
/// What ends the scanning, beside the end of the input.
const END: &str = "done";
/// Missing labels that are told one by one.
const TOLD: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The job.
    job: JobId,
    /// Look only: mark nothing as applied.
    #[arg(long)]
    look_only: bool,
    /// Where the labels are listed that were not scanned, as CSV.
    #[arg(long, value_name = "FILE")]
    missing: Option<PathBuf>,
}

/// What was scanned.
#[derive(Default)]
struct Counts {
    good: u64,
    again: u64,
    wrong: u64,
}

/// Reads scans from standard input, a line each, until it ends or says `done`.
pub(crate) fn verify(
    arguments: &Arguments,
    ledger: &Sqlite,
    operator: &str,
    format: Format,
    console: &Console,
) -> Result<Ended, Failure> {
    let world = World::default();
    let mut verifier = Verifier::new(ledger, &world, arguments.job, operator, !arguments.look_only)?;
    let mut left = verifier.missing(|_| ())?;
    if format == Format::Text {
        let end = name(END);
        console.plain(
            &say!(
                "scan; {left} label is to be scanned yet, and “{end}” ends it"
                    | "scan; {left} labels are to be scanned yet, and “{end}” ends it",
                left = count(left),
                end
            )
            .to_string(),
        );
    }
    let mut counts = Counts::default();
    let mut input = BufReader::new(world.standard_input());
    while let Some(typed) = line(&mut input)? {
        let typed = typed.trim_end_matches(['\r', '\n']).trim_matches([' ', '\t']);
        if typed.eq_ignore_ascii_case(END) {
            break;
        }
        if typed.is_empty() {
            continue;
        }
        let scan = verifier.scan(typed)?;
        match &scan {
            Scan::Good(_) => (counts.good, left) = (counts.good + 1, left.saturating_sub(1)),
            Scan::Again(_) => counts.again += 1,
            _ => counts.wrong += 1,
        }
        match format {
            Format::Json => console.print(&event(&scan, left).to_string())?,
            Format::Text => heard(&scan, left, console)?,
        }
    }
    ended(arguments, &verifier, &counts, format, console)
}

/// The next line; nothing at the end.
fn line(input: &mut impl BufRead) -> Result<Option<String>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
    read.map_err(|error| {
        let message = say!("standard input cannot be read: {error}", error = system(&error));
        Diagnostic::error(rules::REQUEST, message)
    })?;
    // What does not end is no scan; it is told as what cannot be read, piece by piece.
    Ok((!bytes.is_empty()).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// Tells people what became of a scan; what is not good also to their ears.
fn heard(scan: &Scan, left: u64, console: &Console) -> Result<(), Failure> {
    match scan {
        Scan::Good(label) => {
            let told = say!(
                "label {number} is good, {left} label left" | "label {number} is good, {left} labels left",
                number = label.number,
                left = count(left)
            );
            return console.print(&told.to_string());
        }
        Scan::Unread(faults) => console.each(faults),
        Scan::Refused(why) => console.each([&**why]),
        other => console.print(&wrong(other).to_string())?,
    }
    if console.is_terminal() {
        console.plain("\u{7}");
    }
    Ok(())
}

/// What is wrong with a scan.
fn wrong(scan: &Scan) -> Sentence {
    match scan {
        Scan::Again(label) => {
            say!("label {number} was scanned before: is there a second paper of it?", number = label.number)
        }
        Scan::Elsewhere(label) => say!("not of this job: {label}", label = outside(report::label_line(label))),
        Scan::Strange(label) => {
            say!("there should be no paper of it: {label}", label = outside(report::label_line(label)))
        }
        Scan::Unknown { unit } => {
            say!("no job has a label of this unit: {unit}", unit = value(unit.replace('\u{1d}', " ")))
        }
        Scan::Good(_) | Scan::Unread(_) | Scan::Refused(_) => say!("this cannot be read as a code"),
    }
}

/// What became of a scan, for programs: an object on a line.
fn event(scan: &Scan, left: u64) -> Value {
    let (key, label, found): (_, Option<&Known>, &[Diagnostic]) = match scan {
        Scan::Good(label) => ("good", Some(label), &[]),
        Scan::Again(label) => ("again", Some(label), &[]),
        Scan::Elsewhere(label) => ("elsewhere", Some(label), &[]),
        Scan::Strange(label) => ("strange", Some(label), &[]),
        Scan::Unknown { .. } => ("unknown", None, &[]),
        Scan::Unread(faults) => ("unread", None, faults),
        Scan::Refused(why) => ("refused", None, std::slice::from_ref(why)),
    };
    let findings: Vec<Value> = found.iter().map(findings::finding).collect();
    json!({ "scan": key, "label": label.map(report::label_json), "left": left, "findings": findings })
}

/// Tells what is missing.
fn ended(
    arguments: &Arguments,
    verifier: &Verifier<'_>,
    counts: &Counts,
    format: Format,
    console: &Console,
) -> Result<Ended, Failure> {
    let mut told = Vec::new();
    let unwritten = |error: &io::Error| {
        let path = file(arguments.missing.as_deref().unwrap_or(Path::new("")));
        let message = say!("{path} cannot be written: {error}", path, error = system(error));
        Diagnostic::error(rules::OUTPUT, message)
    };
    let created = arguments.missing.as_deref().map(|path| World::default().create(path, true)).transpose();
    let created = created.map_err(|error| unwritten(&error))?;
    let mut list = created.map(report::List::new).transpose().map_err(|error| unwritten(&error))?;
    let mut listed = Ok(());
    let missing = verifier.missing(|label| {
        if told.len() < TOLD {
            told.push(label.clone());
        }
        if let (Some(list), Ok(())) = (&mut list, &listed) {
            listed = list.add(label);
        }
    })?;
    let written = listed.and_then(|()| list.map_or(Ok(()), |list| list.finish()?.finish()));
    written.map_err(|error| unwritten(&error))?;
    match format {
        Format::Json => console.print(
            &json!({
                "ran": true, "job": arguments.job.0, "good": counts.good, "again": counts.again, "wrong": counts.wrong,
                "missing": missing, "first_missing": told.iter().map(report::label_json).collect::<Vec<_>>(),
            })
            .to_string(),
        )?,
        Format::Text => {
            told.iter().try_for_each(|label| console.print(&report::label_line(label)))?;
            console.print(&sum(counts, missing).to_string())?;
        }
    }
    let is_clean = missing == 0 && counts.wrong == 0 && counts.again == 0;
    Ok(if is_clean { Ended::Clean } else { Ended::Findings })
}

fn sum(counts: &Counts, missing: u64) -> Sentence {
    let missing = say!("{n} label was not scanned" | "{n} labels were not scanned", n = count(missing));
    say!(
        "scanned: {good} good, {again} again, {wrong} wrong; {missing}",
        good = counts.good,
        again = counts.again,
        wrong = counts.wrong,
        missing
    )
}
