//! A request, and how it is carried out.

use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;

use super::emit::emit;
use super::fields::wanted;
use super::inspect::{AUTO, Inspection};
use super::names::{Holds, Pattern};
use super::outlet::{Format, Target, no_format};
use super::rows::RowSet;
use super::rules;
use super::survey::survey;
use crate::diagnostic::{Diagnostic, Findings};
use crate::layout::{Plan, Setting};
use crate::market::{Market, MarketError};
use crate::render::svg;
use crate::render::zpl::{self, ZplMaker};
use crate::source::{Input, Lookup, Mapping, Record, Row, Table};
use crate::symbol::{Fit, SymbolSize};
use crate::template::{Device, Template};
use crate::units::Resolution;
use crate::world::{self, Folder};

/// What is to be made of what.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The template's file.
    pub template: PathBuf,
    /// The data file; `-` for standard input.
    pub data: PathBuf,
    /// The output, by its ending: `.pdf` or `.zpl` for all labels; `.png` or `.svg`, a pattern of
    /// file names, for a file a label or a sheet.
    pub output: PathBuf,
    /// Only these rows, as numbered in the file.
    pub rows: Option<RowSet>,
    /// The workbook's sheet.
    pub sheet: Option<String>,
    /// The encoding of a text file, where it cannot be told.
    pub encoding: Option<&'static Encoding>,
    /// Where the code, its parts, or fields stand.
    pub columns: Vec<ColumnChoice>,
    /// Values of fields for the whole job.
    pub sets: Vec<(String, String)>,
    /// A file that gives what the data lacks, and the field it is looked up by.
    pub lookup: Option<(PathBuf, String)>,
    /// Another market than the template's; `auto` for the one that reads most of the first rows.
    pub market: Option<String>,
    /// Another device than the template's.
    pub device: Option<Resolution>,
    /// The first free place of a half-used sheet, from 1.
    pub start_at: Option<usize>,
    /// How text is written in SVG.
    pub svg_text: svg::Text,
    /// How labels are written in ZPL.
    pub zpl: zpl::Options,
    /// Labels in a file whose name has `{part}`.
    pub part_size: Option<u64>,
    /// Whether to print the good rows of a batch that has bad ones.
    pub skip_bad: bool,
    /// How many threads work; as many as the machine has cores if left out.
    pub threads: Option<usize>,
}

/// Where something stands in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnChoice {
    /// The whole code, by header or column letters.
    Code(String),
    /// A part of the code (by AI or name) or a field, by header or column letters.
    Field(String, String),
}

/// What a job is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and checking rows.
    Survey,
    /// Making labels.
    Emit,
}

/// Watches a job.
pub trait Watch {
    /// So many rows or labels are done, of so many if that is known.
    fn progress(&self, stage: Stage, done: u64, of: Option<u64>);
    /// A row has a finding. Called for every one, in order.
    fn found(&self, found: &Diagnostic);
}

/// Nobody watches.
impl Watch for () {
    fn progress(&self, _: Stage, _: u64, _: Option<u64>) {}
    fn found(&self, _: &Diagnostic) {}
}

/// What a job came to.
#[derive(Debug)]
pub struct Outcome {
    /// What was found in the rows.
    pub findings: Findings,
    /// Rows that were not printed, or would not be.
    pub rejected: u64,
    /// What was written; nothing when rows are bad and none may be skipped.
    pub summary: Option<Summary>,
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Labels.
    pub labels: u64,
    /// Pages, of formats that have pages.
    pub pages: Option<u64>,
    /// Files.
    pub files: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Sizes of the symbols on a label, in modules and as printed.
    pub symbols: Vec<(SymbolSize, Fit)>,
    /// The device.
    pub device: Device,
    /// The list of rejected rows, if there are any.
    pub rejects: Option<PathBuf>,
}

/// Why a job could not run at all.
#[derive(Debug)]
pub struct Failure(pub Vec<Diagnostic>);

impl From<Diagnostic> for Failure {
    fn from(found: Diagnostic) -> Self {
        Self(vec![found])
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(found: Vec<Diagnostic>) -> Self {
        Self(found)
    }
}

impl From<MarketError> for Failure {
    fn from(error: MarketError) -> Self {
        match error {
            MarketError::Mistakes(found) => Self(found),
            other => Self(vec![refused(other.to_string())]),
        }
    }
}

/// The data of a job and how it is read.
pub(super) struct Batch<'a> {
    pub(super) table: &'a Table,
    pub(super) mapping: &'a Mapping,
    pub(super) target: &'a Target,
    pub(super) threads: usize,
    pub(super) title: &'a str,
    market: &'a Market,
    lookup: Option<&'a Lookup>,
    rows: Option<&'a RowSet>,
}

impl Batch<'_> {
    /// Whether a row is asked for.
    pub(super) fn takes(&self, row: &Row) -> bool {
        self.mapping.is_data(row) && self.rows.is_none_or(|rows| rows.contains(row.number))
    }

    /// The record of a row, with its warnings.
    pub(super) fn record(&self, row: &Row) -> Result<(Record, Vec<Diagnostic>), Vec<Diagnostic>> {
        self.mapping.record(row, self.table, self.market, self.lookup)
    }
}

