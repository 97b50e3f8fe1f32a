//! Who may print a job.

use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::outside;
use rusqlite::{OptionalExtension, params};
use serde_json::{Value as Json, json};

use super::super::{Hold, JobId, Status, Time, rules};
use super::base::{Change, Done, Keep};

/// How long a hold lasts that is not renewed; each claim renews it.
const LASTS: Duration = Duration::from_secs(300);

impl Keep for Hold {
    fn keep(&self) -> Json {
        json!([self.job.0, self.fence, self.is_orphaned])
    }

    fn back(kept: &Json) -> Option<Self> {
        let job = u32::try_from(kept.get(0)?.as_u64()?).ok()?;
        Some(Hold { job: JobId(job), fence: kept.get(1)?.as_u64()?, is_orphaned: kept.get(2)?.as_bool()? })
    }
}

impl Change<'_> {
    /// Gets the right to print a job.
    pub(super) fn hold(&self, job: JobId) -> Done<Hold> {
        match self.status(job)? {
            // Of a cancelled job labels may be printed again.
            Status::Open | Status::Cancelled => {}
            status => {
                let message = say!(
                    "job {job} is {status} and cannot be printed",
                    job = job.0,
                    status = quietzone::sentence::InWords::in_words(&status)
                );
                return Err(Diagnostic::error(rules::STATE, message).into());
            }
        }
        if let Some(holder) = self.holder(job)?.filter(|holder| *holder != self.alive.holder) {
            return Err(held(job, &holder).into());
        }
        self.sql.prepare_cached("UPDATE job SET stop = 0 WHERE id = ?1")?.execute([job.0])?;
        self.take(job)
    }

    /// Takes a hold with the next fencing number.
    pub(super) fn take(&self, job: JobId) -> Done<Hold> {
        self.alive.show()?;
        let is_orphaned = self.is_left(job)?;
        let fence = super::base::meta(&self.sql, "fence")?.unwrap_or(0) + 1;
        super::base::set_meta(&self.sql, "fence", fence)?;
        self.sql
            .prepare_cached("INSERT OR REPLACE INTO lease (job, fence, holder, until) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![job.0, fence, self.alive.holder, self.now.after(LASTS).0])?;
        Ok(Hold { job, fence: u64::try_from(fence).unwrap_or_default(), is_orphaned })
    }

    /// Whether a run held a job that never gave it back.
    pub(super) fn is_left(&self, job: JobId) -> Done<bool> {
        Ok(self.sql.prepare_cached("SELECT 1 FROM lease WHERE job = ?1")?.exists([job.0])?)
    }

    pub(super) fn release(&self, hold: &Hold) -> Done<()> {
        self.sql
            .prepare_cached("DELETE FROM lease WHERE job = ?1 AND fence = ?2")?
            .execute(params![hold.job.0, hold.fence])?;
        Ok(())
    }

    /// Renews a hold; without it nothing can be changed.
    pub(super) fn check(&self, hold: &Hold) -> Done<()> {
        let renewed = self
            .sql
            .prepare_cached("UPDATE lease SET until = ?3 WHERE job = ?1 AND fence = ?2")?
            .execute(params![hold.job.0, hold.fence, self.now.after(LASTS).0])?;
        if renewed == 1 {
            return Ok(());
        }
        let message = say!("another run took over job {job}, and this one may print no more of it", job = hold.job.0);
        Err(Diagnostic::error(rules::HELD, message).into())
    }

    /// The run that holds a job and is alive.
    pub(super) fn holder(&self, job: JobId) -> Done<Option<String>> {
        let lease: Option<(String, i64)> = self
            .sql
            .prepare_cached("SELECT holder, until FROM lease WHERE job = ?1")?
            .query_row([job.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(lease.filter(|(holder, until)| Time(*until) > self.now && self.alive.is(holder)).map(|(holder, _)| holder))
    }

    /// Whether a job goes on.
    pub(super) fn status(&self, job: JobId) -> Done<Status> {
        let status: Option<usize> = self
            .sql
            .prepare_cached("SELECT status FROM job WHERE id = ?1")?
            .query_row([job.0], |row| row.get(0))
            .optional()?;
        let status = status.ok_or_else(|| super::base::no_job(job))?;
        Status::ALL.get(status).copied().ok_or_else(|| Diagnostic::internal("ledger: a status").into())
    }
}

/// That a job is held by another run.
fn held(job: JobId, holder: &str) -> Diagnostic {
    let who = holder.split_once(' ').map_or(holder, |(_, who)| who);
    let message = say!("job {job} is being printed by {who}", job = job.0, who = outside(who));
    Diagnostic::error(rules::HELD, message)
        .help(say!("wait until it ends, or stop it with quietzone job stop {job}", job = job.0))
}
