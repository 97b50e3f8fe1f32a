//! A batch whose files are open and whose columns are found.

use crate::market::Market;
use crate::source::{Mapping, Row, RowKind, Table};

/// A batch that is open.
pub(crate) struct Opened {
    pub(crate) market: Market,
    pub(crate) table: Table,
    pub(crate) mapping: Mapping,
}

impl Opened {
    /// What a row is; nothing if it is data that was not asked for.
    pub(super) fn kind(&self, row: &Row) -> Option<RowKind> {
        let kind = self.mapping.kind(row);
        let is_asked = || self.mapping.picks(row, &self.table, &self.market, None);
        (kind != RowKind::Data || is_asked()).then_some(kind)
    }

    /// Whether a row holds data that is asked for.
    pub(crate) fn takes(&self, row: &Row) -> bool {
        self.kind(row) == Some(RowKind::Data)
    }

    /// The names of the columns that stand beside the code.
    pub(crate) fn columns(&self) -> Vec<String> {
        let constant = self.mapping.constants();
        let names = self.market.companions.iter().map(|companion| &companion.name);
        names.filter(|name| constant.iter().all(|(other, _)| other != *name)).map(ToString::to_string).collect()
    }
}
