//! The second reading: making and writing the labels.

use std::path::PathBuf;

use super::extremes::Extremes;
use super::judge::Clerk;
use super::outlet::{Bench, Maker, Piece, Writer};
use super::rows::Batch;
use super::survey::{Survey, digest};
use crate::batch::{Rejects, Stage, Stopped, Watch, cannot_write, changed, in_order};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::Plan;
use crate::render::pdf::{About, UsedGlyphs};
use crate::source::{Record, Row};

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) labels: u64,
    pub(super) files: u64,
    pub(super) bytes: u64,
    pub(super) rejects: Option<PathBuf>,
}

/// What one chunk gave.
struct Made {
    digest: u64,
    labels: Vec<Piece>,
    used: UsedGlyphs,
    rejected: Vec<(u32, String, Vec<Diagnostic>)>,
    /// A row that was good in the first reading and is not now.
    error: Option<Diagnostic>,
}

/// Makes and writes all labels that the survey found good.
pub(super) fn emit(
    batch: &Batch<'_>,
    plan: &Plan<'_>,
    survey: &Survey,
    (clerk, about): (&Clerk<'_>, &About),
    watch: &dyn Watch,
) -> Result<Written, Diagnostic> {
    let stock = plan.stock();
    let maker = Maker::new(batch.target.format, stock)?;
    let output = &batch.target.output;
    let mut rejects = match survey.bad.as_slice() {
        [] => None,
        _ => Some(Rejects::create(output).map_err(|error| cannot_write(&Rejects::path_for(output), &error))?),
    };
    let mut written = Written { rejects: rejects.as_ref().map(|r| r.path.clone()), ..Written::default() };
    let mut writer = if survey.good == 0 { None } else { Some(Writer::new(batch.target, &maker, stock, about)?) };
    let mut chunk = 0;
    let done = in_order(
        batch.table,
        batch.threads,
        |index, rows| make(batch, plan, survey, clerk, &maker, index, &rows),
        |made| {
            let same = survey.chunks.get(chunk).is_some_and(|known| known.digest == made.digest);
            chunk += 1;
            if !same || made.error.is_some() {
                return Err(made.error.unwrap_or_else(changed));
            }
            if let Some(rejects) = &mut rejects {
                for (row, code, found) in &made.rejected {
                    rejects.row(batch.table.number(*row), code, found).map_err(|error| cannot_write(output, &error))?;
                }
            }
            written.labels += made.labels.len() as u64;
            if let Some(writer) = &mut writer {
                writer.used(made.used);
                made.labels.into_iter().try_for_each(|label| writer.write(label))?;
            }
            watch.progress(Stage::Emit, written.labels, Some(survey.good * u64::from(batch.copies)));
            Ok(())
        },
    );
    match done {
        Ok(()) if chunk == survey.chunks.len() => {}
        Ok(()) => return Err(changed()),
        Err(Stopped::Source(error)) => return Err(*error),
        Err(Stopped::Consumer(error)) => return Err(error),
    }
    if let Some(rejects) = rejects {
        rejects.finish().map_err(|error| cannot_write(output, &error))?;
    }
    if let Some(writer) = writer {
        (written.files, written.bytes) = writer.finish()?;
    }
    Ok(written)
}

/// Makes the labels of a chunk.
fn make(
    batch: &Batch<'_>,
    plan: &Plan<'_>,
    survey: &Survey,
    clerk: &Clerk<'_>,
    maker: &Maker<'_>,
    index: usize,
    rows: &[Row],
) -> Made {
    let mut made = Made {
        digest: 0,
        labels: Vec::with_capacity(rows.len()),
        used: UsedGlyphs::default(),
        rejected: Vec::new(),
        error: None,
    };
    let read: Vec<(&Row, Result<Record, Vec<Diagnostic>>)> = rows
        .iter()
        .filter(|row| batch.takes(row))
        .map(|row| (row, batch.record(row).map(|(record, _)| record)))
        .collect();
    made.digest = digest(read.iter().map(|(row, record)| (row.number, record.as_ref().ok())));
    let mut bench = Bench::default();
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
            made.rejected.push((row.number, batch.mapping.raw_code(row), errors));
            continue;
        }
        let number = first * u64::from(batch.copies) + made.labels.len() as u64;
        let labels = record.and_then(|record| {
            let copies = (number..).take(batch.copies as usize).map(|number| {
                let scene = plan.scene(&record, &place)?;
                let piece = maker.make(batch.target, plan.stock(), &record, scene, number, &mut bench);
                piece.map_err(|error| vec![error.at(place())])
            });
            copies.collect::<Result<Vec<_>, _>>()
        });
        match labels {
            Ok(labels) => made.labels.extend(labels),
            Err(found) => made.error = made.error.or(found.into_iter().next()).or_else(|| Some(changed())),
        }
    }
    made.used = bench.used;
    made
}
