//! What a cell says: a code, a part of one, or a field beside it.

use super::cell::{Cell, whole};
use super::date::parse_date;
use super::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::{Date, Gtin, GtinError};
use crate::market::{Field, Value};

/// Longest text of a field, in bytes.
const MAX_FIELD: usize = 10_000;
/// Digits of a number that a spreadsheet keeps.
const MAX_DIGITS: usize = 15;

/// A code's cell must be text.
pub(super) fn code_text(cell: &Cell) -> Result<&str, Diagnostic> {
    match cell {
        Cell::Text(text) => Ok(text),
        Cell::Empty => Err(Diagnostic::error(rules::EMPTY, "the cell with the code is empty")),
        Cell::Number(_) | Cell::Date(_) => Err(numeric("code", None)),
        Cell::Other(what) => Err(Diagnostic::error(rules::CELL, format!("the cell holds {what}"))),
    }
}

/// One part of a code. A GTIN may be a number that lost nothing but its leading zeros; another
/// part may be one if its `width` in characters is known.
pub(super) fn part_value(field: &Field, cell: &Cell, width: Option<usize>) -> Result<Option<String>, Diagnostic> {
    let is_date = field.is_date();
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) if is_date && Date::from_yymmdd(text).is_none() => {
            text_date(&field.name, text).map(|date| Some(date.to_yymmdd()))
        }
        Cell::Text(text) if field.is_gtin() => Ok(Some(match Gtin::with_leading_zeros(text) {
            Ok(gtin) => gtin.to_string(),
            // With its zeros it is told for what it is: a wrong check digit, not a wrong length.
            Err(GtinError::CheckDigit { .. }) => format!("{text:0>14}"),
            Err(_) => text.clone(),
        })),
        Cell::Text(text) => Ok(Some(text.clone())),
        Cell::Date(date) if is_date => Ok(Some(date.to_yymmdd())),
        Cell::Number(number) if field.is_gtin() => {
            let digits = whole(*number).unwrap_or_default();
            let restored = Gtin::with_leading_zeros(&digits).map_err(|error| match error {
                GtinError::CheckDigit { .. } => Diagnostic::error(
                    rules::NUMERIC,
                    format!("this GTIN is a number, and putting its leading zeros back does not help: {error}"),
                ),
                _ => Diagnostic::error(rules::NUMERIC, "this GTIN is a number that lost more than leading zeros")
                    .help("format the column as text and enter the GTIN again"),
            })?;
            Ok(Some(restored.to_string()))
        }
        Cell::Number(number) if is_date => number_date(&field.name, *number).map(|date| Some(date.to_yymmdd())),
        Cell::Number(number) => match width {
            Some(width) => widened(&field.name, *number, width).map(Some),
            None => Err(numeric(&field.name, field.ai.map(|ai| ai.to_string()))),
        },
        Cell::Date(_) => Err(numeric(&field.name, None)),
        Cell::Other(what) => Err(Diagnostic::error(rules::CELL, format!("the cell holds {what}"))),
    }
}

/// A field beside the code.
pub(super) fn field_value(name: &str, is_date: bool, cell: &Cell, width: Option<usize>) -> Result<Value, Diagnostic> {
    match cell {
        Cell::Empty => Ok(Value::Nothing),
        Cell::Other(what) => Err(Diagnostic::error(rules::CELL, format!("the cell holds {what}"))),
        Cell::Text(text) if text.len() > MAX_FIELD => Err(Diagnostic::error(
            rules::CELL,
            format!("the cell holds more than {MAX_FIELD} bytes, too much for a label"),
        )),
        Cell::Text(text) if is_date => text_date(name, text).map(Value::Date),
        Cell::Text(text) => Ok(Value::Text(text.trim().to_owned())),
        Cell::Date(date) if is_date => Ok(Value::Date(*date)),
        Cell::Date(date) => Ok(Value::Text(date.to_string())),
        Cell::Number(number) if is_date => number_date(name, *number).map(Value::Date),
        Cell::Number(number) => match width {
            Some(width) => widened(name, *number, width).map(Value::Text),
            None if name == "batch" => Err(numeric(name, Some(name.to_owned()))),
            None => Ok(Value::Text(whole(*number).unwrap_or_else(|| number.to_string()))),
        },
    }
}

/// A number with the leading zeros that its column's text had.
fn widened(name: &str, number: f64, width: usize) -> Result<String, Diagnostic> {
    let digits = whole(number).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    match digits {
        Some(digits) if digits.len() > MAX_DIGITS => {
            let message = format!(
                "the {name} is a number of {} digits in this cell: a spreadsheet keeps the first {MAX_DIGITS} and makes zeros of the others",
                digits.len()
            );
            Err(Diagnostic::error(rules::NUMERIC, message)
                .help("format the column as text in the spreadsheet and paste the original values again"))
        }
        Some(digits) if digits.len() > width => {
            let message =
                format!("the {name} has {} digits in this cell, more than the width of {width}", digits.len());
            Err(Diagnostic::error(rules::NUMERIC, message))
        }
        Some(digits) => Ok(format!("{digits:0>width$}")),
        None => Err(Diagnostic::error(rules::NUMERIC, format!("the {name} is no whole number in this cell"))),
    }
}

/// That a number was taken, and how.
pub(super) fn widened_note(name: &str, width: usize) -> Diagnostic {
    let message = format!("the {name} is a number in this cell; it was written with {width} digits");
    let mut note = Diagnostic::warning(rules::NUMERIC, message);
    note.severity = Severity::Note;
    note
}

/// A number where text must stand. `key` names what --width would be given for.
fn numeric(what: &str, key: Option<String>) -> Diagnostic {
    let help = "format the column as text in the spreadsheet and paste the original values again";
    let help = match key {
        Some(key) => format!("{help}; if every value had the same length, --width {key}=LENGTH puts lost zeros back"),
        None => help.to_owned(),
    };
    Diagnostic::error(
        rules::NUMERIC,
        format!("the {what} is a number in this cell: leading zeros and long digits may be lost"),
    )
    .help(help)
}

fn number_date(name: &str, number: f64) -> Result<Date, Diagnostic> {
    let digits = whole(number).filter(|digits| matches!(digits.len(), 6 | 8)).unwrap_or_default();
    text_date(name, &digits)
}

/// A date that is written as text.
pub(super) fn text_date(name: &str, text: &str) -> Result<Date, Diagnostic> {
    parse_date(text).ok_or_else(|| {
        Diagnostic::error(rules::DATE, format!("“{name}” is not a date we can read"))
            .help("write 31.12.2027, 2027-12-31, 12.2027 or 271231, or format the cell as a date")
    })
}
