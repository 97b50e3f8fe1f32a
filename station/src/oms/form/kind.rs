//! What the value of an attribute must look like.

use quietzone::gs1::Date;
use quietzone::say;
use quietzone::sentence::{Sentence, any_of, either, name};
use serde_json::{Map, Value as Json};

/// What the value of an attribute must look like. In a body it is a string, if nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Characters, so many at least and at most if that is said; not blank, without control characters.
    Text(Option<(usize, usize)>),
    /// Digits, as many as one of these says.
    Digits(Vec<usize>),
    /// A whole number, as a number.
    Whole,
    /// One of these numbers, as a number.
    Number(Vec<u32>),
    /// One of these words.
    Word(Vec<String>),
    /// A number with decimals: `4.5`.
    Decimal,
    /// An amount in kopecks.
    Kopecks,
    /// `true` or `false`, as such.
    Flag,
    /// A UUID.
    Uuid,
    /// A country, by two letters of ISO 3166.
    Country,
    /// `2027-12-31`
    Date,
    /// `2027-12-31T08:30`
    Minute,
    /// `2027-12-31T08:30:00+0300`
    Moment,
    /// ISO 8601 with a zone: `2027-12-31T08:30:00Z`, `2027-12-31T08:30:00+05:00`.
    Instant,
    /// Dates by the number of a condition of storage, as an object: `1:2027-12-31,2:2027-11-30`.
    Dates,
}

impl Kind {
    /// Reads what a data file says: `text 1-20`, `digits 10 12`, `one of A B`, `number 1 2`, `date`.
    pub(in super::super) fn of(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let numbers = || rest.split(' ').map(|number| number.parse().ok()).collect::<Option<Vec<u32>>>();
        let kind = match (word, rest) {
            ("text", "") => Self::Text(None),
            ("text", range) => {
                let (least, most) = range.split_once('-')?;
                Self::Text(Some((least.parse().ok()?, most.parse().ok()?)))
            }
            ("digits", _) => Self::Digits(numbers()?.into_iter().map(usize::try_from).collect::<Result<_, _>>().ok()?),
            ("number", _) => Self::Number(numbers()?),
            ("one", words) => Self::Word(words.strip_prefix("of ")?.split(' ').map(str::to_owned).collect()),
            ("whole", "") => Self::Whole,
            ("decimal", "") => Self::Decimal,
            ("kopecks", "") => Self::Kopecks,
            ("flag", "") => Self::Flag,
            ("uuid", "") => Self::Uuid,
            ("country", "") => Self::Country,
            ("date", "") => Self::Date,
            ("minute", "") => Self::Minute,
            ("moment", "") => Self::Moment,
            ("instant", "") => Self::Instant,
            ("dates", "") => Self::Dates,
            _ => return None,
        };
        Some(kind)
    }

    /// The value for a body; nothing where the text does not look so.
    pub(super) fn value(&self, text: &str) -> Option<Json> {
        match self {
            Self::Whole => return text.parse::<u32>().ok().map(Json::from),
            Self::Number(numbers) => return text.parse().ok().filter(|n| numbers.contains(n)).map(Json::from),
            Self::Flag => return text.parse::<bool>().ok().map(Json::from),
            Self::Dates => return dates(text),
            _ => {}
        }
        let is_so = match self {
            Self::Text(range) => {
                let characters = text.chars().count();
                range.is_none_or(|(least, most)| (least..=most).contains(&characters))
                    && !text.trim().is_empty()
                    && !text.contains(char::is_control)
            }
            Self::Digits(lengths) => is_number(text) && lengths.contains(&text.len()),
            Self::Word(words) => words.iter().any(|word| word == text),
            Self::Decimal => {
                let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
                is_number(whole) && is_number(decimals)
            }
            Self::Kopecks => is_number(text),
            Self::Uuid => is_like(text, "########-####-####-####-############"),
            Self::Country => text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
            Self::Date => is_like(text, "0000-00-00") && is_date(text),
            Self::Minute => is_like(text, "0000-00-00T00:00") && is_moment(text),
            Self::Moment => is_like(text, "0000-00-00T00:00:00+0000") && is_moment(text),
            Self::Instant => {
                let zones = ["Z", "+00:00"];
                let parts = ["0000-00-00T00:00:00", "0000-00-00T00:00:00.000"];
                let mut patterns = parts.iter().flat_map(|part| zones.iter().map(move |zone| format!("{part}{zone}")));
                patterns.any(|pattern| is_like(text, &pattern)) && is_moment(text)
            }
            Self::Whole | Self::Number(_) | Self::Flag | Self::Dates => false,
        };
        is_so.then(|| text.into())
    }

    /// A value that looks so.
    #[must_use]
    pub fn example(&self) -> String {
        let of = |pattern: &str, most: usize| pattern.chars().cycle().take(most).collect::<String>();
        match self {
            Self::Text(range) => of("A1B2", range.map_or(4, |(least, most)| 4.clamp(least, most))),
            Self::Digits(lengths) => of("1234567890", lengths.first().copied().unwrap_or(1)),
            Self::Whole => "17".to_owned(),
            Self::Number(numbers) => numbers.first().map(u32::to_string).unwrap_or_default(),
            Self::Word(words) => words.first().cloned().unwrap_or_default(),
            Self::Decimal => "4.5".to_owned(),
            Self::Kopecks => "12000".to_owned(),
            Self::Flag => "true".to_owned(),
            Self::Uuid => "3f2504e0-4f89-41d3-9a0c-0305e82c3301".to_owned(),
            Self::Country => "KZ".to_owned(),
            Self::Date => "2027-12-31".to_owned(),
            Self::Minute => "2027-12-31T08:30".to_owned(),
            Self::Moment => "2027-12-31T08:30:00+0300".to_owned(),
            Self::Instant => "2027-12-31T08:30:00Z".to_owned(),
            Self::Dates => "1:2027-12-31,2:2027-11-30".to_owned(),
        }
    }

