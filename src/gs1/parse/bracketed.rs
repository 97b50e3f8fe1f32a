//! AIs in parentheses, `(01)…(21)…`, or as some programs write them in square brackets.
//!
//! An AI of the table in brackets begins an element wherever it stands: a value that holds one
//! cannot be told from two elements, so nothing is guessed and the rest must be right. What is no AI
//! of the table, such as `(04)`, belongs to the value. Where a market fixes the lengths of values,
//! its structure reads them by those.

use super::error::ParseError;
use super::seen::Seen;
use crate::gs1::element_string::Writer;
use crate::gs1::value::form;
use crate::gs1::{Ai, ElementString};

/// How AIs are set off from values.
#[derive(Clone, Copy)]
pub(super) struct Brackets {
    pub(super) open: char,
    pub(super) close: u8,
}

/// `(01)`, as GS1 prints them.
pub(super) const ROUND: Brackets = Brackets { open: '(', close: b')' };
/// `[01]`, as zint takes them; no value holds either bracket.
pub(super) const SQUARE: Brackets = Brackets { open: '[', close: b']' };

/// An AI in brackets, in bytes of the text.
#[derive(Clone, Copy)]
struct Opening {
    ai: Ai,
    at: usize,
    value: usize,
}

/// Reads AIs in brackets. What has been read is ASCII, so bytes are characters.
pub(super) fn parse(text: &str, brackets: Brackets) -> Result<ElementString, ParseError> {
    let mut openings = openings(text, brackets).peekable();
    if openings.peek().is_none_or(|first| first.at != 0) {
        return Err(ParseError::Ai { position: 1 });
    }
    let mut writer = Writer::with_capacity(text.len(), 6);
    let mut seen = Seen::default();
    while let Some(opening) = openings.next() {
        let end = openings.peek().map_or(text.len(), |next| next.at);
        let value = text.get(opening.value..end).ok_or(ParseError::Ai { position: opening.at + 1 })?;
        form(opening.ai, value).map_err(|flaw| match value.get(flaw.start..) {
            // A full value, and behind it an AI in brackets that the table does not have.
            Some(rest) if rest.starts_with(brackets.open) => {
                ParseError::Ai { position: opening.value + flaw.start + 1 }
            }
            _ => ParseError::of_value(opening.at + 1, opening.value + 1, value, flaw),
        })?;
        seen.note(opening.ai, value, opening.at + 1)?;
        writer.push(opening.ai, value);
    }
    Ok(writer.finish())
}

/// The places where an AI of the table begins within a text, in bytes from 0, with the AI.
pub(super) fn openings_of(text: &str) -> impl Iterator<Item = (usize, Ai)> {
    openings(text, ROUND).map(|opening| (opening.at, opening.ai))
}

fn openings(text: &str, brackets: Brackets) -> impl Iterator<Item = Opening> {
    text.match_indices(brackets.open).filter_map(move |(at, _)| opening(text, at, brackets))
}

/// The AI in brackets at this place.
fn opening(text: &str, at: usize, brackets: Brackets) -> Option<Opening> {
    let inside = text.get(at + 1..)?;
    let digits = inside.bytes().take(5).position(|byte| byte == brackets.close)?;
    Some(Opening { ai: Ai::new(inside.get(..digits)?)?, at, value: at + digits + 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        parse(text, ROUND).unwrap().iter().map(|(ai, value)| (ai.to_string(), value.to_owned())).collect()
    }

    fn pairs(elements: &[(&str, &str)]) -> Vec<(String, String)> {
        elements.iter().map(|(ai, value)| ((*ai).to_owned(), (*value).to_owned())).collect()
    }

    /// Where the element begins, where its value is wrong, its AI, and the same within the value.
    fn place(text: &str) -> (usize, usize, String, usize, usize) {
        match parse(text, ROUND) {
            Err(ParseError::Value { element, position, flaw, .. }) => {
                (element, position, flaw.ai.to_string(), flaw.start, flaw.length)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn parentheses_that_hold_no_ai_of_the_table_belong_to_the_value() {
        assert_eq!(read("(21)A(04)B"), pairs(&[("21", "A(04)B")]));
        assert_eq!(read("(21)A(B)"), pairs(&[("21", "A(B)")]));
        assert_eq!(read("(21))((10)A"), pairs(&[("21", ")("), ("10", "A")]));
    }

    #[test]
    fn an_ai_in_parentheses_begins_an_element_also_where_its_value_is_wrong() {
        // GS1's own engine refuses all of these.
        assert_eq!(place("(01)04780101164394(10)LOT7(17)27123"), (27, 31, "17".to_owned(), 0, 5));
        assert_eq!(place("(10)LOT7(3103)00125"), (9, 15, "3103".to_owned(), 0, 5));
        assert_eq!(place("(21)AB(10)"), (7, 11, "10".to_owned(), 0, 0));
        assert_eq!(place("(21)(10)A"), (1, 5, "21".to_owned(), 0, 0));
        assert_eq!(place("(21)A(7230)(10)B"), (6, 12, "7230".to_owned(), 0, 0));
    }

    #[test]
    fn an_ai_has_one_value() {
        let twice = |text: &str| match parse(text, ROUND) {
            Err(ParseError::Repeated { ai, first, position }) => (ai.to_string(), first, position),
            other => panic!("{other:?}"),
        };
        assert_eq!(twice("(01)93350790410849(01)14017155183307"), ("01".to_owned(), 1, 19));
        assert_eq!(twice("(21)A(21)B"), ("21".to_owned(), 1, 6));
        assert_eq!(twice("(17)271231(01)04780101164394(17)271230"), ("17".to_owned(), 1, 29));
        assert_eq!(read("(17)271231(17)271231").len(), 2);
    }

    #[test]
    fn errors_tell_the_place() {
        assert_eq!(parse("(", ROUND), Err(ParseError::Ai { position: 1 }));
        assert_eq!(parse("(04)1", ROUND), Err(ParseError::Ai { position: 1 }));
        assert_eq!(parse("(01)04780101164394(04)1", ROUND), Err(ParseError::Ai { position: 19 }));
        assert_eq!(place("(01)0478010116439(21)A"), (1, 5, "01".to_owned(), 0, 13));
        assert_eq!(place("(01)04780101164394(21)A\u{425}"), (19, 24, "21".to_owned(), 1, 1));
        assert_eq!(place("(01)04780101164394(21)ABCDEFGHIJKLMNOPQRSTU"), (19, 43, "21".to_owned(), 20, 1));
        assert_eq!(place("(17)271231(10)"), (11, 15, "10".to_owned(), 0, 0));
        assert_eq!(place("(10)A#"), (1, 6, "10".to_owned(), 1, 1));
    }

    #[test]
    fn square_brackets_set_off_ais_as_well() {
        let read = parse("[01]04780101164394[21]A(10)B", SQUARE).unwrap();
        assert_eq!(read.value(Ai::SERIAL), Some("A(10)B"));
        assert!(parse("[01]04780101164394[21]A[B", SQUARE).is_err());
    }
}
