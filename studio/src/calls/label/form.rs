//! The elements of a template as a form, which edits its text and leaves all else as it stands.

use std::sync::Arc;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::outside;
use quietzone::template::Template;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use toml_edit::{ArrayOfTables, Document, DocumentMut, Item, Table};

use super::super::{Answer, read};
use crate::desk::Desk;

/// The keys that the form shows, where an element may have them.
const USUAL: [&str; 23] = [
    "text",
    "data",
    "file",
    "symbology",
    "x",
    "y",
    "to_x",
    "to_y",
    "width",
    "height",
    "size",
    "font",
    "weight",
    "align",
    "wrap",
    "shrink_to",
    "module",
    "thickness",
    "rotate",
    "fill",
    "stroke",
    "ink",
    "when",
];

/// What new elements say; a picture needs its file besides.
const NEW: [(&str, &[(&str, &str)]); 9] = [
    ("text", &[("x", "2 mm"), ("y", "2 mm"), ("text", "Text"), ("size", "8 pt")]),
    ("datamatrix", &[("x", "2 mm"), ("y", "2 mm"), ("width", "20 mm"), ("height", "20 mm")]),
    ("line", &[("x", "2 mm"), ("y", "2 mm"), ("to_x", "12 mm"), ("to_y", "2 mm"), ("thickness", "0.25 mm")]),
    (
        "rect",
        &[
            ("x", "2 mm"),
            ("y", "2 mm"),
            ("width", "10 mm"),
            ("height", "5 mm"),
            ("stroke", "K"),
            ("thickness", "0.25 mm"),
        ],
    ),
    (
        "ellipse",
        &[
            ("x", "2 mm"),
            ("y", "2 mm"),
            ("width", "10 mm"),
            ("height", "5 mm"),
            ("stroke", "K"),
            ("thickness", "0.25 mm"),
        ],
    ),
    ("barcode", &[("x", "2 mm"), ("y", "2 mm"), ("symbology", "ean13"), ("data", "{{ gtin }}")]),
    ("qr", &[("x", "2 mm"), ("y", "2 mm"), ("width", "20 mm"), ("data", "https://id.gs1.org/01/{{ gtin }}")]),
    (PICTURE, &[("x", "2 mm"), ("y", "2 mm"), ("width", "10 mm"), ("height", "10 mm")]),
    ("window", &[("x", "2 mm"), ("y", "2 mm"), ("width", "20 mm"), ("height", "20 mm")]),
];

/// The kind of element that shows a picture.
const PICTURE: &str = "image";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfText {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfElement {
    text: String,
    /// Its place among the elements, from 0.
    element: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    text: String,
    element: usize,
    key: String,
    value: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Added {
    text: String,
    kind: String,
    /// Of a picture.
    file: Option<String>,
}

pub(super) fn form(_: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let OfText { text } = read(asked)?;
    let document = Document::parse(text.as_str()).map_err(|error| unread(&error))?;
    let schema = Template::schema();
    let tables = document.get("element").and_then(Item::as_array_of_tables);
    let elements = tables.into_iter().flat_map(ArrayOfTables::iter).map(|table| {
        let kind = table.get("type").and_then(Item::as_str).unwrap_or_default();
        let line = table.span().map(|span| line_of(&text, span.start));
        let id = table.get("id").and_then(Item::as_str).unwrap_or_default();
        json!({ "id": outside(id).to_string(), "type": kind, "line": line, "values": values(&text, table, kind, &schema) })
    });
    let inks = document.get("inks").and_then(Item::as_table_like).into_iter();
    let inks = inks.flat_map(|inks| inks.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>());
    let kinds: Vec<&str> = NEW.iter().map(|(kind, _)| *kind).collect();
    let inks: Vec<String> = std::iter::once("K".to_owned()).chain(inks).collect();
    Ok(json!({ "elements": elements.collect::<Vec<_>>(), "kinds": kinds, "inks": inks }).into())
}

/// What an element says under the usual keys, where it does, and what these take.
fn values(text: &str, table: &Table, kind: &str, schema: &Value) -> Vec<Value> {
    let Some(known) = keys(schema, kind) else { return Vec::new() };
    let usual = USUAL.iter().filter_map(|key| Some((*key, known.get(*key)?)));
    let told = usual.map(|(key, takes)| {
        let value = match table.get(key).and_then(Item::as_value) {
            Some(toml_edit::Value::String(text)) => json!(text.value()),
            Some(toml_edit::Value::Boolean(is_on)) => json!(is_on.value()),
            Some(toml_edit::Value::Integer(number)) => json!(number.value()),
            Some(toml_edit::Value::Float(number)) => json!(number.value()),
            _ => Value::Null,
        };
        json!({
            "key": key,
            "value": value,
            "takes": takes.get("type").or(takes.get("enum").map(|_| &Value::Null)),
            "words": takes.get("enum"),
            "line": table.get(key).and_then(Item::span).map(|span| line_of(text, span.start)),
        })
    });
    told.collect()
}

/// The line of a place in a text, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// The keys of a kind of element, as the schema tells them.
fn keys<'s>(schema: &'s Value, kind: &str) -> Option<&'s Map<String, Value>> {
    let kinds = schema.pointer("/properties/element/items/oneOf")?.as_array()?;
    let of_kind = |shape: &&Value| shape.pointer("/properties/type/const").is_some_and(|own| own == kind);
    kinds.iter().find(of_kind)?.get("properties")?.as_object()
}

