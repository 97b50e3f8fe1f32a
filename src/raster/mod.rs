//! Scenes as dots: what PNG files show, and what a thermal printer puts on paper.
//!
//! On a device with dots nothing is anti-aliased and a symbol's modules are whole dots.
//! Artwork has no dots of its own; its pictures are anti-aliased at the preview's resolution.

mod area;
mod dots;
mod glyphs;
mod line;
mod page;
mod paint;
mod painter;
mod patch;

pub use area::{PixelArea, Run};
pub use dots::{Dots, MAX_DOTS, Raster, TooManyDots};
pub use paint::is_dark;
pub use painter::Painter;
pub use patch::{Layer, Patch};
