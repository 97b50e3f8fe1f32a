//! `quietzone printer status` and `test`: what a printer answers, and what it shows.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::report::Facts;
use quietzone::report::json as findings;
use quietzone::say;
use quietzone::sentence::{InWords, count, outside};
use quietzone::world::World;
use quietzone_station::ledger::Ledger;
use quietzone_station::printer::{self, Asked, Profile, Profiles, Shown, Step, Waits, Ways};
use quietzone_station::run;
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};

/// Asks a printer what it does. What stops it is a finding.
pub(crate) fn status(printer: &Profile, format: Format, console: &Console) -> Result<Ended, Failure> {
    let asked = printer::ask(printer, &Ways, Waits::default())?;
    match format {
        Format::Text => console.print(&facts(&asked))?,
        Format::Json => console.print_json(&asked.json(printer))?,
    }
    Ok(if asked.is_stopped() { Ended::Findings } else { Ended::Clean })
}

/// Words of the printer, as they may be told.
fn told(words: String) -> String {
    outside(words).to_string()
}

fn facts(asked: &Asked) -> String {
    let Asked { status, odometer, identity } = asked;
    let mut facts = Facts::default();
    if let Some(model) = &identity.model {
        facts.fact(&say!("model"), outside(model));
    }
    if let Some(id) = &identity.id {
        facts.fact(&say!("serial number"), outside(id));
    }
    if let Some(odometer) = odometer {
        facts.fact(&say!("printed"), say!("{n} label in its life" | "{n} labels in its life", n = count(*odometer)));
    }
    match status {
        None => facts.line(say!(
            "the printer takes calls and does not answer: it may not know the questions, or have no labels, or be open"
        )),
        Some(status) => {
            facts.fact(&say!("work"), status.work.in_words());
            for condition in &status.conditions {
                let (condition, help) = (condition.in_words(), condition.what_to_do());
                facts.line(say!("{condition}: {help}", condition, help));
            }
        }
    }
    facts.to_string()
}

/// Tests a printer, and keeps what it has shown. Who stands beside it is asked on standard error.
/// What is known of it is read again then: a test takes its time, and others may write meanwhile.
pub(crate) fn test(
    printer: &Profile,
    open: impl FnOnce() -> Result<Profiles, Vec<Diagnostic>>,
    ledger: &dyn Ledger,
    (format, console): (Format, &Console),
) -> Result<Ended, Failure> {
    let tell = &mut |step: Step| console.plain(&step.in_words().to_string());
    let (shown, is_kept) = run::prove_and_keep(ledger, &World::default(), printer, open, tell)?;
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
