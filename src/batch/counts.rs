//! What becomes of every row of a file: nothing vanishes without being counted.

use crate::source::{Row, RowKind, Table};

/// What the rows of a file are; all others together are as many as `file`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows down to the last that is not empty.
    pub file: u64,
    /// Titles above the headers.
    pub titles: u64,
    /// Headers.
    pub header: u64,
    /// Rows with data whose label can be printed.
    pub good: u64,
    /// Rows with data whose label cannot be printed.
    pub bad: u64,
    /// Rows with nothing in them.
    pub blank: u64,
    /// Totals below the data.
    pub totals: u64,
    /// Rows with data that were not asked for.
    pub left_out: u64,
    /// Rows that a filter hides and that are skipped.
    pub hidden: u64,
}

/// The rows of a chunk, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counted {
    /// Its first row.
    first: u64,
    /// The last line of its last row.
    last: u64,
    given: u64,
    titles: u64,
    header: u64,
    totals: u64,
    /// Rows that are not given because nothing stands in them, between those that are.
    blank: u64,
    left_out: u64,
}

impl Counted {
    /// Counts the rows of a chunk, by what each is; none was asked for where it says nothing.
    pub(crate) fn of(rows: &[Row], table: &Table, kind: impl Fn(&Row) -> Option<RowKind>) -> Self {
        let end = |row: &Row| u64::from(row.number) + lines_within(row, table);
        let mut counted = Self {
            first: rows.first().map_or(0, |first| first.number.into()),
            last: rows.last().map_or(0, end),
            given: rows.len() as u64,
            ..Self::default()
        };
        let mut before: Option<&Row> = None;
        for row in rows {
            // Most rows follow the one before, and then nothing more is to be looked at.
            if let Some(before) = before.filter(|before| row.number > before.number.saturating_add(1)) {
                counted.blank += u64::from(row.number).saturating_sub(end(before) + 1);
            }
            match kind(row) {
                Some(RowKind::Title) => counted.titles += 1,
                Some(RowKind::Header) => counted.header += 1,
                Some(RowKind::Total) => counted.totals += 1,
                Some(RowKind::Data) => {}
                None => counted.left_out += 1,
            }
            before = Some(row);
        }
        counted
    }
}

/// Counts chunks in order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counting(Counted);

impl Counting {
    /// Counts the next chunk.
    pub(crate) fn add(&mut self, chunk: Counted) {
        if chunk.given == 0 {
            return;
        }
        let all = &mut self.0;
        all.blank += chunk.blank + chunk.first.saturating_sub(all.last + 1);
        all.last = chunk.last;
        all.given += chunk.given;
        all.titles += chunk.titles;
        all.header += chunk.header;
        all.totals += chunk.totals;
        all.left_out += chunk.left_out;
    }

    /// The last row.
    pub(crate) fn last(&self) -> u32 {
        u32::try_from(self.0.last).unwrap_or(u32::MAX)
    }

    /// What the rows are, of which so many are good and so many bad.
    pub(crate) fn counts(&self, good: u64, bad: u64) -> RowCounts {
        let Counted { given, titles, header, totals, blank, left_out, .. } = self.0;
        RowCounts { file: given + blank, titles, header, good, bad, blank, totals, left_out, hidden: 0 }
    }
}

/// How many more lines of a text file a row goes over, because of line ends within its cells.
fn lines_within(row: &Row, table: &Table) -> u64 {
    if table.is_sheet() {
        return 0;
    }
    let texts = row.cells.iter().filter_map(|cell| cell.as_text());
    texts.map(|text| text.bytes().filter(|byte| *byte == b'\n').count() as u64).sum()
}
