//! A shape as JSON Schema (draft 2020-12), for editors.

use serde_json::{Map, Value, json};

use crate::sentence::worded;

use super::shape::{Key, Shape, ValueKind};

/// The JSON Schema of a file with that shape.
#[must_use]
pub fn json_schema(title: &str, shape: &Shape) -> Value {
    let mut schema = table(shape, None);
    let head = [("$schema", json!("https://json-schema.org/draft/2020-12/schema")), ("title", json!(title))];
    if let Some(map) = schema.as_object_mut() {
        for (at, (name, value)) in head.into_iter().enumerate() {
            map.shift_insert(at, name.to_owned(), value);
        }
    }
    schema
}

fn table(shape: &Shape, tag: Option<&str>) -> Value {
    let mut properties = Map::new();
    for key in shape.all() {
        properties.insert(key.name.to_owned(), property(key));
    }
    if let Some(tag) = tag {
        properties.insert("type".to_owned(), json!({ "const": tag }));
    }
    let required: Vec<&str> = shape.all().filter(|key| key.required).map(|key| key.name).collect();
    json!({
        "type": "object",
        "description": worded(shape.doc),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(key: &Key) -> Value {
    let mut value = kind(&key.kind);
    if let Some(map) = value.as_object_mut() {
        map.insert("description".to_owned(), json!(worded(key.doc)));
    }
    value
}

fn kind(kind: &ValueKind) -> Value {
    let texts = || json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" }, "minItems": 1 }] });
    match kind {
        ValueKind::Text => json!({ "type": "string" }),
        ValueKind::Form(_, pattern) => json!({ "type": "string", "pattern": pattern }),
        ValueKind::Flag => json!({ "type": "boolean" }),
        ValueKind::Number(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        ValueKind::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        ValueKind::Choice(words) => json!({ "enum": words }),
        ValueKind::Texts => texts(),
        ValueKind::Points => {
            let point = json!({ "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 });
            json!({ "type": "array", "items": point, "minItems": 2 })
        }
        ValueKind::Map => json!({ "type": "object", "additionalProperties": texts() }),
        ValueKind::Table(shape) => table(shape, None),
        ValueKind::Tables(shape) => json!({ "type": "array", "items": table(shape, None) }),
        ValueKind::Tagged(tags, shape) => {
            let items: Vec<Value> = tags.iter().filter_map(|tag| Some(table(shape(tag)?, Some(tag)))).collect();
            json!({ "type": "array", "items": { "oneOf": items } })
        }
    }
}
