//! The rows of a job.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::target::Target;
use crate::batch::{CsvForm, Inputs, Rows};
use crate::diagnostic::Diagnostic;
use crate::market::Market;
use crate::source::{Lookup, Mapping, Record, Row, RowKind, Table};
use crate::world::World;

/// The data of a job and how it is read.
pub(super) struct Batch<'a> {
    pub(super) table: &'a Table,
    pub(super) mapping: &'a Mapping,
    pub(super) target: &'a Target,
    pub(super) threads: usize,
    pub(super) market: &'a Market,
    pub(super) lookup: Option<&'a Lookup>,
    /// Where rejected rows are listed, if anywhere.
    pub(super) rejects: Option<PathBuf>,
    /// How CSV files are written.
    pub(super) csv: CsvForm,
    /// The files that the job is made of.
    pub(super) inputs: &'a Inputs,
    /// The world that outputs go to.
    pub(super) world: &'a World,
    pub(super) rows: Option<&'a Rows>,
    /// How often each label is made.
    pub(super) copies: u32,
}

impl Batch<'_> {
    /// What a row is; nothing if it is data that was not asked for.
    pub(super) fn kind(&self, row: &Row) -> Option<RowKind> {
        let kind = self.mapping.kind(row);
        let is_asked = || {
            self.rows.is_none_or(|rows| rows.contains(row.number, self.table))
                && self.mapping.picks(row, self.table, self.market, self.lookup)
        };
        (kind != RowKind::Data || is_asked()).then_some(kind)
    }

    /// Whether a label is to be made of a row.
    pub(super) fn takes(&self, row: &Row) -> bool {
        self.kind(row) == Some(RowKind::Data)
    }

    /// The first record, if any row gives one.
    pub(super) fn first(&self) -> Result<Option<Record>, Diagnostic> {
        let mut first = None;
        self.table.rows(&mut |row| {
            first = self.takes(&row).then(|| self.record(&row).ok()).flatten().map(|(record, _)| record);
            if first.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(first)
    }

    /// The record of a row, with its warnings.
    pub(super) fn record(&self, row: &Row) -> Result<(Record, Vec<Diagnostic>), Vec<Diagnostic>> {
        self.mapping.record(row, self.table, self.market, self.lookup)
    }
}
