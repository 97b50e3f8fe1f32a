//! What a scanner reads when labels are on goods: each label of a job is ticked off, and is applied from then on.

use std::collections::BTreeSet;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::market::Market;
use quietzone::sentence::InWords;
use quietzone::world::World;

use crate::ledger::{Answer, Decision, JobId, Known, Ledger, Numbers, State, Trouble, rules};

/// What became of a scan.
#[derive(Clone, Debug)]
pub enum Scan {
    /// It is a label of the job that was not scanned before. It is applied now, unless nothing is to be marked.
    Good(Known),
    /// The label was ticked off before.
    Again(Known),
    /// The label is of another job.
    Elsewhere(Known),
    /// Its paper should not be there: by the ledger it was not printed, is spoiled, or its code is retired.
    Strange(Known),
    /// No job has a label of this unit.
    Unknown {
        /// What tells the unit from others; it holds no tail.
        unit: String,
    },
    /// It is no code of the job's market.
    Unread(Vec<Diagnostic>),
    /// The ledger takes it not, such as while the label is being printed.
    Refused(Box<Diagnostic>),
}

/// Ticks off the labels of a job.
pub struct Verifier<'a> {
    ledger: &'a dyn Ledger,
    world: &'a World,
    job: JobId,
    operator: &'a str,
    market: Market,
    /// Labels that were seen; nothing where they are marked in the ledger.
    seen: Option<BTreeSet<u32>>,
}

impl<'a> Verifier<'a> {
    /// Begins with a job. Unless it `marks`, nothing is written: what was scanned is known until the end alone.
    ///
    /// # Errors
    /// There is no such job; its market is not known here.
    pub fn new(
        ledger: &'a dyn Ledger,
        world: &'a World,
        job: JobId,
        operator: &'a str,
        marks: bool,
    ) -> Result<Self, Failure> {
        let market = Market::load(&ledger.job(job)?.market);
        let market = market.map_err(|error| Diagnostic::error(rules::LEDGER, error.in_words()))?;
        let seen = (!marks).then(BTreeSet::new);
        Ok(Self { ledger, world, job, operator, market, seen })
    }

    /// Takes what a scanner typed. A label is durably applied when this returns.
    ///
    /// # Errors
    /// The ledger cannot be read or written.
    pub fn scan(&mut self, typed: &str) -> Answer<Scan> {
        let reading = match self.market.structure.read(typed) {
            Ok((reading, _)) => reading,
            Err(faults) => return Ok(Scan::Unread(faults.into_iter().map(Diagnostic::from).collect())),
        };
        let Some(unit) = self.market.unit(&reading.code) else {
            return Ok(Scan::Unknown { unit: String::new() });
        };
        let unit = unit.join("\u{1d}").trim_end_matches('\u{1d}').to_owned();
        let found = self.ledger.find(&unit)?;
        // A label may lawfully stand several times, and be scanned as often.
        let (own, others): (Vec<Known>, Vec<Known>) = found.into_iter().partition(|label| label.job == self.job);
        let Some(next) = own.iter().find(|label| !self.is_ticked(label)).or(own.first()) else {
            return Ok(others.into_iter().next_back().map_or(Scan::Unknown { unit }, Scan::Elsewhere));
        };
        self.tick(next.clone())
    }

    fn is_ticked(&self, label: &Known) -> bool {
        label.applied || self.seen.as_ref().is_some_and(|seen| seen.contains(&label.number))
    }

    fn tick(&mut self, label: Known) -> Answer<Scan> {
        if self.is_ticked(&label) {
            return Ok(Scan::Again(label));
        }
        if matches!(label.state, State::Waiting | State::Spoiled | State::Void) {
            return Ok(Scan::Strange(label));
        }
        if let Some(seen) = &mut self.seen {
            seen.insert(label.number);
            return Ok(Scan::Good(label));
        }
        let labels = Numbers::list(&[label.number]);
        if !label.state.is_on_paper() {
            // What is scanned is printed.
            let confirmed = Decision::Confirm { labels: labels.clone(), spoiled: Numbers::default() };
            if let Err(refused) = self.decide(&confirmed)? {
                return Ok(Scan::Refused(refused));
            }
        }
        Ok(match self.decide(&Decision::Apply { labels, all: false })? {
            Ok(_) => Scan::Good(Known { applied: true, ..label }),
            Err(refused) => Scan::Refused(refused),
        })
    }

    /// Decides; what the ledger refuses is told apart from what it cannot do.
    fn decide(&self, decision: &Decision) -> Answer<Result<u64, Box<Diagnostic>>> {
        match super::done(self.world, |op| self.ledger.decide(op, self.job, self.operator, decision)) {
            Ok(changed) => Ok(Ok(changed)),
            Err(Trouble::Refused(why)) => Ok(Err(why)),
            Err(trouble) => Err(trouble),
        }
    }

    /// Gives the labels that should be on goods and were not scanned, in order; tells how many. Labels that wait,
    /// are spoiled or retired are none of them.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn missing(&self, mut each: impl FnMut(&Known)) -> Answer<u64> {
        /// Read at once.
        const PAGE: u32 = 2000;
        let (mut behind, mut missing) = (0, 0);
        loop {
            let page = self.ledger.labels(self.job, behind, PAGE)?;
            let Some(last) = page.last() else { return Ok(missing) };
            behind = last.number;
            let is_due = |label: &&Known| label.state.is_on_paper() || label.state.is_open();
            for label in page.iter().filter(is_due).filter(|label| !self.is_ticked(label)) {
                each(label);
                missing += 1;
            }
        }
    }
}