/// Carries out a request.
///
/// # Errors
/// Everything that keeps the job from running: a template, market or font with mistakes, columns
/// that cannot be found, files that cannot be read or written. Bad rows are no failure; they are
/// in the [`Outcome`].
pub fn run(request: &Request, watch: &dyn Watch) -> Result<Outcome, Failure> {
    let text = world::read_text(&request.template, world::MAX_FILE).map_err(|error| refused(error.to_string()))?;
    let name = request.template.display().to_string();
    let template = Template::parse(&name, text)?;
    let market = match request.market.as_deref() {
        Some(AUTO) => market_of_data(request)?,
        named => Market::load(named.unwrap_or(&template.market))?,
    };
    let target = target(request, template.sheet.is_some())?;
    let mut names = template.names_used();
    if target.holds == Holds::Label {
        names.extend(target.pattern.fields());
    }
    let wanted = wanted(request, &template, &market, names)?;
    let input = Input::open(&request.data)?.in_encoding(request.encoding);
    let table = Table::open(input, request.sheet.as_deref(), &market.structure)?;
    let lookup = match &request.lookup {
        Some((path, key)) => {
            Some(Lookup::load(Table::open(Input::open(path)?, None, &market.structure)?, key, &market)?)
        }
        None => None,
    };
    let mapping = Mapping::find(&table, &market, &wanted, lookup.as_ref())?;
    let device = request.device.map_or(template.device, Device::Printer);
    let constants = mapping.constants();
    let folder = Folder::of(&request.template);
    let start_at = request.start_at;
    let setting =
        Setting { template: &template, folder: &folder, device, market: &market, constants: &constants, start_at };
    let mut plan = Plan::new(setting)?;
    plan.settle(None)?;
    let title = template_title(&request.template);
    let batch = Batch {
        table: &table,
        mapping: &mapping,
        target: &target,
        threads: request.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
        title: &title,
        market: &market,
        lookup: lookup.as_ref(),
        rows: request.rows.as_ref(),
    };
    if let Format::Zpl(options) = target.format {
        // Told before a long batch is read.
        ZplMaker::new(plan.stock(), options).map_err(|error| refused(error.to_string()))?;
    }
    let survey = survey(&batch, &plan, watch)?;
    let rejected = survey.bad.len() as u64;
    if survey.good + rejected == 0 {
        return Err(table.input().error("there is no row to print").into());
    }
    if rejected > 0 && !request.skip_bad {
        return Ok(Outcome { findings: survey.findings, rejected, summary: None });
    }
    if rejected > 0 && fs::metadata(&request.output).is_ok_and(|m| !m.is_file()) {
        return Err(refused(format!(
            "rejected rows cannot be listed beside {}, which is no regular file",
            request.output.display()
        ))
        .into());
    }
    if survey.good > 0 {
        plan.settle(Some(survey.longest))?;
    }
    let pages = plan.stock().sheet.as_ref().map_or(survey.good, |sheet| sheet.pages(survey.good));
    if target.holds == Holds::Sheet && pages > 1 && !target.pattern.has_sheet() {
        return Err(refused(format!(
            "the labels take {pages} sheets, which would all be named {}; add {{sheet}} to the name",
            request.output.display()
        ))
        .into());
    }
    let written = emit(&batch, &plan, &survey, watch)?;
    let summary = Summary {
        labels: written.labels,
        pages: (target.format == Format::Pdf || target.holds == Holds::Sheet).then_some(pages),
        files: written.files,
        bytes: written.bytes,
        symbols: plan.symbols(),
        device,
        rejects: written.rejects,
    };
    Ok(Outcome { findings: survey.findings, rejected, summary: Some(summary) })
}

/// The market that the data of a request is of.
fn market_of_data(request: &Request) -> Result<Market, Failure> {
    let (data, sheet, columns) = (request.data.clone(), request.sheet.clone(), request.columns.clone());
    let encoding = request.encoding;
    Inspection { data, sheet, columns, encoding, market: AUTO.to_owned(), threads: None }.market_of_data()
}

/// The files of a request, by the output's ending and the pattern of its name.
fn target(request: &Request, sheets: bool) -> Result<Target, Diagnostic> {
    let output = &request.output;
    let stream = fs::metadata(output).is_ok_and(|m| !m.is_file() && !m.is_dir());
    let format = Format::of(output, request.svg_text, request.zpl)
        // A device or FIFO has no ending to go by.
        .or(stream.then_some(Format::Pdf))
        .ok_or_else(|| refused(no_format(output)))?;
    let pattern = Pattern::new(&output.to_string_lossy()).map_err(refused)?;
    if format == Format::Pdf && !pattern.is_plain() {
        return Err(refused("a PDF holds all labels, so its name has no {…} in it"));
    }
    let holds = match format {
        Format::Pdf => Holds::All,
        Format::Png | Format::Svg(_) if sheets && pattern.has_record() => {
            return Err(refused("a file holds a sheet of labels, so name it by {sheet} and by nothing of a label"));
        }
        Format::Png | Format::Svg(_) if sheets => Holds::Sheet,
        Format::Zpl(_) if pattern.has_part() => match request.part_size {
            Some(size) if size > 0 => Holds::Part(size),
            _ => return Err(refused("{part} needs --part-size, the labels in a file")),
        },
        Format::Zpl(_) if !pattern.has_record() => Holds::All,
        Format::Png | Format::Svg(_) | Format::Zpl(_) => Holds::Label,
    };
    if pattern.has_sheet() && holds != Holds::Sheet {
        return Err(refused("{sheet} is for PNG and SVG files of a template with a [sheet]"));
    }
    if (request.part_size.is_some() || pattern.has_part()) && !matches!(holds, Holds::Part(_)) {
        return Err(refused("--part-size is for ZPL files with {part} in their name, such as 'out/{part}.zpl'"));
    }
    Ok(Target { format, output: output.clone(), pattern, holds })
}

fn template_title(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn refused(message: impl Into<std::borrow::Cow<'static, str>>) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}
