//! СУЗ 3.0 of Russia (guide of API СУЗ 3.0, edition 47 of 26.09.2025, chapter 4.4).

mod desk;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use serde_json::{Value as Json, json};

use super::access::Access;
use super::desk::Desk;
use super::exchange::Method;
use super::failed::Failed;
use super::family::{Block, Family, Law, Listed, Once, Order, OrderId, Ping, Product, SubOrder};
use super::line::Line;
use super::read::{block, gtin, list, listed, rest, text, whole};
use super::rules;
use super::system::System;
use super::wire::{Request, Wire};

const GET: &[(&str, &str)] = &[("Accept", "application/json")];
const POST: &[(&str, &str)] = &[("Accept", "application/json"), ("Content-Type", "application/json;charset=UTF-8")];

/// A СУЗ over a line.
#[derive(Debug)]
pub struct Suz<'a>(Line<'a>);

impl<'a> Suz<'a> {
    /// The word of the family.
    pub const WORD: &'static str = "suz";

    /// A СУЗ over a wire, with what opens it.
    #[must_use]
    pub fn over(wire: Wire<'a>, access: &'a dyn Access) -> Self {
        Self(Line::new(wire, access, ("clientToken", "")))
    }

    fn oms_id(&self) -> &str {
        &self.0.wire.connection.oms_id
    }

    /// Asks with `omsId` in front. Codes are asked for once.
    fn get(
        &self,
        what: &'static str,
        path: &'static str,
        more: &[(&str, &str)],
        repeats: bool,
    ) -> Result<Json, Failed> {
        let mut query = vec![("omsId", self.oms_id())];
        query.extend_from_slice(more);
        let method = Method::Get;
        self.0.ask(&Request { what, method, path, query: &query, body: None, signature: None, repeats, headers: GET })
    }

    /// Hands something in, once.
    fn post(
        &self,
        what: &'static str,
        path: &'static str,
        body: &str,
        signature: Option<&str>,
    ) -> Result<Json, Failed> {
        self.say((what, path), body, signature, false)
    }

    /// Asks for something with a body.
    fn ask_for(&self, what: &'static str, path: &'static str, body: &str) -> Result<Json, Failed> {
        self.say((what, path), body, None, true)
    }

    fn say(
        &self,
        (what, path): (&'static str, &'static str),
        body: &str,
        signature: Option<&str>,
        repeats: bool,
    ) -> Result<Json, Failed> {
        let query = [("omsId", self.oms_id())];
        let (method, body) = (Method::Post, Some(body));
        self.0.ask(&Request { what, method, path, query: &query, body, signature, repeats, headers: POST })
    }
}

/// A part of an order; counters below zero are not known yet.
fn part(value: &Json) -> Option<SubOrder> {
    const READ: [&str; 6] = ["gtin", "bufferStatus", "totalCodes", "availableCodes", "totalPassed", "rejectionReason"];
    Some(SubOrder {
        gtin: gtin(value.get("gtin"))?,
        status: text(value.get("bufferStatus")),
        total: whole(value.get("totalCodes")),
        available: whole(value.get("availableCodes")),
        passed: whole(value.get("totalPassed")),
        reason: text(value.get("rejectionReason")),
        rest: rest(value, &READ),
    })
}

fn order(value: &Json) -> Option<Order> {
    Some(Order {
        id: text(value.get("orderId"))?.parse().ok()?,
        status: text(value.get("orderStatus"))?,
        group: text(value.get("productGroup")),
        reason: text(value.get("declineReason")),
        parts: list(value, "buffers").into_iter().flatten().map(part).collect::<Option<_>>()?,
        rest: rest(value, &["orderId", "orderStatus", "productGroup", "declineReason", "buffers"]),
    })
}

