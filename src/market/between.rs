//! What stands where a separator should, found by structure.
//!
//! People and programs write separators in more ways than a list can hold. Where the next AI stands
//! some characters later, these are tried as the separator, everywhere in the code. Only one such
//! reading may be valid, and what was found must not be the end of a value that is longer than the
//! market says: it begins with a character that no value has, or names the separator, or stands at two
//! places, or ends the field in nearly every row of the data.

use std::fmt;

use super::escapes::unescaped;
use super::fault::{Fault, rules};
use super::field::Field;
use super::gap::{LONGEST_GAP, between};
use super::structure::{Reading, Structure, Unreadable};
use crate::gs1::GS;
use crate::say;
use crate::sentence::{name, outside};

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

    /// The text with separators in its place where the AI of a field follows: a tail may hold the same
    /// character.
    fn replaced_before(self, text: &str, fields: &[Field]) -> (String, usize) {
        let sign = self.to_string();
        let (mut out, mut rest, mut count) = (String::with_capacity(text.len()), text, 0);
        while let Some((before, after)) = rest.split_once(&sign) {
            out.push_str(before);
            let follows = |field: &Field| field.ai.is_some_and(|ai| ai.strip_from(after).is_some());
            if fields.iter().skip(1).any(follows) {
                out.push(GS);
                count += 1;
            } else {
                out.push_str(&sign);
            }
            rest = after;
        }
        out.push_str(rest);
        (out, count)
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
    /// to a value, or something else is wrong behind what stands for the separator; then with the text
    /// that has separators in its place.
    Wrong(Unreadable, Option<String>),
    /// Nothing stands for a separator.
    Nothing,
}

