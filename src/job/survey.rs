//! The first reading: everything that needs the whole batch.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;

use super::extremes::Extremes;
use super::judge::Clerk;
use super::kind::FileKind;
use super::peaks::Peaking;
use super::pictures;
use super::recurring::Recurring;
use super::rows::Batch;
use super::target::Target;
use crate::batch::{
    Counted, Counting, Fingerprint, Holds, Misses, Products, Range, RowCounts, Stage, Watch, WholeBatch, in_order,
    repeated, repeated_units, rules, said, unexpected,
};
use crate::diagnostic::{Diagnostic, Findings, INTERNAL, Place, Severity};
use crate::gs1::Code;
use crate::layout::Plan;
use crate::render::zpl::SymbolForm;
use crate::say;
use crate::source::{Record, Row, rules as source};
use crate::symbol::{codewords, plain_codewords};
use crate::template::Numbers;

/// What the first reading found.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Rows that can be printed.
    pub(super) good: u64,
    /// What becomes of every row of the file.
    pub(super) counts: RowCounts,
    /// Rows that cannot, in order, each with the rule if it needed the whole batch to tell.
    pub(super) bad: Vec<(u32, Option<WholeBatch>)>,
    /// How far the texts reach.
    pub(super) extremes: Extremes,
    /// Codewords of the longest code.
    pub(super) longest: usize,
    /// The rows of the widest code and the longest texts.
    pub(super) peaks: Peaking,
    /// What many labels have alike, where a printer may be sent it once.
    pub(super) recurring: Recurring,
    /// What was found.
    pub(super) findings: Findings,
    /// Every chunk, to know the data again.
    pub(super) chunks: Vec<Known>,
}

/// What the second reading must know of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// A digest of its rows.
    pub(super) digest: u64,
    /// The number of its first label, from 0.
    pub(super) first: u64,
}

/// What is kept of a chunk until the batch is read.
struct Chunk {
    digest: u64,
    /// Rows that can be printed.
    good: u64,
    /// Its last row.
    last: u32,
}

/// What one chunk gave.
struct SurveyedChunk {
    digest: u64,
    last: u32,
    longest: usize,
    peaks: Peaking,
    recurring: Recurring,
    extremes: Extremes,
    rows: u64,
    counted: Counted,
    /// Rows that are taken of each range that is asked for.
    taken: Vec<u64>,
    products: Products,
    /// How many rows can be printed.
    good: u64,
    /// Their units, of codes that tell one from another.
    units: Vec<Fingerprint>,
    /// Their file names, where each has one.
    names: Vec<Fingerprint>,
    bad: Vec<u32>,
    /// What the lookup file lacks; told once for all rows.
    misses: Misses,
    found: Vec<Diagnostic>,
}

