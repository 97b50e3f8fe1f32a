//! СУЗ 3.0: methods under `/api/v3/`, the header `clientToken`, blocks that are listed while their part is open.

mod documents;
mod order;
mod receipts;
mod refused;
mod report;
mod signed;
mod true_api;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use self::refused::{asked, body, field, global, text};
use self::signed::BAD_SIGNATURE;
use super::call::Call;
use super::heard::{Heard, Pairs, known, reply};
use super::order::{MOST, Moment, Order, Pack, Part, State, Stock, millis, seconds};
use super::reports::{Kind, Reports};
use super::seed::Offered;
use crate::oms::exchange::Reply;

pub(super) use self::refused::{gateway, no_method};
pub(super) use self::true_api::Challenge;

/// How long codes live.
const LIFE: Duration = Duration::from_secs(30 * 24 * 3600);

/// Who asks: whose codes they are, the token, and what gives another one.
pub(super) struct Owner<'a> {
    pub(super) oms_id: &'a str,
    pub(super) token: &'a mut String,
    pub(super) connection: &'a str,
    pub(super) challenge: &'a mut Option<Challenge>,
}

/// Does what is asked.
pub(super) fn answer(
    call: Call,
    heard: &Heard<'_>,
    owner: &mut Owner<'_>,
    stock: &mut Stock,
    reports: &mut Reports,
    now: SystemTime,
) -> Result<Json, Reply> {
    let dice = &mut stock.dice;
    match call {
        Call::AuthKey => return Ok(true_api::key(owner.challenge, dice)),
        Call::SignIn => return true_api::sign_in(heard, owner.connection, owner.token, owner.challenge, dice),
        _ => {}
    }
    let query = heard.query();
    owner.check(heard, &query)?;
    let (oms_id, at) = (owner.oms_id, stock.at(now));
    match call {
        Call::Ping => Ok(json!({ "omsId": oms_id, "apiVersion": "3.0.27", "omsVersion": "4.56.0" })),
        Call::List => {
            let orders: Vec<Json> = stock.orders.iter().map(|order| listed(order, at)).collect();
            Ok(json!({ "omsId": oms_id, "orderInfos": orders }))
        }
        Call::Status => {
            let order = order(stock, &query)?;
            let told = |order: &Order, part: &Part| with_mark(counters(order, part, at), order);
            let of = query.get("gtin");
            let parts = order.parts.iter().filter(|part| of.is_none_or(|gtin| gtin == part.about.codes.gtin));
            Ok(parts.map(|part| told(order, part)).collect())
        }
        Call::Product => {
            let order = order(stock, &query)?;
            Ok(Json::Object(order.parts.iter().map(|part| product(&order.group, part)).collect()))
        }
        Call::Codes => {
            let quantity = quantity(&query)?;
            let id = stock.dice.uuid();
            let part = part(stock, &query)?;
            if part.state(at) != State::Active {
                return Err(reply(400, &global(3010, "The buffer is not active")));
            }
            let pack = part.hand_out(quantity, id, now);
            Ok(block(oms_id, part, &pack))
        }
        Call::Blocks => {
            let part = part(stock, &query)?;
            if part.state(at) == State::Closed {
                return Err(reply(400, &global(3020, "The buffer is closed")));
            }
            let blocks = part.packs.iter().map(
                |pack| json!({ "blockId": pack.id, "blockDateTime": seconds(pack.time), "quantity": pack.quantity }),
            );
            Ok(json!({ "orderId": query.get("orderId"), "omsId": oms_id, "gtin": part.about.codes.gtin,
                "blocks": blocks.collect::<Vec<_>>() }))
        }
        Call::Retry => again(&query, oms_id, stock, at),
        Call::Close => close(heard, oms_id, stock, at),
        Call::Order => order::take(heard, oms_id, stock, now),
        Call::Documents => documents::search(&query, stock, reports, at),
        Call::Content => documents::content(&query, stock, reports, at),
        Call::Sign => documents::sign(heard, stock, reports, at),
        Call::Delete => documents::delete(&query, stock, reports, at),
        Call::Utilisation => report::take(Kind::Utilisation, heard, oms_id, stock, reports, now),
        Call::Dropout => report::take(Kind::Dropout, heard, oms_id, stock, reports, now),
        Call::Aggregation => report::take(Kind::Aggregation, heard, oms_id, stock, reports, now),
        Call::Report => report::info(&query, oms_id, stock, reports, now),
        Call::Receipt => receipts::one(&query, stock, reports, at),
        Call::Receipts => receipts::search(heard, stock, reports, at),
        Call::ReceiptDocument => receipts::document(&query, stock, reports, at),
        Call::AuthKey | Call::SignIn | Call::Login | Call::Refresh => Err(no_method()),
    }
}

impl Owner<'_> {
    /// The token and whose codes are meant.
    fn check(&self, heard: &Heard<'_>, query: &Pairs) -> Result<(), Reply> {
        let oms_id = asked(query, "omsId")?;
        let token = heard.header("clientToken").unwrap_or_default();
        if token != *self.token || oms_id != self.oms_id {
            // The real one quotes the token too.
            let words = format!("clientToken {token} does not match omsId {oms_id}");
            return Err(reply(400, &global(1140, &words)));
        }
        Ok(())
    }
}

fn order<'s>(stock: &'s mut Stock, query: &Pairs) -> Result<&'s mut Order, Reply> {
    stock.order(asked(query, "orderId")?).ok_or_else(|| reply(404, &global(3370, "Order not found")))
}

fn part<'s>(stock: &'s mut Stock, query: &Pairs) -> Result<&'s mut Part, Reply> {
    let gtin = asked(query, "gtin")?;
    let parts = &mut order(stock, query)?.parts;
    parts.iter_mut().find(|part| part.about.codes.gtin == gtin).ok_or_else(|| field("gtin", "is not in the order"))
}

