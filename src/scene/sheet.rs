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
    /// Places of the first page that are used up already.
    pub used: usize,
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
    /// Whether it is the last place of its page.
    pub last: bool,
    /// The label's top left corner on the page.
    pub corner: Point,
}

impl Sheet {
    /// Where the label with a number (from 0) stands.
    #[must_use]
    pub fn slot(&self, label: u64) -> Slot {
        let places = self.places.len().max(1);
        let at = label + self.used as u64;
        let place = usize::try_from(at % places as u64).unwrap_or(0);
        let corner = self.places.get(place).copied().unwrap_or_default();
        Slot { page: at / places as u64, place, last: place + 1 == places, corner }
    }

    /// Pages that so many labels need.
    #[must_use]
    pub fn pages(&self, labels: u64) -> u64 {
        if labels == 0 { 0 } else { (labels + self.used as u64).div_ceil(self.places.len().max(1) as u64) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fill_what_is_left_of_the_first_sheet() {
        let places = (0..4).map(|n| Point { x: Length::from_mm(n), y: Length::ZERO }).collect();
        let side = Length::from_mm(10);
        let sheet = Sheet { width: side, height: side, places, used: 3, marks: Vec::new() };
        let slots: Vec<(u64, usize, bool)> =
            (0..6).map(|n| sheet.slot(n)).map(|slot| (slot.page, slot.place, slot.last)).collect();
        assert_eq!(slots, [(0, 3, true), (1, 0, false), (1, 1, false), (1, 2, false), (1, 3, true), (2, 0, false)]);
        assert_eq!([0, 1, 2, 5, 6].map(|labels| sheet.pages(labels)), [0, 1, 2, 2, 3]);
    }
}
