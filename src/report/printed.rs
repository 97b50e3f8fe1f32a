//! What a printed text says of a code, in words and as JSON.

use serde_json::{Value, json};

use super::facts::Facts;
use crate::market::{Printed, PrintedField, Verdict};
use crate::say;
use crate::sentence::value;

/// A line a field; what differs is told in full by the findings.
pub(super) fn add(printed: &Printed, facts: &mut Facts) {
    for field in &printed.fields {
        let verdict = match &field.verdict {
            Verdict::Same => say!("same"),
            Verdict::Differs { position, .. } => {
                say!("differs from the encoded data at position {position}", position = *position)
            }
            Verdict::NotEncoded { .. } => say!("differs from the encoded data, which has none"),
            Verdict::Unreadable => say!("printed without a value"),
            Verdict::NotPrinted => say!("not printed"),
        };
        facts.fact(&say!("printed"), format_args!("{:14} {verdict}", field.label));
    }
}

/// The same for programs.
pub(super) fn as_json(printed: &Printed) -> Value {
    let fields: Vec<Value> = printed.fields.iter().map(field).collect();
    json!({ "fields": fields, "unread_lines": printed.unread })
}

/// Secret values are null.
fn field(field: &PrintedField) -> Value {
    let head = |verdict: &str| json!({ "name": field.name.as_deref(), "label": field.label, "verdict": verdict });
    match &field.verdict {
        Verdict::Same => head("same"),
        Verdict::Unreadable => head("unreadable"),
        Verdict::NotPrinted => head("not printed"),
        Verdict::NotEncoded { printed } => with(head("not encoded"), [("printed", told(printed.as_deref()))]),
        Verdict::Differs { position, printed, encoded } => with(
            head("differs"),
            [
                ("position", json!(position)),
                ("printed", told(printed.as_deref())),
                ("encoded", told(encoded.as_deref())),
            ],
        ),
    }
}

/// A value that is no secret, unless somebody printed more than that.
fn told(text: Option<&str>) -> Value {
    json!(text.map(|text| value(text).to_string()))
}

fn with<const N: usize>(mut data: Value, more: [(&str, Value); N]) -> Value {
    if let Some(map) = data.as_object_mut() {
        map.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }
    data
}