pub(super) fn set(_: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let Change { text, element, key, value } = read(asked)?;
    edit(&text, |elements| {
        let table = elements.get_mut(element).ok_or_else(gone)?;
        let schema = Template::schema();
        let kind = table.get("type").and_then(Item::as_str).unwrap_or_default();
        let takes = keys(&schema, kind).and_then(|keys| keys.get(&key));
        let Some(mut new) = written(&value, takes) else {
            table.remove(&key);
            return Ok(());
        };
        match table.get_mut(&key).and_then(Item::as_value_mut) {
            Some(old) => {
                // What stands around it stays.
                *new.decor_mut() = old.decor().clone();
                *old = new;
            }
            None => drop(table.insert(&key, Item::Value(new))),
        }
        Ok(())
    })
}

/// What is said, as it is written; nothing of an empty field.
fn written(value: &Value, takes: Option<&Value>) -> Option<toml_edit::Value> {
    let is = |named: &str| takes.and_then(|takes| takes.get("type")).is_some_and(|own| own == named);
    let is_length = takes.is_some_and(|takes| takes.get("pattern").is_some());
    match value {
        Value::Bool(is_on) => Some((*is_on).into()),
        Value::Number(number) => number.as_i64().map(Into::into).or(number.as_f64().map(Into::into)),
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) if is("integer") || is("number") => {
            let whole = text.trim().parse::<i64>().ok().map(toml_edit::Value::from);
            whole.or(text.trim().parse::<f64>().ok().map(Into::into)).or(Some(text.as_str().into()))
        }
        // A bare number is in millimetres.
        Value::String(text) if is_length && text.trim().parse::<f64>().is_ok() => {
            Some(format!("{} mm", text.trim()).into())
        }
        Value::String(text) => Some(text.as_str().into()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

pub(super) fn add(_: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let Added { text, kind, file } = read(asked)?;
    if kind == PICTURE && file.is_none() {
        let message = say!("there is no picture beside the template");
        let help = say!("drop a picture (PNG, JPEG or SVG) on the page “Start” first");
        return Err(Diagnostic::error(rules::REQUEST, message).help(help).into());
    }
    edit(&text, |elements| {
        let Some((_, says)) = NEW.iter().find(|(known, _)| *known == kind) else {
            return Err(Diagnostic::error(
                rules::REQUEST,
                say!("there is no element type “{kind}”", kind = outside(&kind)),
            ));
        };
        let mut table = Table::new();
        table.decor_mut().set_prefix("\n");
        table.insert("type", toml_edit::value(&kind));
        table.insert("id", toml_edit::value(free(elements, &kind)));
        says.iter().for_each(|(key, value)| drop(table.insert(key, toml_edit::value(*value))));
        if let Some(file) = file {
            table.insert("file", toml_edit::value(file));
        }
        elements.push(table);
        Ok(())
    })
}

pub(super) fn copy(_: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let OfElement { text, element } = read(asked)?;
    edit(&text, |elements| {
        let mut table = elements.get(element).ok_or_else(gone)?.clone();
        let id = table.get("id").and_then(Item::as_str).unwrap_or("element").to_owned();
        table.insert("id", toml_edit::value(free(elements, &id)));
        table.decor_mut().set_prefix("\n");
        // It comes last, and so on top.
        table.set_position(None);
        elements.push(table);
        Ok(())
    })
}

pub(super) fn remove(_: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let OfElement { text, element } = read(asked)?;
    edit(&text, |elements| {
        elements.get(element).ok_or_else(gone)?;
        elements.remove(element);
        Ok(())
    })
}

/// A name that no element has.
fn free(elements: &ArrayOfTables, wished: &str) -> String {
    let is_taken = |id: &str| elements.iter().any(|table| table.get("id").and_then(Item::as_str) == Some(id));
    let numbered = (2..).map(|number| format!("{wished}-{number}"));
    std::iter::once(wished.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// The text with its elements changed.
fn edit(text: &str, change: impl FnOnce(&mut ArrayOfTables) -> Result<(), Diagnostic>) -> Result<Answer, Failure> {
    let mut document: DocumentMut = text.parse().map_err(|error| unread(&error))?;
    let elements = document.entry("element").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let elements = elements.as_array_of_tables_mut().ok_or_else(|| {
        Diagnostic::error(
            rules::REQUEST,
            say!("the elements of this template are not written as [[element]], so the form cannot change them"),
        )
        .help(say!("change the text"))
    })?;
    change(elements)?;
    let edited = document.to_string();
    // The editor of TOML ends lines as Unix does.
    let edited = if text.contains("\r\n") { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited };
    Ok(json!({ "text": edited }).into())
}

fn gone() -> Diagnostic {
    Diagnostic::error(rules::REQUEST, say!("this element is not there any more"))
}

fn unread(error: &toml_edit::TomlError) -> Diagnostic {
    let message = say!("the text is no TOML as it stands: {error}", error = outside(error.message()));
    Diagnostic::error(rules::REQUEST, message).help(say!("mend the line that is marked on the tab “Text”"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::desk::Settings;

    fn text(of: Result<Answer, Failure>) -> String {
        match of.unwrap() {
            Answer::Json(value) => value.pointer("/text").unwrap().as_str().unwrap().to_owned(),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn the_form_changes_what_it_is_told_to_and_no_other_byte() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Arc::new(Desk::new(&Settings::new(folder.path())).unwrap());
        for path in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates")).unwrap() {
            let path = path.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "toml") {
                continue;
            }
            let before = fs::read_to_string(&path).unwrap();
            // An unknown key and odd spaces stay too.
            let before = before.replacen("[[element]]\n", "[[element]]  # kept\nstrange   =   1 # kept too\n", 1);
            let change = |text: &str, value: &str| {
                self::text(set(&desk, json!({ "text": text, "element": 1, "key": "when", "value": value })))
            };
            let once = change(&before, "batch");
            let twice = change(&once, "expiry");
            assert_ne!(once, before, "{}", path.display());
            let (one, two): (Vec<&str>, Vec<&str>) = (once.lines().collect(), twice.lines().collect());
            let other: Vec<_> = one.iter().zip(&two).filter(|(one, two)| one != two).collect();
            assert!(one.len() == two.len() && other.len() == 1, "{}: {other:?}", path.display());
            if !before.contains("when = ") {
                assert_eq!(change(&twice, ""), before, "{}", path.display());
            }
            let copied = text(copy(&desk, json!({ "text": before, "element": 0 })));
            assert!(copied.starts_with(before.trim_end()), "{}", path.display());
        }
    }
}
