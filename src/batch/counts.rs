//! What becomes of every row of a file: nothing vanishes without being counted.

use crate::diagnostic::Diagnostic;
use crate::say;
use crate::source::{Row, RowKind, Table, rules};

/// What the rows of a file are; all others together are as many as `file`. Where several columns hold
/// codes, each cell for a code counts as a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
    /// Where its first row begins and its last ends.
    ends: Option<(Begin, End)>,
    given: u64,
    titles: u64,
    header: u64,
    totals: u64,
    hidden: u64,
    /// Rows that are not given because nothing stands in them, between those that are.
    blank: u64,
    left_out: u64,
}

/// Where a row begins: the row of all files, and which of its codes it is.
#[derive(Clone, Copy, Debug)]
struct Begin {
    row: u64,
    part: u64,
}

/// Where a row ends.
#[derive(Clone, Copy, Debug)]
struct End {
    begin: Begin,
    /// The last line of its text.
    last: u64,
    /// How many codes its row has room for behind it.
    behind: u64,
}

impl End {
    /// How many rows, or cells for codes, stand empty between this row and a later one.
    fn blank_to(&self, next: Begin) -> u64 {
        if self.begin.row == next.row {
            return next.part.saturating_sub(self.begin.part + 1);
        }
        self.behind + next.row.saturating_sub(self.last + 1) + next.part
    }
}

impl Counted {
    /// Counts the rows of a chunk, by what each is; none was asked for where it says nothing.
    pub(crate) fn of(rows: &[Row], table: &Table, kind: impl Fn(&Row) -> Option<RowKind>) -> Self {
        let mut counted = Self { given: rows.len() as u64, ..Self::default() };
        let parts = u64::from(table.parts());
        let begin = |row: &Row| Begin {
            row: u64::from(row.number).saturating_sub(1) / parts + 1,
            part: table.part_of_row(row.number).into(),
        };
        let end = |row: &Row, is_data: bool| {
            let begin = begin(row);
            let behind = if is_data { parts - begin.part - 1 } else { 0 };
            End { begin, last: begin.row + lines_within(row, table), behind }
        };
        let mut before: Option<(&Row, bool)> = None;
        for row in rows {
            // Most rows follow the one before, and then nothing more is to be looked at.
            if let Some((before, was_data)) = before.filter(|(before, _)| row.number > before.number.saturating_add(1))
            {
                counted.blank += end(before, was_data).blank_to(begin(row));
            }
            let kind = kind(row);
            match kind {
                Some(RowKind::Title) => counted.titles += 1,
                Some(RowKind::Header) => counted.header += 1,
                Some(RowKind::Total) => counted.totals += 1,
                Some(RowKind::Hidden) => counted.hidden += 1,
                Some(RowKind::Data) => {}
                None => counted.left_out += 1,
            }
            let is_data = matches!(kind, Some(RowKind::Data | RowKind::Hidden) | None);
            before = Some((row, is_data));
        }
        counted.ends = rows.first().zip(before).map(|(first, (last, is_data))| (begin(first), end(last, is_data)));
        counted
    }
}

/// Counts chunks in order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counting {
    all: Counted,
    end: Option<End>,
}

impl Counting {
    /// Counts the next chunk.
    pub(crate) fn add(&mut self, chunk: Counted) {
        let Some((begin, end)) = chunk.ends else { return };
        let all = &mut self.all;
        all.blank += chunk.blank;
        all.blank += self.end.map_or(begin.row.saturating_sub(1) + begin.part, |end| end.blank_to(begin));
        self.end = Some(end);
        all.given += chunk.given;
        all.titles += chunk.titles;
        all.header += chunk.header;
        all.totals += chunk.totals;
        all.hidden += chunk.hidden;
        all.left_out += chunk.left_out;
    }

    /// The last row of all files.
    pub(crate) fn last(&self) -> u32 {
        self.end.and_then(|end| u32::try_from(end.last).ok()).unwrap_or(0)
    }

    /// What the rows are, of which so many are good and so many bad.
    pub(crate) fn counts(&self, good: u64, bad: u64) -> RowCounts {
        let Counted { given, titles, header, totals, hidden, blank, left_out, .. } = self.all;
        RowCounts { file: given + blank, titles, header, good, bad, blank, totals, left_out, hidden }
    }
}

/// That there are more or fewer rows of data than there should be.
pub(crate) fn unexpected(counts: &RowCounts, table: &Table) -> Option<Diagnostic> {
    let expected = table.expected()?;
    let found = counts.good + counts.bad + counts.left_out + counts.hidden;
    (found != expected).then(|| {
        let message = say!("there are {found} codes, and {expected} were ordered", found, expected);
        Diagnostic { rule: rules::EXPECTED, ..table.error(message) }
            .help(say!("get the codes again; none may be lost, and none may come from another order"))
    })
}

/// How many more lines of a text file a row goes over, because of line ends within its cells.
fn lines_within(row: &Row, table: &Table) -> u64 {
    if table.is_sheet() {
        return 0;
    }
    let texts = row.cells.iter().filter_map(|cell| cell.as_text());
    texts.map(|text| text.bytes().filter(|byte| *byte == b'\n').count() as u64).sum()
}
