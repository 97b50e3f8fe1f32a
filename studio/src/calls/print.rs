//! What the page "print" asks.

use super::Call;

pub(super) const CALLS: &[Call] = &[];
