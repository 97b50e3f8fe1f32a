//! Taking values out of a table, with every mistake noted at its place.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::choice::Choice;
use super::shape::{Key, Shape, ValueKind, nearest};
use crate::diagnostic::{Diagnostic, Place, Rule, SourceText};
use crate::say;
use crate::sentence::{Argument, Sentence, declared, list, name, outside};

/// The rules of this room.
pub mod rules {
    crate::diagnostic::rules! {
        /// The file is not TOML.
        SYNTAX = "TPL01", "the file is valid TOML";
        /// A key nobody knows.
        UNKNOWN = "TPL02", "every key is known";
        /// A key that must be there is not.
        MISSING = "TPL03", "required keys are present";
        /// A value of the wrong type or form.
        VALUE = "TPL04", "every value has the right form";
    }
}

/// Reads one file and gathers its mistakes.
#[derive(Debug)]
pub struct Reader {
    source: Arc<SourceText>,
    found: RefCell<Vec<Diagnostic>>,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// A table of the file, held against its shape.
#[derive(Clone, Copy, Debug)]
pub struct TomlTable<'a> {
    reader: &'a Reader,
    map: &'a DeTable<'a>,
    shape: &'static Shape,
    start: usize,
    end: usize,
}

type Value<'a> = toml::Spanned<DeValue<'a>>;

impl Reader {
    /// A reader for a file.
    #[must_use]
    pub fn new(source: &Arc<SourceText>) -> Self {
        Self { source: source.clone(), found: RefCell::default() }
    }

    /// Parses the file, holds it against its shape once, hands its root table to `read`, and returns what
    /// that makes of it, or all the mistakes that were noted.
    ///
    /// # Errors
    /// Every mistake in the file.
    pub fn read<T>(
        self,
        shape: &'static Shape,
        read: impl FnOnce(TomlTable<'_>) -> Option<T>,
    ) -> Result<T, Vec<Diagnostic>> {
        let source = self.source.clone();
        let (root, errors) = DeTable::parse_recoverable(&source.text);
        for error in errors {
            let message = say!("{error}", error = outside(error.message()));
            self.error(rules::SYNTAX, error.span().unwrap_or(0..0), message);
        }
        let whole = 0..source.text.chars().next().map_or(0, char::len_utf8);
        check(&self, root.get_ref(), &whole, shape);
        let value = read(TomlTable { reader: &self, map: root.get_ref(), shape, start: whole.start, end: whole.end });
        let mut found = self.found.into_inner();
        if found.is_empty() && value.is_none() {
            found.push(
                Diagnostic::error(rules::VALUE, say!("the file could not be read"))
                    .at(Place::File(source.name.as_str().into())),
            );
        }
        found.sort_by_key(|d| if let Place::Text { span, .. } = &d.place { span.start } else { usize::MAX });
        found.dedup();
        value.filter(|_| found.is_empty()).ok_or(found)
    }

    /// Notes a mistake.
    pub fn error(&self, rule: Rule, span: Range<usize>, message: impl Into<Sentence>) {
        self.note(Diagnostic::error(rule, message).at(self.place(span)));
    }

    /// Notes a finding that already knows its place.
    pub fn note(&self, found: Diagnostic) {
        self.found.borrow_mut().push(found);
    }

    /// A place in the file.
    #[must_use]
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::Text { source: self.source.clone(), span }
    }
}

