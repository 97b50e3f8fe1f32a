//! The second reading of rows: those that are good, and what is listed of the others.

use super::extremes::Extremes;
use super::judge::Clerk;
use super::rows::Batch;
use super::survey::{Survey, digest};
use crate::batch::{Rejects, WholeBatch, cannot_write};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::Plan;
use crate::source::{Record, Row};

/// A batch that was surveyed: what the second reading goes by.
#[derive(Clone, Copy)]
pub(super) struct Surveyed<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) plan: &'a Plan,
    pub(super) survey: &'a Survey,
    pub(super) clerk: &'a Clerk<'a>,
}

/// A row that is not printed.
pub(super) struct Rejected {
    row: u32,
    /// Its code as it stands in the file.
    code: String,
    /// What is put behind the code, in the same way.
    behind: Vec<String>,
    found: Vec<Diagnostic>,
}

impl Rejected {
    /// Lists it, if it is to be listed.
    pub(super) fn list(&self, batch: &Batch<'_>, rejects: &mut Option<Rejects>) -> Result<(), Diagnostic> {
        let Some(rejects) = rejects else { return Ok(()) };
        let listed = rejects.row(batch.table.number(self.row), (&self.code, &self.behind), &self.found);
        listed.map_err(|error| cannot_write(&rejects.path, &error))
    }
}

/// A chunk as it is read the second time.
pub(super) struct Read<'r> {
    pub(super) digest: u64,
    /// Rows that the survey found good.
    pub(super) good: Vec<(&'r Row, Result<Record, Vec<Diagnostic>>)>,
    pub(super) rejected: Vec<Rejected>,
}

impl<'r> Read<'r> {
    /// Reads the rows of a chunk.
    pub(super) fn of(terms: Surveyed<'_>, rows: &'r [Row]) -> Self {
        let Surveyed { batch, survey, .. } = terms;
        let read: Vec<(&Row, Result<Record, Vec<Diagnostic>>)> = rows
            .iter()
            .filter(|row| batch.takes(row))
            .map(|row| (row, batch.record(row).map(|(record, _)| record)))
            .collect();
        let digest = digest(read.iter().map(|(row, record)| (row.number, record.as_ref().ok())));
        let (mut good, mut rejected) = (Vec::with_capacity(read.len()), Vec::new());
        for (row, record) in read {
            match survey.bad.binary_search_by_key(&row.number, |(row, _)| *row) {
                Ok(at) => rejected.push(reject(terms, row, record, survey.bad.get(at).and_then(|(_, why)| *why))),
                Err(_) => good.push((row, record)),
            }
        }
        Self { digest, good, rejected }
    }
}

/// What is told of a row that is not printed.
fn reject(
    Surveyed { batch, plan, clerk, .. }: Surveyed<'_>,
    row: &Row,
    record: Result<Record, Vec<Diagnostic>>,
    why: Option<WholeBatch>,
) -> Rejected {
    let place = || batch.table.place(row.number, None);
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
    Rejected { row: row.number, code, behind, found: errors }
}
