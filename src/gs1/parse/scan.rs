//! Scan data: AIs and values in a row, GS behind values of no predefined length.

use super::error::ParseError;
use super::seen::Seen;
use crate::gs1::element_string::Writer;
use crate::gs1::value::form;
use crate::gs1::{Ai, ElementString, GS};

/// The symbology identifiers of GS1 data (General Specifications, section 5.1.3): DataMatrix,
/// GS1-128, DataBar and composite, QR Code, DotCode.
const IDENTIFIERS: [&str; 5] = ["]d2", "]C1", "]e0", "]Q3", "]J1"];

/// What follows an identifier and one GS, if they are there.
pub(super) fn data(text: &str) -> &str {
    let data = IDENTIFIERS.iter().find_map(|identifier| text.strip_prefix(identifier)).unwrap_or(text);
    data.strip_prefix(GS).unwrap_or(data)
}

/// Reads scan data from the left. What has been read is ASCII, so bytes are characters.
pub(super) fn parse(text: &str) -> Result<ElementString, ParseError> {
    let mut rest = data(text);
    if rest.is_empty() {
        return Err(ParseError::Empty);
    }
    let mut writer = Writer::with_capacity(rest.len(), 6);
    let mut seen = Seen::default();
    while !rest.is_empty() {
        let position = text.len() - rest.len() + 1;
        let (ai, behind) = ai_of(rest).ok_or(ParseError::Ai { position })?;
        let begins = text.len() - behind.len() + 1;
        let (value, after) = value_of(ai, behind);
        form(ai, value).map_err(|flaw| ParseError::of_value(position, begins, value, flaw))?;
        seen.note(ai, value, position)?;
        writer.push(ai, value);
        rest = after.strip_prefix(GS).unwrap_or(after);
    }
    Ok(writer.finish())
}

/// The AI the text begins with, and what stands behind it. The first two digits tell how many there
/// are, so no AI begins another.
fn ai_of(text: &str) -> Option<(Ai, &str)> {
    (2..=4).find_map(|digits| {
        let (ai, behind) = text.split_at_checked(digits)?;
        Some((Ai::new(ai)?, behind))
    })
}

/// The value of an AI, and what follows it.
fn value_of(ai: Ai, text: &str) -> (&str, &str) {
    let format = ai.format();
    let head = text.get(..format.max).filter(|_| format.predefined).unwrap_or(text);
    let end = head.find(GS).unwrap_or(head.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gs1::FlawKind;

    const UNIT: &str = "010478010116439421ABC\u{1d}17271231";

    #[test]
    fn symbology_identifiers_and_more_separators_than_needed_change_nothing() {
        let read = parse(UNIT).unwrap();
        assert_eq!(read.bracketed(), "(01)04780101164394(21)ABC(17)271231");
        for text in [
            format!("]d2{UNIT}"),
            format!("]C1{UNIT}"),
            format!("]e0{UNIT}"),
            format!("]Q3{UNIT}"),
            format!("\u{1d}{UNIT}"),
            format!("]d2\u{1d}{UNIT}"),
            format!("{UNIT}\u{1d}"),
            UNIT.replace("21ABC", "\u{1d}21ABC"),
        ] {
            assert_eq!(parse(&text).as_ref(), Ok(&read), "{text:?}");
        }
    }

    #[test]
    fn ais_of_two_to_four_digits_are_told_apart() {
        let read = parse("00106141412345678908310300123424012\u{1d}8008271231\u{31}2\u{1d}37007").unwrap();
        assert_eq!(read.bracketed(), "(00)106141412345678908(3103)001234(240)12(8008)27123112(37)007");
    }

    #[test]
    fn errors_tell_the_place() {
        assert_eq!(parse(""), Err(ParseError::Empty));
        assert_eq!(parse("]d2"), Err(ParseError::Empty));
        assert_eq!(parse("hello"), Err(ParseError::Ai { position: 1 }));
        assert_eq!(parse("]d204"), Err(ParseError::Ai { position: 4 }));
        let twice = ParseError::Repeated { ai: Ai::SERIAL, first: 17, position: 23 };
        assert_eq!(parse(&UNIT.replace("17271231", "21ABD")), Err(twice));
        assert_eq!(parse(&UNIT.replace("17271231", "\u{1d}17271231")), Err(ParseError::Ai { position: 23 }));
        let place = |text: &str| match parse(text) {
            Err(ParseError::Value { position, flaw, .. }) => (position, flaw.kind, flaw.start, flaw.length),
            other => panic!("{other:?}"),
        };
        assert_eq!(place("010478"), (3, FlawKind::TooShort { least: 14 }, 0, 4));
        assert_eq!(place("21"), (3, FlawKind::TooShort { least: 1 }, 0, 0));
        assert_eq!(place("]d210ABCDEFGHIJKLMNOPQRSTUVWXYZ"), (26, FlawKind::TooLong { most: 20 }, 20, 6));
        assert_eq!(place("010478010116439421A\u{425}").0, 20);
        assert_eq!(place("0104780101164394\u{1d}21 ").0, 20);
        assert_eq!(place("01047801011643\u{425}4").0, 15);
    }
}
