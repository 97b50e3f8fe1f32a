//! Reading a code by the structure of its market.
//!
//! Three forms are read: separated by GS, bracketed `(01)…(21)…`, and without separators. Codes of
//! fixed fields without AIs (tobacco packs) have one form. The
//! walk goes field by field and counts characters; it never searches for AIs, because a serial
//! may hold `91`, `)(` or `(92)`. Where a field's length varies and no separator ends it, every
//! end that the rest of the structure allows is tried, and the code is accepted only if exactly
//! one reading is valid.

use super::fault::{Fault, rules};
use super::field::Field;
use super::gap::{LONGEST_GAP, between, opening};
use super::judged::{fault_of, flaws, twice};
use super::open;
use crate::diagnostic::Severity;
use crate::gs1::{Code, ElementString, GS, PlainCode, openings};
use crate::say;
use crate::sentence::{Sentence, count};

/// The fields of a code, in order.
#[derive(Clone, Debug)]
pub struct Structure {
    fields: Vec<Field>,
    /// Fields of all other AIs, where any may stand in a code.
    others: Vec<Field>,
}

/// How a code was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeForm {
    /// As scan data with GS.
    Separated,
    /// With AIs in parentheses.
    Bracketed,
    /// Without separators where GS1 wants them.
    Unseparated,
    /// In parts, one a column.
    Parts,
}

/// A code that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The code.
    pub code: Code,
    /// How it was written.
    pub form: CodeForm,
    /// Faults that do not forbid printing it.
    pub warnings: Vec<Fault>,
}

/// [`GS`] as a byte.
pub(super) const SEPARATOR: u8 = GS as u8;

/// Steps a walk may take; only codes made to be ambiguous take more.
const MAX_STEPS: u32 = 10_000;

/// Why a code cannot be read.
pub(super) struct Unreadable {
    /// How many fields were read; more than all where something is wrong with their values.
    pub(super) furthest: usize,
    pub(super) faults: Vec<Fault>,
}

/// One attempt to read a code.
struct Walk<'a> {
    fields: &'a [Field],
    text: &'a str,
    bracketed: bool,
    separated: bool,
    taken: Vec<(&'a Field, &'a str)>,
    /// The first complete reading.
    reading: Option<Vec<(&'a Field, &'a str)>>,
    /// Whether there is another.
    is_ambiguous: bool,
    /// The fault of the attempt that came furthest.
    fault: Option<(usize, Fault)>,
    /// An AI in parentheses within a value whose length varies.
    opening: Option<Fault>,
    steps: u32,
}

impl Structure {
    /// A structure of these fields; `None` when there are none, when some have AIs and some have
    /// not, or when fields without AIs vary in length.
    #[must_use]
    pub fn new(fields: Vec<Field>) -> Option<Self> {
        let with_ai = fields.iter().filter(|field| field.ai.is_some()).count();
        let plain = with_ai == 0 && fields.iter().all(|field| field.is_fixed() && !field.optional);
        (!fields.is_empty() && (with_ai == fields.len() || plain)).then_some(Self { fields, others: Vec::new() })
    }

