//! Codes whose elements are sound by themselves, and not those of the market in its order.

use super::fault::{Fault, rules};
use super::field::Field;
use super::structure::Structure;
use crate::gs1::{Ai, ElementString, GS, is_digital_link};
use crate::say;
use crate::sentence::{Argument, list, name};

/// What a text is that is no code at all.
pub(super) fn no_code(text: &str) -> Option<Fault> {
    is_digital_link(text).then(|| {
        let message = say!("this is a GS1 Digital Link, an address of the web, and not the code itself");
        let help = say!("ask the portal for the codes as they are marked, which begin with 01 and hold a crypto tail if the market has one");
        Fault::new(rules::STRUCTURE, None, message).help(help)
    })
}

/// The fields that are missing, or the order in which they stand, where each element is sound by
/// itself. Elements are told apart by parentheses or by separators.
pub(super) fn told(structure: &Structure, text: &str) -> Option<Vec<Fault>> {
    let is_told_apart = text.contains(GS) || text.starts_with(['(', '[']);
    if structure.is_plain() || structure.is_open() || !is_told_apart {
        return None;
    }
    let elements = ElementString::parse(text).ok()?;
    let field_of = |ai: Ai| structure.fields().iter().find(|field| field.ai == Some(ai));
    let fits = |(ai, value): (Ai, &str)| {
        field_of(ai).is_none_or(|field| (field.min..=field.max).contains(&value.chars().count()))
    };
    let found: Vec<&Field> = elements.iter().filter_map(|(ai, _)| field_of(ai)).collect();
    if found.is_empty() || !elements.iter().all(fits) {
        return None;
    }
    let is_there = |field: &&Field| found.iter().any(|other| other.ai == field.ai);
    let missing: Vec<&Field> =
        structure.fields().iter().filter(|field| !field.optional).filter(|field| !is_there(field)).collect();
    // Of a tail that was cut off the reading itself says more.
    let behind = structure.fields().iter().rev().take_while(|field| !is_there(field));
    let is_cut_off = behind.filter(|field| !field.optional).count() == missing.len();
    if is_cut_off && missing.first().is_some_and(|field| field.is_secret) {
        return None;
    }
    if !missing.is_empty() {
        let fault = |field: &&Field| {
            let field: &Field = field;
            Fault {
                reference: Some(field.reference.clone()),
                ..Fault::new(rules::STRUCTURE, Some(field), say!("{field} is missing", field))
            }
        };
        return Some(missing.iter().map(fault).collect());
    }
    let wanted: Vec<&Field> = structure.fields().iter().filter(is_there).collect();
    let same = wanted.iter().map(|field| field.ai).eq(found.iter().map(|field| field.ai));
    let all_known = found.len() == elements.iter().count();
    (!same && all_known).then(|| {
        let message = say!(
            "the fields stand in another order: {found}; it should be {wanted}",
            found = ais(&found),
            wanted = ais(&wanted)
        );
        vec![Fault::new(rules::STRUCTURE, None, message)]
    })
}

fn ais(fields: &[&Field]) -> Argument {
    list(fields.iter().filter_map(|field| Some(name(format!("({})", field.ai?)))))
}
