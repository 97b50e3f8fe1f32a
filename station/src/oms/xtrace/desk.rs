//! Orders and reports of xTrace. Nothing is signed, so that an order is bought when it is sent.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use serde_json::Value as Json;

use super::super::desk::{Became, Desk, End, Search, Taken};
use super::super::exchange::Method;
use super::super::failed::Failed;
use super::super::family::{Family, OrderId};
use super::super::read::text;
use super::super::rules;
use super::Xtrace;
use crate::ledger::documents::{Document, Kind, Paper};

impl Desk for Xtrace<'_> {
    fn send(&self, kind: Kind, paper: &Paper) -> Result<Taken, Failed> {
        let (what, path, key) = match kind {
            Kind::Order => ("orders", "/api/orders", "orderId"),
            Kind::Utilisation => ("utilisation", "/api/utilisation", "reportId"),
            Kind::Dropout | Kind::Aggregation => return Err(not_there()),
        };
        // Witnesses differ whether the group of a report stands in its body or behind its path: it stands in both.
        let group = serde_json::from_str::<Json>(&paper.body).ok().and_then(|body| text(body.get("productGroup")));
        let group = group.filter(|_| kind == Kind::Utilisation);
        let query: Vec<(&str, &str)> = group.iter().map(|group| ("productGroup", group.as_str())).collect();
        let answer = self.ask(Method::Post, (what, path), &query, Some(&paper.body))?;
        let remote = text(answer.get(key)).ok_or_else(|| Failed::unreadable(what))?;
        Ok(Taken { remote, wait: None })
    }

    /// Orders are found by our mark. Of reports there is no list.
    fn find(&self, document: &Document, _: &Paper, _: &[String]) -> Result<Search, Failed> {
        if document.kind != Kind::Order {
            return Ok(Search::Unsearchable);
        }
        let found =
            self.orders()?.into_iter().find(|order| text(order.rest.get("poNumber")).as_ref() == Some(&document.mark));
        Ok(found.map_or(Search::Nowhere, |order| Search::Found(order.id.to_string())))
    }

    fn became(&self, kind: Kind, remote: &str) -> Result<Became, Failed> {
        match kind {
            Kind::Order => self.order_became(remote),
            Kind::Utilisation => {
                let path = format!("/api/utilisation/{remote}");
                let answer = self.ask(Method::Get, ("utilisation", &path), &[], None)?;
                let word = text(answer.get("reportStatus")).ok_or_else(|| Failed::unreadable("utilisation"))?;
                let end = match word.as_str() {
                    "SUCCESS" => Some(End::Done),
                    "ERROR" => Some(End::Refused),
                    _ => None,
                };
                let reason = ["errorReason", "rejectionReason"].iter().find_map(|key| text(answer.get(*key)));
                Ok(Became { word, end, reason, codes: Vec::new() })
            }
            Kind::Dropout | Kind::Aggregation => Err(not_there()),
        }
    }
}

impl Xtrace<'_> {
    fn order_became(&self, remote: &str) -> Result<Became, Failed> {
        let id: OrderId = remote.parse().map_err(|_| Failed::unreadable("orders"))?;
        let parts = self.status(&id, None)?;
        let reason = parts.iter().find(|part| part.is("REJECTED")).and_then(|part| part.reason.clone());
        let is_pending = parts.is_empty() || parts.iter().any(|part| part.is("PENDING"));
        let all_rejected = !parts.is_empty() && parts.iter().all(|part| part.is("REJECTED"));
        let some_rejected = parts.iter().any(|part| part.is("REJECTED"));
        let (word, end) = match (is_pending, all_rejected, some_rejected) {
            (_, true, _) => ("REJECTED", Some(End::Refused)),
            (true, ..) => ("PENDING", None),
            (false, false, true) => ("READY", Some(End::Partly)),
            (false, false, false) => ("READY", Some(End::Done)),
        };
        Ok(Became { word: word.to_owned(), end, reason, codes: Vec::new() })
    }
}

fn not_there() -> Failed {
    Diagnostic::error(rules::REFUSED, say!("drop-outs and aggregations are not handed in to xTrace by this program"))
        .help(say!("upload them in the cabinet of the system"))
        .into()
}