    /// Whether its codes have fixed fields without AIs.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.fields.iter().all(|field| field.ai.is_none())
    }

    /// The same, with any other AIs in any order: GS1 data of no market.
    #[must_use]
    pub(super) fn opened(self) -> Self {
        Self { others: open::others(&self.fields), ..self }
    }

    /// The same with other fields behind the codes that are issued.
    #[must_use]
    pub(super) fn with_trailing(mut self, trailing: Vec<Field>) -> Self {
        self.fields.retain(|field| field.trailing.is_none());
        self.fields.extend(trailing);
        self
    }

    /// The fields that the maker puts behind codes as they are issued.
    pub fn trailing(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.trailing.is_some())
    }

    /// Whether any AIs may stand in its codes, in any order.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.others.is_empty()
    }

    /// All fields that a code may have: the named ones, and where any AIs may stand those of the others.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().chain(&self.others)
    }

    /// The value of a field in a code of this structure.
    #[must_use]
    pub fn value<'c>(&self, code: &'c Code, field: &Field) -> Option<&'c str> {
        match (code, field.ai) {
            (Code::Gs1(elements), Some(ai)) => elements.value(ai),
            (Code::Plain(plain), None) => {
                let before = self.fields.iter().take_while(|other| other.name != field.name);
                let start: usize = before.map(|other| other.max).sum();
                plain.as_str()?.get(start..start + field.max)
            }
            _ => None,
        }
    }

    /// The fields in order.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Reads a whole code.
    ///
    /// # Errors
    /// Every fault of the code, or why it cannot be read at all.
    pub fn parse(&self, text: &str) -> Result<Reading, Vec<Fault>> {
        self.attempt(text).map_err(|unreadable| unreadable.faults)
    }

    /// Whether all fields were found, and something is wrong with their values.
    pub(super) fn is_whole(&self, unreadable: &Unreadable) -> bool {
        unreadable.furthest > self.fields.len()
    }

    /// As [`Structure::parse`]; says how far an attempt came that failed.
    pub(super) fn attempt(&self, text: &str) -> Result<Reading, Unreadable> {
        if self.is_open() {
            let read = open::read(text).map_err(|(furthest, faults)| Unreadable { furthest, faults })?;
            let form = if text.starts_with('(') { CodeForm::Bracketed } else { CodeForm::Separated };
            return Ok(Reading { code: Code::Gs1(read.0), form, warnings: read.1 });
        }
        let whole = self.fields.len() + 1;
        let bracketed = text.starts_with('(') && !self.is_plain();
        let separated = text.contains(GS);
        let mut walk = Walk {
            fields: &self.fields,
            text,
            bracketed,
            separated,
            taken: Vec::with_capacity(self.fields.len()),
            reading: None,
            is_ambiguous: false,
            fault: None,
            opening: None,
            steps: 0,
        };
        walk.field(0, text);
        let form = match (bracketed, separated) {
            (true, _) => CodeForm::Bracketed,
            (false, true) => CodeForm::Separated,
            (false, false) => CodeForm::Unseparated,
        };
        match &walk.reading {
            Some(one) if walk.steps <= MAX_STEPS && !walk.is_ambiguous => {
                assemble(one, form).map_err(|faults| Unreadable { furthest: whole, faults })
            }
            Some(_) => {
                let message = say!("the code has no separators and can be read in more than one way");
                let help = say!("export the codes with their GS separators, or give the parts in columns of their own");
                Err(Unreadable {
                    furthest: whole,
                    faults: vec![Fault::new(rules::AMBIGUOUS, None, message).help(help)],
                })
            }
            None => {
                let nothing = || (0, Fault::new(rules::STRUCTURE, None, say!("this is not a code")));
                let (furthest, fault) = walk.fault.unwrap_or_else(nothing);
                Err(Unreadable { furthest, faults: vec![walk.opening.unwrap_or(fault)] })
            }
        }
    }

    /// Puts a code together from its parts.
    ///
    /// # Errors
    /// Every fault of the parts.
    pub fn assemble(&self, part: impl Fn(&Field) -> Option<String>) -> Result<Reading, Vec<Fault>> {
        let values: Vec<(&Field, Option<String>)> = self.all_fields().map(|field| (field, part(field))).collect();
        let missing: Vec<Fault> = values
            .iter()
            .filter(|(field, value)| value.is_none() && !field.optional)
            .map(|(field, _)| {
                let field: &Field = field;
                Fault::new(rules::STRUCTURE, Some(field), say!("{field} is empty", field))
            })
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let taken: Vec<(&Field, &str)> =
            values.iter().filter_map(|(field, value)| Some((*field, value.as_deref()?))).collect();
        let long: Vec<Fault> =
            taken.iter().filter_map(|(field, value)| wrong_length(field, value.chars().count())).collect();
        if taken.is_empty() {
            return Err(vec![Fault::new(rules::STRUCTURE, None, say!("every part of the code is empty"))]);
        }
        if long.is_empty() { assemble(&taken, CodeForm::Parts) } else { Err(long) }
    }
}

