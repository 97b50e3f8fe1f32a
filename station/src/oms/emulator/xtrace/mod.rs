//! xTrace: `Authorization: Bearer` with an access token of half an hour or with an API key, and packs by a cursor,
//! which are given again even when their part is closed.

mod handed;
mod refused;

use std::time::{Duration, SystemTime};

use serde_json::{Value as Json, json};

use self::refused::body;
use super::call::Call;
use super::dice::Dice;
use super::heard::{Heard, Pairs, known, reply};
use super::order::{MOST, Moment, Order, Part, State, Stock, millis};
use super::reports::Reports;
use crate::oms::exchange::Reply;

pub(super) use self::refused::wrong;

/// How long an access token lives.
const LIFE: Duration = Duration::from_secs(30 * 60);

/// Who signed in last.
#[derive(Debug)]
pub(super) struct Session {
    access: String,
    refresh: String,
    since: SystemTime,
}

impl Session {
    fn new(dice: &mut Dice, since: SystemTime) -> Self {
        Self { access: dice.uuid(), refresh: dice.uuid(), since }
    }

    fn lives(&self, now: SystemTime) -> bool {
        now.duration_since(self.since).unwrap_or(Duration::ZERO) < LIFE
    }
}

/// What opens it.
pub(super) struct Doors<'a> {
    pub(super) key: &'a str,
    pub(super) login: &'a str,
    pub(super) password: &'a str,
    pub(super) session: &'a mut Option<Session>,
}

/// Does what is asked.
pub(super) fn answer(
    call: Call,
    heard: &Heard<'_>,
    doors: &mut Doors<'_>,
    stock: &mut Stock,
    reports: &mut Reports,
    now: SystemTime,
) -> Result<Json, Reply> {
    if !heard.header("Accept").is_some_and(|kinds| kinds.split(',').any(|kind| kind.trim().starts_with("*/*"))) {
        return Err(Reply { status: 406, retry_after: None, body: Vec::new() });
    }
    match call {
        Call::Login => return doors.login(heard, &mut stock.dice, now),
        Call::Refresh => return doors.refresh(heard, &mut stock.dice, now),
        _ => doors.check(heard, now)?,
    }
    let (query, at) = (heard.query(), stock.at(now));
    match call {
        Call::List => list(&query, stock, at),
        Call::Status => {
            let (order, of) = (order(&query, stock)?, query.get("gtin"));
            let parts = order.parts.iter().filter(|part| of.is_none_or(|gtin| gtin == part.about.codes.gtin));
            let parts: Vec<Json> = parts.map(|part| sub_order(order, part, at)).collect();
            Ok(json!({ "subOrderInfos": parts }))
        }
        Call::Codes => codes(&query, stock, at),
        Call::Blocks => {
            let packs = part(&query, stock)?
                .packs
                .iter()
                .map(|pack| json!({ "packId": pack.id, "quantity": pack.quantity, "packDateTime": millis(pack.time) }));
            Ok(json!({ "packs": packs.collect::<Vec<_>>() }))
        }
        Call::Close => {
            let closed =
                order(&query, stock)?.parts_of(query.get("gtin")).filter_map(|part| part.close(at).then_some(()));
            if closed.count() == 0 {
                return Err(wrong(400, "The order cannot be closed"));
            }
            Ok(json!({}))
        }
        Call::Order => handed::order(heard, stock, now),
        Call::Utilisation => handed::report(heard, stock, reports, now),
        Call::Report => handed::status(heard.id(), stock, reports, now),
        _ => Err(wrong(404, "Not found")),
    }
}

impl Doors<'_> {
    /// The API key, or the access token while it lives.
    fn check(&self, heard: &Heard<'_>, now: SystemTime) -> Result<(), Reply> {
        let said = heard.header("Authorization").and_then(|said| said.strip_prefix("Bearer "));
        let session = self.session.as_ref().filter(|session| session.lives(now)).map(|session| session.access.as_str());
        said.filter(|said| *said == self.key || Some(*said) == session).map(|_| ()).ok_or_else(inactive)
    }

    fn login(&mut self, heard: &Heard<'_>, dice: &mut Dice, now: SystemTime) -> Result<Json, Reply> {
        let body = body(heard)?;
        let said = |key: &str| body.get(key).and_then(Json::as_str);
        if said("login") != Some(self.login) || said("password") != Some(self.password) {
            return Err(reply(401, &json!([{ "code": "user-incorrect-login-or-password" }])));
        }
        Ok(self.opened(dice, now))
    }

    fn refresh(&mut self, heard: &Heard<'_>, dice: &mut Dice, now: SystemTime) -> Result<Json, Reply> {
        if !heard.is("application/x-www-form-urlencoded") {
            return Err(wrong(400, "Content-Type must be application/x-www-form-urlencoded"));
        }
        let form = Pairs::of(&String::from_utf8_lossy(heard.body));
        let Some(said) = form.get("refreshToken") else { return Err(wrong(400, "refreshToken is required")) };
        if self.session.as_ref().is_none_or(|session| session.refresh != said) {
            return Err(inactive());
        }
        Ok(self.opened(dice, now))
    }

    /// Another session; the tokens of the one before are dead.
    fn opened(&mut self, dice: &mut Dice, now: SystemTime) -> Json {
        let session = Session::new(dice, now);
        let told = json!({ "accessToken": session.access, "accessTokenType": "BEARER",
            "accessTokenExpiresIn": LIFE.as_millis().to_string(), "refreshToken": session.refresh });
        *self.session = Some(session);
        told
    }
}

