//! Pictures of pixels.

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

impl Picture {
    /// The pixel at a column and row: red, green, blue, opacity. Transparent outside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        let at = (y as usize * self.width as usize + x as usize) * 4;
        self.rgba.get(at..at + 4).and_then(|p| p.try_into().ok()).unwrap_or([0; 4])
    }
}
