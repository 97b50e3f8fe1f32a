//! Which label of a job one is: the numbers that a template may print beside the data.

/// The numbers of a label in its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// `number`: its number in the job, from 1; each copy has one of its own.
    pub number: u64,
    /// `row`: the row of its data, as findings tell it.
    pub row: u64,
    /// `total`: all labels of the job.
    pub total: u64,
    /// Where it stands, of a template with a sheet.
    pub stand: Option<SheetNumbers>,
}

/// The numbers of a label on sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetNumbers {
    /// `sheet`: its sheet in the job, from 1.
    pub sheet: u64,
    /// `sheets`: all sheets of the job.
    pub sheets: u64,
    /// `place`: its place on the sheet, from 1, as `--free` and `--start-at` count.
    pub place: u64,
}

impl Numbers {
    /// What templates call them.
    pub const NAMES: [&str; 6] = ["number", "row", "total", "sheet", "sheets", "place"];
    /// Those that only labels of sheets have.
    pub const OF_SHEETS: [&str; 3] = ["sheet", "sheets", "place"];

    /// Those of a label that is printed alone, with its place where it stands on a sheet.
    #[must_use]
    pub fn alone(row: u32, place: Option<u64>) -> Self {
        let stand = place.map(|place| SheetNumbers { sheet: 1, sheets: 1, place });
        Self { number: 1, row: row.into(), total: 1, stand }
    }

    /// The number of a name; nothing of a name that is none, or of a sheet where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<u64> {
        match name {
            "number" => Some(self.number),
            "row" => Some(self.row),
            "total" => Some(self.total),
            "sheet" => self.stand.map(|stand| stand.sheet),
            "sheets" => self.stand.map(|stand| stand.sheets),
            "place" => self.stand.map(|stand| stand.place),
            _ => None,
        }
    }

    /// Numbers with as many digits that are as wide as any: the first of them and all others are given.
    #[must_use]
    pub fn widest(&self, (first, other): (u64, u64)) -> Self {
        let wide = |number: u64| {
            let behind = number.checked_ilog10().unwrap_or(0);
            (0..behind).fold(first, |wide, _| wide.saturating_mul(10).saturating_add(other))
        };
        let stand = self.stand.map(|SheetNumbers { sheet, sheets, place }| SheetNumbers {
            sheet: wide(sheet),
            sheets: wide(sheets),
            place: wide(place),
        });
        Self { number: wide(self.number), row: wide(self.row), total: wide(self.total), stand }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_numbers_have_as_many_digits() {
        let stand = Some(SheetNumbers { sheet: 9, sheets: 10, place: 24 });
        let wide = Numbers { number: 1000, row: 999, total: 1, stand }.widest((4, 0));
        assert_eq!((wide.number, wide.row, wide.total), (4000, 400, 4));
        assert_eq!(wide.stand, Some(SheetNumbers { sheet: 4, sheets: 40, place: 40 }));
        assert!(Numbers::NAMES.iter().all(|name| wide.get(name).is_some()));
        assert!(Numbers::OF_SHEETS.iter().all(|name| Numbers::alone(1, None).get(name).is_none()));
    }
}
