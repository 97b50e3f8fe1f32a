//! International bank account numbers (ISO 13616; General Specifications, AI 8007).

use super::{Defect, FlawKind, Outcome, list};

/// The shortest IBAN of the registry is Norway's.
const SHORTEST: usize = 15;
/// The longest ISO 13616 allows.
const LONGEST: usize = 34;

/// An IBAN: two letters of a country, two check digits, digits and capital letters.
///
/// XK (Kosovo) is no code of ISO 3166-1, but stands in the registry. The length each country
/// has is not tested.
pub(super) fn iban(text: &str) -> Outcome {
    let wrong = |b: u8| !(b.is_ascii_digit() || b.is_ascii_uppercase());
    if let Some(start) = text.bytes().position(wrong) {
        return Err(Defect::at(FlawKind::IbanCharacter, start, 1));
    }
    let country = text.get(..2).unwrap_or(text);
    if country != "XK" && list::iso3166alpha2(country).is_err() {
        return Err(Defect::whole(FlawKind::IbanCountry, country));
    }
    if text.len() < SHORTEST {
        return Err(Defect::whole(FlawKind::TooShort { least: SHORTEST }, text));
    }
    if text.len() > LONGEST {
        return Err(Defect::at(FlawKind::TooLong { most: LONGEST }, LONGEST, text.len() - LONGEST));
    }
    if remainder(text) == Some(1) { Ok(()) } else { Err(Defect::at(FlawKind::IbanCheckDigits, 2, 2)) }
}

/// The number modulo 97, its first four characters moved to the end, A as 10 to Z as 35
/// (ISO/IEC 7064, MOD 97-10).
fn remainder(text: &str) -> Option<u32> {
    let (head, tail) = text.split_at_checked(4)?;
    tail.chars().chain(head.chars()).map(|c| c.to_digit(36)).try_fold(0, |sum, value| {
        let value = value?;
        let shifted = if value < 10 { sum * 10 } else { sum * 100 };
        Some((shifted + value) % 97)
    })
}