    /// What it looks like, in words.
    #[must_use]
    pub fn looks(&self) -> Sentence {
        let example = name(self.example());
        match self {
            Self::Text(None) => say!("a text"),
            Self::Text(Some((least, most))) => {
                say!("a text of {least} to {most} characters", least = *least, most = *most)
            }
            Self::Digits(lengths) => say!("{lengths} digits", lengths = either(lengths.clone())),
            Self::Whole => say!("a whole number"),
            Self::Number(numbers) => say!("one of {words}", words = any_of(numbers.clone())),
            Self::Word(words) => say!("one of {words}", words = any_of(words.iter().cloned().map(name))),
            Self::Decimal => say!("a number such as {example}", example),
            Self::Kopecks => say!("an amount in kopecks such as {example}", example),
            Self::Flag => say!("true or false"),
            Self::Uuid => say!("a UUID such as {example}", example),
            Self::Country => say!("a country by two letters such as {example}", example),
            Self::Date => say!("a date such as {example}", example),
            Self::Minute | Self::Moment => say!("a date and a time such as {example}", example),
            Self::Instant => say!("a date and a time with their zone such as {example}", example),
            Self::Dates => say!("dates by condition of storage such as {example}", example),
        }
    }
}

fn dates(text: &str) -> Option<Json> {
    let mut all = Map::new();
    for pair in text.split(',') {
        let (condition, date) = pair.split_once(':')?;
        let date = Kind::Date.value(date).filter(|_| is_number(condition))?;
        if all.insert(condition.to_owned(), date).is_some() {
            return None;
        }
    }
    Some(all.into())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has the shape of a pattern, of which `0` is a digit, `#` one of 16, and `+` a sign.
fn is_like(text: &str, pattern: &str) -> bool {
    let fits = |(c, of): (u8, u8)| match of {
        b'0' => c.is_ascii_digit(),
        b'#' => c.is_ascii_hexdigit(),
        b'+' => matches!(c, b'+' | b'-'),
        of => c == of,
    };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
}

/// Whether a text begins with a day that there is.
fn is_date(text: &str) -> bool {
    let part = |from, to| text.get(from..to)?.parse::<u32>().ok();
    let day = |year: u32| Date::new(i32::try_from(year).ok()?, part(5, 7)?, part(8, 10).filter(|day| *day > 0)?);
    part(0, 4).and_then(day).is_some()
}

/// Whether a text begins with a day and a time that there are.
fn is_moment(text: &str) -> bool {
    let below = |from, to, end| text.get(from..to).is_none_or(|part| part.parse::<u8>().is_ok_and(|n| n < end));
    is_date(text) && below(11, 13, 24) && below(14, 16, 60) && below(17, 19, 60)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    const WORDS: [&str; 17] = [
        "text",
        "text 1-20",
        "text 2-128",
        "digits 10 12",
        "whole",
        "number 1 2",
        "one of A B",
        "decimal",
        "kopecks",
        "flag",
        "uuid",
        "country",
        "date",
        "minute",
        "moment",
        "instant",
        "dates",
    ];

    #[test]
    fn each_kind_takes_its_own_example() {
        for kind in WORDS.map(|word| Kind::of(word).unwrap()) {
            assert!(kind.value(&kind.example()).is_some(), "{kind:?}");
        }
        assert!(Kind::of("dat").is_none() && Kind::of("text 20").is_none() && Kind::of("date 1").is_none());
    }

    #[test]
    fn what_does_not_look_so_is_no_value() {
        for (kind, wrong) in [
            ("text 1-20", "123456789012345678901"),
            ("text", "  "),
            ("text", "a\u{1d}b"),
            ("digits 10 12", "12345678901"),
            ("number 1 2", "3"),
            ("one of A B", "a"),
            ("decimal", "4,5"),
            ("decimal", "4."),
            ("flag", "yes"),
            ("uuid", "3f2504e04f8941d39a0c0305e82c3301"),
            ("country", "kz"),
            ("date", "2027-02-30"),
            ("date", "31.12.2027"),
            ("date", "2027-12-00"),
            ("minute", "2027-12-31T24:00"),
            ("moment", "2027-12-31T08:30:00+03:00"),
            ("instant", "2027-12-31T08:30:00"),
            ("dates", "1:2027-12-31,1:2027-11-30"),
        ] {
            assert_eq!(Kind::of(kind).unwrap().value(wrong), None, "{kind}: {wrong}");
        }
    }

    #[test]
    fn numbers_and_flags_are_no_strings() {
        assert_eq!(Kind::of("number 1 2").unwrap().value("2"), Some(json!(2)));
        assert_eq!(Kind::of("flag").unwrap().value("true"), Some(json!(true)));
        assert_eq!(Kind::of("decimal").unwrap().value("4.5"), Some(json!("4.5")));
        assert_eq!(Kind::of("dates").unwrap().value("1:2027-12-31"), Some(json!({ "1": "2027-12-31" })));
    }
}
