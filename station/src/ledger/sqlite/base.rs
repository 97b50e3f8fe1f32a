//! What every part of the ledger in SQLite works with.

use std::hash::Hasher;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value as Json;
use siphasher::sip::SipHasher24;
use siphasher::sip128::{Hasher128, SipHasher24 as SipHasher128};

use super::super::{JobId, Time, rules};
use super::alive::Alive;

/// What went wrong with SQLite, kept apart from what is refused.
pub(super) enum Fault {
    Sql(rusqlite::Error),
    Refused(Box<Diagnostic>),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sql(error)
    }
}

impl From<Diagnostic> for Fault {
    fn from(why: Diagnostic) -> Self {
        Fault::Refused(why.into())
    }
}

pub(super) type Done<T> = Result<T, Fault>;

/// An answer that is kept for who asks again.
pub(super) trait Keep: Sized {
    fn keep(&self) -> Json;
    fn back(kept: &Json) -> Option<Self>;
}

impl Keep for () {
    fn keep(&self) -> Json {
        Json::Null
    }

    fn back(_: &Json) -> Option<Self> {
        Some(())
    }
}

impl Keep for u64 {
    fn keep(&self) -> Json {
        Json::from(*self)
    }

    fn back(kept: &Json) -> Option<Self> {
        kept.as_u64()
    }
}

impl Keep for Vec<JobId> {
    fn keep(&self) -> Json {
        self.iter().map(|job| job.0).collect()
    }

    fn back(kept: &Json) -> Option<Self> {
        kept.as_array()?.iter().map(|job| job.as_u64().and_then(|id| u32::try_from(id).ok()).map(JobId)).collect()
    }
}

/// A transaction under way.
pub(super) struct Change<'t> {
    pub(super) sql: Transaction<'t>,
    pub(super) now: Time,
    pub(super) key: &'t [u8; 16],
    pub(super) alive: &'t Alive,
}

/// A hash that only this ledger can make.
pub(super) fn short_hash(key: &[u8; 16], text: &str) -> i64 {
    let mut hasher = SipHasher24::new_with_key(key);
    hasher.write(text.as_bytes());
    hasher.finish().cast_signed()
}

/// A hash that only this ledger can make, long enough to stand for a code.
pub(super) fn long_hash(key: &[u8; 16], bytes: &[u8]) -> [u8; 16] {
    let mut hasher = SipHasher128::new_with_key(key);
    hasher.write(bytes);
    hasher.finish128().as_bytes()
}

/// What tells a unit from most others: its serial, or whatever stands last in it.
pub(super) fn serial(unit: &str) -> &str {
    unit.rsplit('\u{1d}').next().unwrap_or(unit)
}

pub(super) fn meta(sql: &Connection, name: &str) -> Done<Option<i64>> {
    let value = sql.prepare_cached("SELECT value FROM meta WHERE name = ?1")?.query_row([name], |row| row.get(0));
    Ok(value.optional()?)
}

pub(super) fn set_meta(sql: &Connection, name: &str, value: i64) -> Done<()> {
    sql.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?.execute(params![name, value])?;
    Ok(())
}

/// That there is no job of a number.
pub(super) fn no_job(job: JobId) -> Diagnostic {
    let message = say!("the ledger has no job {job}", job = job.0);
    Diagnostic::error(rules::JOB, message).help(say!("quietzone job list tells the jobs"))
}
