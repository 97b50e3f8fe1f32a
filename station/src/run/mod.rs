//! A job from its codes to paper: it begins in the ledger, and each label is claimed there before it leaves.

mod asked;
mod begin;
mod control;
mod digest;
mod file;
mod find;
mod flight;
mod keeping;
mod labels;
mod line;
mod odometer;
mod pace;
mod printing;
mod proved;
mod remember;
mod scanned;
mod settings;
mod sheets;
mod spooled;
mod store;
mod tray;
mod verify;
mod work;

use quietzone::world::World;

use crate::ledger::{Answer, Operation, Trouble};

pub use begin::{Begun, begin, known_units};
pub use control::control_list;
pub use file::{print_file, reconcile};
pub use find::find;
pub use line::{Printer, print_line};
pub use pace::Pace;
pub use printing::{How, fitted, print};
pub use proved::prove_and_keep;
pub use remember::remember;
pub use settings::design;
pub use sheets::{Pile, print_sheets};
pub use spooled::{Queued, print_queued};
pub use store::{OnDisk, Store};
pub use tray::{InFolder, Standing, Tray};
pub use verify::{Checklist, Scan};
pub use work::{Ended, Why, Work};

pub use crate::progress::Progress;

/// Has the ledger do an operation, and asks again with the same id where an answer was lost: it does nothing twice.
fn done<T>(world: &World, mut ask: impl FnMut(Operation) -> Answer<T>) -> Answer<T> {
    /// More would not help.
    const TIMES: usize = 3;
    let op = Operation::new(world)?;
    for _ in 1..TIMES {
        match ask(op) {
            Err(Trouble::Lost(_)) => {}
            answered => return answered,
        }
    }
    ask(op)
}
