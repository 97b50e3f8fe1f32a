//! The waist: what is drawn, in absolute positions.
//!
//! After layout nothing is measured, wrapped or decided any more. The origin is the top left
//! corner of the label, y grows downwards, and every length is whole EMU. A symbol is still a
//! symbol here, text is shaped glyphs with the text they came from, and colour is a named ink.

mod blank;
mod bounds;
mod cover;
mod face;
mod ink;
mod moved;
mod path;
mod sheet;
mod symbol;

use std::sync::Arc;

use crate::units::{Length, Resolution};

pub use blank::{Applied, Blank, Flap, Linear, LinearKind, Panel, Seam, SeamKind, Substrate, Window};
pub use bounds::Bounds;
pub use cover::Cover;
pub use face::{Extent, Face, FaceError, OutlinePen, PRIVATE_CIDS};
pub use ink::{Ink, InkError, Process, SpotKind};
pub use path::{Path, Segment, Stroke};
pub use sheet::{Bar, Sheet, Slot};
pub use symbol::Symbol;

/// A point on the label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// From the left edge.
    pub x: Length,
    /// From the top edge.
    pub y: Length,
}

/// A rotation by quarter turns, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// Upright.
    #[default]
    None,
    /// A quarter turn clockwise.
    Quarter,
    /// Upside down.
    Half,
    /// A quarter turn anticlockwise.
    ThreeQuarters,
}

impl Turn {
    /// The four turns in order of their angle: 0°, 90°, 180°, 270°.
    pub const ALL: [Turn; 4] = [Turn::None, Turn::Quarter, Turn::Half, Turn::ThreeQuarters];

    /// An offset from a pivot, turned about it.
    #[must_use]
    pub fn apply(self, x: Length, y: Length) -> (Length, Length) {
        match self {
            Turn::None => (x, y),
            Turn::Quarter => (-y, x),
            Turn::Half => (-x, -y),
            Turn::ThreeQuarters => (y, -x),
        }
    }

    /// Cosine and sine.
    #[must_use]
    pub fn cos_sin(self) -> (i8, i8) {
        match self {
            Turn::None => (1, 0),
            Turn::Quarter => (0, 1),
            Turn::Half => (-1, 0),
            Turn::ThreeQuarters => (0, -1),
        }
    }

    /// Whether width and height change places.
    #[must_use]
    pub fn swaps(self) -> bool {
        matches!(self, Turn::Quarter | Turn::ThreeQuarters)
    }
}

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

/// One label: fixed runs and its own items, in paint order.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Bottom first.
    pub layers: Vec<Layer>,
}

impl Scene {
    /// The items of this label alone.
    pub fn own(&self) -> impl Iterator<Item = &Item> {
        let own = self.layers.iter().map(|layer| match layer {
            Layer::Own(items) => items.as_slice(),
            Layer::Fixed(_) => &[],
        });
        own.flatten()
    }
}

/// A stretch of the paint order.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A run of [`Stock::fixed`], by its number.
    Fixed(usize),
    /// Items of this label alone.
    Own(Vec<Item>),
}

/// One thing drawn.
#[derive(Clone, Debug)]
pub struct Item {
    /// The template element that made it.
    pub element: Arc<str>,
    /// What it is.
    pub drawing: Drawing,
}

/// The whole vocabulary of a drawing.
#[derive(Clone, Debug)]
pub enum Drawing {
    /// Lines and curves, filled or stroked.
    Path(Path),
    /// Shaped text.
    Text(GlyphRun),
    /// A barcode symbol.
    Symbol(Symbol),
    /// Pixels.
    Picture(Placed),
}

/// A line of text, shaped.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The font, by its number in the stock.
    pub face: usize,
    /// Font size (the em).
    pub size: Length,
    /// Extra space behind every glyph.
    pub letter_spacing: Length,
    /// Where the baseline begins.
    pub origin: Point,
    /// Direction of the baseline.
    pub turn: Turn,
    /// The ink, by its number in the stock.
    pub ink: usize,
    /// The text it was made from.
    pub text: Box<str>,
    /// The glyphs in visual order.
    pub glyphs: Vec<Glyph>,
}

/// One glyph; measures are in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u16,
    /// Its number in PDF page streams: the code point of a character's nominal glyph, else one
    /// of [`PRIVATE_CIDS`].
    pub cid: u16,
    /// How far the pen moves.
    pub advance: i32,
    /// Offset to the right.
    pub x_offset: i32,
    /// Offset upwards.
    pub y_offset: i32,
    /// First byte of the text it stands for.
    pub cluster: u32,
}

/// A picture of pixels.
#[derive(Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its name in messages.
    pub name: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// RGBA, eight bits each, not premultiplied, rows from the top.
    pub rgba: Vec<u8>,
    /// The original JPEG file, which PDF can carry as it is.
    pub jpeg: Option<Vec<u8>>,
}

/// A picture in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The picture, by its number in the stock.
    pub picture: usize,
    /// Its top left corner before turning.
    pub origin: Point,
    /// Its width before turning.
    pub width: Length,
    /// Its height before turning.
    pub height: Length,
    /// Turned about the origin.
    pub turn: Turn,
}

impl Picture {
    /// The pixel at a column and row: red, green, blue, opacity. Transparent outside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        let at = (y as usize * self.width as usize + x as usize) * 4;
        self.rgba.get(at..at + 4).and_then(|p| p.try_into().ok()).unwrap_or([0; 4])
    }
}
