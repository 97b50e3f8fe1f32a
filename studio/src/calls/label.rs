//! What the page "label" asks.

use super::Call;

pub(super) const CALLS: &[Call] = &[];
