//! The number that a symbol of digits shows.

use super::{LinearError, LinearKind};
use crate::gs1::check_digit;

/// Digits of a GTIN with all its zeros.
const GTIN: usize = 14;

/// Digits of a GTIN-8 in front of which a GTIN has zeros only. Numbers of EAN-13 and UPC-A never have
/// as many, so that none is taken for a GTIN-8 (GS1, list of prefixes: 0000000, and 0000001 to 0000099).
const ZEROS_OF_GTIN_8: &str = "000000";

/// How many digits a symbol shows, and with how many its data may come.
fn lengths(kind: LinearKind) -> (usize, &'static [usize]) {
    match kind {
        LinearKind::Ean13 => (13, &[13, GTIN]),
        LinearKind::UpcA => (12, &[12, GTIN]),
        LinearKind::Ean8 => (8, &[8, GTIN]),
        // It has no digits of its own; see `gs1_128.rs`.
        LinearKind::Itf14 | LinearKind::Gs1128 => (GTIN, &[8, 12, 13, GTIN]),
    }
}

/// The digits that a symbol of the kind shows for a number.
pub(super) fn digits(kind: LinearKind, data: &str) -> Result<String, LinearError> {
    if let Some((at, found)) = data.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
        return Err(LinearError::NotADigit { kind, position: at + 1, found });
    }
    let (shown, lengths) = lengths(kind);
    if !lengths.contains(&data.len()) {
        let missing = if data.len() + 1 == shown { check_digit(data) } else { None };
        return Err(LinearError::Length { kind, lengths, found: data.len(), missing });
    }
    checked(kind, data)?;
    let gtin = format!("{data:0>GTIN$}");
    let (zeros, digits) = gtin.split_at_checked(GTIN - shown).unwrap_or_default();
    match zeros.chars().enumerate().find(|(_, digit)| *digit != '0') {
        Some((0, found)) => Err(LinearError::Indicator { kind, found }),
        Some((at, found)) => {
            // A GTIN-12 may begin with zeros of its own.
            let digits = (GTIN - at).max(12);
            Err(LinearError::TooLarge { kind, digits, position: at + 1, found })
        }
        // Zeros alone are no GTIN: they stand in for one in a design without data.
        None if shown > 8 && kind != LinearKind::Itf14 && gtin.starts_with(ZEROS_OF_GTIN_8) => {
            let stands_in = gtin.bytes().all(|digit| digit == b'0');
            if stands_in { Ok(digits.to_owned()) } else { Err(LinearError::Gtin8 { kind }) }
        }
        None => Ok(digits.to_owned()),
    }
}

fn checked(kind: LinearKind, data: &str) -> Result<(), LinearError> {
    let Some((body, last)) = data.split_at_checked(data.len().saturating_sub(1)) else { return Ok(()) };
    match check_digit(body) {
        Some(right) if first(last) != right => {
            Err(LinearError::CheckDigit { kind, position: data.len(), found: first(last), right })
        }
        _ => Ok(()),
    }
}

fn first(digits: &str) -> char {
    digits.chars().next().unwrap_or_default()
}
