//! The law of fetching where codes come in packs behind one another (xTrace).
//!
//! Behind the same pack stands the same one, so that a request can be repeated. The place is the last pack that is
//! stored: it is stored with its codes in one transaction, since whoever forgets it gets the first pack again, and
//! prints it twice. Packs that the ledger lacks and this program did not ask for were fetched by another: their
//! codes may be on labels.

use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{count, outside};

use super::super::failed::{Failed, Kind};
use super::super::family::{Listed, Packs};
use super::super::rules;
use super::part::{Fetch, Known, TIMES, Taken, differs, idle};
use crate::ledger::orders::PartId;

/// How long to wait where a pack is not made yet.
const SOON: Duration = Duration::from_secs(30);

/// Fetches what is left of a part.
pub(super) fn run(fetch: &Fetch<'_>, system: &dyn Packs, id: PartId) -> Result<Known, Failed> {
    let mut idles = 0;
    loop {
        let listed = listed(fetch, system)?;
        let known = Known { part: fetch.status()?, stored: fetch.with.ledger.stored(id)? };
        let skipped = fetch.skipped()?;
        let place = Place { known: &known, listed: listed.as_deref(), skipped: &skipped };
        let others = place.of_others();
        match fetch.pace.taken {
            Taken::Skip if !others.is_empty() => {
                fetch.skip(&known.part, others.into_iter().map(|pack| pack.id.clone()))?;
                continue;
            }
            Taken::Refuse if place.codes_of_others() > 0 => return Err(taken(fetch, place.codes_of_others()).into()),
            _ => {}
        }
        let left = known.left();
        if place.lacks() == 0 && left == 0 {
            if known.stored.asked.is_some() {
                fetch.with.ledger.settled(fetch.op()?, id)?;
            }
            return Ok(Known { stored: fetch.with.ledger.stored(id)?, ..known });
        }
        fetch.go_on()?;
        let most = u32::try_from(left).unwrap_or(u32::MAX).clamp(1, fetch.pace.block.max(1));
        // On the disk first: a pack that comes of it is ours, even if this run dies.
        fetch.with.ledger.ask(fetch.op()?, id, most)?;
        let pack = system.pack(fetch.order, &fetch.part.gtin, place.behind(), most)?;
        if pack.codes.is_empty() || place.has(&pack.id) {
            idles += 1;
            if idles > TIMES {
                return Err(idle(fetch).into());
            }
            fetch.with.world.wait(SOON);
            continue;
        }
        idles = 0;
        if let Some(block) = listed.iter().flatten().find(|block| block.id == pack.id) {
            if block.quantity != pack.codes.len() as u64 {
                return Err(differs(fetch, block.quantity, pack.codes.len()).into());
            }
            fetch.watch.told(&say!(
                "{n} code that was handed out before is fetched again"
                    | "{n} codes that were handed out before are fetched again",
                n = count(block.quantity)
            ));
        }
        fetch.store(id, &pack)?;
    }
}

/// The packs that were handed out; nothing where the system does not list them.
fn listed(fetch: &Fetch<'_>, system: &dyn Packs) -> Result<Option<Vec<Listed>>, Failed> {
    match system.packs(fetch.order, &fetch.part.gtin) {
        Err(failed) if failed.kind == Kind::Refused => Ok(None),
        listed => listed.map(Some),
    }
}

/// Where a part stands among its packs.
struct Place<'a> {
    known: &'a Known,
    listed: Option<&'a [Listed]>,
    skipped: &'a [String],
}

impl<'a> Place<'a> {
    /// Whether a pack is stored, or left to others.
    fn has(&self, pack: &str) -> bool {
        self.known.stored.blocks.iter().any(|(id, _)| id == pack) || self.skipped.iter().any(|id| id == pack)
    }

    /// Packs that were handed out and are not known here.
    fn missing(&self) -> Vec<&'a Listed> {
        self.listed.into_iter().flatten().filter(|pack| !self.has(&pack.id)).collect()
    }

    /// Those of them that this program did not ask for. The newest is ours where its answer was lost.
    fn of_others(&self) -> Vec<&'a Listed> {
        let mut missing = self.missing();
        if self.known.stored.asked.is_some() {
            missing.pop();
        }
        missing
    }

    /// Codes that were handed out and are not known here.
    fn lacks(&self) -> u64 {
        match self.listed {
            Some(_) => codes(&self.missing()),
            None => self.known.part.passed.unwrap_or(0).saturating_sub(self.known.stored.codes),
        }
    }

    fn codes_of_others(&self) -> u64 {
        match self.listed {
            Some(_) => codes(&self.of_others()),
            None => {
                let asked = self.known.stored.asked.map_or(0, |(asked, _)| u64::from(asked));
                self.lacks().saturating_sub(asked)
            }
        }
    }

    /// The pack behind which the next one stands; nothing before the first.
    fn behind(&self) -> Option<&'a str> {
        let last = self.known.stored.blocks.last().map(|(id, _)| id.as_str());
        if self.skipped.is_empty() {
            return last;
        }
        let mut known = self.listed.into_iter().flatten().filter(|pack| self.has(&pack.id));
        known.next_back().map(|pack| pack.id.as_str()).or(last)
    }
}

/// Codes of packs, whatever a system says of them.
fn codes(packs: &[&Listed]) -> u64 {
    packs.iter().fold(0, |all, pack| all.saturating_add(pack.quantity))
}

fn taken(fetch: &Fetch<'_>, others: u64) -> Diagnostic {
    let message = say!(
        "{n} code of {gtin} was fetched before, and not into this ledger: it may be on a label"
            | "{n} codes of {gtin} were fetched before, and not into this ledger: they may be on labels",
        n = count(others),
        gtin = outside(&fetch.part.gtin)
    );
    Diagnostic::error(rules::TAKEN, message).help(say!(
        "if they are on no label, fetch them with --taken fetch; if they are, fetch what stands behind them with --taken skip"
    ))
}
