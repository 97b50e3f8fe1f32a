//! JSON as a stream of events: nothing is held but the text under way and how deep it nests.
//!
//! A file is one value, or values one after another with or without commas between them (a value a
//! line). A comma behind the last of a list is let pass, and a separator that stands unescaped in a
//! text; nothing else that the format forbids.

use std::io::BufRead;

use super::limits::MAX_TEXT;
use crate::say;
use crate::sentence::{Argument, Sentence, outside};

/// How deep lists and objects may nest.
const MAX_DEPTH: usize = 32;
/// Most bytes of a number.
const MAX_NUMBER: usize = 64;

/// What comes next.
#[derive(Debug, PartialEq)]
pub(super) enum Event {
    /// An object begins.
    Object,
    /// A list begins.
    List,
    /// What began last ends.
    Close,
    /// The key of what comes next.
    Key(String),
    /// A text.
    Text(String),
    /// A number; it may be infinite.
    Number(f64),
    /// True or false.
    Truth,
    /// Nothing.
    Null,
    /// The file ends.
    End,
}

/// Why a file cannot be read: a sentence of ours, or what the system says, and the line.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) line: u32,
    pub(super) why: Argument,
}

/// What may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// A value, or the end of a list.
    Value,
    /// A key, or the end of an object.
    Key,
    /// A comma, or the end of what is open.
    Comma,
}

/// Reads JSON.
#[derive(Debug)]
pub(super) struct Json<R> {
    bytes: R,
    line: u32,
    /// What is open, whether it is an object, and the line it begins in.
    open: Vec<(bool, u32)>,
    expected: Expected,
}

impl<R: BufRead> Json<R> {
    /// A reader from the first byte on; a mark of UTF-8 may stand there.
    pub(super) fn new(bytes: R) -> Self {
        Self { bytes, line: 1, open: Vec::new(), expected: Expected::Value }
    }

    /// The line that was reached.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// Whether nothing is open.
    pub(super) fn is_outside(&self) -> bool {
        self.open.is_empty()
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Event, Wrong> {
        loop {
            let byte = self.visible()?;
            let within = self.open.last().map(|(is_object, _)| *is_object);
            let Some(byte) = byte else {
                return match self.open.last() {
                    None => Ok(Event::End),
                    Some((_, line)) => Err(self.wrong(say!(
                        "the file ends within what begins in line {line}: a part of it is missing",
                        line = *line
                    ))),
                };
            };
            match (self.expected, byte, within) {
                (_, b']', Some(false)) | (Expected::Key | Expected::Comma, b'}', Some(true)) => {
                    self.take()?;
                    self.open.pop();
                    self.expected = Expected::Comma;
                    return Ok(Event::Close);
                }
                (Expected::Comma, b',', _) => {
                    self.take()?;
                    self.expected = if within == Some(true) { Expected::Key } else { Expected::Value };
                }
                // Values outside of everything need no comma between them.
                (Expected::Comma, _, None) => self.expected = Expected::Value,
                (Expected::Key, b'"', _) => {
                    let key = self.text()?;
                    match self.visible()? {
                        Some(b':') => self.take()?,
                        _ => return Err(self.wrong(say!("behind a key stands no colon"))),
                    }
                    self.expected = Expected::Value;
                    return Ok(Event::Key(key));
                }
                (Expected::Value, byte, _) => return self.value(byte),
                _ => return Err(self.wrong(say!("something else stands where a comma or an end must stand"))),
            }
        }
    }

    fn value(&mut self, first: u8) -> Result<Event, Wrong> {
        self.expected = Expected::Comma;
        match first {
            b'{' | b'[' => {
                if self.open.len() >= MAX_DEPTH {
                    return Err(self.wrong(say!("lists and objects nest deeper than {most}", most = MAX_DEPTH)));
                }
                self.take()?;
                let is_object = first == b'{';
                self.open.push((is_object, self.line));
                self.expected = if is_object { Expected::Key } else { Expected::Value };
                Ok(if is_object { Event::Object } else { Event::List })
            }
            b'"' => Ok(Event::Text(self.text()?)),
            b'-' | b'0'..=b'9' => self.number(),
            _ => {
                let word = self.word(|byte| byte.is_ascii_alphabetic())?;
                match word.as_str() {
                    "true" | "false" => Ok(Event::Truth),
                    "null" => Ok(Event::Null),
                    _ => Err(self.wrong(say!("something else stands where a value must stand"))),
                }
            }
        }
    }

    /// The next byte that is no blank, which is not taken.
    fn visible(&mut self) -> Result<Option<u8>, Wrong> {
        while let Some(byte) = self.peek()? {
            match byte {
                b'\n' => self.line = self.line.saturating_add(1),
                b' ' | b'\t' | b'\r' => {}
                // The mark of UTF-8.
                0xEF | 0xBB | 0xBF if self.line == 1 && self.open.is_empty() => {}
                _ => return Ok(Some(byte)),
            }
            self.take()?;
        }
        Ok(None)
    }

    fn peek(&mut self) -> Result<Option<u8>, Wrong> {
        let line = self.line;
        let bytes = self.bytes.fill_buf().map_err(|error| Wrong { line, why: outside(error).into() })?;
        Ok(bytes.first().copied())
    }

    fn take(&mut self) -> Result<(), Wrong> {
        self.bytes.consume(1);
        Ok(())
    }

    /// The bytes of a kind that come next.
    fn word(&mut self, of: impl Fn(u8) -> bool) -> Result<String, Wrong> {
        let mut word = String::new();
        while let Some(byte) = self.peek()?.filter(|byte| of(*byte)) {
            if word.len() >= MAX_NUMBER {
                return Err(self.wrong(say!("a number or word has more than {most} characters", most = MAX_NUMBER)));
            }
            word.push(char::from(byte));
            self.take()?;
        }
        Ok(word)
    }

    fn number(&mut self) -> Result<Event, Wrong> {
        let word = self.word(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))?;
        let digits = word.strip_prefix('-').unwrap_or(&word).as_bytes();
        if matches!(digits, [b'0', b'0'..=b'9', ..]) {
            return Err(self.wrong(say!("a number begins with a zero; it must stand in quotes, as text")));
        }
        let number = word.parse().map_err(|_| self.wrong(say!("what begins as a number is none")))?;
        Ok(Event::Number(number))
    }

