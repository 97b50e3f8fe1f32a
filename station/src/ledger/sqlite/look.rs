//! What is read and changes nothing.

use std::collections::HashMap;
use std::path::Path;

use quietzone::diagnostic::Diagnostic;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::{About, Block, Event, Job, JobId, Known, Numbers, Odometer, State, States, Status, Time};
use super::alive::Alive;
use super::base::Done;
use super::change::{APPLIED, REPRINTED};
use super::schema;

/// Jobs, the latest first; one of them or all.
pub(super) fn jobs(sql: &Connection, alive: &Alive, now: Time, one: Option<JobId>) -> Done<Vec<Job>> {
    let one = one.map(|job| job.0);
    let mut tallies: HashMap<u32, States> = HashMap::new();
    let mut tally = sql.prepare_cached("SELECT job, state, labels FROM tally WHERE ?1 IS NULL OR job = ?1")?;
    let mut rows = tally.query([one])?;
    while let Some(row) = rows.next()? {
        let (job, state, labels): (u32, u8, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let labels = u64::try_from(labels).map_err(|_| Diagnostic::internal("ledger: a tally below nothing"))?;
        let states = tallies.entry(job).or_default();
        match state {
            REPRINTED => states.reprinted = labels,
            APPLIED => states.applied = labels,
            state => states.add(state_of(state)?, labels),
        }
    }
    let mut found = sql.prepare_cached(
        "SELECT id, status, template, data, market, printer, operator, begun, labels, forgotten, holder, until, places,
            (SELECT max(last) FROM stack WHERE stack.job = id)
         FROM job LEFT JOIN lease ON lease.job = job.id WHERE ?1 IS NULL OR id = ?1 ORDER BY id DESC",
    )?;
    let mut rows = found.query([one])?;
    let mut jobs = Vec::new();
    while let Some(row) = rows.next()? {
        let id: u32 = row.get(0)?;
        let status: usize = row.get(1)?;
        let held = match (row.get::<_, Option<String>>(10)?, row.get::<_, Option<i64>>(11)?) {
            (Some(holder), Some(until)) if Time(until) > now && alive.is(&holder) => Some(holder),
            _ => None,
        };
        jobs.push(Job {
            id: JobId(id),
            status: Status::ALL.get(status).copied().ok_or_else(|| Diagnostic::internal("ledger: a status"))?,
            template: row.get(2)?,
            data: row.get(3)?,
            market: row.get(4)?,
            printer: row.get(5)?,
            operator: row.get(6)?,
            begun: Time(row.get(7)?),
            labels: row.get(8)?,
            places: row.get(12)?,
            sheets: row.get::<_, Option<u32>>(13)?.unwrap_or(0),
            states: tallies.remove(&id).unwrap_or_default(),
            held,
            forgotten: row.get(9)?,
        });
    }
    Ok(jobs)
}

/// Whether somebody asked that the run which holds a job stop.
pub(super) fn is_to_stop(sql: &Connection, job: JobId) -> Done<bool> {
    Ok(sql.prepare_cached("SELECT stop FROM job WHERE id = ?1")?.query_row([job.0], |row| row.get(0))?)
}

const KNOWN: &str = "SELECT job, number, row, unit, state, copy, applied, time,
    (SELECT text FROM name WHERE id = label.printer), (SELECT text FROM name WHERE id = label.operator),
    sheet, place FROM label";

fn known(row: &Row<'_>) -> Done<Known> {
    Ok(Known {
        job: JobId(row.get(0)?),
        number: row.get(1)?,
        row: row.get(2)?,
        unit: row.get(3)?,
        state: state_of(row.get(4)?)?,
        copy: row.get(5)?,
        applied: row.get(6)?,
        time: Time(row.get(7)?),
        printer: row.get(8)?,
        operator: row.get(9)?,
        stand: row.get::<_, Option<u32>>(10)?.zip(row.get(11)?),
    })
}

fn state_of(number: u8) -> Done<State> {
    State::ALL.get(usize::from(number)).copied().ok_or_else(|| Diagnostic::internal("ledger: a state").into())
}

/// Labels of a job, from behind a number on.
pub(super) fn labels(sql: &Connection, job: JobId, behind: u32, most: u32) -> Done<Vec<Known>> {
    let mut found = sql.prepare_cached(&format!("{KNOWN} WHERE job = ?1 AND number > ?2 ORDER BY number LIMIT ?3"))?;
    let mut rows = found.query(params![job.0, behind, most])?;
    let mut labels = Vec::new();
    while let Some(row) = rows.next()? {
        labels.push(known(row)?);
    }
    Ok(labels)
}

/// Labels of a job in a state, behind so many of them.
pub(super) fn labels_in(sql: &Connection, (job, state): (JobId, State), skip: u32, most: u32) -> Done<Vec<Known>> {
    let mut found =
        sql.prepare_cached(&format!("{KNOWN} WHERE job = ?1 AND state = ?2 ORDER BY number LIMIT ?4 OFFSET ?3"))?;
    let mut rows = found.query(params![job.0, state as u8, skip, most])?;
    let mut labels = Vec::new();
    while let Some(row) = rows.next()? {
        labels.push(known(row)?);
    }
    Ok(labels)
}

/// Labels by the hash of what stands last in their unit.
pub(super) fn found(sql: &Connection, key: i64, is_meant: impl Fn(&str) -> bool) -> Done<Vec<Known>> {
    let mut found = sql.prepare_cached(&format!("{KNOWN} WHERE key = ?1 ORDER BY job, number"))?;
    let mut rows = found.query([key])?;
    let mut labels = Vec::new();
    while let Some(row) = rows.next()? {
        let label = known(row)?;
        if label.unit.as_deref().is_some_and(&is_meant) {
            labels.push(label);
        }
    }
    Ok(labels)
}

/// Numbers of labels in a state.
pub(super) fn numbers(sql: &Connection, job: JobId, state: State) -> Done<Numbers> {
    let mut found = sql.prepare_cached("SELECT number FROM label WHERE job = ?1 AND state = ?2 ORDER BY number")?;
    let mut ranges: Vec<std::ops::RangeInclusive<u32>> = Vec::new();
    let mut rows = found.query(params![job.0, state as u8])?;
    while let Some(row) = rows.next()? {
        let number: u32 = row.get(0)?;
        match ranges.last_mut() {
            Some(last) if last.end().checked_add(1) == Some(number) => *last = *last.start()..=number,
            _ => ranges.push(number..=number),
        }
    }
    Ok(Numbers::of(ranges))
}

/// The blocks of a job in its file.
pub(super) fn blocks(sql: &Connection, job: JobId) -> Done<Vec<Block>> {
    let mut found =
        sql.prepare_cached("SELECT first, last, start, length, digest, sent FROM block WHERE job = ?1 ORDER BY start")?;
    let blocks = found.query_map([job.0], |row| {
        let digest: i64 = row.get(4)?;
        let labels = (row.get(0)?, row.get(1)?);
        Ok(Block { labels, start: row.get(2)?, length: row.get(3)?, digest: digest.cast_unsigned(), sent: row.get(5)? })
    })?;
    Ok(blocks.collect::<Result<_, _>>()?)
}

/// What was done with a job.
pub(super) fn events(sql: &Connection, job: JobId) -> Done<Vec<Event>> {
    let mut found = sql.prepare_cached(
        "SELECT time, kind, first, last, (SELECT text FROM name WHERE id = operator),
         (SELECT text FROM name WHERE id = printer), reason FROM event WHERE job = ?1 ORDER BY id",
    )?;
    let events = found.query_map([job.0], |row| {
        let bounds = (row.get::<_, Option<u32>>(2)?, row.get::<_, Option<u32>>(3)?);
        Ok(Event {
            time: Time(row.get(0)?),
            kind: row.get(1)?,
            labels: bounds.0.zip(bounds.1),
            operator: row.get(4)?,
            printer: row.get(5)?,
            reason: row.get(6)?,
        })
    })?;
    Ok(events.collect::<Result<_, _>>()?)
}

/// What a printer's odometer stood at.
pub(super) fn odometer(sql: &Connection, printer: &str) -> Done<Option<Odometer>> {
    let found = sql
        .prepare_cached("SELECT identity, odometer, time FROM printer WHERE name = ?1")?
        .query_row([printer], |row| {
            Ok(Odometer { identity: row.get(0)?, labels: row.get(1)?, time: Time(row.get(2)?) })
        });
    Ok(found.optional()?)
}

/// What the ledger is.
pub(super) fn about(sql: &Connection, folder: &Path) -> Done<About> {
    let number = |text: &str| sql.query_row(text, [], |row| row.get::<_, u64>(0));
    Ok(About {
        place: folder.display().to_string(),
        version: schema::VERSION,
        jobs: number("SELECT count(*) FROM job")?,
        labels: number("SELECT coalesce(sum(labels), 0) FROM job")?,
        codes: number("SELECT coalesce(sum(labels), 0) FROM job WHERE forgotten = 0")?,
        bytes: number("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?,
    })
}
