//! Receipts of orders, blocks and reports, and the documents that tell of codes.

use std::time::SystemTime;

use serde_json::{Value as Json, json};

use super::super::heard::{Heard, Pairs, known, reply};
use super::super::order::{Moment, Order, Pack, Part, State, Stock, millis};
use super::super::reports::{Fate, GOOD, Kind, Report, Reports, Stage, Verdict};
use super::refused::{asked, body, field, global};
use crate::oms::exchange::Reply;

/// What a receipt is of, and how it ended.
struct Receipt {
    id: String,
    group: String,
    order: Option<String>,
    mark: Option<String>,
    workflow: &'static str,
    /// Its word, its number and its sentence.
    state: (&'static str, u32, &'static str),
    time: SystemTime,
    operations: Vec<Operation>,
}

const SUCCESS: (&str, u32, &str) = ("SUCCESS", 0, "Document was successfully processed");
const FAILED: (&str, u32, &str) = ("FAILED", 1, "Document processing was failed");
const UNDERWAY: (&str, u32, &str) = ("IN_PROGRESS", 2, "The document is being processed");
const PARTIALLY: (&str, u32, &str) = ("PARTIALLY", 3, "The document was partially processed");

impl Receipt {
    fn told(&self) -> Json {
        let (state, code, words) = self.state;
        let time = millis(self.time);
        let details = known(json!({ "createDocDate": time, "orderId": self.order, "productionOrderId": self.mark,
            "txType": self.workflow, "startDocDate": time }));
        let operation = |operation: &Operation| {
            known(json!({ "operationId": self.id, "operationType": operation.kind, "operationDate": time,
                "docId": operation.document, "details": operation.details }))
        };
        json!({ "resultDocId": self.id, "resultDocDate": time, "sourceDocId": self.id, "sourceDocDate": time,
            "state": state, "code": code, "description": words, "workflow": self.workflow, "workflowVersion": 1,
            "details": details, "operations": self.operations.iter().map(operation).collect::<Vec<_>>() })
    }
}

/// An event of a receipt.
struct Operation {
    kind: String,
    document: Option<String>,
    details: Json,
}

fn operation(kind: impl Into<String>, document: Option<&str>, details: Json) -> Operation {
    Operation { kind: kind.into(), document: document.map(str::to_owned), details }
}

fn done(kind: impl Into<String>) -> Operation {
    operation(kind, None, json!({ "state": "SUCCESS" }))
}

fn all(stock: &Stock, reports: &Reports, at: Moment) -> Vec<Receipt> {
    let orders = stock.orders.iter().flat_map(|order| {
        let blocks = order.parts.iter().flat_map(|part| part.packs.iter().map(move |pack| (part, pack)));
        of_order(order, at).into_iter().chain(blocks.map(|(part, pack)| of_block(order, part, pack)))
    });
    orders.chain(reports.all.iter().filter_map(|report| of_report(report, stock, at))).collect()
}

/// One of an order that was signed.
fn of_order(order: &Order, at: Moment) -> Option<Receipt> {
    let state = match order.state(at) {
        Some(State::Created) => return None,
        Some(State::Pending) => UNDERWAY,
        Some(State::Rejected) => FAILED,
        _ => SUCCESS,
    };
    let received = operation("CREATE_ORDER_RECEIVED", Some(&order.id), json!({ "state": "SUCCESS" }));
    Some(Receipt {
        id: order.id.clone(),
        group: order.group.clone(),
        order: Some(order.id.clone()),
        mark: order.mark.clone(),
        workflow: "CREATE_ORDER",
        state,
        time: order.time,
        operations: vec![received],
    })
}

/// One of codes that were handed out.
fn of_block(order: &Order, part: &Part, pack: &Pack) -> Receipt {
    let products = json!([{ "gtin": part.about.codes.gtin, "quantity": pack.quantity }]);
    let result = operation("GET_CODES_RESULT", Some(&pack.id), json!({ "state": "SUCCESS", "products": products }));
    Receipt {
        id: pack.id.clone(),
        group: order.group.clone(),
        order: Some(order.id.clone()),
        mark: order.mark.clone(),
        workflow: "GET_CODES",
        state: SUCCESS,
        time: pack.time,
        operations: vec![result],
    }
}

