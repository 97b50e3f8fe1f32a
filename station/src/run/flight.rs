//! Labels under way: sent, and not known to be printed.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

/// What is under way on one line, and what the printer's count says of it.
#[derive(Debug, Default)]
pub(super) struct Flight {
    labels: VecDeque<u32>,
    /// Labels that were counted last; had another program printed in between, they would be the wrong ones.
    recent: VecDeque<u32>,
    /// The most labels that were under way.
    most: usize,
    /// What the printer's count stood at when everything before these labels was printed.
    base: Option<u64>,
    /// Labels that were under way when the printer ran out of something.
    suspects: bool,
    /// Whether labels may still be printed that are no longer counted as under way.
    adrift: bool,
    /// Whether the printer was idle when it was last asked.
    idle: bool,
    /// When its status was last asked.
    looked: Option<SystemTime>,
    /// Since when it counts no more.
    still: Option<SystemTime>,
    /// Whether the printer answers nothing.
    pub(super) is_silent: bool,
}

impl Flight {
    /// Stands among labels for what a printer counts and no ledger knows: labels have numbers from 1.
    pub(super) const NO_LABEL: u32 = 0;

    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Labels were sent.
    pub(super) fn sent(&mut self, labels: &[u32]) {
        self.most = self.most.max(self.labels.len() + labels.len());
        self.labels.extend(labels);
        self.idle = false;
        self.still = None;
    }

    /// The printer's count, with nothing under way.
    pub(super) fn count_from(&mut self, counted: u64) {
        self.base = Some(counted);
    }

    /// The count tells nothing.
    pub(super) fn count_no_more(&mut self) {
        self.base = None;
    }

    /// Whether the printer's count is followed.
    pub(super) fn is_counted(&self) -> bool {
        self.base.is_some()
    }

    /// The labels that are printed by the printer's count; nothing where it counted more than it was sent, or
    /// fewer than before.
    pub(super) fn counted(&mut self, counted: u64) -> Option<Vec<u32>> {
        let base = self.base?;
        let new = usize::try_from(counted.checked_sub(base)?).ok().filter(|new| *new <= self.labels.len())?;
        if self.suspects {
            // Which of them, is told when the printer is idle.
            return Some(Vec::new());
        }
        if new > 0 {
            self.still = None;
        }
        self.base = Some(counted);
        let done: Vec<u32> = self.labels.drain(..new).collect();
        self.recent.extend(&done);
        let surplus = self.recent.len().saturating_sub(self.most.max(new));
        self.recent.drain(..surplus);
        Some(known(done))
    }

    /// What is under way and what was counted last: it is in doubt, because another program printed.
    pub(super) fn take_recent(&mut self) -> Vec<u32> {
        known(self.recent.drain(..).chain(self.labels.drain(..)))
    }

    /// Whether the count is what it must be with nothing under way.
    pub(super) fn is_exact(&self, counted: u64) -> bool {
        self.base.is_none_or(|base| base == counted)
    }

    /// What is under way, no more: it is in doubt.
    pub(super) fn take(&mut self) -> Vec<u32> {
        known(self.labels.drain(..))
    }

    /// What is under way is no longer waited for.
    pub(super) fn let_go(&mut self) {
        self.labels.clear();
        self.idle = false;
    }

    /// What is under way is told by the count when the printer is idle.
    pub(super) fn suspect(&mut self) {
        self.suspects = !self.labels.is_empty();
    }

    /// What was under way may be printed yet, and is not to be taken for what comes.
    pub(super) fn drift(&mut self) {
        self.adrift = true;
    }

    /// Whether what the printer still holds must be printed before more is sent.
    pub(super) fn is_adrift(&self) -> bool {
        self.adrift || self.suspects
    }

    /// The printer is idle: what was suspected, and whether its count says that all of it was printed.
    pub(super) fn landed(&mut self, counted: Option<u64>) -> (Vec<u32>, bool) {
        let is_whole = self.suspects
            && counted.zip(self.base).is_some_and(|(counted, base)| counted == base + self.labels.len() as u64);
        (self.suspects, self.adrift) = (false, false);
        self.base = self.base.and(counted);
        (self.take(), is_whole)
    }

    /// Takes down whether the printer is idle; true when it was so before too, for one look may come before
    /// what was sent last.
    pub(super) fn is_idle(&mut self, idle: bool) -> bool {
        std::mem::replace(&mut self.idle, idle) && idle
    }

    /// Whether it is time to ask for the status.
    pub(super) fn is_due(&mut self, now: &SystemTime, every: Duration, is_moved: bool) -> bool {
        let since = |time: &SystemTime| now.duration_since(*time).unwrap_or(every);
        // While labels come out nothing is the matter.
        if is_moved || self.looked.as_ref().is_some_and(|time| since(time) < every) {
            return false;
        }
        self.looked = Some(*now);
        true
    }

    /// Whether an idle printer has counted no more for so long.
    pub(super) fn is_stuck(&mut self, now: &SystemTime, settle: Duration) -> bool {
        let since = self.still.get_or_insert(*now);
        now.duration_since(*since).is_ok_and(|time| time >= settle)
    }
}

/// Those that the ledger knows.
fn known(labels: impl IntoIterator<Item = u32>) -> Vec<u32> {
    labels.into_iter().filter(|label| *label != Flight::NO_LABEL).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_is_counted_and_is_no_label() {
        let mut flight = Flight::default();
        flight.count_from(10);
        flight.sent(&[1, Flight::NO_LABEL, 2]);
        assert_eq!(flight.counted(12), Some(vec![1]));
        assert_eq!((flight.len(), flight.counted(14)), (1, None));
        assert_eq!(flight.counted(13), Some(vec![2]));
    }

    #[test]
    fn labels_are_counted_in_the_order_they_were_sent_in() {
        let mut flight = Flight::default();
        flight.count_from(100);
        flight.sent(&[7, 8, 3]);
        assert_eq!(flight.counted(100), Some(vec![]));
        assert_eq!(flight.counted(102), Some(vec![7, 8]));
        assert_eq!(flight.counted(104), None, "another printed too");
        assert_eq!(flight.counted(101), None, "a count that goes back");
        assert_eq!(flight.counted(103), Some(vec![3]));
    }

    #[test]
    fn what_was_under_way_at_the_end_of_the_paper_is_counted_together() {
        for (counted, is_whole) in [(105, true), (104, false)] {
            let mut flight = Flight::default();
            flight.count_from(103);
            flight.sent(&[1, 2]);
            flight.suspect();
            assert_eq!(flight.counted(104), Some(vec![]));
            assert!(flight.is_adrift());
            assert_eq!(flight.landed(Some(counted)), (vec![1, 2], is_whole));
            assert!(!flight.is_adrift());
        }
    }

    #[test]
    fn one_look_at_an_idle_printer_is_none() {
        let mut flight = Flight::default();
        flight.sent(&[1]);
        assert!(!flight.is_idle(true));
        assert!(flight.is_idle(true));
        flight.sent(&[2]);
        assert!(!flight.is_idle(true));
    }
}
