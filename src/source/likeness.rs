//! What a cell resembles, whatever market it is of: a code, a GTIN, a serial, a tail, damaged or
//! not. By it a row of data is told from headers and titles, so where it is wrong it had better take
//! a header for data: that is told, and a row that is taken for a header would be lost.

use super::cell::{Cell, whole};
use super::spoilt::Spoilt;

/// What a cell resembles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Words, small numbers, or nothing.
    Words,
    /// A GTIN, a serial, a date or what a spreadsheet made of one.
    Part,
    /// A whole code or its tail.
    Code,
}

/// Digits of the shortest number that is taken for a part of a code: a date has six.
const DIGITS: usize = 6;
/// The same in a cell that is a number; a GTIN has eight at least.
const NUMBER_DIGITS: usize = 8;
/// Digits in a row that a GTIN has behind its AI.
const CODE_DIGITS: usize = 16;
/// How a separator is written where it cannot stand itself.
const SEPARATORS: [&str; 9] = ["\u{1d}", "\u{241d}", "<gs>", "{gs}", "[gs]", "_x001d_", "\\x1d", "\\u001d", "fnc1"];

/// What a cell resembles.
pub(super) fn of_cell(cell: &Cell) -> Likeness {
    match cell {
        Cell::Text(text) => of_text(text),
        Cell::Number(number) if whole(*number).is_none_or(|digits| digits.len() >= NUMBER_DIGITS) => Likeness::Part,
        Cell::Other(_) => Likeness::Part,
        Cell::Empty | Cell::Number(_) | Cell::Date(_) => Likeness::Words,
    }
}

/// What a text resembles.
pub(super) fn of_text(text: &str) -> Likeness {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "\"'=«»“”\u{feff}".contains(c));
    let small = text.to_lowercase();
    let has_separator = SEPARATORS.iter().any(|separator| small.contains(separator));
    if has_separator && (text.len() >= CODE_DIGITS || begins_with_ai(text)) || text.split_whitespace().any(is_code) {
        return Likeness::Code;
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = compact.chars().filter(char::is_ascii_digit).count();
    let is_number = digits >= DIGITS && digits == compact.chars().count();
    let first = text.split_whitespace().next().unwrap_or_default();
    let leading = compact.bytes().take_while(u8::is_ascii_digit).count();
    if leading >= CODE_DIGITS && compact.len() > 24 {
        return Likeness::Code;
    }
    if is_number
        || leading >= 12
        || run_of_digits(first) >= 12
        || Spoilt::of(text).is_some()
        || begins_with_ai(text)
        || first.len() == text.len() && is_serial(text)
    {
        return Likeness::Part;
    }
    Likeness::Words
}

/// Whether a text begins as a whole code does: an AI, and the fourteen digits of a GTIN.
pub(super) fn begins_as_code(text: &str) -> bool {
    text.len() > 24
        && text.trim_start_matches(|c: char| !c.is_ascii_digit()).bytes().take_while(u8::is_ascii_digit).count() >= 2
        && run_of_digits(text.get(..30).unwrap_or(text)) >= 14
}

/// A word that is a code, or random enough for a tail.
fn is_code(word: &str) -> bool {
    let random = word.is_ascii() && word.len() >= 16 && !has_word(word) && 4 * changes(word) >= word.len();
    run_of_digits(word) >= CODE_DIGITS || random || word.len() > 24 && run_of_digits(word) >= 14
}

/// An AI in brackets: `(21)` and more.
fn begins_with_ai(text: &str) -> bool {
    let Some((ai, behind)) = text.strip_prefix(['(', '[']).and_then(|rest| rest.split_once([')', ']'])) else {
        return false;
    };
    (2..=4).contains(&ai.len())
        && ai.bytes().all(|b| b.is_ascii_digit())
        && !behind.trim().is_empty()
        && !behind.starts_with(char::is_whitespace)
}

/// A word of letters and digits that is no name of anything.
fn is_serial(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let ends = word.trim_end_matches(|c: char| c.is_ascii_digit()).bytes().any(|b| b.is_ascii_digit());
    word.is_ascii()
        && (DIGITS..=40).contains(&word.len())
        && digits > 0
        && !has_word(word)
        && (digits >= 5 || changes(word) >= 4 || word.len() >= 10 && ends)
}

/// Four small letters in a row are a word.
fn has_word(text: &str) -> bool {
    longest(text, |b| b.is_ascii_lowercase()) >= 4
}

fn run_of_digits(text: &str) -> usize {
    longest(text, |b| b.is_ascii_digit())
}

/// The longest run of such bytes.
fn longest(text: &str, is: impl Fn(u8) -> bool) -> usize {
    text.as_bytes().split(|b| !is(*b)).map(<[u8]>::len).max().unwrap_or(0)
}

/// How often capitals, small letters, digits and signs change.
fn changes(text: &str) -> usize {
    let kind = |b: &u8| (b.is_ascii_uppercase(), b.is_ascii_lowercase(), b.is_ascii_digit());
    text.as_bytes().windows(2).filter(|pair| matches!(pair, [a, b] if kind(a) != kind(b))).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_told_from_headers_and_titles() {
        for data in [
            "0104600999000171215u8jzPde0IgxLGS91EE12GS92HW0TLN7WI3su2R4/ch/LGXEXRJTWSTydXDRgvjEgHmk=",
            "O104600999000171215u8jzPde0IgxL",
            "01 04600999000171 21 5u8jzPde0IgxL",
            "04600999000171",
            "4 600999 000171",
            "46009990",
            "5u8jzPde0IgxL",
            "BLQJJ9CVAJGRV",
            "1323424679",
            "271231",
            "lwRd3sqZLLR4OVwH10DqxhV9bXkNa2wn7SiYBoTPe+I=",
            "(21)ABC",
            "1,23457E+11",
            "#####",
            "=\"04600999000171\"",
            "Код: 0104600999000171215u8jzPde0IgxL",
        ] {
            assert!(of_text(data) > Likeness::Words, "{data}");
        }
        for words in [
            "GTIN",
            "GTIN-14",
            "EAN13",
            "SSCC18",
            "01",
            "Код маркировки",
            "Заказ № 123 от 01.02.2026",
            "ООО «Ромашка», ИНН 7712345678",
            "Серийный номер",
            "Serial number",
            "serialnumberofthepackage",
            "(01) GTIN",
            "Годен до (ДД.ММ.ГГГГ)",
            "Итого",
            "SN0",
            "a",
        ] {
            assert_eq!(of_text(words), Likeness::Words, "{words}");
        }
    }
}
