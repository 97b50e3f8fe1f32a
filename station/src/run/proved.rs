//! A printer is tested, and what it has shown is kept.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::world::World;

use crate::ledger::Ledger;
use crate::printer::{Patience, Profile, Profiles, Shown, Step, Waits, Ways, prove};

/// Tests a printer, and keeps what it has shown; `open` reads the printers when the test is over.
///
/// # Errors
/// As [`prove`](crate::printer::prove); the inner one, that what was shown cannot be kept.
pub fn prove_and_keep(
    ledger: &dyn Ledger,
    world: &World,
    printer: &Profile,
    open: impl FnOnce() -> Result<Profiles, Vec<Diagnostic>>,
    tell: &mut dyn FnMut(Step),
) -> Result<(Shown, Result<(), Failure>), Failure> {
    let shown = prove(printer, &Ways, Waits::default(), Patience::default(), tell)?;
    let is_kept =
        open().map_err(Failure).and_then(|mut printers| Ok(printers.prove(printer, shown.proof(world.now()))?));
    if let Some(counted) = shown.odometer.1 {
        // Labels of a test are none that somebody else printed.
        let id = shown.identity.id.clone().unwrap_or_default();
        super::done(world, |op| ledger.keep_odometer(op, &printer.name, &id, counted))?;
    }
    Ok((shown, is_kept))
}
