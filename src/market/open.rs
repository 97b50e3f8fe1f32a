//! Codes in which any AIs may stand, in any order: GS1 data of no market.

use super::fault::{Fault, rules};
use super::field::Field;
use crate::gs1::{Ai, ElementString, Pairing, ParseError};
use crate::say;
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
    let placed = |rule, error: ParseError| Fault { gs1: Some(error), ..fault(rule, error.in_words()) };
    // Square brackets, and what a reader sends in front, are mended.
    let elements = match ElementString::parse(text) {
        Ok(elements) if !text.starts_with([']', '[']) => elements,
        Ok(_) => return Err((0, vec![fault(rules::STRUCTURE, say!("the code begins with a bracket"))])),
        Err(error) => {
            let before = before(text, &error).into_iter().map(|error| placed(rules::GS1, error));
            let faults = before.chain([placed(rules::STRUCTURE, error)]).collect();
            return Err((error.position().unwrap_or(0), faults));
        }
    };
    let (missing, wrong): (Vec<Pairing>, Vec<Pairing>) =
        elements.pairings().into_iter().partition(|pairing| matches!(pairing, Pairing::Missing { .. }));
    let flaws = elements.lint_in(text).into_iter().map(|error| placed(rules::GS1, error));
    let faults: Vec<Fault> = flaws.chain(wrong.iter().map(|pairing| fault(rules::GS1, pairing.in_words()))).collect();
    if !faults.is_empty() {
        return Err((text.len() + 1, faults));
    }
    let missing = missing.iter().map(|pairing| fault(rules::GS1, pairing.in_words()).warning());
    let warnings = missing.chain(unknown(text)).collect();
    Ok((elements, warnings))
}

/// What is wrong with the values before the element at which reading stopped: a digit too many in a GTIN
/// shows there, and only then where the next AI should begin.
fn before(text: &str, error: &ParseError) -> Vec<ParseError> {
    let begins = match error {
        ParseError::Value { element, .. } => *element,
        other => other.position().unwrap_or(1),
    };
    let read = text.get(..begins.saturating_sub(1)).unwrap_or_default();
    ElementString::parse(read).map(|elements| elements.lint_in(read)).unwrap_or_default()
}

/// Digits in parentheses, as AIs stand in the text, that are no AI of the table.
fn unknown(text: &str) -> Option<Fault> {
    if !text.starts_with('(') {
        return None;
    }
    let is_unknown = |inside: &str| {
        let number = inside.split_once(')').map(|(number, _)| number).unwrap_or_default();
        (2..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && Ai::new(number).is_none()
    };
    let (at, _) = text.match_indices('(').find(|(at, _)| text.get(at + 1..).is_some_and(is_unknown))?;
    let message = say!(
        "the digits in parentheses at position {position} are no application identifier; they are taken for a part of the value before them",
        position = at + 1
    );
    let help = say!("if an element should begin there, its identifier is mistyped");
    Some(Fault::new(rules::STRUCTURE, None, message).help(help).warning())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(String, Option<usize>)> {
        let told = |fault: &Fault| (fault.message.to_string(), fault.gs1.as_ref().and_then(ParseError::position));
        read(text).map(|(_, faults)| faults).unwrap_or_else(|(_, faults)| faults).iter().map(told).collect()
    }

    #[test]
    fn what_is_wrong_is_told_with_the_character_of_the_text() {
        // The last digit of the GTIN is character 18 in parentheses, 16 without, and 25 behind a serial.
        for (text, position) in [
            ("(01)04780101164395", 18),
            ("[01]04780101164395", 18),
            ("0104780101164395", 16),
            ("\u{1d}0104780101164395", 17),
            ("21ABCD\u{1d}0104780101164395", 23),
            ("(21)ABC(01)04780101164395", 25),
        ] {
            let elements = ElementString::parse(text).unwrap();
            let found: Vec<Option<usize>> = elements.lint_in(text).iter().map(ParseError::position).collect();
            assert_eq!(found, [Some(position)], "{text}");
        }
        let found = faults("(01)04780101164395(17)271301");
        assert_eq!(found.iter().map(|(_, position)| *position).collect::<Vec<_>>(), [Some(18), Some(25)]);
        assert!(found[0].0.starts_with("at position 18: (01) GTIN: the check digit is wrong"), "{found:?}");
    }

    #[test]
    fn a_wrong_value_is_told_also_where_reading_stops_behind_it() {
        let places = |text: &str| faults(text).into_iter().map(|(_, position)| position).collect::<Vec<_>>();
        // A digit is doubled within the GTIN, so that its last one stands where the next AI should.
        assert_eq!(places("01047780101164394"), [Some(16), Some(17)]);
        assert_eq!(places("(01)04780101164395(17)271301(21)A#"), [Some(18), Some(25), Some(34)]);
        assert_eq!(places("(01)04780101164394(21)A#"), [Some(24)]);
    }

    #[test]
    fn a_digital_signature_signs_one_thing() {
        // GS1's own engine: (253), (255) and (8003) need their serials beside (8030); a GDTI of GenSpecs 3.2.
        let gdti = "(253)4012345000009";
        assert_eq!(
            faults(&format!("{gdti}(8030)AB-_")),
            [("(253) needs its serial where (8030) stands beside it".to_owned(), None)]
        );
        assert_eq!(faults(&format!("{gdti}X1(8030)AB-_")), []);
        assert_eq!(faults(gdti), []);
    }

    #[test]
    fn an_identifier_that_is_none_is_told() {
        let unknown = |text: &str| faults(text).iter().any(|(message, _)| message.contains("at position 23 are no"));
        assert!(unknown("(01)04780101164394(21)(18)271231") && !unknown("(01)04780101164394(21)(1)271231"));
        assert!(!unknown("010478010116439421(18)271231") && !unknown("(01)04780101164394(21)(1x)271231"));
    }
}
