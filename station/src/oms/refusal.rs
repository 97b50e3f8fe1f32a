//! Every shape in which systems say no, as one message: the code, the field, the words, what to do.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, name, outside, series};
use serde_json::Value as Json;

use super::exchange::Reply;
use super::read::{list, text};
use super::rules;

/// The code by which СУЗ says that a token is not of this `omsId`.
const NOT_OF_OMS: &str = "1140";
/// Characters of a message that are told, and that are looked through for what it quotes.
const MOST: usize = 300;
const READ: usize = 2000;
/// Messages of one answer that are told.
const SEVERAL: usize = 5;

/// One thing that a system says is wrong.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wrong {
    code: Option<String>,
    field: Option<String>,
    words: Option<String>,
}

/// What is told of an answer that is none of success, and whether the token is the trouble. What was sent and is
/// quoted is masked.
pub(super) fn refusal(reply: &Reply, masked: &dyn Fn(&str) -> String, what: &'static str) -> (Diagnostic, bool) {
    let body = serde_json::from_slice::<Json>(&reply.body).unwrap_or(Json::Null);
    let wrongs = wrongs(&body);
    let is_token = matches!(reply.status, 401 | 403)
        || wrongs.iter().any(|wrong| wrong.code.as_deref() == Some(NOT_OF_OMS) || wrong.is_token());
    let reasons: Vec<Sentence> = wrongs.iter().take(SEVERAL).map(|wrong| wrong.told(masked)).collect();
    let (status, what) = (reply.status, name(what));
    let message = match reasons.is_empty() {
        true => say!("the system refused {what} with status {status}", what, status),
        false => say!("the system refused {what}: {reasons}", what, reasons = series(reasons)),
    };
    if is_token {
        let found = Diagnostic::error(rules::TOKEN, message).help(say!(
            "get a new token: it lives some hours, and a new one of the same connection kills it; give this program a device or a user of its own, beside the one of your accounting"
        ));
        return (found, true);
    }
    let found = Diagnostic::error(rules::REFUSED, message);
    let found = match status {
        404 => found.help(say!("see whether the order is of this connection: quietzone oms orders")),
        500..=599 | 429 => found.help(say!("the system has trouble of its own; try again later, nothing is lost")),
        _ => found,
    };
    (found, false)
}

/// All that is said to be wrong: of СУЗ 3 and 2, True API, gateways, xTrace.
fn wrongs(body: &Json) -> Vec<Wrong> {
    let mut found = Vec::new();
    for one in list(body, "fieldErrors").into_iter().flatten() {
        let (code, field) = (text(one.get("errorCode")), text(one.get("fieldName")));
        found.push(Wrong { code, field, words: text(one.get("fieldError")) });
    }
    for one in list(body, "globalErrors").into_iter().flatten() {
        match one {
            Json::String(words) => found.push(Wrong { words: Some(words.clone()), ..Wrong::default() }),
            one => found.push(Wrong {
                code: text(one.get("errorCode")),
                words: text(one.get("error")),
                ..Wrong::default()
            }),
        }
    }
    for one in body.as_array().into_iter().flatten() {
        found.push(Wrong { code: text(one.get("code")), ..Wrong::default() });
    }
    if found.is_empty() && body.is_object() {
        let cause = body.get("context").and_then(|context| context.get("_cause"));
        let words = ["error_message", "message", "error", "description"].iter().find_map(|key| text(body.get(*key)));
        found.push(Wrong { code: text(body.get("code")), field: None, words: words.or_else(|| text(cause)) });
    }
    found.retain(|wrong| *wrong != Wrong::default());
    found
}

impl Wrong {
    fn is_token(&self) -> bool {
        self.words.as_deref().is_some_and(|words| words == "inactive-token")
    }

    fn told(&self, masked: &dyn Fn(&str) -> String) -> Sentence {
        // Words of a system quote what was sent to it: the token, a code. What is short may be any word.
        let hide = |text: &String| outside(masked(&text.chars().take(READ).collect::<String>())).shortened(MOST);
        let words = self.words.as_ref().map(hide);
        let code = self.code.as_ref().map(hide);
        let field = self.field.as_ref().map(hide);
        match (words, code, field) {
            (Some(words), Some(code), Some(field)) => say!("{words} (field {field}, code {code})", words, field, code),
            (Some(words), Some(code), None) => say!("{words} (code {code})", words, code),
            (Some(words), None, Some(field)) => say!("{words} (field {field})", words, field),
            (Some(words), None, None) => say!("{words}", words),
            (None, Some(code), Some(field)) => say!("code {code}, field {field}", code, field),
            (None, Some(code), None) => say!("code {code}", code),
            (None, None, Some(field)) => say!("field {field}", field),
            (None, None, None) => say!("no reason is given"),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::token::Token;
    use super::*;

    const TOKEN: &str = "5b7e0f6a-9c1d-4e2b-8f3a-7d6c5b4a3f2e";

    fn told(status: u16, body: &str) -> (String, bool) {
        let reply = Reply { status, retry_after: None, body: body.as_bytes().to_vec() };
        let token = Token::new(TOKEN).unwrap();
        let (found, is_token) = refusal(&reply, &|text| token.masked(text), "status");
        (found.message.to_string(), is_token)
    }

    #[test]
    fn each_shape_of_refusal_is_one_message_with_code_and_field() {
        for (body, words) in [
            (
                r#"{"fieldErrors":[{"fieldName":"gtin","fieldError":"must not be blank","errorCode":12}],"globalErrors":[],"success":false}"#,
                "the system refused status: must not be blank (field gtin, code 12)",
            ),
            (
                r#"{"globalErrors":[{"error":"No such order","errorCode":"3370"}],"success":false}"#,
                "the system refused status: No such order (code 3370)",
            ),
            (r#"{"globalErrors":["No permission","again"]}"#, "the system refused status: No permission; again"),
            (
                r#"{"code":500,"description":"java.lang.X","error_message":"timed out"}"#,
                "the system refused status: timed out (code 500)",
            ),
            (r#"[{"code":"user-blocked"}]"#, "the system refused status: code user-blocked"),
            ("", "the system refused status with status 406"),
            ("<html>", "the system refused status with status 406"),
        ] {
            assert_eq!(told(406, body), (words.to_owned(), false));
        }
    }

    #[test]
    fn a_message_that_quotes_the_token_or_a_code_shows_neither() {
        let body = format!(
            r#"{{"globalErrors":[{{"error":"clientToken {TOKEN} is not of omsId; 0104870999000116215abcde\u001d93Ab1c","errorCode":1140}}]}}"#
        );
        let (words, is_token) = told(400, &body);
        assert!(is_token && !words.contains(TOKEN) && !words.contains("Ab1c"), "{words}");
        assert!(words.contains("1140"), "{words}");
    }

    #[test]
    fn an_inactive_token_of_xtrace_is_trouble_of_the_token() {
        assert!(told(401, r#"{"code":"authentication-failed","context":{"_cause":"inactive-token"}}"#).1);
    }
}
