//! Words from outside: headers, cells, names of files, what the system says.
//!
//! Somebody else wrote them, and a code or a crypto tail may stand among them by mistake. What
//! resembles one is hidden, and characters that cannot be seen are shown by their number.

use std::borrow::Cow;
use std::fmt;
use std::iter;
use std::ops::Range;
use std::path::Path;

use super::tongue::worded;

/// Characters of a stretch that must look random, to be taken for a part of a crypto tail.
const WINDOW: usize = 12;
/// The same of what changes often without capitals and small letters; the name of a file may by right.
const FILE_WINDOW: usize = 20;
/// Characters of the longest serial.
const LONGEST_SERIAL: usize = 20;
/// Pieces of a stretch of [`WINDOW`] characters that no name is made of.
const PIECES: usize = 5;
/// Characters of the shortest text with a separator that is taken for a code.
const SHORTEST: usize = 16;
/// How a separator is written where it cannot stand itself.
const SEPARATORS: [&str; 7] = ["\u{1d}", "\u{241d}", "<GS>", "{GS}", "_x001D_", "\\x1d", "\\u001d"];

/// Words from outside. What resembles a code in them is hidden when they are shown.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Outside {
    words: String,
    kind: Kind,
    /// Characters that are shown.
    most: Option<usize>,
}

/// What words from outside are, by which they may look random.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Words,
    File,
    Value,
    Title,
}

/// Words from outside.
#[must_use]
pub fn outside(words: impl fmt::Display) -> Outside {
    Outside { words: words.to_string(), kind: Kind::Words, most: None }
}

/// The name of a file, as people know it.
#[must_use]
pub fn file(path: impl AsRef<Path>) -> Outside {
    Outside { words: path.as_ref().display().to_string(), kind: Kind::File, most: None }
}

/// The value of a field that is no secret, such as a serial, which is random by right. What is longer
/// than a serial can be is looked through.
#[must_use]
pub fn value(value: impl fmt::Display) -> Outside {
    Outside { words: value.to_string(), kind: Kind::Value, most: None }
}

/// A title or sentence of a settings file, ours or another's: told in the language that is spoken, where that
/// knows it.
#[must_use]
pub fn titled(title: impl fmt::Display) -> Outside {
    Outside { words: title.to_string(), kind: Kind::Title, most: None }
}

/// A line of a file with asterisks for what is hidden: every byte stays where it is, so that a caret can
/// be drawn under it.
#[must_use]
pub fn masked(line: &str) -> String {
    let (secret, mut masked) = (secrets(line, Kind::Words), String::with_capacity(line.len()));
    let end = line.strip_suffix('\r').unwrap_or(line).len();
    for (at, c) in line.char_indices() {
        let is_hidden = secret.iter().any(|range| range.contains(&at));
        if is_hidden || is_unseen(c) && c != '\t' && at < end {
            masked.extend(iter::repeat_n('*', c.len_utf8()));
        } else {
            masked.push(c);
        }
    }
    masked
}

impl Outside {
    /// At most so many characters of what is shown, with “…” for what is left out.
    #[must_use]
    pub fn shortened(self, most: usize) -> Self {
        Self { most: Some(most), ..self }
    }

    /// The words as they may be shown, with what stands for a code of so many characters; at most as many as are wanted.
    pub(super) fn shown(&self, hidden: impl Fn(usize) -> String) -> String {
        let told = match self.kind {
            Kind::Title => worded(&self.words),
            _ => Cow::Borrowed(self.words.as_str()),
        };
        let words = told.as_ref();
        let (mut shown, mut from) = (String::with_capacity(words.len()), 0);
        for Range { start, end } in secrets(words, self.kind) {
            shown.push_str(words.get(from..start).unwrap_or_default());
            shown.push_str(&hidden(words.get(start..end).unwrap_or_default().chars().count()));
            from = end;
        }
        shown.push_str(words.get(from..).unwrap_or_default());
        let shown = visible(&shown);
        match self.most.and_then(|most| shown.char_indices().nth(most)) {
            Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default()),
            None => shown,
        }
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{self}”")
    }
}