    /// A text, from its first quote to behind its last.
    fn text(&mut self) -> Result<String, Wrong> {
        self.take()?;
        let mut text = Vec::new();
        loop {
            let line = self.line;
            let bytes = self.bytes.fill_buf().map_err(|error| Wrong { line, why: outside(error).into() })?;
            let plain = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r'));
            let count = plain.unwrap_or(bytes.len());
            let is_empty = bytes.is_empty();
            let end = bytes.get(count).copied();
            text.extend_from_slice(bytes.get(..count).unwrap_or_default());
            self.bytes.consume(count);
            if text.len() > MAX_TEXT {
                return Err(self.wrong(say!("a text has more than {most} bytes", most = MAX_TEXT)));
            }
            match end {
                Some(b'"') => {
                    self.take()?;
                    return String::from_utf8(text).map_err(|_| self.wrong(say!("a text is not UTF-8")));
                }
                Some(b'\\') => {
                    self.take()?;
                    let c = self.escaped()?;
                    text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Some(_) => return Err(self.wrong(say!("a text is not closed in its line: a quote is missing"))),
                None if is_empty => {
                    return Err(self.wrong(say!("the file ends within a text: a part of it is missing")));
                }
                None => {}
            }
        }
    }

    /// The character that an escape means; its backslash is taken.
    fn escaped(&mut self) -> Result<char, Wrong> {
        let sign = self.peek()?;
        if sign.is_some() {
            self.take()?;
        }
        let c = match sign {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.hex()?;
                let code = if (0xD800..0xDC00).contains(&first) { self.second_half(first)? } else { first };
                char::from_u32(code).ok_or_else(|| self.wrong(half()))?
            }
            _ => return Err(self.wrong(say!("behind a backslash stands what is no escape of JSON"))),
        };
        Ok(c)
    }

