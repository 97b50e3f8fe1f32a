//! What stands where a separator should, found by structure.
//!
//! People and programs write separators in more ways than a list can hold. Where the next AI stands
//! some characters later, these are tried as the separator, everywhere in the code. Only one such
//! reading may be valid, and what was found must not be the end of a value that is longer than the
//! market says: it begins with a character that no value has, or names the separator, or stands at two
//! places, or ends the field in nearly every row of the data.

use std::fmt;

use super::fault::{Fault, rules};
use super::field::Field;
use super::gap::{LONGEST_GAP, between};
use super::structure::{Reading, Structure, Unreadable};
use crate::gs1::GS;
use crate::say;

/// What stands for separators in a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypedSeparator {
    /// Its characters; the others are GS, which no such text holds.
    characters: [char; LONGEST_GAP],
}

impl TypedSeparator {
    fn new(text: &str) -> Option<Self> {
        let mut characters = [GS; LONGEST_GAP];
        let mut places = characters.iter_mut();
        for c in text.chars() {
            *places.next()? = c;
        }
        Some(Self { characters })
    }

    fn len(self) -> usize {
        self.characters.iter().filter(|c| **c != GS).count()
    }

    /// The text with separators in its place.
    pub(super) fn replaced(self, text: &str) -> String {
        text.replace(&self.to_string(), "\u{1d}")
    }
}

impl fmt::Display for TypedSeparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.characters.iter().filter(|c| **c != GS).try_for_each(|c| fmt::Write::write_char(f, *c))
    }
}

/// What came of looking for it.
pub(super) enum Sought {
    /// The one reading that is valid.
    Read(Reading, TypedSeparator),
    /// What is wrong with the code: it can be read in more ways than one, what stands there may belong
    /// to a value, or something else is wrong behind what stands for the separator.
    Wrong(Unreadable, Option<TypedSeparator>),
    /// Nothing stands for a separator.
    Nothing,
}

/// Something that may stand for a separator.
struct Candidate<'s> {
    typed: TypedSeparator,
    before: &'s Field,
    field: &'s Field,
    outcome: Result<Reading, Unreadable>,
    /// Whether it can be no part of a value.
    is_sure: bool,
}

/// Looks for what stands for the separator; `known` does in the other rows of the data.
pub(super) fn seek(structure: &Structure, text: &str, known: Option<TypedSeparator>) -> Sought {
    let mut found = candidates(structure, text, known);
    let mut readings: Vec<&Reading> = found.iter().filter_map(|one| one.outcome.as_ref().ok()).collect();
    readings.dedup_by(|a, b| a.code == b.code);
    let furthest = structure.fields().len() + 1;
    let wrong = |fault: Fault| Sought::Wrong(Unreadable { furthest, faults: vec![fault] }, None);
    match (readings.len(), found.iter().position(|one| one.outcome.is_ok())) {
        (1, Some(at)) if found.iter().any(|one| one.outcome.is_ok() && one.is_sure) => {
            let one = found.swap_remove(at);
            one.outcome.map_or(Sought::Nothing, |reading| Sought::Read(reading, one.typed))
        }
        (_, Some(at)) => found.get(at).map_or(Sought::Nothing, |one| wrong(unsure(one))),
        (_, None) => {
            let failed = found.into_iter().filter(|one| one.is_sure);
            let failed = failed.filter_map(|one| Some((one.outcome.err()?, one.typed)));
            let best = failed.max_by_key(|(unreadable, _)| unreadable.furthest);
            best.map_or(Sought::Nothing, |(unreadable, typed)| Sought::Wrong(unreadable, Some(typed)))
        }
    }
}

fn unsure(one: &Candidate<'_>) -> Fault {
    let help = say!(
        "if it stands for the separator, take the codes from the portal again, with real separators; if it belongs to {before}, the code is of another market",
        before = one.before
    );
    let message = between(one.before, one.field, &one.typed.to_string());
    Fault::new(rules::STRUCTURE, Some(one.before), message).help(help)
}

