//! The waist: what is drawn, in absolute positions.
//!
//! After layout nothing is measured, wrapped or decided any more. The origin is the top left
//! corner of the label, y grows downwards, and every length is whole EMU. A symbol is still a
//! symbol here, text is shaped glyphs with the text they came from, and colour is a named ink.
//!
//! ```
//! use quietzone::scene::{Blank, Ink, Page, Resources, Stock};
//! use quietzone::units::{Length, Resolution};
//!
//! let mut resources = Resources::default();
//! let black = resources.inks.push(Ink::BLACK);
//! let page = Page::artwork(Length::from_mm(60), Length::from_mm(40), Resolution::from_dpi(300)?);
//! let stock = Stock::new(page, resources, Blank::default());
//! assert!(*stock.resources.inks.get(black) == Ink::BLACK);
//! # Ok::<(), quietzone::units::UnitError>(())
//! ```

mod angle;
mod blank;
mod bounds;
mod course;
mod cover;
mod drawing;
mod extent;
mod face;
mod faces;
mod ids;
mod ink;
mod ink_text;
mod likeness;
mod mixing;
mod outline;
mod part;
mod parts;
mod path;
mod picture;
mod pictured;
mod placed;
mod plates;
mod point;
mod ramp;
mod screen_colours;
mod shade;
mod sheet;
mod step;
mod stock;
mod symbol;

pub use crate::symbol::LinearKind;
pub use angle::Angle;
pub use blank::{Applied, Blank, Flap, Linear, Panel, PressStock, Seam, SeamKind, Substrate, Window};
pub use bounds::Bounds;
pub use course::{Bend, Course, Hand};
pub use cover::Cover;
pub use drawing::{Drawing, FixedRun, Glyph, GlyphRun, Group, Grouped, Item, Layer, Scene};
pub use face::{Extent, Face, FaceError, OutlinePen, PRIVATE_CIDS};
pub use faces::faces;
pub use ids::{Each, Id, Ids};
pub use ink::{Ink, Process, Separation, SpotKind};
pub use ink_text::InkError;
pub use likeness::{Likeness, stretches};
pub use mixing::{ArtLayer, Blend, Clip, Opacity};
pub use outline::Outline;
pub use part::{Part, Role};
pub use path::{Path, Segment, Stroke};
pub use picture::{Conversion, Jpeg, JpegColours, Packed, Picture};
pub use pictured::Pictured;
pub use placed::Placed;
pub use point::{Point, Turn};
pub use ramp::RampStop;
pub use screen_colours::{IdleLine, ScreenColours};
pub use shade::{Affine, Gradient, GradientShape, GradientStop, Shade};
pub use sheet::{Bar, Sheet, Slot};
pub use step::ProcessingStep;
pub use stock::{Margins, Page, Resources, Stock, Surround};
pub use symbol::{Quiet, Stand, Symbol, Symbology};
