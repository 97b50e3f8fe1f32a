//! Rows in the order that labels are printed in, where that is not the order of the file.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;

use super::paging::Begins;
use super::reading::{Read, Rejected, Surveyed};
use crate::batch::{Fingerprint, Pieces, Readable, Rejects, Sorter, Watch, Written, changed, in_order, rules};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::Stock;
use crate::sentence::{file, system};
use crate::source::{Row, RowSink};
use crate::template::Numbers;

/// The good rows of a batch in their order, in a temporary file that only its owner can read.
pub(super) struct Arranged {
    rows: Written,
    /// Where groups begin, if there are any.
    pub(super) begins: Option<Begins>,
}

impl Readable for Arranged {
    fn each_row(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        let mut is_whole = true;
        let read = self.rows.each(|piece| match Row::unpacked(piece) {
            Some(row) => each(row).is_continue(),
            None => {
                is_whole = false;
                false
            }
        });
        read.map_err(|error| failed(&error))?;
        if is_whole { Ok(()) } else { Err(Diagnostic::internal("job/arrange.rs: a row that was kept")) }
    }
}

/// A row on its way into the order.
struct Keyed {
    key: Vec<u8>,
    /// How many bytes of the key tell its group.
    group: usize,
    row: Row,
}

/// Reads the rows again, lists those that are bad, and puts the others in order.
pub(super) fn arrange(
    surveyed: Surveyed<'_>,
    stock: &Stock,
    rejects: &mut Option<Rejects>,
    is_grouped: bool,
    watch: &dyn Watch,
) -> Result<Arranged, Diagnostic> {
    let Surveyed { batch, survey, .. } = surveyed;
    let mut sorter = Sorter::new(batch.world).map_err(|error| failed(&error))?;
    let mut chunk = 0;
    in_order(
        batch.table,
        batch.threads,
        watch,
        |_, rows| keyed(surveyed, &rows),
        |(digest, keyed, rejected)| {
            let is_same = survey.chunks.get(chunk).is_some_and(|known| known.digest == digest);
            chunk += 1;
            if !is_same {
                return Err(changed());
            }
            rejected.iter().try_for_each(|row| row.list(batch, rejects))?;
            for Keyed { key, group, row } in keyed.into_iter().flatten() {
                let group = u32::try_from(group).unwrap_or(u32::MAX).to_le_bytes();
                sorter.push(&key, &[&group[..], &row.packed()].concat()).map_err(|error| failed(&error))?;
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    if chunk != survey.chunks.len() {
        return Err(changed());
    }
    let mut pieces = Pieces::new(batch.world).map_err(|error| failed(&error))?;
    let mut begins = is_grouped.then(|| Begins::new(stock, batch.target.part_size));
    let (mut group, mut label, mut names) = (None, 0, BTreeSet::new());
    let sorted = sorter.sorted().map_err(|error| failed(&error))?;
    sorted.each(|key, value| -> Result<(), Stopped> {
        let (length, row) = value.split_first_chunk::<4>().ok_or_else(lost)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(io::Error::other)?;
        let own = key.get(..length).ok_or_else(lost)?;
        if let Some(begins) = begins.as_mut().filter(|_| group.as_deref() != Some(own)) {
            begins.group(label);
            group = Some(own.to_vec());
            if batch.target.pattern.has_record() && !batch.target.pattern.has_part() {
                own_name(surveyed, row, &mut names)?;
            }
        }
        label += u64::from(batch.copies);
        Ok(pieces.push(row)?)
    })?;
    if let Some(begins) = &mut begins {
        begins.end(label);
    }
    Ok(Arranged { rows: pieces.written().map_err(|error| failed(&error))?, begins })
}

/// The rows of a chunk with their keys, the digest of the chunk, and the rows that are not printed.
fn keyed(surveyed: Surveyed<'_>, rows: &[Row]) -> (u64, Result<Vec<Keyed>, Diagnostic>, Vec<Rejected>) {
    let batch = surveyed.batch;
    let Read { digest, good, rejected } = Read::of(surveyed, rows);
    let keyed = good.into_iter().map(|(row, record)| {
        let record = record.map_err(|found| found.into_iter().next().unwrap_or_else(changed))?;
        let (mut key, group) = batch.mapping.order_of(row, &record, batch.market);
        // Rows with the same values stay in their order.
        key.extend(row.number.to_be_bytes());
        Ok(Keyed { key, group, row: row.clone() })
    });
    (digest, keyed.collect(), rejected)
}

/// Makes sure that the file of a group has a name of its own.
fn own_name(surveyed: Surveyed<'_>, row: &[u8], names: &mut BTreeSet<Fingerprint>) -> Result<(), Diagnostic> {
    let batch = surveyed.batch;
    let row = Row::unpacked(row).ok_or_else(|| Diagnostic::internal("job/arrange.rs: a row that was kept"))?;
    let (record, _) = batch.record(&row).map_err(|_| changed())?;
    let name = batch.target.pattern.name(&record, &Numbers::alone(row.number, None));
    if names.insert(Fingerprint::of_name(&name, 0)) {
        return Ok(());
    }
    let message = say!("two groups would have the file {name}", name = file(&name));
    let place = batch.table.place(row.number, None);
    Err(Diagnostic::error(rules::CLASH, message).at(place).help(say!("add {{part}} to the name after --output")))
}

/// What ends the reading of what was sorted.
struct Stopped(Diagnostic);

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self(failed(&error))
    }
}

impl From<Diagnostic> for Stopped {
    fn from(found: Diagnostic) -> Self {
        Self(found)
    }
}

impl From<Stopped> for Diagnostic {
    fn from(stopped: Stopped) -> Self {
        stopped.0
    }
}

fn lost() -> Diagnostic {
    Diagnostic::internal("job/arrange.rs: a key that was kept")
}

fn failed(error: &io::Error) -> Diagnostic {
    let message = say!("the temporary file that rows are put in order in fails: {error}", error = system(error));
    Diagnostic::error(rules::OUTPUT, message)
        .help(say!("make room in the folder for temporary files, or name another with TMPDIR"))
}
