//! Phrases that are no more than texts and fields, such as `(01){{ gtin }}` and `{{ expiry | date('MM.YYYY') }}`.
//! They say the same without the engine, and most phrases of labels are such.

use std::sync::Arc;

use super::numbers::Numbers;
use crate::market::Value;

/// What a phrase is put together from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plain(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(String),
    Date { field: String, pattern: String },
}

impl Plain {
    /// The pieces of a phrase; nothing where it asks for more.
    pub(super) fn of(text: &str) -> Option<Self> {
        // An engine leaves out the last end of a line, and knows comments.
        if text.ends_with(['\n', '\r']) || text.contains("{#") {
            return None;
        }
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, inside)) = rest.split_once("{{") {
            let (inside, behind) = inside.split_once("}}")?;
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::of(inside.trim_matches(' '))?);
            rest = behind;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Some(Self(pieces))
    }

    /// What is true where a field is not empty.
    pub(super) fn if_any(field: &str) -> Option<Self> {
        is_name(field).then(|| Self(vec![Piece::Field(field.to_owned())]))
    }

    /// What it says of fields; nothing where that is for the engine to tell.
    pub(super) fn said(&self, fields: &[(Arc<str>, Value)], numbers: Option<&Numbers>) -> Option<String> {
        let field = |name: &str| fields.iter().find(|(known, _)| &**known == name).map(|(_, value)| value);
        let mut said = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => said.push_str(text),
                Piece::Field(name) => match field(name) {
                    Some(Value::Text(text)) => said.push_str(text),
                    Some(_) => return None,
                    None => said.push_str(&numbers?.get(name)?.to_string()),
                },
                Piece::Date { field: name, pattern } => match field(name)? {
                    Value::Date(date) => said.push_str(&date.format(pattern).ok()?),
                    _ => return None,
                },
            }
        }
        Some(said)
    }
}

impl Piece {
    fn of(expression: &str) -> Option<Self> {
        let Some((field, filter)) = expression.split_once('|') else {
            return is_name(expression).then(|| Self::Field(expression.to_owned()));
        };
        let field = Some(field.trim_matches(' ')).filter(|field| is_name(field))?;
        let quoted = filter.trim_matches(' ').strip_prefix("date(")?.strip_suffix(')')?;
        let pattern = ['\'', '"'].iter().find_map(|quote| quoted.strip_prefix(*quote)?.strip_suffix(*quote))?;
        let is_plain = !pattern.contains(['\'', '"', '\\']);
        is_plain.then(|| Self::Date { field: field.to_owned(), pattern: pattern.to_owned() })
    }
}

/// Whether an expression is the name of a field and no word of the language.
fn is_name(expression: &str) -> bool {
    const WORDS: [&str; 14] =
        ["true", "True", "false", "False", "none", "None", "not", "and", "or", "in", "is", "if", "else", "self"];
    let mut letters = expression.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !WORDS.contains(&expression)
}
