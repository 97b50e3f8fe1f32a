//! Who works with a ledger, and what is told when it is opened.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{list, outside};

use super::job::JobId;
use super::rules;

/// Who is at work: who is named, or the user of this session.
#[must_use]
pub fn operator(named: Option<&str>) -> String {
    let of_session = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    named
        .map(str::to_owned)
        .or_else(of_session)
        .filter(|name| !name.trim().is_empty())
        .map_or_else(|| "?".to_owned(), |name| outside(name).to_string())
}

/// What is told where a ledger was found to be put back to an earlier state: these jobs are in doubt now.
#[must_use]
pub fn put_back(jobs: &[JobId]) -> Diagnostic {
    let message = say!("the ledger was put back to an earlier state, and does not know what was printed since");
    let jobs = list(jobs.iter().map(|job| say!("{job}", job = job.0)));
    Diagnostic::warning(rules::RESTORED, message).help(say!(
        "jobs in doubt: {jobs}; look at their papers, and tell with quietzone job confirm which labels were printed",
        jobs
    ))
}
