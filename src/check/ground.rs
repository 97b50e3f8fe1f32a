//! What lies under a box of the label, and what comes into it.

use super::{Label, Mark};
use crate::scene::{Bounds, Cover};

/// What is printed in a box.
#[derive(Clone, Debug, Default)]
pub struct Ground<'a> {
    /// The inks that cover all of it, the uppermost first; under the last lies the blank.
    pub layers: Vec<(Mark<'a>, usize)>,
    /// What is painted later and reaches into it.
    pub over: Vec<Mark<'a>>,
    /// What is painted earlier, reaches into a part of it and is not hidden by a layer.
    pub under: Vec<Mark<'a>>,
}

impl Label<'_> {
    /// What is printed in a box, seen from a place in the paint order: marks with a greater number
    /// are over it. A path of one ink under the whole box is a layer of its ground; what lies below
    /// such a layer is hidden.
    #[must_use]
    pub fn ground(&self, area: &Bounds, number: usize) -> Ground<'_> {
        let mut ground = Ground::default();
        for (at, mark) in self.marks.iter().enumerate().rev() {
            if at == number {
                continue;
            }
            match (mark.cover(area, self.stock), mark.path().and_then(|path| path.fill)) {
                (Cover::None, _) => {}
                (_, _) if at > number => ground.over.push(*mark),
                (Cover::Whole, Some(ink)) => ground.layers.push((*mark, ink)),
                _ if ground.layers.is_empty() => ground.under.push(*mark),
                _ => {}
            }
        }
        ground
    }
}
