//! A request as it is heard, and an answer as it is given.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::super::exchange::Reply;

/// A request as it is heard.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// `GET`, `POST` or `DELETE`.
    pub method: &'a str,
    /// The path and what stands behind it.
    pub target: &'a str,
    /// Its headers, each a name and a value.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

impl<'a> Heard<'a> {
    /// A header by its name, in whatever case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// The path alone.
    #[must_use]
    pub fn path(&self) -> &'a str {
        self.target.split_once('?').map_or(self.target, |(path, _)| path)
    }

    /// The last part of the path.
    pub(super) fn id(&self) -> &'a str {
        self.path().rsplit_once('/').map_or("", |(_, id)| id)
    }

    pub(super) fn query(&self) -> Pairs {
        Pairs::of(self.target.split_once('?').map_or("", |(_, query)| query))
    }

    /// Whether the body is said to be of a kind.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.header("Content-Type").is_some_and(|said| said.split(';').next() == Some(kind))
    }
}

/// What stands in a query or a form.
pub(super) struct Pairs(HashMap<String, String>);

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(key, value)| (decoded(key), decoded(value))).collect())
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An answer of a status.
pub(super) fn reply(status: u16, body: &Json) -> Reply {
    Reply { status, retry_after: None, body: body.to_string().into_bytes() }
}

/// An object without what is not known.
pub(super) fn known(object: Json) -> Json {
    match object {
        Json::Object(pairs) => Json::Object(pairs.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        other => other,
    }
}
