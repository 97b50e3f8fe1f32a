//! A printer is asked once what it does.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, outside};
use serde_json::{Value, json};

use super::address::Address;
use super::condition::{Condition, Effect};
use super::line::Dial;
use super::profile::Profile;
use super::rules;
use super::status::{Status, Work};
use super::talk::{Identity, Talk, Waits};
use super::trouble::Trouble;

/// What a printer answered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// How it is; nothing where it takes calls and does not answer.
    pub status: Option<Status>,
    /// Labels it has printed in its life, if it tells.
    pub odometer: Option<u64>,
    /// Who it is.
    pub identity: Identity,
}

/// Asks a printer what it does.
///
/// # Errors
/// It is a file, or cannot be reached.
pub fn ask(printer: &Profile, dial: &dyn Dial, waits: Waits) -> Result<Asked, Diagnostic> {
    if let Address::File(_) = printer.address {
        let message =
            say!("the printer “{printer}” is a file, which answers nothing", printer = outside(&printer.name));
        return Err(Diagnostic::error(rules::SETTINGS, message));
    }
    let asked = || -> Result<_, Trouble> {
        let mut talk = Talk::connect(&printer.name, (&printer.address, printer.language), dial, waits)?;
        let (status, odometer) = (talk.status()?.told(), talk.odometer()?.told());
        let asked = Asked { status, odometer, identity: talk.identity()? };
        talk.close()?;
        Ok(asked)
    };
    asked().map_err(Diagnostic::from)
}

impl Asked {
    /// Whether nothing is printed until somebody does something.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        let stops = |status: &Status| status.conditions.iter().any(|condition| condition.effect() == Effect::Stops);
        self.status.as_ref().is_some_and(stops)
    }

    /// What was answered, for programs.
    #[must_use]
    pub fn json(&self, printer: &Profile) -> Value {
        let said = |words: &Option<String>| words.as_ref().map(|words| outside(words).to_string());
        json!({
            "printer": printer.name,
            "answers": self.status.is_some(),
            "conditions": self.status.iter().flat_map(|status| &status.conditions).map(condition).collect::<Vec<_>>(),
            "work": work(self.status.as_ref().map_or(Work::Unknown, |status| status.work)),
            "graphics": self.status.as_ref().and_then(|status| status.graphics),
            "odometer": self.odometer,
            "id": said(&self.identity.id),
            "model": said(&self.identity.model),
        })
    }
}

impl InWords for Work {
    fn in_words(&self) -> Sentence {
        match *self {
            Work::Idle => say!("nothing to do"),
            Work::Busy { formats, left } => {
                say!("prints; formats it holds: {formats}, labels left of the one under way: {left}", formats, left)
            }
            Work::Unknown => say!("not told"),
        }
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
