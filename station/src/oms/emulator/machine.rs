//! What the emulator knows and answers, without a network.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use super::super::exchange::Reply;
use super::call::Call;
use super::fault::Trouble;
use super::orders::{Dice, Offered, Seeded, SeededPart, orders};
use super::{Closing, Settings};

/// The most codes of one request.
const MOST: usize = 150_000;
/// Codes that were taken in the portal.
const IN_PORTAL: usize = 5;
/// When codes that are offered soon are ready.
const SOON: Duration = Duration::from_secs(60);
/// How long codes live.
const LIFE: Duration = Duration::from_secs(30 * 24 * 3600);

/// A request as it is heard.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The path and what stands behind it.
    pub target: &'a str,
    /// The header `clientToken`.
    pub token: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

/// An order as it was at first.
#[derive(Clone)]
pub struct Ordered<'m> {
    /// Its id.
    pub id: &'m str,
    /// Its group of goods.
    pub group: &'m str,
    /// What is ordered.
    pub parts: Vec<Of<'m>>,
}

/// What is ordered of a GTIN.
#[derive(Clone, Copy)]
pub struct Of<'m> {
    /// The GTIN.
    pub gtin: &'m str,
    /// How it began.
    pub began: Offered,
    /// All its codes.
    pub codes: &'m [String],
}

/// A СУЗ.
#[derive(Debug)]
pub struct Machine {
    dice: Dice,
    settings: Settings,
    began: SystemTime,
    oms_id: String,
    token: String,
    orders: Vec<Order>,
    calls: HashMap<Call, u32>,
}

#[derive(Debug)]
struct Order {
    id: String,
    group: &'static str,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    about: SeededPart,
    /// Codes that were handed out, from the first on.
    passed: usize,
    /// Blocks by API: id, place of the first code, codes, time.
    blocks: Vec<(String, usize, usize, SystemTime)>,
    /// When the last code was handed out.
    emptied: Option<SystemTime>,
    is_closed: bool,
}

impl Part {
    fn status(&self, closing: Closing, began: SystemTime, now: SystemTime) -> &'static str {
        let since = |then: SystemTime| now.duration_since(then).unwrap_or(Duration::ZERO);
        match self.about.offered {
            Offered::Rejected => "REJECTED",
            Offered::Soon if since(began) < SOON => "PENDING",
            _ if self.is_closed => "CLOSED",
            _ => match self.emptied {
                Some(then) if since(then) >= closing.after() => "CLOSED",
                Some(_) => "EXHAUSTED",
                None => "ACTIVE",
            },
        }
    }
}

impl Machine {
    /// A СУЗ that begins at a time.
    #[must_use]
    pub fn new(settings: Settings, now: SystemTime) -> Self {
        let mut dice = Dice::new(settings.seed);
        let (oms_id, token) = (dice.uuid(), dice.uuid());
        let part = |about: SeededPart| {
            let in_portal = if about.offered == Offered::PartlyInPortal { IN_PORTAL } else { 0 };
            let passed = in_portal.min(about.codes.len());
            Part { about, passed, blocks: Vec::new(), emptied: None, is_closed: false }
        };
        let order = |order: Seeded| Order {
            id: order.id,
            group: order.group,
            parts: order.parts.into_iter().map(part).collect(),
        };
        let orders = orders(&mut dice, settings.codes).into_iter().map(order).collect();
        Self { dice, settings, began: now, oms_id, token, orders, calls: HashMap::new() }
    }

    /// Whose codes it gives.
    #[must_use]
    pub fn oms_id(&self) -> &str {
        &self.oms_id
    }

    /// The token that it takes.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Takes another token from now on, as after a new sign-in.
    pub fn renew(&mut self) -> String {
        self.token = self.dice.uuid();
        self.token.clone()
    }

