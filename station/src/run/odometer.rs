//! Holds a printer's count of labels against what the ledger knows of.

use super::work::Work;
use crate::ledger::{Answer, JobId, Known, State, Status, Time};

/// Labels that a printer counted since a run on it last ended well, and that this ledger cannot account for:
/// another program printed them, or the ledger was put back to an earlier state.
pub(super) fn unknown(work: Work<'_>, identity: &str, counted: u64) -> Answer<u64> {
    let Some(kept) = work.ledger.odometer(work.by.printer)?.filter(|kept| kept.identity == identity) else {
        return Ok(0);
    };
    let mut unknown = counted.saturating_sub(kept.labels);
    for job in work.ledger.jobs()? {
        let is_under_way = job.status == Status::Open && job.printer == work.by.printer;
        if unknown > 0 && (is_under_way || job.id == work.hold.job) {
            unknown = unknown.saturating_sub(may_have_come_out(work, job.id, kept.time)?);
        }
    }
    Ok(unknown)
}

/// Labels of a job that may have come out of the printer since then: of a run that did not end well, or of what
/// the operator doubts.
fn may_have_come_out(work: Work<'_>, job: JobId, since: Time) -> Answer<u64> {
    /// Read at once.
    const PAGE: u32 = 2000;
    let may = |label: &Known| {
        let is_here = label.printer.as_deref().is_none_or(|printer| printer == work.by.printer);
        is_here && label.time > since && !label.applied && (label.state != State::Waiting || label.copy > 1)
    };
    let (mut behind, mut all) = (0, 0);
    loop {
        let page = work.ledger.labels(job, behind, PAGE)?;
        let Some(last) = page.last() else { return Ok(all) };
        behind = last.number;
        all += page.iter().filter(|label| may(label)).count() as u64;
    }
}
