//! Dates as GS1 data and labels carry them.

use std::fmt::{self, Write};
use std::str::FromStr;

use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, outside};

/// A calendar date of the years 2000 to 2099, or a whole month of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A date pattern asks for something dates do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError(String);

impl InWords for PatternError {
    fn in_words(&self) -> Sentence {
        say!(
            "“{part}” in a date pattern: patterns are made of YYYY, YY, MM, DD and punctuation, such as \"DD.MM.YYYY\"",
            part = outside(&self.0)
        )
    }
}

errors_in_words!(PatternError);

impl FromStr for Date {
    type Err = Sentence;

    /// Reads a date such as `2026-11-26`.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        Self::from_iso(text)
            .ok_or_else(|| say!("“{text}” is no date such as 2026-11-26", text = outside(text).shortened(60)))
    }
}

impl Date {
    /// A date; day 0 means the whole month. `None` for a date that does not exist or lies
    /// outside 2000 to 2099.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(2000..=2099).contains(&year) || !(1..=12).contains(&month) || day > days_in(year, month) {
            return None;
        }
        Some(Self { year: u16::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// Reads `YYMMDD` (General Specifications, 3.4.7): day `00` means the whole month.
    #[must_use]
    pub fn from_yymmdd(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|b| b.is_ascii_digit()) && text.len() == 6;
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
        digits.then_some(())?;
        Self::new(2000 + i32::try_from(part(0..2)?).ok()?, part(2..4)?, part(4..6)?)
    }

    /// Reads `YYYY-MM-DD`, a day of the calendar (ISO 8601).
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let [year, month, day] = <[&str; 3]>::try_from(text.split('-').collect::<Vec<_>>()).ok()?;
        let is_so = [(year, 4), (month, 2), (day, 2)]
            .iter()
            .all(|(part, length)| part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit()));
        is_so.then_some(())?;
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok().filter(|day| *day > 0)?)
    }

    /// `YYMMDD`, day `00` for a whole month.
    #[must_use]
    pub fn to_yymmdd(self) -> String {
        format!("{:02}{:02}{:02}", self.year % 100, self.month, self.day)
    }

    /// Its year and month.
    #[must_use]
    pub fn month(self) -> (u16, u8) {
        (self.year, self.month)
    }

    /// The last day it stands for: of a whole month, the month's last (General
    /// Specifications, 3.4.7).
    #[must_use]
    pub fn last_day(self) -> u32 {
        if self.day == 0 { days_in(self.year.into(), self.month.into()) } else { self.day.into() }
    }

    /// Whether it is the last day of its month, or the whole month.
    #[must_use]
    pub fn ends_month(self) -> bool {
        self.day == 0 || u32::from(self.day) == days_in(self.year.into(), self.month.into())
    }

    /// The date by a pattern of `YYYY`, `YY`, `MM`, `DD` and punctuation. For a whole month
    /// `DD` is its last day.
    ///
    /// # Errors
    /// Any other letter or digit in the pattern.
    pub fn format(self, pattern: &str) -> Result<String, PatternError> {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some(next) = rest.chars().next() {
            let letters = rest.find(|c| c != next).unwrap_or(rest.len());
            let (token, after) = rest.split_at(letters);
            let written = match token {
                "YYYY" => write!(out, "{}", self.year),
                "YY" => write!(out, "{:02}", self.year % 100),
                "MM" => write!(out, "{:02}", self.month),
                "DD" => write!(out, "{:02}", self.last_day()),
                _ if next.is_alphanumeric() => return Err(PatternError(token.chars().take(20).collect())),
                _ => out.write_str(token),
            };
            debug_assert!(written.is_ok(), "writing to a string does not fail");
            rest = after;
        }
        Ok(out)
    }
}

impl fmt::Display for Date {
    /// `31.12.2027`, or `12.2027` for a whole month.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pattern = if self.day == 0 { "MM.YYYY" } else { "DD.MM.YYYY" };
        f.write_str(&self.format(pattern).map_err(|_| fmt::Error)?)
    }
}

/// The days of a month, 1 to 12, of the Gregorian calendar.
pub(super) fn days_in(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gs1_dates_round_trip() {
        for text in ["070119", "271231", "270200", "280229"] {
            assert_eq!(Date::from_yymmdd(text).map(Date::to_yymmdd).as_deref(), Some(text));
        }
        for text in ["271301", "270229", "270001", "27123", "2712311", "27-1-1", "+71231", ""] {
            assert_eq!(Date::from_yymmdd(text), None, "{text}");
        }
    }

    #[test]
    fn patterns() {
        let date = Date::new(2027, 2, 0).unwrap();
        assert_eq!(date.format("DD.MM.YYYY").as_deref(), Ok("28.02.2027"));
        assert_eq!(date.format("MM/YY").as_deref(), Ok("02/27"));
        assert_eq!(date.to_string(), "02.2027");
        assert!(date.format("dd.mm").is_err() && date.format("YYY").is_err());
    }
}
