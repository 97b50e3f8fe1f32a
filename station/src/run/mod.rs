//! A job from its codes to paper: it begins in the ledger, and each label is claimed there before it leaves.

mod asked;
mod begin;
mod file;
mod flight;
mod keeping;
mod line;
mod odometer;
mod remember;
mod settings;
mod store;
mod work;

use crate::ledger::{Answer, Trouble};

pub use begin::{Begun, begin, known_units};
pub use file::{print_file, reconcile};
pub use line::{Pace, Printer, print_line};
pub use remember::remember;
pub use store::{OnDisk, Store};
pub use work::{Ended, Progress, Why, Work};

/// Asks the ledger again with the same id where an answer was lost: it does nothing twice.
fn again<T>(mut ask: impl FnMut() -> Answer<T>) -> Answer<T> {
    /// More would not help.
    const TIMES: usize = 3;
    for _ in 1..TIMES {
        match ask() {
            Err(Trouble::Lost(_)) => {}
            answered => return answered,
        }
    }
    ask()
}
