//! The text of a drawing: XML says itself how its letters are written.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::say;
use crate::sentence::{Sentence, file, name, outside};

/// Bytes in which XML must say its encoding.
const DECLARATION: usize = 256;

/// Whether a file is XML, in whatever encoding: its first sign is an opening bracket.
pub(super) fn is_xml(bytes: &[u8]) -> bool {
    let bytes = Encoding::for_bom(bytes).map_or(bytes, |(_, mark)| bytes.get(mark..).unwrap_or_default());
    bytes.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0) == Some(&b'<')
}

/// The text of a file: by its byte order mark, by the zeros of its first letter, or as it declares.
pub(super) fn text<'a>(path: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Sentence> {
    let encoding = match (Encoding::for_bom(bytes), bytes) {
        (Some((encoding, _)), _) => encoding,
        (None, [b'<', 0, ..]) => UTF_16LE,
        (None, [0, b'<', ..]) => UTF_16BE,
        (None, _) => declared(path, bytes)?,
    };
    let (text, malformed) = encoding.decode_with_bom_removal(bytes);
    if malformed {
        return Err(say!("{file} is not {encoding} text", file = file(path), encoding = name(encoding.name())));
    }
    Ok(text)
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared(path: &str, bytes: &[u8]) -> Result<&'static Encoding, Sentence> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(DECLARATION)).unwrap_or_default());
    let declaration = head.split_once("?>").map_or("", |(before, _)| before);
    let named = declaration.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("encoding"));
    let Some((_, value)) = named else { return Ok(UTF_8) };
    let label = value.split(['"', '\'']).nth(1).unwrap_or_default();
    match Encoding::for_label(label.as_bytes()) {
        // What says so in single bytes cannot be so.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => {
            let (file, label) = (file(path), outside(label).shortened(40));
            Err(say!("{file} is written in an encoding that we do not know: “{label}”; save it as UTF-8", file, label))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_read_as_they_say_they_are_written() {
        let said = |label: &str| format!("<?xml version='1.0' encoding='{label}'?><svg>");
        let utf16 = |swap: bool| -> Vec<u8> {
            let two = |unit: u16| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() };
            "\u{feff}<svg>é".encode_utf16().flat_map(two).collect()
        };
        for swap in [false, true] {
            assert!(is_xml(&utf16(swap)));
            assert_eq!(text("a", &utf16(swap)).unwrap(), "<svg>é");
            assert_eq!(text("a", utf16(swap).get(2..).unwrap()).unwrap(), "<svg>é");
        }
        for (label, byte, letter) in
            [("ISO-8859-1", 0xE9, "é"), ("windows-1251", 0xE9, "й"), ("windows-1252", 0x96, "–")]
        {
            let bytes = [said(label).as_bytes(), &[byte]].concat();
            assert_eq!(text("a", &bytes).unwrap().into_owned(), said(label) + letter);
        }
        assert!(text("a.svg", b"<svg>\xE9").unwrap_err().to_string().contains("is not UTF-8 text"));
        assert!(text("a.svg", said("klingon").as_bytes()).unwrap_err().to_string().contains("“klingon”"));
        assert_eq!(text("a", said("utf-16").as_bytes()).unwrap(), said("utf-16"));
    }

    #[test]
    fn a_bracket_makes_xml() {
        assert!(is_xml(b"\xEF\xBB\xBF \n<!-- c -->") && is_xml(b"<svg"));
        assert!(!is_xml(b"\x89PNG\r\n\x1a\n<") && !is_xml(b"hello") && !is_xml(b""));
    }
}
