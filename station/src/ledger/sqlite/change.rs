//! The one way in which labels change their state, with the tally and the events that tell of it.

use std::ops::RangeInclusive;

use quietzone::diagnostic::Diagnostic;
use rusqlite::{OptionalExtension, params};

use super::super::{JobId, State, Status};
use super::base::{Change, Done};

/// What stands in the tally beside the states.
pub(super) const REPRINTED: u8 = 100;
/// The same of labels on goods.
pub(super) const APPLIED: u8 = 101;

impl Change<'_> {
    /// Labels of a range that are in one state come to be in another; tells how many.
    pub(super) fn shift(&self, job: JobId, range: &RangeInclusive<u32>, from: State, to: State) -> Done<u64> {
        let changed = self
            .sql
            .prepare_cached(
                "UPDATE label SET state = ?4, time = ?6 WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND state = ?5",
            )?
            .execute(params![job.0, range.start(), range.end(), to as u8, from as u8, self.now.0])?;
        self.moved(job, from, to, changed)
    }

    /// Notes in the tally that so many labels came from one state to another.
    pub(super) fn moved(&self, job: JobId, from: State, to: State, labels: usize) -> Done<u64> {
        let labels = i64::try_from(labels).unwrap_or(i64::MAX);
        if labels > 0 {
            self.tally(job, from as u8, -labels)?;
            self.tally(job, to as u8, labels)?;
        }
        Ok(labels.unsigned_abs())
    }

    pub(super) fn tally(&self, job: JobId, state: u8, more: i64) -> Done<()> {
        self.sql
            .prepare_cached(
                "INSERT INTO tally (job, state, labels) VALUES (?1, ?2, ?3)
                 ON CONFLICT (job, state) DO UPDATE SET labels = labels + ?3",
            )?
            .execute(params![job.0, state, more])?;
        Ok(())
    }

    pub(super) fn set_status(&self, job: JobId, status: Status) -> Done<()> {
        self.sql.prepare_cached("UPDATE job SET status = ?2 WHERE id = ?1")?.execute(params![job.0, status as u8])?;
        Ok(())
    }

    /// How many labels of a range are in a state, and the first of them.
    pub(super) fn count(&self, job: JobId, range: &RangeInclusive<u32>, state: State) -> Done<(u64, u32)> {
        let (count, first): (u64, Option<u32>) = self
            .sql
            .prepare_cached(
                "SELECT count(*), min(number) FROM label WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND state = ?4",
            )?
            .query_row(params![job.0, range.start(), range.end(), state as u8], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((count, first.unwrap_or(0)))
    }

    /// Notes what was done. What goes on with the next labels makes the last note longer.
    pub(super) fn note(
        &self,
        job: JobId,
        kind: &str,
        labels: Option<&RangeInclusive<u32>>,
        (operator, printer): (Option<&str>, Option<&str>),
        reason: Option<&str>,
    ) -> Done<()> {
        let (operator, printer) = (self.name(operator)?, self.name(printer)?);
        let (first, last) = labels.map_or((None, None), |range| (Some(*range.start()), Some(*range.end())));
        if let Some(first) = first.filter(|first| *first > 1) {
            let grown = self
                .sql
                .prepare_cached(
                    "UPDATE event SET last = ?6 WHERE id = (SELECT max(id) FROM event WHERE job = ?1 AND kind = ?2)
                     AND last = ?3 AND operator IS ?4 AND printer IS ?5 AND reason IS ?7 AND kind IN ('claimed', 'sent', 'counted')",
                )?
                .execute(params![job.0, kind, first - 1, operator, printer, last, reason])?;
            if grown == 1 {
                return Ok(());
            }
        }
        self.sql
            .prepare_cached(
                "INSERT INTO event (job, time, kind, first, last, operator, printer, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![job.0, self.now.0, kind, first, last, operator, printer, reason])?;
        Ok(())
    }

    /// The number of a name of a printer or operator.
    pub(super) fn name(&self, text: Option<&str>) -> Done<Option<i64>> {
        let Some(text) = text else { return Ok(None) };
        let known: Option<i64> = self
            .sql
            .prepare_cached("SELECT id FROM name WHERE text = ?1")?
            .query_row([text], |row| row.get(0))
            .optional()?;
        if known.is_some() {
            return Ok(known);
        }
        self.sql.prepare_cached("INSERT INTO name (text) VALUES (?1)")?.execute([text])?;
        Ok(Some(self.sql.last_insert_rowid()))
    }
}

/// Numbers in order as ranges.
pub(super) fn ranges(numbers: &[u32]) -> Done<Vec<RangeInclusive<u32>>> {
    if !numbers.is_sorted() {
        return Err(Diagnostic::internal("ledger: numbers out of order").into());
    }
    Ok(super::super::Numbers::list(numbers).ranges().to_vec())
}
