//! Closing an order: never one that lacks a block.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{name, outside};

use super::super::failed::{Failed, Kind};
use super::super::family::{Law, Listed, OrderId};
use super::super::rules;
use super::part::{With, is_closed, skipped};
use crate::ledger::orders::{Fetched, Stored};

/// How many codes are annulled if an order is closed, or the part of a GTIN.
///
/// # Errors
/// The ledger lacks a block that was handed out, or an answer is not settled; as [`super::pull`].
pub fn left_to_annul(with: With<'_>, order: &OrderId, gtin: Option<&str>) -> Result<u64, Failed> {
    let known = with.ledger.parts()?;
    let mut left = 0_u64;
    for part in with.family.status(order, gtin)?.into_iter().filter(|part| !is_closed(part)) {
        let of = |known: &&Fetched| {
            known.part.connection == with.connection
                && known.part.order == order.as_str()
                && known.part.gtin == part.gtin
        };
        let (stored, skipped) = match known.iter().find(of) {
            Some(known) => (with.ledger.stored(known.id)?, skipped(known)?),
            None => (Stored::default(), Vec::new()),
        };
        // Nothing was handed out yet of what has no counters.
        let listed = match with.family.law() {
            _ if part.available.is_none() => Vec::new(),
            Law::Once(system) => system.blocks(order, &part.gtin)?,
            Law::Packs(system) => system.packs(order, &part.gtin)?,
        };
        let lacks =
            |block: &Listed| !stored.blocks.iter().any(|(id, _)| *id == block.id) && !skipped.contains(&block.id);
        if stored.asked.is_some() || listed.iter().any(lacks) {
            let message = say!(
                "codes of {gtin} were handed out that are not in the ledger; the order stays open",
                gtin = outside(&part.gtin)
            );
            return Err(Diagnostic::error(rules::INCOMPLETE, message)
                .help(say!("fetch them first: quietzone oms pull {order}", order = name(order.to_string())))
                .into());
        }
        left = left.saturating_add(part.available.or(part.total).unwrap_or(0));
    }
    Ok(left)
}

/// Closes an order, or the part of a GTIN, once. Look first at what is annulled ([`left_to_annul`]).
///
/// # Errors
/// The system refuses it, or does not answer and did not close it.
pub fn close(with: With<'_>, order: &OrderId, gtin: Option<&str>) -> Result<(), Failed> {
    match with.family.close(order, gtin) {
        Err(failed) if failed.kind == Kind::Unknown => {
            with.world.wait(failed.wait);
            let is_done = with.family.status(order, gtin)?.iter().all(is_closed);
            if is_done { Ok(()) } else { Err(failed) }
        }
        done => done,
    }
}
