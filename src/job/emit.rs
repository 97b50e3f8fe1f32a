//! The second reading: making and writing the labels.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::chunks::{Stopped, in_order};
use super::rejects::Rejects;
use super::rules;
use super::run::{Batch, Format, Stage, Watch};
use super::survey::{Survey, digest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::Plan;
use crate::raster::Painter;
use crate::render::pdf::{Page, PageMaker, PdfWriter, UsedGlyphs};
use crate::render::png;
use crate::source::{Record, Row};
use crate::world::Output;

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
    labels: Vec<Label>,
    used: UsedGlyphs,
    rejected: Vec<(u32, String, Vec<Diagnostic>)>,
    /// A row that was good in the first reading and is not now.
    error: Option<Diagnostic>,
}

/// One finished label.
enum Label {
    Page(Page),
    File(PathBuf, Vec<u8>),
}

/// How labels of a format are made; shared by all threads.
enum Maker<'a> {
    Pdf(PageMaker<'a>),
    Png(Painter<'a>),
}

/// Writes finished labels, in order.
enum Writer<'a> {
    Pdf(Box<PdfWriter<'a, Output>>),
    Png { bytes: u64 },
}

/// Makes and writes all labels that the survey found good.
pub(super) fn emit(
    batch: &Batch<'_>,
    plan: &Plan<'_>,
    survey: &Survey,
    watch: &dyn Watch,
) -> Result<Written, Diagnostic> {
    let stock = plan.stock();
    let refused = |error: &io::Error| cannot_write(batch.output, error);
    let maker = match batch.format {
        Format::Pdf => Maker::Pdf(PageMaker::new(stock)),
        Format::Png => {
            Maker::Png(Painter::new(stock).map_err(|error| Diagnostic::error(rules::OUTPUT, error.to_string()))?)
        }
    };
    let mut rejects = match survey.bad.as_slice() {
        [] => None,
        _ => Some(
            Rejects::create(batch.output)
                .map_err(|error| cannot_write(&super::rejects::path_for(batch.output), &error))?,
        ),
    };
    let mut written = Written { rejects: rejects.as_ref().map(|r| r.path.clone()), ..Written::default() };
    let mut writer = match batch.format {
        _ if survey.good == 0 => None,
        Format::Pdf => {
            let output = Output::create(batch.output).map_err(|error| refused(&error))?;
            Some(Writer::Pdf(Box::new(PdfWriter::new(output, stock).map_err(|error| refused(&error))?)))
        }
        Format::Png => Some(Writer::Png { bytes: 0 }),
    };
    let mut chunk = 0;
    let done = in_order(
        batch.table,
        batch.threads,
        |rows| make(batch, plan, survey, &maker, &rows),
        |made| {
            let same = survey.digests.get(chunk) == Some(&made.digest);
            chunk += 1;
            if !same || made.error.is_some() {
                return Err(made.error.unwrap_or_else(changed));
            }
            if let Some(rejects) = &mut rejects {
                for (row, code, found) in &made.rejected {
                    rejects.row(*row, code, found).map_err(|error| refused(&error))?;
                }
            }
            written.labels += made.labels.len() as u64;
            if let Some(writer) = &mut writer {
                writer.write(made.labels, made.used)?;
            }
            watch.progress(Stage::Emit, written.labels, Some(survey.good));
            Ok(())
        },
    );
    match done {
        Ok(()) if chunk == survey.digests.len() => {}
        Ok(()) => return Err(changed()),
        Err(Stopped::Source(error) | Stopped::Consumer(error)) => return Err(error),
    }
    if let Some(rejects) = rejects {
        rejects.finish().map_err(|error| refused(&error))?;
    }
    match writer {
        None => {}
        Some(Writer::Png { bytes }) => (written.files, written.bytes) = (written.labels, bytes),
        Some(Writer::Pdf(pdf)) => {
            let (mut output, bytes) = pdf.finish(batch.title).map_err(|error| refused(&error))?;
            output.flush().and_then(|()| output.finish()).map_err(|error| refused(&error))?;
            (written.files, written.bytes) = (1, bytes);
        }
    }
    Ok(written)
}

/// Makes the labels of a chunk.
fn make(batch: &Batch<'_>, plan: &Plan<'_>, survey: &Survey, maker: &Maker<'_>, rows: &[Row]) -> Made {
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
    for (row, record) in read {
        let place = || batch.table.place(row.number, None);
        if let Ok(at) = survey.bad.binary_search_by_key(&row.number, |(row, _)| *row) {
            let why = survey.bad.get(at).and_then(|(_, why)| *why);
            let found = match (why, record) {
                (Some(why), _) => vec![why.diagnostic().at(place())],
                (None, Err(found)) => found,
                (None, Ok(record)) => plan.check(&record, &place),
            };
            let errors = found.into_iter().filter(|d| d.severity == Severity::Error).collect();
            made.rejected.push((row.number, batch.mapping.raw_code(row), errors));
            continue;
        }
        let label = record.and_then(|record| maker.make(batch, plan, &record, &mut made.used, &place));
        match label {
            Ok(label) => made.labels.push(label),
            Err(found) => made.error = made.error.or(found.into_iter().next()).or_else(|| Some(changed())),
        }
    }
    made
}

impl Maker<'_> {
    fn make(
        &self,
        batch: &Batch<'_>,
        plan: &Plan<'_>,
        record: &Record,
        used: &mut UsedGlyphs,
        place: &dyn Fn() -> crate::diagnostic::Place,
    ) -> Result<Label, Vec<Diagnostic>> {
        let scene = plan.scene(record, place)?;
        match self {
            Maker::Pdf(maker) => Ok(Label::Page(maker.page(&scene, used))),
            Maker::Png(painter) => {
                let bytes = png::encode(&painter.paint(&scene))
                    .map_err(|error| vec![Diagnostic::error(rules::OUTPUT, error.to_string()).at(place())])?;
                let path =
                    batch.pattern.as_ref().map_or_else(|| batch.output.to_path_buf(), |pattern| pattern.name(record));
                Ok(Label::File(path, bytes))
            }
        }
    }
}

impl Writer<'_> {
    fn write(&mut self, labels: Vec<Label>, used: UsedGlyphs) -> Result<(), Diagnostic> {
        for label in labels {
            match (&mut *self, label) {
                (Writer::Pdf(pdf), Label::Page(page)) => pdf
                    .page(&page)
                    .map_err(|error| Diagnostic::error(rules::OUTPUT, format!("cannot write the PDF: {error}")))?,
                (Writer::Png { bytes }, Label::File(path, data)) => {
                    write_file(&path, &data).map_err(|error| cannot_write(&path, &error))?;
                    *bytes += data.len() as u64;
                }
                (Writer::Pdf(_), Label::File(..)) | (Writer::Png { .. }, Label::Page(_)) => {}
            }
        }
        if let Writer::Pdf(pdf) = self {
            pdf.used(used);
        }
        Ok(())
    }
}

fn write_file(path: &Path, data: &[u8]) -> io::Result<()> {
    let mut output = Output::create(path)?;
    output.write_all(data)?;
    output.finish()
}

fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(rules::OUTPUT, format!("cannot write {}: {error}", path.display()))
}

fn changed() -> Diagnostic {
    Diagnostic::error(rules::CHANGED, "the data file changed while it was being read")
        .help("close it in other programs and run the command again")
}
