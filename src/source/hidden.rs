//! What a workbook hides: rows by a filter or by hand, columns, sheets. The reader of workbooks does not
//! tell, so it is taken from the markup as that is walked through.

use super::markup::{Excess, Stop, Tag};

/// Most stretches of hidden rows of all sheets.
const MAX_STRETCHES: usize = 1_000_000;

/// What is to be done with hidden rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenRows {
    /// They are rows as others are.
    Print,
    /// They are left out, and counted.
    Skip,
}

/// The rows and columns that a sheet hides.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    /// Rows from 1, first and last of each stretch.
    rows: Vec<(u32, u32)>,
    /// Columns from 0.
    columns: Vec<(u32, u32)>,
}

impl Hidden {
    /// Whether a row is hidden.
    pub(super) fn hides(&self, row: u32) -> bool {
        self.rows.get(self.rows.partition_point(|(_, last)| *last < row)).is_some_and(|(first, _)| *first <= row)
    }

    /// Whether any row is.
    pub(super) fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Whether any column is.
    pub(super) fn has_columns(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Whether a column is hidden.
    pub(super) fn hides_column(&self, column: u32) -> bool {
        self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    fn add(&mut self, row: u32, count: u32) {
        let last = row.saturating_add(count.max(1) - 1);
        match self.rows.last_mut() {
            Some((_, before)) if before.saturating_add(1) == row => *before = last,
            _ => self.rows.push((row, last)),
        }
    }
}

/// What is hidden in the sheets that were walked through.
#[derive(Default)]
pub(super) struct HiddenSeen {
    /// The sheets of an xlsx workbook in their order, by the names of their links.
    sheets: Vec<Vec<u8>>,
    /// The links: name, and file without its folder.
    links: Vec<(Vec<u8>, Vec<u8>)>,
    /// Sheets, by their file; those of an ods workbook in their order.
    seen: Vec<(Vec<u8>, Hidden)>,
    /// The row and the column behind the last.
    next: (u32, u32),
}

impl HiddenSeen {
    /// A file begins.
    pub(super) fn file(&mut self, name: &str) {
        self.next = (1, 0);
        let file = name.rsplit('/').next().unwrap_or_default();
        self.seen.push((file.to_lowercase().into_bytes(), Hidden::default()));
    }

    /// Takes a tag, of those that may tell.
    pub(super) fn see(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name {
            b"sheet" => self.sheets.push(tag.text(b"id").unwrap_or_default().to_owned()),
            b"Relationship" if tag.text(b"Type").is_some_and(|kind| kind.ends_with(b"sheet")) => {
                let target = tag.text(b"Target").unwrap_or_default().to_ascii_lowercase();
                let file = target.rsplit(|byte| b"/\\".contains(byte)).next().unwrap_or_default();
                self.links.push((tag.text(b"Id").unwrap_or_default().to_owned(), file.to_owned()));
            }
            b"row" => {
                let place = tag.place().and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
                let row = place.unwrap_or(self.next.0);
                self.row(row, 1, is_true(tag))?;
            }
            b"col" if is_true(tag) => {
                let (first, last) = (bounded(tag, b"min")?, bounded(tag, b"max")?);
                if let (Some(first), Some(last), Some((_, hidden))) = (first, last, self.seen.last_mut()) {
                    hidden.columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                }
            }
            b"table" => {
                self.next = (1, 0);
                // The first stands for the file.
                self.seen.push((Vec::new(), Hidden::default()));
            }
            b"table-row" => {
                let count = bounded(tag, b"number-rows-repeated")?.unwrap_or(1);
                self.row(self.next.0, count, is_away(tag))?;
            }
            b"table-column" => {
                let count = bounded(tag, b"number-columns-repeated")?.unwrap_or(1).max(1);
                let first = self.next.1;
                self.next.1 = first.saturating_add(count);
                if is_away(tag)
                    && let Some((_, hidden)) = self.seen.last_mut()
                {
                    hidden.columns.push((first, self.next.1 - 1));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, row: u32, count: u32, is_hidden: bool) -> Result<(), Stop> {
        self.next.0 = row.saturating_add(count);
        if is_hidden && let Some((_, hidden)) = self.seen.last_mut() {
            hidden.add(row, count);
            if hidden.rows.len() + hidden.columns.len() > MAX_STRETCHES {
                return Err(Stop::TooMuch(Excess::Rows, MAX_STRETCHES as u64));
            }
        }
        Ok(())
    }

    /// What the sheet of this number, from 0, hides.
    pub(super) fn of(self, sheet: usize) -> Hidden {
        let file = self.sheets.get(sheet).and_then(|id| self.links.iter().find(|(link, _)| link == id));
        let found = match file {
            Some((_, file)) => self.seen.into_iter().find(|(name, _)| name == file),
            None => self.seen.into_iter().filter(|(name, _)| name.is_empty()).nth(sheet),
        };
        found.map(|(_, hidden)| hidden).unwrap_or_default()
    }
}

/// `hidden="1"`
fn is_true(tag: &Tag<'_>) -> bool {
    tag.mentions(b"hidden") && tag.text(b"hidden").is_some_and(|value| value == b"1" || value == b"true")
}

/// `table:visibility="filter"`
fn is_away(tag: &Tag<'_>) -> bool {
    tag.text(b"visibility").is_some_and(|value| value == b"filter" || value == b"collapse")
}

fn bounded(tag: &Tag<'_>, name: &[u8]) -> Result<Option<u32>, Stop> {
    Ok(tag.count(name)?.map(|count| u32::try_from(count).unwrap_or(u32::MAX)))
}
