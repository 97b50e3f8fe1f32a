//! What the page can ask: a file or folder a page. Each call does what a command does, and answers as JSON.

mod batch;
mod command;
mod files;
mod label;
mod orders;
mod output;
mod print;
mod shell;
mod start;
mod work;

use std::sync::Arc;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::outside;
use quietzone::world::Stored;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::desk::Desk;

/// What a call comes to.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Something for the page to show.
    Json(Value),
    /// A picture, or a small file.
    Bytes {
        /// Its media type.
        kind: &'static str,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file of any size.
    File {
        /// Its media type.
        kind: &'static str,
        /// The file.
        file: Stored,
    },
}

impl From<Value> for Answer {
    fn from(value: Value) -> Self {
        Answer::Json(value)
    }
}

/// Does a call.
type Does = fn(&Arc<Desk>, Value) -> Result<Answer, Failure>;

/// Something that the page can ask.
#[derive(Debug)]
pub(crate) struct Call {
    name: &'static str,
    about: &'static str,
    does: Does,
}

impl Call {
    /// A call of a name, with what it does for who reads about it.
    pub(crate) const fn new(name: &'static str, about: &'static str, does: Does) -> Self {
        Self { name, about, does }
    }

    /// Does it.
    pub(crate) fn run(&self, desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
        (self.does)(desk, asked)
    }
}

/// All calls, by page.
const ALL: &[&[Call]] =
    &[shell::CALLS, files::CALLS, start::CALLS, label::CALLS, output::CALLS, print::CALLS, orders::CALLS];

/// The call of a name.
pub(crate) fn of(name: &str) -> Option<&'static Call> {
    ALL.iter().flat_map(|calls| calls.iter()).find(|call| call.name == name)
}

/// A call, for who reads about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Described {
    /// Its name: it is asked by `POST /call/NAME`.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// Every call that the page can ask.
pub fn calls() -> impl Iterator<Item = Described> {
    ALL.iter().flat_map(|calls| calls.iter()).map(|call| Described { name: call.name, about: call.about })
}

/// What is asked, as what the call takes.
///
/// # Errors
/// It is something else: the page is of another version.
pub(crate) fn read<T: DeserializeOwned>(asked: Value) -> Result<T, Diagnostic> {
    serde_json::from_value(asked).map_err(|error| {
        let message = say!("the page asked what the studio does not understand: {error}", error = outside(error));
        Diagnostic::error(rules::REQUEST, message).help(say!("load the page again"))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_call_has_a_name_of_its_own_and_a_sentence() {
        let all: Vec<Described> = calls().collect();
        for call in &all {
            assert_eq!(all.iter().filter(|other| other.name == call.name).count(), 1, "{}", call.name);
            assert!(call.about.ends_with('.'), "{}", call.about);
        }
        assert!(of("about").is_some() && of("nothing").is_none());
    }
}
