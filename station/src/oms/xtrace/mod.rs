//! xTrace of Kazakhstan and Uzbekistan (API text xTrace 1.0 of 31.10.2025; Open API of ASL BELGISI).

mod desk;

use serde_json::Value as Json;

use super::access::Access;
use super::desk::Desk;
use super::exchange::Method;
use super::failed::{Failed, Kind};
use super::family::{Block, Family, Law, Listed, Order, OrderId, Packs, Ping, Product, SubOrder};
use super::line::Line;
use super::read::{block, gtin, list, listed, rest, text, whole};
use super::system::System;
use super::wire::{Request, Wire};

/// Without `*/*` it answers 406 and nothing else.
const HEADERS: &[(&str, &str)] = &[("Accept", "*/*"), ("Content-Type", "application/json")];

/// An xTrace over a line.
#[derive(Debug)]
pub struct Xtrace<'a>(Line<'a>);

impl<'a> Xtrace<'a> {
    /// The word of the family.
    pub const WORD: &'static str = "xtrace";

    /// An xTrace over a wire, with what opens it.
    #[must_use]
    pub fn over(wire: Wire<'a>, access: &'a dyn Access) -> Self {
        Self(Line::new(wire, access, ("Authorization", "Bearer ")))
    }

    fn ask(
        &self,
        method: Method,
        (what, path): (&'static str, &str),
        query: &[(&str, &str)],
        body: Option<&str>,
    ) -> Result<Json, Failed> {
        // A pack behind the same pack is the same: what is asked for can be asked for again, what is handed in not.
        let repeats = method == Method::Get;
        self.0.ask(&Request { what, method, path, query, body, signature: None, repeats, headers: HEADERS })
    }
}

/// A part of an order. Counters below zero are not known yet, and how many were ordered is not told.
fn part(value: &Json) -> Option<SubOrder> {
    const READ: [&str; 6] =
        ["gtin", "bufferStatus", "availableCodes", "leftInBuffer", "totalPassed", "rejectionReason"];
    let (available, passed) = (whole(value.get("availableCodes")), whole(value.get("totalPassed")));
    let available = available.or_else(|| whole(value.get("leftInBuffer")));
    let status = text(value.get("bufferStatus"));
    Some(SubOrder {
        gtin: gtin(value.get("gtin"))?,
        // Uzbekistan writes it so.
        status: status.map(|status| if status == "READY" { "ACTIVE".to_owned() } else { status }),
        total: available.zip(passed).map(|(left, passed)| left.saturating_add(passed)),
        available,
        passed,
        reason: text(value.get("rejectionReason")),
        rest: rest(value, &READ),
    })
}

fn order(value: &Json) -> Option<Order> {
    Some(Order {
        id: text(value.get("orderId"))?.parse().ok()?,
        status: text(value.get("orderStatus")).or_else(|| text(value.get("status")))?,
        group: text(value.get("productGroup")),
        reason: text(value.get("rejectionReason")),
        parts: Vec::new(),
        rest: rest(value, &["orderId", "orderStatus", "status", "productGroup", "rejectionReason"]),
    })
}

impl Family for Xtrace<'_> {
    fn system(&self) -> &System {
        self.0.wire.system
    }

    fn pace(&self) {
        self.0.pace();
    }

    /// There is no request for this: orders are asked for. A right that a role lacks is an answer too.
    fn ping(&self) -> Result<Ping, Failed> {
        match self.orders() {
            Err(failed) if failed.kind != Kind::Refused => Err(failed),
            _ => Ok(Ping::default()),
        }
    }

    fn orders(&self) -> Result<Vec<Order>, Failed> {
        let answer = self.ask(Method::Get, ("orders", "/api/orders"), &[], None)?;
        // A list without an object around it was seen in Uzbekistan.
        let orders = answer.as_array().or_else(|| list(&answer, "orderInfos"));
        let orders = orders.and_then(|orders| orders.iter().map(order).collect());
        orders.ok_or_else(|| Failed::unreadable("orders"))
    }

    fn status(&self, order: &OrderId, gtin: Option<&str>) -> Result<Vec<SubOrder>, Failed> {
        let mut query = vec![("orderId", order.as_str())];
        query.extend(gtin.map(|gtin| ("gtin", gtin)));
        let answer = self.ask(Method::Get, ("orders/sub-orders", "/api/orders/sub-orders"), &query, None)?;
        // Where what is asked for is not looked at, others come too.
        let is_of_order = |part: &&Json| {
            text(part.get("parentOrderId")).is_none_or(|parent| parent.eq_ignore_ascii_case(order.as_str()))
        };
        let parts = list(&answer, "subOrderInfos");
        let parts: Option<Vec<_>> = parts.and_then(|parts| parts.iter().filter(is_of_order).map(part).collect());
        let mut parts = parts.ok_or_else(|| Failed::unreadable("orders/sub-orders"))?;
        parts.retain(|part| gtin.is_none_or(|gtin| part.gtin == gtin));
        Ok(parts)
    }

    /// Names of goods are not told here; they stand in the catalogue of the country.
    fn products(&self, _: &OrderId) -> Result<Vec<Product>, Failed> {
        Ok(Vec::new())
    }

    fn law(&self) -> Law<'_> {
        Law::Packs(self)
    }

    fn desk(&self) -> &dyn Desk {
        self
    }

    fn close(&self, order: &OrderId, gtin: Option<&str>) -> Result<(), Failed> {
        let mut query = vec![("orderId", order.as_str())];
        query.extend(gtin.map(|gtin| ("gtin", gtin)));
        self.ask(Method::Post, ("order/close", "/api/order/close"), &query, Some("{}")).map(drop)
    }
}

impl Packs for Xtrace<'_> {
    fn pack(&self, order: &OrderId, gtin: &str, behind: Option<&str>, most: u32) -> Result<Block, Failed> {
        let quantity = most.to_string();
        let mut query = vec![("orderId", order.as_str()), ("gtin", gtin), ("quantity", &quantity)];
        query.extend(behind.map(|pack| ("lastPackId", pack)));
        block(&self.ask(Method::Get, ("codes", "/api/codes"), &query, None)?, "packId", "codes")
    }

    fn packs(&self, order: &OrderId, gtin: &str) -> Result<Vec<Listed>, Failed> {
        let query = [("orderId", order.as_str()), ("gtin", gtin)];
        listed(
            &self.ask(Method::Get, ("codes/packs", "/api/codes/packs"), &query, None)?,
            ("packs", "packId"),
            "codes/packs",
        )
    }
}
