//! Text files in other encodings than UTF-8.
//!
//! UTF-16 tells itself by its mark or by its zeros. Windows-1251 is taken where the bytes that are
//! not ASCII stand in words and are mostly small Cyrillic letters; nothing else is guessed.

use std::io::{self, BufRead, Read, Write};

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

use super::input::Input;
use super::rules;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::say;
use crate::sentence::{Argument, name, outside};

/// Bytes that are decoded at a time.
const CHUNK: usize = 1 << 16;

/// The encoding of a name such as `utf-16le`, `windows-1251` or `windows-1254`.
#[must_use]
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// The input as UTF-8, and a note on what was done if it was not.
pub(super) fn decoded(
    input: Input,
    wanted: Option<&'static Encoding>,
) -> Result<(Input, Option<Diagnostic>), Diagnostic> {
    let found = match wanted {
        Some(encoding) => Some(encoding),
        None => detect(&input)?,
    };
    let Some(encoding) = found.filter(|encoding| *encoding != UTF_8) else { return Ok((input, None)) };
    let unreadable = |error: Argument| {
        input.error(say!("cannot be read as {encoding}: {error}", encoding = name(encoding.name()), error))
    };
    let system = |error| unreadable(outside(error).into());
    let mut file = input.world().passing().map_err(system)?;
    decode(&mut input.reader()?, &mut file, encoding).map_err(|error| {
        unreadable(error)
            .help(say!("name its encoding with --encoding, such as windows-1251, windows-1254 or utf-16le"))
    })?;
    let note = wanted.is_none().then(|| {
        let message = say!("the file is not UTF-8; it was read as {encoding}", encoding = name(encoding.name()));
        Diagnostic::warning(rules::ENCODING, message)
            .weighing(Severity::Note)
            .at(Place::File(input.name().clone()))
            .help(say!("if letters come out wrong, name the encoding with --encoding"))
    });
    let bytes = file.stored().map_err(system)?;
    Ok((input.with_content(bytes), note))
}

/// Writes a text as UTF-8; or what the system says, or a sentence.
fn decode(from: &mut impl Read, to: &mut impl Write, encoding: &'static Encoding) -> Result<(), Argument> {
    let mut decoder = encoding.new_decoder();
    let (mut bytes, mut text) = (vec![0; CHUNK], vec![0; 4 * CHUNK]);
    loop {
        let count = from.read(&mut bytes).map_err(outside)?;
        let mut rest = bytes.get(..count).unwrap_or_default();
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut text, count == 0);
            to.write_all(text.get(..written).unwrap_or_default()).map_err(outside)?;
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Err(say!("it holds bytes that are no characters").into()),
            }
        }
        if count == 0 {
            return Ok(to.flush().map_err(outside)?);
        }
    }
}

/// The encoding of a text that is not UTF-8, if it can be told.
fn detect(input: &Input) -> Result<Option<&'static Encoding>, Diagnostic> {
    let head = input.head(4096)?;
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(Some(encoding));
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if (even + odd) * 5 > head.len() * 2 && even.abs_diff(odd) * 2 > even + odd {
        return Ok(Some(if odd > even { UTF_16LE } else { UTF_16BE }));
    }
    let unreadable = |error: io::Error| input.error(say!("cannot be read: {error}", error = outside(error)));
    if is_utf8(&mut input.reader()?).map_err(unreadable)? {
        return Ok(None);
    }
    if only_signs(&mut input.reader()?).map_err(unreadable)? {
        return Ok(Some(WINDOWS_1252));
    }
    let mut letters = Letters::default();
    let mut reader = input.reader()?;
    loop {
        let chunk = reader.fill_buf().map_err(unreadable)?;
        if chunk.is_empty() {
            return Ok(letters.are_windows_1251().then_some(WINDOWS_1251));
        }
        letters.add(chunk);
        let count = chunk.len();
        reader.consume(count);
    }
}