/// Something that may stand for a separator.
struct Candidate<'s> {
    typed: TypedSeparator,
    before: &'s Field,
    field: &'s Field,
    /// The text with separators in its place.
    text: String,
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
            let failed = failed.filter_map(|one| Some((one.outcome.err()?, one.text)));
            let best = failed.max_by_key(|(unreadable, _)| unreadable.furthest);
            best.map_or(Sought::Nothing, |(unreadable, text)| Sought::Wrong(unreadable, Some(text)))
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
    let mut of_first: Vec<TypedSeparator> = candidates(structure, first, None).iter().map(|one| one.typed).collect();
    of_first.dedup();
    let mut fitting = of_first.into_iter().filter(|typed| {
        let sign = typed.to_string();
        let having: Vec<&&str> = unread.iter().filter(|text| text.contains(&sign)).collect();
        // One character ends many a serial by chance; the same in four rows, and in all, does not.
        let enough = having.len() >= if typed.len() == 1 { 4 } else { 2 } && having.len() * 10 >= unread.len() * 9;
        let is_read = |text: &str| match structure.attempt(text) {
            Ok(_) => true,
            Err(unreadable) => structure.is_whole(&unreadable),
        };
        let fits = |text: &&&str| {
            is_read(&typed.replaced(text)) || is_read(&typed.replaced_before(text, structure.fields()).0)
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
        let Some((begun, rest)) = text.split_at_checked(at) else { continue };
        let ends = rest.char_indices().map(|(end, _)| end).skip(1).take(LONGEST_GAP);
        for end in ends {
            let Some((sign, behind)) = rest.split_at_checked(end).filter(|(sign, _)| !sign.contains(GS)) else { break };
            let follows = |field: &&Field| field.ai.is_some_and(|ai| ai.strip_from(behind).is_some());
            let mut fields = structure.fields().windows(2);
            let Some([before, field]) = fields.find(|pair| matches!(pair, [_, field] if follows(&field))) else {
                continue;
            };
            let Some(typed) = TypedSeparator::new(sign).filter(|_| !is_end_of_name(begun, sign)) else { continue };
            if found.iter().any(|one| one.typed == typed) {
                continue;
            }
            let (separated, count) = typed.replaced_before(text, structure.fields());
            let is_sure =
                known == Some(typed) || is_no_value(structure, before, sign) || names_separator(sign) || count >= 2;
            let everywhere = typed.replaced(text);
            if everywhere != separated {
                let outcome = structure.attempt(&separated);
                found.push(Candidate { typed, before, field, text: separated, outcome, is_sure });
            }
            let outcome = structure.attempt(&everywhere);
            found.push(Candidate { typed, before, field, text: everywhere, outcome, is_sure });
        }
    }
    found
}

/// Whether more of the text belongs to the sign: `#29;` behind `&`.
fn is_end_of_name(before: &str, sign: &str) -> bool {
    let starts = before.char_indices().rev().map(|(at, _)| at).take(3);
    starts.into_iter().filter_map(|at| before.get(at..)).any(|more| names_separator(&format!("{more}{sign}")))
}

/// Whether a sign can be no part of the value before it. Where the value may have any length, letters and
/// digits in the sign may be the value's, unless a program escapes characters so.
fn is_no_value(structure: &Structure, before: &Field, sign: &str) -> bool {
    let is_escape = || {
        let rest = sign.strip_prefix(['\\', '~']).unwrap_or_default();
        let is_word = |rest: &str| rest.chars().count() == 1 && rest.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_number = |rest: &str| {
            let digits = rest.trim_start_matches(['x', 'X', 'u', 'U', 'd', '{', '\'']).trim_end_matches('}');
            (2..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
        };
        is_word(rest) || is_number(rest) || WORDS.contains(&&*rest.to_ascii_uppercase())
    };
    sign.starts_with(|c| is_foreign(structure, c))
        && (before.is_fixed() || !sign.contains(char::is_alphanumeric) || is_escape())
}

/// Whether no value of the structure has this character.
fn is_foreign(structure: &Structure, c: char) -> bool {
    structure.fields().iter().all(|field| !field.encodable().contains(c) || field.strict && !field.alphabet.contains(c))
}

/// Words that people type for the separator, without brackets.
const WORDS: [&str; 5] = ["GS", "FNC1", "29", "X1D", "U001D"];

/// A value of varying length that a separator should have ended and that ends with what people type for
/// one: nothing else stands before the next AI, so nobody can tell which it is.
pub(super) fn doubtful_end(structure: &Structure, text: &str, reading: &Reading) -> Option<Fault> {
    if structure.fields().iter().rev().skip(1).all(Field::is_fixed) || structure.is_open() {
        return None;
    }
    let elements = reading.code.elements()?;
    let behind = elements.iter().skip(1);
    elements.iter().zip(behind).find_map(|((ai, value), (next, _))| {
        let field = structure.fields().iter().find(|field| field.ai == Some(ai) && !field.is_fixed())?;
        let upper = value.to_ascii_uppercase();
        let word = WORDS.iter().find(|word| upper.strip_suffix(**word).is_some_and(|rest| rest.len() >= field.min))?;
        if !text.contains(&format!("{value}{next}")) {
            return None;
        }
        let message = say!(
            "{field} ends with “{word}”, which may have been typed for the separator that is missing behind it",
            field,
            word = name(*word)
        );
        let help = say!("export the codes with their GS separators, or give the parts in columns of their own");
        Some(Fault::new(rules::AMBIGUOUS, Some(field), message).help(help))
    })
}

/// What is to be said of GS1 data of no market that is valid as it stands, without a separator, and would
/// be valid too with one in place of something that names it.
pub(super) fn doubt_of_open(structure: &Structure, text: &str) -> Option<Fault> {
    // Where separators or parentheses tell the elements apart, the rest belongs to values.
    if text.contains(GS) || text.starts_with('(') {
        return None;
    }
    let is_valid = |sign: &str| structure.parse(&text.replace(sign, "\u{1d}")).is_ok();
    let position =
        |sign: &str| text.find(sign).and_then(|at| text.get(..at)).map_or(0, |text| text.chars().count()) + 1;
    if let Some(sign) = signs(text).into_iter().find(|sign| is_valid(sign)) {
        let message = say!(
            "“{sign}” at position {position} stands for a separator or belongs to a value: the code can be read in more than one way",
            sign = outside(sign),
            position = position(sign)
        );
        let help = say!("write real separators (GS), or each AI in parentheses");
        return Some(Fault::new(rules::AMBIGUOUS, None, message).help(help));
    }
    let word = ["GS", "FNC1"].into_iter().find(|word| text.contains(*word) && is_valid(word))?;
    let message = say!(
        "“{word}” at position {position} may have been typed for a separator; it is taken as it stands",
        word = name(word),
        position = position(word)
    );
    Some(Fault::new(rules::MENDED, None, message).warning())
}

/// What names the separator in a text that holds GS1's characters only, with both of its brackets.
fn signs(text: &str) -> Vec<&str> {
    let begins = text.char_indices().filter(|(_, c)| "<(/%_&".contains(*c));
    let sign = |(at, _): (usize, char)| {
        let rest = text.get(at..)?;
        let ends = rest.char_indices().map(|(end, c)| end + c.len_utf8()).skip(2).take(LONGEST_GAP);
        let is_closed = |sign: &str| match sign.chars().next() {
            Some('<') => sign.ends_with('>'),
            Some('(') => sign.ends_with(')'),
            Some('/') => sign.ends_with('/'),
            Some('_') => sign.ends_with('_'),
            Some('&') => sign.ends_with(';'),
            _ => true,
        };
        let is_sign = |sign: &&str| is_closed(sign) && (names_separator(sign) || unescaped(sign) == "\u{1d}");
        ends.filter_map(|end| rest.get(..end)).filter(is_sign).last()
    };
    begins.filter_map(sign).collect()
}

/// Whether a text names the separator: its name behind a bracket or a sign, or its number, 29 or 1D in
/// hexadecimal, as programs escape it.
fn names_separator(sign: &str) -> bool {
    let sign = sign.trim().to_ascii_lowercase();
    let inner = sign.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let Some((front, back)) = sign.split_once(inner).filter(|_| !inner.is_empty()) else { return false };
    let is_bracket = ["<", "(", "{", "[", "«"].contains(&front);
    let is_sign = ["^", "~", "|", "/", "\\", "\\\\"].contains(&front);
    let is_closed = !back.is_empty() && (is_bracket || ["_", "&", "|", "/"].contains(&front));
    let number = inner.trim_start_matches('0');
    match inner.strip_prefix("0x").or_else(|| inner.strip_prefix(['x', 'u'])) {
        Some(number) => number.trim_start_matches('0') == "1d" && (is_bracket || is_sign || is_closed || front == "&#"),
        // The last is how printers of labels write FNC1.
        None if ["gs", "fnc1", "f1"].contains(&inner) => is_bracket || is_sign || is_closed,
        None if number == "1d" => is_closed || front == "%",
        None if number == "29" => is_bracket || is_closed || ["&#", "~", "^"].contains(&front),
        None => ["_1", "~1"].contains(&&*sign),
    }
}
