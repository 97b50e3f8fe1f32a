//! Reading a code by the structure of its market.
//!
//! Three forms are read: separated by GS, bracketed `(01)…(21)…`, and without separators. Codes of
//! fixed fields without AIs (tobacco packs) have one form. The
//! walk goes field by field and counts characters; it never searches for AIs, because a serial
//! may hold `91`, `)(` or `(92)`. Where a field's length varies and no separator ends it, every
//! end that the rest of the structure allows is tried, and the code is accepted only if exactly
//! one reading is valid.

use super::Field;
use super::fault::{Fault, rules};
use crate::diagnostic::Severity;
use crate::gs1::{Code, Date, Elements, GS, Gtin, GtinError, PlainCode, lint};

/// The fields of a code, in order.
#[derive(Clone, Debug)]
pub struct Structure {
    fields: Vec<Field>,
}

/// How a code was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
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
    pub form: Form,
    /// Faults that do not forbid printing it.
    pub warnings: Vec<Fault>,
}

/// Steps a walk may take; only codes made to be ambiguous take more.
const MAX_STEPS: u32 = 10_000;

/// One attempt to read a code.
struct Walk<'a> {
    fields: &'a [Field],
    bracketed: bool,
    separated: bool,
    taken: Vec<(&'a Field, &'a str)>,
    readings: Vec<Vec<(&'a Field, &'a str)>>,
    /// The fault of the attempt that came furthest.
    fault: Option<(usize, Fault)>,
    steps: u32,
}

impl Structure {
    /// A structure of these fields; `None` when there are none, when some have AIs and some have
    /// not, or when fields without AIs vary in length.
    #[must_use]
    pub fn new(fields: Vec<Field>) -> Option<Self> {
        let with_ai = fields.iter().filter(|field| field.ai.is_some()).count();
        let plain = with_ai == 0 && fields.iter().all(|field| field.is_fixed() && !field.optional);
        (!fields.is_empty() && (with_ai == fields.len() || plain)).then_some(Self { fields })
    }

    /// Whether its codes have fixed fields without AIs.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.fields.iter().all(|field| field.ai.is_none())
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
        let bracketed = text.starts_with('(') && !self.is_plain();
        let separated = text.contains(GS);
        let mut walk = Walk {
            fields: &self.fields,
            bracketed,
            separated,
            taken: Vec::new(),
            readings: Vec::new(),
            fault: None,
            steps: 0,
        };
        walk.field(0, text);
        let form = match (bracketed, separated) {
            (true, _) => Form::Bracketed,
            (false, true) => Form::Separated,
            (false, false) => Form::Unseparated,
        };
        match walk.readings.as_slice() {
            [one] if walk.steps <= MAX_STEPS => assemble(one, form),
            [_, ..] => Err(vec![
                Fault::new(rules::AMBIGUOUS, None, "the code has no separators and can be read in more than one way")
                    .help("export the codes with their GS separators, or give the parts in columns of their own"),
            ]),
            [] => {
                let nothing = Fault::new(rules::STRUCTURE, None, "this is not a code");
                Err(vec![walk.fault.map_or(nothing, |(_, fault)| fault)])
            }
        }
    }

    /// Puts a code together from its parts.
    ///
    /// # Errors
    /// Every fault of the parts.
    pub fn assemble(&self, part: impl Fn(&Field) -> Option<String>) -> Result<Reading, Vec<Fault>> {
        let values: Vec<(&Field, Option<String>)> = self.fields.iter().map(|field| (field, part(field))).collect();
        let missing: Vec<Fault> = values
            .iter()
            .filter(|(field, value)| value.is_none() && !field.optional)
            .map(|(field, _)| Fault::new(rules::STRUCTURE, Some(field), format!("{field} is empty")))
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let taken: Vec<(&Field, &str)> =
            values.iter().filter_map(|(field, value)| Some((*field, value.as_deref()?))).collect();
        let long: Vec<Fault> =
            taken.iter().filter_map(|(field, value)| wrong_length(field, value.chars().count())).collect();
        if long.is_empty() { assemble(&taken, Form::Parts) } else { Err(long) }
    }
}

