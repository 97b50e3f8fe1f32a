//! Letters that explain a label: of a font that came along, a line at a time, wherever they are put.

use std::sync::Arc;

use super::shaper::Shaper;
use crate::scene::{Face, Glyph};
use crate::units::Length;
use crate::world::fonts;

/// A font that came along, to write with.
#[derive(Debug)]
pub struct Lettering {
    shaper: Shaper,
}

/// Latin, Greek and Cyrillic end below this character.
const COMMON: char = '\u{530}';

impl Lettering {
    /// A bundled family in a weight; `None` if there is no such family.
    #[must_use]
    pub fn bundled(family: &str, bold: bool) -> Option<Self> {
        let face = Face::new(fonts::bundled(family, bold)?).ok()?;
        Some(Self { shaper: Shaper::new(Arc::new(face), true) })
    }

    /// The font.
    #[must_use]
    pub fn face(&self) -> &Arc<Face> {
        &self.shaper.face
    }

    /// The glyphs of a line of text, and its width. Where the font cannot write
    /// all of it, a question mark stands for each letter that is not Latin, Greek or Cyrillic.
    #[must_use]
    pub fn line(&self, text: &str, size: Length) -> (Vec<Glyph>, Length) {
        let common = |text: &str| text.chars().map(|c| if c < COMMON { c } else { '?' }).collect::<String>();
        let glyphs = self.shaper.shape(text, false).or_else(|_| self.shaper.shape(&common(text), false));
        let glyphs = glyphs.unwrap_or_default();
        let width = self.shaper.width(&glyphs, size, Length::ZERO);
        (glyphs, width)
    }
}
