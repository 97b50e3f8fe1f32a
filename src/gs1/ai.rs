//! The table of application identifiers (AIs).
//!
//! Facts from the GS1 General Specifications, section 3, as far as the markets built in need
//! them. A new AI is one more line in [`TABLE`].

use std::fmt;

use super::Alphabet;

/// An application identifier of two to four digits that stands in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ai(u16);

/// What kind of characters a value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Digits only (`N` in GS1's notation).
    Numeric,
    /// GS1 character set 82 (`X`).
    Text,
    /// Six digits `YYMMDD`, day `00` for a whole month.
    Date,
    /// Digits that end in a GS1 check digit.
    Checked,
}

/// How the value of an AI looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    ai: &'static str,
    /// The characters allowed.
    pub kind: Kind,
    /// The shortest value, in characters.
    pub min: usize,
    /// The longest value, in characters.
    pub max: usize,
    /// Of a predefined length by its first two digits, so that no separator follows
    /// (General Specifications).
    pub predefined: bool,
}

const fn row(ai: &'static str, kind: Kind, min: usize, max: usize, predefined: bool) -> Format {
    Format { ai, kind, min, max, predefined }
}

/// Sorted by AI. `x` stands for any digit.
const TABLE: &[Format] = &[
    row("00", Kind::Checked, 18, 18, true),
    row("01", Kind::Checked, 14, 14, true),
    row("02", Kind::Checked, 14, 14, true),
    row("10", Kind::Text, 1, 20, false),
    row("11", Kind::Date, 6, 6, true),
    row("13", Kind::Date, 6, 6, true),
    row("15", Kind::Date, 6, 6, true),
    row("17", Kind::Date, 6, 6, true),
    row("21", Kind::Text, 1, 20, false),
    row("240", Kind::Text, 1, 30, false),
    row("310x", Kind::Numeric, 6, 6, true),
    row("335x", Kind::Numeric, 6, 6, true),
    row("37", Kind::Numeric, 1, 8, false),
    row("7003", Kind::Numeric, 10, 10, false),
    row("8005", Kind::Numeric, 6, 6, false),
    row("91", Kind::Text, 1, 90, false),
    row("92", Kind::Text, 1, 90, false),
    row("93", Kind::Text, 1, 90, false),
    row("94", Kind::Text, 1, 90, false),
    row("95", Kind::Text, 1, 90, false),
    row("96", Kind::Text, 1, 90, false),
    row("97", Kind::Text, 1, 90, false),
    row("98", Kind::Text, 1, 90, false),
    row("99", Kind::Text, 1, 90, false),
];

impl Format {
    fn covers(&self, ai: &str) -> bool {
        self.ai.len() == ai.len()
            && self.ai.bytes().zip(ai.bytes()).all(|(a, b)| a == b || (a == b'x' && b.is_ascii_digit()))
    }

    /// The characters a value may hold.
    #[must_use]
    pub fn alphabet(&self) -> Alphabet {
        if self.kind == Kind::Text { Alphabet::Cset82 } else { Alphabet::Digits }
    }
}

impl Ai {
    /// Global Trade Item Number.
    pub const GTIN: Ai = Ai(1);
    /// Serial number.
    pub const SERIAL: Ai = Ai(21);
    /// Batch or lot number.
    pub const BATCH: Ai = Ai(10);
    /// Expiration date.
    pub const EXPIRY: Ai = Ai(17);

    /// The AI written so, if the table has it.
    #[must_use]
    pub fn new(digits: &str) -> Option<Self> {
        TABLE.iter().find(|format| format.covers(digits))?;
        digits.parse().ok().map(Ai)
    }

    /// How its value looks.
    #[must_use]
    pub fn format(self) -> &'static Format {
        let digits = self.to_string();
        TABLE.iter().find(|format| format.covers(&digits)).unwrap_or(&FALLBACK)
    }

    /// Whether the AI is one of 91 to 99, which carry keys and crypto tails: its value is a
    /// secret that no log or message shows.
    #[must_use]
    pub fn is_secret(self) -> bool {
        (91..=99).contains(&self.0)
    }
}

/// Never met: an [`Ai`] is made only when the table has it.
const FALLBACK: Format = row("", Kind::Text, 1, 90, false);

impl fmt::Display for Ai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

impl fmt::Debug for Ai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ais_round_trip_and_unknown_ones_are_refused() {
        for text in ["00", "01", "10", "240", "3103", "3350", "8005", "92"] {
            assert_eq!(Ai::new(text).map(|ai| ai.to_string()).as_deref(), Some(text));
        }
        for text in ["", "1", "001", "04", "31", "31030", "9a", "12345"] {
            assert_eq!(Ai::new(text), None, "{text}");
        }
        assert!(Ai::GTIN.format().predefined && !Ai::SERIAL.format().predefined);
    }
}
