//! What is refused, and bodies that are none.

use serde_json::{Value as Json, json};

use super::super::heard::{Heard, reply};
use crate::oms::exchange::Reply;

/// A refusal in its own shape. The codes of errors are not known.
pub(in super::super) fn wrong(status: u16, words: &str) -> Reply {
    reply(status, &json!({ "globalErrors": [{ "error": words, "errorCode": status }] }))
}

/// A body of JSON.
pub(super) fn body(heard: &Heard<'_>) -> Result<Json, Reply> {
    if !heard.is("application/json") {
        return Err(wrong(400, "Content-Type must be application/json"));
    }
    serde_json::from_slice(heard.body).map_err(|_| wrong(400, "The body is no JSON"))
}
