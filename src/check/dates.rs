//! Dates in plain form: `12/2027`, `31.12.2027`, `2027-12`.

use crate::gs1::Date;

/// Two or three numbers that may be a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PlainDate<'t> {
    numbers: [&'t str; 3],
    count: usize,
}

/// What may stand between the numbers of a date.
const JOINTS: [char; 4] = ['.', '/', '-', ' '];

/// Everything in a text that may be a date in digits: two or three numbers joined by one kind of
/// mark, that give a date in some usual order.
pub(super) fn plain_dates(text: &str) -> impl Iterator<Item = PlainDate<'_>> {
    let mut rest = text;
    let chains = std::iter::from_fn(move || {
        let (chain, after) = chain(rest)?;
        rest = after;
        Some(chain)
    });
    chains.filter(|chain| chain.readings().next().is_some())
}

/// Everything in a text that has the form of a date and is in no calendar, with what stands before it.
pub(super) fn impossible_dates(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (before, from) =
                text.split_at_checked(text.len() - rest.len() + rest.find(|c: char| c.is_ascii_digit())?)?;
            let (found, after) = chain(rest)?;
            rest = after;
            let end = from.find(|c: char| !c.is_ascii_digit() && !JOINTS.contains(&c)).unwrap_or(from.len());
            let written = from.get(..end)?.trim_end_matches(JOINTS);
            if found.has_the_form(written) && found.readings().next().is_none() {
                return Some((before, written));
            }
        }
    })
}

/// Whether a text shows a date in plain form.
pub(super) fn shows(text: &str, date: Date) -> bool {
    plain_dates(text).any(|plain| plain.may_mean(date))
}

/// The first numbers of a text that are joined by one kind of mark, and what is to be read then.
fn chain(text: &str) -> Option<(PlainDate<'_>, &str)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut rest = text.get(text.find(is_digit)?..)?;
    let mut chain = PlainDate::default();
    let mut joint = None;
    loop {
        let (number, after) = rest.split_at_checked(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()))?;
        chain.numbers.get_mut(chain.count).into_iter().for_each(|place| *place = number);
        chain.count += 1;
        let next = after.chars().next().filter(|c| JOINTS.contains(c));
        let Some(behind) = after.get(1..).filter(|behind| next.is_some() && behind.starts_with(is_digit)) else {
            return Some((chain, after));
        };
        if joint.is_some() && joint != next {
            return Some((chain, rest)); // the last number may begin another date
        }
        (joint, rest) = (next, behind);
    }
}

impl PlainDate<'_> {
    /// Whether it may be a way to write a date. A month alone is one.
    pub(super) fn may_mean(&self, date: Date) -> bool {
        let has_day = self.count == 3;
        self.readings().any(|read| read.month() == date.month() && (!has_day || read.last_day() == date.last_day()))
    }

    /// Whether it is written as dates are: with a year of four digits, or with two digits in each place. Two
    /// numbers with a hyphen or a blank may be from one to the other.
    fn has_the_form(&self, written: &str) -> bool {
        let [a, b, c] = self.numbers.map(str::len);
        match self.count {
            2 => matches!((a, b), (1 | 2, 4) | (4, 1 | 2)) || (a, b) == (2, 2) && written.contains(['.', '/']),
            3 => matches!((a, b, c), (1 | 2, 1 | 2, 4) | (4, 1 | 2, 1 | 2) | (2, 2, 2)),
            _ => false,
        }
    }

    /// The dates it may be: day, month and year, from the day, from the year or from the month on.
    fn readings(&self) -> impl Iterator<Item = Date> {
        let [a, b, c] = self.numbers;
        let orders = match self.count {
            2 => [Some((b, a, "")), Some((a, b, "")), None],
            3 => [Some((c, b, a)), Some((a, b, c)), Some((c, a, b))],
            _ => [None; 3],
        };
        orders.into_iter().flatten().filter_map(|(year, month, day)| {
            let year = match year.len() {
                2 => 2000 + year.parse::<i32>().ok()?,
                4 => year.parse().ok()?,
                _ => return None,
            };
            let small = |number: &str| number.parse().ok().filter(|value| number.len() <= 2 && *value > 0);
            Date::new(year, small(month)?, if day.is_empty() { 0 } else { small(day)? })
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        Date::from_yymmdd(text).unwrap()
    }

    #[test]
    fn plain_forms_are_known() {
        let last = date("271231");
        for text in ["12/2027", "SKT: 12.2027", "31.12.2027", "2027-12-31", "12-27", "500 mg 20 12/2027", "12/31/2027"]
        {
            assert!(shows(text, last), "{text}");
        }
        for text in ["", "271231", "(17)271231", "11/2027", "30.12.2027", "12/2028", "12", "1.2.3.12.2027", "20271231"]
        {
            assert!(!shows(text, last), "{text}");
        }
        assert!(shows("31.12.2027", date("271200")) && shows("2/2028", date("280229")));
        let found: Vec<usize> = plain_dates("0.5 mg, 01/2025 - 31.12.2027").map(|plain| plain.count).collect();
        assert_eq!(found, [2, 3]);
    }

    proptest! {
        #[test]
        fn what_templates_write_is_understood(year in 2000..2100_i32, month in 1..13_u32, day in 0..29_u32, pattern in 0..6_usize) {
            let date = Date::new(year, month, day).unwrap();
            let pattern = ["MM.YYYY", "MM/YY", "DD.MM.YYYY", "YYYY-MM-DD", "MM YYYY", "DD/MM/YY"][pattern];
            let written = format!("EXP {} X", date.format(pattern).unwrap());
            prop_assert!(shows(&written, date), "{}", written);
        }

        #[test]
        fn no_text_is_too_much(text in "[0-9./ -]{0,40}|\\PC{0,40}") {
            prop_assert!(plain_dates(&text).count() <= text.len());
        }
    }
}
