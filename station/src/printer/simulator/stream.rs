//! What comes over a line, taken apart as it comes: formats, graphics, questions.

use super::heard::Heard;
use super::tspl;
use crate::printer::setting::Language;

/// Bytes kept of what is not whole; what never gets whole is dropped.
const MOST: usize = 16 << 20;

/// What has come and was not yet taken.
#[derive(Debug, Default)]
pub(super) struct Stream {
    bytes: Vec<u8>,
    /// Bytes of a format that were looked through.
    seen: usize,
}

impl Stream {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
        if self.bytes.len() > MOST {
            self.drop_all();
        }
    }

    /// Whether a format has begun and not ended.
    pub(super) fn is_within(&self) -> bool {
        self.bytes.starts_with(b"^XA")
    }

    pub(super) fn drop_all(&mut self) {
        self.bytes.clear();
        self.seen = 0;
    }

    /// What comes next in a language, if it is whole.
    pub(super) fn take(&mut self, language: Language) -> Option<Heard> {
        match language {
            Language::Zpl => self.take_zpl(),
            Language::Tspl => tspl::take(&mut self.bytes),
        }
    }

    fn take_zpl(&mut self) -> Option<Heard> {
        loop {
            if self.is_within() {
                return self.within();
            }
            let begin = self.bytes.iter().position(|byte| matches!(byte, b'^' | b'~' | b'!'));
            self.bytes.drain(..begin.unwrap_or(self.bytes.len()));
            match self.bytes.first()? {
                b'~' => match self.command(0)? {
                    (Some(heard), length) => {
                        self.bytes.drain(..length);
                        return Some(heard);
                    }
                    (None, length) => drop(self.bytes.drain(..length)),
                },
                b'!' => {
                    let end = self.bytes.iter().position(|byte| *byte == b'\n')?;
                    let line: Vec<u8> = self.bytes.drain(..=end).collect();
                    if let Some(name) = variable(&line) {
                        return Some(Heard::Variable(name));
                    }
                }
                _ if self.bytes.len() < 3 => return None,
                _ if self.is_within() => {}
                _ => drop(self.bytes.drain(..1)),
            }
        }
    }

    /// Goes on in a format. Questions within it are answered at once.
    fn within(&mut self) -> Option<Heard> {
        loop {
            let rest = self.bytes.get(self.seen..)?;
            let Some(next) = rest.iter().position(|byte| matches!(byte, b'^' | b'~')) else {
                self.seen = self.bytes.len();
                return None;
            };
            let at = self.seen + next;
            self.seen = at;
            let rest = self.bytes.get(at..)?;
            if rest.len() < 3 {
                return None;
            }
            if rest.starts_with(b"^XZ") {
                self.seen = 0;
                return Some(Heard::Format(self.bytes.drain(..at + 3).collect()));
            }
            if rest.starts_with(b"~JX") {
                self.bytes.drain(..at + 3);
                self.seen = 0;
                return self.take_zpl();
            }
            if rest.starts_with(b"~") {
                let (heard, length) = self.command(at)?;
                if heard.is_some() {
                    self.bytes.drain(at..at + length);
                    return heard;
                }
            }
            self.seen = at + 1;
        }
    }

    /// The command with a tilde at a place, and its bytes; `None` while it is not whole.
    fn command(&self, at: usize) -> Option<(Option<Heard>, usize)> {
        let bytes = self.bytes.get(at..)?;
        let heard = match bytes.get(1..3)? {
            b"HS" => Heard::Status,
            b"HI" => Heard::Model,
            b"PP" => Heard::Pause,
            b"PS" => Heard::Resume,
            b"HQ" => return Some(((bytes.get(3..5)? == b"ES").then_some(Heard::Errors), 5)),
            b"DG" => {
                // It ends where another command begins.
                let length = 3 + bytes.get(3..)?.iter().position(|byte| matches!(byte, b'^' | b'~'))?;
                let command = bytes.get(..length)?.trim_ascii_end().to_vec();
                let name = command.get(3..)?.split(|byte| *byte == b',').next().unwrap_or_default();
                let name = String::from_utf8_lossy(name).into_owned();
                return Some((Some(Heard::Graphic(name, command)), length));
            }
            _ => return Some((None, 3)),
        };
        Some((Some(heard), 3))
    }
}

/// The variable that a line asks for.
fn variable(line: &[u8]) -> Option<String> {
    let line = std::str::from_utf8(line).ok()?;
    let asked = line.strip_prefix("! U1 getvar")?.trim();
    Some(asked.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: &[u8] = b"\r\n~DGR:QZA.GRF,2,1,FFFF\r\n^XA^JZN^FO0,0^XGR:QZA.GRF,1,1^FS~HS^PQ1^XZ\r\n~HQES\r\n~HI! U1 getvar \"odometer.total_label_count\"\r\n~JA^XB^XA^FO~JX^XA^XZ";

    fn all(pieces: impl Iterator<Item = Vec<u8>>) -> Vec<Heard> {
        let mut stream = Stream::default();
        let mut heard = Vec::new();
        for piece in pieces {
            stream.push(&piece);
            heard.extend(std::iter::from_fn(|| stream.take_zpl()));
        }
        assert!(!stream.is_within());
        heard
    }

    #[test]
    fn what_comes_is_the_same_in_pieces_of_any_size() {
        let whole = all(std::iter::once(ALL.to_vec()));
        assert_eq!(
            whole,
            [
                Heard::Graphic("R:QZA.GRF".to_owned(), b"~DGR:QZA.GRF,2,1,FFFF".to_vec()),
                Heard::Status,
                Heard::Format(b"^XA^JZN^FO0,0^XGR:QZA.GRF,1,1^FS^PQ1^XZ".to_vec()),
                Heard::Errors,
                Heard::Model,
                Heard::Variable("odometer.total_label_count".to_owned()),
                Heard::Format(b"^XA^XZ".to_vec()),
            ]
        );
        for size in [1, 2, 3, 7, 50] {
            assert_eq!(all(ALL.chunks(size).map(<[u8]>::to_vec)), whole);
        }
    }

    proptest! {
        #[test]
        fn anything_is_heard_the_same_in_pieces(text in r#"(\^XA|\^XZ|~HS|~HQES|~JX|~DGA,|! U1 getvar "a"\n|[\^~!XAZHQ,"x\n]){0,40}"#, size in 1_usize..9) {
            let heard = |size: usize| {
                let mut stream = Stream::default();
                let mut heard = Vec::new();
                for piece in text.as_bytes().chunks(size) {
                    stream.push(piece);
                    heard.extend(std::iter::from_fn(|| stream.take_zpl()));
                }
                heard
            };
            prop_assert_eq!(heard(size), heard(usize::MAX));
        }
    }
}
