//! The first reading: everything that needs the whole batch.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::extremes::Extremes;
use super::judge::Clerk;
use super::outlet::Format;
use super::rows::Batch;
use crate::batch::{Fingerprint, Holds, Stage, Watch, WholeBatch, all_in_order, repeated};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::gs1::Code;
use crate::layout::Plan;
use crate::render::zpl::SymbolForm;
use crate::source::{Record, Row};
use crate::symbol::{codewords, plain_codewords};

/// What the first reading found.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Rows that can be printed.
    pub(super) good: u64,
    /// Rows that cannot, in order, each with the rule if it needed the whole batch to tell.
    pub(super) bad: Vec<(u32, Option<WholeBatch>)>,
    /// How far the texts reach.
    pub(super) extremes: Extremes,
    /// Codewords of the longest code.
    pub(super) longest: usize,
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
    extremes: Extremes,
    rows: u64,
    /// Rows that can be printed: their codes, and their file names where each has one.
    good: Vec<(Fingerprint, Option<Fingerprint>)>,
    bad: Vec<u32>,
    found: Vec<Diagnostic>,
}

/// Reads the data and checks every row.
pub(super) fn survey(
    batch: &Batch<'_>,
    plan: &Plan<'_>,
    clerk: &Clerk<'_>,
    watch: &dyn Watch,
) -> Result<Survey, Diagnostic> {
    let mut survey = Survey::default();
    if let Some(note) = batch.table.note() {
        watch.found(note);
        survey.findings.add(note.clone());
    }
    let (mut codes, mut names) = (Vec::new(), Vec::new());
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut read = 0;
    all_in_order(
        batch.table,
        batch.threads,
        |rows| look(batch, plan, clerk, &rows),
        |seen| {
            chunks.push(Chunk { digest: seen.digest, good: seen.good.len() as u64, last: seen.last });
            survey.longest = survey.longest.max(seen.longest);
            survey.extremes.join(seen.extremes);
            survey.bad.extend(seen.bad.into_iter().map(|row| (row, None)));
            for found in seen.found {
                watch.found(&found);
                survey.findings.add(found);
            }
            for (code, name) in seen.good {
                codes.push(code);
                names.extend(name);
            }
            read += seen.rows;
            watch.progress(Stage::Survey, read, None);
        },
    )?;
    survey.good = codes.len() as u64;
    let mut twice =
        repeated(codes).into_iter().map(|(row, first)| (row, WholeBatch::Duplicate(first))).collect::<Vec<_>>();
    let known: Vec<u32> = twice.iter().map(|(row, _)| *row).collect();
    let clashes = repeated(names).into_iter().filter(|(row, _)| known.binary_search(row).is_err());
    twice.extend(clashes.map(|(row, first)| (row, WholeBatch::Clash(first))));
    for (row, why) in twice {
        let found = why.diagnostic().at(batch.table.place(row, None));
        watch.found(&found);
        survey.findings.add(found);
        survey.bad.push((row, Some(why)));
        survey.good -= 1;
        let chunk = chunks.partition_point(|chunk| chunk.last < row);
        if let Some(chunk) = chunks.get_mut(chunk) {
            chunk.good = chunk.good.saturating_sub(1);
        }
    }
    survey.chunks = numbered(&chunks);
    survey.bad.sort_by_key(|(row, _)| *row);
    Ok(survey)
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
fn look(batch: &Batch<'_>, plan: &Plan<'_>, clerk: &Clerk<'_>, rows: &[Row]) -> SurveyedChunk {
    let mut digest = DefaultHasher::new();
    let mut seen = SurveyedChunk {
        digest: 0,
        last: rows.last().map_or(0, |row| row.number),
        longest: 0,
        extremes: Extremes::default(),
        rows: rows.len() as u64,
        good: Vec::new(),
        bad: Vec::new(),
        found: Vec::new(),
    };
    for row in rows.iter().filter(|row| batch.takes(row)) {
        row.number.hash(&mut digest);
        match batch.record(row) {
            Err(found) => {
                seen.bad.push(row.number);
                seen.found.extend(found);
            }
            Ok((record, warnings)) => {
                note(&record, &mut digest);
                seen.found.extend(warnings);
                let place = || batch.table.place(row.number, None);
                let found = match plan.texts(&record, &place) {
                    Ok(scene) => clerk.record(&scene, &record.code, &mut seen.extremes),
                    Err(found) => found,
                };
                if found.iter().any(|d| d.severity == Severity::Error) {
                    seen.bad.push(row.number);
                } else {
                    seen.longest = longer(seen.longest, &record.code, batch.target.format);
                    let name = (batch.target.holds == Holds::Label).then(|| {
                        let name = batch.target.pattern.name(&record);
                        Fingerprint::new(name.to_string_lossy().to_lowercase(), row.number)
                    });
                    seen.good.push((Fingerprint::new(record.code.message(), row.number), name));
                }
                seen.found.extend(found.into_iter().map(|found| found.at(place())));
            }
        }
    }
    seen.digest = digest.finish();
    seen
}

/// The codewords of the longest code so far and another. A printer that encodes symbols itself may
/// do so in plain ASCII encodation.
fn longer(longest: usize, code: &Code, format: Format) -> usize {
    let plain = plain_codewords(code);
    match format {
        Format::Zpl(options) if options.symbol == SymbolForm::Native => longest.max(plain),
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
            note(record, &mut digest);
        }
    }
    digest.finish()
}

fn note(record: &Record, digest: &mut DefaultHasher) {
    record.code.hash(digest);
    record.fields.hash(digest);
}
