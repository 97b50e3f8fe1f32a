//! Words from outside: headers, cells, names of files, what the system says.
//!
//! Somebody else wrote them, and a code or a crypto tail may stand among them by mistake. What
//! resembles one is hidden, and characters that cannot be seen are shown by their number.

use std::fmt;
use std::path::Path;

/// Characters of a stretch that must look random, to be taken for a part of a crypto tail.
const WINDOW: usize = 12;
/// The same in the name of a file, which may be random by right.
const FILE_WINDOW: usize = 20;
/// Characters of the shortest text with a separator that is taken for a code.
const SHORTEST: usize = 16;
/// How a separator is written where it cannot stand itself.
const SEPARATORS: [&str; 7] = ["\u{1d}", "\u{241d}", "<GS>", "{GS}", "_x001D_", "\\x1d", "\\u001d"];

/// Words from outside. What resembles a code in them is hidden when they are shown.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Outside {
    words: String,
    window: usize,
    /// Characters that are shown.
    most: Option<usize>,
}

/// Words from outside.
#[must_use]
pub fn outside(words: impl fmt::Display) -> Outside {
    Outside { words: words.to_string(), window: WINDOW, most: None }
}

/// The name of a file, as people know it.
#[must_use]
pub fn file(path: impl AsRef<Path>) -> Outside {
    Outside { words: path.as_ref().display().to_string(), window: FILE_WINDOW, most: None }
}

impl Outside {
    /// At most so many characters of what is shown, with “…” for what is left out.
    #[must_use]
    pub fn shortened(self, most: usize) -> Self {
        Self { most: Some(most), ..self }
    }

    /// The words as they may be shown.
    fn shown(&self) -> String {
        let words = self.words.as_str();
        if SEPARATORS.iter().any(|separator| words.contains(separator)) && words.chars().count() >= SHORTEST {
            return hidden(words);
        }
        let mut shown = String::with_capacity(words.len());
        for word in words.split_inclusive(|c: char| c.is_whitespace()) {
            let bare = word.trim_matches(|c: char| c.is_whitespace() || "“”„\"'«»,;:".contains(c));
            if is_code(bare) || looks_random(bare, self.window) {
                let (before, after) = word.split_once(bare).unwrap_or_default();
                shown.extend([before, &hidden(bare), after]);
            } else {
                shown.push_str(word);
            }
        }
        visible(&shown)
    }
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.shown();
        match self.most.and_then(|most| shown.char_indices().nth(most)) {
            Some((end, _)) => write!(f, "{}…", shown.get(..end).unwrap_or_default()),
            None => f.write_str(&shown),
        }
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{self}”")
    }
}

/// What is shown in place of a code.
fn hidden(code: &str) -> String {
    format!("<{} characters>", code.chars().count())
}

/// Whether a word begins as a code does: the AI of a GTIN, its digits, and more.
fn is_code(word: &str) -> bool {
    let word = word.strip_prefix("]d2").or_else(|| word.strip_prefix("]C1")).unwrap_or(word);
    let word = word.trim_start_matches(['(', '[', '\'']);
    let Some(rest) = word.strip_prefix("01") else { return false };
    let rest = rest.trim_start_matches([')', ']']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 14 && rest.len() > 16
}

/// Whether a stretch of a word changes between capitals, small letters, digits and signs as often as
/// Base64 does, and no name.
fn looks_random(word: &str, window: usize) -> bool {
    let parts = word.split(|c: char| !(c.is_alphanumeric() || c == '+' || c == '=' || c == '/' && window == WINDOW));
    parts.filter(|part| part.chars().count() >= window).any(|part| {
        let kinds: Vec<u8> = part.chars().map(kind).collect();
        let changes: Vec<usize> = kinds.windows(2).map(|pair| usize::from(matches!(pair, [a, b] if a != b))).collect();
        let near = changes.windows(window - 1).any(|near| near.iter().sum::<usize>() * 12 >= window * 7);
        near || kinds.len() >= 2 * window && changes.iter().sum::<usize>() * 8 >= kinds.len() * 3
    })
}

fn kind(c: char) -> u8 {
    match c {
        c if c.is_uppercase() => 0,
        c if c.is_alphabetic() => 1,
        c if c.is_numeric() => 2,
        _ => 3,
    }
}

/// Whether a character cannot be seen, or turns the text around it.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The words with unseen characters as their numbers: `<U+001D>`.
fn visible(words: &str) -> String {
    if !words.contains(is_unseen) {
        return words.to_owned();
    }
    words.chars().fold(String::new(), |mut shown, c| {
        if is_unseen(c) {
            shown.push_str(&format!("<U+{:04X}>", u32::from(c)))
        } else {
            shown.push(c)
        }
        shown
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_tails_are_hidden_wherever_they_stand() {
        for (words, shown) in [
            ("010487099900011621132342\u{1d}91EE06\u{1d}92aB3+xY7/Qw9z", "<46 characters>"),
            ("код 0104870999000116211323424679 и", "код <28 characters> и"),
            ("“(01)04870999000116(21)ABC”", "“<25 characters>”"),
            ("92Xk9/aB3cD4eF5gH6+iJ7kL8mN9oP0qR1sT2uV3wX4yZ5=", "<47 characters>"),
            ("]d20104870999000116215=<GS>93abcd", "<33 characters>"),
        ] {
            assert_eq!(outside(words).to_string(), shown);
        }
    }

    #[test]
    fn names_and_numbers_are_shown() {
        for words in [
            "GTIN",
            "Серийный номер упаковки",
            "04870999000116",
            "0104870999000116",
            "KZ-Order_2026-11-26T10-12-15.xlsx",
            "21=Seri No",
            "No such file or directory (os error 2)",
            "https://www.oasis-open.org/sarif",
            "1,23457E+11",
            "cmyk(0,0,0,NaN)",
            "out/{row}-{serial}.png",
        ] {
            assert_eq!(outside(words).to_string(), words);
        }
        let path = "/tmp/.tmpXb9k2QzR/labels-Batch7.toml";
        assert_eq!(file(path).to_string(), path);
    }

    #[test]
    fn long_words_are_shortened_when_codes_are_hidden() {
        assert_eq!(outside("Серийный номер").shortened(14).to_string(), "Серийный номер");
        assert_eq!(outside("Серийный номер").shortened(8).to_string(), "Серийный…");
        assert_eq!(outside("0104870999000116211323424679").shortened(60).to_string(), "<28 characters>");
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        assert_eq!(outside("a\u{1b}[31m\u{202e}b\u{200b}").to_string(), "a<U+001B>[31m<U+202E>b<U+200B>");
    }

    /// Of random tails next to none has no stretch that looks random.
    #[test]
    fn random_tails_are_known() {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut tail = || -> String {
            (0..43)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    char::from(letters[(state >> 58) as usize])
                })
                .collect()
        };
        let shown = (0..10_000).filter(|_| !looks_random(&tail(), WINDOW)).count();
        assert!(shown < 10, "{shown} of 10000");
    }
}
