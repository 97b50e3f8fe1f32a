//! A table of a data file, of which every key is read: what nobody reads is wrong.

use toml_edit::{Item, Table, Value};

use super::super::confidence::Confidence;
use super::limits::Limit;

/// A table that is being read, with its place in the file.
pub(super) struct Keys {
    table: Table,
    place: String,
}

/// What is read, or the place of what cannot be.
pub(super) type Read<T> = Result<T, String>;

impl Keys {
    pub(super) fn of(item: Item, place: &str) -> Read<Self> {
        let table = item.into_table().map_err(|_| place.to_owned())?;
        Ok(Self { table, place: place.to_owned() })
    }

    /// The place of a key.
    pub(super) fn at(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    /// The words of all keys, in order.
    pub(super) fn words(&self) -> Vec<String> {
        self.table.iter().map(|(key, _)| key.to_owned()).collect()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A table in it.
    pub(super) fn keys(&mut self, key: &str) -> Read<Keys> {
        let place = self.at(key);
        Keys::of(self.table.remove(key).unwrap_or_default(), &place)
    }

    /// A value, read by a function.
    pub(super) fn value<T>(&mut self, key: &str, read: impl Fn(&Value) -> Option<T>) -> Read<T> {
        let item = self.table.remove(key);
        item.as_ref().and_then(Item::as_value).and_then(read).ok_or_else(|| self.at(key))
    }

    /// A value that may be left out.
    pub(super) fn maybe<T>(&mut self, key: &str, read: impl Fn(&Value) -> Option<T>) -> Read<Option<T>> {
        if self.has(key) { self.value(key, read).map(Some) } else { Ok(None) }
    }

    /// How sure it is.
    pub(super) fn confidence(&mut self) -> Read<Confidence> {
        self.value("confidence", confidence)
    }

    /// A limit with its confidence, which may be left out.
    pub(super) fn limit(&mut self, key: &str) -> Read<Option<Limit>> {
        if !self.has(key) {
            return Ok(None);
        }
        let mut about = self.keys(key)?;
        let limit = Limit { most: about.value("most", number)?, confidence: about.confidence()? };
        about.end()?;
        Ok(Some(limit))
    }

    /// Ends reading.
    pub(super) fn end(self) -> Read<()> {
        match self.words().first() {
            Some(left) => Err(self.at(left)),
            None => Ok(()),
        }
    }
}

pub(super) fn confidence(value: &Value) -> Option<Confidence> {
    Confidence::of(value.as_str()?)
}

pub(super) fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_integer()?).ok().filter(|number| *number > 0)
}

pub(super) fn numbers(value: &Value) -> Option<Vec<u32>> {
    value.as_array()?.iter().map(number).collect()
}

pub(super) fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

pub(super) fn words(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(word).collect()
}