impl<'a> Walk<'a> {
    /// Reads from field `index` on; every complete reading is noted.
    fn field(&mut self, index: usize, rest: &'a str) {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.readings.len() > 1 {
            return;
        }
        let Some(field) = self.fields.get(index) else {
            if rest.is_empty() {
                self.accept();
            } else {
                let count = rest.chars().count();
                self.fail(
                    index,
                    Fault::new(rules::STRUCTURE, None, format!("{count} more characters follow the last field")),
                );
            }
            return;
        };
        match self.strip_ai(field, rest) {
            Some(value) => self.value(index, field, value),
            None if field.optional => {}
            None => {
                let fault = self.missing(index, field, rest);
                self.fail(index, fault);
            }
        }
        if field.optional {
            self.field(index + 1, rest);
        }
    }

    /// Takes the value of a field at every end it may have.
    fn value(&mut self, index: usize, field: &'a Field, text: &'a str) {
        let separator = text.find(GS);
        if field.is_fixed() {
            let end = byte_of_char(text, field.min).filter(|end| separator.is_none_or(|gs| gs >= *end));
            match end {
                Some(end) => self.take(index, field, text, end),
                None => {
                    let found = text.chars().take_while(|c| *c != GS).count();
                    self.fail(index, short(field, found));
                }
            }
        } else if let Some(end) = separator.filter(|_| !self.bracketed) {
            self.take(index, field, text, end);
        } else {
            let ends = (field.min..=field.max).filter_map(|count| byte_of_char(text, count));
            let ends: Vec<usize> =
                ends.filter(|end| text.get(*end..).is_some_and(|rest| self.may_follow(index + 1, rest))).collect();
            if ends.is_empty() {
                let found = text.chars().count();
                self.fail(index, wrong_length(field, found).unwrap_or_else(|| short(field, found)));
            }
            for end in ends {
                self.take(index, field, text, end);
            }
        }
    }

    fn take(&mut self, index: usize, field: &'a Field, text: &'a str, end: usize) {
        let (value, rest) = text.split_at(end);
        let rest = rest.strip_prefix(GS).filter(|after| !after.is_empty()).unwrap_or(rest);
        if let Some(fault) = wrong_length(field, value.chars().count()) {
            return self.fail(index, fault);
        }
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

    fn strip_ai<'t>(&self, field: &Field, text: &'t str) -> Option<&'t str> {
        let Some(ai) = field.ai.map(|ai| ai.to_string()) else { return Some(text) };
        if self.bracketed {
            text.strip_prefix('(')?.strip_prefix(&ai)?.strip_prefix(')')
        } else {
            text.strip_prefix(&ai)
        }
    }

    /// A complete reading. Where lengths vary and separators lack, only a valid one counts.
    fn accept(&mut self) {
        let guessed = !self.separated && self.taken.iter().any(|(field, _)| !field.is_fixed());
        if guessed && let Err(faults) = assemble(&self.taken, Form::Unseparated) {
            let index = self.fields.len() + 1;
            faults.into_iter().take(1).for_each(|fault| self.fail(index, fault));
            return;
        }
        self.readings.push(self.taken.clone());
    }

    fn fail(&mut self, index: usize, fault: Fault) {
        if self.fault.as_ref().is_none_or(|(furthest, _)| *furthest < index) {
            self.fault = Some((index, fault));
        }
    }

    fn missing(&self, index: usize, field: &Field, rest: &str) -> Fault {
        let before = index.checked_sub(1).and_then(|i| self.fields.get(i));
        let structure = |about: &Field, message: String| Fault::new(rules::STRUCTURE, Some(about), message);
        match before {
            None => structure(field, format!("a code begins with {} and this cell does not", short_name(field))),
            Some(before) if rest.is_empty() => {
                let tail = if field.is_secret { ": the crypto tail is missing" } else { "" };
                structure(field, format!("the code ends after {}, before {field}{tail}", short_name(before)))
            }
            Some(before) if before.is_fixed() => {
                let mut fault = structure(
                    before,
                    format!("after the {} characters of {before} comes something other than {field}", before.max),
                )
                .help(format!(
                    "{before} is longer or shorter than {} characters, or the code is of another market",
                    before.max
                ));
                fault.reference = Some(before.reference.clone());
                fault
            }
            Some(before) => structure(field, format!("after {before} comes something other than {field}")),
        }
    }
}

/// `(21)`, or the name where there is no AI.
fn short_name(field: &Field) -> String {
    field.ai.map_or_else(|| field.name.to_string(), |ai| format!("({ai})"))
}

/// The byte where the first `count` characters end.
fn byte_of_char(text: &str, count: usize) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(count)
}

