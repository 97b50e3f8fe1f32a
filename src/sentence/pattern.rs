//! The pattern of a sentence: English words with named places.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "what panics here does so when a pattern is compiled")]

use std::fmt;

/// What a sentence says, with `{name}` where an argument stands.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The form for one, or the only one.
    one: &'static str,
    /// The form for many.
    many: Option<&'static str>,
    /// Its names, each with a comma behind it: one text for all, which a program loads faster.
    names: &'static str,
}

impl Pattern {
    /// A pattern of one form, or of a second one for many, and the names of its places, once one by
    /// one and once with a comma behind each.
    ///
    /// # Panics
    /// When it is compiled: a place has no such name, a name has no place, braces do not pair, or
    /// there are more than two forms.
    #[must_use]
    pub const fn new(one: &'static str, more: &[&'static str], names: &[&str], joined: &'static str) -> Self {
        let many = match more {
            [] => None,
            [many] => Some(*many),
            _ => panic!("a pattern has one form or two"),
        };
        check(one, names);
        if let Some(many) = many {
            check(many, names);
        }
        let mut at = 0;
        while at < names.len() {
            let named = has(one, names[at]) || matches!(many, Some(many) if has(many, names[at]));
            assert!(named, "an argument of the sentence has no place in its pattern");
            at += 1;
        }
        Self { one, many, names: joined }
    }

    /// The English form for one, or the only form.
    #[must_use]
    pub const fn english(&self) -> &'static str {
        self.one
    }

    /// The English form for many, of a pattern that agrees with a count.
    #[must_use]
    pub const fn english_many(&self) -> Option<&'static str> {
        self.many
    }

    /// The names of its places.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.split_terminator(',')
    }

    /// Whether it agrees with a count.
    pub(super) const fn has_forms(&self) -> bool {
        self.many.is_some()
    }

    /// The English form that agrees with a count.
    pub(super) const fn english_for(&self, count: Option<u64>) -> &'static str {
        match (self.many, count) {
            (None, _) | (_, Some(1)) => self.one,
            (Some(many), _) => many,
        }
    }

    /// Writes a form of it, in any language, with each place filled by its number.
    pub(super) fn fill(
        &self,
        form: &str,
        f: &mut fmt::Formatter<'_>,
        place: &mut dyn FnMut(usize, &mut fmt::Formatter<'_>) -> fmt::Result,
    ) -> fmt::Result {
        let mut rest = form;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            f.write_str(before)?;
            if let Some(after) = from.strip_prefix("{{") {
                f.write_str("{")?;
                rest = after;
            } else if let Some((name, after)) = from.strip_prefix('{').and_then(|from| from.split_once('}')) {
                if let Some(at) = self.names().position(|known| known == name) {
                    place(at, f)?;
                }
                rest = after;
            } else {
                f.write_str("}")?;
                rest = from.get(2..).unwrap_or_default();
            }
        }
        f.write_str(rest)
    }
}

/// Every place of a form has one of the names.
const fn check(form: &str, names: &[&str]) {
    let text = form.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let doubled = at + 1 < text.len() && text[at + 1] == text[at];
        match text[at] {
            b'{' | b'}' if doubled => at += 2,
            b'{' => {
                let mut end = at + 1;
                while end < text.len() && text[end] != b'}' {
                    end += 1;
                }
                assert!(end < text.len(), "a brace of the pattern is not closed");
                let mut known = false;
                let mut index = 0;
                while index < names.len() {
                    known = known || same(text, at + 1, end, names[index].as_bytes());
                    index += 1;
                }
                assert!(known, "a place of the pattern has no argument");
                at = end + 1;
            }
            b'}' => panic!("a brace of the pattern is not opened"),
            _ => at += 1,
        }
    }
}

/// Whether a form has a place of that name.
const fn has(form: &str, name: &str) -> bool {
    let text = form.as_bytes();
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'{' && at + 1 < text.len() && text[at + 1] == b'{' {
            at += 2;
            continue;
        }
        let end = at + 1 + name.len();
        if text[at] == b'{' && end < text.len() && text[end] == b'}' && same(text, at + 1, end, name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a stretch of a text is a name.
const fn same(text: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    if end - start != name.len() {
        return false;
    }
    let mut at = 0;
    while at < name.len() {
        if text[start + at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}
