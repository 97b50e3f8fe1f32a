//! What labels are made of: kept whole until they are forgotten.

use std::sync::Arc;

use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::Date;
use quietzone::job::{Own, Shared};
use quietzone::market::Value;
use quietzone::say;
use quietzone::scene::Likeness;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value as Json, json};

use super::super::{JobId, Kept, State, Status, rules};
use super::base::{Change, Done, long_hash};

/// Fields as they are kept.
pub(super) fn fields_kept(fields: &[(Arc<str>, Value)]) -> String {
    let kept = fields.iter().map(|(name, value)| {
        let value = match value {
            Value::Nothing => Json::Null,
            Value::Text(text) => Json::from(text.as_str()),
            Value::Date(date) => json!([date.to_yymmdd()]),
        };
        (name.to_string(), value)
    });
    Json::Object(kept.collect::<Map<_, _>>()).to_string()
}

fn fields_back(kept: &str) -> Option<Vec<(Arc<str>, Value)>> {
    let kept: Map<String, Json> = serde_json::from_str(kept).ok()?;
    let back = kept.iter().map(|(name, value)| {
        let value = match value {
            Json::Null => Value::Nothing,
            Json::String(text) => Value::Text(text.clone()),
            other => Value::Date(Date::from_yymmdd(other.get(0)?.as_str()?)?),
        };
        Some((Arc::from(name.as_str()), value))
    });
    back.collect()
}

/// Pictures as they are kept.
pub(super) fn pictures_kept(pictures: &[(Arc<str>, String)]) -> String {
    pictures.iter().map(|(element, name)| json!([**element, name])).collect::<Json>().to_string()
}

fn pictures_back(kept: &str) -> Option<Vec<(Arc<str>, String)>> {
    let kept: Vec<(String, String)> = serde_json::from_str(kept).ok()?;
    Some(kept.into_iter().map(|(element, name)| (Arc::from(element), name)).collect())
}

/// The first labels of groups as they are kept.
pub(super) fn groups_kept(groups: &[u64]) -> String {
    Json::from(groups).to_string()
}

/// That the code of a label is not there any more.
pub(super) fn wiped(job: JobId, number: u32) -> Diagnostic {
    let message = say!("the code of label {number} of job {job} was wiped from the ledger", number, job = job.0);
    let help = say!("give the codes back with quietzone job remember {job} --data FILE", job = job.0);
    Diagnostic::error(rules::FORGOTTEN, message).help(help)
}

fn damaged() -> Diagnostic {
    Diagnostic::error(rules::LEDGER, say!("the ledger holds fields of a label that cannot be read"))
}

/// What the labels of a job are made by.
pub(super) fn kept(sql: &Connection, job: JobId) -> Done<Kept> {
    const OF_JOB: &str =
        "SELECT settings, longest, constants, labels, pictures, group_begins, recalled FROM job WHERE id = ?1";
    type Row = (String, usize, String, u64, String, String, String);
    let found: Option<Row> = sql
        .query_row(OF_JOB, [job.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
        })
        .optional()?;
    let (settings, longest, constants, labels, pictures, groups, recalled) =
        found.ok_or_else(|| super::base::no_job(job))?;
    let shared = Shared::new(longest, fields_back(&constants).ok_or_else(damaged)?, labels)
        .showing(pictures_back(&pictures).ok_or_else(damaged)?)
        .grouped(serde_json::from_str(&groups).map_err(|_| damaged())?)
        .recalling(&recalled_back(&recalled).ok_or_else(damaged)?);
    let mut files = sql
        .prepare_cached("SELECT path, bytes FROM file JOIN content ON digest = content WHERE job = ?1 ORDER BY path")?;
    let files = files.query_map([job.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(Kept { settings, shared, files })
}

/// What labels recall, as it is kept.
pub(super) fn recalled_kept(recalled: &[Likeness]) -> String {
    recalled.iter().map(Likeness::to_string).collect::<Vec<_>>().join(" ")
}

fn recalled_back(kept: &str) -> Option<Vec<Likeness>> {
    kept.split_whitespace().map(|likeness| likeness.parse().ok()).collect()
}

/// What labels in a state are made of.
pub(super) fn owns(sql: &Connection, job: JobId, state: State, behind: u32, most: u32) -> Done<Vec<Own>> {
    let mut rows = sql.prepare_cached(
        "SELECT label.number, row, code, fields FROM label
         LEFT JOIN secret ON secret.job = label.job AND secret.number = label.number
         WHERE label.job = ?1 AND label.number > ?2 AND state = ?3
         -- What waits in a cancelled job was freed, unless it is printed again.
         AND (state <> ?5 OR copy > 1 OR (SELECT status FROM job WHERE id = ?1) <> ?6)
         ORDER BY label.number LIMIT ?4",
    )?;
    let asked = params![job.0, behind, state as u8, most, State::Waiting as u8, Status::Cancelled as u8];
    let mut rows = rows.query(asked)?;
    let mut owns = Vec::new();
    while let Some(row) = rows.next()? {
        let number: u32 = row.get(0)?;
        let Some(code) = row.get::<_, Option<String>>(2)? else {
            return Err(wiped(job, number).into());
        };
        let fields: String = row.get(3)?;
        let fields = fields_back(&fields).ok_or_else(damaged)?;
        owns.push(Own { number: u64::from(number), row: row.get(1)?, code, fields });
    }
    Ok(owns)
}

impl Change<'_> {
    /// Wipes the codes of a job.
    pub(super) fn forget(&self, job: JobId, operator: &str) -> Done<u64> {
        let status = self.status(job)?;
        if !matches!(status, Status::Done | Status::Cancelled) {
            let message = say!("job {job} is not over, and its codes are needed to print it", job = job.0);
            let help = say!("say that it is over with quietzone job done {job}", job = job.0);
            return Err(Diagnostic::error(rules::STATE, message).help(help).into());
        }
        self.is_settled(job, status)?;
        self.forget_codes_of(job)?;
        let wiped = self.sql.execute("DELETE FROM secret WHERE job = ?1", [job.0])?;
        self.sql.execute("UPDATE job SET forgotten = 1 WHERE id = ?1", [job.0])?;
        self.note(job, "forgotten", None, (Some(operator), None), None)?;
        Ok(wiped as u64)
    }

    /// Takes whole codes back for labels whose codes were wiped.
    pub(super) fn remember(&self, job: JobId, owns: &[Own]) -> Done<u64> {
        self.status(job)?;
        let mut taken = 0;
        for own in owns {
            let hash = long_hash(self.key, own.code.as_bytes());
            let numbers = self
                .sql
                .prepare_cached("SELECT number FROM label WHERE job = ?1 AND code_hash = ?2")?
                .query_map(params![job.0, hash], |row| row.get(0))?
                .collect::<Result<Vec<u32>, _>>()?;
            for number in numbers {
                taken += self
                    .sql
                    .prepare_cached("INSERT OR IGNORE INTO secret (job, number, code, fields) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![job.0, number, own.code, fields_kept(&own.fields)])?;
            }
        }
        if taken > 0 {
            self.sql.execute("UPDATE job SET forgotten = 0 WHERE id = ?1", [job.0])?;
        }
        Ok(taken as u64)
    }
}
