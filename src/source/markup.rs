//! The markup of a workbook, walked through before its reader sees it. The reader waits for end
//! tags that a broken file never has, and holds in memory whatever a cell says it is.

use std::io::{self, BufRead, Read};

use crate::say;
use crate::sentence::{Sentence, file};

/// Most bytes of a tag.
const MAX_TAG: u64 = 1 << 20;
/// Most bytes of a cell, or of what stands between two tags.
pub(super) const MAX_PIECE: u64 = 16 << 20;
/// Most tags within one another.
const MAX_DEPTH: usize = 100;

/// A tag.
pub(super) struct Tag<'a> {
    /// Its name without prefix.
    pub(super) name: &'a [u8],
    /// What stands behind the name.
    attributes: &'a [u8],
    /// How many bytes the file had to here.
    pub(super) at: u64,
}

/// What the walk comes across.
pub(super) enum Event<'a> {
    Start(Tag<'a>),
    /// The end of the element of this name, and how many bytes the file had to here.
    End(&'a [u8], u64),
}

/// Why the walk ended early.
pub(super) enum Stop {
    Io(io::Error),
    Wrong(Sentence),
    /// It has more of something than so many.
    TooMuch(Excess, u64),
}

/// What the markup has too much of.
#[derive(Clone, Copy)]
pub(super) enum Excess {
    /// Bytes between two tags.
    Text,
    /// Bytes of a tag.
    Tag,
    /// Tags within one another.
    Depth,
    /// Bytes of a cell.
    Cell,
    /// Spaces of a cell that are written as a number.
    Spaces,
    /// Texts that cells share.
    Shared,
    Cells,
    Rows,
    /// Formats, names and sheets.
    Parts,
    /// Bytes of text in all cells.
    Held,
}

impl Excess {
    /// That a file of the workbook has more of it than so many.
    pub(super) fn in_file(self, most: u64, name: &str) -> Sentence {
        let file = file(name);
        match self {
            Excess::Text => say!("it has a text of more than {most} bytes in {file}", most, file),
            Excess::Tag => say!("it has a tag of more than {most} bytes in {file}", most, file),
            Excess::Depth => say!("it has tags more than {most} deep within one another in {file}", most, file),
            Excess::Cell => say!("it has more than {most} bytes in a cell in {file}", most, file),
            Excess::Spaces => say!("it has more than {most} spaces in a cell in {file}", most, file),
            Excess::Shared => say!("it has more than {most} texts in {file}", most, file),
            Excess::Cells => say!("it has more than {most} cells in {file}", most, file),
            Excess::Rows => say!("it has more than {most} rows in {file}", most, file),
            Excess::Parts => say!("it has more than {most} formats, names and sheets in {file}", most, file),
            Excess::Held => say!("it has more than {most} bytes of text in {file}", most, file),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Io(error)
    }
}

impl From<Sentence> for Stop {
    fn from(why: Sentence) -> Self {
        Stop::Wrong(why)
    }
}

fn wrong<T>(why: Sentence) -> Result<T, Stop> {
    Err(Stop::Wrong(why))
}

/// Gives every tag to `see`. The markup is well-formed, without declarations of its own, and no
/// piece of it is larger than it may be; or it is refused.
pub(super) fn walk(reader: &mut impl BufRead, see: &mut dyn FnMut(Event<'_>) -> Result<(), Stop>) -> Result<(), Stop> {
    let (mut tag, mut open) = (Vec::new(), Vec::<Vec<u8>>::new());
    let mut at = 0;
    loop {
        let text = reader.by_ref().take(MAX_PIECE + 1).skip_until(b'<')? as u64;
        at += text;
        if text > MAX_PIECE {
            return Err(Stop::TooMuch(Excess::Text, MAX_PIECE));
        }
        at += read_tag(reader, &mut tag)?;
        if tag.is_empty() {
            return if open.is_empty() { Ok(()) } else { wrong(say!("it ends before it is complete")) };
        }
        let Some(inner) = tag.strip_suffix(b">") else { return wrong(say!("it ends within a tag")) };
        match inner.first() {
            Some(b'!') if inner.starts_with(b"!--") || inner.starts_with(b"![CDATA[") => {}
            Some(b'!') => return wrong(say!("it has declarations of its own")),
            Some(b'?') => {}
            Some(b'/') => {
                let name = inner.get(1..).unwrap_or_default().trim_ascii_end();
                if open.pop().as_deref() != Some(name) {
                    return wrong(say!("its tags do not match"));
                }
                see(Event::End(local(name), at))?;
            }
            _ => {
                let (inner, empty) = inner.strip_suffix(b"/").map_or((inner, false), |inner| (inner, true));
                let end = inner.iter().position(|b| b.is_ascii_whitespace()).unwrap_or(inner.len());
                let (name, attributes) = inner.split_at(end);
                if name.is_empty() || name.iter().any(|b| b"<\"'=/&".contains(b)) {
                    return wrong(say!("it has a tag without a name"));
                }
                see(Event::Start(Tag { name: local(name), attributes, at }))?;
                if empty {
                    see(Event::End(local(name), at))?;
                } else if open.len() >= MAX_DEPTH {
                    return Err(Stop::TooMuch(Excess::Depth, MAX_DEPTH as u64));
                } else {
                    open.push(name.to_owned());
                }
            }
        }
    }
}

/// Reads up to and with the `>` that ends a tag, a comment, a section or an instruction; how many
/// bytes that were.
fn read_tag(reader: &mut impl BufRead, tag: &mut Vec<u8>) -> Result<u64, Stop> {
    tag.clear();
    let mut quote = None;
    loop {
        let seen = tag.len();
        let limit = if tag.starts_with(b"!") { MAX_PIECE } else { MAX_TAG };
        let read = reader.by_ref().take((limit + 1).saturating_sub(seen as u64)).read_until(b'>', tag)?;
        if tag.len() as u64 > limit {
            return Err(Stop::TooMuch(Excess::Tag, limit));
        }
        let ended = match tag.first() {
            Some(b'!') if tag.starts_with(b"!--") => tag.len() > 5 && tag.ends_with(b"-->"),
            Some(b'!') if tag.starts_with(b"![CDATA[") => tag.ends_with(b"]]>"),
            Some(b'!') => true,
            Some(b'?') => tag.len() > 2 && tag.ends_with(b"?>"),
            _ => {
                for byte in tag.get(seen..).unwrap_or_default() {
                    match quote {
                        None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
                        Some(open) if open == *byte => quote = None,
                        _ => {}
                    }
                }
                quote.is_none()
            }
        };
        match (read, tag.is_empty()) {
            (0, false) => return wrong(say!("it ends within a tag")),
            (0, true) => return Ok(0),
            _ if ended => return Ok(tag.len() as u64),
            _ => {}
        }
    }
}

fn local(name: &[u8]) -> &[u8] {
    name.iter().rposition(|b| *b == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

impl Tag<'_> {
    /// How many bytes its attributes have.
    pub(super) fn bytes(&self) -> u64 {
        self.attributes.len() as u64
    }

    /// Whether any attribute's name or value has these letters.
    pub(super) fn mentions(&self, letters: &[u8]) -> bool {
        self.attributes.windows(letters.len()).any(|window| window == letters)
    }

    /// The number in an attribute, of any prefix; the largest, if there are several.
    pub(super) fn count(&self, wanted: &[u8]) -> Result<Option<u64>, Sentence> {
        let mut found = None;
        for attribute in self.attributes() {
            let (name, value) = attribute.ok_or_else(|| say!("it has a broken tag"))?;
            if local(name) == wanted {
                let digits = std::str::from_utf8(value).ok().filter(|v| v.bytes().all(|b| b.is_ascii_digit()));
                let number = digits.and_then(|v| v.parse::<u64>().ok());
                found = found.max(Some(number.ok_or_else(|| say!("it has a count that is no number"))?));
            }
        }
        Ok(found)
    }

    /// The last text of an attribute, of any prefix, as it is written.
    pub(super) fn text(&self, wanted: &[u8]) -> Option<&[u8]> {
        self.attributes().flatten().filter(|(name, _)| local(name) == wanted).last().map(|(_, value)| value)
    }

    /// The place of a cell of xlsx, which stands first among its attributes.
    pub(super) fn place(&self) -> Option<&[u8]> {
        match self.attributes.strip_prefix(b" r=\"").map(|rest| (rest, rest.iter().position(|byte| *byte == b'"'))) {
            Some((rest, Some(end))) => rest.get(..end),
            _ => self.text(b"r"),
        }
    }

    /// Names and values; none of what is broken.
    fn attributes(&self) -> impl Iterator<Item = Option<(&[u8], &[u8])>> {
        let mut rest = self.attributes.trim_ascii();
        std::iter::from_fn(move || {
            let found = if rest.is_empty() { return None } else { attribute(rest) };
            rest = found.map_or(&[][..], |(_, _, behind)| behind.trim_ascii_start());
            Some(found.map(|(name, value, _)| (name, value)))
        })
    }
}

/// An attribute's name and value, and what stands behind it.
fn attribute(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (name, rest) = text.split_at(text.iter().position(|b| *b == b'=')?);
    let rest = rest.get(1..)?.trim_ascii_start();
    let (quote, rest) = rest.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    let (value, rest) = rest.split_at(rest.iter().position(|b| b == quote)?);
    Some((name.trim_ascii_end(), value, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<String> {
        let mut seen = String::new();
        let walked = walk(&mut text.as_bytes(), &mut |event| {
            match event {
                Event::Start(tag) => seen += &format!("+{}", String::from_utf8_lossy(tag.name)),
                Event::End(name, _) => seen += &format!("-{}", String::from_utf8_lossy(name)),
            }
            Ok(())
        });
        walked.is_ok().then_some(seen)
    }

    #[test]
    fn only_well_formed_markup_is_walked() {
        let good = "\u{feff}<?xml version='1.0'?><!-- <no> --><a:b c='>' d=\"/'>\"><e /> <![CDATA[</x>]]>&amp;</a:b >";
        assert_eq!(names(good).as_deref(), Some("+b+e-e-b"));
        for bad in ["<a>", "<a></b>", "</a>", "<a", "<!DOCTYPE a><a/>", "<a b='></a>", "<!--><a/>", "<?>", "< a/>"] {
            assert_eq!(names(bad), None, "{bad}");
        }
        assert_eq!(names(&"<a>".repeat(MAX_DEPTH + 1)), None);
    }

    #[test]
    fn counts_are_found_whatever_their_prefix() {
        let tag = |attributes: &'static str| Tag { name: b"a", attributes: attributes.as_bytes(), at: 0 };
        assert_eq!(tag(" x='7' t:n = \"12\" n='3'").count(b"n"), Ok(Some(12)));
        assert_eq!(tag(" x='7'").count(b"n"), Ok(None));
        for bad in [" n='1e9'", " n='-1'", " n", " n=1", " n='99999999999999999999'"] {
            assert!(tag(bad).count(b"n").is_err(), "{bad}");
        }
    }
}
