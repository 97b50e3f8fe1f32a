//! Character sets of values.

use std::fmt;
use std::str::FromStr;

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
    /// GS1 AI encodable character set 39 (General Specifications, figure 7.11-2).
    Cset39,
    /// Base64 for URLs with padding (RFC 4648, section 5); GS1's file-safe, URI-safe set 64.
    Base64Url,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
}

const NAMES: [(&str, Alphabet); 8] = [
    ("digits", Alphabet::Digits),
    ("upper-alphanumeric", Alphabet::UpperAlphanumeric),
    ("alphanumeric", Alphabet::Alphanumeric),
    ("cset82-without-:;<=>?", Alphabet::SerialWithoutPunctuation),
    ("cset82", Alphabet::Cset82),
    ("cset39", Alphabet::Cset39),
    ("base64url", Alphabet::Base64Url),
    ("base64", Alphabet::Base64),
];

impl Alphabet {
    /// Whether one character belongs to the set.
    #[must_use]
    pub fn contains(self, c: char) -> bool {
        match self {
            Alphabet::Digits => c.is_ascii_digit(),
            Alphabet::UpperAlphanumeric => c.is_ascii_digit() || c.is_ascii_uppercase(),
            Alphabet::Alphanumeric => c.is_ascii_alphanumeric(),
            Alphabet::SerialWithoutPunctuation => Alphabet::Cset82.contains(c) && !matches!(c, ':'..='?'),
            Alphabet::Cset82 => matches!(c, '!' | '"' | '%'..='?' | 'A'..='Z' | '_' | 'a'..='z'),
            Alphabet::Cset39 => c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '#' | '-' | '/'),
            Alphabet::Base64Url => c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '='),
            Alphabet::Base64 => c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='),
        }
    }

    /// Position (in characters) and value of the first character outside the set.
    #[must_use]
    pub fn first_outside(self, value: &str) -> Option<(usize, char)> {
        value.chars().enumerate().find(|(_, c)| !self.contains(*c))
    }
}

impl fmt::Display for Alphabet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Alphabet::Digits => "digits",
            Alphabet::UpperAlphanumeric => "digits and capital Latin letters",
            Alphabet::Alphanumeric => "digits and Latin letters",
            Alphabet::SerialWithoutPunctuation => "digits, Latin letters and ! \" % & ' ( ) * + , - . / _",
            Alphabet::Cset82 => "digits, Latin letters and ! \" % & ' ( ) * + , - . / : ; < = > ? _",
            Alphabet::Cset39 => "digits, capital Latin letters and # - /",
            Alphabet::Base64Url => "digits, Latin letters and - _ =",
            Alphabet::Base64 => "Base64 characters",
        })
    }
}

impl FromStr for Alphabet {
    type Err = String;
    fn from_str(name: &str) -> Result<Self, String> {
        let known = NAMES.iter().find(|(n, _)| *n == name);
        known.map(|(_, alphabet)| *alphabet).ok_or_else(|| {
            let names: Vec<&str> = NAMES.iter().map(|(n, _)| *n).collect();
            format!("“{name}” is not an alphabet; known are {}", names.join(", "))
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
}
