//! Why data is not set as a linear symbol.

use super::LinearKind;
use crate::gs1::{Flaw, ParseError};
use crate::say;
use crate::sentence::{InWords, Sentence, any_of, count, errors_in_words, is_unseen, name, outside};

/// Why data is not set as a linear symbol. Positions count characters from 1. No message shows a key or a
/// crypto tail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinearError {
    /// Something that is no digit, where digits alone can stand.
    NotADigit {
        /// The symbology.
        kind: LinearKind,
        /// Where it stands.
        position: usize,
        /// What stands there.
        found: char,
    },
    /// More or fewer digits than the symbology takes.
    Length {
        /// The symbology.
        kind: LinearKind,
        /// The numbers of digits that it takes.
        lengths: &'static [usize],
        /// The digits that there are.
        found: usize,
        /// The check digit that would make them as many as it shows.
        missing: Option<char>,
    },
    /// The last digit is wrong.
    CheckDigit {
        /// The symbology.
        kind: LinearKind,
        /// Where it stands.
        position: usize,
        /// The digit that stands there.
        found: char,
        /// The digit that belongs there.
        right: char,
    },
    /// A GTIN-14 with an indicator digit of 1 to 9, for which the symbology has no place.
    Indicator {
        /// The symbology.
        kind: LinearKind,
        /// The indicator digit.
        found: char,
    },
    /// A GTIN of more digits than the symbology shows.
    TooLarge {
        /// The symbology.
        kind: LinearKind,
        /// The digits of the GTIN: 12 or 13.
        digits: usize,
        /// Where the first of them stands.
        position: usize,
        /// The first of them.
        found: char,
    },
    /// A GTIN-8, which is shown as EAN-8 and not with zeros.
    Gtin8 {
        /// The symbology.
        kind: LinearKind,
    },
    /// The text is no element string, or a value of it is wrong.
    Elements(ParseError),
    /// A value of an element string is wrong.
    Value(Flaw),
    /// A code without application identifiers.
    NotGs1,
    /// A character that Code 128 does not have.
    NoCharacter {
        /// Where it stands in the data, AIs and separators counted.
        position: usize,
    },
    /// More characters than a GS1-128 symbol may have.
    TooLong {
        /// The characters that there are, digits of AIs and separators among them.
        found: usize,
        /// The most that there may be.
        most: usize,
    },
}

impl InWords for LinearError {
    fn in_words(&self) -> Sentence {
        let kind = |kind: &LinearKind| name(kind.to_string());
        let digit = |digit: &char| name(digit.to_string());
        match self {
            LinearError::NotADigit { kind: of, position, found } if is_unseen(*found) => say!(
                "{kind} shows digits only; at position {position} stands {found}",
                kind = kind(of),
                position = *position,
                found = name(format!("U+{:04X}", u32::from(*found)))
            ),
            LinearError::NotADigit { kind: of, position, found } => say!(
                "{kind} shows digits only; at position {position} stands “{found}”",
                kind = kind(of),
                position = *position,
                found = outside(found)
            ),
            LinearError::Length { kind: of, lengths, found, missing: None } => say!(
                "{kind} takes a GTIN of {lengths} digits; this has {found} digit"
                    | "{kind} takes a GTIN of {lengths} digits; this has {found} digits",
                kind = kind(of),
                lengths = any_of(lengths.iter().copied()),
                found = count(*found)
            ),
            LinearError::Length { kind: of, lengths, found, missing: Some(missing) } => say!(
                "{kind} takes a GTIN of {lengths} digits; this has {found} digit: if its check digit is missing, \
                 that is {missing}"
                    | "{kind} takes a GTIN of {lengths} digits; this has {found} digits: if its check digit is missing, \
                       that is {missing}",
                kind = kind(of),
                lengths = any_of(lengths.iter().copied()),
                found = count(*found),
                missing = digit(missing)
            ),
            LinearError::CheckDigit { kind: of, position, found, right } => say!(
                "{kind}: the check digit is {found}, at position {position}; it should be {right}",
                kind = kind(of),
                found = digit(found),
                position = *position,
                right = digit(right)
            ),
            LinearError::Indicator { kind: of, found } => say!(
                "{kind} has no place for the indicator digit {found}, at position 1 of the GTIN; set it as {others}, or take \
                 the GTIN of the unit, which begins with 0",
                kind = kind(of),
                found = digit(found),
                others = any_of([kind(&LinearKind::Itf14), kind(&LinearKind::Gs1128)])
            ),
            LinearError::TooLarge { kind: of, digits, position, found } => say!(
                "{kind} cannot show a GTIN of {digits} digits: at position {position} stands {found}, not 0; set it as \
                 {others}",
                kind = kind(of),
                digits = *digits,
                position = *position,
                found = digit(found),
                others = if *digits > 12 {
                    kind(&LinearKind::Ean13)
                } else {
                    any_of([kind(&LinearKind::Ean13), kind(&LinearKind::UpcA)])
                }
            ),
            LinearError::Gtin8 { kind: of } => say!(
                "{kind} does not show a GTIN of 8 digits with zeros in front; set it as {other}",
                kind = kind(of),
                other = kind(&LinearKind::Ean8)
            ),
            LinearError::Elements(error) => error.in_words(),
            LinearError::Value(flaw) => flaw.in_words(),
            LinearError::NotGs1 => say!("a code without application identifiers cannot be set as GS1-128"),
            LinearError::NoCharacter { position } => {
                say!("GS1-128 has no bars for what stands at position {position} of the data", position = *position)
            }
            LinearError::TooLong { found, most } => say!(
                "GS1-128 holds {most} characters, AIs and separators counted; this has {found} character: part it into \
                 two symbols"
                    | "GS1-128 holds {most} characters, AIs and separators counted; this has {found} characters: part it \
                       into two symbols",
                most = *most,
                found = count(*found)
            ),
        }
    }
}

errors_in_words!(LinearError);
