//! Which symbols are knocked out of what lies below them.

use std::sync::Arc;

use super::contrast::Asked;
use super::{Ground, Label, SeenSymbol};
use crate::scene::{Ink, Part, SpotKind};

impl Label<'_> {
    /// Symbols of 100 % K whose ground is not known to be light enough for them, where the material, or white
    /// ink on it, is: of the ink or picture below them they are knocked out.
    #[must_use]
    pub fn on_dark_ground(&self) -> Vec<Arc<Part>> {
        let Some(asked) = Asked::of(self.market) else { return Vec::new() };
        let black = self.symbols().filter(|seen| *self.stock.ink(seen.symbol.ink()) == Ink::BLACK);
        black.filter(|seen| self.is_dark_below(seen, &asked)).map(|seen| seen.mark.item.part.clone()).collect()
    }

    fn is_dark_below(&self, seen: &SeenSymbol<'_>, asked: &Asked<'_>) -> bool {
        let zone = seen.zone();
        let ground = self.ground(&zone, seen.number);
        let is_white = |ink| matches!(self.stock.ink(ink), Ink::Spot { kind: SpotKind::White, .. });
        let layers = ground.layers.iter().copied().filter(|(_, ink)| is_white(*ink)).collect();
        let bare = Ground { layers, ..Ground::default() };
        let is_enough = |ground: &Ground<'_>| {
            let shades = self.ground_shade(&zone, ground).and_then(|under| {
                let symbol = self.ink_shade(seen.symbol.ink(), ground)?;
                Ok((under, symbol))
            });
            shades.is_ok_and(|(under, symbol)| asked.is_met(&under, &symbol))
        };
        is_enough(&bare) && !is_enough(&ground)
    }
}
