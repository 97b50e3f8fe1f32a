//! What is drawn in which pass, and how it lies upon what is there: overprint and blending.

use super::shading;
use crate::scene::{Drawing, Group, Id, Ink, Process, Resources, Stock};

/// What the plates of a document ask of its pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plates {
    /// Whether they are for a press, and not for a printer with dots.
    pub(super) is_press: bool,
    /// Whether overprint changes anything: there is a press, and more than black and the bare material.
    pub(super) overprints: bool,
    /// Whether there are inks of processing steps, each on a layer.
    pub(super) layered: bool,
    /// Whether labels stand on a ground of no ink. On what is half there [`Laid::Through`] would count twice.
    pub(super) grounded: bool,
}

/// Colours come first, then processing steps, white among them: what is painted after white and does not
/// overprint would be knocked out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    Colours,
    Steps,
}

/// How something lies upon what was painted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Laid {
    /// It takes all plates out below it.
    Out,
    /// It leaves the plates alone on which it has nothing.
    Over,
    /// The same, and darkening: readers that know no overprint show what lies below. (Multiply would look alike,
    /// but MuPDF multiplies tints of other separations below by themselves.)
    Through,
}

impl Plates {
    pub(super) fn of(stock: &Stock) -> Self {
        let Stock { page, resources, .. } = stock;
        let is_plain = |ink: &Ink| match ink {
            Ink::Process(process) => *process == Process::BLACK || *process == Process::NONE,
            Ink::Spot { .. } | Ink::Step { .. } => false,
            Ink::Technical | Ink::Varnish => true,
        };
        let is_press = page.device.is_none();
        let layered = is_press && resources.inks.values().any(|ink| ink.step().is_some());
        Self {
            is_press,
            overprints: is_press
                && !(resources.inks.values().all(is_plain)
                    && resources.pictures.values().next().is_none()
                    && resources.gradients.values().next().is_none()),
            layered,
            grounded: layered && resources.groups.values().any(|group| group.is_mixed()),
        }
    }

    /// Whether an ink is painted in a pass.
    pub(super) fn paints(self, ink: &Ink, pass: Pass) -> bool {
        let is_step = self.layered && ink.step().is_some();
        match pass {
            Pass::Colours => ink.process().is_some() && !is_step,
            Pass::Steps => is_step,
        }
    }

    /// Whether something of a drawing is painted in a pass.
    pub(super) fn draws(self, drawing: &Drawing, resources: &Resources, pass: Pass) -> bool {
        let paints = |ink: Id<Ink>| self.paints(resources.inks.get(ink), pass);
        match drawing {
            Drawing::Picture(_) => pass == Pass::Colours,
            Drawing::Shade(shade) => {
                shading::ink_of(resources.gradients.get(shade.gradient), &resources.inks).is_some_and(paints)
            }
            Drawing::Group(grouped) => self.draws_group(resources.groups.get(grouped.group), resources, pass),
            other => other.inks(resources).into_iter().any(paints),
        }
    }

    /// Whether something in a group is painted in a pass. Masks are of colours: no step is seen through them.
    pub(super) fn draws_group(self, group: &Group, resources: &Resources, pass: Pass) -> bool {
        let masks = |mask| self.draws_group(resources.groups.get(mask), resources, pass);
        let is_seen = group.clips.iter().all(|clip| !clip.segments.is_empty());
        is_seen
            && group.items.iter().any(|item| self.draws(&item.drawing, resources, pass))
            && (pass == Pass::Steps || group.mask.is_none_or(masks))
    }
}

impl Laid {
    /// What it is called among the resources of pages.
    pub(super) const ALL: [Laid; 3] = [Laid::Out, Laid::Over, Laid::Through];

    pub(super) fn number(self) -> usize {
        match self {
            Laid::Out => 0,
            Laid::Over => 1,
            Laid::Through => 2,
        }
    }

    /// How an area, a symbol or a text of an ink lies; `slight` is what is no larger area.
    pub(super) fn of_fill(ink: &Ink, slight: bool) -> Self {
        match ink.step() {
            Some(_) => Laid::Through,
            None if slight && *ink == Ink::BLACK => Laid::Over,
            None => Laid::Out,
        }
    }

    /// How a line of an ink lies.
    pub(super) fn of_stroke(ink: &Ink) -> Self {
        match ink {
            Ink::Step { .. } => Laid::Over,
            other => Laid::of_fill(other, true),
        }
    }
}
