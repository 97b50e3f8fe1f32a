//! What the page "orders" asks.

use super::Call;

pub(super) const CALLS: &[Call] = &[];
