//! GS1-128 (GS1 General Specifications, 5.4).

use super::LinearError;
use super::code128::{self, Character};
use crate::gs1::{Code, ElementString, Token};

/// The most characters of a symbol: AIs and FNC1 as a separator counted, start, the first FNC1, check
/// and stop not (GS1 General Specifications, 5.4.4.3).
pub const MOST_CHARACTERS: usize = 48;

/// The elements of a text, whose values pass every test of the table of AIs.
pub(super) fn parse(text: &str) -> Result<ElementString, LinearError> {
    let elements = ElementString::parse(text).map_err(LinearError::Elements)?;
    match elements.lint_in(text).into_iter().next() {
        Some(error) => Err(LinearError::Elements(error)),
        None => Ok(elements),
    }
}

/// The elements of a code, whose values pass every test of the table of AIs.
pub(super) fn of_code(code: &Code) -> Result<&ElementString, LinearError> {
    let elements = code.elements().ok_or(LinearError::NotGs1)?;
    match elements.lint().into_iter().next() {
        Some(flaw) => Err(LinearError::Value(flaw)),
        None => Ok(elements),
    }
}

/// The bars and spaces of an element string.
pub(super) fn elements(elements: &ElementString) -> Result<Vec<u8>, LinearError> {
    let mut message = Vec::with_capacity(1 + MOST_CHARACTERS);
    for token in elements.tokens() {
        match token {
            Token::Fnc1 => message.push(Character::Fnc1),
            Token::Ai(ai) => message.extend(ai.to_string().bytes().map(Character::Ascii)),
            Token::Value(value) => message.extend(value.bytes().map(Character::Ascii)),
        }
    }
    let found = message.len().saturating_sub(1);
    if found > MOST_CHARACTERS {
        return Err(LinearError::TooLong { found, most: MOST_CHARACTERS });
    }
    // The first FNC1 is no character of the data.
    code128::elements(&message).map_err(|at| LinearError::NoCharacter { position: at })
}

/// What is written below: the GTIN first, the others in order (GS1 General Specifications, 4.14).
pub(super) fn caption(elements: &ElementString) -> String {
    elements.hri().concat()
}
