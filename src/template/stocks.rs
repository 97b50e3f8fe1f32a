//! Sheets of labels that are sold, by maker and number.

use std::sync::OnceLock;

use toml::{Table, Value};

use crate::document::nearest;
use crate::scene::Bounds;
use crate::units::Length;

/// The file that lists them, with what is known of their sources.
const FILE: &str = include_str!("stocks.toml");

/// A sheet of labels that is sold, on A4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelStock {
    /// The names of its makers for it, in small letters, such as `herma-4201`.
    pub names: Vec<String>,
    /// Width and height of a label.
    pub label: (Length, Length),
    /// Labels across and down.
    pub grid: (u32, u32),
    /// The top left corner of the first label.
    pub first: (Length, Length),
    /// From the left edge of a label to that of the next, and from the top edge.
    pub pitch: (Length, Length),
    /// The radius of the corners of labels, where it is known.
    pub radius: Option<Length>,
    /// Whether two sources know it.
    pub is_sure: bool,
    /// How far apart two sources put a label at most; zero where they agree, or there is one.
    pub differ: Length,
    /// What else is known.
    pub note: Option<String>,
    /// Where its sizes are from.
    pub source: String,
}

impl LabelStock {
    /// The labels of a sheet, row by row.
    #[must_use]
    pub fn labels(&self) -> Vec<Bounds> {
        let ((width, height), (columns, rows)) = (self.label, self.grid);
        let label = |row: u32, column: u32| {
            let (left, top) =
                (self.first.0 + self.pitch.0 * i64::from(column), self.first.1 + self.pitch.1 * i64::from(row));
            Bounds { left, top, right: left + width, bottom: top + height }
        };
        (0..rows).flat_map(|row| (0..columns).map(move |column| label(row, column))).collect()
    }

    /// All that are known.
    pub fn all() -> &'static [LabelStock] {
        static ALL: OnceLock<Vec<LabelStock>> = OnceLock::new();
        ALL.get_or_init(|| read().unwrap_or_default())
    }

    /// The stock of a name.
    ///
    /// # Errors
    /// There is none; the nearest name, if one is near.
    pub fn named(name: &str) -> Result<&'static LabelStock, Option<&'static str>> {
        let found = Self::all().iter().find(|stock| stock.names.iter().any(|own| own == name));
        found.ok_or_else(|| nearest(name, Self::all().iter().flat_map(|stock| &stock.names).map(String::as_str)))
    }

    /// Whether a trial page comes before labels.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        !self.is_sure || self.differ > Length::ZERO
    }
}

fn read() -> Option<Vec<LabelStock>> {
    FILE.parse::<Table>().ok()?.get("stock")?.as_array()?.iter().map(stock).collect()
}

fn stock(value: &Value) -> Option<LabelStock> {
    let names = value.get("names")?.as_array()?.iter().map(|name| name.as_str().map(str::to_owned));
    let count = |index: usize| u32::try_from(value.get("grid")?.get(index)?.as_integer()?).ok();
    let (label, first, pitch) = (pair(value, "label")?, pair(value, "first")?, pair(value, "pitch")?);
    let grid = (count(0)?, count(1)?);
    let differ = value.get("second").map_or(Length::ZERO, |second| {
        let [label_there, first_there, pitch_there] =
            [("label", label), ("first", first), ("pitch", pitch)].map(|(key, here)| pair(second, key).unwrap_or(here));
        let apart = |here: Length, there: Length| (here - there).max(there - here);
        let along = |count: u32, side: [Length; 2], begin: [Length; 2], pitch: [Length; 2]| {
            let last = |of: usize| {
                let at = |pair: [Length; 2]| pair.get(of).copied().unwrap_or_default();
                at(begin) + at(pitch) * i64::from(count - 1)
            };
            let [[here, there], sides] = [begin, side];
            let [wide, wide_there] = sides;
            apart(here, there).max(apart(last(0), last(1))).max(apart(wide, wide_there))
        };
        let across = along(grid.0, [label.0, label_there.0], [first.0, first_there.0], [pitch.0, pitch_there.0]);
        let down = along(grid.1, [label.1, label_there.1], [first.1, first_there.1], [pitch.1, pitch_there.1]);
        across.max(down)
    });
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    Some(LabelStock {
        names: names.collect::<Option<_>>()?,
        label,
        grid,
        first,
        pitch,
        radius: value.get("radius").map(millimetres).unwrap_or_default(),
        is_sure: text("confidence")? == "H",
        differ,
        note: text("note"),
        source: text("source").unwrap_or_else(|| "LibreOffice 7.4".to_owned()),
    })
}

/// Two lengths under a key.
fn pair(value: &Value, key: &str) -> Option<(Length, Length)> {
    let pair = value.get(key)?;
    millimetres(pair.get(0)?).zip(millimetres(pair.get(1)?))
}

/// A number of millimetres, to a micrometre.
fn millimetres(value: &Value) -> Option<Length> {
    Some(Length::from_micrometres((value.as_float()? * 1000.0).round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stock_is_read_and_lies_on_its_page() {
        let written = FILE.matches("[[stock]]").count();
        assert_eq!((LabelStock::all().len(), written), (26, 26));
        let mut names: Vec<&String> = LabelStock::all().iter().flat_map(|stock| &stock.names).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "a name stands for one stock");
        for stock in LabelStock::all() {
            let far = |first: Length, pitch: Length, count: u32, side: Length, page: i64| {
                Length::from_mm(page) - first - pitch * i64::from(count - 1) - side
            };
            let right = far(stock.first.0, stock.pitch.0, stock.grid.0, stock.label.0, 210);
            let below = far(stock.first.1, stock.pitch.1, stock.grid.1, stock.label.1, 297);
            // Sheets are as wide on the right as on the left, but for what is said.
            let uneven = |near: Length, far: Length| (near - far).max(far - near) > Length::from_micrometres(500);
            let is_uneven = uneven(stock.first.0, right) || uneven(stock.first.1, below);
            assert!(right >= Length::ZERO && below >= Length::ZERO, "{:?}", stock.names);
            assert!(!is_uneven || stock.note.is_some(), "{:?}: {right}, {below}", stock.names);
        }
    }

    #[test]
    fn sources_that_differ_are_told_by_how_much() {
        let differ = |name: &str| LabelStock::named(name).unwrap().differ.to_micrometres();
        // 21.45 and 19.0; 4.67 and 3.35; four columns that stand 0.44 mm further apart, three of them.
        assert_eq!([differ("herma-4474"), differ("avery-l7163"), differ("herma-4346")], [2450, 1320, 1320]);
        assert_eq!([differ("herma-4201"), differ("avery-l7651")], [0, 0]);
        assert_eq!(LabelStock::named("hema-4201"), Err(Some("herma-4201")));
    }
}
