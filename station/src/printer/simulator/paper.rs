//! What came out.

/// A label that came out of the printer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// The format that is on it, `^XA … ^XZ`; nothing where another host had it printed.
    pub format: Vec<u8>,
    /// Of the graphics that it recalls those that the printer had, as they were sent: name and `~DG…`.
    pub graphics: Vec<(String, Vec<u8>)>,
    /// Whether it was printed to its end.
    pub whole: bool,
    /// Whether it came over our line; another host may print too.
    pub own: bool,
}

impl Paper {
    /// Whether the printer had every graphic that it recalls.
    #[must_use]
    pub fn has_all_graphics(&self) -> bool {
        let text = String::from_utf8_lossy(&self.format);
        let mut recalled = text.split("^XG").skip(1).filter_map(|rest| rest.split(['^', ',']).next());
        recalled.all(|name| self.graphics.iter().any(|(known, _)| known == name))
    }

    /// All that is needed to print it once more: its graphics, and its format.
    #[must_use]
    pub fn alone(&self) -> Vec<u8> {
        let graphics = self.graphics.iter().flat_map(|(_, sent)| [sent.as_slice(), b"\n"]).flatten();
        graphics.chain(&self.format).chain(b"\n").copied().collect()
    }
}