impl Family for Suz<'_> {
    fn system(&self) -> &System {
        self.0.wire.system
    }

    fn pace(&self) {
        self.0.pace();
    }

    fn ping(&self) -> Result<Ping, Failed> {
        let answer = self.get("ping", "/api/v3/ping", &[], false)?;
        let ping = Ping {
            oms_id: text(answer.get("omsId")),
            api: text(answer.get("apiVersion")),
            version: text(answer.get("omsVersion")),
        };
        match &ping.oms_id {
            None => Err(Failed::unreadable("ping")),
            Some(id) if id != self.oms_id() => {
                let message = say!("the answer of the system is for another owner of codes");
                Err(Diagnostic::error(rules::SETTINGS, message)
                    .help(say!("see the omsId in the cabinet of the system, under devices"))
                    .into())
            }
            Some(_) => Ok(ping),
        }
    }

    fn orders(&self) -> Result<Vec<Order>, Failed> {
        let answer = self.get("order/list", "/api/v3/order/list", &[], true)?;
        let orders = list(&answer, "orderInfos").ok_or_else(|| Failed::unreadable("order/list"))?;
        orders.iter().map(order).collect::<Option<_>>().ok_or_else(|| Failed::unreadable("order/list"))
    }

    fn status(&self, order: &OrderId, gtin: Option<&str>) -> Result<Vec<SubOrder>, Failed> {
        let mut query = vec![("orderId", order.as_str())];
        query.extend(gtin.map(|gtin| ("gtin", gtin)));
        let answer = self.get("order/status", "/api/v3/order/status", &query, true)?;
        // One part may come without a list around it, as in the older interface.
        let parts = match &answer {
            Json::Array(parts) => parts.iter().map(part).collect(),
            Json::Object(_) => part(&answer).map(|part| vec![part]),
            _ => None,
        };
        parts.ok_or_else(|| Failed::unreadable("order/status"))
    }

    fn products(&self, order: &OrderId) -> Result<Vec<Product>, Failed> {
        let answer = self.get("order/product", "/api/v3/order/product", &[("orderId", order.as_str())], true)?;
        let products = answer.as_object().ok_or_else(|| Failed::unreadable("order/product"))?;
        Ok(products
            .iter()
            .map(|(gtin, about)| Product {
                gtin: gtin.clone(),
                name: text(about.get("name")).or_else(|| text(about.get("fullName"))),
                brand: text(about.get("brand")),
                group: text(about.get("productGroup")),
            })
            .collect())
    }

    fn law(&self) -> Law<'_> {
        Law::Once(self)
    }

    fn desk(&self) -> &dyn Desk {
        self
    }

    fn close(&self, order: &OrderId, gtin: Option<&str>) -> Result<(), Failed> {
        let mut body = json!({ "orderId": order.as_str() });
        if let (Some(gtin), Some(body)) = (gtin, body.as_object_mut()) {
            body.insert("gtin".to_owned(), gtin.into());
        }
        self.post("order/close", "/api/v3/order/close", &body.to_string(), None).map(drop)
    }
}

impl Once for Suz<'_> {
    fn codes(&self, order: &OrderId, gtin: &str, most: u32) -> Result<Block, Failed> {
        let quantity = most.to_string();
        let query = [("orderId", order.as_str()), ("gtin", gtin), ("quantity", &quantity)];
        block(&self.get("codes", "/api/v3/codes", &query, false)?, "blockId", "codes")
    }

    fn blocks(&self, order: &OrderId, gtin: &str) -> Result<Vec<Listed>, Failed> {
        let query = [("orderId", order.as_str()), ("gtin", gtin)];
        let answer = self.get("order/codes/blocks", "/api/v3/order/codes/blocks", &query, true)?;
        listed(&answer, ("blocks", "blockId"), "order/codes/blocks")
    }

    fn again(&self, id: &str) -> Result<Block, Failed> {
        let answer = self.get("order/codes/retry", "/api/v3/order/codes/retry", &[("blockId", id)], true)?;
        block(&answer, "blockId", "order/codes/retry")
    }
}
