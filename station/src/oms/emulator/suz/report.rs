//! Reports that are handed in, and what becomes of them.

use std::time::SystemTime;

use serde_json::{Value as Json, json};

use super::super::heard::{Heard, Pairs, known, reply};
use super::super::order::Stock;
use super::super::reports::{Fate, Kind, MOST, Report, Reports, Stage};
use super::super::signature::Signed;
use super::documents::unsigned;
use super::refused::{asked, body, field, global, list, text, texts};
use super::signed::{BAD_SIGNATURE, is_signed_by_itself, of_header};
use crate::oms::exchange::Reply;

/// Groups whose codes count as applied when they are handed out.
const BY_THEMSELVES: [&str; 5] = ["lp", "shoes", "perfumery", "tires", "electronics"];
/// Groups whose units drop out by this interface.
const DROP_OUT: [&str; 8] = ["tobacco", "milk", "water", "beer", "ncp", "bio", "antiseptic", "otp"];
/// Groups whose units are packed by this interface.
const PACKED: [&str; 13] = [
    "tobacco",
    "milk",
    "otp",
    "water",
    "beer",
    "ncp",
    "bio",
    "antiseptic",
    "wheelchairs",
    "softdrinks",
    "radio",
    "opticfiber",
    "vetpharma",
];
/// Characters of the code of a pack: `00` and an SSCC have 20.
const PACK: std::ops::RangeInclusive<usize> = 18..=74;

/// Takes a report in. Nothing is done where something is refused.
pub(super) fn take(
    kind: Kind,
    heard: &Heard<'_>,
    oms_id: &str,
    stock: &mut Stock,
    reports: &mut Reports,
    now: SystemTime,
) -> Result<Json, Reply> {
    let report = body(heard)?;
    let group = text(&report, "productGroup")?;
    let codes = match kind {
        Kind::Utilisation => applied(group, &report)?,
        Kind::Dropout => dropped(group, &report)?,
        Kind::Aggregation => packed(group, &report)?,
    };
    if codes.len() > MOST {
        return Err(field("sntins", "must be 30000 at most"));
    }
    let signed = if is_signed_by_itself(group) { Signed::Well } else { of_header(heard)? };
    let mark = report.pointer("/attributes/productionOrderId").and_then(Json::as_str).map(str::to_owned);
    let (id, group, body) = (stock.dice.uuid(), group.to_owned(), heard.body.to_vec());
    let told = json!({ "omsId": oms_id, "reportId": id });
    reports.all.push(Report { id: id.clone(), kind, group, mark, time: now, body, codes, fate: Fate::Unsigned });
    if signed != Signed::Not {
        reports.sign(&id, signed == Signed::Well, stock, now);
    }
    Ok(told)
}

fn applied(group: &str, report: &Json) -> Result<Vec<String>, Reply> {
    if BY_THEMSELVES.contains(&group) {
        return Err(field("productGroup", "is reported when its codes are handed out"));
    }
    let kind = report.get("utilisationType").map_or(Some("UTILISATION"), Json::as_str);
    if !matches!(kind, Some("UTILISATION" | "RESORT" | "REMARK")) {
        return Err(field("utilisationType", "is unknown"));
    }
    texts(report, "sntins")
}

fn dropped(group: &str, report: &Json) -> Result<Vec<String>, Reply> {
    if !DROP_OUT.contains(&group) {
        return Err(field("productGroup", "has no such report"));
    }
    let reason = text(report, "dropoutReason")?;
    if group == "milk" && !["DEFECT", "QA_SAMPLES"].contains(&reason) {
        return Err(field("dropoutReason", "is none of this group"));
    }
    texts(report, "sntins")
}

fn packed(group: &str, report: &Json) -> Result<Vec<String>, Reply> {
    if !PACKED.contains(&group) {
        return Err(field("productGroup", "has no such report"));
    }
    text(report, "participantId")?;
    let units = list(report, "aggregationUnits")?;
    if units.len() > MOST {
        return Err(field("aggregationUnits", "must be 30000 at most"));
    }
    let mut codes = Vec::new();
    for unit in units {
        let pack = text(unit, "unitSerialNumber")?;
        if !PACK.contains(&pack.chars().count()) || pack.contains(['(', ')']) {
            return Err(field("unitSerialNumber", "is no code of a pack"));
        }
        codes.extend(texts(unit, "sntins")?);
    }
    Ok(codes)
}

/// The state of a report.
pub(super) fn info(
    query: &Pairs,
    oms_id: &str,
    stock: &Stock,
    reports: &Reports,
    now: SystemTime,
) -> Result<Json, Reply> {
    let id = asked(query, "reportId")?;
    let report = reports.report(id).ok_or_else(|| reply(404, &global(404, "Report not found")))?;
    let (status, reason) = match report.stage(stock.takes, now) {
        Stage::Unsigned => (unsigned(report.kind), None),
        Stage::Underway(0) => ("PENDING", None),
        Stage::Underway(1) if report.group == "pharma" => ("CHECK", None),
        Stage::Underway(1) => ("READY_TO_SEND", None),
        Stage::Underway(_) => ("SENT", None),
        Stage::Success => ("SUCCESS", None),
        Stage::Partially => ("PARTIALLY", None),
        Stage::Failed => ("FAILED", None),
        Stage::Refused => ("REJECTED", Some(BAD_SIGNATURE)),
    };
    Ok(known(json!({ "omsId": oms_id, "reportId": id, "reportStatus": status, "errorReason": reason })))
}
