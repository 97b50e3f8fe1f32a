//! Codes in Base64, as some programs hand them on, since separators survive in it.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::cell::{Cell, Row, Unprintable};
use crate::market::Structure;

/// Characters of the shortest text that is tried: a code has a GTIN at least.
const SHORTEST: usize = 24;

const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, CONFIG);
const FOR_ADDRESSES: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, CONFIG);

/// The text that stands in Base64 in a cell, if one does; a line end behind it is left out.
pub(super) fn decoded(text: &str) -> Option<String> {
    let text = text.trim();
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
    if text.len() < SHORTEST || !text.bytes().all(is_letter) {
        return None;
    }
    let bytes = PLAIN.decode(text).or_else(|_| FOR_ADDRESSES.decode(text)).ok()?;
    let mut text = String::from_utf8(bytes).ok()?;
    text.truncate(text.trim_end_matches(['\r', '\n']).len());
    Some(text)
}

/// The columns whose cells hold codes in Base64, and none as it is read, in the first rows; each with the
/// first row that has one.
pub(super) fn columns(rows: &[Row], structure: &Structure) -> Vec<(usize, u32)> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let text = |row: &Row, column: usize| row.cells.get(column).and_then(Cell::as_text).map(str::to_owned);
    let first = |column: usize| {
        let holds = |row: &&Row| {
            let code = text(row, column).and_then(|text| decoded(&text));
            code.is_some_and(|code| structure.read(&code).is_ok())
        };
        rows.iter().find(holds).map(|row| (column, row.number))
    };
    let is_read =
        |column: usize| rows.iter().any(|row| text(row, column).is_some_and(|text| structure.read(&text).is_ok()));
    (0..width).filter_map(first).filter(|(column, _)| !is_read(*column)).collect()
}

/// Puts codes in place of their Base64. What does not decode is left from the first code on where
/// it stands above it, and cannot be printed below it.
pub(super) fn decode(row: &mut Row, columns: &[(usize, u32)]) {
    for (column, first) in columns {
        let Some(cell) = row.cells.get_mut(*column) else { continue };
        let Cell::Text(text) = &*cell else { continue };
        match decoded(text) {
            Some(code) => *cell = Cell::Text(code),
            None if row.number > *first => *cell = Cell::Other(Unprintable::NoBase64),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, sections 4 and 5: the two alphabets, and padding that may be left out.
    #[test]
    fn both_alphabets_are_read_with_padding_or_without() {
        for text in
            ["MDEwNDYwMDk5OTAwMDE3MTIxPz4/Pg==", "MDEwNDYwMDk5OTAwMDE3MTIxPz4_Pg==", "MDEwNDYwMDk5OTAwMDE3MTIxPz4_Pg"]
        {
            assert_eq!(decoded(text).as_deref(), Some("010460099900017121?>?>"), "{text}");
        }
        for text in ["MDEwNDYwMDk5", "0104600999000171215\"MQM_dofDhGa", "/////////////////////////w=="] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
