//! What all labels of a job share.

use std::sync::Arc;

use super::{
    ArtLayer, Blank, Bounds, Conversion, Each, Face, FixedRun, Gradient, Group, Id, IdleLine, Ids, Ink, Item, Linear,
    Part, Picture, Pictured, Point, ScreenColours, Sheet, Slot,
};
use crate::units::{Length, Resolution};

/// What all labels of a job share.
#[derive(Clone, Debug)]
pub struct Stock {
    /// Its size and device, and the sheet it stands on.
    pub page: Page,
    /// What items refer to.
    pub resources: Resources,
    /// What it is printed on, how it is cut and folded: nothing of it is drawn.
    pub blank: Blank,
    /// Maximal runs of items that are the same on every label.
    pub fixed: Ids<FixedRun>,
    /// Linear barcodes on pictures.
    pub linears: Vec<Linear>,
    /// Symbols that are knocked out of a ground that is not known to be light enough for them.
    pub patched: Vec<Arc<Part>>,
    /// Data Matrix symbols on pictures.
    pub pictured: Vec<Pictured>,
    /// Colours of drawings that nothing says how to print, a drawing each.
    pub screen_colours: Vec<ScreenColours>,
    /// What is said of colours that no drawing has.
    pub idle_lines: Vec<IdleLine>,
    /// What shows the code; there stands what is found of the code itself.
    pub code: Option<Arc<Part>>,
}

/// The size of a label, and what it is printed by.
#[derive(Clone, Debug)]
pub struct Page {
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
    /// Strips beyond the edges of artwork that are printed and trimmed off, where they are stated.
    pub bleed: Option<Margins>,
    /// What stands around an artwork for whoever prints and cuts it.
    pub surround: Option<Surround>,
}

/// What stands beyond the bleed of an artwork: marks and the slug line, the same on every page.
#[derive(Clone, Debug)]
pub struct Surround {
    /// The whole page (PDF's MediaBox), from the top left corner of the label.
    pub media: Bounds,
    /// What is drawn there.
    pub items: Vec<Item>,
}

/// The fonts, inks and pictures that items refer to by their ids.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    /// Fonts.
    pub faces: Each<Face, Arc<Face>>,
    /// Inks.
    pub inks: Ids<Ink>,
    /// Pictures of pixels.
    pub pictures: Each<Picture, Arc<Picture>>,
    /// How their colours are printed, where that is known.
    pub press: Option<Arc<dyn Conversion>>,
    /// Gradients.
    pub gradients: Each<Gradient, Arc<Gradient>>,
    /// Drawings that are seen as one; one in another comes before it.
    pub groups: Each<Group, Arc<Group>>,
    /// Layers of drawings.
    pub layers: Ids<ArtLayer>,
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

impl Page {
    /// A label of press artwork; pictures of it have the dots of `preview`.
    #[must_use]
    pub fn artwork(width: Length, height: Length, preview: Resolution) -> Self {
        let margins = Margins::default();
        Self { width, height, device: None, preview, sheet: None, margins, bleed: None, surround: None }
    }

    /// A label of a printer with whole dots.
    #[must_use]
    pub fn printed(width: Length, height: Length, device: Resolution) -> Self {
        Self { device: Some(device), ..Self::artwork(width, height, device) }
    }

    /// Width and height of what comes out: the sheet's, or the label's with what stands around it.
    #[must_use]
    pub fn size(&self) -> (Length, Length) {
        let alone = self.media();
        self.sheet.as_ref().map_or((alone.width(), alone.height()), |sheet| (sheet.width, sheet.height))
    }

    /// The label as it is cut, from its top left corner: PDF's TrimBox.
    #[must_use]
    pub fn trim(&self) -> Bounds {
        Bounds { left: Length::ZERO, top: Length::ZERO, right: self.width, bottom: self.height }
    }

    /// The label with its bleed: PDF's BleedBox.
    #[must_use]
    pub fn bled(&self) -> Bounds {
        let Margins { left, top, right, bottom } = self.bleed.unwrap_or_default();
        Bounds { left: -left, top: -top, right: self.width + right, bottom: self.height + bottom }
    }

    /// The page of a label that stands alone: PDF's MediaBox.
    #[must_use]
    pub fn media(&self) -> Bounds {
        self.surround.as_ref().map_or_else(|| self.bled(), |surround| surround.media)
    }

    /// The dots a picture of the label has: the device's own, or the preview's.
    #[must_use]
    pub fn dots(&self) -> Resolution {
        self.device.unwrap_or(self.preview)
    }
}

impl Stock {
    /// What is drawn of labels that have nothing in common yet.
    #[must_use]
    pub fn new(page: Page, resources: Resources, blank: Blank) -> Self {
        Self {
            page,
            resources,
            blank,
            fixed: Ids::new(),
            linears: Vec::new(),
            patched: Vec::new(),
            pictured: Vec::new(),
            screen_colours: Vec::new(),
            idle_lines: Vec::new(),
            code: None,
        }
    }

    /// Where the label with a number (from 0) stands.
    #[must_use]
    pub fn slot(&self, label: u64) -> Slot {
        match &self.page.sheet {
            Some(sheet) => sheet.slot(label),
            None => {
                let media = self.page.media();
                Slot { page: label, place: 0, last: true, corner: Point { x: -media.left, y: -media.top } }
            }
        }
    }

    /// Labels on a page.
    #[must_use]
    pub fn places(&self) -> usize {
        self.page.sheet.as_ref().map_or(1, |sheet| sheet.places.len())
    }

    /// What modules are whole steps of: the dots of the device, or the pixels of the plate of artwork.
    #[must_use]
    pub fn grid(&self) -> Option<Resolution> {
        self.page.device.or(self.blank.plate)
    }

    /// An ink.
    #[must_use]
    #[track_caller]
    pub fn ink(&self, ink: Id<Ink>) -> &Ink {
        self.resources.inks.get(ink)
    }
}
