//! СУЗ 3.0: methods under `/api/v3/`, the header `clientToken`, blocks that are listed while their part is open.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use super::super::exchange::Reply;
use super::call::Call;
use super::heard::{Heard, Pairs, known, reply};
use super::order::{MOST, Moment, Order, Pack, Part, State, Stock, seconds};
use super::seed::Offered;

/// How long codes live.
const LIFE: Duration = Duration::from_secs(30 * 24 * 3600);

/// Who asks: whose codes they are, and the token.
pub(super) struct Owner<'a> {
    pub(super) oms_id: &'a str,
    pub(super) token: &'a str,
}

/// Does what is asked.
pub(super) fn answer(
    call: Call,
    heard: &Heard<'_>,
    owner: &Owner<'_>,
    stock: &mut Stock,
    now: SystemTime,
) -> Result<Json, Reply> {
    let query = heard.query();
    owner.check(heard, &query)?;
    let (oms_id, at) = (owner.oms_id, stock.at(now));
    match call {
        Call::Ping => Ok(json!({ "omsId": oms_id, "apiVersion": "3.0.27", "omsVersion": "4.56.0" })),
        Call::List => {
            let orders: Vec<Json> = stock.orders.iter().map(|order| listed(order, stock.began, at)).collect();
            Ok(json!({ "omsId": oms_id, "orderInfos": orders }))
        }
        Call::Status => {
            let (began, order) = (stock.began, order(stock, &query)?);
            let group = order.group;
            Ok(order.parts_of(query.get("gtin")).map(|part| counters(group, part, began, at)).collect())
        }
        Call::Product => {
            let order = order(stock, &query)?;
            Ok(Json::Object(order.parts.iter().map(|part| product(order.group, part)).collect()))
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
            Ok(json!({ "orderId": query.get("orderId"), "omsId": oms_id, "gtin": part.about.gtin,
                "blocks": blocks.collect::<Vec<_>>() }))
        }
        Call::Retry => again(&query, owner, stock, at),
        Call::Close => close(heard, owner, stock, at),
        Call::Login | Call::Refresh => Err(no_method()),
    }
}

impl Owner<'_> {
    /// The token and whose codes are meant.
    fn check(&self, heard: &Heard<'_>, query: &Pairs) -> Result<(), Reply> {
        let Some(oms_id) = query.get("omsId") else { return Err(field("omsId", "must not be blank")) };
        let token = heard.header("clientToken").unwrap_or_default();
        if token != self.token || oms_id != self.oms_id {
            // The real one quotes the token too.
            let words = format!("clientToken {token} does not match omsId {oms_id}");
            return Err(reply(400, &global(1140, &words)));
        }
        Ok(())
    }
}

fn order<'s>(stock: &'s mut Stock, query: &Pairs) -> Result<&'s mut Order, Reply> {
    let Some(id) = query.get("orderId") else { return Err(field("orderId", "must not be blank")) };
    stock.order(id).ok_or_else(|| reply(404, &global(3370, "Order not found")))
}

fn part<'s>(stock: &'s mut Stock, query: &Pairs) -> Result<&'s mut Part, Reply> {
    let Some(gtin) = query.get("gtin") else { return Err(field("gtin", "must not be blank")) };
    let parts = &mut order(stock, query)?.parts;
    parts.iter_mut().find(|part| part.about.gtin == gtin).ok_or_else(|| field("gtin", "is not in the order"))
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
fn again(query: &Pairs, owner: &Owner<'_>, stock: &Stock, at: Moment) -> Result<Json, Reply> {
    let Some(id) = query.get("blockId") else { return Err(field("blockId", "must not be blank")) };
    let all = stock.orders.iter().flat_map(|order| order.parts.iter().map(move |part| (order, part)));
    let mut blocks = all.flat_map(|(order, part)| part.packs.iter().map(move |pack| (order, part, pack)));
    let Some((order, part, pack)) = blocks.find(|(_, _, pack)| pack.id == id) else {
        return Err(reply(404, &global(404, "No such block")));
    };
    // The guide closes this with the order, and the list of blocks with the part.
    if order.state(at) == Some(State::Closed) {
        return Err(reply(400, &global(3021, "The order is closed")));
    }
    Ok(block(owner.oms_id, part, pack))
}

