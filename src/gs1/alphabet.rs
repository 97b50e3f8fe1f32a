//! Character sets of values.

use std::str::FromStr;

use crate::say;
use crate::sentence::{InWords, Sentence, list, name, outside, shown_in_words};

/// A set of characters a value may be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// `0-9`
    Digits,
    /// `0-9 A-Z`
    UpperAlphanumeric,
    /// `0-9 A-Z a-z`
    Alphanumeric,
    /// GS1 character set 82 without `: ; < = > ?`.
    SerialWithoutPunctuation,
    /// GS1 AI encodable character set 82 (General Specifications, figure 7.11-1).
    Cset82,
    /// GS1 character set 82 without parentheses: the 80 characters of tobacco serials and prices.
    Tobacco,
    /// GS1 AI encodable character set 39 (General Specifications, figure 7.11-2).
    Cset39,
    /// Base64 for URLs with padding (RFC 4648, section 5); GS1's file-safe, URI-safe set 64.
    Base64Url,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
}

const NAMES: [(&str, Alphabet); 9] = [
    ("digits", Alphabet::Digits),
    ("upper-alphanumeric", Alphabet::UpperAlphanumeric),
    ("alphanumeric", Alphabet::Alphanumeric),
    ("cset82-without-:;<=>?", Alphabet::SerialWithoutPunctuation),
    ("cset82", Alphabet::Cset82),
    ("cset82-without-()", Alphabet::Tobacco),
    ("cset39", Alphabet::Cset39),
    ("base64url", Alphabet::Base64Url),
    ("base64", Alphabet::Base64),
];

/// A set of ASCII characters: bit by bit, by their codes.
const fn range(from: u8, to: u8) -> u128 {
    (u128::MAX << from) & (u128::MAX >> (127 - to))
}

const fn each(mut characters: &[u8]) -> u128 {
    let mut set = 0;
    while let [first, rest @ ..] = characters {
        set |= 1 << *first;
        characters = rest;
    }
    set
}

const DIGITS: u128 = range(b'0', b'9');
const UPPER: u128 = DIGITS | range(b'A', b'Z');
const LETTERS: u128 = UPPER | range(b'a', b'z');
const CSET82: u128 = LETTERS | range(b'%', b'/') | range(b':', b'?') | each(b"!\"_");
const CSET82_WITHOUT: u128 = CSET82 & !range(b':', b'?');
const CSET39: u128 = UPPER | each(b"#-/");
const BASE64_URL: u128 = LETTERS | each(b"-_=");
const BASE64: u128 = LETTERS | each(b"+/=");

/// The alphabets in the order of their bits in [`SETS`].
const MEMBERS: [(Alphabet, u128); 9] = [
    (Alphabet::Digits, DIGITS),
    (Alphabet::UpperAlphanumeric, UPPER),
    (Alphabet::Alphanumeric, LETTERS),
    (Alphabet::SerialWithoutPunctuation, CSET82_WITHOUT),
    (Alphabet::Cset82, CSET82),
    (Alphabet::Tobacco, CSET82 & !each(b"()")),
    (Alphabet::Cset39, CSET39),
    (Alphabet::Base64Url, BASE64_URL),
    (Alphabet::Base64, BASE64),
];

/// For each byte the alphabets that have it, a bit each.
static SETS: [u16; 256] = sets();

const fn sets() -> [u16; 256] {
    let mut sets = [0; 256];
    let mut bytes: &mut [u16] = &mut sets;
    let mut byte = 0;
    while let Some((set, rest)) = bytes.split_first_mut() {
        let mut members: &[(Alphabet, u128)] = &MEMBERS;
        while let [(alphabet, of), others @ ..] = members {
            if byte < 128 && (*of >> byte) & 1 == 1 {
                *set |= alphabet.bit();
            }
            members = others;
        }
        byte += 1;
        bytes = rest;
    }
    sets
}

/// The alphabets that have a byte.
fn sets_of(byte: u8) -> u16 {
    SETS.get(usize::from(byte)).copied().unwrap_or(0)
}

impl Alphabet {
    const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Whether one character belongs to the set.
    #[must_use]
    pub fn contains(self, c: char) -> bool {
        c.is_ascii() && u8::try_from(c).is_ok_and(|byte| sets_of(byte) & self.bit() != 0)
    }

