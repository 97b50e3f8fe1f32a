//! The law of fetching where codes are handed out once (guide of СУЗ 3.0, 4.4.4 to 4.4.7 and figure 4).
//!
//! A request for codes is never repeated. Each block is on the disk before the next is asked for. Blocks can be
//! listed and had again only while their part is open, and it may close with its last code: so all is compared
//! before the last block, and that one is small. When an answer is lost, blocks and counters tell what became of
//! it; only the answer of the last block can be lost for good, and then it is told.

use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, count, name, outside};
use quietzone::world::World;
use serde_json::json;

use super::family::{Block, Family, Listed, OrderId, Product, SubOrder, applies_at_once};
use super::line::{Failed, Kind};
use super::rules;
use super::suz::MOST;
use crate::ledger::orders::{Part, PartId, Stored};
use crate::ledger::{Operation, Orders, Time, Trouble};

/// How often nothing may come of asking, until a part is left for now.
const TIMES: u32 = 5;
/// How long after its request it is looked whether a block comes whose answer was lost: answers of 100 s were seen.
const LATE: [Duration; 2] = [Duration::from_secs(30), Duration::from_secs(180)];
/// How long is waited first for an order that is not ready, and at most between two looks.
const LOOKS: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(300));

/// How an order is fetched.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Codes of a block, 1 to 150 000.
    pub block: u32,
    /// Codes of the last block: so many may be lost.
    pub last: u32,
    /// How long an order that is not ready is waited for.
    pub patience: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { block: 10_000, last: 1, patience: Duration::from_secs(3600) }
    }
}

/// What became of a part.
#[derive(Clone, Debug)]
pub struct Pulled {
    /// Its number in the ledger.
    pub id: PartId,
    /// Which it is.
    pub part: Part,
    /// What it is.
    pub product: Product,
    /// Codes of it that are in the ledger.
    pub codes: u64,
    /// Those of them that this run brought.
    pub fetched: u64,
    /// Its state at the system.
    pub status: String,
    /// What is to be told of it.
    pub findings: Vec<Diagnostic>,
}

/// What an order is fetched with.
#[derive(Clone, Copy, Debug)]
pub struct With<'a> {
    /// The system.
    pub family: &'a dyn Family,
    /// The ledger.
    pub ledger: &'a dyn Orders,
    /// The clock and the waits.
    pub world: &'a World,
    /// The connection's name.
    pub connection: &'a str,
}

/// Fetches what is missing of an order, or of one GTIN of it, into the ledger. What is told under way goes to
/// `told`.
///
/// # Errors
/// The system or the ledger fails. What was stored stays, and asking again goes on from there.
pub fn pull(
    with: With<'_>,
    order: &OrderId,
    gtin: Option<&str>,
    pace: Pace,
    told: &mut dyn FnMut(&Sentence),
) -> Result<Vec<Pulled>, Failed> {
    let parts = with.family.status(order, gtin)?;
    if parts.is_empty() {
        return Err(refused(say!("order {order} has no such GTIN", order = name(order.to_string()))).into());
    }
    let products = match with.family.products(order) {
        Err(failed) if failed.kind == Kind::Refused => {
            told(&say!("the names of the goods cannot be had: {why}", why = &failed.found.message));
            Vec::new()
        }
        products => products?,
    };
    let mut pulled = Vec::new();
    for part in parts {
        let product = products.iter().find(|product| product.gtin == part.gtin).cloned();
        let product = product.unwrap_or_else(|| Product { gtin: part.gtin.clone(), ..Product::default() });
        let part = Part { connection: with.connection.to_owned(), order: order.to_string(), gtin: part.gtin.clone() };
        let fetch = Fetch { with, order, part: &part, pace, product: &product };
        pulled.push(fetch.run(told)?);
    }
    Ok(pulled)
}

struct Fetch<'a> {
    with: With<'a>,
    order: &'a OrderId,
    part: &'a Part,
    pace: Pace,
    product: &'a Product,
}

/// What system and ledger say, when they agree.
struct Known {
    part: SubOrder,
    stored: Stored,
}

