//! What a drawing has that cannot be drawn with inks.

use crate::say;
use crate::sentence::{Sentence, outside};

/// What cannot be drawn with inks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undrawable {
    Transparency,
    ClippingPath,
    Mask,
    Filter,
    DashedLine,
    Gradient,
    Pattern,
}

impl Undrawable {
    /// That the element of an id has it; the id is empty where the element has none.
    pub(super) fn on(self, id: &str) -> Sentence {
        if id.is_empty() {
            return match self {
                Undrawable::Transparency => say!("transparency"),
                Undrawable::ClippingPath => say!("a clipping path"),
                Undrawable::Mask => say!("a mask"),
                Undrawable::Filter => say!("a filter"),
                Undrawable::DashedLine => say!("a dashed line"),
                Undrawable::Gradient => say!("a gradient"),
                Undrawable::Pattern => say!("a pattern"),
            };
        }
        let id = outside(id);
        match self {
            Undrawable::Transparency => say!("transparency on “{id}”", id),
            Undrawable::ClippingPath => say!("a clipping path on “{id}”", id),
            Undrawable::Mask => say!("a mask on “{id}”", id),
            Undrawable::Filter => say!("a filter on “{id}”", id),
            Undrawable::DashedLine => say!("a dashed line on “{id}”", id),
            Undrawable::Gradient => say!("a gradient on “{id}”", id),
            Undrawable::Pattern => say!("a pattern on “{id}”", id),
        }
    }
}