    /// The number of a character of which the first half was read.
    fn second_half(&mut self, first: u32) -> Result<u32, Wrong> {
        for expected in [b'\\', b'u'] {
            if self.peek()? != Some(expected) {
                return Err(self.wrong(half()));
            }
            self.take()?;
        }
        let second = self.hex()?;
        if !(0xDC00..0xE000).contains(&second) {
            return Err(self.wrong(half()));
        }
        Ok(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    fn hex(&mut self) -> Result<u32, Wrong> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek()?.and_then(|byte| char::from(byte).to_digit(16));
            let digit = digit.ok_or_else(|| self.wrong(say!("behind \\u do not stand four hexadecimal digits")))?;
            self.take()?;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn wrong(&self, why: Sentence) -> Wrong {
        Wrong { line: self.line, why: why.into() }
    }
}

fn half() -> Sentence {
    say!("an escape gives half of a character only")
}

/// Whether a line is one text of JSON, with or without a comma behind it; and whether it shows that
/// JSON is meant, by that comma or by an escape. A cell of a CSV file in quotes shows neither.
pub(super) fn is_text_line(line: &str) -> Option<bool> {
    let line = line.trim_matches([' ', '\t', '\u{feff}']);
    let text = line.strip_suffix(',').unwrap_or(line).trim_end();
    let inner = text.strip_prefix('"')?.strip_suffix('"').filter(|_| text.len() > 1)?;
    let mut json = Json::new(text.as_bytes());
    match (json.next(), json.next()) {
        (Ok(Event::Text(_)), Ok(Event::End)) => Some(line.len() > text.len() || inner.contains('\\')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Event>, String> {
        let mut json = Json::new(text.as_bytes());
        let mut events = Vec::new();
        loop {
            match json.next() {
                Ok(Event::End) => return Ok(events),
                Ok(event) => events.push(event),
                Err(wrong) => return Err(format!("{}: {}", wrong.line, say!("{why}", why = wrong.why))),
            }
        }
    }

    fn texts(text: &str) -> Vec<String> {
        let events = read(text).unwrap();
        events.into_iter().filter_map(|event| if let Event::Text(text) = event { Some(text) } else { None }).collect()
    }

    /// Escapes of RFC 8259, section 7; the clef is its own example.
    #[test]
    fn texts_are_read_as_the_format_has_them() {
        assert_eq!(
            texts(r#"["\u001d\"\\\/\b\f\n\r\t", "\uD834\uDD1E", "é"]"#),
            ["\u{1d}\"\\/\u{8}\u{c}\n\r\t", "\u{1d11e}", "é"]
        );
        assert_eq!(texts("\u{feff}\"a\",\n\"b\"\n\"c\",\n"), ["a", "b", "c"]);
        assert_eq!(texts("[\"a\u{1d}b\",]"), ["a\u{1d}b"]);
    }

    #[test]
    fn what_is_cut_off_or_odd_is_refused_with_its_line() {
        for (text, line, why) in [
            ("[\n\"a\",\n\"b\"", 3, "begins in line 1"),
            ("{\"a\":\n\"b", 2, "ends within a text"),
            ("[\"a\n\"]", 1, "not closed"),
            ("[\"a\" \"b\"]", 1, "comma"),
            ("[,]", 1, "value"),
            ("[1}", 1, "comma"),
            ("\"a\"\n]", 2, "value"),
            ("[\"\\ud834\"]", 1, "half"),
            ("[\"\\x1d\"]", 1, "escape"),
            ("[\"\\u00\"]", 1, "four"),
            ("[0460]", 1, "zero"),
            ("[1-1]", 1, "none"),
            ("{\"a\" 1}", 1, "colon"),
            ("{1:1}", 1, "comma"),
            ("nul", 1, "value"),
        ] {
            let told = read(text).unwrap_err();
            assert!(told.starts_with(&format!("{line}: ")) && told.contains(why), "{text}: {told}");
        }
        assert!(read(&"[".repeat(33)).unwrap_err().contains("deeper than 32"));
    }

    #[test]
    fn a_line_of_json_is_told_from_a_cell_in_quotes() {
        for (line, shows) in [
            ("\"a\",", Some(true)),
            (" \"a\\u001db\" ", Some(true)),
            ("\"a\"", Some(false)),
            ("\"a\"\"b\"", None),
            ("\"a\",\"b\"", None),
            ("\"a\\x1d\",", None),
            ("a,", None),
            ("\",", None),
        ] {
            assert_eq!(is_text_line(line), shows, "{line}");
        }
    }
}