/// One of a report that was signed.
fn of_report(report: &Report, stock: &Stock, at: Moment) -> Option<Receipt> {
    let stage = report.stage(stock.takes, at.now);
    let state = match stage {
        Stage::Unsigned => return None,
        Stage::Underway(_) => UNDERWAY,
        Stage::Success => SUCCESS,
        Stage::Partially => PARTIALLY,
        Stage::Failed | Stage::Refused => FAILED,
    };
    let workflow = match report.kind {
        Kind::Utilisation => "REPORT_UTILIZE",
        Kind::Dropout => "REPORT_DROPOUT",
        Kind::Aggregation => "REPORT_AGGREGATION",
    };
    let mut operations = vec![operation(
        format!("{workflow}_RECEIVED"),
        Some(&report.id),
        json!({ "state": "SUCCESS", "quantity": report.codes.len() }),
    )];
    if let (Fate::Judged(_, verdicts), false) = (&report.fate, state == UNDERWAY) {
        let [sent, routed, processed] = events(report);
        operations.extend([done(sent), done(routed)]);
        operations.extend(verdicts.iter().map(|verdict| judged(report, processed, verdict)));
    }
    let (id, group) = (report.id.clone(), report.group.clone());
    let mark = report.mark.clone();
    Some(Receipt { id, group, order: None, mark, workflow, state, time: report.time, operations })
}

/// What the events are called by which a report is sent, routed and processed.
fn events(report: &Report) -> [&'static str; 3] {
    match report.kind {
        Kind::Utilisation => ["REPORT_UTILIZE_EMISSION_SEND", "RNMS_GIS_ROUTED", PROCESSED],
        Kind::Dropout if is_tobacco(report) => {
            ["REPORT_DROPOUT_EMISSION_SEND", "REPORT_DROPOUT_GIS_ROUTED", "REPORT_DROPOUT_GIS_PROCESSED"]
        }
        Kind::Dropout => ["REPORT_DROPOUT_EMISSION_SEND", "RNMS_GIS_ROUTED", PROCESSED],
        Kind::Aggregation => {
            ["REPORT_AGGREGATION_GIS_SEND", "REPORT_AGGREGATION_GIS_ROUTED", "REPORT_AGGREGATION_GIS_PROCESSED"]
        }
    }
}

/// The event that counts the codes of a GTIN.
const PROCESSED: &str = "RNMS_GIS_PROCESSED";

/// Whether only bad codes are told; with none there is no document.
fn tells_only_bad(report: &Report) -> bool {
    match report.kind {
        Kind::Utilisation => false,
        Kind::Dropout => is_tobacco(report),
        Kind::Aggregation => true,
    }
}

fn is_tobacco(report: &Report) -> bool {
    matches!(report.group.as_str(), "tobacco" | "ncp" | "otp")
}

/// What became of the codes of a GTIN. Only one kind of event counts them.
fn judged(report: &Report, kind: &str, verdict: &Verdict) -> Operation {
    let stage = verdict.stage();
    let document = (!tells_only_bad(report) || stage != Stage::Success).then_some(verdict.document.as_str());
    let state = match stage {
        Stage::Success => "SUCCESS",
        Stage::Partially => "PARTIALLY",
        _ => "REJECTED",
    };
    let details = match kind {
        PROCESSED => json!({ "state": state, "gtin": verdict.gtin, "processed": verdict.good(),
            "total": verdict.units.len() }),
        _ => json!({ "state": state }),
    };
    operation(kind, document, details)
}

/// The receipts of an order, a report or a block; none while it waits for a signature.
pub(super) fn one(query: &Pairs, stock: &Stock, reports: &Reports, at: Moment) -> Result<Json, Reply> {
    let id = asked(query, "resultDocId")?;
    let found: Vec<Json> =
        all(stock, reports, at).iter().filter(|receipt| receipt.id == id).map(Receipt::told).collect();
    Ok(json!({ "results": found }))
}

/// The most receipts of a page, how many there are if nothing is said, and how far pages go.
const MOST: u64 = 100;
const WITHOUT: u64 = 10;
const FAR: u64 = 10_000;
/// The longest range of dates, in milliseconds.
const DAYS: u64 = 7 * 24 * 3600 * 1000;

