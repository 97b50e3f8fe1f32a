//! Orders and reports that are handed in.

use std::collections::HashSet;
use std::time::SystemTime;

use serde_json::{Value as Json, json};

use super::super::heard::Heard;
use super::super::order::{Handed, Stock, Wish};
use super::super::reports::{Fate, Kind, MOST, Report, Reports, Stage};
use super::super::seed::Offered;
use super::super::structure::{Serials, Structure, Tail, is_example};
use super::refused::{body, wrong};
use crate::oms::exchange::Reply;

/// Codes of a GTIN of an order.
const CODES: u64 = 150_000;

/// The structure of the codes of a group; no template is said here.
fn structure(group: &str) -> Structure {
    let (serial, tail) = match group {
        "pharma" | "medicine" => (13, Tail::Long),
        "beer" => (7, Tail::Short),
        _ => (13, Tail::Short),
    };
    Structure { country: "", serial, tail }
}

fn text<'b>(body: &'b Json, name: &str) -> Result<&'b str, Reply> {
    let text = body.get(name).and_then(Json::as_str).filter(|text| !text.trim().is_empty());
    text.ok_or_else(|| wrong(400, &format!("{name} is required")))
}

fn list<'b>(body: &'b Json, name: &str) -> Result<&'b [Json], Reply> {
    let list = body.get(name).and_then(Json::as_array).filter(|list| !list.is_empty());
    list.map(Vec::as_slice).ok_or_else(|| wrong(400, &format!("{name} is required")))
}

fn one_of(body: &Json, name: &str, words: &[&str]) -> Result<(), Reply> {
    if words.contains(&text(body, name)?) { Ok(()) } else { Err(wrong(400, &format!("{name} is unknown"))) }
}

fn place(body: &Json) -> Result<(), Reply> {
    let place = body.get("businessPlaceId").and_then(Json::as_u64);
    place.map(|_| ()).ok_or_else(|| wrong(400, "businessPlaceId is required, a whole number"))
}

/// Takes an order in, which nobody signs.
pub(super) fn order(heard: &Heard<'_>, stock: &mut Stock, now: SystemTime) -> Result<Json, Reply> {
    let order = body(heard)?;
    let group = text(&order, "productGroup")?;
    place(&order)?;
    // Their spelling.
    one_of(&order, "releaseMethodType", &["PRIMARY", "REMAINS", "COMISSION", "REMARK"])?;
    let wishes = list(&order, "products")?.iter().map(|product| wish(group, product)).collect::<Result<Vec<_>, _>>()?;
    if wishes.iter().map(|wish| &wish.gtin).collect::<HashSet<_>>().len() != wishes.len() {
        return Err(wrong(400, "A GTIN stands twice"));
    }
    let mark = order.get("poNumber").map(|_| text(&order, "poNumber").map(str::to_owned)).transpose()?;
    let handed = Handed { group: group.to_owned(), mark, body: heard.body.to_vec(), wishes };
    let id = stock.take(handed, Offered::Soon, now).ok_or_else(|| wrong(400, "The GTIN has no serials left"))?;
    Ok(json!({ "orderId": id }))
}

fn wish(group: &str, product: &Json) -> Result<Wish, Reply> {
    let gtin = text(product, "gtin")?;
    if !is_example(gtin) {
        return Err(wrong(400, "GTIN is not of the range 0952, which is all that is registered here"));
    }
    let quantity = product.get("quantity").and_then(Json::as_u64).filter(|quantity| (1..=CODES).contains(quantity));
    let quantity = quantity.and_then(|quantity| u32::try_from(quantity).ok());
    let quantity = quantity.ok_or_else(|| wrong(400, "quantity must be between 1 and 150000"))?;
    one_of(product, "cisType", &["UNIT", "GROUP", "SET"])?;
    let structure = structure(group);
    let serials = match (text(product, "serialNumberType")?, product.get("serialNumbers")) {
        ("SELF_MADE", Some(_)) => Some(serials(product, quantity, structure.serial)?),
        ("OPERATOR", None) => None,
        _ => return Err(wrong(400, "serialNumbers are for SELF_MADE, and only for it")),
    };
    let cis_type = text(product, "cisType")?.to_owned();
    Ok(Wish { gtin: gtin.to_owned(), quantity, template: 0, structure, serials, cis_type })
}

fn serials(product: &Json, quantity: u32, length: usize) -> Result<Serials, Reply> {
    let serial = |serial: &Json| {
        let serial = serial.as_str()?;
        let fits = serial.len() == length && serial.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| serial.to_owned())
    };
    let all = list(product, "serialNumbers")?.iter().map(serial).collect::<Option<Vec<_>>>();
    let all =
        all.ok_or_else(|| wrong(400, "serialNumbers have another length or characters than those of the group"))?;
    if u32::try_from(all.len()) != Ok(quantity) {
        return Err(wrong(400, "serialNumbers must be as many as quantity says"));
    }
    Serials::given(all).ok_or_else(|| wrong(400, "serialNumbers must not have duplicates"))
}

/// Takes a report of what was applied, which nobody signs.
pub(super) fn report(
    heard: &Heard<'_>,
    stock: &mut Stock,
    reports: &mut Reports,
    now: SystemTime,
) -> Result<Json, Reply> {
    let report = body(heard)?;
    // One text has the group in the body, another in the query.
    let query = heard.query();
    let group = text(&report, "productGroup").or_else(|missing| query.get("productGroup").ok_or(missing))?;
    place(&report)?;
    one_of(&report, "releaseType", &["PRODUCTION", "IMPORT", "CIRCULATION", "TAKE_OVER"])?;
    let codes = list(&report, "sntins")?.iter().map(|code| code.as_str().map(str::to_owned)).collect::<Option<_>>();
    let codes: Vec<String> = codes.ok_or_else(|| wrong(400, "sntins must be strings"))?;
    if codes.len() > MOST {
        return Err(wrong(400, "sntins must be 30000 at most"));
    }
    let mark = report.get("productionOrderId").and_then(Json::as_str).map(str::to_owned);
    let (id, group, body) = (stock.dice.uuid(), group.to_owned(), heard.body.to_vec());
    let told = json!({ "reportId": id });
    let kind = Kind::Utilisation;
    reports.all.push(Report { id: id.clone(), kind, group, mark, time: now, body, codes, fate: Fate::Unsigned });
    reports.sign(&id, true, stock, now);
    Ok(told)
}

/// The state of a report.
pub(super) fn status(id: &str, stock: &Stock, reports: &Reports, now: SystemTime) -> Result<Json, Reply> {
    let report = reports.report(id).ok_or_else(|| wrong(404, "Report not found"))?;
    let status = match report.stage(stock.takes, now) {
        Stage::Unsigned | Stage::Underway(_) => "IN_PROCESS",
        Stage::Success => "SUCCESS",
        Stage::Partially | Stage::Failed | Stage::Refused => "ERROR",
    };
    Ok(json!({ "reportId": id, "reportStatus": status }))
}
