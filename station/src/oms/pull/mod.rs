//! Fetching an order into the ledger by the law of its system.

mod close;
mod once;
mod packs;
mod part;

pub use close::{close, left_to_annul};
pub(super) use part::THROUGH;
pub use part::{Pace, Pulled, Taken, With};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::name;

use self::part::Fetch;
use super::confidence::Confidence;
use super::failed::{Failed, Kind};
use super::family::{Law, OrderId, Product};
use super::rules;
use crate::ledger::orders::Part;
use crate::progress::Progress;

/// Fetches what is missing of an order, or of one GTIN of it, into the ledger. Who watches may stop it between two
/// blocks.
///
/// # Errors
/// The system or the ledger fails. What was stored stays, and asking again goes on from there.
pub fn pull(
    with: With<'_>,
    order: &OrderId,
    gtin: Option<&str>,
    pace: Pace,
    watch: &dyn Progress,
) -> Result<Vec<Pulled>, Failed> {
    within_limits(with, pace, watch)?;
    let is_meant = |of: &str| gtin.is_none_or(|gtin| gtin == of);
    let parts = with.family.status(order, None)?;
    if !parts.iter().any(|part| is_meant(&part.gtin)) {
        let message = say!("order {order} has no such GTIN", order = name(order.to_string()));
        return Err(Diagnostic::error(rules::REFUSED, message).into());
    }
    let products = match with.family.products(order) {
        Err(failed) if failed.kind == Kind::Refused => {
            watch.told(&say!("the names of the goods cannot be had: {why}", why = &failed.found.message));
            Vec::new()
        }
        products => products?,
    };
    let mut pulled = Vec::new();
    for sub_order in parts {
        let product = products.iter().find(|product| product.gtin == sub_order.gtin).cloned();
        let product = product.unwrap_or_else(|| Product { gtin: sub_order.gtin.clone(), ..Product::default() });
        let gtin = sub_order.gtin.clone();
        let part = Part { connection: with.connection.to_owned(), order: order.to_string(), gtin };
        let fetch = Fetch { with, order, part: &part, pace, product: &product, watch };
        if is_meant(&sub_order.gtin) {
            pulled.push(one(&fetch)?);
        } else if fetch.kept()?.is_none() {
            // Who prints the order knows that there is more.
            fetch.note(&sub_order, false)?;
        }
    }
    Ok(pulled)
}

fn one(fetch: &Fetch<'_>) -> Result<Pulled, Failed> {
    let part = fetch.ready()?;
    let id = fetch.note(&part, false)?;
    let before = fetch.with.ledger.stored(id)?.codes;
    fetch.warn(&part);
    let known = match fetch.with.family.law() {
        Law::Once(system) => once::run(fetch, system, id)?,
        Law::Packs(system) => packs::run(fetch, system, id)?,
    };
    fetch.note(&known.part, true)?;
    Ok(fetch.end(id, before, known))
}

/// Limits that are sure are kept before anything is sent; of others it is warned.
fn within_limits(with: With<'_>, pace: Pace, watch: &dyn Progress) -> Result<(), Diagnostic> {
    let limit = with.family.system().block;
    if pace.block.max(pace.last) <= limit.most {
        return Ok(());
    }
    let message = say!("the system hands out at most {most} codes at once", most = limit.most);
    if limit.confidence < Confidence::High {
        watch.told(&message);
        return Ok(());
    }
    Err(Diagnostic::error(rules::LIMIT, message).help(say!("ask for fewer with --block")))
}
