//! The printers that are known: how each is, and how it prints.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::document::Choice;
use quietzone::report::json as findings;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, name, outside};
use quietzone::world::World;
use quietzone_station::ledger::{Ledger, State};
use quietzone_station::printer::{
    self, Address, Asked, Change, Confirm, Effect, Profile, Profiles, Scales, Step, Waits, Ways, Work, rules,
};
use quietzone_station::run;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::super::command::command;
use super::which::refused;
use crate::desk::{Desk, Task};

/// How long a printer is waited for that is only to be shown.
const WAITS: Waits = Waits {
    dial: Duration::from_secs(3),
    answer: Duration::from_secs(2),
    stall: Duration::from_secs(3),
    finish: Duration::from_secs(3),
};

/// A printer that is named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub(super) name: String,
}

/// A printer that is to be kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Saved {
    pub(super) printer: Given,
}

/// A printer as it is typed: each setting as the command line has it, `none` for none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    name: String,
    address: String,
    /// Whether there is none of this name yet.
    new: bool,
    #[serde(default)]
    settings: BTreeMap<Setting, String>,
}

/// A setting, by the name of its option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Setting {
    Dpi,
    Width,
    Language,
    Inverted,
    Gap,
    Shift,
    Scale,
    Cut,
    Peel,
    Separator,
    Confirm,
    ConfirmEvery,
    Reprint,
    InFlight,
}

impl Setting {
    fn option(self) -> &'static str {
        match self {
            Setting::Dpi => "--dpi",
            Setting::Width => "--width",
            Setting::Language => "--language",
            Setting::Inverted => "--inverted",
            Setting::Gap => "--gap",
            Setting::Shift => "--shift",
            Setting::Scale => "--scale",
            Setting::Cut => "--cut",
            Setting::Peel => "--peel",
            Setting::Separator => "--separator",
            Setting::Confirm => "--confirm",
            Setting::ConfirmEvery => "--confirm-every",
            Setting::Reprint => "--reprint",
            Setting::InFlight => "--in-flight",
        }
    }

    /// Takes what was typed.
    fn take(self, text: &str, change: &mut Change) -> Result<(), Diagnostic> {
        match self {
            Setting::Dpi => change.dots = Some(said(self, text)?),
            Setting::Width => change.width = Some(said(self, text)?),
            Setting::Language => change.language = Some(word(self, text)?),
            Setting::Inverted => change.inverted = Some(is_so(self, text)?),
            Setting::Gap => change.gap = Some(said(self, text)?),
            Setting::Shift => change.shift = Some(said(self, text)?),
            Setting::Scale => change.scale = Some(said(self, text)?),
            Setting::Cut => change.cut = Some(said(self, text)?),
            Setting::Peel => change.peel = Some(is_so(self, text)?),
            Setting::Separator => change.separator = Some(is_so(self, text)?),
            Setting::Confirm => change.confirm = Some(word::<Confirm>(self, text)?),
            Setting::ConfirmEvery => change.confirm_every = Some(said(self, text)?),
            Setting::Reprint => change.reprint_off = Some(text == "off"),
            Setting::InFlight => change.in_flight = Some(said(self, text)?),
        }
        Ok(())
    }
}

fn said<T: FromStr>(setting: Setting, text: &str) -> Result<T, Diagnostic> {
    text.trim().parse().map_err(|_| unlike(setting, text))
}

fn word<T: Choice>(setting: Setting, text: &str) -> Result<T, Diagnostic> {
    T::ALL.iter().copied().find(|choice| choice.word() == text).ok_or_else(|| unlike(setting, text))
}

fn is_so(setting: Setting, text: &str) -> Result<bool, Diagnostic> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(unlike(setting, text)),
    }
}

fn unlike(setting: Setting, text: &str) -> Diagnostic {
    let message = say!("“{text}” cannot be {setting}", text = outside(text), setting = called(setting));
    refused(message).help(match setting {
        Setting::Dpi => say!("write 203, 300 or 600"),
        Setting::Width | Setting::Gap => say!("write a length, such as 104 mm"),
        Setting::Shift => {
            say!("write dots to the right and down for labels, such as 3,-2, or lengths for sheets, such as 0.8,-0.3mm")
        }
        Setting::Scale => say!("write a factor, such as 1.004"),
        Setting::Cut => say!("write every:10, or gtin for a cut between products"),
        Setting::ConfirmEvery | Setting::InFlight => say!("write a whole number"),
        _ => say!("load the page again"),
    })
}

fn called(setting: Setting) -> Sentence {
    match setting {
        Setting::Dpi => say!("the dots of a head"),
        Setting::Width => say!("the width that a printer prints"),
        Setting::Gap => say!("the gap between labels"),
        Setting::Shift => say!("how far labels are moved"),
        Setting::Scale => say!("how sheets are stretched"),
        Setting::Cut => say!("where labels are cut"),
        Setting::ConfirmEvery => say!("the number of labels after which the operator is asked"),
        Setting::InFlight => say!("the number of labels under way"),
        _ => say!("{option}", option = name(setting.option())),
    }
}

