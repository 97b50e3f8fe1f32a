//! AIs in parentheses: `(01)…(21)…`.
//!
//! A value may hold parentheses. Each place where an AI in parentheses stands may begin an
//! element; the readings are the ways from place to place over values whose form is right.

use std::collections::{HashMap, HashSet};

use super::error::ParseError;
use crate::gs1::element_string::Writer;
use crate::gs1::value::form;
use crate::gs1::{Ai, ElementString};

/// An AI in parentheses, in bytes of the text.
#[derive(Clone, Copy)]
struct Opening {
    ai: Ai,
    at: usize,
    value: usize,
}

/// The best way from the beginning of the text to a place.
#[derive(Clone, Copy)]
struct Way {
    /// How many elements it has.
    elements: usize,
    /// How many ways have as many; more than two are counted as two.
    alike: u8,
    /// The opening it comes from.
    from: usize,
}

/// Reads AIs in parentheses. A value has no more than 90 characters, so each opening is held
/// against few others and the time is that of one pass.
pub(super) fn parse(text: &str) -> Result<ElementString, ParseError> {
    let openings: Vec<Opening> = text.match_indices('(').filter_map(|(at, _)| opening(text, at)).collect();
    if openings.first().is_none_or(|first| first.at != 0) {
        return Err(ParseError::Ai { position: 1 });
    }
    let ways = walk(text, &openings);
    match ways.last().copied().flatten() {
        None => Err(fault(text, &openings, &ways)),
        Some(way) if way.alike > 1 => Err(ParseError::Ambiguous),
        Some(_) => {
            let path = path(&openings, &ways);
            if could_do_without_repeats(text, &openings, &path) {
                return Err(ParseError::Ambiguous);
            }
            Ok(assemble(text, &openings, &path))
        }
    }
}

/// The AI in parentheses at this place.
fn opening(text: &str, at: usize) -> Option<Opening> {
    let inside = text.get(at + 1..)?;
    let digits = inside.bytes().take(5).position(|byte| byte == b')')?;
    Some(Opening { ai: Ai::new(inside.get(..digits)?)?, at, value: at + digits + 2 })
}

/// The best way to every opening, and last to the end of the text.
fn walk(text: &str, openings: &[Opening]) -> Vec<Option<Way>> {
    let mut ways: Vec<Option<Way>> = vec![None; openings.len() + 1];
    if let Some(first) = ways.first_mut() {
        *first = Some(Way { elements: 0, alike: 1, from: 0 });
    }
    for (from, opening) in openings.iter().enumerate() {
        let Some(way) = ways.get(from).copied().flatten() else { continue };
        let longest = opening.ai.format().max;
        for (to, reached) in ways.iter_mut().enumerate().skip(from + 1) {
            let end = openings.get(to).map_or(text.len(), |next| next.at);
            let Some(value) = text.get(opening.value..end) else { continue };
            if value.len() > longest {
                break;
            }
            if form(opening.ai, value).is_ok() {
                *reached = Some(join(*reached, way, from));
            }
        }
    }
    ways
}

/// A place reached before, or not yet, is reached by one more element.
fn join(known: Option<Way>, way: Way, from: usize) -> Way {
    let new = Way { elements: way.elements + 1, from, ..way };
    match known {
        Some(known) if known.elements > new.elements => known,
        Some(known) if known.elements == new.elements => Way { alike: 2, ..known },
        _ => new,
    }
}

/// The openings along the best way.
fn path(openings: &[Opening], ways: &[Option<Way>]) -> Vec<usize> {
    let mut path = Vec::new();
    let mut place = openings.len();
    while place > 0
        && let Some(way) = ways.get(place).copied().flatten()
    {
        path.push(way.from);
        place = way.from;
    }
    path.reverse();
    path
}

/// The AIs and values along a way.
fn elements<'t>(text: &'t str, openings: &[Opening], path: &[usize]) -> impl Iterator<Item = (Ai, &'t str)> {
    path.iter().enumerate().filter_map(move |(index, place)| {
        let opening = openings.get(*place)?;
        let next = path.get(index + 1).and_then(|next| openings.get(*next));
        Some((opening.ai, text.get(opening.value..next.map_or(text.len(), |next| next.at))?))
    })
}

