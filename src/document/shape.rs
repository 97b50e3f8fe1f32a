//! What a table may hold.

use crate::sentence::{Argument, Sentence};

/// Tells something of a key in a whole sentence: `a label has no key “{key}”`.
pub type OfKey = fn(Argument) -> Sentence;

/// The keys of one kind of table.
#[derive(Debug)]
pub struct Shape {
    /// Tells that such a table knows no key of a name: `a label has no key “{key}”`.
    pub unknown: OfKey,
    /// Tells that a table lacks a key: `this label has no “{key}”`.
    pub missing: OfKey,
    /// One sentence for the schema.
    pub doc: &'static str,
    /// Its own keys.
    pub keys: &'static [Key],
    /// Keys it shares with other tables.
    pub shared: &'static [Key],
}

/// One key.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What values it takes.
    pub kind: ValueKind,
    /// Whether it must be there.
    pub required: bool,
    /// One sentence for the schema and for messages.
    pub doc: &'static str,
}

/// What values a key takes.
#[derive(Debug)]
pub enum ValueKind {
    /// Any text.
    Text,
    /// A text with a form of its own (a length, an ink); the reader parses it. The first field
    /// tells what the key must be where it is no text at all, the second is a regular expression
    /// for the schema.
    Form(OfKey, &'static str),
    /// `true` or `false`.
    Flag,
    /// A number within bounds, both allowed.
    Number(i64, i64),
    /// A whole number within bounds, both allowed.
    Integer(i64, i64),
    /// One of a few words: those of a [`Choice`](super::Choice).
    Choice(&'static [&'static str]),
    /// A text or a list of texts.
    Texts,
    /// A list of two points or more, each of two texts that the reader parses.
    Points,
    /// Free names, each with a text or a list of texts.
    Map,
    /// A table of its own.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A list of tables whose `type` is one of a few words, and the shape each word tells.
    Tagged(&'static [&'static str], fn(&str) -> Option<&'static Shape>),
}

impl Shape {
    /// All keys, shared ones first.
    pub fn all(&self) -> impl Iterator<Item = &'static Key> {
        self.shared.iter().chain(self.keys)
    }

    /// The key so named.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all().find(|key| key.name == name)
    }

    /// The key whose name is nearest to a mistyped one, if any is near.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&'static str> {
        nearest(name, self.all().map(|key| key.name))
    }
}

impl Key {
    /// A key that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str, kind: ValueKind, doc: &'static str) -> Self {
        Self { name, kind, required: false, doc }
    }

    /// A key that must be there.
    #[must_use]
    pub const fn required(name: &'static str, kind: ValueKind, doc: &'static str) -> Self {
        Self { name, kind, required: true, doc }
    }
}

/// Characters of a name by which it is held against others.
const LONGEST: usize = 64;

/// The name among `known` that a mistyped one probably meant.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count() / 3 + 1;
    known.map(|k| (distance(name, k), k)).filter(|(d, _)| *d <= limit).min_by_key(|(d, _)| *d).map(|(_, k)| k)
}

/// Levenshtein distance, in characters. Of long names, which a hostile file may have, only the
/// beginning is looked at.
fn distance(a: &str, b: &str) -> usize {
    strsim::levenshtein(beginning(a), beginning(b))
}

fn beginning(name: &str) -> &str {
    name.char_indices().nth(LONGEST).and_then(|(end, _)| name.get(..end)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyped_names_find_their_neighbours() {
        let (latin, cyrillic) = ("a".repeat(64), "ж".repeat(64));
        assert_eq!((distance("width", "widht"), distance("", "ab"), distance("kitten", "sitting")), (2, 2, 3));
        assert_eq!(distance(&format!("{latin}b"), &format!("{latin}cd")), 0);
        assert_eq!(distance(&format!("{cyrillic}b"), &cyrillic), 0);
        assert_eq!(nearest("widht", ["height", "width"].into_iter()), Some("width"));
        assert_eq!(nearest("colour", ["x", "y"].into_iter()), None);
    }
}
