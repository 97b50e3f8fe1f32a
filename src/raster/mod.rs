//! Scenes as dots: what PNG files show, and what a thermal printer puts on paper.
//!
//! On a device with dots nothing is anti-aliased and a symbol's modules are whole dots.
//! Artwork has no dots of its own; its pictures are anti-aliased at the preview's resolution.

mod area;
mod line;
mod page;
mod paint;
mod patch;

use crate::units::{Length, Resolution};

pub use area::{PixelArea, Run};
pub use paint::{Painter, is_dark};
pub use patch::{Layer, Patch};

/// Most dots of a picture.
pub const MAX_DOTS: i64 = 100_000_000;

/// A picture of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
    /// The size of a dot.
    pub resolution: Resolution,
    /// The dots.
    pub dots: Dots,
}

/// Dots across and down of something of a size: at least one each.
fn sides((width, height): (Length, Length), resolution: Resolution) -> Result<(u32, u32), TooManyDots> {
    let (across, down) = (resolution.nearest(width).max(1), resolution.nearest(height).max(1));
    let sides = u32::try_from(across).ok().zip(u32::try_from(down).ok());
    sides.filter(|_| across.saturating_mul(down) <= MAX_DOTS).ok_or(TooManyDots { width, height, resolution })
}

/// The dots of a picture, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dots {
    /// One bit a dot, eight to a byte, the leftmost highest, rows padded to whole bytes;
    /// 1 is light, as PNG wants it.
    OneBit(Vec<u8>),
    /// Red, green, blue, a byte each.
    Rgb(Vec<u8>),
}

/// The label would have too many dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a picture of {width} × {height} has more than {MAX_DOTS} dots at {resolution}")]
pub struct TooManyDots {
    width: Length,
    height: Length,
    resolution: Resolution,
}
