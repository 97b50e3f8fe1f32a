//! A token of СУЗ by a signature (guide of СУЗ 3.0, 9.3.2; True API, 11.1).
//!
//! True API gives words to be signed, attached; for the signature it gives a token of a device. A new one kills the
//! one before.

use serde_json::{Value as Json, json};

use super::exchange::Method;
use super::failed::Failed;
use super::line::read;
use super::read::text;
use super::token::Token;
use super::wire::{Request, Wire};

const HEADERS: &[(&str, &str)] = &[("Accept", "application/json"), ("Content-Type", "application/json;charset=UTF-8")];

/// What is to be signed, as it stands, without a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    id: String,
    /// The words.
    pub words: String,
}

/// Asks for what is to be signed.
///
/// # Errors
/// The system does not answer.
pub fn challenge(wire: &Wire<'_>) -> Result<Challenge, Failed> {
    let answer = ask(wire, "auth/key", (Method::Get, "/api/v3/true-api/auth/key"), None)?;
    let found = text(answer.get("uuid")).zip(text(answer.get("data")));
    found.map(|(id, words)| Challenge { id, words }).ok_or_else(|| Failed::unreadable("auth/key"))
}

/// Gives the signature, Base64 in one line, and gets the token of a device. The number of a taxpayer is needed where
/// one person signs for several firms.
///
/// # Errors
/// The system does not take the signature.
pub fn sign_in(
    wire: &Wire<'_>,
    challenge: &Challenge,
    device: &str,
    signature: &str,
    taxpayer: Option<&str>,
) -> Result<Token, Failed> {
    let mut body = json!({ "uuid": challenge.id, "data": signature });
    if let (Some(body), Some(taxpayer)) = (body.as_object_mut(), taxpayer) {
        body.insert("inn".to_owned(), taxpayer.into());
    }
    let path = format!("/api/v3/true-api/auth/simpleSignIn/{device}");
    let answer = ask(wire, "auth/simpleSignIn", (Method::Post, &path), Some(&body.to_string()))?;
    let token = text(answer.get("token")).ok_or_else(|| Failed::unreadable("auth/simpleSignIn"))?;
    Ok(Token::new(&token)?)
}

fn ask(
    wire: &Wire<'_>,
    what: &'static str,
    (method, path): (Method, &str),
    body: Option<&str>,
) -> Result<Json, Failed> {
    let request = Request { what, method, path, query: &[], body, signature: None, repeats: false, headers: HEADERS };
    let answered = wire.send(&request, None);
    read(what, answered.reply, &str::to_owned, || answered.noted)
}
