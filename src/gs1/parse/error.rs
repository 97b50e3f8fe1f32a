//! Why a text is not an element string.

use crate::gs1::Flaw;
use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, name};

/// Why a text is not an element string. It never shows the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// There is nothing to read.
    Empty,
    /// Something other than an AI of the table.
    Ai {
        /// Where, in characters from 1.
        position: usize,
    },
    /// A value whose length or characters its AI does not allow.
    Value {
        /// Where the bad part begins, in characters from 1.
        position: usize,
        /// What is wrong; its places count from the beginning of the value.
        flaw: Flaw,
    },
    /// A text in parentheses that can be read in more than one way.
    Ambiguous,
}

impl InWords for ParseError {
    fn in_words(&self) -> Sentence {
        match self {
            ParseError::Empty => say!("there is no element"),
            ParseError::Ai { position } => {
                say!("an application identifier should begin at position {position}", position = *position)
            }
            ParseError::Value { position, flaw } => value(*position, flaw),
            ParseError::Ambiguous => say!(
                "the code can be read in more than one way: a value holds an application identifier in parentheses"
            ),
        }
    }
}

errors_in_words!(ParseError);

/// `at position 19: (17) USE BY or EXPIRY: no such month, at positions 3 to 4 of the value`
fn value(position: usize, flaw: &Flaw) -> Sentence {
    let (ai, fault) = (name(flaw.ai.to_string()), flaw.kind.in_words());
    let (first, last) = (flaw.start + 1, flaw.start + flaw.length);
    match (flaw.ai.title(), flaw.length) {
        ("", 0) => say!("at position {position}: ({ai}): {fault} of the value", position, ai, fault),
        ("", 1) => say!(
            "at position {position}: ({ai}): {fault}, at position {first} of the value",
            position,
            ai,
            fault,
            first
        ),
        ("", _) => say!(
            "at position {position}: ({ai}): {fault}, at positions {first} to {last} of the value",
            position,
            ai,
            fault,
            first,
            last
        ),
        (title, 0) => say!(
            "at position {position}: ({ai}) {title}: {fault} of the value",
            position,
            ai,
            title = name(title),
            fault
        ),
        (title, 1) => say!(
            "at position {position}: ({ai}) {title}: {fault}, at position {first} of the value",
            position,
            ai,
            title = name(title),
            fault,
            first
        ),
        (title, _) => say!(
            "at position {position}: ({ai}) {title}: {fault}, at positions {first} to {last} of the value",
            position,
            ai,
            title = name(title),
            fault,
            first,
            last
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gs1::{Ai, Alphabet, ElementString, FlawKind};

    #[test]
    fn places_are_those_of_the_text_and_of_the_value() {
        let flaw = |length| Flaw { ai: Ai::SERIAL, kind: FlawKind::TooLong { most: 20 }, start: 20, length };
        let words = |length| ParseError::Value { position: 25, flaw: flaw(length) }.to_string();
        assert_eq!(
            words(3),
            "at position 25: (21) SERIAL: too long, it takes at most 20 characters, at positions 21 to 23 of the value"
        );
        let found = ElementString::parse("(01)04780101164394(21)ABC\u{425}").unwrap_err().to_string();
        let allowed = FlawKind::Character { allowed: Alphabet::Cset82 };
        assert_eq!(found, format!("at position 26: (21) SERIAL: {allowed}, at position 4 of the value"));
    }
}
