//! The text of a template, read and saved.

use std::io::Write as _;
use std::sync::Arc;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{InWords, file, system};
use quietzone::world;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{Answer, read};
use crate::desk::Desk;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    template: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    template: String,
    text: String,
    was: String,
}

pub(super) fn text(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let Named { template } = read(asked)?;
    Ok(json!({ "text": stored(desk, &template)? }).into())
}

pub(super) fn save(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let Saved { template, text, was } = read(asked)?;
    if stored(desk, &template)? != was {
        let message =
            say!("{file} was changed by somebody else meanwhile, so it was not saved", file = file(&template));
        let help = say!("copy your text, load the page again, and put your changes into what stands there now");
        return Err(Diagnostic::error(rules::OUTPUT, message).help(help).into());
    }
    let path = desk.path(&template)?;
    let written = desk.world().create(&path, false).and_then(|mut output| {
        output.write_all(text.as_bytes())?;
        output.finish()
    });
    written.map_err(|error| {
        let message = say!("cannot write {file}: {error}", file = file(&template), error = system(&error));
        Diagnostic::error(rules::OUTPUT, message)
    })?;
    Ok(json!({ "text": stored(desk, &template)? }).into())
}

fn stored(desk: &Desk, template: &str) -> Result<String, Failure> {
    let path = desk.path(template)?;
    let read = world::read_text(desk.world(), &path, world::MAX_FILE);
    Ok(read.map_err(|error| Diagnostic::error(rules::REQUEST, error.in_words()))?)
}
