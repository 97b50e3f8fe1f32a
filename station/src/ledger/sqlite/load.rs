//! How a job and its labels come into the ledger.

use quietzone::diagnostic::Diagnostic;
use rusqlite::{OptionalExtension, params};
use serde_json::{Value as Json, json};

use super::super::{Added, Hold, JobId, Known, NewJob, NewLabel, NewLabelRef, State, Status, Time};
use super::base::{Change, Done, Keep, long_hash, serial, short_hash};
use super::{codes, look};

impl Keep for Added {
    /// Which labels were known is looked up again.
    fn keep(&self) -> Json {
        match self {
            Added::Taken => Json::Null,
            Added::Known(known) => known
                .iter()
                .map(|(label, known)| {
                    json!([
                        label.number,
                        label.row,
                        known.job.0,
                        known.number,
                        known.row,
                        known.unit,
                        known.state as u8,
                        known.copy,
                        known.applied,
                        known.time.0
                    ])
                })
                .collect(),
        }
    }

    fn back(kept: &Json) -> Option<Self> {
        let Some(known) = kept.as_array() else { return Some(Added::Taken) };
        let known = known.iter().map(|known| {
            let number = |at: usize| known.get(at)?.as_u64().and_then(|number| u32::try_from(number).ok());
            let label = NewLabelRef { number: number(0)?, row: number(1)? };
            let state = State::ALL.get(number(6)? as usize).copied()?;
            let unit = known.get(5)?.as_str().map(str::to_owned);
            let (applied, time) = (known.get(8)?.as_bool()?, Time(known.get(9)?.as_i64()?));
            let known = Known {
                job: JobId(number(2)?),
                number: number(3)?,
                row: number(4)?,
                unit,
                state,
                copy: number(7)?,
                applied,
                time,
                printer: None,
                operator: None,
                stand: None,
            };
            Some((label, known))
        });
        known.collect::<Option<Vec<_>>>().map(Added::Known)
    }
}

