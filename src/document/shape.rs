//! What a table may hold.

/// The keys of one kind of table.
#[derive(Debug)]
pub struct Shape {
    /// What it is called in messages: `label`, `text element`.
    pub name: &'static str,
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
    /// A text with a form of its own (a length, an ink); the reader parses it. The second field
    /// is a regular expression for the schema.
    Form(&'static str, &'static str),
    /// `true` or `false`.
    Flag,
    /// A whole number within bounds, both allowed.
    Integer(i64, i64),
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A text or a list of texts.
    Texts,
    /// Free names, each with a text or a list of texts.
    Map,
    /// A table of its own.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A list of tables whose `type` says which shape they have.
    Tagged(&'static [(&'static str, &'static Shape)]),
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

/// The name among `known` that a mistyped one probably meant.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count() / 3 + 1;
    known.map(|k| (distance(name, k), k)).filter(|(d, _)| *d <= limit).min_by_key(|(d, _)| *d).map(|(_, k)| k)
}

/// Levenshtein distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cb, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let here = (diagonal + usize::from(ca != *cb)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, here);
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyped_names_find_their_neighbours() {
        assert_eq!((distance("width", "widht"), distance("", "ab"), distance("kitten", "sitting")), (2, 2, 3));
        assert_eq!(nearest("widht", ["height", "width"].into_iter()), Some("width"));
        assert_eq!(nearest("colour", ["x", "y"].into_iter()), None);
    }
}
