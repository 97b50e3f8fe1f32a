//! The control list of a job: what stands on its sheets by their latest papers.

use std::path::Path;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::Date;
use quietzone::job::{Design, Label, Memory, Outlet, Part, Refusal};
use quietzone::report::control::{Form, Heading, Listed};
use quietzone::say;
use quietzone::world::World;

use super::settings;
use crate::ledger::{JobId, Known, Ledger, State, rules};

/// Labels that are read at once.
const PAGE: u32 = 2000;

/// Writes the control list of a job on sheets into a file, in the order of sheets and places; tells how many labels
/// it has. Labels that are on no sheet, spoiled or void are left out.
///
/// # Errors
/// The job is on no sheets, or none was printed; its codes were wiped; the file cannot be written.
pub fn control_list(
    ledger: &dyn Ledger,
    world: &World,
    job: JobId,
    path: &Path,
    date: Option<Date>,
) -> Result<u64, Failure> {
    let (known, kept) = (ledger.job(job)?, ledger.kept(job)?);
    let standing = standing(ledger, job)?;
    if standing.is_empty() {
        let message = say!("no label of job {job} stands on a sheet", job = job.0);
        return Err(Diagnostic::error(rules::STATE, message).into());
    }
    let again = Design::of(settings::read(&kept)?)?.again(&kept.shared)?;
    let form = Form::new(Heading { job: Some(job.to_string()), template: Some(known.template), date })?;
    let mut nowhere = Memory::default();
    let mut list = Listed::new(&mut nowhere, &form, world, path);
    let refused = |refusal: Refusal| Failure::from(*refusal.why);
    list.head(&Part { number: 1, name: path, shared: &kept.shared }, &[]).map_err(refused)?;
    for (sheet, place, number, state) in &standing {
        let own = ledger.owns(job, *state, number.saturating_sub(1), 1)?;
        let own = own.first().filter(|own| own.number == u64::from(*number));
        // Somebody printed it again in the meantime: it stands elsewhere now.
        let Some(own) = own else { continue };
        let record = again.record(own)?;
        let stand = again.stand(u64::from(*sheet), u64::from(*place));
        let label = Label { number: own.number, row: own.row, unit: None, record: Some(&record), stand, bytes: &[] };
        list.label(&label).map_err(refused)?;
    }
    list.finish().map_err(refused)?;
    Ok(standing.len() as u64)
}

/// Labels on good paper by sheet and place, with their numbers and states.
fn standing(ledger: &dyn Ledger, job: JobId) -> Result<Vec<(u32, u32, u32, State)>, Failure> {
    let is_good = |label: &&Known| !matches!(label.state, State::Spoiled | State::Void | State::Waiting);
    let (mut behind, mut all) = (0, Vec::new());
    loop {
        let page = ledger.labels(job, behind, PAGE)?;
        let Some(last) = page.last() else { break };
        behind = last.number;
        let labels = page.iter().filter(is_good);
        all.extend(
            labels.filter_map(|label| label.stand.map(|(sheet, place)| (sheet, place, label.number, label.state))),
        );
    }
    all.sort_unstable_by_key(|(sheet, place, ..)| (*sheet, *place));
    Ok(all)
}
