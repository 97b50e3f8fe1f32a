//! Orders that are handed in.

use std::collections::HashSet;
use std::time::SystemTime;

use serde_json::{Value as Json, json};

use super::super::heard::Heard;
use super::super::order::{Handed, Stock, Wish};
use super::super::seed::Offered;
use super::super::signature::Signed;
use super::super::structure::{Serials, is_example, of_template};
use super::refused::{blank, body, field, list, text};
use super::signed::{is_signed_by_itself, of_header};
use crate::oms::exchange::Reply;

/// GTINs of an order, and codes of one GTIN that is alone and of several.
const GTINS: usize = 10;
const ALONE: u64 = 2_000_000;
const OF_SEVERAL: u64 = 150_000;
/// Characters of the number that who orders gives.
const MARK: usize = 256;

/// Takes an order in. Nothing is done where something is refused.
pub(super) fn take(heard: &Heard<'_>, oms_id: &str, stock: &mut Stock, now: SystemTime) -> Result<Json, Reply> {
    let order = body(heard)?;
    let group = text(&order, "productGroup")?;
    let products = list(&order, "products")?;
    if products.len() > if group == "pharma" { 1 } else { GTINS } {
        return Err(field("products", "has too many products"));
    }
    let most = if products.len() == 1 { ALONE } else { OF_SEVERAL };
    let wishes = products.iter().map(|product| wish(group, product, most)).collect::<Result<Vec<_>, _>>()?;
    if wishes.iter().map(|wish| &wish.gtin).collect::<HashSet<_>>().len() != wishes.len() {
        return Err(field("products", "has a GTIN twice"));
    }
    let attributes = order.get("attributes").unwrap_or(&Json::Null);
    if !matches!(group, "tobacco" | "ncp" | "pharma") {
        text(attributes, "releaseMethodType")?;
        text(attributes, "createMethodType")?;
    }
    let handed = Handed { group: group.to_owned(), mark: mark(attributes)?, body: heard.body.to_vec(), wishes };
    let offered = match of_header(heard)? {
        _ if is_signed_by_itself(group) => Offered::Soon,
        Signed::Not => Offered::Unsigned,
        Signed::Well => Offered::Soon,
        Signed::Badly => Offered::BadSignature,
    };
    let takes = u64::try_from(stock.takes.as_millis()).unwrap_or(u64::MAX);
    let Some(id) = stock.take(handed, offered, now) else { return Err(field("gtin", "has no serials left")) };
    Ok(json!({ "omsId": oms_id, "orderId": id, "expectedCompleteTimestamp": takes }))
}

/// The number that who orders gave the order.
fn mark(attributes: &Json) -> Result<Option<String>, Reply> {
    let Some(mark) = attributes.get("productionOrderId") else { return Ok(None) };
    let mark = mark.as_str().filter(|mark| !mark.trim().is_empty() && !mark.contains(char::is_control));
    let mark = mark.filter(|mark| mark.chars().count() <= MARK).ok_or_else(|| blank("productionOrderId"))?;
    Ok(Some(mark.to_owned()))
}

fn wish(group: &str, product: &Json, most: u64) -> Result<Wish, Reply> {
    let gtin = text(product, "gtin")?;
    if !is_example(gtin) {
        return Err(field("gtin", "is not of the range 0952, which is all that is registered here"));
    }
    let quantity = product.get("quantity").and_then(Json::as_u64).filter(|quantity| (1..=most).contains(quantity));
    let quantity = quantity.and_then(|quantity| u32::try_from(quantity).ok());
    let quantity = quantity.ok_or_else(|| field("quantity", "is not between 1 and what an order may have"))?;
    let template = product.get("templateId").and_then(Json::as_u64).ok_or_else(|| blank("templateId"))?;
    let structure = of_template(template).ok_or_else(|| field("templateId", "is unknown"))?;
    let cis_type = text(product, "cisType")?;
    if !["UNIT", "BUNDLE", "GROUP", "SET"].contains(&cis_type) {
        return Err(field("cisType", "is unknown"));
    }
    // The system puts the country in front, except of what these say.
    let front = if matches!(group, "pharma" | "tobacco" | "otp" | "ncp") { "" } else { structure.country };
    let given = product.get("serialNumbers");
    let serials = match (text(product, "serialNumberType")?, given) {
        ("SELF_MADE", _) => Some(serials(product, quantity, front, structure.serial)?),
        ("OPERATOR", None) => None,
        ("OPERATOR", Some(_)) => return Err(field("serialNumbers", "must not be said")),
        _ => return Err(field("serialNumberType", "is unknown")),
    };
    let (gtin, cis_type) = (gtin.to_owned(), cis_type.to_owned());
    Ok(Wish { gtin, quantity, template, structure, serials, cis_type })
}

fn serials(product: &Json, quantity: u32, front: &str, length: usize) -> Result<Serials, Reply> {
    let wrong = |words| field("serialNumbers", words);
    let all = list(product, "serialNumbers")?;
    if u32::try_from(all.len()) != Ok(quantity) {
        return Err(wrong("must be as many as quantity says"));
    }
    let serial = |serial: &Json| {
        let serial = serial.as_str().filter(|serial| serial.bytes().all(|byte| byte.is_ascii_graphic()))?;
        (front.len() + serial.len() == length).then(|| format!("{front}{serial}"))
    };
    let all = all.iter().map(serial).collect::<Option<Vec<_>>>();
    let all = all.ok_or_else(|| wrong("have another length or characters than those of the template"))?;
    Serials::given(all).ok_or_else(|| wrong("must not have duplicates"))
}