impl Fetch<'_> {
    fn run(&self, told: &mut dyn FnMut(&Sentence)) -> Result<Pulled, Failed> {
        let part = self.ready(told)?;
        let id = self.with.ledger.part(self.op()?, self.part, &self.said(&part))?;
        let before = self.with.ledger.stored(id)?.codes;
        self.warn(&part, told);
        let (mut idle, mut most) = (0, before);
        loop {
            let known = self.agree(id, told)?;
            let left = known.part.available.filter(|_| !is_closed(&known.part)).unwrap_or(0);
            if left == 0 {
                return Ok(self.end(id, before, known));
            }
            idle = if known.stored.codes > most { 0 } else { idle + 1 };
            most = most.max(known.stored.codes);
            if idle > TIMES {
                let message = say!(
                    "the system hands out no codes of {gtin}, although it says that there are some",
                    gtin = outside(&self.part.gtin)
                );
                return Err(refused(message).help(say!("pull the order again later; nothing is lost")).into());
            }
            self.take(id, left, told)?;
        }
    }

    /// Takes all but the last block, or that.
    fn take(&self, id: PartId, left: u64, told: &mut dyn FnMut(&Sentence)) -> Result<(), Failed> {
        let last = u64::from(self.pace.last.clamp(1, MOST));
        if left <= last {
            told(&say!(
                "all but the last code of {gtin} are safe; if the answer with it is lost, it may be lost for good"
                    | "all but the last {n} codes of {gtin} are safe; if the answer with them is lost, they may be lost for good",
                n = count(left),
                gtin = outside(&self.part.gtin)
            ));
            return self.block(id, left, told).map(drop);
        }
        let mut left = left - last;
        while left > 0 {
            let asked = left.min(u64::from(self.pace.block.clamp(1, MOST)));
            match self.block(id, asked, told)? {
                Some(came) if came == asked => left -= came,
                _ => break,
            }
        }
        Ok(())
    }

    /// Asks for a block once, and stores it; nothing where no answer came.
    fn block(&self, id: PartId, asked: u64, told: &mut dyn FnMut(&Sentence)) -> Result<Option<u64>, Failed> {
        // No wait between the two: a run that dies in it would leave an answer to be waited for that never comes.
        self.with.family.pace();
        // On the disk first: it says that an answer may be under way, and that the disk can be written.
        let number = u32::try_from(asked).unwrap_or(MOST);
        self.with.ledger.ask(self.op()?, id, number)?;
        match self.with.family.codes(self.order, &self.part.gtin, None, number) {
            Ok(block) if block.codes.is_empty() => {
                self.with.ledger.settled(self.op()?, id)?;
                self.with.world.wait(LATE[0]);
                Ok(None)
            }
            Ok(block) => {
                self.store(id, &block)?;
                Ok(Some(block.codes.len() as u64))
            }
            Err(failed) if failed.kind == Kind::Unknown => {
                told(&say!(
                    "an answer with codes was lost ({why}); it is looked which codes were handed out",
                    why = &failed.found.message
                ));
                self.with.world.wait(failed.wait);
                Ok(None)
            }
            Err(failed) => {
                self.with.ledger.settled(self.op()?, id)?;
                Err(failed)
            }
        }
    }

    /// Stores a block. Where the ledger does not answer it is asked again, with the same id.
    fn store(&self, id: PartId, block: &Block) -> Result<(), Failed> {
        let op = self.op()?;
        let mut times = 1;
        loop {
            match self.with.ledger.store(op, id, &block.id, &block.codes) {
                Ok(_) => return Ok(()),
                Err(Trouble::Lost(_)) if times < TIMES => {
                    times += 1;
                    self.with.world.wait(Duration::from_secs(1));
                }
                Err(trouble) => return Err(trouble.into()),
            }
        }
    }

    /// Fetches again what the system lists and the ledger lacks, until nothing can be under way.
    fn agree(&self, id: PartId, told: &mut dyn FnMut(&Sentence)) -> Result<Known, Failed> {
        let mut late = LATE.iter();
        loop {
            let part = self.status()?;
            let open = if is_closed(&part) { None } else { self.listed()? };
            let Some(listed) = open else {
                // It may have closed between the two questions.
                let part = self.status()?;
                return Ok(Known { part, stored: self.with.ledger.stored(id)? });
            };
            let stored = self.with.ledger.stored(id)?;
            for block in listed.iter().filter(|block| !stored.blocks.iter().any(|(id, _)| *id == block.id)) {
                let came = self.with.family.again(self.order, &self.part.gtin, &block.id)?;
                if came.id != block.id || came.codes.len() as u64 != block.quantity {
                    let message = say!(
                        "a block of {gtin} should have {listed} codes, and came with {came}",
                        gtin = outside(&self.part.gtin),
                        listed = block.quantity,
                        came = came.codes.len()
                    );
                    return Err(Diagnostic::error(rules::DIFFERS, message)
                        .help(say!(
                            "nothing of it was stored; pull the order again, and ask the support if it stays so"
                        ))
                        .into());
                }
                self.store(id, &came)?;
                told(&say!(
                    "{n} code that was handed out before is fetched again"
                        | "{n} codes that were handed out before are fetched again",
                    n = count(block.quantity)
                ));
            }
            let stored = self.with.ledger.stored(id)?;
            let Some((_, time)) = stored.asked else {
                return Ok(Known { part: self.status()?, stored });
            };
            // Clocks may go back: each look is waited for once, whatever they say.
            let age = Time::of(self.with.world.now()).since(time);
            match late.find(|late| age < **late) {
                Some(late) => {
                    told(&say!("an answer with codes was lost a short while ago; it is waited whether they come"));
                    self.with.world.wait(late.saturating_sub(age));
                }
                None => {
                    // What was asked was not done.
                    self.with.ledger.settled(self.op()?, id)?;
                    return Ok(Known { part: self.status()?, stored });
                }
            }
        }
    }

    /// The blocks of a part; nothing where it is closed.
    fn listed(&self) -> Result<Option<Vec<Listed>>, Failed> {
        match self.with.family.blocks(self.order, &self.part.gtin) {
            Ok(listed) => Ok(Some(listed)),
            Err(failed) if failed.kind == Kind::Refused && is_closed(&self.status()?) => Ok(None),
            Err(failed) => Err(failed),
        }
    }

    fn status(&self) -> Result<SubOrder, Failed> {
        let parts = self.with.family.status(self.order, Some(&self.part.gtin))?;
        let part = parts.into_iter().find(|part| part.gtin == self.part.gtin);
        part.ok_or_else(|| Failed::unreadable("order/status"))
    }

    /// Waits until codes can be fetched.
    fn ready(&self, told: &mut dyn FnMut(&Sentence)) -> Result<SubOrder, Failed> {
        let (mut wait, longest) = LOOKS;
        let mut waited = Duration::ZERO;
        loop {
            let part = self.status()?;
            let gtin = outside(&self.part.gtin);
            if part.is("REJECTED") {
                let message = match &part.reason {
                    Some(reason) => {
                        say!("the system declined {gtin}: {reason}", gtin, reason = outside(reason).shortened(300))
                    }
                    None => say!("the system declined {gtin}, and says no reason", gtin),
                };
                return Err(Diagnostic::error(rules::DECLINED, message)
                    .help(say!("order these codes anew when the reason is gone"))
                    .into());
            }
            if is_closed(&part) || part.available.is_some() && !part.is("PENDING") {
                return Ok(part);
            }
            if waited >= self.pace.patience {
                let message = say!("the codes of {gtin} are not ready yet", gtin);
                return Err(Diagnostic::error(rules::PENDING, message)
                    .help(say!("pull the order again later; an order that was not signed stays so"))
                    .into());
            }
            told(&say!("the codes of {gtin} are not ready yet; it is looked again", gtin));
            self.with.world.wait(wait);
            waited += wait;
            wait = (wait * 3 / 2).min(longest);
        }
    }

    /// Tells before codes are fetched what that means.
    fn warn(&self, part: &SubOrder, told: &mut dyn FnMut(&Sentence)) {
        if part.available.is_none_or(|left| left == 0) {
            return;
        }
        let dies = super::read::whole(part.rest.get("expiredDate")).filter(|time| *time > 0);
        if let Some(time) = dies.and_then(|time| i64::try_from(time).ok()) {
            let day = Time(time.saturating_mul(1000)).local();
            told(&say!(
                "codes of {gtin} that are not applied until {day} die",
                gtin = outside(&self.part.gtin),
                day = name(day)
            ));
        }
        if let Some(group) = self.product.group.as_deref().filter(|group| applies_at_once(group)) {
            told(&say!("codes of the group {group} count as applied when they are fetched", group = outside(group)));
        }
    }

    fn end(&self, id: PartId, before: u64, known: Known) -> Pulled {
        let Known { part, stored } = known;
        let missing = part.passed.unwrap_or(0).saturating_sub(stored.codes);
        let gone = stored.asked.filter(|_| is_closed(&part)).map_or(0, |(asked, _)| missing.min(u64::from(asked)));
        let gtin = || outside(&self.part.gtin);
        let mut findings = Vec::new();
        if gone > 0 {
            let message = say!(
                "{n} code of {gtin} was handed out in an answer that was lost, and its order closed with it"
                    | "{n} codes of {gtin} were handed out in an answer that was lost, and their order closed with it",
                n = count(gone),
                gtin = gtin()
            );
            findings.push(Diagnostic::error(rules::GONE, message).help(say!(
                "ask the support of the system for the last block of this order; if it cannot be had, order anew what is missing"
            )));
        }
        if missing > gone {
            let message = say!(
                "{n} code of {gtin} was taken elsewhere, and is not in the ledger"
                    | "{n} codes of {gtin} were taken elsewhere, and are not in the ledger",
                n = count(missing - gone),
                gtin = gtin()
            );
            findings.push(
                Diagnostic::warning(rules::ELSEWHERE, message)
                    .help(say!("they were downloaded in the portal or by another program: print them from its file")),
            );
        }
        if let Some(group) = self.product.group.as_deref().filter(|group| applies_at_once(group)) {
            let message =
                say!("codes of the group {group} count as applied since they were fetched", group = outside(group));
            findings.push(Diagnostic {
                severity: quietzone::diagnostic::Severity::Note,
                ..Diagnostic::warning(rules::APPLIED, message)
            });
        }
        Pulled {
            id,
            part: self.part.clone(),
            product: self.product.clone(),
            codes: stored.codes,
            fetched: stored.codes.saturating_sub(before),
            status: part.status.unwrap_or_default(),
            findings,
        }
    }

    /// What is kept of a part beside its codes.
    fn said(&self, part: &SubOrder) -> String {
        let Product { name, brand, group, .. } = self.product;
        json!({ "status": part.status, "total": part.total, "name": name, "brand": brand, "group": group,
            "rest": part.rest })
        .to_string()
    }

    fn op(&self) -> Result<Operation, Failed> {
        Ok(Operation::new(self.with.world)?)
    }
}

