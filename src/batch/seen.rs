//! The rows of a look, one by one, for lists of them.

use std::sync::Arc;

use super::opened::Opened;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::market::Value;
use crate::source::{Record, Row, RowKind};

/// Takes the rows of a batch while they are looked at.
pub trait EachRow {
    /// The next row.
    ///
    /// # Errors
    /// It cannot be taken; the look ends.
    fn row(&mut self, row: SeenRow) -> Result<(), Diagnostic>;

    /// A row that is good by itself, and bad beside another one. Told when all rows were looked at, in order.
    ///
    /// # Errors
    /// It cannot be taken; the look ends.
    fn repeated(&mut self, number: u32, found: &Diagnostic) -> Result<(), Diagnostic>;
}

/// A row that was looked at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SeenRow {
    /// Its number in the batch; they rise.
    pub number: u32,
    /// Its number in its file, which [`crate::batch::RowSet`] goes by.
    pub in_file: u32,
    /// Where it stands.
    pub place: Place,
    /// What it is; nothing if it is data that was not asked for.
    pub kind: Option<RowKind>,
    /// Whether its code can be printed, as far as it tells by itself.
    pub is_good: bool,
    /// The fields of its code by their names, without keys and tails, and what stands beside it.
    pub says: Vec<(Arc<str>, String)>,
    /// What was found in it.
    pub found: Vec<Diagnostic>,
}

impl SeenRow {
    /// Whether something in it was mended.
    #[must_use]
    pub fn is_mended(&self) -> bool {
        self.is_good && self.found.iter().any(|found| found.severity == Severity::Note)
    }

    /// A row without a record: no data, or data that was not asked for.
    pub(super) fn aside(opened: &Opened, row: &Row, kind: Option<RowKind>, found: Vec<Diagnostic>) -> Self {
        Self {
            number: row.number,
            in_file: opened.table.number(row.number),
            place: opened.table.place(row.number, None),
            kind,
            is_good: false,
            says: Vec::new(),
            found,
        }
    }

    /// A row with data, and what reading it gave.
    pub(super) fn of(opened: &Opened, row: &Row, read: &Result<(Record, Vec<Diagnostic>), Vec<Diagnostic>>) -> Self {
        let Opened { market, table, mapping } = opened;
        let of_code = |code| Record::of_code(row.number, code, market, &[]);
        let (says, found) = match read {
            Ok((record, found)) => (told(&of_code(record.code.clone())).chain(told(record)).collect(), found),
            Err(found) => {
                let issued = mapping.issued(row, table, market).map(of_code);
                (issued.iter().flat_map(told).collect(), found)
            }
        };
        Self { is_good: read.is_ok(), says, ..Self::aside(opened, row, Some(RowKind::Data), found.clone()) }
    }
}

/// The fields of a record in words, but for those by the numbers of their AIs.
fn told(record: &Record) -> impl Iterator<Item = (Arc<str>, String)> {
    let by_number = |name: &str| name.strip_prefix("ai").is_some_and(|ai| ai.bytes().all(|byte| byte.is_ascii_digit()));
    record.fields.iter().filter(move |(name, _)| !by_number(name)).filter_map(|(name, value)| match value {
        Value::Text(text) => Some((name.clone(), text.clone())),
        Value::Date(date) => Some((name.clone(), date.to_string())),
        Value::Nothing => None,
    })
}
