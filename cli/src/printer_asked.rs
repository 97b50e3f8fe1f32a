//! `quietzone printer status` and `test`: what a printer answers, and what it shows.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::report::Facts;
use quietzone::report::json as findings;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, count, outside};
use quietzone::world::World;
use quietzone_station::ledger::Ledger;
use quietzone_station::printer::{
    Address, Condition, Effect, Identity, Patience, Profile, Profiles, Shown, Status, Talk, Trouble, Waits, Ways, Work,
    prove, rules,
};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};
use super::room;

/// Asks a printer what it does. What stops it is a finding.
pub(crate) fn status(printer: &Profile, format: Format, console: &Console) -> Result<Ended, Failure> {
    if let Address::File(_) = printer.address {
        let message =
            say!("the printer “{printer}” is a file, which answers nothing", printer = outside(&printer.name));
        return Err(Diagnostic::error(rules::SETTINGS, message).into());
    }
    let asked = || -> Result<_, Trouble> {
        let at = (&printer.address, printer.language);
        let mut talk = Talk::connect(&printer.name, at, &Ways, Waits::default())?;
        let told = (talk.status()?.told(), talk.odometer()?.told(), talk.identity()?);
        talk.close()?;
        Ok(told)
    };
    let (status, odometer, identity) = asked().map_err(Diagnostic::from)?;
    match format {
        Format::Text => console.print(&facts(status.as_ref(), odometer, &identity))?,
        Format::Json => console.print_json(&json!({
            "printer": printer.name,
            "answers": status.is_some(),
            "conditions": status.iter().flat_map(|status| &status.conditions).map(condition).collect::<Vec<_>>(),
            "work": work(status.as_ref().map_or(Work::Unknown, |status| status.work)),
            "graphics": status.as_ref().and_then(|status| status.graphics),
            "odometer": odometer,
            "id": identity.id.map(told),
            "model": identity.model.map(told),
        }))?,
    }
    let stops = |status: &Status| status.conditions.iter().any(|condition| condition.effect() == Effect::Stops);
    Ok(if status.as_ref().is_some_and(stops) { Ended::Findings } else { Ended::Clean })
}

/// Words of the printer, as they may be told.
fn told(words: String) -> String {
    outside(words).to_string()
}

fn facts(status: Option<&Status>, odometer: Option<u64>, identity: &Identity) -> String {
    let mut facts = Facts::default();
    if let Some(model) = &identity.model {
        facts.fact(&say!("model"), outside(model));
    }
    if let Some(id) = &identity.id {
        facts.fact(&say!("serial number"), outside(id));
    }
    if let Some(odometer) = odometer {
        facts.fact(&say!("printed"), say!("{n} label in its life" | "{n} labels in its life", n = count(odometer)));
    }
    match status {
        None => facts.line(say!(
            "the printer takes calls and does not answer: it may not know the questions, or have no labels, or be open"
        )),
        Some(status) => {
            facts.fact(&say!("work"), does(status.work));
            for condition in &status.conditions {
                let (condition, help) = (condition.in_words(), condition.what_to_do());
                facts.line(say!("{condition}: {help}", condition, help));
            }
        }
    }
    facts.to_string()
}

fn does(work: Work) -> Sentence {
    match work {
        Work::Idle => say!("nothing to do"),
        Work::Busy { formats, left } => {
            say!("prints; formats it holds: {formats}, labels left of the one under way: {left}", formats, left)
        }
        Work::Unknown => say!("not told"),
    }
}

fn work(work: Work) -> Value {
    match work {
        Work::Idle => json!({ "state": "idle" }),
        Work::Busy { formats, left } => json!({ "state": "busy", "formats": formats, "left": left }),
        Work::Unknown => json!({ "state": "unknown" }),
    }
}

fn condition(condition: &Condition) -> Value {
    let effect = match condition.effect() {
        Effect::Stops => "stops",
        Effect::Waits => "waits",
        Effect::Advice => "advice",
    };
    json!({
        "condition": condition.key(),
        "effect": effect,
        "message": condition.in_words().to_string(),
        "help": condition.what_to_do().to_string(),
    })
}

/// Tests a printer, and keeps what it has shown. Who stands beside it is asked on standard error.
/// What is known of it is read again then: a test takes its time, and others may write meanwhile.
pub(crate) fn test(
    printer: &Profile,
    open: impl FnOnce() -> Result<Profiles, Vec<Diagnostic>>,
    ledger: &dyn Ledger,
    (format, console): (Format, &Console),
) -> Result<Ended, Failure> {
    let shown = prove(printer, &Ways, Waits::default(), Patience::default(), &mut |step| {
        console.plain(&step.in_words().to_string());
    })?;
    let is_kept = keep(printer, &shown, open);
    if let Some(counted) = shown.odometer.1 {
        // Labels of a test are none that somebody else printed.
        let id = shown.identity.id.clone().unwrap_or_default();
        ledger.keep_odometer(room::op()?, &printer.name, &id, counted)?;
    }
    match format {
        Format::Text => {
            console.print(&proof(&shown))?;
            console.each(&shown.findings);
        }
        Format::Json => console.print_json(&json!({
            "printer": printer.name,
            "id": shown.identity.id.clone().map(told),
            "model": shown.identity.model.clone().map(told),
            "sent": shown.sent,
            "odometer": { "before": shown.odometer.0, "after": shown.odometer.1 },
            "counts": shown.counts,
            "paper_out": shown.paper_out,
            "findings": shown.findings.iter().map(findings::finding).collect::<Vec<_>>(),
        }))?,
    }
    is_kept?;
    Ok(if shown.findings.is_empty() { Ended::Clean } else { Ended::Findings })
}

fn keep(
    printer: &Profile,
    shown: &Shown,
    open: impl FnOnce() -> Result<Profiles, Vec<Diagnostic>>,
) -> Result<(), Failure> {
    let mut printers = open()?;
    let mut now = printers.get(&printer.name)?.clone();
    if now.address != printer.address {
        let message = say!("the printer “{printer}” was moved during its test", printer = outside(&printer.name));
        return Err(Diagnostic::error(rules::SETTINGS, message).help(say!("test it again")).into());
    }
    now.proven = shown.proof(World::default().now());
    Ok(printers.set(now)?)
}

fn proof(shown: &Shown) -> String {
    let mut facts = Facts::default();
    facts.fact(&say!("sent"), say!("{n} test label" | "{n} test labels", n = count(shown.sent)));
    if let (Some(before), Some(after)) = shown.odometer {
        facts.fact(&say!("counted"), say!("{n} label" | "{n} labels", n = count(after.saturating_sub(before))));
    }
    if shown.counts {
        facts.line(say!("the printer counts what it prints"));
    }
    if shown.paper_out {
        facts.line(say!("without labels it counts nothing, and with new ones it counts on"));
        facts.line(say!(
            "compare the numbers on the labels with that: a label that is torn or blank must not be counted"
        ));
    }
    facts.to_string()
}