/// The stretches that resemble codes, keys or tails, in order.
fn secrets(words: &str, kind: Kind) -> Vec<Range<usize>> {
    if kind == Kind::Value && words.chars().nth(LONGEST_SERIAL).is_none() {
        return Vec::new();
    }
    let (mut found, mut at, mut behind_code) = (Vec::new(), 0, false);
    if SEPARATORS.iter().any(|separator| words.contains(separator)) && words.chars().count() >= SHORTEST {
        let start = words.len() - words.trim_start().len();
        found.push(start..words.len());
        return found;
    }
    for word in words.split_inclusive(|c: char| c.is_whitespace()) {
        let bare = word.trim_matches(|c: char| c.is_whitespace() || "“”„\"'«»,;:".contains(c));
        let start = at + word.find(bare).unwrap_or(0);
        let is_code = is_code(bare);
        behind_code |= is_code;
        if is_code || looks_random(bare, kind == Kind::File) || behind_code && is_no_word(bare) {
            found.push(start..start + bare.len());
        }
        at += word.len();
    }
    found
}

/// Whether a code stands in a word: the AI of a GTIN, its digits, and more.
fn is_code(word: &str) -> bool {
    let more = |rest: &str| {
        let rest = rest.trim_start_matches([')', ']']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (digits, rest.len())
    };
    let begun = word.strip_prefix("]d2").or_else(|| word.strip_prefix("]C1")).unwrap_or(word);
    let begun = begun.trim_start_matches(['(', '[', '\'']);
    let begins = begun.strip_prefix("01").map(more).is_some_and(|(digits, length)| digits >= 14 && length > 16);
    // Within a word digits alone are too little: a serial must follow.
    let holds = |(at, _)| {
        let rest = word.get(at + 2..).unwrap_or_default();
        let rest = rest.trim_start_matches([')', ']']);
        let serial = rest.get(14..).unwrap_or_default().trim_start_matches(['(', '[']);
        more(rest).0 >= 14 && serial.starts_with("21") && serial.len() > 4
    };
    begins || word.match_indices("01").any(holds)
}

/// Whether what stands behind a code is no word that people write.
fn is_no_word(word: &str) -> bool {
    word.chars().count() >= WINDOW && word.chars().skip(1).any(|c| !c.is_lowercase())
}

/// Whether a stretch of a word changes between capitals, small letters, digits and signs as often as
/// Base64 does, and no name; or is a UUID, as tokens are.
fn looks_random(word: &str, is_file: bool) -> bool {
    // The name of a file has signs of Base64 only by chance, but folders.
    let is_path = is_file && !word.contains(['+', '=']);
    let parts = word.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '=') || c == '/' && !is_path));
    let window = if is_file { FILE_WINDOW } else { WINDOW };
    let mut kinds = Vec::new();
    parts.filter(|part| part.chars().nth(WINDOW - 1).is_some()).any(|part| {
        kinds.clear();
        kinds.extend(part.chars().map(kind));
        changes_often(&kinds, window) || is_in_pieces(part, &kinds)
    }) || !is_file && has_uuid(word)
}

/// Whether kinds of characters change as often as by chance.
fn changes_often(kinds: &[u8], window: usize) -> bool {
    let changes: Vec<usize> = kinds.windows(2).map(|pair| usize::from(matches!(pair, [a, b] if a != b))).collect();
    let near = changes.windows(window - 1).any(|near| near.iter().sum::<usize>() * 12 >= window * 7);
    near || kinds.len() >= 2 * window && changes.iter().sum::<usize>() * 8 >= kinds.len() * 3
}

