//! Orders and reports of СУЗ (guide, 4.4.1, 4.4.8 to 4.4.24).
//!
//! What wants a signature and has none waits in the portal to be signed. A wrong signature is taken, and the
//! document declined later.

use std::time::Duration;

use serde_json::{Value as Json, json};

use super::super::desk::{Became, CodeFault, Desk, End, Search, Taken};
use super::super::failed::Failed;
use super::super::family::{Family, OrderId, SubOrder};
use super::super::read::{list, text, whole};
use super::Suz;
use crate::ledger::documents::{Document, Kind, Paper};

/// Documents of a page.
const PAGE: usize = 100;
/// Pages that are looked through for a document.
const PAGES: usize = 50;

/// The path and the key of the answer for a kind.
fn place(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Order => ("order", "/api/v3/order", "orderId"),
        Kind::Utilisation => ("utilisation", "/api/v3/utilisation", "reportId"),
        Kind::Dropout => ("dropout", "/api/v3/dropout", "reportId"),
        Kind::Aggregation => ("aggregation", "/api/v3/aggregation", "reportId"),
    }
}

/// The word of a kind in lists of documents.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "ORDER",
        Kind::Utilisation => "UTILISATION_REPORT",
        Kind::Dropout => "DROPOUT_REPORT",
        Kind::Aggregation => "AGGREGATION_REPORT",
    }
}

impl Desk for Suz<'_> {
    fn send(&self, kind: Kind, paper: &Paper) -> Result<Taken, Failed> {
        let (what, path, key) = place(kind);
        let answer = self.post(what, path, &paper.body, paper.signature.as_deref())?;
        let remote = text(answer.get(key)).ok_or_else(|| Failed::unreadable(what))?;
        let wait = whole(answer.get("expectedCompleteTimestamp")).map(Duration::from_millis);
        Ok(Taken { remote, wait })
    }

    /// Orders are found by our mark; reports have none, and are found by what they say.
    fn find(&self, document: &Document, paper: &Paper) -> Result<Search, Failed> {
        if document.kind == Kind::Order {
            let marked = |rest: &serde_json::Map<String, Json>| text(rest.get("productionOrderId"));
            let found = self.orders()?.into_iter().find(|order| {
                marked(&order.rest).as_ref() == Some(&document.mark)
                    || order.parts.iter().any(|part| marked(&part.rest).as_ref() == Some(&document.mark))
            });
            return Ok(found.map_or(Search::Nowhere, |order| Search::Found(order.id.to_string())));
        }
        let ours: Option<Json> = serde_json::from_str(&paper.body).ok();
        for page in 0..PAGES {
            let (limit, skip) = (PAGE.to_string(), (page * PAGE).to_string());
            let query = [("documentType", word(document.kind)), ("limit", &limit), ("skip", &skip)];
            let answer = self.get("documents/search", "/api/v3/documents/search", &query, true)?;
            let found = list(&answer, "result").ok_or_else(|| Failed::unreadable("documents/search"))?;
            for id in found.iter().filter_map(|one| text(one.get("docId"))) {
                if self.content(&id)? == ours {
                    return Ok(Search::Found(id));
                }
            }
            if found.len() < PAGE {
                break;
            }
        }
        Ok(Search::Nowhere)
    }

    fn became(&self, kind: Kind, remote: &str) -> Result<Became, Failed> {
        if kind == Kind::Order {
            return self.order_became(remote);
        }
        let answer = self.get("report/info", "/api/v3/report/info", &[("reportId", remote)], true)?;
        let word = text(answer.get("reportStatus")).ok_or_else(|| Failed::unreadable("report/info"))?;
        let end = match word.as_str() {
            "SUCCESS" => Some(End::Done),
            "PARTIALLY" => Some(End::Partly),
            "FAILED" | "REJECTED" => Some(End::Refused),
            _ => None,
        };
        let codes = match word.as_str() {
            "PARTIALLY" | "FAILED" => self.faults(remote)?,
            _ => Vec::new(),
        };
        Ok(Became { word, end, reason: text(answer.get("errorReason")), codes })
    }
}

