//! Application identifiers (AIs): their numbers, and how values look. What the table says of each is
//! in `table.rs`.

use std::fmt;

use super::Alphabet;

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
    /// (00) Serial Shipping Container Code.
    pub const SSCC: Ai = Ai(0);
    /// Serial number.
    pub const SERIAL: Ai = Ai(21);
    /// Batch or lot number.
    pub const BATCH: Ai = Ai(10);
    /// Expiration date.
    pub const EXPIRY: Ai = Ai(17);

    /// The AI of digits written as AIs are; whether there is such an AI is not asked.
    pub(super) fn of_digits(digits: &[u8]) -> Option<Self> {
        let canonical = match digits {
            [_, _] => true,
            [first, _, _] | [first, _, _, _] => *first != b'0',
            _ => false,
        };
        // Four digits fit; a text of any length may be asked about.
        let digit = |number: u16, digit: &u8| digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0'));
        canonical.then(|| digits.iter().try_fold(0, digit)).flatten().map(Ai)
    }

    /// The AI of a number of the table.
    pub(super) const fn of_number(number: u16) -> Self {
        Self(number)
    }

    /// Its digits as a number.
    pub(super) fn number(self) -> u16 {
        self.0
    }

    /// Its digits, in order.
    fn digits(self) -> impl Iterator<Item = u8> {
        let places = [(1000, 1000), (100, 100), (0, 10), (0, 1)].into_iter().filter(move |(from, _)| self.0 >= *from);
        places.map(move |(_, unit)| last_digit(self.0 / unit))
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

    /// Whether many units have the same: GTINs, batches, dates, variants, measures, counts and prices. Of other AIs it
    /// is not known.
    #[must_use]
    pub fn is_shared(self) -> bool {
        matches!(self.0, 1..=3 | 10..=17 | 20 | 22 | 30 | 37 | 240..=242 | 3100..=3699 | 3900..=3959 | 7003 | 7006 | 7007)
    }

    /// Whether the AI is one of 91 to 99, which carry keys and crypto tails: its value is a
    /// secret that no log or message shows.
    #[must_use]
    pub fn is_secret(self) -> bool {
        (91..=99).contains(&self.0)
    }
}

/// The last digit of a number.
pub(super) const fn last_digit(number: u16) -> u8 {
    let [digit, _] = (number % 10).to_le_bytes();
    b'0' + digit
}

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