    /// Its orders.
    pub fn orders(&self) -> impl Iterator<Item = Ordered<'_>> {
        self.orders.iter().map(|order| {
            let parts = order.parts.iter().map(|part| Of {
                gtin: &part.about.gtin,
                began: part.about.offered,
                codes: &part.about.codes,
            });
            Ordered { id: &order.id, group: order.group, parts: parts.collect() }
        })
    }

    /// How often something was asked.
    #[must_use]
    pub fn asked(&self, call: Call) -> u32 {
        self.calls.get(&call).copied().unwrap_or(0)
    }

    /// What happens to a request that is heard now, if it is to happen; it counts the request.
    pub fn trouble(&mut self, heard: &Heard<'_>) -> Option<Trouble> {
        let call = Call::of(heard.method, heard.target.split('?').next()?)?;
        let number = self.calls.entry(call).or_insert(0);
        *number += 1;
        let number = *number;
        let happens = |fault: &&super::Fault| fault.at == call && fault.number == number;
        self.settings.faults.iter().find(happens).map(|fault| fault.what)
    }

    /// Does what is asked, and answers.
    pub fn answer(&mut self, heard: &Heard<'_>, now: SystemTime) -> Reply {
        let (path, query) = heard.target.split_once('?').unwrap_or((heard.target, ""));
        let query: HashMap<&str, String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (key, decoded(value)))
            .collect();
        let Some(call) = Call::of(heard.method, path) else {
            return reply(404, &global(404, "No such method"));
        };
        let answered = self.check(heard, &query).and_then(|()| self.done(call, &query, heard.body, now));
        match answered {
            Ok(answer) => reply(200, &answer),
            Err((status, answer)) => reply(status, &answer),
        }
    }

    /// The token and whose codes are meant.
    fn check(&self, heard: &Heard<'_>, query: &HashMap<&str, String>) -> Result<(), (u16, Json)> {
        let Some(oms_id) = query.get("omsId") else { return Err(field("omsId", "must not be blank")) };
        let token = heard.token.unwrap_or_default();
        if token != self.token || *oms_id != self.oms_id {
            // The real one quotes the token too.
            let words = format!("clientToken {token} does not match omsId {oms_id}");
            return Err((400, global(1140, &words)));
        }
        Ok(())
    }

    fn done(
        &mut self,
        call: Call,
        query: &HashMap<&str, String>,
        body: &[u8],
        now: SystemTime,
    ) -> Result<Json, (u16, Json)> {
        let (closing, began, oms_id) = (self.settings.closing, self.began, self.oms_id.clone());
        match call {
            Call::Ping => Ok(json!({ "omsId": oms_id, "apiVersion": "3.0.27", "omsVersion": "4.56.0" })),
            Call::List => Ok(json!({ "omsId": oms_id,
                "orderInfos": self.orders.iter().map(|order| listed(order, closing, began, now)).collect::<Vec<_>>() })),
            Call::Status => {
                let order = self.order(query.get("orderId"))?;
                let gtin = query.get("gtin");
                let parts = order.parts.iter().filter(|part| gtin.is_none_or(|gtin| *gtin == part.about.gtin));
                Ok(parts.map(|part| counters(order, part, part.status(closing, began, now), began)).collect())
            }
            Call::Product => {
                let order = self.order(query.get("orderId"))?;
                let about = |part: &Part| {
                    (
                        part.about.gtin.clone(),
                        json!({ "name": part.about.product, "brand": part.about.brand,
                        "productGroup": order.group, "tnVedCode10": "0000000000" }),
                    )
                };
                Ok(Json::Object(order.parts.iter().map(about).collect()))
            }
            Call::Codes => {
                let quantity: usize = query.get("quantity").and_then(|text| text.parse().ok()).unwrap_or(0);
                if !(1..=MOST).contains(&quantity) {
                    return Err(field("quantity", "must be between 1 and 150000"));
                }
                let block = self.dice.uuid();
                let part = self.part(query)?;
                if part.status(closing, began, now) != "ACTIVE" {
                    return Err((400, global(3010, "The buffer is not active")));
                }
                let first = part.passed;
                let last = (first + quantity).min(part.about.codes.len());
                let codes = part.about.codes.get(first..last).unwrap_or_default().to_vec();
                part.blocks.push((block.clone(), first, codes.len(), now));
                part.passed = last;
                if last == part.about.codes.len() {
                    part.emptied = Some(now);
                }
                Ok(json!({ "omsId": oms_id, "codes": codes, "blockId": block }))
            }
            Call::Blocks => {
                let part = self.part(query)?;
                if part.status(closing, began, now) == "CLOSED" {
                    return Err((400, global(3020, "The buffer is closed")));
                }
                let block = |(id, _, quantity, time): &(String, usize, usize, SystemTime)| json!({ "blockId": id, "blockDateTime": seconds(*time), "quantity": quantity });
                let blocks: Vec<Json> = part.blocks.iter().map(block).collect();
                Ok(
                    json!({ "orderId": query.get("orderId"), "omsId": oms_id, "gtin": part.about.gtin, "blocks": blocks }),
                )
            }
            Call::Retry => {
                let id = query.get("blockId");
                let of = |part: &Part| {
                    let block = part.blocks.iter().find(|(block, ..)| Some(block) == id)?;
                    Some(part.about.codes.get(block.1..block.1 + block.2)?.to_vec())
                };
                let found = self.orders.iter().find_map(|order| Some((order, order.parts.iter().find_map(of)?)));
                let Some((order, codes)) = found else { return Err((404, global(404, "No such block"))) };
                // The guide closes this with the order, and the list of blocks with the part.
                if order.parts.iter().all(|part| part.status(closing, began, now) == "CLOSED") {
                    return Err((400, global(3021, "The order is closed")));
                }
                Ok(json!({ "omsId": oms_id, "codes": codes, "blockId": id }))
            }
            Call::Close => {
                let body: Json = serde_json::from_slice(body).map_err(|_| field("body", "is no JSON"))?;
                let gtin = body.get("gtin").and_then(Json::as_str);
                let id = body.get("orderId").and_then(Json::as_str).map(str::to_owned);
                let order = self.order_mut(id.as_ref())?;
                for part in &mut order.parts {
                    if gtin.is_none_or(|gtin| gtin == part.about.gtin) {
                        part.is_closed = true;
                    }
                }
                Ok(json!({ "omsId": oms_id }))
            }
        }
    }

    fn order(&self, id: Option<&String>) -> Result<&Order, (u16, Json)> {
        self.orders.iter().find(|order| Some(&order.id) == id).ok_or_else(no_order)
    }

    fn order_mut(&mut self, id: Option<&String>) -> Result<&mut Order, (u16, Json)> {
        self.orders.iter_mut().find(|order| Some(&order.id) == id).ok_or_else(no_order)
    }

    fn part(&mut self, query: &HashMap<&str, String>) -> Result<&mut Part, (u16, Json)> {
        let gtin = query.get("gtin");
        let parts = &mut self.order_mut(query.get("orderId"))?.parts;
        parts.iter_mut().find(|part| Some(&part.about.gtin) == gtin).ok_or_else(|| field("gtin", "is not in the order"))
    }
}

