//! Element strings: AIs and values in order, with separators where GS1 wants them.

use std::fmt;

use super::value::form;
use super::{Ai, Flaw, FlawKind, Pairing, lint, pairing};
use crate::say;
use crate::sentence::{InWords, Sentence, count, errors_in_words, name};

/// What stands for FNC1 between elements in scan data (ASCII 29; General Specifications, section 7.8).
pub const GS: char = '\u{1d}';

/// An element string. Inside it is scan data: AIs without parentheses, GS behind every value
/// of no predefined length but the last. The AI of each element is kept beside it, so nothing
/// ever needs to be guessed from the text: a serial may well hold `91` or `)(`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ElementString {
    scan: String,
    parts: Vec<ValuePlace>,
}

/// Where in the scan data the value of an AI stands, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ValuePlace {
    ai: Ai,
    from: usize,
    to: usize,
}

/// Collects an element string.
#[derive(Clone, Debug, Default)]
pub struct Elements {
    list: Vec<(Ai, String)>,
}

/// Puts scan data together from values whose form is right.
pub(super) struct Writer {
    scan: String,
    parts: Vec<ValuePlace>,
    /// A separator is due before the next element.
    due: bool,
}

/// Why values are not an element string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElementError {
    /// The length is not what the AI allows.
    Length {
        /// The AI.
        ai: Ai,
        /// Its shortest value.
        min: usize,
        /// Its longest value.
        max: usize,
        /// The length found.
        found: usize,
    },
    /// A part of the value is begun and not ended.
    BrokenOff {
        /// The AI.
        ai: Ai,
        /// The length found.
        found: usize,
        /// The length at which the part would be whole.
        least: usize,
    },
    /// A character the AI does not allow.
    Character {
        /// The AI.
        ai: Ai,
        /// The character.
        character: char,
        /// Its position, from 1.
        position: usize,
    },
}

impl InWords for ElementError {
    fn in_words(&self) -> Sentence {
        let digits = |ai: &Ai| name(ai.to_string());
        match self {
            ElementError::Length { ai, min, max, found } => say!(
                "({ai}) takes {min} to {max} character, not {found}"
                    | "({ai}) takes {min} to {max} characters, not {found}",
                ai = digits(ai),
                min = *min,
                max = count(*max),
                found = *found
            ),
            ElementError::BrokenOff { ai, found, least } => say!(
                "({ai}) breaks off after {found} character, within a part that ends after {least}"
                    | "({ai}) breaks off after {found} characters, within a part that ends after {least}",
                ai = digits(ai),
                found = count(*found),
                least = *least
            ),
            ElementError::Character { ai, character, position } => say!(
                "({ai}) may not hold the character {character} at position {position}",
                ai = digits(ai),
                character = name(format!("U+{:04X}", u32::from(*character))),
                position = *position
            ),
        }
    }
}

errors_in_words!(ElementError);

impl Elements {
    /// Adds an element.
    pub fn push(&mut self, ai: Ai, value: impl Into<String>) {
        self.list.push((ai, value.into()));
    }

    /// The element string.
    ///
    /// # Errors
    /// As [`ElementString::new`].
    pub fn build(&self) -> Result<ElementString, ElementError> {
        ElementString::new(self.list.iter().map(|(ai, value)| (*ai, value.as_str())))
    }
}

/// Whether the length and the characters of a value are those of its AI.
fn check(ai: Ai, value: &str) -> Result<(), ElementError> {
    form(ai, value).map_err(|flaw| {
        let format = ai.format();
        let found = value.chars().count();
        match (flaw.kind, value.chars().nth(flaw.start)) {
            _ if !(format.min..=format.max).contains(&found) => {
                ElementError::Length { ai, min: format.min, max: format.max, found }
            }
            (FlawKind::Character { .. }, Some(character)) => {
                ElementError::Character { ai, character, position: flaw.start + 1 }
            }
            (FlawKind::TooShort { least }, _) => ElementError::BrokenOff { ai, found, least },
            _ => ElementError::Length { ai, min: format.min, max: format.max, found },
        }
    })
}

impl Writer {
    /// A writer with room for so many bytes and elements.
    pub(super) fn with_capacity(bytes: usize, elements: usize) -> Self {
        Self { scan: String::with_capacity(bytes), parts: Vec::with_capacity(elements), due: false }
    }

    /// Adds an element whose form is right.
    pub(super) fn push(&mut self, ai: Ai, value: &str) {
        if self.due {
            self.scan.push(GS);
        }
        ai.write_digits(&mut self.scan);
        let from = self.scan.len();
        self.scan.push_str(value);
        self.parts.push(ValuePlace { ai, from, to: self.scan.len() });
        self.due = !ai.format().predefined;
    }

    /// The element string.
    pub(super) fn finish(self) -> ElementString {
        ElementString { scan: self.scan, parts: self.parts }
    }
}

