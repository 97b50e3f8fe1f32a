//! The second reading: making and writing the labels.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::arrange::Arranged;
use super::manifest::{Columns, Manifest};
use super::margins::Margins;
use super::outlet::Outlet;
use super::paging::Paging;
use super::press::{Finished, Press, made};
use super::reading::{Read, Rejected, Surveyed};
use super::shared::Shared;
use super::target::Work;
use crate::batch::{CHUNK, Readable, Rejects, Stage, Watch, cannot_write, changed, in_order};
use crate::diagnostic::Diagnostic;
use crate::render::Format;
use crate::scene::Likeness;
use crate::source::Row;

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
    labels: Vec<Finished<F>>,
    bench: F::Bench,
    rejected: Vec<Rejected>,
    /// A row that was good in the first reading and is not now.
    error: Option<Diagnostic>,
}

/// Makes and writes all labels that the survey found good.
pub(super) struct Emit<'a> {
    pub(super) surveyed: Surveyed<'a>,
    pub(super) paging: &'a Paging<'a>,
    /// The title of the job.
    pub(super) title: &'a str,
    /// The rows in another order than that of their file.
    pub(super) arranged: Option<&'a Arranged>,
    /// What labels recall from a printer's memory.
    pub(super) recalled: &'a [Likeness],
    pub(super) manifest: Option<Manifest>,
    pub(super) rejects: Option<Rejects>,
    pub(super) outlet: &'a mut dyn Outlet,
    pub(super) watch: &'a dyn Watch,
}

impl Work for Emit<'_> {
    type Done = Written;

    fn with<F: Format>(self, format: &F) -> Result<Written, Diagnostic> {
        let Self { surveyed, paging, title, arranged, recalled, manifest, mut rejects, outlet, watch } = self;
        let Surveyed { batch, plan, survey, .. } = surveyed;
        let pictures = plan.shown().map(|(element, name)| (element.clone(), name.clone())).collect();
        let shared = Shared::new(survey.longest, batch.mapping.constants(), paging.total);
        let shared = shared.showing(pictures).grouped(paging.groups()).recalling(recalled);
        let mut written = Written { rejects: rejects.as_ref().map(|r| r.path.clone()), ..Written::default() };
        let columns = manifest.is_some().then(|| Columns::of(batch));
        let mut press = Press::new(format, batch.target, paging, outlet)
            .sparing(batch.world, batch.inputs)
            .listing(manifest)
            .in_margins(Margins::new(plan.margin(), title))
            .sharing(shared);
        let mut chunk = 0;
        let first = |chunk: usize| match arranged {
            // Only good rows were kept.
            Some(_) => (chunk * CHUNK) as u64,
            None => survey.chunks.get(chunk).map_or(0, |known| known.first),
        };
        let done = in_order(
            arranged.map_or(batch.table as &dyn Readable, |arranged| arranged),
            batch.threads,
            watch,
            |index, rows| make(format, surveyed, (paging, columns.as_ref()), first(index), &rows),
            |made| {
                let is_same = survey.chunks.get(chunk).is_some_and(|known| known.digest == made.digest);
                chunk += 1;
                if made.error.is_some() || !is_same && arranged.is_none() {
                    return Err(made.error.unwrap_or_else(changed));
                }
                made.rejected.iter().try_for_each(|row| row.list(batch, &mut rejects))?;
                made.labels.into_iter().try_for_each(|label| press.take(label))?;
                press.used(made.bench);
                watch.progress(Stage::Emit, press.labels, Some(paging.total));
                Ok(ControlFlow::Continue(()))
            },
        );
        done?;
        if chunk != survey.chunks.len() && arranged.is_none() || press.labels != paging.total {
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

/// Makes the labels of a chunk, whose first row has a number, from 0.
fn make<F: Format>(
    format: &F,
    surveyed: Surveyed<'_>,
    (paging, columns): (&Paging<'_>, Option<&Columns>),
    first: u64,
    rows: &[Row],
) -> Made<F> {
    let Surveyed { batch, plan, .. } = surveyed;
    let Read { digest, good, rejected } = Read::of(surveyed, rows);
    let (mut labels, mut bench) = (Vec::with_capacity(rows.len()), F::Bench::default());
    let mut error = None;
    for (row, record) in good {
        let place = || batch.table.place(row.number, None);
        let number = first * u64::from(batch.copies) + labels.len() as u64;
        let made = record.and_then(|record| {
            let record = Arc::new(record);
            let unit =
                batch.market.unit(&record.code).map(|unit| unit.join("\u{1d}").trim_end_matches('\u{1d}').to_owned());
            let copies = (number..).take(batch.copies as usize).map(|number| {
                let row = batch.table.number(row.number);
                let numbers = paging.numbers(number, row);
                let scene = plan.numbered(&record, numbers, &place)?;
                let made = made((format, batch.target), &record, (scene, numbers), paging.position(number), &mut bench);
                let made = made.map_err(|error| vec![error.at(place())])?;
                let bench = paging.ends_file(number).then(|| std::mem::take(&mut bench));
                let listed = columns.map(|columns| columns.listed(batch, &record));
                let part = paging.begins_part(number);
                let name = part.and_then(|part| batch.target.name_of_part((&record, &numbers), part));
                let (unit, record) = (unit.clone(), Some(record.clone()));
                Ok(Finished { row, unit, record, name, made, listed, bench })
            });
            copies.collect::<Result<Vec<_>, Vec<Diagnostic>>>()
        });
        match made {
            Ok(made) => labels.extend(made),
            Err(found) => error = error.or(found.into_iter().next()).or_else(|| Some(changed())),
        }
    }
    Made { digest, labels, bench, rejected, error }
}
