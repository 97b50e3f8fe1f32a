//! What all labels of a job share.

use std::sync::Arc;

use super::{Blank, Face, Ink, Item, Linear, Picture, Point, Sheet, Slot, Window};
use crate::units::{Length, Resolution};

/// What all labels of a job share: the blank label, what is printed the same on each, and the
/// fonts, inks and pictures that items refer to by number.
#[derive(Clone, Debug)]
pub struct Stock {
    /// Width of the label.
    pub width: Length,
    /// Height of the label.
    pub height: Length,
    /// The device's dots; `None` for press artwork.
    pub device: Option<Resolution>,
    /// The resolution of pictures to look at, when the device has no dots.
    pub preview: Resolution,
    /// The sheet that carries the labels; `None` when a page is a label.
    pub sheet: Option<Sheet>,
    /// Strips along the label's edges that cannot be printed on every place of the sheet.
    pub margins: Margins,
    /// Maximal runs of items that are the same on every label.
    pub fixed: Vec<Vec<Item>>,
    /// Fonts.
    pub faces: Vec<Arc<Face>>,
    /// Inks.
    pub inks: Vec<Ink>,
    /// Pictures of pixels.
    pub pictures: Vec<Arc<Picture>>,
    /// What it is printed on, how it is cut and folded.
    pub blank: Blank,
    /// Places kept empty for codes that come later.
    pub windows: Vec<Window>,
    /// Linear barcodes on pictures.
    pub linears: Vec<Linear>,
}

/// Strips along the edges of a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Margins {
    /// Along the left edge.
    pub left: Length,
    /// Along the top edge.
    pub top: Length,
    /// Along the right edge.
    pub right: Length,
    /// Along the bottom edge.
    pub bottom: Length,
}

impl Stock {
    /// Width and height of a page: the sheet's, or the label's.
    #[must_use]
    pub fn page(&self) -> (Length, Length) {
        self.sheet.as_ref().map_or((self.width, self.height), |sheet| (sheet.width, sheet.height))
    }

    /// Where the label with a number (from 0) stands.
    #[must_use]
    pub fn slot(&self, label: u64) -> Slot {
        let alone = Slot { page: label, place: 0, last: true, corner: Point::default() };
        self.sheet.as_ref().map_or(alone, |sheet| sheet.slot(label))
    }

    /// Labels on a page.
    #[must_use]
    pub fn places(&self) -> usize {
        self.sheet.as_ref().map_or(1, |sheet| sheet.places.len())
    }

    /// An ink by its number.
    #[must_use]
    pub fn ink(&self, number: usize) -> &Ink {
        self.inks.get(number).unwrap_or(&Ink::BLACK)
    }

    /// The dots a picture of the label has: the device's own, or the preview's.
    #[must_use]
    pub fn dots(&self) -> Resolution {
        self.device.unwrap_or(self.preview)
    }
}