impl<'a> TomlTable<'a> {
    /// The bytes of its heading.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The reader, to note mistakes and make places.
    #[must_use]
    pub fn reader(&self) -> &'a Reader {
        self.reader
    }

    /// Whether the key is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Notes that a key is missing that others in the table ask for.
    pub fn lacks(&self, name: &str) {
        if let Some(key) = self.shape.key(name) {
            missing(self.reader, &self.span(), self.shape, key);
        }
    }

    /// Where the value of a key stands, if it is there.
    #[must_use]
    pub fn span_of(&self, name: &str) -> Option<Range<usize>> {
        Some(self.value(name)?.span())
    }

    fn value(&self, name: &str) -> Option<&'a Value<'a>> {
        debug_assert!(self.shape.key(name).is_some(), "{name} is not in the shape: {}", self.shape.doc);
        self.map.get(name)
    }

    /// A text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<Spanned<&'a str>> {
        let value = self.value(name)?;
        Some(Spanned { value: value.get_ref().as_str()?, span: value.span() })
    }

    /// A text with a form of its own; a mistake in it is noted.
    #[must_use]
    pub fn parse<T: FromStr<Err: Into<Sentence>>>(&self, name: &str) -> Option<Spanned<T>> {
        let text = self.text(name)?;
        match text.value.parse() {
            Ok(value) => Some(Spanned { value, span: text.span }),
            Err(error) => {
                self.reader.error(rules::VALUE, text.span, error);
                None
            }
        }
    }

    /// A flag; `false` when it is left out.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.value(name).and_then(|value| value.get_ref().as_bool()).unwrap_or(false)
    }

    /// A whole number.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<Spanned<i64>> {
        let value = self.value(name)?;
        Some(Spanned { value: integer(value.get_ref())?, span: value.span() })
    }

    /// A number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        number(self.value(name)?.get_ref())
    }

    /// A choice.
    #[must_use]
    pub fn choice<T: Choice>(&self, name: &str) -> Option<T> {
        let chosen = |kind: &ValueKind| matches!(kind, ValueKind::Choice(words) if *words == T::WORDS);
        debug_assert!(self.shape.key(name).is_some_and(|key| chosen(&key.kind)), "{name} is another choice");
        T::of(self.text(name)?.value)
    }

    /// A text or a list of texts.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<Spanned<&'a str>> {
        self.value(name).map(texts).unwrap_or_default()
    }

    /// Points, each of two texts.
    #[must_use]
    pub fn points(&self, name: &str) -> Vec<[Spanned<&'a str>; 2]> {
        self.items(name).filter_map(|point| texts(point).try_into().ok()).collect()
    }

    /// Free names, each with its texts and the span of the name.
    #[must_use]
    pub fn map(&self, name: &str) -> BTreeMap<&'a str, (Range<usize>, Vec<Spanned<&'a str>>)> {
        let table = self.value(name).and_then(|value| value.get_ref().as_table());
        let entries = table.into_iter().flatten();
        entries.map(|(name, value)| (name.get_ref().as_ref(), (name.span(), texts(value)))).collect()
    }

    /// A table of its own.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<TomlTable<'a>> {
        let Some(ValueKind::Table(shape)) = self.shape.key(name).map(|key| &key.kind) else { return None };
        self.inner(self.value(name)?, shape)
    }

    fn inner(&self, value: &'a Value<'a>, shape: &'static Shape) -> Option<TomlTable<'a>> {
        let Range { start, end } = value.span();
        Some(TomlTable { reader: self.reader, map: value.get_ref().as_table()?, shape, start, end })
    }

    /// A list of tables.
    #[must_use]
    pub fn tables(&self, name: &str) -> Vec<TomlTable<'a>> {
        let Some(ValueKind::Tables(shape)) = self.shape.key(name).map(|key| &key.kind) else { return Vec::new() };
        self.items(name).filter_map(|value| self.inner(value, shape)).collect()
    }

    /// A list of tables, each with the type that it says it is.
    #[must_use]
    pub fn tagged<T: Choice>(&self, name: &str) -> Vec<(T, TomlTable<'a>)> {
        let Some(ValueKind::Tagged(tags, shape)) = self.shape.key(name).map(|key| &key.kind) else { return Vec::new() };
        debug_assert_eq!(*tags, T::WORDS);
        let open = |value: &'a Value<'a>| {
            let word = value.get_ref().as_table()?.get("type")?.get_ref().as_str()?;
            Some((T::of(word)?, self.inner(value, shape(word)?)?))
        };
        self.items(name).filter_map(open).collect()
    }

    fn items(&self, name: &str) -> impl Iterator<Item = &'a Value<'a>> {
        self.value(name).and_then(|value| value.get_ref().as_array()).into_iter().flatten()
    }
}

