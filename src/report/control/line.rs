//! What a control list says: of itself, and of a label.

use crate::gs1::Date;
use crate::say;
use crate::sentence::{Sentence, outside};

/// What a list says of itself, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The name or number of the job.
    pub job: Option<String>,
    /// The name of the template.
    pub template: Option<String>,
    /// The day; no clock is asked for it.
    pub date: Option<Date>,
}

/// A label on a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number in the job, from 1.
    pub number: u64,
    /// Its sheet in the job, from 1.
    pub sheet: u64,
    /// Its place on the sheet, from 1.
    pub place: u64,
    /// Its row on the sheet, from 1 at the top.
    pub row: u64,
    /// Its column on the sheet, from 1 on the left.
    pub column: u64,
    /// The GTIN; empty where the code has none.
    pub gtin: &'a str,
    /// The serial, or what else tells the unit.
    pub serial: &'a str,
    /// The batch, where it is known.
    pub batch: &'a str,
    /// The expiry date, where it is known.
    pub expiry: &'a str,
}

impl Heading {
    /// What is known, in one line.
    pub(super) fn told(&self) -> String {
        let job = self.job.as_ref().map(|job| say!("job {job}", job = outside(job)).to_string());
        let template = self
            .template
            .as_ref()
            .map(|template| say!("template {template}", template = outside(template)).to_string());
        let date = self.date.map(|date| date.to_string());
        [job, template, date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// The titles of the columns.
pub(super) fn titles() -> [Sentence; 9] {
    [
        say!("Label"),
        say!("Sheet"),
        say!("Place"),
        say!("Row"),
        say!("Column"),
        say!("GTIN"),
        say!("Serial"),
        say!("Batch"),
        say!("Expiry"),
    ]
}