    /// Position (in characters) and value of the first character outside the set.
    #[must_use]
    pub fn first_outside(self, value: &str) -> Option<(usize, char)> {
        if value.bytes().fold(self.bit(), |sets, byte| sets & sets_of(byte)) != 0 {
            return None;
        }
        value.chars().enumerate().find(|(_, c)| !self.contains(*c))
    }

    /// A sentence that tells which characters belong to the set.
    #[must_use]
    pub fn allowed(self) -> Sentence {
        let signs = || name(self.signs());
        match self {
            Alphabet::Digits => say!("allowed are digits"),
            Alphabet::UpperAlphanumeric => say!("allowed are digits and capital Latin letters"),
            Alphabet::Alphanumeric => say!("allowed are digits and Latin letters"),
            Alphabet::SerialWithoutPunctuation | Alphabet::Tobacco | Alphabet::Cset82 | Alphabet::Base64Url => {
                say!("allowed are digits, Latin letters and {signs}", signs = signs())
            }
            Alphabet::Cset39 => say!("allowed are digits, capital Latin letters and {signs}", signs = signs()),
            Alphabet::Base64 => say!("allowed are Base64 characters"),
        }
    }

    /// What is neither a digit nor a letter of it, as people read it.
    const fn signs(self) -> &'static str {
        match self {
            Alphabet::Digits | Alphabet::UpperAlphanumeric | Alphabet::Alphanumeric => "",
            Alphabet::SerialWithoutPunctuation => "! \" % & ' ( ) * + , - . / _",
            Alphabet::Tobacco => "! \" % & ' * + , - . / : ; < = > ? _",
            Alphabet::Cset82 => "! \" % & ' ( ) * + , - . / : ; < = > ? _",
            Alphabet::Cset39 => "# - /",
            Alphabet::Base64Url => "- _ =",
            Alphabet::Base64 => "+ / =",
        }
    }
}

/// Its characters by themselves, as in a list of fields; [`Alphabet::allowed`] is for sentences.
impl InWords for Alphabet {
    fn in_words(&self) -> Sentence {
        let signs = || name(self.signs());
        match self {
            Alphabet::Digits => say!("digits"),
            Alphabet::UpperAlphanumeric => say!("digits and capital Latin letters"),
            Alphabet::Alphanumeric => say!("digits and Latin letters"),
            Alphabet::SerialWithoutPunctuation | Alphabet::Tobacco | Alphabet::Cset82 | Alphabet::Base64Url => {
                say!("digits, Latin letters and {signs}", signs = signs())
            }
            Alphabet::Cset39 => say!("digits, capital Latin letters and {signs}", signs = signs()),
            Alphabet::Base64 => say!("Base64 characters"),
        }
    }
}

shown_in_words!(Alphabet);

impl FromStr for Alphabet {
    type Err = Sentence;
    fn from_str(word: &str) -> Result<Self, Sentence> {
        let known = NAMES.iter().find(|(known, _)| *known == word);
        known.map(|(_, alphabet)| *alphabet).ok_or_else(|| {
            let names = list(NAMES.map(|(known, _)| name(known)));
            say!("“{word}” is not an alphabet; known are {names}", word = outside(word), names)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cset82_is_exactly_the_82_characters_of_gs1() {
        let expected = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        assert_eq!(expected.len(), 82);
        let found: String = ('\0'..='\u{7ff}').filter(|c| Alphabet::Cset82.contains(*c)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cset39_is_exactly_the_39_characters_of_gs1() {
        let expected = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let found: String = ('\0'..='\u{7ff}').filter(|c| Alphabet::Cset39.contains(*c)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_other_sets_are_those_of_rfc_4648_and_of_the_regulators() {
        let count = |alphabet: Alphabet| ('\0'..='\u{7ff}').filter(|c| alphabet.contains(*c)).count();
        assert_eq!(count(Alphabet::Digits), 10);
        assert_eq!(count(Alphabet::UpperAlphanumeric), 36);
        assert_eq!(count(Alphabet::Alphanumeric), 62);
        assert_eq!(count(Alphabet::SerialWithoutPunctuation), 76);
        assert_eq!(count(Alphabet::Tobacco), 80);
        assert_eq!((count(Alphabet::Base64), count(Alphabet::Base64Url)), (65, 65));
        assert!("+/=".chars().all(|c| Alphabet::Base64.contains(c)));
        assert!("-_=".chars().all(|c| Alphabet::Base64Url.contains(c)));
    }
}
