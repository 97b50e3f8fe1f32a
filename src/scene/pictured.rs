//! Data Matrix symbols on imported pictures.

use std::sync::Arc;

use super::{Bounds, Part};
use crate::units::Length;

/// A Data Matrix symbol on an imported picture: its modules are told, and not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    /// The picture that shows it.
    pub part: Arc<Part>,
    /// The box of its modules, or of modules and quiet zone (see `zoned`), as it is printed.
    pub bounds: Bounds,
    /// Its columns on the label, after turning.
    pub columns: u32,
    /// Its rows on the label, after turning.
    pub rows: u32,
    /// Whether the picture holds the quiet zone, one module on each side.
    pub zoned: bool,
}

impl Pictured {
    /// Width and height of a module, to the nearest EMU.
    #[must_use]
    pub fn cell(&self) -> (Length, Length) {
        let more = if self.zoned { 2 } else { 0 };
        let side = |length: Length, modules: u32| length.scale(1, (i64::from(modules) + more).max(1));
        (side(self.bounds.width(), self.columns), side(self.bounds.height(), self.rows))
    }

    /// Its module (X-dimension): the lesser of width and height.
    #[must_use]
    pub fn module(&self) -> Length {
        let (width, height) = self.cell();
        width.min(height)
    }

    /// The box of its modules without quiet zone.
    #[must_use]
    pub fn symbol(&self) -> Bounds {
        if self.zoned { self.grown(-1) } else { self.bounds }
    }

    /// The box of its modules with the quiet zone, one module on each side (ISO/IEC 16022).
    #[must_use]
    pub fn zone(&self) -> Bounds {
        if self.zoned { self.bounds } else { self.grown(1) }
    }

    fn grown(&self, by: i64) -> Bounds {
        let ((width, height), Bounds { left, top, right, bottom }) = (self.cell(), self.bounds);
        Bounds {
            left: left - width * by,
            top: top - height * by,
            right: right + width * by,
            bottom: bottom + height * by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::scene::Role;

    #[test]
    fn modules_are_told_by_the_box_with_or_without_quiet_zone() {
        let part = Part::new("it", Role::Art, Place::Nowhere);
        let of = |bounds, zoned| Pictured { part: part.clone(), bounds, columns: 18, rows: 8, zoned };
        let bare = of(Bounds::mm(10, 10, 28, 18), false);
        assert_eq!(bare.module(), Length::from_mm(1));
        assert_eq!((bare.symbol(), bare.zone()), (Bounds::mm(10, 10, 28, 18), Bounds::mm(9, 9, 29, 19)));
        let zoned = of(Bounds::mm(10, 10, 30, 20), true);
        assert_eq!(zoned.module(), Length::from_mm(1));
        assert_eq!((zoned.symbol(), zoned.zone()), (Bounds::mm(11, 11, 29, 19), Bounds::mm(10, 10, 30, 20)));
        assert_eq!(of(Bounds::mm(0, 0, 36, 8), false).cell(), (Length::from_mm(2), Length::from_mm(1)));
    }
}
