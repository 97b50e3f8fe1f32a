//! A part of an order, as it is fetched by any law: until it can be, what is told before, what is told behind.

use std::fmt::{self, Debug};
use std::time::Duration;

use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::say;
use quietzone::sentence::{count, outside};
use quietzone::world::World;
use serde_json::json;

use super::super::failed::Failed;
use super::super::family::{Block, Family, OrderId, Product, SubOrder};
use super::super::lives::said;
use super::super::read::{self, list, text, whole};
use super::super::rules;
use crate::ledger::orders::{Fetched, Part, PartId, Stored};
use crate::ledger::{Operation, Orders, Time, Trouble};
use crate::progress::Progress;

/// How often nothing may come of asking, until a part is left for now.
pub(super) const TIMES: u32 = 5;
/// How long is waited first for an order that is not ready, and at most between two looks.
const LOOKS: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(300));
/// The key of packs that are left to others, in what is kept of a part.
const SKIPPED: &str = "skipped";
/// The key that says that nothing is left to fetch.
pub(in super::super) const THROUGH: &str = "through";

/// How an order is fetched.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Codes of a block, 1 to 150 000.
    pub block: u32,
    /// Codes of the last block: so many may be lost.
    pub last: u32,
    /// How long an order that is not ready is waited for.
    pub patience: Duration,
    /// What becomes of packs that were fetched before, and not into this ledger.
    pub taken: Taken,
}

/// What becomes of packs that were fetched before, and not into this ledger: their codes may be on labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Taken {
    /// Nothing is fetched, and it is told.
    #[default]
    Refuse,
    /// They are fetched too: they are on no label.
    Fetch,
    /// What stands behind them is fetched.
    Skip,
}

impl Default for Pace {
    fn default() -> Self {
        Self { block: 10_000, last: 1, patience: Duration::from_secs(3600), taken: Taken::Refuse }
    }
}

/// What became of a part.
#[derive(Clone)]
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

/// Words of a system are shown as in messages.
impl Debug for Pulled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pulled")
            .field("product", &self.product)
            .field("codes", &self.codes)
            .field("fetched", &self.fetched)
            .field("status", &outside(&self.status))
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
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

/// A part that is fetched.
pub(super) struct Fetch<'a> {
    pub(super) with: With<'a>,
    pub(super) order: &'a OrderId,
    pub(super) part: &'a Part,
    pub(super) pace: Pace,
    pub(super) product: &'a Product,
    pub(super) watch: &'a dyn Progress,
}

/// What system and ledger say, when they agree.
pub(super) struct Known {
    pub(super) part: SubOrder,
    pub(super) stored: Stored,
}

impl Known {
    /// Codes that can be fetched.
    pub(super) fn left(&self) -> u64 {
        self.part.available.filter(|_| !is_closed(&self.part)).unwrap_or(0)
    }
}