fn quantity(query: &Pairs) -> Result<u32, Reply> {
    let quantity = query.get("quantity").and_then(|text| text.parse().ok());
    quantity
        .filter(|quantity| (1..=MOST).contains(quantity))
        .ok_or_else(|| field("quantity", "must be between 1 and 150000"))
}

fn block(oms_id: &str, part: &Part, pack: &Pack) -> Json {
    json!({ "omsId": oms_id, "codes": part.codes(pack), "blockId": pack.id })
}

/// A block once more.
fn again(query: &Pairs, oms_id: &str, stock: &Stock, at: Moment) -> Result<Json, Reply> {
    let id = asked(query, "blockId")?;
    let all = stock.orders.iter().flat_map(|order| order.parts.iter().map(move |part| (order, part)));
    let mut blocks = all.flat_map(|(order, part)| part.packs.iter().map(move |pack| (order, part, pack)));
    let Some((order, part, pack)) = blocks.find(|(_, _, pack)| pack.id == id) else {
        return Err(reply(404, &global(404, "No such block")));
    };
    // The guide closes this with the order, and the list of blocks with the part.
    if order.state(at) == Some(State::Closed) {
        return Err(reply(400, &global(3021, "The order is closed")));
    }
    Ok(block(oms_id, part, pack))
}

fn close(heard: &Heard<'_>, oms_id: &str, stock: &mut Stock, at: Moment) -> Result<Json, Reply> {
    let said = body(heard)?;
    let Some(order) = stock.order(text(&said, "orderId")?) else {
        return Err(reply(404, &global(3370, "Order not found")));
    };
    let gtin = said.get("gtin").and_then(Json::as_str);
    let closed = order.parts_of(gtin).filter_map(|part| part.close(at).then_some(())).count();
    if closed == 0 {
        return Err(reply(400, &global(3370, "The order cannot be closed")));
    }
    Ok(json!({ "omsId": oms_id }))
}

fn word(state: State) -> Option<&'static str> {
    match state {
        State::Created => None,
        State::Pending => Some("PENDING"),
        State::Active => Some("ACTIVE"),
        State::Exhausted => Some("EXHAUSTED"),
        State::Rejected => Some("REJECTED"),
        State::Closed => Some("CLOSED"),
    }
}

fn reason(part: &Part) -> String {
    match part.about.offered {
        Offered::BadSignature => BAD_SIGNATURE.to_owned(),
        _ => format!("0106: {} not found in GTIN register", part.about.codes.gtin),
    }
}

/// A part as `order/status` tells it. What is not known yet is -1 or missing; the quirks of the real one are kept.
fn counters(order: &Order, part: &Part, at: Moment) -> Json {
    let (state, template) = (part.state(at), part.about.template);
    if matches!(state, State::Created | State::Pending | State::Rejected) {
        let reason = (state == State::Rejected).then(|| format!("Order declined: {}", reason(part)));
        return known(json!({ "gtin": part.about.codes.gtin, "bufferStatus": word(state), "totalCodes": -1,
            "availableCodes": -1, "leftInBuffer": -1, "unavailableCodes": -1, "totalPassed": -1,
            "poolsExhausted": false, "templateId": word(state).map(|_| template), "rejectionReason": reason }));
    }
    let left = part.left(state);
    let dies = (order.time + LIFE).duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() * 1000;
    // A string in the example of the guide, a number in its table, and 0 where codes live for ever.
    let dies = match order.group.as_str() {
        "pharma" => json!(dies),
        "lp" => json!(0),
        _ => json!(dies.to_string()),
    };
    json!({ "gtin": part.about.codes.gtin, "bufferStatus": word(state), "totalCodes": part.about.codes.quantity,
        "availableCodes": left, "leftInBuffer": 0, "unavailableCodes": 0, "totalPassed": part.passed,
        "poolsExhausted": left == 0, "templateId": template.to_string(), "expiredDate": dies, "cisType": part.about.cis_type })
}

fn listed(order: &Order, at: Moment) -> Json {
    let status = match order.state(at) {
        Some(State::Created) => "CREATED",
        Some(State::Pending) => "PENDING",
        Some(State::Rejected) => "DECLINED",
        Some(State::Closed) => "CLOSED",
        _ => "READY",
    };
    let part = |part: &Part| {
        let told = counters(order, part, at);
        if order.group == "lp" && status == "READY" { without_counters(told) } else { told }
    };
    let parts: Vec<Json> = order.parts.iter().map(part).collect();
    let declined = order.parts.first().filter(|_| status == "DECLINED").map(reason);
    known(json!({ "orderId": order.id, "orderStatus": status, "createdTimestamp": millis(order.time),
        "productGroup": order.group, "productionOrderId": order.mark, "buffers": parts, "declineReason": declined }))
}

/// With the number of who ordered.
fn with_mark(mut part: Json, order: &Order) -> Json {
    if let (Some(part), Some(mark)) = (part.as_object_mut(), &order.mark) {
        part.insert("productionOrderId".to_owned(), json!(mark));
    }
    part
}

/// Lists of orders may lack these.
fn without_counters(mut part: Json) -> Json {
    if let Some(part) = part.as_object_mut() {
        part.retain(|key, _| key != "availableCodes" && key != "totalPassed");
    }
    part
}

fn product(group: &str, part: &Part) -> (String, Json) {
    let about = json!({ "name": part.about.product, "brand": "ОБРАЗЕЦ", "productGroup": group,
        "tnVedCode10": "0000000000" });
    (part.about.codes.gtin.clone(), about)
}
