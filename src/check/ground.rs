//! What lies under a box of the label, and what comes into it.

use super::{Label, Mark, SeenSymbol};
use crate::scene::{Bounds, Cover, Id, Ink, Stock};
use crate::units::Length;

/// What is printed in a box.
#[derive(Clone, Debug, Default)]
pub struct Ground<'a> {
    /// The inks that cover all of it, the uppermost first; under the last lies the blank.
    pub layers: Vec<(Mark<'a>, Id<Ink>)>,
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

impl Mark<'_> {
    /// How far it stands off a symbol; `None` where it reaches under or over it. A path has
    /// its distance by what is drawn and not by its box: a frame goes around the symbol.
    pub(super) fn gap(&self, seen: &SeenSymbol<'_>, stock: &Stock) -> Option<Length> {
        let symbol = &seen.mark.bounds;
        let boxes = symbol.gap(&self.bounds);
        if self.path().is_none() {
            return (boxes >= Length::ZERO).then_some(boxes);
        }
        let is_clear = |gap: i64| self.cover(&symbol.grown(Length::from_emu(gap)), stock) == Cover::None;
        // Clear of the first, not of the second.
        let (mut clear, mut met) = (0, symbol.width().max(symbol.height()).emu().max(1));
        if !is_clear(clear) {
            return None;
        }
        if is_clear(met) {
            return Some(boxes.max(Length::from_emu(met)));
        }
        while met - clear > 1 {
            let middle = clear.midpoint(met);
            if is_clear(middle) { clear = middle } else { met = middle }
        }
        Some(Length::from_emu(clear).max(boxes))
    }
}
