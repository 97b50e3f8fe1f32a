//! What is wrong with the values of fields, whose lengths are right.

use super::fault::{Fault, rules};
use super::field::Field;
use crate::gs1::{Date, FlawKind, Gtin, GtinError, lint};
use crate::say;
use crate::sentence::{InWords, Sentence, any_of, is_unseen, name, outside};

/// What GS1 has against values that the market allows.
pub(super) fn flaws(taken: &[(&Field, &str)]) -> Vec<Fault> {
    let flaw = |(field, value): &(&Field, &str)| {
        let flaw = lint(field.ai?, value).err()?;
        if let (FlawKind::Character { allowed }, Some(c)) = (flaw.kind, value.chars().nth(flaw.start)) {
            let fault = Fault::new(rules::GS1, Some(field), may_not_hold(field, c, flaw.start + 1));
            return Some(fault.help(allowed.allowed()));
        }
        let (position, flaw) = (flaw.start + 1, flaw.kind.in_words());
        let message = say!("{field}, at position {position}: {flaw}", field = *field, position, flaw);
        Some(Fault::new(rules::GS1, Some(field), message))
    };
    taken.iter().filter_map(flaw).collect()
}

/// What is wrong with one value of a right length.
pub(super) fn fault_of(field: &Field, value: &str) -> Option<Fault> {
    let encodable = field.encodable();
    let mut fault = if let Some((at, c)) =
        field.alphabet.first_outside(value).map(|first| encodable.first_outside(value).unwrap_or(first))
    {
        let help = say!("allowed are {alphabet}", alphabet = field.alphabet.in_words());
        let fault = Fault::new(rules::ALPHABET, Some(field), may_not_hold(field, c, at + 1)).help(help);
        if encodable.contains(c) && !field.strict { fault.warning() } else { fault }
    } else if field.is_gtin()
        && let Some(fault) = by_gtin(field, value)
    {
        fault
    } else if let Some(fault) = field.begins_with.as_deref().and_then(|allowed| by_first(field, value, allowed)) {
        fault
    } else if field.is_date() && Date::from_yymmdd(value).is_none() {
        Fault::new(rules::DATE, Some(field), say!("{field} is not a date YYMMDD", field))
    } else if field.month_end && Date::from_yymmdd(value).is_some_and(|date| !date.ends_month()) {
        let message = say!("{field} is a day within a month; it must be the month's last, or 00", field);
        let help = say!(
            "a shelf life of a month or less may end on any day; of others write the last day of the month, or 00"
        );
        Fault::new(rules::MONTH_END, Some(field), message).help(help).warning()
    } else if field.is_secret && value.len() >= 44 && !value.bytes().any(|b| b.is_ascii_lowercase()) {
        // Of random Base64 letters not one in ten million million such tails has none.
        let message = say!(
            "{field} holds no small letter: a scanner with Caps Lock, or a program, may have made all capital",
            field
        );
        let help = say!("take the code from the portal again, if it went through another program");
        Fault::new(rules::UPPER, Some(field), message).help(help).warning()
    } else {
        return None;
    };
    // These are not the act's.
    if ![rules::TECHNICAL, rules::UPPER].contains(&fault.rule) {
        fault.reference = Some(field.reference.clone());
    }
    Some(fault)
}

/// A character at a position, from 1, that a field may not hold; told as people can look it up, and
/// not at all of a secret one.
fn may_not_hold(field: &Field, c: char, position: usize) -> Sentence {
    let number = name(format!("U+{:04X}", u32::from(c)));
    if field.is_secret {
        say!("{field} holds a character at position {position} that it may not hold", field, position)
    } else if is_unseen(c) {
        say!("{field} holds a character {number} at position {position} that it may not hold", field, number, position)
    } else {
        say!(
            "{field} holds a character “{c}” ({number}) at position {position} that it may not hold",
            field,
            c = outside(c),
            number,
            position
        )
    }
}

/// A first character that is none of those allowed.
fn by_first(field: &Field, value: &str, allowed: &str) -> Option<Fault> {
    let first = value.chars().next().filter(|first| !allowed.contains(*first) && !field.is_secret)?;
    let allowed = any_of(allowed.chars().map(outside));
    let message =
        say!("{field} begins with {first}, it must begin with {allowed}", field, first = outside(first), allowed);
    let fault = Fault::new(rules::BEGINS, Some(field), message);
    Some(match field.is_gtin() {
        true => fault.help(say!(
            "the first digit of a GTIN tells a single pack (0) from a case (1 to 8) and from goods by weight (9); take the GTIN of what is labelled, from the product card"
        )),
        false => fault,
    })
}

/// What is wrong with a GTIN.
fn by_gtin(field: &Field, value: &str) -> Option<Fault> {
    match Gtin::new(value) {
        Err(error) => {
            let message = say!("{field}: {error}", field, error = error.in_words());
            let fault = Fault::new(rules::CHECK_DIGIT, Some(field), message);
            Some(match error {
                GtinError::CheckDigit { .. } => fault
                    .help(say!("a digit of the GTIN is wrong or two are swapped; compare it with the product card")),
                _ => fault,
            })
        }
        Ok(_) if value.starts_with("029") => {
            let message = say!("{field} is a technical one (029…), given out for remains of stock", field);
            Some(Fault::new(rules::TECHNICAL, Some(field), message).warning())
        }
        Ok(_) => None,
    }
}

/// Two fields of one kind, of which a code has one.
pub(super) fn twice(taken: &[(&Field, &str)]) -> Option<Fault> {
    let mut trailing = taken.iter().filter_map(|(field, _)| Some((*field, field.trailing.as_ref()?)));
    let mut before = trailing.next()?;
    trailing.find_map(|next| {
        let [(first, kind), (second, same)] = [std::mem::replace(&mut before, next), next];
        (kind.family == same.family).then(|| {
            let message = say!("the code has {first} and {second}; it may have one of them", first, second);
            Fault { reference: Some(second.reference.clone()), ..Fault::new(rules::STRUCTURE, Some(second), message) }
        })
    })
}
