//! Codes that were wiped are given back, to print a label once more.

use quietzone::batch::{Failure, Watch};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, Label, Outlet, Own, Part, Refusal, Request, run_to};
use quietzone::world::World;

use super::begin::kind;
use super::keeping::Keeping;
use super::settings;
use crate::ledger::{JobId, Kept, Ledger};

/// Owns in one transaction.
const CHUNK: usize = 2000;

/// Takes the codes of a request's data for labels of a job whose codes were wiped, where they are what they
/// were; tells how many.
///
/// # Errors
/// The data cannot be read or is not fit; the ledger cannot be written.
pub fn remember(
    ledger: &dyn Ledger,
    world: &World,
    job: JobId,
    given: Request,
    watch: &dyn Watch,
) -> Result<u64, Failure> {
    let kept = ledger.kept(job)?;
    let made = settings::read(&kept)?;
    let keeping = Keeping::of(&given.world).closed();
    kept.files.iter().for_each(|(path, bytes)| keeping.keep(std::path::Path::new(path), bytes));
    let mut request = given;
    (request.template, request.market, request.device) = (made.template, made.market, made.device);
    (request.allow, request.forms) = (made.allow, made.forms);
    (request.output, request.world) = (None, World::of(keeping));
    let mut design = request.clone();
    design.data = None;
    let design = Design::of(design)?;
    request.to = Some(kind(&design));
    let mut taker = Taker { ledger, world, job, kept, design: &design, owns: Vec::new(), taken: 0 };
    let outcome = run_to(&request, &mut taker, watch)?;
    taker.take()?;
    if outcome.summary.is_none() {
        let rows = outcome.findings.groups().into_iter().flat_map(|group| group.first.to_vec());
        return Err(outcome.design.iter().cloned().chain(rows).collect::<Vec<_>>().into());
    }
    Ok(taker.taken)
}

struct Taker<'a> {
    ledger: &'a dyn Ledger,
    world: &'a World,
    job: JobId,
    kept: Kept,
    design: &'a Design,
    owns: Vec<Own>,
    taken: u64,
}

impl Taker<'_> {
    fn take(&mut self) -> Result<(), Diagnostic> {
        self.taken += super::done(self.world, |op| self.ledger.remember(op, self.job, &self.owns))?;
        self.owns.clear();
        Ok(())
    }
}

impl Outlet for Taker<'_> {
    fn head(&mut self, _: &Part<'_>, _: &[u8]) -> Result<(), Refusal> {
        Ok(())
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        self.owns.extend(self.design.own(label, &self.kept.shared));
        if self.owns.len() >= CHUNK {
            self.take().map_err(|why| Refusal::new(label.number - 1, why))?;
        }
        Ok(())
    }

    fn tail(&mut self, _: &[u8]) -> Result<(), Refusal> {
        Ok(())
    }
}
