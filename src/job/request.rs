//! What a job is asked, and what it came to.

use std::path::{Path, PathBuf};

use super::kind::{FileKind, Forms};
use super::peaks::Peaks;
use super::sight::{Seen, Sight};
use crate::batch::{CsvForm, Data, RowCounts, RowSet};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::gs1::Date;
use crate::layout::BarcodeSize;
use crate::market::MarketId;
use crate::proof::Proof;
use crate::sentence::Sentence;
use crate::symbol::{Fit, SymbolSize};
use crate::template::{Device, Free};
use crate::units::Resolution;
use crate::world::{Folder, World};

/// What is to be made of what.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Request {
    /// The template.
    pub template: TemplateFrom,
    /// The codes; without them the design is judged by the widest code its market allows.
    pub data: Option<Data>,
    /// The output, by its ending: `.pdf` or `.zpl` for all labels; `.png` or `.svg`, a pattern of
    /// file names, for a file a label or a sheet. Without it labels are judged and none is made.
    pub output: Option<PathBuf>,
    /// What the labels are written as, whatever the ending of the output says.
    pub to: Option<FileKind>,
    /// Where rejected rows are listed; beside the output if left out. A number is added to its name where
    /// a file stands there.
    pub rejects: Option<PathBuf>,
    /// A list of what was made, by its ending: `.csv` or `.json`.
    pub manifest: Option<PathBuf>,
    /// The control list that an outlet writes of labels on sheets (`report::control`): told of where it would
    /// replace a file that is read, or another output.
    pub control_list: Option<PathBuf>,
    /// How CSV files are written: the list of rejected rows, the manifest.
    pub csv: CsvForm,
    /// A picture of a label with what was found on it, by its ending: `.svg`, `.png` or `.pdf`.
    pub overlay: Option<PathBuf>,
    /// Whether [`Outcome::proof`] is wanted.
    pub proof: bool,
    /// How [`Outcome::seen`] is wanted.
    pub sight: Option<Sight>,
    /// Rules of `check` that may be broken, beside those the template allows.
    pub allow: Vec<String>,
    /// Only these rows, as numbered in the file.
    pub rows: Option<RowSet>,
    /// Fields of the codes or columns that labels are put in order by: numbers by value, before texts by their
    /// code points; the order of the rows where values are the same.
    pub sort: Vec<String>,
    /// A field or column whose values part the labels: each begins a new file, or a new sheet.
    pub group_by: Option<String>,
    /// Values of fields for the whole job.
    pub sets: Vec<(String, String)>,
    /// A file that gives what the data lacks, and the field it is looked up by.
    pub lookup: Option<(PathBuf, String)>,
    /// Another market than the template's.
    pub market: Option<MarketId>,
    /// Another device than the template's.
    pub device: Option<Resolution>,
    /// The free places of a half-used first sheet.
    pub free: Option<Free>,
    /// How labels are written in each format.
    pub forms: Forms,
    /// Whether artwork in PDF has crop, fold and registration marks around it.
    pub marks: bool,
    /// The line below artwork in PDF that names the job.
    pub slug: Option<Slug>,
    /// Labels in a PDF or ZPL file whose name has `{part}`.
    pub part_size: Option<u64>,
    /// Whether to print the good rows of a batch that has bad ones.
    pub skip_bad: bool,
    /// How often each label is made; once if left out. More than that must be allowed by the market.
    pub copies: Option<u32>,
    /// How many threads work; as many as the machine has cores if left out.
    pub threads: Option<usize>,
    /// The world that files are read and written in.
    pub world: World,
    /// The world that pictures, fonts and the market are read in which the template names; the same if left out.
    pub beside: Option<World>,
}

/// What the slug line says beside the template and the hash of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug {
    /// The name of the job.
    pub job: String,
    /// The date; no clock is asked for it.
    pub date: Option<Date>,
}

/// Where a template stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateFrom {
    /// In a file.
    File(PathBuf),
    /// At hand, with the path by which pictures and fonts are found beside it.
    Text {
        /// The path of the file that it could be.
        path: PathBuf,
        /// The text.
        text: String,
    },
}

impl TemplateFrom {
    /// The path of its file, or of the file that it could be.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            TemplateFrom::File(path) | TemplateFrom::Text { path, .. } => path,
        }
    }
}

impl Default for TemplateFrom {
    fn default() -> Self {
        TemplateFrom::File(PathBuf::new())
    }
}

impl<P: Into<PathBuf>> From<P> for TemplateFrom {
    fn from(path: P) -> Self {
        TemplateFrom::File(path.into())
    }
}

impl Request {
    /// A template to be judged; what else is asked is put into the fields.
    #[must_use]
    pub fn new(template: impl Into<TemplateFrom>) -> Self {
        Self { template: template.into(), ..Self::default() }
    }

    /// The folder of what the template names.
    pub(super) fn folder(&self) -> Folder {
        Folder::within(self.beside.as_ref().unwrap_or(&self.world), self.template.path())
    }
}

/// What a job came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// What the design breaks, the gravest first. An error keeps labels from being made.
    pub design: Vec<Diagnostic>,
    /// What was found in the rows.
    pub findings: Findings,
    /// Findings that were let stand: rule, element and reason.
    pub allowed: Vec<Sentence>,
    /// What a page about the design shows, if it was asked for.
    pub proof: Option<Proof>,
    /// One label as it is seen, if it was asked for.
    pub seen: Option<Seen>,
    /// The rows of the widest code and the longest texts, where some row of data can be laid out.
    pub peaks: Option<Peaks>,
    /// Rows that were not printed, or would not be.
    pub rejected: u64,
    /// What becomes of every row of the data, if there is any.
    pub row_counts: Option<RowCounts>,
    /// Sizes of the symbols on a label, in modules and as printed.
    pub symbols: Vec<(SymbolSize, Fit)>,
    /// Sizes of the linear barcodes on a label.
    pub barcodes: Vec<BarcodeSize>,
    /// The output that was asked for, where a file stands there that an earlier run made, and nothing was
    /// written in its place.
    pub stays: Option<PathBuf>,
    /// What was written; nothing when the design has errors, or when rows are bad and none may be
    /// skipped.
    pub summary: Option<Summary>,
}

impl Outcome {
    /// Findings of a weight, on the design and in the rows.
    #[must_use]
    pub fn count(&self, severity: Severity) -> u64 {
        let design = self.design.iter().filter(|found| found.severity == severity).count();
        design as u64 + self.findings.count(severity)
    }
}

/// What was written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Summary {
    /// Labels.
    pub labels: u64,
    /// Pages, of formats that have pages.
    pub pages: Option<u64>,
    /// Files.
    pub files: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// The device.
    pub device: Device,
    /// The list of rejected rows, if there are any.
    pub rejects: Option<PathBuf>,
    /// Files of an earlier run that lie beside those that were written, and would be printed again.
    pub left: Vec<PathBuf>,
}