impl Change<'_> {
    /// Begins a job.
    pub(super) fn begin(&self, new: &NewJob) -> Done<Hold> {
        self.sweep()?;
        self.sql
            .prepare_cached(
                "INSERT INTO job (status, template, data, market, printer, operator, begun, labels, settings, longest,
                 constants, pictures, places, group_begins, recalled)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                Status::Loading as u8,
                new.template,
                new.data,
                new.market,
                new.printer,
                new.operator,
                self.now.0,
                new.labels,
                new.kept.settings,
                new.kept.shared.longest,
                codes::fields_kept(&new.kept.shared.constants),
                codes::pictures_kept(&new.kept.shared.pictures),
                new.places,
                codes::groups_kept(&new.kept.shared.groups),
                codes::recalled_kept(&new.kept.shared.recalled),
            ])?;
        let id = u32::try_from(self.sql.last_insert_rowid());
        let job = JobId(id.map_err(|_| Diagnostic::internal("ledger: more jobs than numbers"))?);
        for (path, bytes) in &new.kept.files {
            let digest = long_hash(self.key, bytes);
            self.sql
                .prepare_cached("INSERT OR IGNORE INTO content (digest, bytes) VALUES (?1, ?2)")?
                .execute(params![digest, bytes])?;
            self.sql
                .prepare_cached("INSERT INTO file (job, path, content) VALUES (?1, ?2, ?3)")?
                .execute(params![job.0, path, digest])?;
        }
        self.note(job, "begun", None, (Some(&new.operator), Some(&new.printer)), None)?;
        self.take(job)
    }

    /// Takes down labels, or none where units are known.
    pub(super) fn add(&self, hold: &Hold, labels: &[NewLabel]) -> Done<Added> {
        self.check(hold)?;
        if self.status(hold.job)? != Status::Loading {
            return Err(Diagnostic::internal("ledger: a job that is loaded").into());
        }
        let mut known = Vec::new();
        let mut keys = Vec::with_capacity(labels.len());
        for label in labels {
            let key = label.unit.as_deref().map(|unit| short_hash(self.key, serial(unit)));
            if let (Some(key), Some(unit)) = (key, &label.unit)
                && let Some(found) = self.elsewhere(hold.job, key, unit)?
            {
                known.push((NewLabelRef { number: number(label)?, row: label.own.row }, found));
            }
            keys.push(key);
        }
        if !known.is_empty() {
            return Ok(Added::Known(known));
        }
        let mut label_in = self.sql.prepare_cached(
            "INSERT INTO label (job, number, row, state, copy, applied, unit, code_hash, time, key)
             VALUES (?1, ?2, ?3, 0, 1, 0, ?4, ?5, ?6, ?7)",
        )?;
        let mut secret_in =
            self.sql.prepare_cached("INSERT INTO secret (job, number, code, fields) VALUES (?1, ?2, ?3, ?4)")?;
        for (label, key) in labels.iter().zip(keys) {
            let (number, own) = (number(label)?, &label.own);
            let hash = long_hash(self.key, own.code.as_bytes());
            label_in.execute(params![hold.job.0, number, own.row, label.unit, hash, self.now.0, key])?;
            secret_in.execute(params![hold.job.0, number, own.code, codes::fields_kept(&own.fields)])?;
        }
        self.tally(hold.job, State::Waiting as u8, i64::try_from(labels.len()).unwrap_or(i64::MAX))?;
        Ok(Added::Taken)
    }

    /// A label of the unit in another job.
    fn elsewhere(&self, job: JobId, key: i64, unit: &str) -> Done<Option<Known>> {
        let mut same = self
            .sql
            .prepare_cached("SELECT number, job FROM label WHERE key = ?1 AND job <> ?2 AND unit = ?3 LIMIT 1")?;
        let found: Option<(u32, u32)> =
            same.query_row(params![key, job.0, unit], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((number, job)) = found else { return Ok(None) };
        Ok(look::labels(&self.sql, JobId(job), number.saturating_sub(1), 1)?.into_iter().next())
    }

    /// Ends loading.
    pub(super) fn open(&self, hold: &Hold) -> Done<()> {
        self.check(hold)?;
        let (labels, status): (i64, u8) =
            self.sql.query_row("SELECT labels, status FROM job WHERE id = ?1", [hold.job.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let there: i64 =
            self.sql.query_row("SELECT count(*) FROM label WHERE job = ?1", [hold.job.0], |row| row.get(0))?;
        if labels != there || status != Status::Loading as u8 {
            return Err(Diagnostic::internal("ledger: labels of a job that are missing").into());
        }
        self.set_status(hold.job, Status::Open)
    }

    /// Takes a job back that was not loaded whole.
    pub(super) fn discard(&self, hold: &Hold) -> Done<()> {
        self.check(hold)?;
        if self.status(hold.job)? != Status::Loading {
            return Err(Diagnostic::internal("ledger: a job that is loaded").into());
        }
        self.erase(hold.job)
    }

    /// Takes back jobs whose loading ended with their run.
    fn sweep(&self) -> Done<()> {
        let mut loading = self.sql.prepare_cached("SELECT id FROM job WHERE status = ?1")?;
        let jobs = loading.query_map([Status::Loading as u8], |row| row.get(0))?.collect::<Result<Vec<u32>, _>>()?;
        for job in jobs.into_iter().map(JobId) {
            if self.holder(job)?.is_none() {
                self.erase(job)?;
            }
        }
        Ok(())
    }

    fn erase(&self, job: JobId) -> Done<()> {
        for table in ["label", "secret", "file", "tally", "event", "lease", "block", "stack"] {
            self.sql.execute(&format!("DELETE FROM {table} WHERE job = ?1"), [job.0])?;
        }
        self.sql.execute("DELETE FROM job WHERE id = ?1", [job.0])?;
        self.sql.execute("DELETE FROM content WHERE digest NOT IN (SELECT content FROM file)", [])?;
        Ok(())
    }
}

fn number(label: &NewLabel) -> Done<u32> {
    u32::try_from(label.own.number).map_err(|_| Diagnostic::internal("ledger: a label's number").into())
}