impl<'a> Walk<'a> {
    /// Reads from field `index` on; every complete reading is noted.
    fn field(&mut self, index: usize, rest: &'a str) {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.is_ambiguous {
            return;
        }
        let Some(field) = self.fields.get(index) else {
            if rest.is_empty() {
                self.accept();
            } else {
                self.fail(index, || Fault::new(rules::STRUCTURE, None, rest_behind(rest.chars().count())));
            }
            return;
        };
        if rest.is_empty() && field.trailing.is_some() {
            return self.accept(); // Behind it are none but such.
        }
        match self.strip_ai(field, rest) {
            Some(value) => self.value(index, field, value),
            None if field.optional => {}
            None => {
                let before = index.checked_sub(1).and_then(|before| self.fields.get(before));
                let gap = self.gap(field, rest);
                self.fail(index, || missing(before, field, rest, gap));
            }
        }
        if field.optional {
            self.field(index + 1, rest);
        }
    }

    /// Takes the value of a field at every end it may have.
    fn value(&mut self, index: usize, field: &'a Field, text: &'a str) {
        if field.is_fixed() {
            let whole = |end: &usize| text.as_bytes().get(..*end).is_some_and(|value| !value.contains(&SEPARATOR));
            match byte_of_char(text, field.min).filter(whole) {
                Some(end) => self.take(index, field, text, end),
                None => {
                    let found = text.chars().take_while(|c| *c != GS).count();
                    self.fail(index, || short(field, found));
                }
            }
        } else if let Some(end) = text.find(GS).filter(|_| !self.bracketed) {
            match wrong_length(field, text.chars().take_while(|c| *c != GS).count()) {
                Some(fault) => self.fail(index, || fault),
                None => self.take(index, field, text, end),
            }
        } else {
            let ends = (field.min..=field.max).filter_map(|count| byte_of_char(text, count));
            let mut ends: Vec<usize> =
                ends.filter(|end| text.get(*end..).is_some_and(|rest| self.may_follow(index + 1, rest))).collect();
            let opened = openings(text).next().filter(|_| self.bracketed);
            if let Some((at, ai)) = opened
                && (ends.iter().any(|end| *end > at) || ends.is_empty() && wrong_length(field, at).is_none())
            {
                ends.retain(|end| *end <= at);
                let before = self.text.get(..self.text.len() - text.len() + at).unwrap_or_default();
                self.opening.get_or_insert_with(|| opening(field, ai, before));
            }
            if ends.is_empty() {
                let found = opened.and_then(|(at, _)| text.get(..at)).unwrap_or(text).chars().count();
                self.fail(index, || short(field, found));
            }
            for end in ends {
                self.take(index, field, text, end);
            }
        }
    }

    fn take(&mut self, index: usize, field: &'a Field, text: &'a str, end: usize) {
        let (value, rest) = text.split_at(end);
        let rest = rest.strip_prefix(GS).filter(|after| !after.is_empty()).unwrap_or(rest);
        self.taken.push((field, value));
        self.field(index + 1, rest);
        self.taken.pop();
    }

    /// Whether some field from `index` on may begin there, or the code may end.
    fn may_follow(&self, index: usize, rest: &str) -> bool {
        let mut required_before = false;
        for field in self.fields.get(index..).unwrap_or(&[]) {
            if !required_before && self.strip_ai(field, rest).is_some() {
                return true;
            }
            required_before |= !field.optional;
        }
        rest.is_empty() && !required_before
    }

    /// What stands before the AI of a field, where it follows some characters later.
    fn gap<'t>(&self, field: &Field, rest: &'t str) -> Option<&'t str> {
        let ends = rest.char_indices().map(|(at, _)| at).skip(1).take(LONGEST_GAP);
        let end =
            ends.into_iter().find(|at| rest.get(*at..).is_some_and(|text| self.strip_ai(field, text).is_some()))?;
        rest.get(..end).filter(|gap| !gap.contains(GS))
    }

    fn strip_ai<'t>(&self, field: &Field, text: &'t str) -> Option<&'t str> {
        let Some(ai) = field.ai else { return Some(text) };
        if self.bracketed { ai.strip_from(text.strip_prefix('(')?)?.strip_prefix(')') } else { ai.strip_from(text) }
    }

    /// A complete reading. Where lengths vary and separators lack, only a valid one counts.
    fn accept(&mut self) {
        let guessed = !self.separated && self.taken.iter().any(|(field, _)| !field.is_fixed());
        if guessed && let Err(faults) = assemble(&self.taken, CodeForm::Unseparated) {
            let index = self.fields.len() + 1;
            faults.into_iter().take(1).for_each(|fault| self.fail(index, || fault));
            return;
        }
        match self.reading {
            None => self.reading = Some(self.taken.clone()),
            Some(_) => self.is_ambiguous = true,
        }
    }

    /// Notes why an attempt ended, unless another came further or the code can be read.
    fn fail(&mut self, index: usize, fault: impl FnOnce() -> Fault) {
        if self.reading.is_none() && self.fault.as_ref().is_none_or(|(furthest, _)| *furthest < index) {
            self.fault = Some((index, fault()));
        }
    }
}

