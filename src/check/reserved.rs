//! Areas that a reader needs whole, and what parts the blank under them.

use std::sync::Arc;

use super::Label;
use super::advice::{Way, way_off};
use crate::market::{PlacementRule, Reference};
use crate::say;
use crate::scene::{Bounds, Course, Linear, LinearKind, Part, Pictured, Point, SeamKind};
use crate::sentence::{Sentence, name, outside};
use crate::units::Length;

/// How far thermal printers shift, by practice.
const SHIFT: Length = Length::from_mm(1);

/// A symbol or linear barcode with its quiet zone.
#[derive(Clone, Debug)]
pub struct Reserved<'a> {
    /// What shows it.
    pub part: &'a Arc<Part>,
    /// Its box with the quiet zone.
    pub zone: Bounds,
    /// The symbology of a linear barcode; `None` of a symbol of square modules.
    pub linear: Option<LinearKind>,
    /// Whether it is a QR symbol.
    pub is_qr: bool,
}

/// The size of a symbol.
#[derive(Clone, Copy, Debug)]
pub(super) struct SizedSymbol<'a> {
    /// What shows it.
    pub(super) part: &'a Arc<Part>,
    /// Its box without quiet zone.
    pub(super) bounds: Bounds,
    /// Its module.
    pub(super) module: Length,
    /// Its box with quiet zone.
    pub(super) zone: Bounds,
    /// Its columns and rows.
    pub(super) modules: (u32, u32),
    /// Its number in the paint order; of a picture, the last.
    pub(super) number: usize,
}

/// A fold, perforation, cut or glue area.
#[derive(Clone, Copy, Debug)]
pub struct Parting<'a> {
    /// The box around it; a level or upright line has no width.
    pub bounds: Bounds,
    /// Where a line runs; `None` of an area.
    pub course: Option<Course>,
    /// What it is.
    pub kind: PartingKind,
    /// Its name in the template.
    pub id: &'a Arc<str>,
}

/// What parts a blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartingKind {
    /// It is folded there.
    Fold,
    /// It is torn there.
    Perforation,
    /// It is cut there, and so ends.
    Cut,
    /// It is glued there, and not seen.
    Glue,
}

/// What a quiet zone may stand too near to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Neighbour<'a> {
    /// The edge of the label.
    Edge,
    /// What parts the blank.
    Parting(Parting<'a>),
    /// The window of an element.
    Window(&'a Arc<str>),
}

impl Label<'_> {
    /// Its box.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds { left: Length::ZERO, top: Length::ZERO, right: self.stock.page.width, bottom: self.stock.page.height }
    }

    /// Its Data Matrix and QR symbols with their quiet zones, those in pictures too.
    pub fn reserved_symbols(&self) -> impl Iterator<Item = Reserved<'_>> {
        let own = self.grids().map(|seen| {
            let part = &seen.mark.item.part;
            Reserved { part, zone: seen.zone(), linear: None, is_qr: seen.is_qr() }
        });
        own.chain(self.pictured().map(|it| Reserved { part: &it.part, zone: it.zone(), linear: None, is_qr: false }))
    }

    /// Its Data Matrix symbols in pictures; one whose picture is left out by a condition is not there.
    pub fn pictured(&self) -> impl Iterator<Item = &Pictured> {
        let is_drawn = |it: &&Pictured| self.marks.iter().any(|mark| mark.item.part.id == it.part.id);
        self.stock.pictured.iter().filter(is_drawn)
    }

    /// What is known of every Data Matrix symbol, be it set here or in a picture.
    pub(super) fn sized(&self) -> impl Iterator<Item = SizedSymbol<'_>> {
        let own = self.symbols().filter(|seen| seen.symbol.size().is_some()).map(|seen| SizedSymbol {
            part: &seen.mark.item.part,
            bounds: seen.mark.bounds,
            module: seen.symbol.module(),
            zone: seen.zone(),
            modules: (seen.symbol.modules().columns(), seen.symbol.modules().rows()),
            number: seen.number,
        });
        own.chain(self.pictured().map(|it| SizedSymbol {
            part: &it.part,
            bounds: it.symbol(),
            module: it.module(),
            zone: it.zone(),
            modules: (it.columns, it.rows),
            number: self.marks.iter().rposition(|mark| mark.item.part.id == it.part.id).unwrap_or_default(),
        }))
    }

    /// Its linear barcodes.
    pub fn linears(&self) -> impl Iterator<Item = &Linear> {
        self.linears.iter()
    }

    /// Its symbols and linear barcodes with their quiet zones.
    pub(super) fn reserved(&self) -> impl Iterator<Item = Reserved<'_>> {
        self.reserved_symbols().chain(self.reserved_linears())
    }

    /// Its linear barcodes with their quiet zones.
    pub fn reserved_linears(&self) -> impl Iterator<Item = Reserved<'_>> {
        self.linears().map(|linear| Reserved {
            part: &linear.part,
            zone: linear.zone(),
            linear: Some(linear.kind),
            is_qr: false,
        })
    }

    /// What parts its blank.
    pub fn partings(&self) -> impl Iterator<Item = Parting<'_>> {
        let blank = &self.stock.blank;
        let seams = blank.seams.iter().map(|seam| {
            let kind = match seam.kind {
                SeamKind::Fold => PartingKind::Fold,
                SeamKind::Perforation => PartingKind::Perforation,
                SeamKind::Cut => PartingKind::Cut,
            };
            Parting { bounds: seam.course.bounds(), course: Some(seam.course), kind, id: &seam.id }
        });
        let glue = blank.glue.iter().map(|flap| Parting {
            bounds: flap.bounds,
            course: None,
            kind: PartingKind::Glue,
            id: &flap.id,
        });
        seams.chain(glue)
    }

    /// How far a box stands from the nearest edge of the label; negative where it reaches over it.
    #[must_use]
    pub fn to_edge(&self, of: &Bounds) -> Length {
        of.left.min(of.top).min(self.stock.page.width - of.right).min(self.stock.page.height - of.bottom)
    }

    /// The edge of the label that is nearest to a box: a line.
    #[must_use]
    pub fn nearest_edge(&self, of: &Bounds) -> Bounds {
        let all = self.bounds();
        let edges = [
            (of.left, Bounds { right: all.left, ..all }),
            (all.right - of.right, Bounds { left: all.right, ..all }),
            (of.top, Bounds { bottom: all.top, ..all }),
            (all.bottom - of.bottom, Bounds { top: all.bottom, ..all }),
        ];
        edges.into_iter().min_by_key(|(gap, _)| *gap).map_or(all, |(_, edge)| edge)
    }

    /// How far the print may stand from its place: as the template says, or else as printers with
    /// dots do; not known of artwork.
    #[must_use]
    pub fn tolerance(&self) -> Option<Length> {
        self.stock.blank.tolerance.or(self.stock.page.device.map(|_| SHIFT))
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
        let mut touched = self.stock.blank.panels.iter().filter(|panel| panel.overlaps(of)).peekable();
        touched.peek().is_none() || touched.any(|panel| panel.contains(of))
    }
}