/// All orders, or so many behind a cursor, which is the last order that was told.
fn list(query: &Pairs, stock: &Stock, at: Moment) -> Result<Json, Reply> {
    let from = match query.get("cursor") {
        None => 0,
        Some(last) => {
            let place = stock.orders.iter().position(|order| order.id == last);
            place.map(|place| place + 1).ok_or_else(|| wrong(400, "cursor is unknown"))?
        }
    };
    let most = match query.get("limit") {
        None => usize::MAX,
        Some(limit) => limit.parse().ok().filter(|limit| *limit > 0).ok_or_else(|| wrong(400, "limit is no number"))?,
    };
    let orders = stock.orders.iter().skip(from).take(most);
    Ok(json!({ "orderInfos": orders.map(|order| listed(order, at)).collect::<Vec<_>>() }))
}

fn listed(order: &Order, at: Moment) -> Json {
    let status = match order.state(at) {
        Some(State::Created) => "CREATED",
        Some(State::Pending) => "PENDING",
        Some(State::Rejected) => "REJECTED",
        Some(State::Closed) => "CLOSED",
        _ => "READY",
    };
    known(
        json!({ "orderId": order.id, "productGroup": order.group, "orderStatus": status, "releaseMethodType": "PRIMARY",
        "createDate": millis(order.time), "isPaid": true, "poNumber": order.mark }),
    )
}

/// The word for parts whose codes can be had. Witnesses differ; here it is another one for water.
fn ready(group: &str) -> &'static str {
    if group == "water" { "READY" } else { "ACTIVE" }
}

/// A part as `sub-orders` tells it. What is not known yet is -1 or missing.
fn sub_order(order: &Order, part: &Part, at: Moment) -> Json {
    let state = part.state(at);
    let (word, left, passed, newest) = match state {
        State::Created | State::Pending => ("PENDING", Some(json!(-1)), None, None),
        State::Rejected => ("REJECTED", None, None, None),
        State::Active | State::Exhausted | State::Closed => {
            let word = match state {
                State::Exhausted => "EXHAUSTED",
                State::Closed => "CLOSED",
                _ => ready(&order.group),
            };
            let newest = part.packs.last().map(|pack| &pack.id);
            (word, Some(json!(part.left(state))), Some(part.passed.to_string()), newest)
        }
    };
    let reason = (state == State::Rejected).then_some("GTIN is not registered");
    known(
        json!({ "parentOrderId": order.id, "gtin": part.about.codes.gtin, "bufferStatus": word, "cisType": part.about.cis_type,
        "availableCodes": left, "leftInBuffer": left, "totalPassed": passed, "lastPackId": newest,
        "createDate": millis(order.time), "rejectionReason": reason }),
    )
}

/// The pack behind a cursor: one that was handed out before is given again, whatever is asked for; behind the
/// newest there is a new one, while there are codes.
fn codes(query: &Pairs, stock: &mut Stock, at: Moment) -> Result<Json, Reply> {
    let quantity = query.get("quantity").ok_or_else(|| wrong(400, "quantity is required"))?;
    let quantity = quantity.parse().ok().filter(|quantity| (1..=MOST).contains(quantity));
    let quantity = quantity.ok_or_else(|| wrong(400, "quantity must be between 1 and 150000"))?;
    let id = stock.dice.uuid();
    let part = part(query, stock)?;
    let next = match query.get("lastPackId") {
        None => 0,
        Some(last) => {
            let place = part.packs.iter().position(|pack| pack.id == last);
            place.map(|place| place + 1).ok_or_else(|| wrong(400, "lastPackId is unknown"))?
        }
    };
    let pack = match part.packs.get(next) {
        Some(pack) => pack.clone(),
        None if part.state(at) == State::Active => part.hand_out(quantity, id, at.now),
        None => return Err(wrong(400, "The sub-order has no codes to give")),
    };
    Ok(json!({ "codes": part.codes(&pack), "packId": pack.id }))
}

fn order<'s>(query: &Pairs, stock: &'s mut Stock) -> Result<&'s mut Order, Reply> {
    let id = query.get("orderId").ok_or_else(|| wrong(400, "orderId is required"))?;
    stock.order(id).ok_or_else(|| wrong(404, "Order not found"))
}

fn part<'s>(query: &Pairs, stock: &'s mut Stock) -> Result<&'s mut Part, Reply> {
    let gtin = query.get("gtin").ok_or_else(|| wrong(400, "gtin is required"))?;
    let parts = &mut order(query, stock)?.parts;
    parts.iter_mut().find(|part| part.about.codes.gtin == gtin).ok_or_else(|| wrong(404, "Sub-order not found"))
}

fn inactive() -> Reply {
    reply(401, &json!({ "code": "authentication-failed", "context": { "_cause": "inactive-token" } }))
}
