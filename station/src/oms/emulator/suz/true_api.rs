//! A token for what was signed, as the True API gives it; here on the same address.

use serde_json::{Value as Json, json};

use super::super::dice::{Dice, LETTERS};
use super::super::heard::{Heard, reply};
use super::super::signature::is_attached;
use crate::oms::exchange::Reply;

/// Characters that are to be signed.
const LENGTH: usize = 30;

/// What was given out to be signed last.
#[derive(Debug)]
pub(in super::super) struct Challenge {
    id: String,
    text: String,
}

/// Something to be signed.
pub(super) fn key(challenge: &mut Option<Challenge>, dice: &mut Dice) -> Json {
    let given = Challenge { id: dice.uuid(), text: dice.text(LETTERS, LENGTH) };
    let told = json!({ "uuid": given.id, "data": given.text });
    *challenge = Some(given);
    told
}

/// A token for a connection; the one before is dead, and so is what was to be signed.
pub(super) fn sign_in(
    heard: &Heard<'_>,
    connection: &str,
    token: &mut String,
    challenge: &mut Option<Challenge>,
    dice: &mut Dice,
) -> Result<Json, Reply> {
    if !heard.is("application/json") {
        return Err(wrong("Content-Type must be application/json"));
    }
    let body: Json = serde_json::from_slice(heard.body).map_err(|_| wrong("The body is no JSON"))?;
    let said = |key: &str| body.get(key).and_then(Json::as_str);
    let (Some(id), Some(signature)) = (said("uuid"), said("data")) else {
        return Err(wrong("uuid and data must not be empty"));
    };
    if heard.id() != connection {
        return Err(wrong("The connection is unknown"));
    }
    let given = challenge.take_if(|given| given.id == id).ok_or_else(|| wrong("The uuid is unknown"))?;
    if !is_attached(signature, &given.text) {
        return Err(wrong("The signature is invalid"));
    }
    *token = dice.uuid();
    Ok(json!({ "token": token }))
}

fn wrong(words: &str) -> Reply {
    reply(400, &json!({ "code": 400, "error_message": words, "description": words }))
}
