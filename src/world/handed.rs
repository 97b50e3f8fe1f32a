//! The outside as it is handed in.

use std::sync::Arc;

use super::machine::Machine;
use super::outside::Outside;

/// The outside that work is done in: the machine, if nothing else is said.
#[derive(Clone, Debug)]
pub struct World(Arc<dyn Outside>);

impl World {
    /// Another outside than the machine.
    pub fn of(outside: impl Outside + 'static) -> Self {
        Self(Arc::new(outside))
    }
}

impl Default for World {
    fn default() -> Self {
        Self(Arc::new(Machine))
    }
}

impl std::ops::Deref for World {
    type Target = dyn Outside;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}