fn close(heard: &Heard<'_>, owner: &Owner<'_>, stock: &mut Stock, at: Moment) -> Result<Json, Reply> {
    if !heard.is("application/json") {
        return Err(field("Content-Type", "must be application/json"));
    }
    let body: Json = serde_json::from_slice(heard.body).map_err(|_| field("body", "is no JSON"))?;
    let said = |key: &str| body.get(key).and_then(Json::as_str);
    let Some(id) = said("orderId") else { return Err(field("orderId", "must not be blank")) };
    let Some(order) = stock.order(id) else { return Err(reply(404, &global(3370, "Order not found"))) };
    let closed = order.parts_of(said("gtin")).filter_map(|part| part.close(at).then_some(())).count();
    if closed == 0 {
        return Err(reply(400, &global(3370, "The order cannot be closed")));
    }
    Ok(json!({ "omsId": owner.oms_id }))
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
        Offered::BadSignature => "Signature validation failed: message-digest attribute value does not match \
                                  calculated value"
            .to_owned(),
        _ => format!("0106: {} not found in GTIN register", part.about.gtin),
    }
}

/// A part as `order/status` tells it. What is not known yet is -1 or missing; the quirks of the real one are kept.
fn counters(group: &str, part: &Part, began: SystemTime, at: Moment) -> Json {
    let (state, template) = (part.state(at), part.about.template);
    if matches!(state, State::Created | State::Pending | State::Rejected) {
        let reason = (state == State::Rejected).then(|| format!("Order declined: {}", reason(part)));
        return known(json!({ "gtin": part.about.gtin, "bufferStatus": word(state), "totalCodes": -1,
            "availableCodes": -1, "leftInBuffer": -1, "unavailableCodes": -1, "totalPassed": -1,
            "poolsExhausted": false, "templateId": word(state).map(|_| template), "rejectionReason": reason }));
    }
    let left = part.left(state);
    let dies = (began + LIFE).duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() * 1000;
    // A string in the example of the guide, a number in its table, and 0 where codes live for ever.
    let dies = match group {
        "pharma" => json!(dies),
        "lp" => json!(0),
        _ => json!(dies.to_string()),
    };
    json!({ "gtin": part.about.gtin, "bufferStatus": word(state), "totalCodes": part.about.quantity,
        "availableCodes": left, "leftInBuffer": 0, "unavailableCodes": 0, "totalPassed": part.passed,
        "poolsExhausted": left == 0, "templateId": template.to_string(), "expiredDate": dies, "cisType": "UNIT" })
}

fn listed(order: &Order, began: SystemTime, at: Moment) -> Json {
    let status = match order.state(at) {
        Some(State::Created) => "CREATED",
        Some(State::Pending) => "PENDING",
        Some(State::Rejected) => "DECLINED",
        Some(State::Closed) => "CLOSED",
        _ => "READY",
    };
    let part = |part: &Part| {
        let told = counters(order.group, part, began, at);
        if order.group == "lp" && status == "READY" { without_counters(told) } else { told }
    };
    let parts: Vec<Json> = order.parts.iter().map(part).collect();
    let declined = order.parts.first().filter(|_| status == "DECLINED").map(reason);
    known(json!({ "orderId": order.id, "orderStatus": status, "createdTimestamp": seconds(began) * 1000,
        "productGroup": order.group, "buffers": parts, "declineReason": declined }))
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
    (part.about.gtin.clone(), about)
}

pub(super) fn no_method() -> Reply {
    reply(404, &global(404, "No such method"))
}

/// What gateways say.
pub(super) fn gateway(status: u16, words: &str) -> Reply {
    reply(status, &json!({ "code": status, "description": "", "error_message": words }))
}

fn global(code: u32, words: &str) -> Json {
    json!({ "fieldErrors": [], "globalErrors": [{ "error": words, "errorCode": code }], "success": false })
}

fn field(name: &str, words: &str) -> Reply {
    let wrong = json!([{ "fieldName": name, "fieldError": words, "errorCode": "1000" }]);
    reply(400, &json!({ "fieldErrors": wrong, "globalErrors": [], "success": false }))
}
