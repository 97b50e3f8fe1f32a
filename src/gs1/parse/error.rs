//! Why a text is not an element string.

use crate::gs1::{Ai, Flaw, FlawKind};
use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, is_unseen, name, outside};

/// Why a text is not an element string. Of the text it shows one character at most, and none of a
/// secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// There is nothing to read.
    Empty,
    /// A GS1 Digital Link: an address of the web that holds the elements.
    Link,
    /// Something other than an AI of the table.
    Ai {
        /// Where, in characters from 1.
        position: usize,
    },
    /// A value whose length or characters its AI does not allow.
    Value {
        /// Where the element begins, in characters from 1.
        element: usize,
        /// Where the bad part begins, in characters from 1.
        position: usize,
        /// What is wrong; its places count from the beginning of the value.
        flaw: Flaw,
        /// The character that may not stand there, where it is that and no secret.
        found: Option<char>,
    },
    /// An AI stands again, with another value.
    Repeated {
        /// The AI.
        ai: Ai,
        /// Where its first element begins, in characters from 1.
        first: usize,
        /// Where the other one begins.
        position: usize,
    },
}

impl ParseError {
    /// What is wrong with a value; the element and its value begin at these places, from 1.
    pub(super) fn of_value(element: usize, begins: usize, value: &str, flaw: Flaw) -> Self {
        let is_character = matches!(flaw.kind, FlawKind::Character { .. }) && !flaw.ai.is_secret();
        let found = value.chars().nth(flaw.start).filter(|_| is_character);
        ParseError::Value { element, position: begins + flaw.start, flaw, found }
    }

    /// Where the text is wrong, in characters from 1; [`None`] where there is nothing.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        match self {
            ParseError::Empty | ParseError::Link => None,
            ParseError::Ai { position }
            | ParseError::Value { position, .. }
            | ParseError::Repeated { position, .. } => Some(*position),
        }
    }

    /// The AI whose element is wrong, if it is known.
    #[must_use]
    pub fn ai(&self) -> Option<Ai> {
        match self {
            ParseError::Value { flaw, .. } => Some(flaw.ai),
            ParseError::Repeated { ai, .. } => Some(*ai),
            ParseError::Empty | ParseError::Link | ParseError::Ai { .. } => None,
        }
    }
}

impl InWords for ParseError {
    fn in_words(&self) -> Sentence {
        match self {
            ParseError::Empty => say!("there is no element"),
            ParseError::Link => say!("it is a GS1 Digital Link, an address of the web"),
            ParseError::Ai { position } => {
                say!("an application identifier should begin at position {position}", position = *position)
            }
            ParseError::Value { position, flaw, found: Some(found), .. } => character(*position, flaw, *found),
            ParseError::Value { position, flaw, .. } => value(*position, flaw),
            ParseError::Repeated { ai, first, position } => say!(
                "at position {position}: ({ai}) stands again with another value than at position {first}; an item has one",
                position = *position,
                ai = name(ai.to_string()),
                first = *first
            ),
        }
    }
}

errors_in_words!(ParseError);

/// `at position 6: (10) may not hold “#” (U+0023), which is character 2 of its value; allowed are …`
fn character(position: usize, flaw: &Flaw, found: char) -> Sentence {
    let (ai, number) = (name(flaw.ai.to_string()), name(format!("U+{:04X}", u32::from(found))));
    let (at, allowed) = (
        flaw.start + 1,
        match flaw.kind {
            FlawKind::Character { allowed } => allowed.allowed(),
            _ => flaw.kind.in_words(),
        },
    );
    if is_unseen(found) {
        return say!(
            "at position {position}: ({ai}) may not hold {number}, which is character {at} of its value; {allowed}",
            position,
            ai,
            number,
            at,
            allowed
        );
    }
    say!(
        "at position {position}: ({ai}) may not hold “{found}” ({number}), which is character {at} of its value; {allowed}",
        position,
        ai,
        found = outside(found),
        number,
        at,
        allowed
    )
}

/// `at position 19: (17) USE BY or EXPIRY: no such month, at positions 3 to 4 of the value`
fn value(position: usize, flaw: &Flaw) -> Sentence {
    let (ai, fault) = (name(flaw.ai.to_string()), flaw.kind.in_words());
    let (first, last) = (flaw.start + 1, flaw.start + flaw.length);
    match (flaw.ai.title(), flaw.length) {
        ("", 0) => say!("at position {position}: ({ai}): {fault}", position, ai, fault),
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
        (title, 0) => say!("at position {position}: ({ai}) {title}: {fault}", position, ai, title = name(title), fault),
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
        let words = |length| ParseError::of_value(1, 5, "", flaw(length)).to_string();
        assert_eq!(
            words(3),
            "at position 25: (21) SERIAL: too long, it takes at most 20 characters, at positions 21 to 23 of the value"
        );
        let found = ElementString::parse("(01)04780101164394(21)ABC\u{425}").unwrap_err().to_string();
        let kind = FlawKind::Character { allowed: Alphabet::Cset82 };
        let allowed = Alphabet::Cset82.allowed();
        assert_eq!(
            found,
            format!(
                "at position 26: (21) may not hold “\u{425}” (U+0425), which is character 4 of its value; {allowed}"
            )
        );
        let secret = ElementString::parse("(91)AB\u{425}").unwrap_err().to_string();
        assert_eq!(secret, format!("at position 7: (91) INTERNAL: {kind}, at position 3 of the value"));
    }
}
