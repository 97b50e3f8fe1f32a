//! What a cell says: a code, a part of one, or a field beside it.

use super::cell::{Cell, Unprintable, whole};
use super::date::parse_date;
use super::rules;
use super::spoilt::Spoilt;
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::{Date, Gtin, GtinError};
use crate::market::{Field, Value};
use crate::say;
use crate::sentence::{Argument, InWords, Sentence, count, name, outside};

/// Longest text of a field, in bytes.
const MAX_FIELD: usize = 10_000;
/// Digits of a number that a spreadsheet keeps.
const MAX_DIGITS: usize = 15;

/// A code's cell must be text.
pub(super) fn code_text(cell: &Cell) -> Result<&str, Diagnostic> {
    match cell {
        // Lists of rejected rows have an apostrophe before what a spreadsheet would run; no code begins so.
        Cell::Text(text) => Ok(match text.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
            _ => text,
        }),
        Cell::Empty => Err(Diagnostic::error(rules::EMPTY, say!("the cell with the code is empty"))),
        Cell::Number(_) | Cell::Date(_) => {
            Err(numeric(say!("the code is a number in this cell: leading zeros and long digits may be lost"), None))
        }
        Cell::Other(what) => Err(unprintable(*what)),
    }
}

/// One part of a code. A GTIN may be a number that lost nothing but its leading zeros; another
/// part may be one if its `width` in characters is known.
pub(super) fn part_value(field: &Field, cell: &Cell, width: Option<usize>) -> Result<Option<String>, Diagnostic> {
    let is_date = field.is_date();
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) if let Some(spoilt) = if is_date { Spoilt::of_date(text) } else { Spoilt::of_key(text) } => {
            Err(spoilt.diagnostic(text, true))
        }
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
                    say!(
                        "this GTIN is a number, and putting its leading zeros back does not help: {error}",
                        error = error.in_words()
                    ),
                ),
                _ => Diagnostic::error(rules::NUMERIC, say!("this GTIN is a number that lost more than leading zeros"))
                    .help(say!("format the column as text and enter the GTIN again")),
            })?;
            Ok(Some(restored.to_string()))
        }
        Cell::Number(number) if is_date => number_date(&field.name, *number).map(|date| Some(date.to_yymmdd())),
        Cell::Number(number) => match width {
            Some(width) => widened(&field.name, *number, width).map(Some),
            None => Err(numeric(a_number(&field.name), field.ai.map(|ai| name(ai.to_string())))),
        },
        Cell::Date(_) => Err(numeric(a_number(&field.name), None)),
        Cell::Other(what) => Err(unprintable(*what)),
    }
}

/// A field beside the code.
pub(super) fn field_value(field: &str, is_date: bool, cell: &Cell, width: Option<usize>) -> Result<Value, Diagnostic> {
    match cell {
        Cell::Empty => Ok(Value::Nothing),
        Cell::Other(what) => Err(unprintable(*what)),
        Cell::Text(text) if text.len() > MAX_FIELD => Err(Diagnostic::error(
            rules::CELL,
            say!("the cell holds more than {most} bytes, too much for a label", most = MAX_FIELD),
        )),
        Cell::Text(text) if let Some(spoilt) = spoilt(field, is_date, text) => Err(spoilt.diagnostic(text, true)),
        Cell::Text(text) if is_date => text_date(field, text).map(Value::Date),
        Cell::Text(text) => Ok(Value::Text(text.trim().to_owned())),
        Cell::Date(date) if is_date => Ok(Value::Date(*date)),
        Cell::Date(date) => Ok(Value::Text(date.to_string())),
        Cell::Number(number) if is_date => number_date(field, *number).map(Value::Date),
        Cell::Number(number) => match width {
            Some(width) => widened(field, *number, width).map(Value::Text),
            None if field == "batch" => Err(numeric(a_number(field), Some(name("batch")))),
            None => Ok(Value::Text(whole(*number).unwrap_or_else(|| number.to_string()))),
        },
    }
}

/// How a spreadsheet spoilt a field that may not be wrong.
fn spoilt(field: &str, is_date: bool, text: &str) -> Option<Spoilt> {
    match (is_date, is_key(field)) {
        (true, _) => Spoilt::of_date(text),
        (false, true) => Spoilt::of_key(text),
        (false, false) => None,
    }
}

/// Whether a wrong value of a field sends goods back.
fn is_key(field: &str) -> bool {
    matches!(field, "batch" | "serial" | "gtin")
}

/// A number with the leading zeros that its column's text had.
fn widened(field: &str, number: f64, width: usize) -> Result<String, Diagnostic> {
    let digits = whole(number).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    match digits {
        Some(digits) if digits.len() > MAX_DIGITS => {
            let message = say!(
                "the {field} is a number of {digits} digit in this cell: a spreadsheet keeps the first {most} and makes zeros of the others"
                    | "the {field} is a number of {digits} digits in this cell: a spreadsheet keeps the first {most} and makes zeros of the others",
                field = outside(field),
                digits = count(digits.len()),
                most = MAX_DIGITS
            );
            Err(numeric(message, None))
        }
        Some(digits) if digits.len() > width => {
            let message = say!(
                "the {field} has {digits} digit in this cell, more than the width of {width}"
                    | "the {field} has {digits} digits in this cell, more than the width of {width}",
                field = outside(field),
                digits = count(digits.len()),
                width
            );
            Err(Diagnostic::error(rules::NUMERIC, message))
        }
        Some(digits) => Ok(format!("{digits:0>width$}")),
        None => Err(Diagnostic::error(
            rules::NUMERIC,
            say!("the {field} is no whole number in this cell", field = outside(field)),
        )),
    }
}

/// That a number was taken, and how.
pub(super) fn widened_note(field: &str, width: usize) -> Diagnostic {
    let message = say!(
        "the {field} is a number in this cell; it was written with {width} digit"
            | "the {field} is a number in this cell; it was written with {width} digits",
        field = outside(field),
        width = count(width)
    );
    Diagnostic::warning(rules::NUMERIC, message).weighing(Severity::Note)
}

/// A number where text must stand. `key` names what --width would be given for.
fn numeric(message: Sentence, key: Option<Argument>) -> Diagnostic {
    let help = match key {
        Some(key) => say!(
            "format the column as text in the spreadsheet and paste the original values again; if every value had the same length, --width {key}=LENGTH puts lost zeros back",
            key
        ),
        None => say!("format the column as text in the spreadsheet and paste the original values again"),
    };
    Diagnostic::error(rules::NUMERIC, message).help(help)
}

pub(super) fn a_number(field: &str) -> Sentence {
    say!("the {field} is a number in this cell: leading zeros and long digits may be lost", field = outside(field))
}

pub(super) fn unprintable(what: Unprintable) -> Diagnostic {
    Diagnostic::error(rules::CELL, what.in_words())
}

fn number_date(field: &str, number: f64) -> Result<Date, Diagnostic> {
    let digits = whole(number).filter(|digits| matches!(digits.len(), 6 | 8)).unwrap_or_default();
    text_date(field, &digits)
}

/// A date that is written as text.
pub(super) fn text_date(field: &str, text: &str) -> Result<Date, Diagnostic> {
    parse_date(text).ok_or_else(|| {
        Diagnostic::error(rules::DATE, say!("“{field}” is not a date we can read", field = outside(field)))
            .help(say!("write 31.12.2027, 2027-12-31, 12.2027 or 271231, or format the cell as a date"))
    })
}
