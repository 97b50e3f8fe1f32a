//! Areas that a reader needs whole, and what parts the blank under them.

use std::sync::Arc;

use super::Label;
use crate::market::{PlacementRule, Reference};
use crate::scene::{Bounds, Linear, SeamKind};
use crate::units::Length;

/// How far thermal printers shift, by practice.
const SHIFT: Length = Length::from_mm(1);

/// A symbol or linear barcode with its quiet zone.
#[derive(Clone, Debug)]
pub struct Reserved<'a> {
    /// The element that shows it.
    pub element: &'a Arc<str>,
    /// Its box with the quiet zone.
    pub zone: Bounds,
    /// What it is, in words.
    pub words: String,
}

/// A fold, perforation, cut or glue area.
#[derive(Clone, Debug)]
pub struct Parting {
    /// Where it is; a line has no width.
    pub bounds: Bounds,
    /// What it is, in words.
    pub words: String,
    /// Whether the blank ends there.
    pub is_cut: bool,
}

impl Label<'_> {
    /// Its box.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds { left: Length::ZERO, top: Length::ZERO, right: self.stock.width, bottom: self.stock.height }
    }

    /// Its Data Matrix symbols with their quiet zones.
    pub fn reserved_symbols(&self) -> impl Iterator<Item = Reserved<'_>> {
        self.symbols().map(|seen| {
            let element = &seen.mark.item.element;
            Reserved { element, zone: seen.zone(1), words: format!("the symbol “{element}” with its quiet zone") }
        })
    }

    /// Its linear barcodes; one whose picture is left out by a condition is not there.
    pub fn linears(&self) -> impl Iterator<Item = &Linear> {
        let is_drawn = |linear: &&Linear| self.marks.iter().any(|mark| mark.item.element == linear.element);
        self.stock.linears.iter().filter(is_drawn)
    }

    /// Its linear barcodes with their quiet zones.
    pub fn reserved_linears(&self) -> impl Iterator<Item = Reserved<'_>> {
        self.linears().map(|linear| Reserved {
            element: &linear.element,
            zone: linear.zone(),
            words: format!("the {} “{}” with its quiet zones", linear.kind, linear.element),
        })
    }

    /// What parts its blank.
    pub fn partings(&self) -> impl Iterator<Item = Parting> {
        let blank = &self.stock.blank;
        let seams = blank.seams.iter().map(|seam| Parting {
            bounds: seam.bounds(),
            words: format!("the {} “{}”", seam.kind, seam.id),
            is_cut: seam.kind == SeamKind::Cut,
        });
        let glue = blank.glue.iter().map(|flap| Parting {
            bounds: flap.bounds,
            words: format!("the glue area “{}”", flap.id),
            is_cut: false,
        });
        seams.chain(glue)
    }

    /// How far a box stands from the nearest edge of the label; negative where it reaches over it.
    #[must_use]
    pub fn to_edge(&self, of: &Bounds) -> Length {
        of.left.min(of.top).min(self.stock.width - of.right).min(self.stock.height - of.bottom)
    }

    /// How far the print may stand from its place: as the template says, or else as printers with
    /// dots do; not known of artwork.
    #[must_use]
    pub fn tolerance(&self) -> Option<Length> {
        self.stock.blank.tolerance.or(self.stock.device.map(|_| SHIFT))
    }

    /// The clause of an act that asks something of the place.
    #[must_use]
    pub fn asks(&self, rule: PlacementRule) -> Option<Reference> {
        let demand = self.market.placement.rules.iter().find(|demand| demand.value == rule);
        demand.map(|demand| demand.origin.reference())
    }

    /// Whether a box keeps to one face; true where no face is declared.
    #[must_use]
    pub fn lies_on_one_face(&self, of: &Bounds) -> bool {
        let mut touched = self.stock.blank.panels.iter().filter(|panel| panel.bounds.overlaps(of)).peekable();
        touched.peek().is_none() || touched.any(|panel| panel.bounds.contains(of))
    }
}
