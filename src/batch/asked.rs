//! What is said of a batch in words, the same for whoever asks.

use super::data::ColumnChoice;
use crate::say;
use crate::sentence::{Sentence, outside};

/// `21=SN` and `batch=Серия` name a part or a field; anything else is the header of the codes.
impl From<&str> for ColumnChoice {
    fn from(text: &str) -> Self {
        let is_name = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        match text.split_once('=') {
            Some((key, name)) if is_name(key.trim()) => Self::Field(key.trim().to_owned(), name.to_owned()),
            _ => Self::Code(text.to_owned()),
        }
    }
}

/// A field and the value that is asked for, such as `gtin=04870999000116`.
///
/// # Errors
/// It names no field.
pub fn field_and_value(text: &str) -> Result<(String, String), Sentence> {
    let parsed = text.split_once('=').map(|(field, value)| (field.trim().to_owned(), value.to_owned()));
    parsed.filter(|(field, _)| !field.is_empty()).ok_or_else(|| {
        say!("“{text}” names no field and its value; write it such as gtin=04870999000116", text = outside(text))
    })
}

/// A part of the code or a field and the characters that it had, from 1 to 90, such as `21=13`.
///
/// # Errors
/// It names none, or no such length.
pub fn field_and_length(text: &str) -> Result<(String, usize), Sentence> {
    let parsed =
        text.split_once('=').and_then(|(key, length)| Some((key.trim().to_owned(), length.trim().parse().ok()?)));
    parsed.filter(|(key, length)| !key.is_empty() && (1..=90).contains(length)).ok_or_else(|| {
        say!(
            "“{text}” is no width; write a part or a field and its length in characters, such as 21=13",
            text = outside(text)
        )
    })
}