impl Parting<'_> {
    /// Whether it runs through a box, or an area of it lies there; along an edge it does not.
    #[must_use]
    pub fn crosses(&self, of: &Bounds) -> bool {
        self.course.map_or_else(|| self.bounds.overlaps(of), |course| course.meets(of))
    }

    /// Its distance from a box; zero where it touches it.
    #[must_use]
    pub fn distance(&self, of: &Bounds) -> Length {
        self.course.map_or_else(|| self.bounds.distance(of), |course| course.distance(of))
    }

    /// Whether it crosses a box, or may come to when the print shifts.
    #[must_use]
    pub fn is_within(&self, tolerance: Length, of: &Bounds) -> bool {
        match self.slanted() {
            None => self.bounds.overlaps(&of.grown(tolerance)),
            Some(course) => course.meets(of) || course.distance(of) < tolerance,
        }
    }

    /// Where a box beside it is told to stand off from: of a slanted line or an arc the nearest point.
    #[must_use]
    pub fn facing(&self, of: &Bounds) -> Bounds {
        let nearest = self.slanted().map(|course| course.nearest(of));
        nearest.map_or(self.bounds, |Point { x, y }| Bounds { left: x, top: y, right: x, bottom: y })
    }

    /// The shortest way of a box off it, and how far is enough.
    pub(super) fn way_off(&self, of: &Bounds) -> (Length, Way) {
        let Some(course) = self.slanted() else { return way_off(of, &self.bounds) };
        let all = self.bounds;
        let beside = course.part_in(&Bounds { top: of.top, bottom: of.bottom, ..all }).unwrap_or(all);
        let above = course.part_in(&Bounds { left: of.left, right: of.right, ..all }).unwrap_or(all);
        way_off(of, &Bounds { left: beside.left, right: beside.right, top: above.top, bottom: above.bottom })
    }

    /// Its course, where its box says too little of it.
    pub(super) fn slanted(&self) -> Option<Course> {
        self.course.filter(|course| !course.is_square())
    }
}

impl Reserved<'_> {
    /// How far it stands from something.
    pub(super) fn stands_off(&self, gap: Length, from: &Neighbour<'_>) -> Sentence {
        let element = outside(&self.part.id);
        let it = match self.linear {
            None => say!("the symbol “{element}” with its quiet zone", element),
            Some(kind) => {
                say!("the {kind} “{element}” with its quiet zones", kind = name(kind.to_string()), element)
            }
        };
        match from {
            Neighbour::Edge => say!("{it} stands {gap} from the edge of the label", it, gap),
            Neighbour::Window(id) => say!("{it} stands {gap} from the window “{id}”", it, gap, id = outside(id)),
            Neighbour::Parting(Parting { kind, id, .. }) => {
                let id = outside(id);
                match kind {
                    PartingKind::Fold => say!("{it} stands {gap} from the fold “{id}”", it, gap, id),
                    PartingKind::Perforation => say!("{it} stands {gap} from the perforation “{id}”", it, gap, id),
                    PartingKind::Cut => say!("{it} stands {gap} from the cut “{id}”", it, gap, id),
                    PartingKind::Glue => say!("{it} stands {gap} from the glue area “{id}”", it, gap, id),
                }
            }
        }
    }
}
