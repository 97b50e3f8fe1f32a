//! How pages are moved and scaled to meet the paper.

use super::operators::Operators;
use crate::render::Deflater;
use crate::units::{Length, Scale};

/// How a page is scaled from its top left corner and then moved, so that what a printer shifts and stretches
/// comes out where it belongs. By default it is neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// How far it is moved to the right.
    pub right: Length,
    /// How far it is moved down.
    pub down: Length,
    /// How much wider it is.
    pub across: Scale,
    /// How much higher it is.
    pub along: Scale,
}

impl Fit {
    /// Whether pages stay as they are.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// The content that every page of a height begins with (ISO 32000-1, 8.4.4: `cm`), deflated.
    pub(super) fn content(&self, height: Length) -> Vec<u8> {
        let part = |scale: Scale| (f64::from(scale.millionths()) / 1e6) as f32;
        let mut deflater = Deflater::default();
        let mut page = Operators { out: &mut deflater };
        // y grows from the bottom of the page.
        let up = height - height.scale(i64::from(self.along.millionths()), 1_000_000) - self.down;
        page.number(part(self.across)).whole(0).whole(0).number(part(self.along));
        page.length(self.right).length(up).op("cm");
        deflater.finish()
    }
}
