//! Coats: varnish, foil, what is raised or lowered.

use super::{Label, Mark};
use crate::scene::{Bounds, Cover, Drawing, Id, Ink, ProcessingStep};

/// A coat that lies in a box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coat<'a> {
    /// What draws it.
    pub(super) mark: Mark<'a>,
    /// What it is.
    pub(super) step: ProcessingStep,
    /// How much of the box it covers.
    pub(super) cover: Cover,
}

impl Label<'_> {
    /// The coats that lie in a box.
    pub(super) fn coats_in(&self, of: &Bounds) -> Vec<Coat<'_>> {
        let mut found = Vec::new();
        for mark in self.coats.iter().filter(|coat| coat.bounds.overlaps(of)) {
            let mut add = |ink: Id<Ink>, cover: Cover| {
                if let Some(step) = self.coat(ink).filter(|_| cover != Cover::None) {
                    found.push(Coat { mark: *mark, step, cover });
                }
            };
            match &mark.item.drawing {
                Drawing::Path(path) => {
                    path.fill.into_iter().for_each(|ink| add(ink, path.cover(of)));
                    if let Some(stroke) = path.stroke.filter(|stroke| path.stroke_meets(stroke.width, of)) {
                        add(stroke.ink, Cover::Part);
                    }
                }
                Drawing::Text(run) => add(run.ink, Cover::Part),
                Drawing::Symbol(symbol) => add(symbol.ink(), Cover::Part),
                Drawing::Picture(_) => {}
                drawing @ (Drawing::Shade(_) | Drawing::Group(_)) => {
                    drawing.inks(&self.stock.resources).into_iter().for_each(|ink| add(ink, Cover::Part));
                }
            }
        }
        found
    }

    /// Which coat an ink stands for.
    fn coat(&self, ink: Id<Ink>) -> Option<ProcessingStep> {
        match self.stock.ink(ink) {
            Ink::Varnish => Some(ProcessingStep::Varnish),
            Ink::Step { step, .. } => Some(*step).filter(|step| step.is_coat()),
            Ink::Process(_) | Ink::Spot { .. } | Ink::Technical => None,
        }
    }
}