impl ElementString {
    /// An element string of AIs and values in order.
    ///
    /// Only lengths and characters are tested; see [`ElementString::lint`] for the rest.
    ///
    /// # Errors
    /// A value whose length or characters GS1 does not allow for its AI.
    pub fn new<'v>(elements: impl IntoIterator<Item = (Ai, &'v str)>) -> Result<Self, ElementError> {
        Self::tested(elements, check)
    }

    /// An element string of AIs and values in order, whose values pass every test of the table
    /// of AIs ([`lint`]).
    ///
    /// # Errors
    /// The first flaw of the first value that has one.
    pub fn linted<'v>(elements: impl IntoIterator<Item = (Ai, &'v str)>) -> Result<Self, Flaw> {
        Self::tested(elements, lint)
    }

    fn tested<'v, E>(
        elements: impl IntoIterator<Item = (Ai, &'v str)>,
        test: impl Fn(Ai, &str) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut writer = Writer::with_capacity(96, 6);
        for (ai, value) in elements {
            test(ai, value)?;
            writer.push(ai, value);
        }
        Ok(writer.finish())
    }

    /// The data as a reader sends it: no leading FNC1, GS for a separator.
    #[must_use]
    pub fn scan_data(&self) -> &str {
        &self.scan
    }

    /// AIs and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Ai, &str)> + Clone {
        // The writer noted the places as it wrote the text.
        self.parts.iter().map(|part| (part.ai, self.scan.get(part.from..part.to).unwrap_or_default()))
    }

    /// The value of the first element with an AI.
    #[must_use]
    pub fn value(&self, ai: Ai) -> Option<&str> {
        self.iter().find(|(a, _)| *a == ai).map(|(_, value)| value)
    }

    /// What is wrong with its values, the first flaw of each: check digits, dates, code lists
    /// and all else the table of AIs asks for.
    #[must_use]
    pub fn lint(&self) -> Vec<Flaw> {
        self.iter().filter_map(|(ai, value)| lint(ai, value).err()).collect()
    }

    /// Which AIs lack another one beside them, which bar each other, and which keys lack the serial that
    /// another AI asks of them (General Specifications, section 4.13).
    ///
    /// The rules are for everything that stands on one item. Where it carries more than one
    /// symbol, what is missing here may stand in another.
    #[must_use]
    pub fn pairings(&self) -> Vec<Pairing> {
        let ais: Vec<Ai> = self.parts.iter().map(|part| part.ai).collect();
        let mut found = pairing::of(&ais);
        found.extend(pairing::unserialised(self.iter()));
        found
    }
}

impl fmt::Debug for ElementString {
    /// Keys and crypto tails are shown by their length only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (ai, value) in self.iter() {
            if ai.is_secret() {
                write!(f, "({ai})<{} characters>", value.len())?;
            } else {
                write!(f, "({ai}){value}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turkish_unit() -> ElementString {
        let mut elements = Elements::default();
        elements.push(Ai::GTIN, "08691234567890");
        elements.push(Ai::SERIAL, "1323424679");
        elements.push(Ai::EXPIRY, "070119");
        elements.push(Ai::BATCH, "X2512061322");
        elements.build().unwrap()
    }

    #[test]
    fn separators_stand_where_the_turkish_guidance_shows_them() {
        assert_eq!(turkish_unit().scan_data(), "0108691234567890211323424679\u{1d}1707011910X2512061322");
        assert_eq!(turkish_unit().bracketed(), "(01)08691234567890(21)1323424679(17)070119(10)X2512061322");
        assert_eq!(turkish_unit().value(Ai::BATCH), Some("X2512061322"));
    }

    #[test]
    fn debug_hides_the_tail() {
        let mut elements = Elements::default();
        elements.push(Ai::new("91").unwrap(), "EE05");
        elements.push(Ai::new("92").unwrap(), "secretsecret");
        let shown = format!("{:?}", elements.build().unwrap());
        assert_eq!(shown, "(91)<4 characters>(92)<12 characters>");
    }

    #[test]
    fn gs1_limits_hold() {
        let mut elements = Elements::default();
        elements.push(Ai::SERIAL, "A".repeat(21));
        assert!(matches!(elements.build(), Err(ElementError::Length { found: 21, .. })));
        let mut elements = Elements::default();
        elements.push(Ai::SERIAL, "AХ");
        assert!(matches!(elements.build(), Err(ElementError::Character { character: 'Х', position: 2, .. })));
    }

    #[test]
    fn each_part_of_a_value_has_its_own_length_and_characters() {
        // General Specifications: (8008) is a date, an hour, perhaps minutes and seconds;
        // (421) is the number of a country and a postal code.
        let build = |ai: &str, value: &str| {
            let mut elements = Elements::default();
            elements.push(Ai::new(ai).unwrap(), value);
            elements.build()
        };
        assert!(build("8008", "2712311200").is_ok());
        assert!(matches!(build("8008", "271231120"), Err(ElementError::BrokenOff { least: 10, found: 9, .. })));
        assert!(build("421", "276D-101").is_ok());
        assert!(matches!(build("421", "DE610115"), Err(ElementError::Character { character: 'D', position: 1, .. })));
    }

    #[test]
    fn lint_tells_the_flaws_of_all_values() {
        let mut elements = Elements::default();
        elements.push(Ai::GTIN, "04780101164395");
        elements.push(Ai::SERIAL, "A");
        elements.push(Ai::EXPIRY, "271301");
        let flaws: Vec<String> = elements.build().unwrap().lint().iter().map(Flaw::to_string).collect();
        assert_eq!(
            flaws,
            [
                "(01) GTIN: the check digit is wrong, it should be 4, at position 14",
                "(17) USE BY or EXPIRY: no such month, at positions 3 to 4",
            ]
        );
    }
}