fn open(desk: &Desk) -> Result<Profiles, Failure> {
    Profiles::open(&World::default(), desk.room.folder()?.path()).map_err(Failure)
}

/// The printer of a name, if it is known.
pub(super) fn named(desk: &Desk, wanted: &str) -> Option<Profile> {
    open(desk).ok()?.get(wanted).ok().cloned()
}

pub(super) fn list(desk: &Arc<Desk>) -> Result<Answer, Failure> {
    let printers = open(desk)?;
    let all: Vec<Value> = printers.all().iter().map(|printer| told(desk, printer)).collect();
    Ok(json!({ "printers": all }).into())
}

/// A printer, and its settings as they are typed.
fn told(desk: &Desk, printer: &Profile) -> Value {
    let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    let text = |value: Option<String>| value.unwrap_or_default();
    let shift = match (printer.shift, printer.fit.right, printer.fit.down) {
        (Some(shift), ..) => format!("{},{}", shift.right, shift.down),
        (None, right, down) if right == down && right == quietzone::units::Length::ZERO => String::new(),
        (None, right, down) => format!("{},{}mm", right.to_mm(), down.to_mm()),
    };
    let scale = Scales(printer.fit.across, printer.fit.along);
    let mut told = printer.json();
    if let Value::Object(told) = &mut told {
        told.insert(
            "typed".to_owned(),
            json!({
                "name": printer.name,
                "address": typed_address(desk, &printer.address),
                "dpi": text(printer.dots.map(|dots| dots.dpi().to_string())),
                "width": text(printer.width.map(|width| format!("{}mm", width.to_mm()))),
                "language": printer.language.word(),
                "inverted": yes(printer.inverted),
                "gap": text(printer.gap.map(|gap| gap.to_string())),
                "shift": shift,
                "scale": if scale == Scales::default() { String::new() } else { scale.to_string() },
                "cut": text(printer.cut.map(|cut| cut.to_string())),
                "peel": yes(printer.peel),
                "separator": yes(printer.separator),
                "confirm": printer.confirm.word(),
                "confirm_every": text(printer.confirm_every.map(|every| every.to_string())),
                "reprint": if printer.reprint_off { "off" } else { "printer" },
                "in_flight": printer.in_flight.to_string(),
            }),
        );
        told.insert("kind".to_owned(), kind(&printer.address).to_string().into());
    }
    told
}

fn kind(address: &Address) -> Sentence {
    match address {
        Address::Tcp(_) => say!("on the network"),
        Address::Device(_) => say!("at this machine"),
        Address::Cups(_) => say!("a queue of this machine"),
        Address::Spool(_) => say!("shared by Windows"),
        Address::File(_) => say!("a file"),
    }
}

/// An address as it is typed: a file of the folder by its name there.
fn typed_address(desk: &Desk, address: &Address) -> String {
    match address {
        Address::File(path) => {
            let path = path.strip_prefix(desk.folder()).unwrap_or(path);
            format!("file:{}", path.display())
        }
        _ => address.to_string(),
    }
}

/// The address that was typed. A file is one of the folder, unless it was so before.
fn address(desk: &Desk, typed: &str, before: Option<&Address>) -> Result<Address, Diagnostic> {
    if let Some(before) = before.filter(|before| typed_address(desk, before) == typed) {
        return Ok(before.clone());
    }
    let address: Address = typed.trim().parse().map_err(|wrong| Diagnostic::error(rules::SETTINGS, wrong))?;
    match &address {
        Address::File(path) => Ok(Address::File(desk.whole(&desk.path(&path.to_string_lossy())?))),
        _ => Ok(address),
    }
}

pub(super) fn save(desk: &Arc<Desk>, given: &Given) -> Result<Answer, Failure> {
    let mut printers = open(desk)?;
    let before = if given.new { None } else { Some(printers.get(&given.name)?.clone()) };
    let address = address(desk, &given.address, before.as_ref().map(|before| &before.address))?;
    let mut profile = match before {
        None => Profile::new(&given.name, address).map_err(|wrong| Diagnostic::error(rules::SETTINGS, wrong))?,
        Some(before) => Profile { address, ..before },
    };
    let mut change = Change::default();
    for (setting, text) in &given.settings {
        setting.take(text, &mut change)?;
    }
    change.put(&mut profile)?;
    match given.new {
        true => printers.add(profile)?,
        false => printers.set(profile)?,
    }
    let verb = if given.new { "add" } else { "set" };
    let mut words = vec!["printer".to_owned(), verb.to_owned(), given.name.clone()];
    match given.new {
        true => words.push(given.address.clone()),
        false => words.extend(["--address".to_owned(), given.address.clone()]),
    }
    words.extend(given.settings.iter().flat_map(|(setting, text)| [setting.option().to_owned(), text.clone()]));
    let saved = told(desk, printers.get(&given.name)?);
    Ok(json!({ "printer": saved, "command": command(words) }).into())
}

