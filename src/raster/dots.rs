//! Pictures of dots, and how many dots they may have.

use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words};
use crate::units::{Length, Resolution};

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
pub(super) fn sides((width, height): (Length, Length), resolution: Resolution) -> Result<(u32, u32), TooManyDots> {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyDots {
    pub(super) width: Length,
    pub(super) height: Length,
    pub(super) resolution: Resolution,
}

impl InWords for TooManyDots {
    fn in_words(&self) -> Sentence {
        let Self { width, height, resolution } = *self;
        say!(
            "a picture of {width} × {height} has more than {most} dots at {resolution}",
            width,
            height,
            most = MAX_DOTS,
            resolution
        )
    }
}

errors_in_words!(TooManyDots);
