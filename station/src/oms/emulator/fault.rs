//! What happens to requests on purpose.

use std::str::FromStr;

use quietzone::say;
use quietzone::sentence::{Sentence, any_of, name, outside};

use super::call::Call;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The line breaks before the system hears anything.
    Before,
    /// The system does what is asked, and the line breaks before its answer.
    Behind,
    /// Status 500, and nothing is done.
    Refuse,
    /// The system does what is asked, and answers with status 500.
    Fail,
    /// Half of the answer comes.
    Half,
    /// The answer comes late ([`Settings::slow`](super::Settings::slow)).
    Slow,
    /// The line is reset behind the head of the answer.
    Reset,
    /// Status 429 with `Retry-After: 2`, and nothing is done.
    Many,
    /// The token is dead from here on: another sign-in killed it.
    Token,
    /// The answer to a request for codes has none, and nothing is done; other calls are answered.
    Empty,
}

impl Trouble {
    /// All of them with their words.
    pub const ALL: [(&'static str, Trouble); 10] = [
        ("before", Trouble::Before),
        ("behind", Trouble::Behind),
        ("refuse", Trouble::Refuse),
        ("fail", Trouble::Fail),
        ("half", Trouble::Half),
        ("slow", Trouble::Slow),
        ("reset", Trouble::Reset),
        ("many", Trouble::Many),
        ("token", Trouble::Token),
        ("empty", Trouble::Empty),
    ];

    /// Whether it happens on the line, and not in what [`Machine::answer`](super::Machine::answer) gives.
    #[must_use]
    pub fn is_of_line(self) -> bool {
        matches!(self, Trouble::Before | Trouble::Behind | Trouble::Half | Trouble::Slow | Trouble::Reset)
    }
}

/// Trouble at one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happens.
    pub what: Trouble,
    /// At which call.
    pub at: Call,
    /// At the how many-th of these, from 1.
    pub number: u32,
}

/// `behind@codes:2`: the answer to the second request for codes is lost.
impl FromStr for Fault {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let (what, place) = text.split_once('@').unwrap_or((text, ""));
        let (at, number) = place.split_once(':').unwrap_or((place, "1"));
        let what = Trouble::ALL.iter().find(|(word, _)| *word == what).map(|(_, what)| *what);
        let at = Call::ALL.iter().find(|(word, _)| *word == at).map(|(_, at)| *at);
        match (what, at, number.parse()) {
            (Some(what), Some(at), Ok(number)) if number > 0 => Ok(Fault { what, at, number }),
            _ => Err(say!(
                "“{text}” is not TROUBLE@CALL:NUMBER, such as behind@codes:2; troubles are {troubles}, calls are {calls}",
                text = outside(text),
                troubles = any_of(Trouble::ALL.map(|(word, _)| name(word))),
                calls = any_of(Call::ALL.map(|(word, _)| name(word)))
            )),
        }
    }
}
