//! What is refused, and bodies that are none.

use serde_json::{Value as Json, json};

use super::super::heard::{Heard, Pairs, reply};
use crate::oms::exchange::Reply;

pub(in super::super) fn no_method() -> Reply {
    reply(404, &global(404, "No such method"))
}

/// What gateways say.
pub(in super::super) fn gateway(status: u16, words: &str) -> Reply {
    reply(status, &json!({ "code": status, "description": "", "error_message": words }))
}

pub(super) fn global(code: u32, words: &str) -> Json {
    json!({ "fieldErrors": [], "globalErrors": [{ "error": words, "errorCode": code }], "success": false })
}

pub(super) fn field(name: &str, words: &str) -> Reply {
    let wrong = json!([{ "fieldName": name, "fieldError": words, "errorCode": "1000" }]);
    reply(400, &json!({ "fieldErrors": wrong, "globalErrors": [], "success": false }))
}

pub(super) fn blank(name: &str) -> Reply {
    field(name, "must not be blank")
}

/// What stands in a query.
pub(super) fn asked<'q>(query: &'q Pairs, name: &str) -> Result<&'q str, Reply> {
    query.get(name).ok_or_else(|| blank(name))
}

/// A whole number in a query, or the one that is meant without it.
pub(super) fn number(query: &Pairs, name: &str, without: usize) -> Result<usize, Reply> {
    query.get(name).map_or(Ok(without), |text| text.parse().map_err(|_| field(name, "must be a whole number")))
}

/// A body of JSON.
pub(super) fn body(heard: &Heard<'_>) -> Result<Json, Reply> {
    if !heard.is("application/json") {
        return Err(field("Content-Type", "must be application/json"));
    }
    serde_json::from_slice(heard.body).map_err(|_| field("body", "is no JSON"))
}

/// What stands in a body.
pub(super) fn text<'b>(body: &'b Json, name: &str) -> Result<&'b str, Reply> {
    body.get(name).and_then(Json::as_str).filter(|text| !text.trim().is_empty()).ok_or_else(|| blank(name))
}

/// A list in a body that has something.
pub(super) fn list<'b>(body: &'b Json, name: &str) -> Result<&'b [Json], Reply> {
    let list = body.get(name).and_then(Json::as_array).filter(|list| !list.is_empty());
    list.map(Vec::as_slice).ok_or_else(|| field(name, "must not be empty"))
}

/// A list of texts in a body that has something.
pub(super) fn texts(body: &Json, name: &str) -> Result<Vec<String>, Reply> {
    let texts = list(body, name)?.iter().map(|text| text.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
    texts.ok_or_else(|| field(name, "must be strings"))
}
