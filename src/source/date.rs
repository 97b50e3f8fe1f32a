//! Dates as people write them.

use crate::gs1::Date;

/// Reads a date in one of the forms that labels and spreadsheets use. The day stands before
/// the month, as in all markets here.
///
/// - `31.12.2027`, `31/12/2027`, `31-12-2027`, `31.12.27`
/// - `2027-12-31`, `2027.12.31`, also with a time behind it
/// - `12.2027`, `12/2027`, `2027-12`, `12/27`: a whole month
/// - `20271231` and `271231`
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split_once(['T', ' ']).filter(|(_, time)| time.contains(':')).map_or(text, |(day, _)| day);
    let parts: Vec<&str> = day.split(['.', '/', '-']).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    match parts.as_slice() {
        [digits] if digits.len() == 6 => Date::from_yymmdd(digits),
        [digits] if digits.len() == 8 => {
            let (year, rest) = digits.split_at(4);
            let (month, day) = rest.split_at(2);
            full(year, number(month)?, number(day)?)
        }
        [a, b] if b.len() == 4 && a.len() <= 2 => full(b, number(a)?, 0),
        [a, b] if a.len() == 4 && b.len() <= 2 => full(a, number(b)?, 0),
        [a, b] if a.len() == 2 && b.len() == 2 => full(b, number(a)?, 0),
        [a, b, c] if a.len() == 4 && b.len() <= 2 && c.len() <= 2 => {
            full(a, number(b)?, number(c)?).filter(|_| number(c) != Some(0))
        }
        [a, b, c] if (c.len() == 4 || c.len() == 2) && a.len() <= 2 && b.len() <= 2 => {
            full(c, number(b)?, number(a)?).filter(|_| number(a) != Some(0))
        }
        _ => None,
    }
}

/// A date from a year of two or four digits.
fn full(year: &str, month: u32, day: u32) -> Option<Date> {
    let number: i32 = year.parse().ok()?;
    Date::new(if year.len() == 2 { 2000 + number } else { number }, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_forms() {
        for (text, expected) in [
            ("31.12.2027", "271231"),
            ("1.2.2027", "270201"),
            ("31/12/2027", "271231"),
            ("31-12-27", "271231"),
            ("2027-12-31", "271231"),
            ("2027-12-31T00:00:00", "271231"),
            ("2027-12-31 00:00:00", "271231"),
            ("12.2027", "271200"),
            ("12/27", "271200"),
            ("2027-12", "271200"),
            ("271231", "271231"),
            ("270200", "270200"),
            ("20271231", "271231"),
            (" 31.12.2027 ", "271231"),
        ] {
            assert_eq!(parse_date(text).map(Date::to_yymmdd).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn unknown_forms_are_not_guessed() {
        for text in [
            "",
            "2027",
            "31.13.2027",
            "30.02.2027",
            "12.31.2027",
            "1.1",
            "31.12.1999",
            "soon",
            "1.2.3.4",
            "00.12.2027",
            "31.12.20277",
            "-1.2.2027",
            "46752",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
