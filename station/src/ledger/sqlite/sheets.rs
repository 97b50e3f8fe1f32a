//! Labels on sheets: where each stands, and what became of the sheets.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::Sentence;
use rusqlite::{Connection, OptionalExtension, params};

use super::super::{By, Claim, Fate, Hold, JobId, Numbers, Stack, State, Stood, rules};
use super::base::{Change, Done, no_job};

impl Change<'_> {
    /// Claims labels for sheets, all or none.
    pub(super) fn claim_sheets(&self, hold: &Hold, by: &By<'_>, labels: &[Stood], stack: &Stack) -> Done<Claim> {
        let numbers: Vec<u32> = labels.iter().map(|label| label.number).collect();
        let claim = self.claim(hold, by, &numbers, None)?;
        if claim != Claim::Taken {
            return Ok(claim);
        }
        let mut stand =
            self.sql.prepare_cached("UPDATE label SET sheet = ?3, place = ?4 WHERE job = ?1 AND number = ?2")?;
        for Stood { number, sheet, place } in labels {
            stand.execute(params![hold.job.0, number, sheet, place])?;
        }
        let Stack { sheets: (first, last), to, length, digest, .. } = stack;
        self.sql
            .prepare_cached(
                "INSERT INTO stack (job, first, last, target, length, digest, fate) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
            )?
            .execute(params![hold.job.0, first, last, to, length, digest.cast_signed()])?;
        Ok(claim)
    }

    /// Tells what became of sheets that are open.
    pub(super) fn fate(&self, hold: &Hold, first: u32, fate: Fate) -> Done<u64> {
        self.check(hold)?;
        let job = hold.job;
        let open = "SELECT last FROM stack WHERE job = ?1 AND first = ?2 AND fate = 0";
        let last: Option<u32> =
            self.sql.prepare_cached(open)?.query_row(params![job.0, first], |row| row.get(0)).optional()?;
        let last = last.ok_or_else(|| Diagnostic::internal("ledger: sheets whose fate is known"))?;
        let sheets = first..=last;
        let (from, to): (&[State], State) = match fate {
            // What was put in doubt since is certain now.
            Fate::There => (&[State::Claimed, State::InDoubt], State::Sent),
            Fate::Missing => (&[State::Claimed, State::InDoubt], State::Waiting),
            Fate::Unknown => (&[State::Claimed], State::InDoubt),
        };
        let mut changed = 0;
        for from in from {
            changed += self.move_on(job, &sheets, *from, to)?;
        }
        let (stack, label) = match fate {
            Fate::There => ("UPDATE stack SET fate = 1", "settled = 1 WHERE state = ?4"),
            Fate::Missing => ("DELETE FROM stack", "sheet = NULL, place = NULL WHERE state = ?4"),
            Fate::Unknown => ("UPDATE stack SET fate = 2", "settled = 1 WHERE state = ?4"),
        };
        self.sql.execute(&format!("{stack} WHERE job = ?1 AND first = ?2"), params![job.0, first])?;
        self.sql.execute(
            &format!("UPDATE label SET {label} AND job = ?1 AND sheet BETWEEN ?2 AND ?3"),
            params![job.0, first, last, to as u8],
        )?;
        Ok(changed)
    }

    /// Labels of sheets come from one state to another.
    fn move_on(&self, job: JobId, sheets: &RangeInclusive<u32>, from: State, to: State) -> Done<u64> {
        const MEANT: &str = "job = ?1 AND state = ?2 AND sheet BETWEEN ?3 AND ?4";
        let asked = params![job.0, from as u8, sheets.start(), sheets.end()];
        let bounds: (Option<u32>, Option<u32>) =
            self.sql.query_row(&format!("SELECT min(number), max(number) FROM label WHERE {MEANT}"), asked, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let (Some(first), Some(last)) = bounds else { return Ok(0) };
        let changed = self.sql.execute(
            &format!("UPDATE label SET state = ?5, time = ?6 WHERE {MEANT}"),
            params![job.0, from as u8, sheets.start(), sheets.end(), to as u8, self.now.0],
        )?;
        self.note(job, to.key(), Some(&(first..=last)), (None, None), None)?;
        self.moved(job, from, to, changed)
    }
}