impl Fetch<'_> {
    /// Stores a block. Where the ledger does not answer it is asked again, with the same id.
    pub(super) fn store(&self, id: PartId, block: &Block) -> Result<(), Failed> {
        let op = self.op()?;
        let mut times = 1;
        loop {
            match self.with.ledger.store(op, id, &block.id, &block.codes) {
                Ok(codes) => return self.came(codes),
                Err(Trouble::Lost(_)) if times < TIMES => {
                    times += 1;
                    self.with.world.wait(Duration::from_secs(1));
                }
                Err(trouble) => return Err(trouble.into()),
            }
        }
    }

    /// Tells how many codes of the part are in the ledger.
    fn came(&self, codes: u64) -> Result<(), Failed> {
        let kept = self.kept()?.map(|kept| read::kept(&kept.said)).transpose()?;
        let total = kept.and_then(|said| whole(said.get("total")));
        self.watch.sent(codes, total.unwrap_or(codes).max(codes));
        Ok(())
    }

    /// Ends the run where somebody asks for it. Nothing is under way then.
    pub(super) fn go_on(&self) -> Result<(), Failed> {
        if !self.watch.is_stopped() {
            return Ok(());
        }
        let message = say!("fetching codes was stopped between two blocks; nothing is lost");
        Err(Diagnostic::error(rules::INCOMPLETE, message).help(say!("pull the order again, and it goes on")).into())
    }

    pub(super) fn status(&self) -> Result<SubOrder, Failed> {
        let parts = self.with.family.status(self.order, Some(&self.part.gtin))?;
        let part = parts.into_iter().find(|part| part.gtin == self.part.gtin);
        part.ok_or_else(|| Failed::unreadable("order/status"))
    }

    /// Waits until codes can be fetched.
    pub(super) fn ready(&self) -> Result<SubOrder, Failed> {
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
            self.go_on()?;
            self.watch.told(&say!("the codes of {gtin} are not ready yet; it is looked again", gtin));
            self.with.world.wait(wait);
            waited += wait;
            wait = (wait * 3 / 2).min(longest);
        }
    }

    /// Tells before codes are fetched what that means.
    pub(super) fn warn(&self, part: &SubOrder) {
        if part.available.is_none_or(|left| left == 0) {
            return;
        }
        match said(part, Time::of(self.with.world.now())) {
            Ok(Some(life)) if life.is_over => {
                self.watch.told(&say!(
                    "codes of {gtin} that were not applied until {day} have died",
                    gtin = outside(&self.part.gtin),
                    day = life.day()
                ));
            }
            Ok(Some(life)) => {
                self.watch.told(&say!(
                    "codes of {gtin} that are not applied until {day} die, {n} day from now"
                        | "codes of {gtin} that are not applied until {day} die, {n} days from now",
                    gtin = outside(&self.part.gtin),
                    day = life.day(),
                    n = count(life.days)
                ));
            }
            // It says that they do not die.
            Ok(None) => {}
            Err(()) => self.lifetime(),
        }
        if let Some(group) = self.applies_at_once() {
            self.watch.told(&say!(
                "codes of the group {group} count as applied when they are fetched",
                group = outside(group)
            ));
        }
    }

    /// Tells how long codes of the group live, where the system does not say a day.
    fn lifetime(&self) {
        let group = self.product.group.as_deref();
        let days = group.and_then(|group| self.with.family.system().group(group)?.days);
        if let (Some(group), Some([own, contractor])) = (group, days) {
            self.watch.told(&say!(
                "codes of the group {group} die {own} days after they were made if they are not applied, {contractor} where a contractor prints them",
                group = outside(group),
                own,
                contractor
            ));
        }
    }

    /// The group, where fetching its codes reports them as applied.
    fn applies_at_once(&self) -> Option<&str> {
        self.product.group.as_deref().filter(|group| self.with.family.system().applies_at_once(group))
    }

    pub(super) fn end(&self, id: PartId, before: u64, known: Known) -> Pulled {
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
        if let Some(group) = self.applies_at_once() {
            let message =
                say!("codes of the group {group} count as applied since they were fetched", group = outside(group));
            findings.push(Diagnostic { severity: Severity::Note, ..Diagnostic::warning(rules::APPLIED, message) });
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

    /// What is kept of the part; nothing where the ledger does not know it.
    pub(super) fn kept(&self) -> Result<Option<Fetched>, Failed> {
        Ok(self.with.ledger.parts()?.into_iter().find(|known| known.part == *self.part))
    }

    /// Packs that are left to others.
    pub(super) fn skipped(&self) -> Result<Vec<String>, Failed> {
        Ok(self.kept()?.map(|kept| skipped(&kept)).transpose()?.unwrap_or_default())
    }

    /// Takes down what the system says of the part now, and whether nothing is left to fetch.
    pub(super) fn note(&self, part: &SubOrder, is_through: bool) -> Result<PartId, Failed> {
        let said = self.said(part, self.skipped()?, is_through);
        Ok(self.with.ledger.part(self.op()?, self.part, &said)?)
    }

    /// Leaves packs to others.
    pub(super) fn skip(&self, part: &SubOrder, packs: impl Iterator<Item = String>) -> Result<(), Failed> {
        let said = self.said(part, self.skipped()?.into_iter().chain(packs).collect(), false);
        self.with.ledger.part(self.op()?, self.part, &said)?;
        Ok(())
    }

    /// What is kept of a part beside its codes: what the system says, and packs that are left to others.
    fn said(&self, part: &SubOrder, skipped: Vec<String>, is_through: bool) -> String {
        let Product { name, brand, group, .. } = self.product;
        let mut said = json!({ "status": part.status, "total": part.total, "name": name, "brand": brand, "group": group,
            "rest": part.rest, THROUGH: is_through });
        if let (Some(said), false) = (said.as_object_mut(), skipped.is_empty()) {
            said.insert(SKIPPED.to_owned(), skipped.into());
        }
        said.to_string()
    }

    pub(super) fn op(&self) -> Result<Operation, Failed> {
        Ok(Operation::new(self.with.world)?)
    }
}

/// Packs of a part that are left to others.
pub(super) fn skipped(kept: &Fetched) -> Result<Vec<String>, Diagnostic> {
    let said = read::kept(&kept.said)?;
    Ok(list(&said, SKIPPED).into_iter().flatten().filter_map(|id| text(Some(id))).collect())
}

/// Whether blocks of a part can be had no more.
pub(super) fn is_closed(part: &SubOrder) -> bool {
    ["CLOSED", "EXPIRED"].iter().any(|status| part.is(status))
}

/// That nothing comes of asking.
pub(super) fn idle(fetch: &Fetch<'_>) -> Diagnostic {
    let message = say!(
        "the system hands out no codes of {gtin}, although it says that there are some",
        gtin = outside(&fetch.part.gtin)
    );
    Diagnostic::error(rules::REFUSED, message).help(say!("pull the order again later; nothing is lost"))
}

/// That a block has not as many codes as the system says.
pub(super) fn differs(fetch: &Fetch<'_>, listed: u64, came: usize) -> Diagnostic {
    let gtin = outside(&fetch.part.gtin);
    let message = say!("a block of {gtin} should have {listed} codes, and came with {came}", gtin, listed, came);
    Diagnostic::error(rules::DIFFERS, message)
        .help(say!("nothing of it was stored; pull the order again, and ask the support if it stays so"))
}