pub(super) fn remove(desk: &Arc<Desk>, named: &str) -> Result<Answer, Failure> {
    let gone = open(desk)?.remove(named)?;
    let words = ["printer", "remove", &gone.name].map(str::to_owned);
    Ok(json!({ "printer": gone.name, "command": command(words) }).into())
}

/// How a printer is. One that prints a job is not disturbed: many take one call at a time.
pub(super) fn state(desk: &Arc<Desk>, named: &str) -> Result<Answer, Failure> {
    let printer = open(desk)?.get(named)?.clone();
    let jobs = desk.room.ledger()?.jobs()?;
    if let Some(job) = jobs.iter().find(|job| job.held.is_some() && job.printer == printer.name) {
        let left = job.states.of(State::Waiting);
        let sentence = say!("prints job {job}; labels left: {left}", job = job.id.0, left);
        return Ok(json!({ "state": "prints", "sentence": sentence.to_string(), "job": job.id.0, "help": [] }).into());
    }
    let plain = |state: &str, sentence: Sentence| {
        Ok(json!({ "state": state, "sentence": sentence.to_string(), "help": [] }).into())
    };
    if let Address::File(_) = printer.address {
        return plain("file", say!("labels are written into a file"));
    }
    if printer.address.is_spooled() {
        return plain("queue", say!("labels go to a queue, which does not tell what came out"));
    }
    Ok(match printer::ask(&printer, &Ways, WAITS) {
        Ok(asked) => answered(&printer, &asked),
        Err(why) => {
            let finding = findings::finding(&why);
            json!({ "state": "unreachable", "sentence": say!("not answering").to_string(), "help": [finding.get("message"), finding.get("help")] })
        }
    }
    .into())
}

fn answered(printer: &Profile, asked: &Asked) -> Value {
    let conditions = asked.status.iter().flat_map(|status| &status.conditions);
    let help: Vec<String> = conditions
        .clone()
        .map(|condition| {
            let (condition, help) = (condition.in_words(), condition.what_to_do());
            say!("{condition}: {help}", condition, help).to_string()
        })
        .collect();
    let worst = conditions.map(|condition| condition.effect()).min();
    let (state, sentence) = match (&asked.status, worst) {
        (None, _) => (
            "silent",
            say!(
                "the printer takes calls and does not answer: it may not know the questions, or have no labels, or be open"
            ),
        ),
        (Some(_), Some(Effect::Stops)) => ("stopped", say!("needs somebody")),
        (Some(_), Some(Effect::Waits)) => ("waits", say!("waits, and goes on by itself")),
        (Some(status), _) => match status.work {
            Work::Busy { .. } => ("busy", say!("prints")),
            Work::Idle | Work::Unknown => ("ready", say!("ready")),
        },
    };
    json!({ "state": state, "sentence": sentence.to_string(), "help": help, "answer": asked.json(printer) })
}

/// Tests a printer; who stands beside it is told what to do.
pub(super) fn test(desk: &Arc<Desk>, named: &str) -> Result<Answer, Failure> {
    let printer = open(desk)?.get(named)?.clone();
    let what = say!("a test of {printer}", printer = outside(&printer.name));
    let own = desk.clone();
    Ok(desk.tasks.begin(what, move |task| tested(&own, &printer, task))?.into())
}

fn tested(desk: &Desk, printer: &Profile, task: &Task) -> Result<Value, Failure> {
    let folder = desk.room.folder()?;
    let open = || Profiles::open(&World::default(), folder.path());
    let tell = &mut |step: Step| task.say(&step.in_words());
    let (shown, is_kept) = run::prove_and_keep(&*desk.room.ledger()?, &World::default(), printer, open, tell)?;
    is_kept?;
    let mut sentences = vec![say!("Test labels that were sent: {n}.", n = shown.sent)];
    sentences.extend(shown.counts.then(|| say!("The printer counts what it prints.")));
    sentences.extend(shown.paper_out.then(|| {
        say!("Without labels it counts nothing, and with new ones it counts on. Compare the numbers on the test labels with that: a label that is torn or blank must not be counted.")
    }));
    let sentences: Vec<String> = sentences.iter().map(Sentence::to_string).collect();
    Ok(json!({
        "sentences": sentences,
        "findings": shown.findings.iter().map(findings::finding).collect::<Vec<_>>(),
        "command": command(["printer", "test", &printer.name].map(str::to_owned)),
    }))
}
