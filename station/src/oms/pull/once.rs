//! The law of fetching where codes are handed out once (guide of СУЗ 3.0, 4.4.4 to 4.4.7 and figure 4).
//!
//! A request for codes is never repeated. Each block is on the disk before the next is asked for. Blocks can be
//! listed and had again only while their part is open, and it may close with its last code: so all is compared
//! before the last block, and that one is small. When an answer is lost, blocks and counters tell what became of
//! it; only the answer of the last block can be lost for good, and then it is told.

use std::time::Duration;

use quietzone::say;
use quietzone::sentence::{count, outside};

use super::super::failed::{Failed, Kind};
use super::super::family::{Listed, Once};
use super::part::{Fetch, Known, TIMES, differs, idle, is_closed};
use crate::ledger::Time;
use crate::ledger::orders::PartId;

/// How long after its request it is looked whether a block comes whose answer was lost: answers of 100 s were seen.
const LATE: [Duration; 2] = [Duration::from_secs(30), Duration::from_secs(180)];

/// Fetches what is left of a part.
pub(super) fn run(fetch: &Fetch<'_>, system: &dyn Once, id: PartId) -> Result<Known, Failed> {
    let law = Fetching { fetch, system, id };
    let (mut idles, mut most) = (0, fetch.with.ledger.stored(id)?.codes);
    loop {
        let known = law.agree()?;
        let left = known.left();
        if left == 0 {
            return Ok(known);
        }
        idles = if known.stored.codes > most { 0 } else { idles + 1 };
        most = most.max(known.stored.codes);
        if idles > TIMES {
            return Err(idle(fetch).into());
        }
        law.take(left)?;
    }
}

struct Fetching<'a> {
    fetch: &'a Fetch<'a>,
    system: &'a dyn Once,
    id: PartId,
}

impl Fetching<'_> {
    /// Takes all but the last block, or that.
    fn take(&self, left: u64) -> Result<(), Failed> {
        let last = u64::from(self.fetch.pace.last.max(1));
        if left <= last {
            self.fetch.watch.told(&say!(
                "all but the last code of {gtin} are safe; if the answer with it is lost, it may be lost for good"
                    | "all but the last {n} codes of {gtin} are safe; if the answer with them is lost, they may be lost for good",
                n = count(left),
                gtin = outside(&self.fetch.part.gtin)
            ));
            return self.block(left).map(drop);
        }
        let mut left = left - last;
        while left > 0 {
            let asked = left.min(u64::from(self.fetch.pace.block.max(1)));
            match self.block(asked)? {
                Some(came) if came == asked => left -= came,
                _ => break,
            }
        }
        Ok(())
    }

    /// Asks for a block once, and stores it; nothing where no answer came.
    fn block(&self, asked: u64) -> Result<Option<u64>, Failed> {
        self.fetch.go_on()?;
        // No wait between the two: a run that dies in it would leave an answer to be waited for that never comes.
        self.fetch.with.family.pace();
        // On the disk first: it says that an answer may be under way, and that the disk can be written.
        let number = u32::try_from(asked).unwrap_or(u32::MAX);
        self.fetch.with.ledger.ask(self.fetch.op()?, self.id, number)?;
        match self.system.codes(self.fetch.order, &self.fetch.part.gtin, number) {
            Ok(block) if block.codes.is_empty() => {
                self.fetch.with.ledger.settled(self.fetch.op()?, self.id)?;
                self.fetch.with.world.wait(LATE[0]);
                Ok(None)
            }
            Ok(block) => {
                self.fetch.store(self.id, &block)?;
                Ok(Some(block.codes.len() as u64))
            }
            Err(failed) if failed.kind == Kind::Unknown => {
                self.fetch.watch.told(&say!(
                    "an answer with codes was lost ({why}); it is looked which codes were handed out",
                    why = &failed.found.message
                ));
                self.fetch.with.world.wait(failed.wait);
                Ok(None)
            }
            Err(failed) => {
                self.fetch.with.ledger.settled(self.fetch.op()?, self.id)?;
                Err(failed)
            }
        }
    }

    /// Fetches again what the system lists and the ledger lacks, until nothing can be under way.
    fn agree(&self) -> Result<Known, Failed> {
        let mut late = LATE.iter();
        loop {
            let part = self.fetch.status()?;
            let open = if is_closed(&part) { None } else { self.listed()? };
            let Some(listed) = open else {
                // It may have closed between the two questions.
                let part = self.fetch.status()?;
                return Ok(Known { part, stored: self.fetch.with.ledger.stored(self.id)? });
            };
            let stored = self.fetch.with.ledger.stored(self.id)?;
            for block in listed.iter().filter(|block| !stored.blocks.iter().any(|(id, _)| *id == block.id)) {
                let came = self.system.again(&block.id)?;
                if came.id != block.id || came.codes.len() as u64 != block.quantity {
                    return Err(differs(self.fetch, block.quantity, came.codes.len()).into());
                }
                self.fetch.store(self.id, &came)?;
                self.fetch.watch.told(&say!(
                    "{n} code that was handed out before is fetched again"
                        | "{n} codes that were handed out before are fetched again",
                    n = count(block.quantity)
                ));
            }
            let stored = self.fetch.with.ledger.stored(self.id)?;
            let Some((_, time)) = stored.asked else {
                return Ok(Known { part: self.fetch.status()?, stored });
            };
            // Clocks may go back: each look is waited for once, whatever they say.
            let age = Time::of(self.fetch.with.world.now()).since(time);
            match late.find(|late| age < **late) {
                Some(late) => {
                    self.fetch
                        .watch
                        .told(&say!("an answer with codes was lost a short while ago; it is waited whether they come"));
                    self.fetch.with.world.wait(late.saturating_sub(age));
                }
                None => {
                    // What was asked was not done.
                    self.fetch.with.ledger.settled(self.fetch.op()?, self.id)?;
                    return Ok(Known { part: self.fetch.status()?, stored });
                }
            }
        }
    }

    /// The blocks of a part; nothing where it is closed.
    fn listed(&self) -> Result<Option<Vec<Listed>>, Failed> {
        match self.system.blocks(self.fetch.order, &self.fetch.part.gtin) {
            Ok(listed) => Ok(Some(listed)),
            Err(failed) if failed.kind == Kind::Refused && is_closed(&self.fetch.status()?) => Ok(None),
            Err(failed) => Err(failed),
        }
    }
}
