//! What drawings are printed with.

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

use super::inks;
use crate::document::{TomlTable, rules};
use crate::say;
use crate::scene::Ink;
use crate::sentence::{InWords, Sentence, errors_in_words, outside};

/// What the colours of drawings are printed with: `[art]` of a template.
#[derive(Clone, Debug, Default)]
pub struct Art {
    /// Its lines, in the order of the file.
    pub lines: Vec<ArtLine>,
    /// How the press shows colours.
    pub profile: Option<ProfileFile>,
}

/// A line of `[art.inks]`.
#[derive(Clone, Debug)]
pub struct ArtLine {
    /// As it is written.
    pub written: String,
    /// What of drawings it means.
    pub key: ArtKey,
    /// The ink of that.
    pub ink: Ink,
    /// Where the template says so.
    pub span: Range<usize>,
}

/// A colour profile (ICC) named by the template.
#[derive(Clone, Debug)]
pub struct ProfileFile {
    /// Its path, relative to the template.
    pub file: String,
    /// Where the template says so.
    pub span: Range<usize>,
}

/// What a designer gives a colour by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArtKey {
    /// Red, green and blue.
    Colour([u8; 3]),
    /// The name of a layer, [`folded`].
    Layer(String),
    /// The id of an element, or of one that it stands in.
    Id(String),
    /// A class of it.
    Class(String),
    /// The name of a swatch, [`folded`].
    Swatch(String),
}

/// A text names nothing of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArtKeyError(String);

impl InWords for ArtKeyError {
    fn in_words(&self) -> Sentence {
        say!(
            "“{text}” names nothing of a drawing; write a colour, \"#0055a4\" or \"#05a\", or \"layer:Dieline\", \"id:logo\", \"class:st3\" or \"swatch:PANTONE 286 C\"",
            text = outside(&self.0)
        )
    }
}

errors_in_words!(ArtKeyError);

impl FromStr for ArtKey {
    type Err = ArtKeyError;

    fn from_str(text: &str) -> Result<Self, ArtKeyError> {
        let wrong = || ArtKeyError(text.to_owned());
        if let Some(digits) = text.strip_prefix('#') {
            return colour(digits).map(ArtKey::Colour).ok_or_else(wrong);
        }
        let (kind, name) = text.split_once(':').ok_or_else(wrong)?;
        let (name, plain) = (name.trim(), folded(name));
        if plain.is_empty() {
            return Err(wrong());
        }
        match kind {
            "layer" => Ok(ArtKey::Layer(plain)),
            "swatch" => Ok(ArtKey::Swatch(plain)),
            "id" => Ok(ArtKey::Id(name.to_owned())),
            "class" => Ok(ArtKey::Class(name.to_owned())),
            _ => Err(wrong()),
        }
    }
}

/// Six hexadecimal digits, or three that each stand for two.
fn colour(digits: &str) -> Option<[u8; 3]> {
    let digit = |c: char| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits: Vec<u8> = digits.chars().map(digit).collect::<Option<_>>()?;
    match *digits.as_slice() {
        [red, green, blue] => Some([red, green, blue].map(|digit| digit * 17)),
        [r, red, g, green, b, blue] => Some([r * 16 + red, g * 16 + green, b * 16 + blue]),
        _ => None,
    }
}

/// A name as it is compared where programs write it in their own ways: without case, blanks and dashes.
#[must_use]
pub fn folded(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// Reads `[art]`, whose lines name inks of the template.
pub(super) fn read(table: &TomlTable<'_>, inks: &BTreeMap<String, Ink>) -> Art {
    let mut lines: Vec<ArtLine> = Vec::new();
    let mut entries: Vec<_> = table.map("inks").into_iter().collect();
    entries.sort_by_key(|(_, (span, _))| span.start);
    for (written, (span, names)) in entries {
        let error = |message: Sentence| table.reader().error(rules::VALUE, span.clone(), message);
        let key = match written.parse::<ArtKey>() {
            Ok(key) => key,
            Err(wrong) => {
                error(wrong.in_words());
                continue;
            }
        };
        if let Some(other) = lines.iter().find(|line| line.key == key) {
            error(say!("this is what “{other}” means already", other = outside(&other.written)));
        }
        let [name] = names.as_slice() else {
            error(say!("“{written}” is printed with one ink, and several are named", written = outside(written)));
            continue;
        };
        match inks::find(inks, name.value) {
            Some(ink) => {
                let (written, ink) = (written.to_owned(), ink.into_owned());
                lines.push(ArtLine { written, key, ink, span });
            }
            None => table.reader().error(rules::VALUE, name.span.clone(), inks::unknown(inks, name.value)),
        }
    }
    let profile = table.text("profile").map(|file| ProfileFile { file: file.value.to_owned(), span: file.span });
    Art { lines, profile }
}

/// The ink that a swatch is by its name alone: that of an ink, or of its separation.
pub(super) fn ink_of_swatch<'i>(inks: &'i BTreeMap<String, Ink>, swatch: &str) -> Option<&'i Ink> {
    let plain = folded(swatch);
    let by_name = inks.iter().find(|(name, _)| folded(name) == plain).map(|(_, ink)| ink);
    let is_its_plate = |ink: &&Ink| ink.separation().is_some_and(|plate| folded(plate.name) == plain);
    by_name.or_else(|| inks.values().find(is_its_plate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_means_is_read() {
        assert_eq!("#0055a4".parse(), Ok(ArtKey::Colour([0, 0x55, 0xa4])));
        assert_eq!("#05A".parse(), Ok(ArtKey::Colour([0, 0x55, 0xaa])));
        assert_eq!("layer:Die Line".parse(), Ok(ArtKey::Layer("dieline".into())));
        assert_eq!("swatch:PANTONE 286 C".parse(), Ok(ArtKey::Swatch("pantone286c".into())));
        assert_eq!("id:Logo-1".parse(), Ok(ArtKey::Id("Logo-1".into())));
        assert_eq!("class:st3".parse(), Ok(ArtKey::Class("st3".into())));
        for bad in ["", "#", "#12", "#12345", "#1234567", "#äöü", "#ggg", "blue", "layer:", "layer: -", "id", "ID:a"]
        {
            assert!(bad.parse::<ArtKey>().is_err(), "{bad}");
        }
        assert_eq!(folded("Thru-Cut_2"), "thrucut2");
    }
}
