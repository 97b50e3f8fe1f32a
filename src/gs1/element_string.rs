//! Element strings: AIs and values in order, with separators where GS1 wants them.

use std::fmt;

use super::Ai;

/// What stands for FNC1 between elements in scan data (ASCII 29; General Specifications, section 7.8).
pub const GS: char = '\u{1d}';

/// An element string. Inside it is scan data: AIs without parentheses, GS behind every value
/// of no predefined length but the last. The AI of each element is kept beside it, so nothing
/// ever needs to be guessed from the text: a serial may well hold `91` or `)(`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ElementString {
    scan: Box<str>,
    parts: Box<[(Ai, u16, u16)]>,
}

/// Collects an element string.
#[derive(Clone, Debug, Default)]
pub struct Elements {
    list: Vec<(Ai, String)>,
}

/// Why values are not an element string.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ElementError {
    /// The length is not what the AI allows.
    #[error("({ai}) takes {min} to {max} characters, not {found}")]
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
    /// A character the AI does not allow.
    #[error("({ai}) may not hold the character U+{:04X} at position {position}", u32::from(*.character))]
    Character {
        /// The AI.
        ai: Ai,
        /// The character.
        character: char,
        /// Its position, from 1.
        position: usize,
    },
}

impl Elements {
    /// Adds an element.
    pub fn push(&mut self, ai: Ai, value: impl Into<String>) {
        self.list.push((ai, value.into()));
    }

    /// The element string.
    ///
    /// # Errors
    /// A value whose length or characters GS1 does not allow for its AI.
    pub fn build(&self) -> Result<ElementString, ElementError> {
        let mut scan = String::with_capacity(96);
        let mut parts = Vec::with_capacity(self.list.len());
        for (index, (ai, value)) in self.list.iter().enumerate() {
            let format = ai.format();
            let found = value.chars().count();
            if !(format.min..=format.max).contains(&found) {
                return Err(ElementError::Length { ai: *ai, min: format.min, max: format.max, found });
            }
            if let Some((at, character)) = format.alphabet().first_outside(value) {
                return Err(ElementError::Character { ai: *ai, character, position: at + 1 });
            }
            scan.push_str(&ai.to_string());
            let start = u16::try_from(scan.len()).unwrap_or(u16::MAX);
            scan.push_str(value);
            parts.push((*ai, start, u16::try_from(scan.len()).unwrap_or(u16::MAX)));
            if !format.predefined && index + 1 < self.list.len() {
                scan.push(GS);
            }
        }
        Ok(ElementString { scan: scan.into(), parts: parts.into() })
    }
}

impl ElementString {
    /// The data as a reader sends it: no leading FNC1, GS for a separator.
    #[must_use]
    pub fn scan_data(&self) -> &str {
        &self.scan
    }

    /// AIs and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Ai, &str)> {
        self.parts.iter().map(|(ai, from, to)| (*ai, self.scan.get(usize::from(*from)..usize::from(*to)).unwrap_or("")))
    }

    /// The value of the first element with an AI.
    #[must_use]
    pub fn value(&self, ai: Ai) -> Option<&str> {
        self.iter().find(|(a, _)| *a == ai).map(|(_, value)| value)
    }

    /// The form with AIs in parentheses, for files and screens. Never encoded, and read back
    /// only with a market's lengths at hand.
    #[must_use]
    pub fn bracketed(&self) -> String {
        self.iter().map(|(ai, value)| format!("({ai}){value}")).collect()
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
}
