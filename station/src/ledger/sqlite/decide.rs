//! What an operator says of labels.

use std::ops::RangeInclusive;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{InWords, count};
use rusqlite::params;

use super::super::{Decision, JobId, Numbers, State, Status, rules};
use super::base::{Change, Done};
use super::change::{APPLIED, REPRINTED};

impl Change<'_> {
    /// Does what an operator says, whole or not at all.
    pub(super) fn decide(&self, job: JobId, operator: &str, decision: &Decision) -> Done<u64> {
        let status = self.status(job)?;
        if let Decision::Stop = decision {
            self.sql.prepare_cached("UPDATE job SET stop = 1 WHERE id = ?1")?.execute([job.0])?;
            return Ok(0);
        }
        if status == Status::Loading {
            return Err(refused(say!("job {job} is still being read", job = job.0)).into());
        }
        let is_held = self.holder(job)?.is_some();
        if !is_held && self.is_left(job)? {
            // What a run left that ended without a word.
            self.doubt_all(job)?;
            self.sql.prepare_cached("DELETE FROM lease WHERE job = ?1")?.execute([job.0])?;
        } else if !is_held {
            // What a run left that could not tell how it ended, such as one whose file could not be written.
            if self.shift(job, &(1..=u32::MAX), State::Claimed, State::InDoubt)? > 0 {
                self.note(job, "in_doubt", None, (None, None), None)?;
            }
        }
        let who = (Some(operator), None);
        match decision {
            Decision::Confirm { labels, spoiled, all } => self.confirm(job, operator, (labels, *all), spoiled),
            Decision::Reprint { labels, reason } => self.reprint(job, operator, labels, reason),
            Decision::Void { labels, reason } => self.retire(job, operator, labels, reason),
            Decision::Apply { labels, all } => self.apply(job, operator, labels, *all),
            Decision::Scanned { label } => self.scanned(job, operator, *label),
            Decision::Cancel => {
                if is_held {
                    return Err(refused(say!("job {job} is being printed; stop it first", job = job.0)).into());
                }
                let freed = self.sql.execute(
                    "UPDATE label SET key = NULL WHERE job = ?1 AND state = ?2 AND copy = 1",
                    params![job.0, State::Waiting as u8],
                )?;
                self.set_status(job, Status::Cancelled)?;
                self.note(job, "cancelled", None, who, None)?;
                Ok(freed as u64)
            }
            Decision::Done => {
                self.is_settled(job, status)?;
                self.set_status(job, Status::Done)?;
                self.note(job, "done", None, who, None)?;
                Ok(0)
            }
            Decision::Stop => Ok(0),
        }
    }

    fn confirm(&self, job: JobId, operator: &str, (labels, all): (&Numbers, bool), spoiled: &Numbers) -> Done<u64> {
        let labels = self.of_job(job, labels)?;
        let spoiled = self.of_job(job, spoiled)?;
        let fit = labels.without(&spoiled);
        let mut changed = 0;
        for range in fit.ranges() {
            if !all {
                self.refuse(job, range, State::Claimed, "confirmed")?;
                self.refuse_unsent(job, range)?;
            }
            let sent = self.shift(job, range, State::Sent, State::Confirmed)?;
            let printed = self.shift(job, range, State::InDoubt, State::Printed)?;
            if sent + printed > 0 {
                self.note(job, "confirmed", Some(range), (Some(operator), None), None)?;
            }
            changed += sent + printed;
        }
        for range in spoiled.ranges() {
            for state in [State::Waiting, State::Claimed, State::Void] {
                self.refuse(job, range, state, "spoiled")?;
            }
            let mut here = 0;
            for state in [State::Sent, State::Counted, State::Confirmed, State::InDoubt, State::Printed] {
                here += self.shift(job, range, state, State::Spoiled)?;
            }
            self.note(job, "spoiled", Some(range), (Some(operator), None), None)?;
            changed += here;
        }
        Ok(changed)
    }

    fn reprint(&self, job: JobId, operator: &str, labels: &Numbers, reason: &str) -> Done<u64> {
        let labels = self.of_job(job, labels)?;
        let mut changed = 0;
        for range in labels.ranges() {
            for state in [State::Waiting, State::Claimed, State::Void] {
                self.refuse(job, range, state, "reprint")?;
            }
            // Their papers are gone, on goods or not; whether those circulate, the ledger cannot know.
            self.take_off(job, range)?;
            let first: i64 = self.sql.query_row(
                "SELECT count(*) FROM label WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND copy = 1",
                params![job.0, range.start(), range.end()],
                |row| row.get(0),
            )?;
            self.tally(job, REPRINTED, first)?;
            self.sql.execute(
                "UPDATE label SET copy = copy + 1, sheet = NULL, place = NULL WHERE job = ?1 AND number BETWEEN ?2 AND ?3",
                params![job.0, range.start(), range.end()],
            )?;
            for state in State::ALL {
                if state != State::Waiting {
                    changed += self.shift(job, range, state, State::Waiting)?;
                }
            }
            self.note(job, "reprint", Some(range), (Some(operator), None), Some(reason))?;
        }
        if self.status(job)? == Status::Done {
            self.set_status(job, Status::Open)?;
        }
        Ok(changed)
    }

    fn retire(&self, job: JobId, operator: &str, labels: &Numbers, reason: &str) -> Done<u64> {
        let labels = self.of_job(job, labels)?;
        let mut changed = 0;
        for range in labels.ranges() {
            self.refuse(job, range, State::Claimed, "void")?;
            for state in State::ALL {
                if state != State::Void {
                    changed += self.shift(job, range, state, State::Void)?;
                }
            }
            self.take_off(job, range)?;
            self.note(job, "void", Some(range), (Some(operator), None), Some(reason))?;
        }
        Ok(changed)
    }

    fn apply(&self, job: JobId, operator: &str, labels: &Numbers, all: bool) -> Done<u64> {
        let labels = self.of_job(job, labels)?;
        let mut changed = 0;
        for range in labels.ranges() {
            if !all {
                for state in State::ALL.into_iter().filter(|state| !state.is_on_paper()) {
                    self.refuse(job, range, state, "applied")?;
                }
            }
            let applied = self.sql.execute(
                "UPDATE label SET applied = 1, time = ?7 WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND applied = 0
                 AND state IN (?4, ?5, ?6)",
                params![
                    job.0,
                    range.start(),
                    range.end(),
                    State::Counted as u8,
                    State::Confirmed as u8,
                    State::Printed as u8,
                    self.now.0
                ],
            )?;
            if applied > 0 {
                self.tally(job, APPLIED, i64::try_from(applied).unwrap_or(i64::MAX))?;
                self.note(job, "applied", Some(range), (Some(operator), None), None)?;
            }
            changed += applied as u64;
        }
        Ok(changed)
    }

    /// A label was scanned: it is on paper, and on goods.
    fn scanned(&self, job: JobId, operator: &str, label: u32) -> Done<u64> {
        let range = label..=label;
        self.of_job(job, &Numbers::of([range.clone()]))?;
        for state in [State::Spoiled, State::Void] {
            self.refuse(job, &range, state, "applied")?;
        }
        let mut found = 0;
        for (from, to) in [
            (State::Waiting, State::Printed),
            (State::Claimed, State::Printed),
            (State::InDoubt, State::Printed),
            (State::Sent, State::Confirmed),
        ] {
            found += self.shift(job, &range, from, to)?;
        }
        let applied = self.sql.prepare_cached(
            "UPDATE label SET applied = 1, time = ?3, operator = ?4 WHERE job = ?1 AND number = ?2 AND applied = 0",
        )?;
        let applied = { applied }.execute(params![job.0, label, self.now.0, self.name(Some(operator))?])?;
        self.tally(job, APPLIED, i64::try_from(applied).unwrap_or(0))?;
        if found > 0 || applied > 0 {
            self.note_scan(job, operator, label)?;
        }
        Ok(applied as u64)
    }

    /// Notes a scan: those of an operator, one after the other, are one note.
    fn note_scan(&self, job: JobId, operator: &str, label: u32) -> Done<()> {
        let grown = self
            .sql
            .prepare_cached(
                "UPDATE event SET first = min(first, ?2), last = max(last, ?2)
                 WHERE id = (SELECT max(id) FROM event WHERE job = ?1) AND kind = 'scanned' AND operator IS ?3",
            )?
            .execute(params![job.0, label, self.name(Some(operator))?])?;
        if grown == 1 {
            return Ok(());
        }
        self.note(job, "scanned", Some(&(label..=label)), (Some(operator), None), None)
    }

    /// Puts in doubt what may have been printed since the ledger's state: all that waits, too.
    pub(super) fn restored(&self, beside: u64) -> Done<Vec<JobId>> {
        let mut open = self.sql.prepare("SELECT id FROM job WHERE status = ?1 ORDER BY id")?;
        let open = open.query_map([Status::Open as u8], |row| row.get(0))?.collect::<Result<Vec<u32>, _>>()?;
        let mut jobs = Vec::new();
        for job in open.into_iter().map(JobId) {
            let mut changed = 0;
            for state in [State::Waiting, State::Claimed, State::Sent] {
                changed += self.shift(job, &(1..=u32::MAX), state, State::InDoubt)?;
            }
            if changed > 0 {
                self.note(job, "restored", None, (None, None), None)?;
                jobs.push(job);
            }
        }
        let counter = super::base::meta(&self.sql, "counter")?.unwrap_or(0);
        super::base::set_meta(&self.sql, "counter", counter.max(i64::try_from(beside).unwrap_or(0)))?;
        Ok(jobs)
    }

    /// That nothing of a job is left to be printed or told.
    pub(super) fn is_settled(&self, job: JobId, status: Status) -> Done<()> {
        let all = 1..=u32::MAX;
        let mut open = vec![State::Claimed, State::Sent, State::InDoubt];
        if status != Status::Cancelled {
            open.insert(0, State::Waiting);
        }
        for state in open {
            let (labels, first) = self.count(job, &all, state)?;
            if labels > 0 {
                let message = say!(
                    "job {job} is not over: {labels} label is {state}, number {first}"
                        | "job {job} is not over: {labels} labels are {state}, the first is {first}",
                    job = job.0,
                    labels = count(labels),
                    state = state.in_words(),
                    first
                );
                let help = match state {
                    State::Waiting => say!(
                        "print it with quietzone job resume {job}, or free what waits with quietzone job cancel {job}",
                        job = job.0
                    ),
                    _ => say!(
                        "look at the papers, and tell with quietzone job confirm {job} --through N which were printed",
                        job = job.0
                    ),
                };
                return Err(refused(message).help(help).into());
            }
        }
        Ok(())
    }

    /// Numbers of a job, of which the last may be left open.
    fn of_job(&self, job: JobId, labels: &Numbers) -> Done<Numbers> {
        let most: u32 =
            self.sql.prepare_cached("SELECT labels FROM job WHERE id = ?1")?.query_row([job.0], |row| row.get(0))?;
        let beyond = labels
            .ranges()
            .iter()
            .find(|range| *range.start() > most || (*range.end() > most && *range.end() != u32::MAX));
        if let Some(range) = beyond {
            let message = say!(
                "job {job} has labels 1 to {most}, and no label {number}",
                job = job.0,
                most,
                number = *range.start().max(&(most.saturating_add(1).min(*range.end())))
            );
            return Err(refused(message).into());
        }
        Ok(labels.up_to(most))
    }

    /// Refuses to confirm labels of a range that wait and were never sent.
    fn refuse_unsent(&self, job: JobId, range: &RangeInclusive<u32>) -> Done<()> {
        let first: Option<u32> = self.sql.query_row(
            "SELECT min(number) FROM label WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND state = ?4 AND copy = 1",
            params![job.0, range.start(), range.end(), State::Waiting as u8],
            |row| row.get(0),
        )?;
        let Some(number) = first else { return Ok(()) };
        let message =
            say!("label {number} of job {job} waits: it was not sent, so it cannot be confirmed", number, job = job.0);
        Err(refused(message).help(say!("print it with quietzone job resume {job}", job = job.0)).into())
    }

    fn refuse(&self, job: JobId, range: &RangeInclusive<u32>, state: State, what: &str) -> Done<()> {
        let (labels, number) = self.count(job, range, state)?;
        if labels == 0 {
            return Ok(());
        }
        let (job, state) = (job.0, state.in_words());
        let message = match what {
            "confirmed" => say!("label {number} of job {job} is {state} and cannot be confirmed", number, job, state),
            "spoiled" => {
                say!("label {number} of job {job} is {state} and cannot be told as spoiled", number, job, state)
            }
            "reprint" => say!("label {number} of job {job} is {state} and cannot be printed again", number, job, state),
            "applied" => say!(
                "label {number} of job {job} is {state}, and only what is known to be on paper can be told as applied",
                number,
                job,
                state
            ),
            _ => say!("label {number} of job {job} is {state} and cannot be voided", number, job, state),
        };
        Err(refused(message).into())
    }

    /// Labels of a range are on goods no longer.
    fn take_off(&self, job: JobId, range: &RangeInclusive<u32>) -> Done<()> {
        let taken_off = self.sql.execute(
            "UPDATE label SET applied = 0 WHERE job = ?1 AND number BETWEEN ?2 AND ?3 AND applied = 1",
            params![job.0, range.start(), range.end()],
        )?;
        self.tally(job, APPLIED, -i64::try_from(taken_off).unwrap_or(i64::MAX))
    }
}

fn refused(message: quietzone::sentence::Sentence) -> Diagnostic {
    Diagnostic::error(rules::STATE, message)
}
