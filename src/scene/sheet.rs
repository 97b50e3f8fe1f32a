//! Labels on sheets.

use super::Point;
use crate::units::Length;

/// A page that carries several labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Width of the page.
    pub width: Length,
    /// Height of the page.
    pub height: Length,
    /// The top left corner of every label, in the order they are filled; never empty.
    pub places: Vec<Point>,
    /// Places of the first page that are free, from 0 and in order; all are where none is named.
    pub free: Vec<usize>,
    /// Crop marks, black bars on the page.
    pub marks: Vec<Bar>,
}

/// A black rectangle on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its top left corner.
    pub corner: Point,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The page, from 0.
    pub page: u64,
    /// The place on the page, from 0.
    pub place: usize,
    /// Whether no label stands behind it on its page.
    pub last: bool,
    /// The label's top left corner on the page.
    pub corner: Point,
}

impl Sheet {
    /// How many labels the first page takes.
    #[must_use]
    pub fn on_first(&self) -> u64 {
        if self.free.is_empty() { self.places.len() as u64 } else { self.free.len() as u64 }
    }

    /// Where the label with a number (from 0) stands.
    #[must_use]
    pub fn slot(&self, label: u64) -> Slot {
        let (first, places) = (self.on_first(), self.places.len().max(1) as u64);
        let (page, at, on_page) = match label.checked_sub(first) {
            None => (0, label, first),
            Some(behind) => (1 + behind / places, behind % places, places),
        };
        let at_place = usize::try_from(at).unwrap_or(0);
        let place = if page == 0 { self.free.get(at_place).copied().unwrap_or(at_place) } else { at_place };
        let corner = self.places.get(place).copied().unwrap_or_default();
        Slot { page, place, last: at + 1 == on_page, corner }
    }

    /// The row and the column of a place, all from 0. Places fill rows or columns, whichever follow one another.
    #[must_use]
    pub fn row_and_column(&self, place: usize) -> (usize, usize) {
        let Some(first) = self.places.first() else { return (0, 0) };
        let across = self.places.iter().take_while(|other| other.y == first.y).count().max(1);
        if across > 1 {
            return (place / across, place % across);
        }
        let down = self.places.iter().take_while(|other| other.x == first.x).count().max(1);
        (place % down, place / down)
    }

    /// Pages that so many labels need.
    #[must_use]
    pub fn pages(&self, labels: u64) -> u64 {
        let behind = labels.saturating_sub(self.on_first());
        u64::from(labels > 0) + behind.div_ceil(self.places.len().max(1) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fill_what_is_left_of_the_first_sheet() {
        let places = (0..4).map(|n| Point { x: Length::from_mm(n), y: Length::ZERO }).collect();
        let side = Length::from_mm(10);
        let mut sheet = Sheet { width: side, height: side, places, free: vec![3], marks: Vec::new() };
        let slots = |sheet: &Sheet| {
            let slots = (0..6).map(|n| sheet.slot(n)).map(|slot| (slot.page, slot.place, slot.last));
            slots.collect::<Vec<_>>()
        };
        let one = [(0, 3, true), (1, 0, false), (1, 1, false), (1, 2, false), (1, 3, true), (2, 0, false)];
        assert_eq!(slots(&sheet), one);
        assert_eq!([0, 1, 2, 5, 6].map(|labels| sheet.pages(labels)), [0, 1, 2, 2, 3]);
        sheet.free = vec![0, 2];
        let holes = [(0, 0, false), (0, 2, true), (1, 0, false), (1, 1, false), (1, 2, false), (1, 3, true)];
        assert_eq!(slots(&sheet), holes);
        assert_eq!([0, 1, 2, 3, 6, 7].map(|labels| sheet.pages(labels)), [0, 1, 1, 2, 2, 3]);
    }
}