/// A part as `order/status` tells it. What is not known yet is -1; the quirks of the real one are kept.
fn counters(order: &Order, part: &Part, status: &str, began: SystemTime) -> Json {
    let all = part.about.codes.len();
    if matches!(status, "PENDING" | "REJECTED") {
        let reason = format!("Order declined: 0106: {} not found in GTIN register", part.about.gtin);
        return json!({ "gtin": part.about.gtin, "bufferStatus": status, "totalCodes": -1, "availableCodes": -1,
            "leftInBuffer": -1, "unavailableCodes": -1, "totalPassed": -1, "poolsExhausted": false,
            "templateId": part.about.template, "rejectionReason": (status == "REJECTED").then_some(reason) });
    }
    let left = if status == "CLOSED" { 0 } else { all - part.passed };
    let dies = u64::try_from((began + LIFE).duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()).unwrap_or(0);
    // A string in the example of the guide, a number in its table.
    let dies = if order.group == "pharma" { json!(dies) } else { json!(dies.to_string()) };
    json!({ "gtin": part.about.gtin, "bufferStatus": status, "totalCodes": all, "availableCodes": left,
        "leftInBuffer": 0, "unavailableCodes": 0, "totalPassed": part.passed, "poolsExhausted": left == 0,
        "templateId": part.about.template.to_string(), "expiredDate": dies, "cisType": "UNIT" })
}

fn listed(order: &Order, closing: Closing, began: SystemTime, now: SystemTime) -> Json {
    let status = |part: &Part| part.status(closing, began, now);
    let all = |word: &str| order.parts.iter().all(|part| status(part) == word);
    let parts: Vec<Json> = order.parts.iter().map(|part| counters(order, part, status(part), began)).collect();
    let status = if all("CLOSED") {
        "CLOSED"
    } else if all("PENDING") {
        "PENDING"
    } else if all("REJECTED") {
        "DECLINED"
    } else {
        "READY"
    };
    let reason = (status == "DECLINED").then_some("GTIN not found");
    json!({ "orderId": order.id, "orderStatus": status, "createdTimestamp": seconds(began) * 1000,
        "productGroup": order.group, "buffers": parts, "declineReason": reason })
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn reply(status: u16, body: &Json) -> Reply {
    Reply { status, retry_after: None, body: body.to_string().into_bytes() }
}

pub(super) fn global(code: u32, words: &str) -> Json {
    json!({ "fieldErrors": [], "globalErrors": [{ "error": words, "errorCode": code }], "success": false })
}

fn field(name: &str, words: &str) -> (u16, Json) {
    let wrong = json!([{ "fieldName": name, "fieldError": words, "errorCode": "1000" }]);
    (400, json!({ "fieldErrors": wrong, "globalErrors": [], "success": false }))
}

fn no_order() -> (u16, Json) {
    (404, global(3370, "Order not found"))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