/// Holds a table, and all tables within it, against their shapes.
fn check(reader: &Reader, map: &DeTable<'_>, span: &Range<usize>, shape: &'static Shape) {
    for (key, value) in map {
        let Some(known) = shape.key(key.get_ref()) else {
            let help = match shape.nearest(key.get_ref()) {
                Some(near) => say!("did you mean “{near}”?", near = name(near)),
                None => say!("its keys are {keys}", keys = list(shape.all().map(|key| name(key.name)))),
            };
            let message = (shape.unknown)(outside(key.get_ref()).into());
            reader.note(Diagnostic::error(rules::UNKNOWN, message).at(reader.place(key.span())).help(help));
            continue;
        };
        if let Some(message) = mismatch(known, value.get_ref()) {
            reader.error(rules::VALUE, value.span(), message);
        }
    }
    for key in shape.all().filter(|key| key.required && !map.contains_key(key.name)) {
        missing(reader, span, shape, key);
    }
    for (key, value) in map {
        let items = || value.get_ref().as_array().into_iter().flatten();
        match shape.key(key.get_ref()).map(|key| &key.kind) {
            Some(ValueKind::Table(shape)) => check_inner(reader, value, shape),
            Some(ValueKind::Tables(shape)) => items().for_each(|value| check_inner(reader, value, shape)),
            Some(ValueKind::Tagged(tags, shape)) => items().for_each(|value| check_tagged(reader, value, tags, *shape)),
            _ => {}
        }
    }
}

fn missing(reader: &Reader, span: &Range<usize>, shape: &Shape, key: &Key) {
    reader.note(
        Diagnostic::error(rules::MISSING, (shape.missing)(name(key.name)))
            .at(reader.place(span.clone()))
            .help(say!("{purpose}", purpose = declared(key.doc))),
    );
}

fn check_inner(reader: &Reader, value: &Value<'_>, shape: &'static Shape) {
    if let Some(map) = value.get_ref().as_table() {
        check(reader, map, &value.span(), shape);
    }
}

/// The same for a table whose `type` tells its shape.
fn check_tagged(reader: &Reader, value: &Value<'_>, tags: &[&'static str], shape: fn(&str) -> Option<&'static Shape>) {
    let Some(map) = value.get_ref().as_table() else { return };
    let types = list(tags.iter().copied().map(name));
    let Some(tag) = map.get("type") else {
        return reader.error(
            rules::MISSING,
            value.span(),
            say!("this element has no “type”; types are {types}", types),
        );
    };
    let word = tag.get_ref().as_str().unwrap_or_default();
    if let Some(shape) = shape(word) {
        return check(reader, map, &value.span(), shape);
    }
    let message = match nearest(word, tags.iter().copied()) {
        None => say!("there is no element type “{word}”. Types are {types}", word = outside(word), types),
        Some(near) => say!(
            "there is no element type “{word}”; did you mean “{near}”? Types are {types}",
            word = outside(word),
            near = name(near),
            types
        ),
    };
    reader.error(rules::VALUE, tag.span(), message);
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value.as_float() {
        Some(number) => number.as_str().parse().ok(),
        None => integer(value).map(|number| number as f64),
    }
}

fn texts<'a>(value: &'a Value<'a>) -> Vec<Spanned<&'a str>> {
    let one = |value: &'a Value<'a>| Some(Spanned { value: value.get_ref().as_str()?, span: value.span() });
    match value.get_ref().as_array() {
        Some(list) => list.iter().filter_map(one).collect(),
        None => one(value).into_iter().collect(),
    }
}

/// What the value of a key should have been, if it is not.
fn mismatch(key: &Key, value: &DeValue<'_>) -> Option<Sentence> {
    (!fits(&key.kind, value)).then(|| wanted(&key.kind, name(key.name)))
}

/// Whether a value is of a kind.
fn fits(kind: &ValueKind, value: &DeValue<'_>) -> bool {
    let is_texts = |value: &DeValue<'_>| {
        value.is_str()
            || value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(|v| v.get_ref().is_str()))
    };
    match kind {
        ValueKind::Text | ValueKind::Form(..) => value.is_str(),
        ValueKind::Flag => value.is_bool(),
        ValueKind::Number(least, most) => number(value).is_some_and(|n| (*least as f64..=*most as f64).contains(&n)),
        ValueKind::Integer(least, most) => integer(value).is_some_and(|n| (*least..=*most).contains(&n)),
        ValueKind::Choice(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        ValueKind::Texts => is_texts(value),
        ValueKind::Points => value.as_array().is_some_and(|list| {
            let is_point = |value: &DeValue<'_>| is_texts(value) && value.as_array().is_some_and(|two| two.len() == 2);
            list.len() > 1 && list.iter().all(|point| is_point(point.get_ref()))
        }),
        ValueKind::Map => value.as_table().is_some_and(|table| table.iter().all(|(_, v)| is_texts(v.get_ref()))),
        ValueKind::Table(_) => value.is_table(),
        ValueKind::Tables(_) | ValueKind::Tagged(..) => {
            value.as_array().is_some_and(|list| list.iter().all(|v| v.get_ref().is_table()))
        }
    }
}

