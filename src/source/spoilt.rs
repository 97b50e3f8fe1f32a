//! What a spreadsheet makes of a value before it is saved as text: a number in short, a date, signs
//! for a column that is too narrow, the name of an error.

use super::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::{Sentence, outside};

/// How a spreadsheet spoilt a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spoilt {
    /// `1,23457E+11`
    Number,
    /// `#####`
    Width,
    /// `#N/A`
    Error,
    /// `01.фев`
    Date,
    /// `=A1`
    Formula,
    /// `123.0`
    Decimal,
    /// `46752`
    Day,
}

/// Longest text that is looked at; what a spreadsheet writes is short, but for formulas.
const LONGEST: usize = 40;

/// Names of errors without a sign at their end, in small letters: of English, Russian, Turkish and
/// German programs.
const ERRORS: [&str; 9] =
    ["#n/a", "#n/d", "#н/д", "#yok", "#nv", "#getting_data", "#ожидание_данных", "#veri_alınıyor", "#daten_abrufen"];
/// Words before the number of an error in LibreOffice and OpenOffice.
const NUMBERED: [&str; 6] = ["err:", "ошибка:", "fehler:", "hata:", "қате:", "помилка:"];
/// Months as spreadsheets shorten them, in small letters: Russian, Turkish, German, English, Kazakh.
const MONTHS: &[&str] = &[
    "янв", "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг", "сен", "сент", "окт", "ноя", "нояб", "дек", "oca",
    "şub", "mar", "nis", "may", "haz", "tem", "ağu", "eyl", "eki", "kas", "ara", "jan", "jän", "feb", "mrz", "mär",
    "apr", "mai", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov", "dez", "dec", "қаң", "ақп", "нау", "сәу",
    "мам", "мау", "шіл", "қыр", "қаз", "қар", "жел", "июнь", "июль", "март", "märz", "june",
];

impl Spoilt {
    /// How a spreadsheet spoilt a text, if it did.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(formula) = text.strip_prefix('=') {
            return is_formula(formula).then_some(Spoilt::Formula);
        }
        // Digits and letters without a sign between them are what people write.
        if text.len() > LONGEST || !text.contains(['#', '+', '-', '.', ' ', '/', ':']) {
            return None;
        }
        if !text.starts_with('#') && !text.contains(char::is_alphabetic) {
            return None;
        }
        if text.len() >= 3 && text.bytes().all(|b| b == b'#') {
            return Some(Spoilt::Width);
        }
        let small = text.to_lowercase();
        let by_name = small.starts_with('#') && (small.ends_with(['!', '?']) || ERRORS.contains(&small.as_str()));
        let numbered = |word: &&str| {
            small.strip_prefix(*word).is_some_and(|n| n.len() > 1 && n.trim().bytes().all(|b| b.is_ascii_digit()))
        };
        if by_name || NUMBERED.iter().any(numbered) {
            return Some(Spoilt::Error);
        }
        if is_short_number(&small) {
            return Some(Spoilt::Number);
        }
        // Capitals alone are a person's: MAR-27.
        (text.contains(char::is_lowercase) && is_short_date(&small)).then_some(Spoilt::Date)
    }

    /// The same of a key, a serial or a batch: none is written with `.0` behind it.
    pub(super) fn of_key(text: &str) -> Option<Self> {
        let is_decimal = || {
            let number = text.trim().strip_suffix('0').and_then(|rest| rest.strip_suffix(['.', ',']));
            number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        };
        Self::of(text).or_else(|| is_decimal().then_some(Spoilt::Decimal))
    }

    /// The same of a date: a spreadsheet counts the days since 1900.
    pub(super) fn of_date(text: &str) -> Option<Self> {
        let is_day = || matches!(text.trim().as_bytes(), [b'3'..=b'6', rest @ ..] if rest.len() == 4 && rest.iter().all(u8::is_ascii_digit));
        Self::of(text).or_else(|| is_day().then_some(Spoilt::Day))
    }

    /// Why this cell is no value.
    pub(super) fn in_words(self, text: &str) -> Sentence {
        let text = outside(text.trim()).shortened(40);
        match self {
            Spoilt::Number => {
                say!("“{text}” is a number that a spreadsheet cut short: its other digits are lost", text)
            }
            Spoilt::Width => {
                say!("“{text}” is what a spreadsheet shows where a column is too narrow for its value", text)
            }
            Spoilt::Error => say!("“{text}” is what a spreadsheet shows for a formula that fails", text),
            Spoilt::Date => say!("“{text}” is a date that a spreadsheet made of another text", text),
            Spoilt::Formula => say!("the cell holds a formula as text, and not its value"),
            Spoilt::Decimal => {
                say!("“{text}” is a number to which a program put decimals: zeros before it may be lost", text)
            }
            Spoilt::Day => say!("“{text}” is the number by which a spreadsheet counts a day, and no date", text),
        }
    }

    /// That it cannot be taken, or is better not printed.
    pub(super) fn diagnostic(self, text: &str, refused: bool) -> Diagnostic {
        let message = self.in_words(text);
        let help = match self {
            Spoilt::Formula => say!("copy the column and paste it as values, or take the value from where it came"),
            _ => say!(
                "take the value from where it came: format the column as text in the spreadsheet before the value is put in"
            ),
        };
        let found = Diagnostic::error(rules::SPOILT, message).help(help);
        if refused { found } else { found.weighing(Severity::Warning) }
    }
}

