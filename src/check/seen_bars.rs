//! The bars of a linear barcode as they are seen.

use std::sync::Arc;

use crate::gs1::Gtin;
use crate::scene::{Bounds, LinearKind, Part};
use crate::units::Length;

/// The bars of a linear barcode as they come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenBars {
    /// What shows them.
    pub part: Arc<Part>,
    /// The symbology that the template names.
    pub kind: LinearKind,
    /// The box in which all bars stand side by side.
    pub bounds: Bounds,
    /// Whether they lie: their scan line is upright.
    pub upright: bool,
    /// Digits that they show; `None` where they cannot be read, as those of GS1-128 never are.
    pub digits: Option<Arc<str>>,
    /// How large the pixels were in which they were seen: what measures of them may be off.
    pub pixel: Length,
}

impl SeenBars {
    /// How high the bars are.
    #[must_use]
    pub fn height(&self) -> Length {
        if self.upright { self.bounds.width() } else { self.bounds.height() }
    }

    /// The GTIN that they show.
    #[must_use]
    pub fn gtin(&self) -> Option<Gtin> {
        Gtin::with_leading_zeros(self.digits.as_deref()?).ok()
    }
}

/// Whether two numbers are of one product, at whatever packaging level: indicator and check digit do not count.
pub(super) fn is_one_product(one: &Gtin, other: &Gtin) -> bool {
    let [one, other] = [one.to_string(), other.to_string()];
    one.get(1..13) == other.get(1..13)
}
