//! Pictures of pixels.

/// A picture of pixels: it has some, and as many as its sides say.
#[derive(Debug, PartialEq, Eq)]
pub struct Picture {
    name: String,
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    jpeg: Option<Vec<u8>>,
}

/// Most pixels, so that its sides are numbers of every format.
const MOST: u64 = i32::MAX as u64;

impl Picture {
    /// A picture with its name in messages, its sides in pixels, and its pixels: RGBA, eight bits each, not
    /// premultiplied, rows from the top. Beside it there may be the JPEG file it comes from, which PDF and
    /// SVG carry as it is. `None` if a side is 0, there are not as many pixels, or more than 2³¹.
    #[must_use]
    pub fn new(name: String, (width, height): (u32, u32), rgba: Vec<u8>, jpeg: Option<Vec<u8>>) -> Option<Self> {
        let pixels = u64::from(width) * u64::from(height);
        (pixels > 0 && pixels <= MOST && rgba.len() as u64 == pixels * 4).then_some(Self {
            name,
            width,
            height,
            rgba,
            jpeg,
        })
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

    /// Its pixels, row by row from the top: red, green, blue, opacity.
    pub fn pixels(&self) -> impl Iterator<Item = [u8; 4]> {
        self.rgba.as_chunks::<4>().0.iter().copied()
    }

    /// Its pixels as bytes.
    #[must_use]
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    /// The JPEG file it comes from.
    #[must_use]
    pub fn jpeg(&self) -> Option<&[u8]> {
        self.jpeg.as_deref()
    }
}