/// Whether what stands behind `=` is a formula, and not a serial, which may begin so: a place, a
/// function of something, or texts that are joined.
fn is_formula(text: &str) -> bool {
    let function = text.split_once('(').is_some_and(|(name, _)| {
        name.chars().count() >= 3 && name.chars().all(|c| c.is_uppercase() || c == '.') && text.ends_with(')')
    });
    function || is_place(text) || text.len() > 5 && text.contains('&') && text.contains('"')
}

/// The place of a cell: `B2`, `$B$2`.
fn is_place(text: &str) -> bool {
    let text = text.replace('$', "");
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - digits.len();
    (1..=3).contains(&letters) && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `1,23457e+11`: a sign behind the e, which people leave out.
fn is_short_number(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-', '−']).unwrap_or(text);
    let Some((number, power)) = text.split_once(['e', 'е']) else { return false };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let power = power.strip_prefix(['+', '-', '−']).filter(|power| power.len() <= 3);
    let (whole, rest) = number.split_once([',', '.']).map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    power.is_some_and(is_digits) && is_digits(whole) && whole.len() <= 3 && rest.is_none_or(is_digits)
}

/// `01.фев`, `фев.27`, `1-mar`: a month in short and one number, with a sign between.
fn is_short_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['.', '-', ' ', '/']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts.as_slice(), [a, b] if is_number(a) && MONTHS.contains(b) || MONTHS.contains(a) && is_number(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_make_is_known_in_their_languages() {
        for (text, spoilt) in [
            ("1,23457E+11", Spoilt::Number),
            ("2,10E+05", Spoilt::Number),
            ("1E+10", Spoilt::Number),
            ("1.2e-07", Spoilt::Number),
            ("########", Spoilt::Width),
            ("#N/A", Spoilt::Error),
            ("#Н/Д", Spoilt::Error),
            ("#ЗНАЧ!", Spoilt::Error),
            ("#ССЫЛКА!", Spoilt::Error),
            ("#YOK", Spoilt::Error),
            ("#DEĞER!", Spoilt::Error),
            ("#BAŞV!", Spoilt::Error),
            ("#AD?", Spoilt::Error),
            ("#NV", Spoilt::Error),
            ("#WERT!", Spoilt::Error),
            ("#BEZUG!", Spoilt::Error),
            ("Ошибка:502", Spoilt::Error),
            ("Err:508", Spoilt::Error),
            ("01.фев", Spoilt::Date),
            ("01.Şub", Spoilt::Date),
            ("1-Mrz", Spoilt::Date),
            ("Feb-01", Spoilt::Date),
            ("дек.27", Spoilt::Date),
            ("=B2", Spoilt::Formula),
            ("=ВПР(A2;Лист2!A:B;2;0)", Spoilt::Formula),
            ("=\"01\"&A2", Spoilt::Formula),
        ] {
            assert_eq!(Spoilt::of(text), Some(spoilt), "{text}");
        }
    }

    #[test]
    fn keys_have_no_decimals_and_dates_are_no_counts_of_days() {
        assert_eq!(Spoilt::of_key("123.0"), Some(Spoilt::Decimal));
        assert_eq!(Spoilt::of_date("46752"), Some(Spoilt::Day));
        assert_eq!((Spoilt::of_key("12.5"), Spoilt::of_key("A.0"), Spoilt::of_key(".0")), (None, None, None));
        assert_eq!((Spoilt::of_date("271231"), Spoilt::of_date("12.2027")), (None, None));
    }

    #[test]
    fn batches_as_people_number_them_are_left() {
        for text in [
            "A1",
            "1E10",
            "MAR27",
            "MAR-27",
            "сер. 12",
            "LOT-7",
            "#1",
            "N 12",
            "12-2",
            "01.02.2026",
            "2E",
            "E+",
            "A+B",
            "=",
            "5=x",
            "7 may be",
            "",
        ] {
            assert_eq!(Spoilt::of(text), None, "{text}");
        }
    }
}
