//! What systems, pulls and documents said, for programs.

use std::path::Path;

use quietzone::diagnostic::Diagnostic;
use quietzone::report::json as findings;
use quietzone::sentence::{file, outside};
use serde_json::{Value, json};

use super::family::{Order, OrderId, SubOrder};
use super::pull::Pulled;
use super::read::kept;
use crate::ledger::documents::{Document, Reportable};

/// A word of a system, as it may be shown.
#[must_use]
pub fn shown(words: &str) -> String {
    outside(words).shortened(300).to_string()
}

/// A part of an order.
#[must_use]
pub fn part_json(part: &SubOrder) -> Value {
    json!({ "gtin": shown(&part.gtin), "status": part.status.as_deref().map(shown), "total": part.total,
        "available": part.available, "handed_out": part.passed, "reason": part.reason.as_deref().map(shown) })
}

/// An order.
#[must_use]
pub fn order_json(order: &Order) -> Value {
    json!({ "order": order.id.as_str(), "status": shown(&order.status),
        "group": order.group.as_deref().map(shown), "reason": order.reason.as_deref().map(shown),
        "parts": order.parts.iter().map(part_json).collect::<Vec<_>>() })
}

/// What became of a pull.
#[must_use]
pub fn pulled_json(order: &OrderId, pulled: &[Pulled], output: Option<&Path>) -> Value {
    let part = |part: &Pulled| {
        json!({ "gtin": shown(&part.part.gtin), "status": shown(&part.status), "codes": part.codes,
            "fetched": part.fetched, "product": part.product.name.as_deref().map(shown),
            "brand": part.product.brand.as_deref().map(shown), "group": part.product.group.as_deref().map(shown) })
    };
    let found = pulled.iter().flat_map(|part| &part.findings);
    json!({ "ran": true, "order": order.as_str(), "parts": pulled.iter().map(part).collect::<Vec<_>>(),
        "output": output.map(|path| file(path).to_string()),
        "findings": found.map(findings::finding).collect::<Vec<_>>() })
}

/// A document.
///
/// # Errors
/// What is kept of it is damaged.
pub fn document_json(document: &Document) -> Result<Value, Diagnostic> {
    let said = kept(&document.said)?;
    Ok(
        json!({ "document": document.id.0, "kind": document.kind.key(), "connection": document.connection, "mark": document.mark,
        "state": document.handed.key(), "id": document.remote, "status": said.get("status"),
        "job": document.labels.map(|(job, _)| job.0), "labels": document.labels.map(|(_, labels)| labels),
        "products": said.get("products"), "refused": said.get("refused") }),
    )
}

/// What a report of a job takes, and leaves out.
#[must_use]
pub fn left_json(left: &Reportable) -> Value {
    json!({ "reported": left.reported, "others": left.others, "uncertain": left.uncertain, "ready": left.ready })
}
