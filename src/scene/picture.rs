//! Pictures of pixels.

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

/// A picture of pixels: it has some, and as many as its sides say.
#[derive(Debug)]
pub struct Picture {
    name: String,
    width: u32,
    height: u32,
    pixels: Pixels,
    jpeg: Option<Jpeg>,
}

/// A JPEG file that outputs can carry as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jpeg {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its samples mean when they are decoded.
    pub colours: JpegColours,
}

/// The colours of a JPEG file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JpegColours {
    /// Grey.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk {
        /// Whether the samples are what an ink lacks: so Adobe's programs write them.
        inverted: bool,
    },
}

#[derive(Debug)]
enum Pixels {
    Held(Vec<u8>),
    Packed(Arc<dyn Packed>),
}

/// Pixels in less room than they take, of which they are made anew whenever they are asked for.
pub trait Packed: Debug + Send + Sync {
    /// The pixels, as [`Picture::new`] takes them: each time the same.
    fn rgba(&self) -> Option<Vec<u8>>;
}

/// How colours of screens become process inks on a press.
pub trait Conversion: Debug + Send + Sync {
    /// Cyan, magenta, yellow and black of pixels of red, green, blue and opacity, which is left out; 255 is an ink in
    /// full. `None` where it cannot be told.
    fn cmyk(&self, pixels: &[[u8; 4]]) -> Option<Vec<u8>>;
}

/// Most pixels, so that its sides are numbers of every format.
const MOST: u64 = i32::MAX as u64;

impl Picture {
    /// A picture with its name in messages, its sides in pixels, and its pixels: RGBA, eight bits each, not
    /// premultiplied, rows from the top. Beside it there may be the JPEG file it comes from, which PDF
    /// carries as it is, and SVG in colours that screens have. `None` if a side is 0, there are not as many pixels, or more than 2³¹.
    #[must_use]
    pub fn new(name: String, (width, height): (u32, u32), rgba: Vec<u8>, jpeg: Option<Jpeg>) -> Option<Self> {
        let pixels = u64::from(width) * u64::from(height);
        (pixels > 0 && pixels <= MOST && rgba.len() as u64 == pixels * 4).then_some(Self {
            name,
            width,
            height,
            pixels: Pixels::Held(rgba),
            jpeg,
        })
    }

    /// The same picture, whose pixels are not held but made anew whenever they are asked for.
    #[must_use]
    pub fn packed(self, pixels: Arc<dyn Packed>) -> Self {
        Self { pixels: Pixels::Packed(pixels), ..self }
    }

    /// Its name in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Pixels across and down.
    #[must_use]
    pub fn sides(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Its pixels as bytes, row by row from the top: red, green, blue, opacity.
    ///
    /// # Panics
    /// What was packed cannot be unpacked, as it could when it was: any pixels given instead would be printed.
    /// Jobs end with `INT01`, and write nothing.
    #[must_use]
    #[allow(clippy::panic, reason = "no caller could go on; it is caught where work is guarded and told as INT01")]
    pub fn rgba(&self) -> Cow<'_, [u8]> {
        match &self.pixels {
            Pixels::Held(rgba) => Cow::Borrowed(rgba),
            Pixels::Packed(packed) => match packed.rgba() {
                Some(rgba) if rgba.len() as u64 == u64::from(self.width) * u64::from(self.height) * 4 => rgba.into(),
                _ => panic!("a picture that cannot be unpacked"),
            },
        }
    }

    /// The JPEG file it comes from.
    #[must_use]
    pub fn jpeg(&self) -> Option<&Jpeg> {
        self.jpeg.as_ref()
    }
}
