//! The second reading: making and writing the labels.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::again::Shared;
use super::extremes::Extremes;
use super::judge::Clerk;
use super::outlet::Outlet;
use super::press::{Finished, Press, made};
use super::rows::Batch;
use super::survey::{Survey, digest};
use super::target::Work;
use crate::batch::{Rejects, Stage, Watch, cannot_write, changed, in_order};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::Plan;
use crate::render::Format;
use crate::source::{Record, Row};

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) labels: u64,
    pub(super) files: u64,
    pub(super) bytes: u64,
    pub(super) rejects: Option<PathBuf>,
    /// Files of an earlier run beside those that were written.
    pub(super) left: Vec<PathBuf>,
}

/// What one chunk gave.
struct Made<F: Format> {
    digest: u64,
    labels: Vec<Finished<F::Piece>>,
    bench: F::Bench,
    rejected: Vec<Rejected>,
    /// A row that was good in the first reading and is not now.
    error: Option<Diagnostic>,
}

/// A row that is not printed.
struct Rejected {
    row: u32,
    /// Its code as it stands in the file.
    code: String,
    /// What is put behind the code, in the same way.
    behind: Vec<String>,
    found: Vec<Diagnostic>,
}

/// Makes and writes all labels that the survey found good.
pub(super) struct Emit<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) plan: &'a Plan,
    pub(super) survey: &'a Survey,
    pub(super) clerk: &'a Clerk<'a>,
    pub(super) outlet: &'a mut dyn Outlet,
    pub(super) watch: &'a dyn Watch,
}

impl Work for Emit<'_> {
    type Done = Written;

    fn with<F: Format>(self, format: &F) -> Result<Written, Diagnostic> {
        let Self { batch, plan, survey, clerk, outlet, watch } = self;
        let mut rejects = match (&batch.rejects, survey.bad.is_empty()) {
            (Some(path), false) => Some(Rejects::create(batch.world, path, &batch.mapping.behind())?),
            _ => None,
        };
        let mut written = Written { rejects: rejects.as_ref().map(|r| r.path.clone()), ..Written::default() };
        let mut press = Press::new(format, batch.target, plan.stock(), outlet)
            .sparing(batch.world, batch.inputs)
            .sharing(Shared::new(survey.longest, batch.mapping.constants(), survey.good * u64::from(batch.copies)));
        let mut chunk = 0;
        let done = in_order(
            batch.table,
            batch.threads,
            watch,
            |index, rows| make(format, (batch, plan, survey, clerk), index, &rows),
            |made| {
                let same = survey.chunks.get(chunk).is_some_and(|known| known.digest == made.digest);
                chunk += 1;
                if !same || made.error.is_some() {
                    return Err(made.error.unwrap_or_else(changed));
                }
                if let Some(rejects) = &mut rejects {
                    for Rejected { row, code, behind, found } in &made.rejected {
                        let row = batch.table.number(*row);
                        rejects.row(row, (code, behind), found).map_err(|error| cannot_write(&rejects.path, &error))?;
                    }
                }
                made.labels.into_iter().try_for_each(|label| press.take(label))?;
                press.used(made.bench);
                watch.progress(Stage::Emit, press.labels, Some(survey.good * u64::from(batch.copies)));
                Ok(ControlFlow::Continue(()))
            },
        );
        done?;
        if chunk != survey.chunks.len() {
            return Err(changed());
        }
        if let Some(rejects) = rejects {
            let path = rejects.path.clone();
            rejects.finish().map_err(|error| cannot_write(&path, &error))?;
        }
        press.finish()?;
        (written.labels, written.files, written.bytes) = (press.labels, press.files, press.bytes);
        written.left = press.left();
        Ok(written)
    }
}

/// Makes the labels of a chunk.
fn make<F: Format>(
    format: &F,
    (batch, plan, survey, clerk): (&Batch<'_>, &Plan, &Survey, &Clerk<'_>),
    index: usize,
    rows: &[Row],
) -> Made<F> {
    let mut bench = F::Bench::default();
    let mut made_here = Made {
        digest: 0,
        labels: Vec::with_capacity(rows.len()),
        bench: F::Bench::default(),
        rejected: Vec::new(),
        error: None,
    };
    let read: Vec<(&Row, Result<Record, Vec<Diagnostic>>)> = rows
        .iter()
        .filter(|row| batch.takes(row))
        .map(|row| (row, batch.record(row).map(|(record, _)| record)))
        .collect();
    made_here.digest = digest(read.iter().map(|(row, record)| (row.number, record.as_ref().ok())));
    let first = survey.chunks.get(index).map_or(0, |known| known.first);
    for (row, record) in read {
        let place = || batch.table.place(row.number, None);
        if let Ok(at) = survey.bad.binary_search_by_key(&row.number, |(row, _)| *row) {
            let why = survey.bad.get(at).and_then(|(_, why)| *why);
            let found = match (why, record) {
                (Some(why), _) => vec![why.diagnostic(row.number, batch.table, batch.market)],
                (None, Err(found)) => found,
                (None, Ok(record)) => match plan.texts(&record, &place) {
                    Ok(scene) => clerk.record(&scene, &record.code, &mut Extremes::default()),
                    Err(found) => found,
                },
            };
            let errors = found.into_iter().filter(|d| d.severity == Severity::Error).map(|d| d.at(place())).collect();
            let (code, behind) = (batch.mapping.raw_code(row), batch.mapping.raw_behind(row));
            made_here.rejected.push(Rejected { row: row.number, code, behind, found: errors });
            continue;
        }
        let number = first * u64::from(batch.copies) + made_here.labels.len() as u64;
        let labels = record.and_then(|record| {
            let record = Arc::new(record);
            let unit =
                batch.market.unit(&record.code).map(|unit| unit.join("\u{1d}").trim_end_matches('\u{1d}').to_owned());
            let copies = (number..).take(batch.copies as usize).map(|number| {
                let scene = plan.scene(&record, &place)?;
                let made = made((format, batch.target), &record, scene, number, &mut bench);
                let made = made.map_err(|error| vec![error.at(place())])?;
                Ok(Finished { row: row.number, unit: unit.clone(), record: Some(record.clone()), made })
            });
            copies.collect::<Result<Vec<_>, Vec<Diagnostic>>>()
        });
        match labels {
            Ok(labels) => made_here.labels.extend(labels),
            Err(found) => made_here.error = made_here.error.or(found.into_iter().next()).or_else(|| Some(changed())),
        }
    }
    made_here.bench = bench;
    made_here
}
