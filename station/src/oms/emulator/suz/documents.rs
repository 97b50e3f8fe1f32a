//! What was handed in and waits for a signature.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};

use super::super::heard::{Heard, Pairs, reply};
use super::super::order::{Moment, State, Stock, millis};
use super::super::reports::{Fate, Kind, Reports};
use super::super::signature::Signed;
use super::refused::{asked, body, field, global, number, text};
use super::signed::of;
use crate::oms::exchange::Reply;

const MOST: usize = 1000;
const WITHOUT: usize = 10;

/// A document that waits for a signature.
struct Document<'s> {
    id: &'s str,
    kind: &'static str,
    group: &'s str,
    status: &'static str,
    time: SystemTime,
    body: &'s [u8],
}

impl Document<'_> {
    fn told(&self) -> Json {
        json!({ "docId": self.id, "documentType": self.kind, "productGroup": self.group, "status": self.status,
            "createdTimestamp": millis(self.time) })
    }
}

/// The state of a report that nobody signed.
pub(super) fn unsigned(kind: Kind) -> &'static str {
    if kind == Kind::Utilisation { "DRAFT" } else { "PENDING" }
}

fn waiting<'s>(stock: &'s Stock, reports: &'s Reports, at: Moment) -> impl Iterator<Item = Document<'s>> {
    let orders = stock.orders.iter().filter(move |order| order.state(at) == Some(State::Created));
    let orders = orders.filter_map(|order| {
        let (id, group, body) = (order.id.as_str(), order.group.as_str(), order.body.as_deref()?);
        Some(Document { id, kind: "ORDER", group, status: "CREATED", time: order.time, body })
    });
    let reports = reports.all.iter().filter(|report| matches!(report.fate, Fate::Unsigned)).map(|report| {
        let kind = match report.kind {
            Kind::Utilisation => "UTILISATION_REPORT",
            Kind::Dropout => "DROPOUT_REPORT",
            Kind::Aggregation => "AGGREGATION_REPORT",
        };
        let (id, group, status) = (report.id.as_str(), report.group.as_str(), unsigned(report.kind));
        Document { id, kind, group, status, time: report.time, body: &report.body }
    });
    orders.chain(reports)
}

fn document<'s>(id: &str, stock: &'s Stock, reports: &'s Reports, at: Moment) -> Result<Document<'s>, Reply> {
    let found = waiting(stock, reports, at).find(|document| document.id == id);
    found.ok_or_else(|| reply(404, &global(404, "Document not found")))
}

/// Documents of a kind; `skip` is an index from 0.
pub(super) fn search(query: &Pairs, stock: &Stock, reports: &Reports, at: Moment) -> Result<Json, Reply> {
    let kind = asked(query, "documentType")?;
    let (limit, skip) = (number(query, "limit", WITHOUT)?, number(query, "skip", 0)?);
    if !(1..=MOST).contains(&limit) {
        return Err(field("limit", "must be between 1 and 1000"));
    }
    let kinds = ["ORDER", "UTILISATION_REPORT", "AGGREGATION_REPORT", "DROPOUT_REPORT", "SURPLUS_POSTING"];
    // The guide has capitals in its table and none in its example.
    if !kinds.iter().any(|of| of.eq_ignore_ascii_case(kind)) {
        return Err(field("documentType", "is unknown"));
    }
    let all: Vec<Document<'_>> =
        waiting(stock, reports, at).filter(|document| document.kind.eq_ignore_ascii_case(kind)).collect();
    let told: Vec<Json> = all.iter().skip(skip).take(limit).map(Document::told).collect();
    Ok(json!({ "totalCount": all.len(), "result": told }))
}

/// A document with the bytes that were handed in.
pub(super) fn content(query: &Pairs, stock: &Stock, reports: &Reports, at: Moment) -> Result<Json, Reply> {
    let document = document(asked(query, "docId")?, stock, reports, at)?;
    let mut told = document.told();
    if let Some(told) = told.as_object_mut() {
        told.insert("content".to_owned(), json!(STANDARD.encode(document.body)));
    }
    Ok(told)
}

pub(super) fn sign(heard: &Heard<'_>, stock: &mut Stock, reports: &mut Reports, at: Moment) -> Result<Json, Reply> {
    let said = body(heard)?;
    let id = text(&said, "docId")?;
    let document = document(id, stock, reports, at)?;
    let is_good = of(Some(text(&said, "signature")?), document.body)? == Signed::Well;
    let ready = at.now + stock.takes;
    match stock.order(id) {
        Some(order) => order.sign(is_good, ready),
        None => reports.sign(id, is_good, stock, at.now),
    }
    Ok(json!({ "success": true }))
}

pub(super) fn delete(query: &Pairs, stock: &mut Stock, reports: &mut Reports, at: Moment) -> Result<Json, Reply> {
    let id = asked(query, "docId")?;
    document(id, stock, reports, at)?;
    stock.orders.retain(|order| order.id != id);
    reports.all.retain(|report| report.id != id);
    Ok(json!({ "success": true }))
}