/// What stands for the separator in nearly all codes that cannot be read otherwise.
pub(super) fn common(structure: &Structure, unread: &[&str]) -> Option<TypedSeparator> {
    let first = unread.first()?;
    let of_first = candidates(structure, first, None);
    let mut fitting = of_first.iter().map(|one| one.typed).filter(|typed| {
        let sign = typed.to_string();
        let having: Vec<&&str> = unread.iter().filter(|text| text.contains(&sign)).collect();
        // One character ends many a serial by chance; the same in four rows, and in all, does not.
        let enough = having.len() >= if typed.len() == 1 { 4 } else { 2 } && having.len() * 10 >= unread.len() * 9;
        let fits = |text: &&&str| match structure.attempt(&typed.replaced(text)) {
            Ok(_) => true,
            Err(unreadable) => structure.is_whole(&unreadable),
        };
        enough && having.iter().all(fits)
    });
    fitting.next().filter(|_| fitting.next().is_none())
}

/// All that may stand for a separator: it begins with a sign, and the AI of a field follows.
fn candidates<'s>(structure: &'s Structure, text: &str, known: Option<TypedSeparator>) -> Vec<Candidate<'s>> {
    let mut found: Vec<Candidate<'s>> = Vec::new();
    if structure.is_plain() || structure.is_open() || text.starts_with(['(', '[']) {
        return found;
    }
    for (at, _) in text.char_indices().filter(|(_, c)| !c.is_alphanumeric() && *c != GS) {
        let Some(rest) = text.get(at..) else { continue };
        let ends = rest.char_indices().map(|(end, _)| end).skip(1).take(LONGEST_GAP);
        for end in ends {
            let Some((sign, behind)) = rest.split_at_checked(end).filter(|(sign, _)| !sign.contains(GS)) else { break };
            let follows = |field: &&Field| field.ai.is_some_and(|ai| ai.strip_from(behind).is_some());
            let mut fields = structure.fields().windows(2);
            let Some([before, field]) = fields.find(|pair| matches!(pair, [_, field] if follows(&field))) else {
                continue;
            };
            let Some(typed) = TypedSeparator::new(sign) else { continue };
            if found.iter().any(|one| one.typed == typed) {
                continue;
            }
            let is_sure = known == Some(typed)
                || sign.starts_with(|c| is_foreign(structure, c))
                || names_separator(sign)
                || text.matches(sign).count() >= 2;
            found.push(Candidate { typed, before, field, outcome: structure.attempt(&typed.replaced(text)), is_sure });
        }
    }
    found
}

/// Whether no value of the structure has this character.
fn is_foreign(structure: &Structure, c: char) -> bool {
    structure.fields().iter().all(|field| !field.encodable().contains(c) || field.strict && !field.alphabet.contains(c))
}

/// Whether a text names the separator: its name between brackets, or its number, 29 or 1D in
/// hexadecimal, as programs escape it.
fn names_separator(sign: &str) -> bool {
    let sign = sign.trim_end().to_ascii_lowercase();
    let inside = |opening: &[&str], closing: &[char]| {
        let rest = opening.iter().find_map(|opening| sign.strip_prefix(opening));
        rest.map(|rest| rest.strip_suffix(closing).unwrap_or(rest).trim_start_matches('0').to_owned())
    };
    let is = |inner: Option<String>, names: &[&str]| inner.is_some_and(|inner| names.contains(&&*inner));
    // The last are how printers of labels write FNC1.
    is(inside(&["<", "(", "{", "[", "^", "~", "|", "/"], &['>', ')', '}', ']', '|', '/']), &["gs", "fnc1", "f1"])
        || is(
            inside(&["&#x", "%", "\\x", "\\u", "\\\\u", "<0x", "(0x", "{0x", "[0x"], &[';', '>', ')', '}', ']']),
            &["1d"],
        )
        || is(inside(&["&#", "<", "(", "{", "[", "~", "^"], &[';', '>', ')', '}', ']']), &["29"])
        || ["_1", "~1", "&gs;"].contains(&&*sign)
}
