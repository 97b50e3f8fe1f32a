//! Orders and reports of СУЗ (guide, 4.4.1, 4.4.8 to 4.4.24).
//!
//! What wants a signature and has none waits in the portal to be signed. A wrong signature is taken, and the
//! document declined later.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use super::super::desk::{Became, CodeFault, Desk, End, Search, Taken};
use super::super::failed::Failed;
use super::super::family::{Family, Order, OrderId, SubOrder};
use super::super::read::{list, text, whole};
use super::Suz;
use crate::ledger::documents::{Document, Handed, Kind, Paper};

/// Documents of a page.
const PAGE: usize = 100;
/// How far two clocks may be apart, in milliseconds.
const CLOCKS: i64 = 2 * 3600 * 1000;
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

/// The word of a kind in receipts.
fn workflow(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "CREATE_ORDER",
        Kind::Utilisation => "REPORT_UTILIZE",
        Kind::Dropout => "REPORT_DROPOUT",
        Kind::Aggregation => "REPORT_AGGREGATION",
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
    fn find(&self, document: &Document, paper: &Paper, others: &[String]) -> Result<Search, Failed> {
        if document.kind == Kind::Order && !paper.body.contains(&document.mark) {
            return self.unmarked(document, paper, others);
        }
        if document.kind == Kind::Order {
            let marked = |rest: &serde_json::Map<String, Json>| text(rest.get("productionOrderId"));
            let found = self.orders()?.into_iter().find(|order| {
                marked(&order.rest).as_ref() == Some(&document.mark)
                    || order.parts.iter().any(|part| marked(&part.rest).as_ref() == Some(&document.mark))
            });
            return Ok(found.map_or(Search::Nowhere, |order| Search::Found(order.id.to_string())));
        }
        let ours: Json = serde_json::from_str(&paper.body).map_err(|_| Failed::unreadable("our own document"))?;
        let found = match self.among_unsigned(document.kind, &ours)? {
            None => self.among_receipts(document.kind, &ours)?,
            found => found,
        };
        Ok(found.map_or(Search::Nowhere, Search::Found))
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
    /// An order of a group whose orders bear no mark of ours: by its GTINs and its time, where that tells one.
    fn unmarked(&self, document: &Document, paper: &Paper, others: &[String]) -> Result<Search, Failed> {
        let Handed::Asked(asked) = document.handed else { return Ok(Search::Nowhere) };
        let ours: Json = serde_json::from_str(&paper.body).map_err(|_| Failed::unreadable("our own document"))?;
        let gtins = list(&ours, "products").into_iter().flatten().filter_map(|product| text(product.get("gtin")));
        let mut gtins: Vec<String> = gtins.collect();
        gtins.sort();
        let is_it = |order: &&Order| {
            let mut of: Vec<&str> = order.parts.iter().map(|part| part.gtin.as_str()).collect();
            of.sort_unstable();
            let made = whole(order.rest.get("createdTimestamp")).and_then(|time| i64::try_from(time).ok());
            let is_new = made.is_none_or(|made| asked.0 / 1000 - made < CLOCKS);
            is_new && of == gtins && !others.iter().any(|other| other == order.id.as_str())
        };
        let orders = self.orders()?;
        let mut found = orders.iter().filter(is_it);
        Ok(match (found.next(), found.next()) {
            (None, _) => Search::Nowhere,
            (Some(order), None) => Search::Found(order.id.to_string()),
            (Some(_), Some(_)) => Search::Unsearchable,
        })
    }

    /// A document among those that wait for a signature.
    fn among_unsigned(&self, kind: Kind, ours: &Json) -> Result<Option<String>, Failed> {
        for page in 0..PAGES {
            let (limit, skip) = (PAGE.to_string(), (page * PAGE).to_string());
            let query = [("documentType", word(kind)), ("limit", &limit), ("skip", &skip)];
            let answer = self.get("documents/search", "/api/v3/documents/search", &query, true)?;
            let found = list(&answer, "result").ok_or_else(|| Failed::unreadable("documents/search"))?;
            for id in found.iter().filter_map(|one| text(one.get("docId"))) {
                if self.content(&id)?.as_ref() == Some(ours) {
                    return Ok(Some(id));
                }
            }
            if found.len() < PAGE {
                break;
            }
        }
        Ok(None)
    }

    /// A document among those whose receipts were given: they tell what was handed in.
    fn among_receipts(&self, kind: Kind, ours: &Json) -> Result<Option<String>, Failed> {
        for page in 1..=PAGES {
            let body = json!({ "filter": { "workflowTypes": [workflow(kind)] }, "limit": PAGE, "skip": page });
            let answer =
                self.ask_for("receipts/receipt/search", "/api/v3/receipts/receipt/search", &body.to_string())?;
            let found = list(&answer, "results").ok_or_else(|| Failed::unreadable("receipts/receipt/search"))?;
            for receipt in found {
                let Some(id) = text(receipt.get("resultDocId")) else { continue };
                let operations = list(receipt, "operations").into_iter().flatten();
                for document in operations.filter_map(|operation| text(operation.get("docId"))) {
                    let query = [("resultDocId", id.as_str()), ("docId", &document)];
                    let answer = self.get("receipts/document", "/api/v3/receipts/document", &query, true)?;
                    let content = text(answer.get("content"));
                    if content.and_then(|content| serde_json::from_str::<Json>(&content).ok()).as_ref() == Some(ours) {
                        return Ok(Some(id));
                    }
                }
            }
            if found.len() < PAGE {
                break;
            }
        }
        Ok(None)
    }

    /// What a document says.
    fn content(&self, id: &str) -> Result<Option<Json>, Failed> {
        let answer = self.get("documents/content", "/api/v3/documents/content", &[("docId", id)], true)?;
        // The document itself, or a text that holds it.
        let held = ["content", "document", "body"].iter().find_map(|key| answer.get(*key));
        Ok(match held {
            // As it stands, or in Base64.
            Some(Json::String(text)) => serde_json::from_str(text)
                .ok()
                .or_else(|| STANDARD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok())),
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
}
