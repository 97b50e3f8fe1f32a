//! Application identifiers (AIs). Their table is `ais.txt`.

use std::fmt;

use super::Alphabet;
use super::table::{self, Component};

/// An application identifier of two to four digits that stands in the table.
///
/// Its number tells its digits: AIs of three and four digits do not begin with a zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ai(u16);

/// What kind of characters a value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AiKind {
    /// Digits only (`N` in GS1's notation).
    Numeric,
    /// GS1 character set 82 (`X`), 39 (`Y`), Base64 for URLs (`Z`), or digits and then one of these.
    Text,
    /// Six digits `YYMMDD`, day `00` for a whole month where the AI allows it.
    Date,
    /// Digits that end in a GS1 check digit.
    Checked,
}

/// How the whole value of an AI looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AiFormat {
    /// The characters allowed.
    pub kind: AiKind,
    /// The shortest value, in characters.
    pub min: usize,
    /// The longest value, in characters.
    pub max: usize,
    /// Of a predefined length by its first two digits, so that no separator follows
    /// (General Specifications, section 7.8).
    pub predefined: bool,
    pub(super) alphabet: Alphabet,
}

impl AiFormat {
    /// The characters a value may hold. The parts of a value may allow fewer.
    #[must_use]
    pub fn alphabet(&self) -> Alphabet {
        self.alphabet
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
        Self::from_bytes(digits.as_bytes())
    }

    /// The AI of these digits, if the table has it.
    pub(super) fn from_bytes(digits: &[u8]) -> Option<Self> {
        let canonical = match digits {
            [_, _] => true,
            [first, _, _] | [first, _, _, _] => *first != b'0',
            _ => false,
        };
        let number = digits
            .iter()
            .try_fold(0_u16, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0')));
        number.filter(|number| canonical && table::entry(*number).is_some()).map(Ai)
    }

    /// Every AI of the table, by number.
    pub fn all() -> impl Iterator<Item = Ai> {
        table::numbers().map(Ai)
    }

    /// How its value looks.
    #[must_use]
    pub fn format(self) -> &'static AiFormat {
        table::entry(self.0).map_or(&FALLBACK, |entry| &entry.format)
    }

    /// The parts of its value, in order.
    #[must_use]
    pub fn components(self) -> &'static [Component] {
        table::entry(self.0).map_or(&[], |entry| &entry.components)
    }

    /// Its data title, such as `BATCH/LOT` (General Specifications, section 3.2). Coupon
    /// codes have none.
    #[must_use]
    pub fn title(self) -> &'static str {
        table::entry(self.0).map_or("", |entry| entry.title)
    }

    /// Its digits as a number.
    pub(super) fn number(self) -> u16 {
        self.0
    }

    /// Its digits, in order.
    fn digits(self) -> impl Iterator<Item = u8> {
        let places = [(1000, 1000), (100, 100), (0, 10), (0, 1)].into_iter().filter(move |(from, _)| self.0 >= *from);
        places.map(move |(_, unit)| b'0' + u8::try_from(self.0 / unit % 10).unwrap_or(0))
    }

    /// Writes its digits.
    pub(super) fn write_digits(self, out: &mut String) {
        out.extend(self.digits().map(char::from));
    }

    /// What stands behind its digits in a text that begins with them.
    #[must_use]
    pub fn strip_from(self, text: &str) -> Option<&str> {
        let mut bytes = text.bytes();
        let count = self.digits().try_fold(0, |count, digit| (bytes.next() == Some(digit)).then_some(count + 1))?;
        text.get(count..)
    }

    /// The table's line.
    pub(super) fn entry(self) -> Option<&'static table::Entry> {
        table::entry(self.0)
    }

    /// Whether the AI is one of 91 to 99, which carry keys and crypto tails: its value is a
    /// secret that no log or message shows.
    #[must_use]
    pub fn is_secret(self) -> bool {
        (91..=99).contains(&self.0)
    }
}

/// Never met: an [`Ai`] is made only when the table has it.
const FALLBACK: AiFormat =
    AiFormat { kind: AiKind::Text, min: 1, max: 90, predefined: false, alphabet: Alphabet::Cset82 };

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
            let ai = Ai::new(text).unwrap();
            let mut written = String::new();
            ai.write_digits(&mut written);
            assert_eq!((ai.to_string().as_str(), written.as_str()), (text, text));
        }
        for text in ["", "1", "001", "0001", "04", "31", "31030", "9a", "12345", "3106", "٣١٠٣"] {
            assert_eq!(Ai::new(text), None, "{text}");
        }
        assert!(Ai::GTIN.format().predefined && !Ai::SERIAL.format().predefined);
    }

    #[test]
    fn formats_are_those_of_the_general_specifications() {
        // Section 3.2, table of AIs.
        let format = |ai: &str| {
            let format = Ai::new(ai).unwrap().format();
            (format.kind, format.min, format.max, format.predefined)
        };
        assert_eq!(format("00"), (AiKind::Checked, 18, 18, true));
        assert_eq!(format("17"), (AiKind::Date, 6, 6, true));
        assert_eq!(format("253"), (AiKind::Text, 13, 30, false));
        assert_eq!(format("255"), (AiKind::Numeric, 13, 25, false));
        assert_eq!(format("3103"), (AiKind::Numeric, 6, 6, true));
        assert_eq!(format("421"), (AiKind::Text, 4, 12, false));
        assert_eq!(format("7003"), (AiKind::Numeric, 10, 10, false));
        assert_eq!(format("8008"), (AiKind::Numeric, 8, 12, false));
        assert_eq!(format("92"), (AiKind::Text, 1, 90, false));
        assert_eq!(Ai::new("8010").unwrap().format().alphabet(), Alphabet::Cset39);
        assert_eq!(Ai::new("8030").unwrap().format().alphabet(), Alphabet::Base64Url);
        assert_eq!(Ai::BATCH.title(), "BATCH/LOT");
    }
}