impl Suz<'_> {
    /// What a document says.
    fn content(&self, id: &str) -> Result<Option<Json>, Failed> {
        let answer = self.get("documents/content", "/api/v3/documents/content", &[("docId", id)], true)?;
        // The document itself, or a text that holds it.
        let held = ["content", "document", "body"].iter().find_map(|key| answer.get(*key));
        Ok(match held {
            Some(Json::String(text)) => serde_json::from_str(text).ok(),
            Some(held) => Some(held.clone()),
            None => Some(answer),
        })
    }

    fn order_became(&self, remote: &str) -> Result<Became, Failed> {
        let id: OrderId = remote.parse().map_err(|_| Failed::unreadable("order"))?;
        let parts = self.status(&id, None)?;
        let rejected = |part: &&SubOrder| part.is("REJECTED");
        if let Some(part) = parts.iter().find(rejected).filter(|_| parts.iter().all(|part| part.is("REJECTED"))) {
            let (word, reason) = ("REJECTED".to_owned(), part.reason.clone());
            return Ok(Became { word, end: Some(End::Refused), reason, codes: Vec::new() });
        }
        if parts.iter().any(|part| ["ACTIVE", "EXHAUSTED", "CLOSED"].iter().any(|word| part.is(word))) {
            let reason = parts.iter().find(rejected).and_then(|part| part.reason.clone());
            let end = Some(if reason.is_some() { End::Partly } else { End::Done });
            return Ok(Became { word: "READY".to_owned(), end, reason, codes: Vec::new() });
        }
        // Parts do not tell whether it was declined as a whole, or waits for a signature.
        let order = self.orders()?.into_iter().find(|order| order.id == id);
        let order = order.ok_or_else(|| Failed::unreadable("order/list"))?;
        let end = match order.status.as_str() {
            "DECLINED" | "EXPIRED" => Some(End::Refused),
            "READY" | "CLOSED" => Some(End::Done),
            _ => None,
        };
        Ok(Became { word: order.status, end, reason: order.reason, codes: Vec::new() })
    }

    /// Codes of a report that were not accepted: those that its receipts list, and do not call good.
    fn faults(&self, report: &str) -> Result<Vec<CodeFault>, Failed> {
        let answer = self.get("receipts/receipt", "/api/v3/receipts/receipt", &[("resultDocId", report)], true)?;
        let receipts = list(&answer, "results").ok_or_else(|| Failed::unreadable("receipts/receipt"))?;
        let operations = receipts.iter().flat_map(|receipt| list(receipt, "operations").into_iter().flatten());
        let mut faults = Vec::new();
        for document in operations.filter_map(|operation| text(operation.get("docId"))) {
            let query = [("resultDocId", report), ("docId", &document)];
            let answer = self.get("receipts/document", "/api/v3/receipts/document", &query, true)?;
            let unreadable = || Failed::unreadable("receipts/document");
            let content = text(answer.get("content")).ok_or_else(unreadable)?;
            let content: Json = serde_json::from_str(&content).map_err(|_| unreadable())?;
            // Both spellings are met.
            let codes = list(&content, "cisList").or_else(|| list(&content, "cislist"));
            for one in codes.into_iter().flatten() {
                let code = whole(one.get("code")).ok_or_else(unreadable)?;
                if code != 0 {
                    let unit = text(one.get("cis")).ok_or_else(unreadable)?;
                    faults.push(CodeFault { unit, code, reason: text(one.get("description")) });
                }
            }
        }
        Ok(faults)
    }

    /// Signs a document that waits for it.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn signed(&self, document: &str, signature: &str) -> Result<(), Failed> {
        let body = json!({ "docId": document, "signature": signature }).to_string();
        self.post("documents/sign", "/api/v3/documents/sign", &body, None).map(drop)
    }
}
