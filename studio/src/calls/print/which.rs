//! Which labels of a job are meant.

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::Sentence;
use quietzone_station::ledger::{Job, Ledger, Numbers};
use serde::Deserialize;

/// Labels as people name them. What is left out is not said; nothing said is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Which {
    /// All through this one.
    pub(super) through: Option<u32>,
    /// `17`, `7305-7312`, `7305-`.
    pub(super) labels: Option<String>,
    /// Sheets, by the latest paper of each label.
    pub(super) page: Option<String>,
    /// Places on them.
    pub(super) place: Option<String>,
    /// But for these: labels, or places of the one sheet.
    pub(super) except: Option<String>,
}

impl Which {
    /// The labels that are meant, and those of them that are not fit.
    pub(super) fn numbers(&self, ledger: &dyn Ledger, job: &Job) -> Result<(Numbers, Numbers), Failure> {
        let all = || Numbers::through(job.labels);
        let except = numbers(self.except.as_ref())?;
        match numbers(self.page.as_ref())? {
            None => {
                let through = self.through.map(Numbers::through);
                let meant = numbers(self.labels.as_ref())?.or(through).unwrap_or_else(all);
                Ok((meant, except.unwrap_or_default()))
            }
            Some(page) => {
                let places = numbers(self.place.as_ref())?;
                let meant = ledger.on_sheets(job.id, &page, places.as_ref())?;
                let Some(except) = except else { return Ok((meant, Numbers::default())) };
                if page.count() != 1 {
                    let message = say!("places that are missing or unfit are told of one sheet, and these are several");
                    return Err(refused(message).help(say!("tell them sheet by sheet")).into());
                }
                Ok((meant, ledger.on_sheets(job.id, &page, Some(&except))?))
            }
        }
    }

    /// Whether no labels are named; some may be left out.
    pub(super) fn names_none(&self) -> bool {
        self.through.is_none() && self.labels.is_none() && self.page.is_none()
    }

    /// The same as words of a command line.
    pub(super) fn words(&self) -> Vec<String> {
        let through = self.through.map(|number| number.to_string());
        let said = [
            ("--through", through.as_ref()),
            ("--labels", self.labels.as_ref()),
            ("--page", self.page.as_ref()),
            ("--place", self.place.as_ref()),
            ("--except", self.except.as_ref()),
        ];
        said.into_iter().filter_map(|(option, value)| Some([option.to_owned(), value?.clone()])).flatten().collect()
    }
}

/// Numbers as they were typed; spaces around commas do no harm.
pub(super) fn numbers(text: Option<&String>) -> Result<Option<Numbers>, Diagnostic> {
    text.map(|text| text.parse()).transpose().map_err(refused)
}

/// What was asked cannot be done.
pub(super) fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}
