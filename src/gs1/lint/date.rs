//! Dates and times.

use std::str::FromStr;

use super::{Defect, FlawKind, Outcome, digits};
use crate::gs1::date::days_in;

/// The number of some digits.
fn number<N: FromStr>(text: &str, at: usize, length: usize) -> Result<N, Defect> {
    let digits = text.get(at..at + length).and_then(|digits| digits.parse().ok());
    digits.ok_or_else(|| Defect::whole(FlawKind::TooShort { least: at + length }, text))
}

/// A month and a day that begin there; day 00 stands for the whole month.
fn month_and_day(text: &str, at: usize, year: i32) -> Outcome {
    let (month, day): (u32, u32) = (number(text, at, 2)?, number(text, at + 2, 2)?);
    if !(1..=12).contains(&month) {
        Err(Defect::at(FlawKind::Month, at, 2))
    } else if day > days_in(year, month) {
        Err(Defect::at(FlawKind::Day, at + 2, 2))
    } else {
        Ok(())
    }
}

/// The last two digits are a day, not 00.
fn has_day(text: &str) -> Outcome {
    if text.ends_with("00") { Err(Defect::at(FlawKind::Day, text.len().saturating_sub(2), 2)) } else { Ok(()) }
}

/// `YYMMDD`, day `00` for the last day of the month (General Specifications, sections 3.4 and
/// 7.12).
///
/// The century is that of the nearest such year, 49 years back to 50 ahead. Leap years do not
/// depend on it as long as year 00 is 2000, that is until 2050.
pub(super) fn yymmd0(text: &str) -> Outcome {
    digits(text, 6)?;
    month_and_day(text, 2, 2000 + number::<i32>(text, 0, 2)?)
}

/// `YYMMDD` with a day.
pub(super) fn yymmdd(text: &str) -> Outcome {
    yymmd0(text)?;
    has_day(text)
}

/// `YYYYMMDD` with a day (General Specifications, AIs 7250 and 7251).
pub(super) fn yyyymmdd(text: &str) -> Outcome {
    digits(text, 8)?;
    month_and_day(text, 4, number(text, 0, 4)?)?;
    has_day(text)
}

fn below(limit: u32, kind: FlawKind, text: &str) -> Outcome {
    digits(text, 2)?;
    if number::<u32>(text, 0, 2)? < limit { Ok(()) } else { Err(Defect::whole(kind, text)) }
}

/// An hour, 00 to 23.
pub(super) fn hh(text: &str) -> Outcome {
    below(24, FlawKind::Hour, text)
}

/// A minute, 00 to 59.
pub(super) fn mi(text: &str) -> Outcome {
    below(60, FlawKind::Minute, text)
}

/// A second, 00 to 59.
pub(super) fn ss(text: &str) -> Outcome {
    below(60, FlawKind::Second, text)
}

/// An hour and a minute.
pub(super) fn hhmi(text: &str) -> Outcome {
    digits(text, 4)?;
    match text.split_at_checked(2) {
        Some((hour, minute)) => hh(hour).and_then(|()| mi(minute).map_err(|defect| defect.moved(2))),
        None => Err(Defect::whole(FlawKind::Hour, text)),
    }
}
