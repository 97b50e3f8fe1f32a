//! Several columns with codes: a row of the file is a row of the batch for each of its codes, in reading
//! order.

use std::ops::ControlFlow;

use super::cell::{Cell, Row, RowKind, RowSink};
use super::totals::is_total;
use crate::diagnostic::Column;

/// Most columns with codes.
pub(super) const MAX_CODES: usize = 1000;

/// Which columns hold codes. Where it is one, rows are what they are in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    columns: Vec<Column>,
    /// The last row of titles and headers.
    above: u32,
}

impl Spread {
    /// Rows behind this one are spread over these columns, if they are more than one.
    pub(super) fn new(columns: &[Column], above: u32) -> Self {
        let columns = if columns.len() > 1 { columns.to_vec() } else { Vec::new() };
        Self { columns, above }
    }

    /// Rows of the batch for a row of the file.
    pub(super) fn parts(&self) -> u32 {
        u32::try_from(self.columns.len()).unwrap_or(u32::MAX).max(1)
    }

    /// The number of the file's row.
    pub(super) fn number(&self, row: u32) -> u32 {
        row.saturating_sub(1) / self.parts() + 1
    }

    /// Which of the codes of its row it is, from 0.
    pub(super) fn part(&self, row: u32) -> u32 {
        row.saturating_sub(1) % self.parts()
    }

    /// The column with the code of a row of the batch, where it is one of several.
    pub(super) fn column(&self, row: u32) -> Option<&Column> {
        self.columns.get(self.part(row) as usize)
    }

    /// Gives the rows of the batch that a row of the file is: one for each code. In each, the cells of
    /// the other codes are empty. Nothing if their numbers would be too large.
    pub(super) fn each(&self, row: Row, take: RowSink<'_>) -> Option<ControlFlow<()>> {
        if self.columns.is_empty() {
            return Some(take(row));
        }
        let first =
            (row.number - 1).checked_mul(self.parts()).filter(|first| first.checked_add(self.parts()).is_some())?;
        let filled: Vec<u32> = if row.number <= self.above || row.known == Some(RowKind::Header) || is_total(&row) {
            Vec::new()
        } else {
            (0..)
                .zip(&self.columns)
                .filter(|(_, column)| *row.cell(column.index) != Cell::Empty)
                .map(|(part, _)| part)
                .collect()
        };
        if filled.is_empty() {
            return Some(take(Row { number: first + 1, ..row }));
        }
        for part in filled {
            let mut one = Row { number: first + 1 + part, ..row.clone() };
            for (other, column) in (0..).zip(&self.columns) {
                if other != part
                    && let Some(cell) = one.cells.get_mut(column.index as usize)
                {
                    *cell = Cell::Empty;
                }
            }
            if take(one).is_break() {
                return Some(ControlFlow::Break(()));
            }
        }
        Some(ControlFlow::Continue(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_many_rows_as_it_has_codes() {
        let columns = [1, 3].map(|index| Column { index, header: None });
        let spread = Spread::new(&columns, 1);
        let mut rows = Vec::new();
        for (number, cells) in
            [(1, ["", "Код", "", "Код"]), (2, ["x", "a", "y", "b"]), (3, ["x", "", "y", "c"]), (4, ["z", "", "", ""])]
        {
            let row = Row::new(number, cells.iter().map(|cell| Cell::text(cell)).collect());
            let taken = spread.each(row, &mut |row| {
                rows.push((
                    row.number,
                    spread.number(row.number),
                    row.cells.iter().filter_map(Cell::as_text).collect::<String>(),
                ));
                ControlFlow::Continue(())
            });
            assert_eq!(taken, Some(ControlFlow::Continue(())));
        }
        let rows: Vec<(u32, u32, &str)> = rows.iter().map(|(at, row, cells)| (*at, *row, &**cells)).collect();
        assert_eq!(rows, [(1, 1, "КодКод"), (3, 2, "xay"), (4, 2, "xyb"), (6, 3, "xyc"), (7, 4, "z")]);
        assert_eq!(spread.column(4).map(|column| column.index), Some(3));
        assert_eq!(Spread::default().number(7), 7);
    }
}
