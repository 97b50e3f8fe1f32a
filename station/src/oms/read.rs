//! Answers as JSON: numbers as strings and strings as numbers, and what is not known is kept.

use quietzone::diagnostic::Diagnostic;
use serde_json::{Map, Value as Json};

use super::failed::Failed;
use super::family::{Block, Listed};

/// Bytes of the longest code.
const LONGEST: usize = 1000;

/// A whole number that is none below zero, whichever way it is written; systems write -1 for “not known yet”.
pub(super) fn whole(value: Option<&Json>) -> Option<u64> {
    match value? {
        Json::Number(number) => number.as_u64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A text, whichever way it is written; an empty one is none.
pub(super) fn text(value: Option<&Json>) -> Option<String> {
    match value? {
        Json::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A GTIN: a number has lost the zeros in front of it.
pub(super) fn gtin(value: Option<&Json>) -> Option<String> {
    let text = text(value)?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    Some(if is_number { format!("{text:0>14}") } else { text })
}

/// What the ledger keeps of a part or a document beside its codes.
///
/// # Errors
/// It is no JSON, which only a damaged ledger holds.
pub fn kept(said: &str) -> Result<Json, Diagnostic> {
    serde_json::from_str(said).map_err(|_| Diagnostic::internal("oms: what is kept is no JSON"))
}

/// The list of a key; nothing where there is none.
pub(super) fn list<'j>(value: &'j Json, key: &str) -> Option<&'j Vec<Json>> {
    value.get(key)?.as_array()
}

/// An object without the keys that were read.
pub(super) fn rest(value: &Json, read: &[&str]) -> Map<String, Json> {
    let all = value.as_object().into_iter().flatten();
    all.filter(|(key, _)| !read.contains(&key.as_str())).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Codes that were handed out together, with the key of their id.
pub(super) fn block(answer: &Json, id: &str, what: &'static str) -> Result<Block, Failed> {
    let codes = list(answer, "codes").and_then(|codes| {
        codes.iter().map(|code| code.as_str().filter(|code| is_code(code)).map(str::to_owned)).collect()
    });
    match (text(answer.get(id)), codes) {
        (Some(id), Some(codes)) => Ok(Block { id, codes }),
        // Of nothing there is no id.
        (None, Some(codes)) if codes.is_empty() => Ok(Block { id: String::new(), codes }),
        _ => Err(Failed::unreadable(what)),
    }
}

/// Blocks that a system remembers, with the keys of their list and their id.
pub(super) fn listed(answer: &Json, (blocks, id): (&str, &str), what: &'static str) -> Result<Vec<Listed>, Failed> {
    let one = |block: &Json| Some(Listed { id: text(block.get(id))?, quantity: whole(block.get("quantity"))? });
    let blocks = list(answer, blocks).and_then(|blocks| blocks.iter().map(one).collect());
    blocks.ok_or_else(|| Failed::unreadable(what))
}

/// Whether a text can be a code, which has no control characters but separators.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(|c| c == '\u{1d}' || !c.is_control())
}

/// What stands behind a path, encoded: `?a=1&b=2`.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    let mut query = String::new();
    for (key, value) in pairs {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(key);
        query.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => query.push(char::from(byte)),
                _ => query.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_may_be_strings_and_strings_numbers() {
        for (value, number) in [
            (json!(20), Some(20)),
            (json!("20"), Some(20)),
            (json!(-1), None),
            (json!("-1"), None),
            (json!(null), None),
        ] {
            assert_eq!(whole(Some(&value)), number);
        }
        assert_eq!(text(Some(&json!(1140))).as_deref(), Some("1140"));
    }

    #[test]
    fn what_is_asked_is_encoded() {
        assert_eq!(query(&[("a", "1"), ("b", "x/y&я")]), "?a=1&b=x%2Fy%26%D1%8F");
    }
}
