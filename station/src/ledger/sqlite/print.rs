//! What a run that prints does with labels.

use quietzone::diagnostic::Diagnostic;
use rusqlite::params;
use serde_json::Value as Json;

use super::super::{Block, By, Claim, Hold, JobId, State};
use super::base::{Change, Done, Keep};
use super::change::ranges;
use super::look::is_to_stop;

impl Keep for Claim {
    fn keep(&self) -> Json {
        Json::from(match self {
            Claim::Taken => 0,
            Claim::Changed => 1,
            Claim::Stop => 2,
        })
    }

    fn back(kept: &Json) -> Option<Self> {
        Some(match kept.as_u64()? {
            0 => Claim::Taken,
            1 => Claim::Changed,
            _ => Claim::Stop,
        })
    }
}

impl Change<'_> {
    /// Claims labels, all or none.
    pub(super) fn claim(&self, hold: &Hold, by: &By<'_>, labels: &[u32], block: Option<&Block>) -> Done<Claim> {
        self.check(hold)?;
        let job = hold.job;
        if is_to_stop(&self.sql, job)? {
            return Ok(Claim::Stop);
        }
        let ranges = ranges(labels)?;
        let mut waiting = 0;
        for range in &ranges {
            waiting += self.count(job, range, State::Waiting)?.0;
        }
        if waiting != labels.len() as u64 {
            return Ok(Claim::Changed);
        }
        let (printer, operator) = (self.name(Some(by.printer))?, self.name(Some(by.operator))?);
        for range in &ranges {
            let claimed = self
                .sql
                .prepare_cached(
                    "UPDATE label SET state = ?4, time = ?5, printer = ?6, operator = ?7, settled = 0
                     WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND state = ?8",
                )?
                .execute(params![
                    job.0,
                    range.start(),
                    range.end(),
                    State::Claimed as u8,
                    self.now.0,
                    printer,
                    operator,
                    State::Waiting as u8
                ])?;
            self.moved(job, State::Waiting, State::Claimed, claimed)?;
            self.note(job, "claimed", Some(range), (Some(by.operator), Some(by.printer)), None)?;
        }
        if let Some(Block { labels: (first, last), start, length, digest, sent }) = block {
            self.sql
                .prepare_cached("INSERT INTO block (job, first, last, start, length, digest, sent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![job.0, first, last, start, length, digest.cast_signed(), sent])?;
        }
        self.sql.prepare_cached("UPDATE job SET printer = ?2 WHERE id = ?1")?.execute(params![job.0, by.printer])?;
        Ok(Claim::Taken)
    }

    /// Tells what became of labels that were claimed.
    pub(super) fn mark(&self, hold: &Hold, labels: &[u32], to: State) -> Done<()> {
        self.check(hold)?;
        let from: &[State] = match to {
            State::Sent | State::Waiting => &[State::Claimed],
            State::Counted => &[State::Claimed, State::Sent],
            // A count may turn out to be another program's.
            State::InDoubt => &[State::Claimed, State::Sent, State::Counted],
            _ => return Err(Diagnostic::internal("ledger: a state that no run gives").into()),
        };
        for range in ranges(labels)? {
            let mut changed = 0;
            for from in from {
                changed += self.shift(hold.job, &range, *from, to)?;
            }
            if changed > 0 {
                self.note(hold.job, to.key(), Some(&range), (None, None), None)?;
            }
            // What an operator has decided in the meantime stands.
        }
        if matches!(to, State::Sent | State::Waiting)
            && let (Some(first), Some(last)) = (labels.first(), labels.last())
        {
            let change = match to {
                State::Sent => "UPDATE block SET sent = 1 WHERE job = ?1 AND first >= ?2 AND last <= ?3 AND sent = 0",
                _ => "DELETE FROM block WHERE job = ?1 AND first >= ?2 AND last <= ?3 AND sent = 0",
            };
            let blocks = self.sql.prepare_cached(change)?.execute(params![hold.job.0, first, last])?;
            if to == State::Sent && blocks > 0 {
                // What stands in a file is not lost with a run.
                self.settle(hold, labels)?;
            }
        }
        Ok(())
    }

    /// Gives up a file that is gone.
    pub(super) fn file_gone(&self, hold: &Hold) -> Done<()> {
        self.check(hold)?;
        let claimed = self.shift(hold.job, &(1..=u32::MAX), State::Claimed, State::InDoubt)?;
        if claimed > 0 {
            self.note(hold.job, "in_doubt", None, (None, None), None)?;
        }
        self.sql.execute("DELETE FROM block WHERE job = ?1", [hold.job.0])?;
        Ok(())
    }

    /// Tells that the printer has done with all that was sent.
    pub(super) fn idle(&self, hold: &Hold) -> Done<()> {
        self.check(hold)?;
        self.sql.prepare_cached("UPDATE job SET idle = ?2 WHERE id = ?1")?.execute(params![hold.job.0, self.now.0])?;
        Ok(())
    }

    /// Tells that the printer has done with labels that were sent.
    pub(super) fn settle(&self, hold: &Hold, labels: &[u32]) -> Done<()> {
        self.check(hold)?;
        for range in ranges(labels)? {
            self.sql
                .prepare_cached(
                    "UPDATE label SET settled = 1 WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND state = ?4",
                )?
                .execute(params![hold.job.0, range.start(), range.end(), State::Sent as u8])?;
        }
        Ok(())
    }

    /// Puts in doubt what is not certain.
    pub(super) fn doubt(&self, hold: &Hold) -> Done<u64> {
        self.check(hold)?;
        self.doubt_all(hold.job)
    }

    /// Puts in doubt what is claimed, and what was sent and the printer has not done with.
    pub(super) fn doubt_all(&self, job: JobId) -> Done<u64> {
        let mut in_doubt = 0;
        for (from, condition) in
            [(State::Claimed, "1"), (State::Sent, "settled = 0 AND time > (SELECT idle FROM job WHERE id = ?1)")]
        {
            let bounds: (Option<u32>, Option<u32>) = self
                .sql
                .prepare_cached(&format!(
                    "SELECT min(number), max(number) FROM label WHERE job = ?1 AND state = ?2 AND {condition}"
                ))?
                .query_row(params![job.0, from as u8], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let (Some(first), Some(last)) = bounds else { continue };
            let changed = self
                .sql
                .prepare_cached(&format!(
                    "UPDATE label SET state = ?3, time = ?4 WHERE job = ?1 AND state = ?2 AND {condition}"
                ))?
                .execute(params![job.0, from as u8, State::InDoubt as u8, self.now.0])?;
            in_doubt += self.moved(job, from, State::InDoubt, changed)?;
            self.note(job, "in_doubt", Some(&(first..=last)), (None, None), None)?;
        }
        Ok(in_doubt)
    }

    /// Keeps what an odometer stands at.
    pub(super) fn keep_odometer(&self, printer: &str, identity: &str, labels: u64) -> Done<()> {
        self.sql
            .prepare_cached("INSERT OR REPLACE INTO printer (name, identity, odometer, time) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![printer, identity, labels, self.now.0])?;
        Ok(())
    }
}
