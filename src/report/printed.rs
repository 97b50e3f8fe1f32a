//! What a printed text says of a code, in words and as JSON.

use serde_json::{Value, json};

use crate::market::{Printed, PrintedField, Verdict};

/// A line a field; what differs is told in full by the findings.
pub fn lines(printed: &Printed) -> impl Iterator<Item = String> + '_ {
    printed.fields.iter().map(|field| {
        let verdict = match &field.verdict {
            Verdict::Same => "same".to_owned(),
            Verdict::Differs { position, .. } => format!("differs from the encoded data at position {position}"),
            Verdict::NotEncoded { .. } => "differs from the encoded data, which has none".to_owned(),
            Verdict::Unreadable => "printed without a value".to_owned(),
            Verdict::NotPrinted => "not printed".to_owned(),
        };
        format!("printed  {:14} {verdict}", field.label)
    })
}

/// The same for programs.
#[must_use]
pub fn as_json(printed: &Printed) -> Value {
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
        Verdict::NotEncoded { printed } => with(head("not encoded"), [("printed", json!(printed))]),
        Verdict::Differs { position, printed, encoded } => with(
            head("differs"),
            [("position", json!(position)), ("printed", json!(printed)), ("encoded", json!(encoded))],
        ),
    }
}

fn with<const N: usize>(mut value: Value, more: [(&str, Value); N]) -> Value {
    if let Some(map) = value.as_object_mut() {
        map.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }
    value
}