/// The sheets of a job that left or are about to.
pub(super) fn stacks(sql: &Connection, job: JobId) -> Done<Vec<Stack>> {
    let mut found = sql
        .prepare_cached("SELECT first, last, target, length, digest, fate FROM stack WHERE job = ?1 ORDER BY first")?;
    let stacks = found.query_map([job.0], |row| {
        let fate = match row.get::<_, u8>(5)? {
            0 => None,
            1 => Some(Fate::There),
            _ => Some(Fate::Unknown),
        };
        let (sheets, digest) = ((row.get(0)?, row.get(1)?), row.get::<_, i64>(4)?.cast_unsigned());
        Ok(Stack { sheets, to: row.get(2)?, length: row.get(3)?, digest, fate })
    })?;
    Ok(stacks.collect::<Result<_, _>>()?)
}

/// Labels by sheet and place of their latest paper.
pub(super) fn on_sheets(sql: &Connection, job: JobId, sheets: &Numbers, places: Option<&Numbers>) -> Done<Numbers> {
    let found: Option<(Option<u32>, Option<u32>)> = sql
        .query_row(
            "SELECT places, (SELECT max(last) FROM stack WHERE stack.job = id) FROM job WHERE id = ?1",
            [job.0],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (on_sheet, last) = found.ok_or_else(|| no_job(job))?;
    let Some(on_sheet) = on_sheet else {
        let message = say!("job {job} is not printed on sheets", job = job.0);
        return Err(refused(message).help(say!("name its labels by their numbers, with --labels")).into());
    };
    let Some(last) = last else {
        return Err(refused(say!("no sheet of job {job} was printed yet", job = job.0)).into());
    };
    if let Some(sheet) = beyond(sheets, last) {
        let message = say!("job {job} has sheets 1 to {last}, and no sheet {sheet}", job = job.0, last, sheet);
        return Err(refused(message).into());
    }
    if let Some(place) = places.and_then(|places| beyond(places, on_sheet)) {
        let message = say!(
            "a sheet of job {job} has places 1 to {last}, and no place {place}",
            job = job.0,
            last = on_sheet,
            place
        );
        return Err(refused(message).into());
    }
    let mut standing: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for range in sheets.up_to(last).ranges() {
        let mut labels = sql.prepare_cached(
            "SELECT sheet, place, number FROM label WHERE job = ?1 AND sheet BETWEEN ?2 AND ?3 ORDER BY sheet, place",
        )?;
        let mut rows = labels.query(params![job.0, range.start(), range.end()])?;
        while let Some(row) = rows.next()? {
            standing.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
        }
    }
    let mut numbers = Vec::new();
    for sheet in sheets.closed().ranges().iter().cloned().flatten() {
        if !standing.contains_key(&sheet) {
            let message = say!("sheet {sheet} of job {job} has no label any more", sheet, job = job.0);
            let help = say!("its labels were printed again, or are to be: quietzone job show {job}", job = job.0);
            return Err(refused(message).help(help).into());
        }
    }
    for (sheet, labels) in &standing {
        let there: Vec<u32> = labels.iter().map(|(place, _)| *place).collect();
        let there = Numbers::list(&there);
        let Some(places) = places else {
            numbers.extend(labels.iter().map(|(_, number)| *number));
            continue;
        };
        let missing = places.closed().without(&there);
        let missing = missing.ranges().first().map(|range| *range.start());
        let before = numbers.len();
        numbers.extend(labels.iter().filter(|(place, _)| places.has(*place)).map(|(_, number)| *number));
        let missing = missing.or_else(|| places.first().filter(|_| numbers.len() == before));
        if let Some(place) = missing {
            let message =
                say!("sheet {sheet} of job {job} has no label at place {place}", sheet = *sheet, job = job.0, place);
            let there = quietzone::sentence::outside(there.to_string());
            return Err(refused(message).help(say!("it has labels at {there}", there)).into());
        }
    }
    numbers.sort_unstable();
    Ok(Numbers::list(&numbers))
}

/// A number beyond the last there is; that all behind another are meant is none.
fn beyond(numbers: &Numbers, last: u32) -> Option<u32> {
    let range = numbers
        .ranges()
        .iter()
        .find(|range| *range.start() > last || (*range.end() > last && *range.end() != u32::MAX))?;
    Some(if *range.start() > last { *range.start() } else { *range.end() })
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::STATE, message)
}