fn rest_behind(more: usize) -> Sentence {
    say!(
        "{more} more character follows the last field" | "{more} more characters follow the last field",
        more = count(more)
    )
}

/// What is wrong where a field should begin behind another one; `gap` is what stands before it if it
/// follows some characters later.
fn missing(before: Option<&Field>, field: &Field, rest: &str, gap: Option<&str>) -> Fault {
    let structure = |about: &Field, message: Sentence| Fault::new(rules::STRUCTURE, Some(about), message);
    match before {
        None => structure(field, say!("a code begins with {ai} and this cell does not", ai = field.short_name())),
        Some(before) if rest.is_empty() && field.is_secret => {
            let before = before.short_name();
            structure(
                field,
                say!("the code ends after {before}, before {field}: the crypto tail is missing", before, field),
            )
        }
        Some(before) if rest.is_empty() => {
            structure(field, say!("the code ends after {before}, before {field}", before = before.short_name(), field))
        }
        Some(before) if before.is_fixed() => {
            let other = || {
                say!(
                    "after the {length} character of {before} comes something other than {field}"
                        | "after the {length} characters of {before} comes something other than {field}",
                    length = count(before.max),
                    before,
                    field
                )
            };
            let message = gap.map_or_else(other, |gap| between(before, field, gap));
            let help = say!(
                "{before} is longer or shorter than {length} character, or the code is of another market"
                    | "{before} is longer or shorter than {length} characters, or the code is of another market",
                before,
                length = count(before.max)
            );
            Fault { reference: Some(before.reference.clone()), ..structure(before, message).help(help) }
        }
        Some(before) => structure(field, say!("after {before} comes something other than {field}", before, field)),
    }
}

/// The byte where the first `count` characters end.
fn byte_of_char(text: &str, count: usize) -> Option<usize> {
    match text.as_bytes().get(..count) {
        Some(bytes) if bytes.is_ascii() => Some(count),
        _ => text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(count),
    }
}

fn short(field: &Field, found: usize) -> Fault {
    wrong_length(field, found)
        .unwrap_or_else(|| Fault::new(rules::LENGTH, Some(field), say!("{field} is not ended by a separator", field)))
}

fn wrong_length(field: &Field, found: usize) -> Option<Fault> {
    if (field.min..=field.max).contains(&found) {
        return None;
    }
    let message = if field.is_fixed() {
        say!(
            "{field} has {found} character, it must have {length}"
                | "{field} has {found} characters, it must have {length}",
            field,
            found = count(found),
            length = field.max
        )
    } else {
        say!(
            "{field} has {found} character, it must have {min} to {max}"
                | "{field} has {found} characters, it must have {min} to {max}",
            field,
            found = count(found),
            min = field.min,
            max = field.max
        )
    };
    Some(Fault { reference: Some(field.reference.clone()), ..Fault::new(rules::LENGTH, Some(field), message) })
}

/// Checks the values and makes the code.
fn assemble(taken: &[(&Field, &str)], form: CodeForm) -> Result<Reading, Vec<Fault>> {
    let faults: Vec<Fault> =
        taken.iter().filter_map(|(field, value)| fault_of(field, value)).chain(twice(taken)).collect();
    let (errors, warnings): (Vec<Fault>, Vec<Fault>) =
        faults.into_iter().partition(|fault| fault.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(errors);
    }
    let code = if taken.iter().all(|(field, _)| field.ai.is_none()) {
        Code::Plain(PlainCode::new(taken.iter().map(|(_, value)| *value).collect::<String>().as_bytes()))
    } else {
        let elements = taken.iter().filter_map(|(field, value)| Some((field.ai?, *value)));
        Code::Gs1(ElementString::linted(elements).map_err(|_| flaws(taken))?)
    };
    Ok(Reading { code, form, warnings })
}
