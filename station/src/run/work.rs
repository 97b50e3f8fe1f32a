//! What every way of printing shares: the job that is held, its labels as they are made, and who watches.

use std::collections::VecDeque;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Again, Design, Own, Request};
use quietzone::world::World;

use super::settings;
use crate::ledger::{By, Hold, JobId, Ledger, Numbers, State, Trouble};
use crate::progress::Progress;

/// A job that is held and printed.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// The ledger.
    pub ledger: &'a dyn Ledger,
    /// Clock and randomness.
    pub world: &'a World,
    /// The job.
    pub hold: &'a Hold,
    /// The printer and the operator.
    pub by: By<'a>,
    /// Only these of the labels that wait; all if left out.
    pub only: Option<&'a Numbers>,
    /// Who watches.
    pub progress: &'a dyn Progress,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    /// Labels that left in it.
    pub sent: u64,
    /// Labels that are in doubt because of it.
    pub in_doubt: u64,
    /// Why it ended.
    pub why: Why,
}

/// Why a run ended.
#[derive(Debug)]
pub enum Why {
    /// No label waits any more.
    Through,
    /// Somebody asked for it.
    Stopped,
    /// The operator is to confirm what was printed before more is.
    Confirm,
    /// Something is in the way.
    Trouble(Box<Diagnostic>),
}

impl Work<'_> {
    /// The design of the job, of what was kept alone.
    pub(super) fn design(&self) -> Result<Again, Failure> {
        self.design_with(|_| {})
    }

    /// The same with what is said of this run.
    pub(super) fn design_with(&self, change: impl FnOnce(&mut Request)) -> Result<Again, Failure> {
        let kept = self.ledger.kept(self.hold.job)?;
        let mut request = settings::read(&kept)?;
        change(&mut request);
        Design::of(request)?.again(&kept.shared)
    }

    /// Whether the run is to end: who watches it says so, or somebody asked the ledger for it.
    pub(super) fn is_stopped(&self) -> Result<bool, Trouble> {
        Ok(self.progress.is_stopped() || self.ledger.is_to_stop(self.hold.job)?)
    }

    /// Claims what was shown to wait; nothing where that has changed.
    pub(super) fn mark(&self, labels: &[u32], to: State) -> Result<(), Trouble> {
        if labels.is_empty() {
            return Ok(());
        }
        super::done(self.world, |op| self.ledger.mark(op, self.hold, labels, to))
    }

    /// Puts in doubt what is claimed, and what was sent since the printer was last idle; tells how many.
    pub(super) fn doubt(&self) -> Result<u64, Trouble> {
        super::done(self.world, |op| self.ledger.doubt(op, self.hold))
    }

    /// Tells that the printer has done with labels.
    pub(super) fn settle(&self, labels: &[u32]) -> Result<(), Trouble> {
        super::done(self.world, |op| self.ledger.settle(op, self.hold, labels))
    }

    /// Tells that the printer has nothing left to do.
    pub(super) fn idle(&self) -> Result<(), Trouble> {
        super::done(self.world, |op| self.ledger.idle(op, self.hold))
    }

    /// How many labels wait that are meant.
    pub(super) fn waiting(&self) -> Result<u64, Trouble> {
        Ok(self.meant()?.count())
    }

    /// The labels that wait and are meant.
    pub(super) fn meant(&self) -> Result<Numbers, Trouble> {
        let waiting = self.ledger.numbers(self.hold.job, State::Waiting)?;
        Ok(match self.only {
            Some(only) => waiting.both(only),
            None => waiting,
        })
    }
}

/// The labels of a job that wait, in order.
pub(super) struct Waiting<'w> {
    ledger: &'w dyn Ledger,
    job: JobId,
    only: Option<&'w Numbers>,
    behind: u32,
    read: VecDeque<Own>,
}

impl<'w> Waiting<'w> {
    pub(super) fn of(work: Work<'w>) -> Self {
        Self { ledger: work.ledger, job: work.hold.job, only: work.only, behind: 0, read: VecDeque::new() }
    }

    /// The next of them, at most so many.
    pub(super) fn next(&mut self, most: usize) -> Result<Vec<Own>, Trouble> {
        /// Read at once.
        const PAGE: u32 = 2000;
        while self.read.len() < most {
            let page = self.ledger.owns(self.job, State::Waiting, self.behind, PAGE)?;
            let Some(last) = page.last() else { break };
            self.behind = number(last)?;
            let only = self.only;
            let is_meant = |own: &Own| only.is_none_or(|only| number(own).is_ok_and(|number| only.has(number)));
            self.read.extend(page.into_iter().filter(is_meant));
        }
        Ok(self.read.drain(..most.min(self.read.len())).collect())
    }

    /// The label that waits behind those that were given.
    pub(super) fn peek(&mut self) -> Result<Option<Own>, Trouble> {
        let next = self.next(1)?.pop();
        next.iter().for_each(|own| self.read.push_front(own.clone()));
        Ok(next)
    }

    /// Whether no label waits behind those that were given.
    pub(super) fn is_through(&mut self) -> Result<bool, Trouble> {
        Ok(self.peek()?.is_none())
    }

    /// Begins again, because labels wait no more, or more of them do.
    pub(super) fn again(&mut self) {
        self.behind = 0;
        self.read.clear();
    }
}

/// The number of a label in its job.
pub(super) fn number(own: &Own) -> Result<u32, Diagnostic> {
    u32::try_from(own.number).map_err(|_| Diagnostic::internal("station: a label's number"))
}