/// Receipts by a filter; `skip` is a page from 1.
pub(super) fn search(heard: &Heard<'_>, stock: &Stock, reports: &Reports, at: Moment) -> Result<Json, Reply> {
    let said = body(heard)?;
    let filter = said.get("filter").and_then(Json::as_object).filter(|filter| !filter.is_empty());
    let filter = filter.ok_or_else(|| field("filter", "must have one parameter at least"))?;
    let whole = |name: &str, without| said.get(name).map_or(Some(without), Json::as_u64).filter(|whole| *whole > 0);
    let limit = whole("limit", WITHOUT).filter(|limit| *limit <= MOST);
    let limit = limit.ok_or_else(|| field("limit", "must be between 1 and 100"))?;
    let page = whole("skip", 1).filter(|page| page * limit <= FAR);
    let page = page.ok_or_else(|| field("skip", "must be a page from 1, and no more than 10000 with the limit"))?;
    let mut found = all(stock, reports, at);
    for (name, wanted) in filter {
        let keeps = keeps(name, wanted, filter)?;
        found.retain(keeps);
    }
    let from = usize::try_from((page - 1) * limit).unwrap_or(usize::MAX);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let told: Vec<Json> = found.iter().skip(from).take(most).map(Receipt::told).collect();
    Ok(json!({ "totalCount": found.len(), "results": told }))
}

type Keeps<'f> = Box<dyn Fn(&Receipt) -> bool + 'f>;

/// What a parameter of a filter keeps.
fn keeps<'f>(name: &str, wanted: &'f Json, filter: &'f serde_json::Map<String, Json>) -> Result<Keeps<'f>, Reply> {
    let has = move |said: Option<&str>| wanted.as_array().is_some_and(|all| all.iter().any(|one| one.as_str() == said));
    let is_list = |keeps: Keeps<'f>| match wanted.is_array() {
        true => Ok(keeps),
        false => Err(field(name, "must be a list")),
    };
    match name {
        "resultDocIds" | "sourceDocIds" => is_list(Box::new(move |receipt| has(Some(&receipt.id)))),
        "orderIds" => is_list(Box::new(move |receipt| receipt.order.is_some() && has(receipt.order.as_deref()))),
        "productionOrderIds" => {
            is_list(Box::new(move |receipt| receipt.mark.is_some() && has(receipt.mark.as_deref())))
        }
        "productGroups" => is_list(Box::new(move |receipt| has(Some(&receipt.group)))),
        "workflowTypes" => is_list(Box::new(move |receipt| has(Some(receipt.workflow)))),
        "resultCodes" => is_list(Box::new(move |receipt| {
            wanted.as_array().is_some_and(|all| all.iter().any(|one| one.as_u64() == Some(receipt.state.1.into())))
        })),
        "startCreateDocDate" | "endCreateDocDate" => between("startCreateDocDate", "endCreateDocDate", filter),
        "startStartDocDate" | "endStartDocDate" => between("startStartDocDate", "endStartDocDate", filter),
        _ => Err(field(name, "is unknown")),
    }
}

fn between<'f>(start: &str, end: &str, filter: &serde_json::Map<String, Json>) -> Result<Keeps<'f>, Reply> {
    let said = |name: &str| filter.get(name).and_then(Json::as_u64);
    let (Some(from), Some(to)) = (said(start), said(end)) else { return Err(field(start, "must have both ends")) };
    if to < from || to - from > DAYS {
        return Err(field(end, "must be within 7 days"));
    }
    Ok(Box::new(move |receipt| (from..=to).contains(&millis(receipt.time))))
}

/// A document of a receipt: what was handed in, or what became of the codes.
pub(super) fn document(query: &Pairs, stock: &Stock, reports: &Reports, at: Moment) -> Result<Json, Reply> {
    let (of, id) = (asked(query, "resultDocId")?, asked(query, "docId")?);
    let missing = || reply(404, &global(404, "Document not found"));
    let place = reports.all.iter().position(|report| report.id == of).ok_or_else(missing)?;
    let report = reports.all.get(place).ok_or_else(missing)?;
    if id == report.id {
        return Ok(json!({ "content": String::from_utf8_lossy(&report.body) }));
    }
    let is_over = !matches!(report.stage(stock.takes, at.now), Stage::Unsigned | Stage::Underway(_));
    let Fate::Judged(_, verdicts) = &report.fate else { return Err(missing()) };
    let verdict = verdicts.iter().find(|verdict| is_over && verdict.document == id).ok_or_else(missing)?;
    let only_bad = tells_only_bad(report);
    let told: Vec<Json> = verdict.units.iter().filter(|(_, code)| !only_bad || *code != GOOD).map(told).collect();
    // Both spellings were seen.
    let name = if place % 2 == 0 { "cislist" } else { "cisList" };
    Ok(json!({ "content": json!({ name: told }).to_string() }))
}

fn told((unit, code): &(String, u32)) -> Json {
    let words = (*code != GOOD).then(|| format!("Error {code}"));
    known(json!({ "cis": unit, "code": code, "description": words }))
}
