//! Labels ticked off as they are scanned: what is read is on paper, and on goods.

use std::collections::BTreeSet;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::Design;
use quietzone::market::Fixing;
use quietzone::world::World;

use super::find::{of_code, unit_of};
use super::settings;
use crate::ledger::{Answer, Decision, JobId, Known, Ledger, State};

/// The labels of a job, to be ticked off.
pub struct Checklist<'a> {
    ledger: &'a dyn Ledger,
    world: &'a World,
    job: JobId,
    operator: &'a str,
    design: Design,
    fixing: Fixing,
    /// Whether what is scanned is marked in the ledger.
    marks: bool,
    /// Labels that were ticked off here.
    seen: BTreeSet<u32>,
    /// Labels that are not ticked off, and all that are to be.
    left: (u64, u64),
}

/// What a scan came to.
#[derive(Debug)]
pub enum Scan {
    /// The first of the label, as it was known before.
    Good(Known),
    /// The label was ticked off before.
    Twice(Known),
    /// The label was told as spoiled, or its code was retired.
    Unfit(Known),
    /// A label of another job.
    OtherJob(Known),
    /// A code that no job has: what tells its unit from others.
    Unknown(String),
    /// What was read is no code of the market, for these reasons.
    Unreadable(Vec<Diagnostic>),
}

impl<'a> Checklist<'a> {
    /// The labels of a job that are not ticked off yet. Where nothing is marked, the ledger stays as it is.
    ///
    /// # Errors
    /// There is no such job; the ledger cannot be read.
    pub fn of(
        ledger: &'a dyn Ledger,
        world: &'a World,
        job: JobId,
        operator: &'a str,
        (marks, fixing): (bool, Fixing),
    ) -> Result<Self, Failure> {
        let known = ledger.job(job)?;
        let design = Design::of(settings::read(&ledger.kept(job)?)?)?;
        let all = u64::from(known.labels).saturating_sub(known.states.of(State::Void));
        let left = (all.saturating_sub(known.states.applied), all);
        Ok(Self { ledger, world, job, operator, design, fixing, marks, seen: BTreeSet::new(), left })
    }

    /// Labels that are not ticked off, and all that are to be.
    #[must_use]
    pub fn left(&self) -> (u64, u64) {
        self.left
    }

    /// Whether a label is missing still.
    #[must_use]
    pub fn misses(&self, label: &Known) -> bool {
        !label.applied && label.state != State::Void && !self.seen.contains(&label.number)
    }

    /// Ticks off the label that a scanner read. What is told of it is on the disk.
    ///
    /// # Errors
    /// The ledger cannot be used.
    pub fn scan(&mut self, text: &str) -> Answer<Scan> {
        let unit = match unit_of(self.design.market(), text, self.fixing) {
            Ok(unit) => unit,
            Err(faults) => {
                let known = of_code(self.ledger, text, self.fixing)?.into_iter().next();
                return Ok(known.map_or(Scan::Unreadable(faults), Scan::OtherJob));
            }
        };
        let found = self.ledger.find(&unit)?;
        let ours = || found.iter().filter(|label| label.job == self.job);
        // Copies of a unit are ticked off one after the other.
        if let Some(label) = ours().find(|label| self.misses(label) && label.state != State::Spoiled) {
            let label = label.clone();
            if self.marks {
                let decision = Decision::Scanned { label: label.number };
                super::done(self.world, |op| self.ledger.decide(op, self.job, self.operator, &decision))?;
            }
            self.seen.insert(label.number);
            self.left.0 = self.left.0.saturating_sub(1);
            return Ok(Scan::Good(label));
        }
        if let Some(label) = ours().find(|label| label.applied || self.seen.contains(&label.number)) {
            return Ok(Scan::Twice(label.clone()));
        }
        if let Some(label) = ours().next() {
            return Ok(Scan::Unfit(label.clone()));
        }
        Ok(found.into_iter().next().map_or(Scan::Unknown(unit), Scan::OtherJob))
    }
}
