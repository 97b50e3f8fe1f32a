//! A table of sentences in one language, as the build made it.

use crate::key::key;

/// Bytes of the number of sentences, and of an entry: its key, where its forms begin, where they end.
const HEAD: usize = 4;
const ENTRY: usize = 16;

/// Sentences in one language. The bytes are the program's own; what is not in them is not known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table(pub(crate) &'static [u8]);

impl Table {
    /// How many sentences it knows.
    pub(crate) fn len(self) -> usize {
        self.number(0).map_or(0, |count| count as usize)
    }

    /// A form of an English sentence: the first, or that of a number.
    pub(crate) fn form(self, english: &str, form: usize) -> Option<&'static str> {
        let wanted = key(english);
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            let found = self.key_of(middle)?;
            if found == wanted {
                let forms = self.forms(middle)?;
                return forms.split('\0').nth(form);
            }
            (from, to) = if found < wanted { (middle + 1, to) } else { (from, middle) };
        }
        None
    }

    fn key_of(self, entry: usize) -> Option<u64> {
        let at = HEAD + entry * ENTRY;
        Some(u64::from_le_bytes(self.0.get(at..at + 8)?.try_into().ok()?))
    }

    fn forms(self, entry: usize) -> Option<&'static str> {
        let (at, texts) = (HEAD + entry * ENTRY + 8, HEAD + self.len() * ENTRY);
        let (start, end) = (self.number(at)? as usize, self.number(at + 4)? as usize);
        std::str::from_utf8(self.0.get(texts + start..texts + end)?).ok()
    }

    fn number(self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.0.get(at..at + 4)?.try_into().ok()?))
    }
}