/// Reads the data and checks every row.
pub(super) fn survey(
    batch: &Batch<'_>,
    plan: &Plan,
    clerk: &Clerk<'_>,
    watch: &dyn Watch,
) -> Result<Survey, Diagnostic> {
    let mut survey = Survey::default();
    for note in batch.table.notes().iter().chain(batch.mapping.notes()) {
        watch.found(note);
        survey.findings.add(note.clone());
    }
    let (mut units, mut names) = (Vec::new(), Vec::new());
    let (mut counting, mut products, mut taken) = (Counting::default(), Products::default(), Vec::new());
    let mut misses = Misses::default();
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut read = 0;
    in_order(
        batch.table,
        batch.threads,
        watch,
        |_, rows| look(batch, plan, clerk, &rows),
        |seen| {
            chunks.push(Chunk { digest: seen.digest, good: seen.good, last: seen.last });
            survey.good += seen.good;
            counting.add(seen.counted);
            products.join(&seen.products);
            taken.resize(taken.len().max(seen.taken.len()), 0);
            taken.iter_mut().zip(&seen.taken).for_each(|(all, more)| *all += more);
            survey.longest = survey.longest.max(seen.longest);
            survey.peaks.join(seen.peaks);
            survey.recurring.join(seen.recurring);
            survey.extremes.join(seen.extremes);
            misses.join(seen.misses);
            survey.bad.extend(seen.bad.into_iter().map(|row| (row, None)));
            for found in seen.found {
                if found.rule == INTERNAL {
                    return Err(found);
                }
                watch.found(&found);
                survey.findings.add(found);
            }
            units.extend(seen.units);
            names.extend(seen.names);
            read += seen.rows;
            watch.progress(Stage::Survey, read, None);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let lacking = batch.lookup.map(|lookup| misses.findings(&lookup.key, batch.table));
    for found in lacking.into_iter().flatten() {
        watch.found(&found);
        survey.findings.add(found);
    }
    let mut twice = repeated_units(units);
    let known: Vec<u32> = twice.iter().map(|(row, _)| *row).collect();
    let clashes = repeated(names).into_iter().filter(|(row, _)| known.binary_search(row).is_err());
    twice.extend(clashes.map(|(row, first)| (row, WholeBatch::Clash(first))));
    for (row, why) in twice {
        let found = why.diagnostic(row, batch.table, batch.market);
        watch.found(&found);
        survey.findings.add(found);
        survey.bad.push((row, Some(why)));
        survey.good -= 1;
        let chunk = chunks.partition_point(|chunk| chunk.last < row);
        if let Some(chunk) = chunks.get_mut(chunk) {
            chunk.good = chunk.good.saturating_sub(1);
        }
    }
    let missing = missing_rows(batch, &taken, counting.last());
    let unmet = batch.mapping.unmet().map(|message| Diagnostic::warning(rules::NO_ROWS, message));
    for note in products.finding(batch.market, batch.table).into_iter().chain(missing).chain(unmet) {
        watch.found(&note);
        survey.findings.add(note);
    }
    survey.counts = counting.counts(survey.good, survey.bad.len() as u64);
    if let Some(found) = unexpected(&survey.counts, batch.table) {
        return Err(found);
    }
    survey.chunks = numbered(&chunks);
    survey.bad.sort_by_key(|(row, _)| *row);
    Ok(survey)
}

/// What is told of rows that are asked for and are not there.
fn missing_rows(batch: &Batch<'_>, taken: &[u64], last: u32) -> Vec<Diagnostic> {
    let last = |file| batch.table.last_of(file, last);
    let missing = batch.rows.map(|rows| rows.missing(taken, last)).unwrap_or_default();
    let told = missing.into_iter().map(|Range { file, first: from, last: to }| {
        let message = match to {
            _ if to == from => say!("--rows asks for row {row}, where no data stands", row = from),
            u32::MAX => say!("--rows asks for all rows from {from}, and none with data stands there", from),
            _ if from > last(file) => {
                say!("--rows asks for rows {from} to {to}, and the last row is {last}", from, to, last = last(file))
            }
            _ => say!("--rows asks for rows {from} to {to}, where no data stands", from, to),
        };
        let name = batch.table.names().nth(file).unwrap_or_default();
        Diagnostic::warning(rules::NO_ROWS, message).at(Place::File(name.into()))
    });
    told.collect()
}

/// Numbers the first labels of chunks.
fn numbered(chunks: &[Chunk]) -> Vec<Known> {
    let mut next = 0;
    let known = chunks.iter().map(|chunk| {
        let first = next;
        next += chunk.good;
        Known { digest: chunk.digest, first }
    });
    known.collect()
}

/// Looks at the rows of a chunk.
fn look(batch: &Batch<'_>, plan: &Plan, clerk: &Clerk<'_>, rows: &[Row]) -> SurveyedChunk {
    let mut digest = DefaultHasher::new();
    let mut seen = SurveyedChunk {
        digest: 0,
        last: rows.last().map_or(0, |row| row.number),
        longest: 0,
        peaks: Peaking::default(),
        recurring: Recurring::default(),
        extremes: Extremes::default(),
        rows: rows.len() as u64,
        counted: Counted::of(rows, batch.table, |row| batch.kind(row)),
        taken: Vec::new(),
        products: Products::default(),
        good: 0,
        units: Vec::new(),
        names: Vec::new(),
        bad: Vec::new(),
        misses: Misses::default(),
        found: Vec::new(),
    };
    for row in rows {
        if !batch.takes(row) {
            seen.found.extend(batch.mapping.aside(row, batch.table));
            continue;
        }
        row.number.hash(&mut digest);
        if let Some(asked) = batch.rows {
            asked.count(row.number, batch.table, &mut seen.taken);
        }
        match batch.record(row) {
            Err(found) => {
                seen.bad.push(row.number);
                let missed =
                    batch.lookup.and_then(|lookup| batch.mapping.missed(row, batch.table, batch.market, lookup));
                match missed {
                    Some(key) => {
                        seen.misses.note(key, row.number);
                        seen.found.extend(found.into_iter().filter(|found| found.rule != source::LOOKUP));
                    }
                    None => seen.found.extend(found),
                }
            }
            Ok((record, warnings)) => {
                let said = said(&record);
                said.hash(&mut digest);
                seen.found.extend(warnings);
                let place = || batch.table.place(row.number, None);
                let found = match plan.texts(&record, &place) {
                    Ok(scene) => {
                        seen.peaks.see(row.number, &scene, &record.code);
                        if batch.target.stores_what_recurs() {
                            seen.recurring.see(&scene);
                        }
                        clerk.record(&scene, &record.code, &mut seen.extremes)
                    }
                    Err(found) => found,
                };
                if found.iter().any(|d| d.severity == Severity::Error) {
                    seen.bad.push(row.number);
                } else {
                    seen.longest = longer(seen.longest, &record.code, batch.target);
                    if batch.target.holds == Holds::Label && batch.target.has_names() {
                        // Its number is not known yet, and as much its own as its row is.
                        let numbers = Numbers::alone(record.row, None);
                        let numbers = Numbers { number: record.row.into(), ..numbers };
                        let name = batch.target.pattern.name(&record, &numbers);
                        seen.names.push(Fingerprint::of_name(&name, row.number));
                    }
                    seen.good += 1;
                    seen.units.extend(Fingerprint::of_unit(batch.market, &record, said));
                    seen.products.note(batch.market, &record.code, row.number);
                }
                seen.found.extend(found.into_iter().map(|found| {
                    let column = pictures::column(batch, clerk.template(), &found);
                    found.at(batch.table.place(row.number, column))
                }));
            }
        }
    }
    seen.digest = digest.finish();
    seen
}

/// The codewords of the longest code so far and another. A printer that encodes symbols itself may
/// do so in plain ASCII encodation.
fn longer(longest: usize, code: &Code, target: &Target) -> usize {
    let plain = plain_codewords(code);
    match target.kind {
        FileKind::Zpl if target.forms.zpl.symbol == SymbolForm::Native => longest.max(plain),
        _ if plain > longest => longest.max(codewords(code)),
        _ => longest,
    }
}

/// The digest of a chunk as the second reading sees it.
pub(super) fn digest<'a>(records: impl Iterator<Item = (u32, Option<&'a Record>)>) -> u64 {
    let mut digest = DefaultHasher::new();
    for (row, record) in records {
        row.hash(&mut digest);
        if let Some(record) = record {
            said(record).hash(&mut digest);
        }
    }
    digest.finish()
}