/// Whether a part with capitals and small letters falls into more pieces (words with their capital,
/// abbreviations, numbers) than a name does. A piece that nobody can speak counts twice.
fn is_in_pieces(part: &str, kinds: &[u8]) -> bool {
    if !(kinds.contains(&0) && kinds.contains(&1)) {
        return false;
    }
    let kind = |at: usize| kinds.get(at).copied();
    // A capital that stands alone begins the small letters behind it.
    let begins = |at: usize| match (at.checked_sub(1).and_then(kind), kind(at)) {
        (Some(0), Some(1)) => at.checked_sub(2).and_then(kind) == Some(0),
        (before, here) => before != here,
    };
    let mut weights = vec![0_usize; kinds.len()];
    let (mut letters, mut is_spoken) = (0, false);
    for (at, c) in part.chars().enumerate() {
        if begins(at) {
            (letters, is_spoken) = (0, false);
        }
        letters += usize::from(c.is_alphabetic());
        is_spoken |= !c.is_ascii() && c.is_alphabetic() || "aeiouyAEIOUY".contains(c);
        let ends = at + 1 == kinds.len() || begins(at + 1);
        if let Some(weight) = weights.get_mut(at) {
            // A slash parts words that people write.
            *weight = usize::from(ends && c != '/') + usize::from(ends && letters >= 3 && !is_spoken);
        }
    }
    // The piece that goes on behind the stretch counts too.
    weights.windows(WINDOW).any(|near| {
        let cut = usize::from(near.last() == Some(&0));
        near.iter().sum::<usize>() + cut >= PIECES
    })
}

/// Whether 8, 4, 4, 4 and 12 hexadecimal digits with hyphens between them stand in a word.
fn has_uuid(word: &str) -> bool {
    let runs = |part: &str| part.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    word.split(|c: char| !(c.is_ascii_hexdigit() || c == '-')).any(runs)
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

    #[test]
    fn a_line_that_is_shown_with_a_caret_keeps_its_length() {
        for (line, shown) in [
            ("text = \"Серия {{ batch }}\"", "text = \"Серия {{ batch }}\""),
            ("text = \"92Xk9/aB3cD4eF5gH6+iJ7kL8mN9oP0\" # \u{1b}", "text = \"*******************************\" # *"),
        ] {
            assert_eq!(masked(line), shown);
        }
    }

    #[test]
    fn what_stands_behind_a_code_or_within_a_word_is_hidden() {
        let shown = |words: &str| outside(words).to_string();
        assert_eq!(
            shown("0104870999000116211323424679 91EE06 92abcdefghijKlm"),
            "<28 characters> 91EE06 <15 characters>"
        );
        assert_eq!(shown("code=0104870999000116211323424679"), "<33 characters>");
        assert_eq!(shown("1cecc8fb-fb47-4c8a-af3d-d34c1ead8c4f"), "<36 characters>");
        let path = "order_1cecc8fb-fb47-4c8a-af3d-d34c1ead8c4f.csv";
        assert_eq!(file(path).to_string(), path);
        assert_eq!(file("out/aB3x/Y7Qw9zK1mP+4tR8vW=.csv").to_string(), "<31 characters>");
    }

    /// Of random stretches few do not look random: the longer, the fewer.
    #[test]
    fn random_tails_are_known() {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut tail = |length: usize| -> String {
            (0..length)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    char::from(letters[(state >> 58) as usize])
                })
                .collect()
        };
        for (length, most) in [(12, 600), (16, 200), (20, 60), (24, 20), (43, 2)] {
            let shown = (0..10_000).filter(|_| !looks_random(&tail(length), false)).count();
            assert!(shown <= most, "{shown} of 10000 of {length} characters");
        }
        let in_file = (0..10_000).filter(|_| !looks_random(&tail(43).replace('/', "+"), true)).count();
        assert!(in_file <= 2, "{in_file} of 10000 file names");
    }

    #[test]
    fn a_serial_is_shown_and_what_is_longer_is_not() {
        assert_eq!(value("aB3xY7Qw9zK1mPr4tR8v").to_string(), "aB3xY7Qw9zK1mPr4tR8v");
        assert_eq!(value("aB3xY7Qw9zK1m#92aB3xY7Qw9zK1").to_string(), "<28 characters>");
    }

    #[test]
    fn names_that_people_give_are_shown() {
        for words in ["SerialNumber", "КодМаркировкиТовара", "Парацетамол500мг", "НомерСерии2026"]
        {
            assert!(!looks_random(words, false), "{words}");
        }
    }
}
