//! What the page "start" asks.

use super::Call;

pub(super) const CALLS: &[Call] = &[];