/// What the value of a key must be.
fn wanted(kind: &ValueKind, key: Argument) -> Sentence {
    match kind {
        ValueKind::Text => say!("“{key}” must be a text in quotes", key),
        ValueKind::Form(wanted, _) => wanted(key),
        ValueKind::Flag => say!("“{key}” must be true or false", key),
        ValueKind::Number(least, most) => {
            say!("“{key}” must be a number from {least} to {most}", key, least = *least, most = *most)
        }
        ValueKind::Integer(least, most) => {
            say!("“{key}” must be a whole number from {least} to {most}", key, least = *least, most = *most)
        }
        ValueKind::Choice(words) => {
            let quoted = list(words.iter().map(|word| name(format!("\"{word}\""))));
            say!("“{key}” must be one of {words}", key, words = quoted)
        }
        ValueKind::Texts => say!("“{key}” must be a text in quotes, or a list of them", key),
        ValueKind::Points => {
            say!(
                "“{key}” must be a list of two points or more, each of two texts in quotes: [[\"4 mm\", \"38 mm\"], …]",
                key
            )
        }
        ValueKind::Map => say!("“{key}” must be a table of names with texts in quotes", key),
        ValueKind::Table(_) => say!("“{key}” must be a table: [{key}]", key),
        ValueKind::Tables(_) | ValueKind::Tagged(..) => {
            say!("“{key}” must be a list of tables, each under its own [[…]]", key)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static INNER: Shape = Shape {
        unknown: |key| say!("an inner table has no key “{key}”", key),
        missing: |key| say!("this inner table has no “{key}”", key),
        doc: "",
        keys: &[Key::required("size", ValueKind::Integer(1, 9), "how big")],
        shared: &[],
    };
    static ROOT: Shape = Shape {
        unknown: |key| say!("a root has no key “{key}”", key),
        missing: |key| say!("this root has no “{key}”", key),
        doc: "",
        keys: &[
            Key::required("title", ValueKind::Text, ""),
            Key::optional("inner", ValueKind::Table(&INNER), ""),
            Key::optional("on", ValueKind::Flag, ""),
        ],
        shared: &[],
    };

    fn read(text: &str) -> Result<i64, Vec<String>> {
        let source = Arc::new(SourceText { name: "t.toml".into(), text: text.into() });
        Reader::new(&source)
            .read(&ROOT, |root| root.table("inner")?.integer("size").map(|n| n.value))
            .map_err(|found| found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn all_mistakes_come_together_with_their_places() {
        assert_eq!(read("title = 'a'\n[inner]\nsize = 3"), Ok(3));
        let found = read("titel = 'a'\non = 1\n[inner]\nsize = 30\n").unwrap_err();
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found.iter().any(|m| m.starts_with("t.toml:4:8: error TPL04")), "{found:?}");
    }

    #[test]
    fn deep_nesting_is_a_mistake_and_not_a_crash() {
        for text in [
            format!("title = {}", "[".repeat(100_000)),
            format!("{}b = 1", "a.".repeat(100_000)),
            format!("title = {}", "{a=".repeat(50_000)),
            format!("[{}b]", "a.".repeat(50_000)),
        ] {
            assert!(read(&text).is_err());
        }
    }

    #[test]
    fn a_mistake_is_told_whether_its_table_is_read_or_not_and_once() {
        let source = Arc::new(SourceText { name: "t.toml".into(), text: "title = 'a'\n[inner]\nb = 1".into() });
        for times in [0, 3] {
            let read = |root: TomlTable<'_>| (0..times).map(|_| root.table("inner").map(drop)).collect::<Option<()>>();
            assert_eq!(Reader::new(&source).read(&ROOT, read).unwrap_err().len(), 2, "{times}");
        }
    }

    #[test]
    fn broken_toml_is_placed() {
        let found = read("title = 'a\n[inner\nsize = = 3\n").unwrap_err();
        assert!(found.iter().all(|m| m.starts_with("t.toml:")) && found.len() >= 2, "{found:?}");
    }
}
