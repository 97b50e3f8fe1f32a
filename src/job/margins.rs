//! What stands in the margins of the sheets of a job, sheet by sheet.

use crate::diagnostic::Diagnostic;
use crate::layout::SheetMargin;
use crate::scene::Item;
use crate::source::Record;
use crate::template::{Fields, KeptFields, Numbers, OfSheet};

/// Sees the labels of sheets in order, and keeps the first of the sheet under way.
#[derive(Debug, Default)]
pub(super) struct Margins<'a> {
    margin: Option<&'a SheetMargin>,
    job: &'a str,
    first: Option<KeptFields>,
}

impl<'a> Margins<'a> {
    /// The margins of a job with a title.
    pub(super) fn new(margin: Option<&'a SheetMargin>, job: &'a str) -> Self {
        Self { margin, job, first: None }
    }

    /// Whether what a label says is asked for: of the first and the last of each sheet.
    pub(super) fn asks(&self, is_last: bool) -> bool {
        self.margin.is_some() && (is_last || self.first.is_none())
    }

    /// Sees a label that is asked for; gives what stands in the margins of a sheet that it ends.
    pub(super) fn see(&mut self, record: &Record, numbers: Numbers, is_last: bool) -> Result<Vec<Item>, Diagnostic> {
        let fields = Fields::numbered(&record.fields, numbers).kept();
        let Some(margin) = self.margin.filter(|_| is_last) else {
            self.first = Some(fields);
            return Ok(Vec::new());
        };
        let first = self.first.take().unwrap_or_else(|| fields.clone());
        margin.items(OfSheet { job: self.job, first, last: fields, numbers })
    }
}