fn assemble(text: &str, openings: &[Opening], path: &[usize]) -> ElementString {
    let mut writer = Writer::with_capacity(text.len(), path.len());
    elements(text, openings, path).for_each(|(ai, value)| writer.push(ai, value));
    writer.finish()
}

/// An item has one value of an AI. Where an AI stands again with another value, that place
/// may rather belong to the value before it: true if there is such a reading.
fn could_do_without_repeats(text: &str, openings: &[Opening], path: &[usize]) -> bool {
    let mut first = HashMap::new();
    let repeats: HashSet<usize> = elements(text, openings, path)
        .zip(path)
        .filter(|((ai, value), _)| first.entry(*ai).or_insert(*value) != value)
        .map(|(_, place)| *place)
        .collect();
    if repeats.is_empty() {
        return false;
    }
    let rest = openings.iter().enumerate().filter(|(place, _)| !repeats.contains(place));
    let rest: Vec<Opening> = rest.map(|(_, opening)| *opening).collect();
    walk(text, &rest).last().copied().flatten().is_some()
}

/// Why no reading comes to the end: what is wrong behind the last opening that was reached.
fn fault(text: &str, openings: &[Opening], ways: &[Option<Way>]) -> ParseError {
    let reached = ways.iter().rposition(Option::is_some).unwrap_or(0);
    let Some(opening) = openings.get(reached) else { return ParseError::Empty };
    let end = openings.get(reached + 1).map_or(text.len(), |next| next.at);
    let value = text.get(opening.value..end).unwrap_or_default();
    let position = opening.value + 1;
    match form(opening.ai, value) {
        // A full value, and behind it an AI in parentheses that the table does not have.
        Err(flaw) if value.get(flaw.start..).is_some_and(|rest| rest.starts_with('(')) => {
            ParseError::Ai { position: position + flaw.start }
        }
        Err(flaw) => ParseError::Value { position: position + flaw.start, flaw },
        Ok(()) => ParseError::Ai { position: end + 1 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        parse(text).unwrap().iter().map(|(ai, value)| (ai.to_string(), value.to_owned())).collect()
    }

    fn pairs(elements: &[(&str, &str)]) -> Vec<(String, String)> {
        elements.iter().map(|(ai, value)| ((*ai).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn parentheses_that_cannot_begin_an_element_belong_to_the_value() {
        // No such AI; an empty value before or behind; a value that is too short.
        assert_eq!(read("(21)A(04)B"), pairs(&[("21", "A(04)B")]));
        assert_eq!(read("(21)(10)A"), pairs(&[("21", "(10)A")]));
        assert_eq!(read("(21)A(10)"), pairs(&[("21", "A(10)")]));
        assert_eq!(read("(21)A(17)12"), pairs(&[("21", "A(17)12")]));
        assert_eq!(read("(21))((10)A"), pairs(&[("21", ")("), ("10", "A")]));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        // (7230) begins with "(1" or "A(7230)" is the serial number.
        assert_eq!(parse("(21)A(7230)(10)B"), Err(ParseError::Ambiguous));
        // Two serial numbers, or one that holds parentheses.
        assert_eq!(parse("(21)A(21)B"), Err(ParseError::Ambiguous));
        assert_eq!(read("(17)271231(17)271231").len(), 2);
        assert_eq!(read("(17)271231(01)04780101164394(17)271230").len(), 3);
    }

    #[test]
    fn errors_tell_the_place() {
        let place = |text: &str| match parse(text) {
            Err(ParseError::Value { position, flaw }) => (position, flaw.ai.to_string(), flaw.start, flaw.length),
            other => panic!("{other:?}"),
        };
        assert_eq!(parse("("), Err(ParseError::Ai { position: 1 }));
        assert_eq!(parse("(04)1"), Err(ParseError::Ai { position: 1 }));
        assert_eq!(parse("(01)04780101164394(04)1"), Err(ParseError::Ai { position: 19 }));
        assert_eq!(place("(01)0478010116439(21)A"), (5, "01".to_owned(), 0, 13));
        assert_eq!(place("(01)04780101164394(21)A\u{425}"), (24, "21".to_owned(), 1, 1));
        assert_eq!(place("(01)04780101164394(21)ABCDEFGHIJKLMNOPQRSTU"), (43, "21".to_owned(), 20, 1));
        assert_eq!(place("(17)271231(10)"), (15, "10".to_owned(), 0, 0));
    }
}