/// Whether all of a text is UTF-8.
fn is_utf8(from: &mut impl BufRead) -> io::Result<bool> {
    let mut bytes: Vec<u8> = Vec::with_capacity(CHUNK + 4);
    loop {
        let chunk = from.fill_buf()?;
        let count = chunk.len();
        bytes.extend_from_slice(chunk);
        from.consume(count);
        let cut = match std::str::from_utf8(&bytes) {
            Ok(_) => bytes.len(),
            // A character may go on in the next chunk.
            Err(error) if error.error_len().is_none() && count > 0 => error.valid_up_to(),
            Err(_) => return Ok(false),
        };
        bytes.drain(..cut);
        if count == 0 {
            return Ok(true);
        }
    }
}

/// The codeword of FNC1 in a Data Matrix symbol, as some programs write it in front of a code.
const FNC1: u8 = 0xE8;

/// Whether all bytes that are not ASCII are FNC1, with an AI behind.
fn only_signs(from: &mut impl BufRead) -> io::Result<bool> {
    let mut wanted = 0;
    for byte in from.bytes() {
        let byte = byte?;
        match byte {
            FNC1 if wanted == 0 => wanted = 2,
            byte if wanted > 0 && !byte.is_ascii_digit() || !byte.is_ascii() => return Ok(false),
            _ => wanted = i32::max(wanted - 1, 0),
        }
    }
    Ok(wanted == 0)
}

/// Counts of bytes that are not ASCII.
#[derive(Default)]
struct Letters {
    all: u64,
    /// Behind another one.
    together: u64,
    /// Where windows-1251 has capital and small Cyrillic letters (and KOI8-R small and capital).
    capital: u64,
    small: u64,
    before: u8,
}

impl Letters {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if !byte.is_ascii() {
                self.all += 1;
                self.together += u64::from(!self.before.is_ascii());
                self.capital += u64::from((0xC0..0xE0).contains(byte));
                self.small += u64::from(*byte >= 0xE0);
            }
            self.before = *byte;
        }
    }

    /// Most are letters, most stand in words, and small ones are the most.
    fn are_windows_1251(&self) -> bool {
        self.all >= 4
            && (self.capital + self.small) * 10 >= self.all * 9
            && self.together * 2 >= self.all
            && self.small > self.capital
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Код;Наименование\r\n0104870999000116;Парацетамол таблетки № 20\r\n";

    fn read(bytes: &[u8], wanted: Option<&str>) -> Option<(String, bool)> {
        let input = Input::from_bytes("a.csv", bytes);
        let (input, note) = decoded(input, wanted.map(|name| encoding(name).unwrap())).ok()?;
        let mut text = String::new();
        input.reader().unwrap().read_to_string(&mut text).ok()?;
        Some((text, note.is_some()))
    }

    #[test]
    fn common_encodings_are_told_by_themselves() {
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (cp1251, _, lost) = WINDOWS_1251.encode(TEXT);
        assert!(!lost);
        assert_eq!(read(TEXT.as_bytes(), None), Some((TEXT.to_owned(), false)));
        assert_eq!(read(&marked, None), Some((TEXT.to_owned(), true)));
        assert_eq!(read(&cp1251, None), Some((TEXT.to_owned(), true)));
        let ascii = "0104870999000116\r\n".repeat(20);
        let wide: Vec<u8> = ascii.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&wide, None), Some((ascii, true)));
    }

    #[test]
    fn what_cannot_be_told_is_left_to_people() {
        let turkish = "İlaç;Ağrısız şurup, 100 ml\n";
        let (cp1254, ..) = encoding("windows-1254").unwrap().encode(turkish);
        assert_eq!(read(&cp1254, None), None);
        assert_eq!(read(&cp1254, Some("windows-1254")), Some((turkish.to_owned(), false)));
        let (koi8, ..) = encoding("koi8-r").unwrap().encode(TEXT);
        assert_eq!(read(&koi8, None), None);
    }
}
