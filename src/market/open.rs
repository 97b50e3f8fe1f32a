//! Codes in which any AIs may stand, in any order: GS1 data of no market.

use super::fault::{Fault, rules};
use super::field::Field;
use crate::gs1::{Ai, ElementString, Pairing};
use crate::sentence::InWords;

/// Fields of all AIs but those of some fields. Their names are those that templates know them by.
pub(super) fn others(named: &[Field]) -> Vec<Field> {
    let Some(first) = named.first() else { return Vec::new() };
    let is_other = |ai: &Ai| named.iter().all(|field| field.ai != Some(*ai));
    let field = |ai: Ai| Field {
        ai: Some(ai),
        name: format!("ai{ai}").into(),
        is_secret: ai.is_secret(),
        kopecks: None,
        min: ai.format().min,
        max: ai.format().max,
        alphabet: ai.format().alphabet(),
        strict: true,
        optional: true,
        trailing: None,
        columns: Vec::new(),
        begins_with: None,
        month_end: false,
        reference: first.reference.clone(),
    };
    Ai::all().filter(is_other).map(field).collect()
}

/// Reads such a code, with what is to be warned of. What bars what is an error; what is missing beside
/// an AI may stand in another symbol of the same item. A fault comes with its place.
pub(super) fn read(text: &str) -> Result<(ElementString, Vec<Fault>), (usize, Vec<Fault>)> {
    let fault = |rule, message| Fault::new(rule, None, message);
    // Square brackets, and what a reader sends in front, are mended.
    let elements = match ElementString::parse(text) {
        Ok(elements) if !text.starts_with([']', '[']) => elements,
        Ok(_) => return Err((0, vec![fault(rules::STRUCTURE, crate::say!("the code begins with a bracket"))])),
        Err(error) => {
            return Err((error.position().unwrap_or(0), vec![fault(rules::STRUCTURE, error.in_words())]));
        }
    };
    let (barred, missing): (Vec<Pairing>, Vec<Pairing>) =
        elements.pairings().into_iter().partition(|pairing| matches!(pairing, Pairing::Barred { .. }));
    let faults: Vec<Fault> = elements
        .lint()
        .iter()
        .map(InWords::in_words)
        .chain(barred.iter().map(InWords::in_words))
        .map(|message| fault(rules::GS1, message))
        .collect();
    if !faults.is_empty() {
        return Err((text.len() + 1, faults));
    }
    let warnings = missing.iter().map(|pairing| fault(rules::GS1, pairing.in_words()).warning()).collect();
    Ok((elements, warnings))
}
