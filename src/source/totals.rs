//! Rows below the codes that count or sum them up.

use super::cell::{Cell, Row};
use super::likeness::{self, Likeness};

/// What stands before a total, in small letters.
const TOTALS: [&str; 17] = [
    "итого",
    "всего",
    "сумма",
    "подытог",
    "промежуточный итог",
    "общий итог",
    "toplam",
    "genel toplam",
    "ara toplam",
    "total",
    "grand total",
    "subtotal",
    "sum",
    "summe",
    "gesamt",
    "барлығы",
    "жами",
];
/// Digits that a total may have; a GTIN has more.
const TOTAL_DIGITS: usize = 11;

/// Whether a row without a code counts or sums up others.
pub(super) fn is_total(row: &Row) -> bool {
    let named = row.cells.iter().filter_map(Cell::as_text).any(|text| {
        let small = text.trim().to_lowercase();
        TOTALS.iter().any(|word| small.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
    });
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() > TOTAL_DIGITS;
    named
        && row.cells.iter().all(|cell| match cell {
            Cell::Text(text) => !digits(text) && likeness::of_text(text) < Likeness::Code,
            Cell::Number(number) => number.abs() < 1e11,
            Cell::Empty | Cell::Date(_) => true,
            Cell::Other(_) => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        Row::new(number, cells.iter().map(|cell| Cell::text(cell)).collect())
    }

    #[test]
    fn totals_name_themselves_and_hold_no_code() {
        for total in [&["Итого", "6"][..], &["", "Всего: 150000"], &["Genel Toplam", ""], &["total", "1 200"]]
        {
            assert!(is_total(&row(9, total)), "{total:?}");
        }
        for data in [&["Итоговая партия", "6"][..], &["Итого", "0104600999000171215u8jzPde0IgxL"], &["", "7"]]
        {
            assert!(!is_total(&row(9, data)), "{data:?}");
        }
    }
}