fn short(field: &Field, found: usize) -> Fault {
    wrong_length(field, found)
        .unwrap_or_else(|| Fault::new(rules::LENGTH, Some(field), format!("{field} is not ended by a separator")))
}

fn wrong_length(field: &Field, found: usize) -> Option<Fault> {
    if (field.min..=field.max).contains(&found) {
        return None;
    }
    let wanted = if field.is_fixed() { field.min.to_string() } else { format!("{} to {}", field.min, field.max) };
    let mut fault =
        Fault::new(rules::LENGTH, Some(field), format!("{field} has {found} characters, it must have {wanted}"));
    fault.reference = Some(field.reference.clone());
    Some(fault)
}

/// Checks the values and makes the code.
fn assemble(taken: &[(&Field, &str)], form: Form) -> Result<Reading, Vec<Fault>> {
    let faults: Vec<Fault> = taken.iter().flat_map(|(field, value)| faults_of(field, value)).collect();
    let (errors, warnings): (Vec<Fault>, Vec<Fault>) =
        faults.into_iter().partition(|fault| fault.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut elements = Elements::default();
    let mut plain = String::new();
    for (field, value) in taken {
        match field.ai {
            Some(ai) => elements.push(ai, *value),
            None => plain.push_str(value),
        }
    }
    if !plain.is_empty() {
        return Ok(Reading { code: Code::Plain(PlainCode::new(plain.as_bytes())), form, warnings });
    }
    match elements.build() {
        Ok(elements) => Ok(Reading { code: Code::Gs1(elements), form, warnings }),
        Err(error) => Err(vec![Fault::new(rules::STRUCTURE, None, error.to_string())]),
    }
}

/// What is wrong with one value of a right length.
fn faults_of(field: &Field, value: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let encodable = field.encodable();
    if let Some((at, c)) = encodable.first_outside(value).or_else(|| field.alphabet.first_outside(value)) {
        let shown = if field.is_secret { String::new() } else { format!(" {}", name_of(c)) };
        let message = format!("{field} holds a character{shown} at position {} that it may not hold", at + 1);
        let mut fault =
            Fault::new(rules::ALPHABET, Some(field), message).help(format!("allowed are {}", field.alphabet));
        if encodable.contains(c) && !field.strict {
            fault.severity = Severity::Warning;
        }
        faults.push(fault);
    } else if field.is_gtin() {
        if let Err(error) = Gtin::new(value) {
            let mut fault = Fault::new(rules::CHECK_DIGIT, Some(field), format!("{field}: {error}"));
            if matches!(error, GtinError::CheckDigit { .. }) {
                fault.help =
                    Some("a digit of the GTIN is wrong or two are swapped; compare it with the product card".into());
            }
            faults.push(fault);
        } else if value.starts_with("029") {
            let message = format!("{field} is a technical one (029…), given out for remains of stock");
            let mut fault = Fault::new(rules::TECHNICAL, Some(field), message);
            fault.severity = Severity::Warning;
            faults.push(fault);
        }
    } else if field.is_date() && Date::from_yymmdd(value).is_none() {
        faults.push(Fault::new(rules::DATE, Some(field), format!("{field} is not a date YYMMDD")));
    } else if field.is_secret && value.len() >= 44 && !value.bytes().any(|b| b.is_ascii_lowercase()) {
        // Of random Base64 letters not one in ten million million such tails has none.
        let message =
            format!("{field} holds no small letter: a scanner with Caps Lock, or a program, may have made all capital");
        let mut fault = Fault::new(rules::UPPER, Some(field), message);
        fault.severity = Severity::Warning;
        faults.push(fault.help("take the code from the portal again, if it went through another program"));
    } else if let Some(Err(flaw)) = field.ai.map(|ai| lint(ai, value)) {
        let message = format!("{field}, at position {}: {}", flaw.start + 1, flaw.kind);
        faults.push(Fault::new(rules::GS1, Some(field), message));
    }
    // GS1's own rules are not the act's.
    let by_act = |fault: &&mut Fault| ![rules::GS1, rules::TECHNICAL, rules::UPPER].contains(&fault.rule);
    faults.iter_mut().filter(by_act).for_each(|fault| fault.reference = Some(field.reference.clone()));
    faults
}

/// A character as people can look it up: `“Х” (U+0425)`; control characters by number alone.
fn name_of(c: char) -> String {
    if c.is_control() { format!("U+{:04X}", u32::from(c)) } else { format!("“{c}” (U+{:04X})", u32::from(c)) }
}