/// Whether blocks of a part can be had no more.
fn is_closed(part: &SubOrder) -> bool {
    ["CLOSED", "EXPIRED"].iter().any(|status| part.is(status))
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::REFUSED, message)
}

/// How many codes are annulled if an order is closed, or the part of a GTIN.
///
/// # Errors
/// The ledger lacks a block that was handed out, or an answer is not settled; as [`pull`].
pub fn left_to_annul(with: With<'_>, order: &OrderId, gtin: Option<&str>) -> Result<u64, Failed> {
    let known = with.ledger.parts()?;
    let mut left = 0;
    for part in with.family.status(order, gtin)?.into_iter().filter(|part| !is_closed(part)) {
        let of = |known: &&crate::ledger::orders::Fetched| {
            known.part.connection == with.connection
                && known.part.order == order.as_str()
                && known.part.gtin == part.gtin
        };
        let stored = match known.iter().find(of) {
            Some(known) => with.ledger.stored(known.id)?,
            None => Stored::default(),
        };
        // Nothing was handed out yet of what has no counters.
        let listed = if part.available.is_some() { with.family.blocks(order, &part.gtin)? } else { Vec::new() };
        let lacks = |block: &Listed| !stored.blocks.iter().any(|(id, _)| *id == block.id);
        if stored.asked.is_some() || listed.iter().any(lacks) {
            let message = say!(
                "codes of {gtin} were handed out that are not in the ledger; the order stays open",
                gtin = outside(&part.gtin)
            );
            return Err(Diagnostic::error(rules::INCOMPLETE, message)
                .help(say!("fetch them first: quietzone oms pull {order}", order = name(order.to_string())))
                .into());
        }
        left += part.available.or(part.total).unwrap_or(0);
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
