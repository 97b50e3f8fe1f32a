//! `quietzone render`: a template and a file of codes become labels.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::ValueEnum;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::gs1::Date;
use quietzone::job::{self, FileKind, Files, Outcome, Outlet, Request, Stream};
use quietzone::report::{control, outcome as report, rows};
use quietzone::say;
use quietzone::sentence::file;
use quietzone::source::Source;
use quietzone::template::Free;

use super::batch::Batch;
use super::console::Console;
use super::ended::{Ended, Format};
use super::forms::{Csv, Forms};
use super::progress::Show;

const EXAMPLES: &str = "\
Examples:
  All labels as one PDF:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx -o out/labels.pdf
  A file of codes alone, with what it lacks from a product list:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.txt --lookup samples/products.xlsx --key gtin -o out/labels.pdf
  For a thermal printer of 203 dpi, in files of 5000 labels:
    quietzone render templates/kz-pharma-carton.toml --data codes.txt --dpi 203 --part-size 5000 -o 'out/{part}.zpl'
  A PDF of each product, its labels in the order of their serials, with a list of what stands where:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx --group-by gtin --sort serial --manifest out/labels.csv -o 'out/{gtin}.pdf'
  Only the labels of one product:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx --where gtin=04870999000116 -o out/one.pdf
  A sheet of labels of which six are used up:
    quietzone render templates/uz-relabel-a4.toml --data samples/uz-pharma.xlsx --start-at 7 -o out/sheets.pdf
  A sheet with holes, where labels 2, 9 and 14 to 20 are left:
    quietzone render templates/uz-relabel-a4.toml --data samples/uz-pharma.xlsx --free 2,9,14-20 -o out/sheets.pdf
  Pictures of the first rows, in the dots of another printer:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx --rows 2-5 --dpi 203 -o 'out/{row}.png'";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, group(clap::ArgGroup::new("dated").multiple(true)))]
pub(crate) struct Arguments {
    /// The template.
    template: PathBuf,
    /// The codes: .xlsx, .xls, .ods, .csv, .tsv, .txt, .json, or a .zip or folder of them; - for standard
    /// input. May be given more than once: the files are one batch.
    #[arg(long, value_name = "FILE", group = "codes")]
    #[cfg_attr(not(feature = "oms"), arg(required = true))]
    #[cfg_attr(feature = "oms", arg(required_unless_present = "order"))]
    data: Vec<PathBuf>,
    #[cfg(feature = "oms")]
    #[command(flatten)]
    order: super::oms_fetch::OfOrders,
    #[cfg(feature = "oms")]
    #[command(flatten)]
    place: super::room::Place,
    /// The output. Its ending picks the format: .pdf, .zpl and .tspl hold all labels, or with --part-size so many; .svg and .png are
    /// a file a label or a sheet, so name a pattern such as 'out/{row}.svg', 'out/{serial}.png'
    /// or 'out/{sheet}.png'. - is standard output; the summary goes to standard error then.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// What is written, where the output's ending does not tell: on standard output, a device, a FIFO.
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<To>,
    /// Where rejected rows are listed with their codes [default: OUT.rejects.csv]. A number is added
    /// where a file stands there.
    #[arg(long, value_name = "FILE", requires = "skip_bad")]
    rejects: Option<PathBuf>,
    /// A list of the labels that were made: label, row, what the code says without its tail, file, page and
    /// place; .csv or .json. It is readable by its owner alone.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// A list to tick off the labels of sheets by: sheet, place, row and column of each with what its code says
    /// without its tail, and at the end how many of each GTIN; .pdf or .xlsx. It is readable by its owner alone.
    #[arg(long, value_name = "FILE", group = "dated")]
    control_list: Option<PathBuf>,
    #[command(flatten)]
    batch: Batch,
    /// The first free label of a half-used sheet, from 1, of a template with a [sheet]; all behind it are free.
    #[arg(long, value_name = "N", conflicts_with = "free")]
    start_at: Option<usize>,
    /// The free labels of a half-used sheet with holes, such as 2,9,14-20, or 7- for all from there. The sheets
    /// behind it are whole.
    #[arg(long, value_name = "PLACES")]
    free: Option<Free>,
    #[command(flatten)]
    csv: Csv,
    #[command(flatten)]
    forms: Forms,
    /// Put crop, fold and registration marks around artwork in PDF, beyond its bleed and on every plate. Some
    /// printers refuse them.
    #[arg(long)]
    marks: bool,
    /// Put a line below artwork in PDF, on every plate: the job, named so, and the template with a hash of its text.
    #[arg(long, value_name = "JOB", group = "dated")]
    slug: Option<String>,
    /// The date in the line of --slug or on the control list, such as 2026-11-26; without it there is none.
    #[arg(long, value_name = "DATE", requires = "dated")]
    date: Option<Date>,
    /// Put the labels in the order of a part of the code (by AI or name) or a column: numbers by their value,
    /// before texts by their code points, before empty cells. The order of the file decides where they are the
    /// same. May be given more than once, the first field above all.
    #[arg(long, value_name = "FIELD")]
    sort: Vec<String>,
    /// Begin a new file for each value of a part of the code or a column, named by it, such as 'out/{gtin}.pdf';
    /// of a PDF of sheets a new sheet. The groups come in the order of their values.
    #[arg(long, value_name = "FIELD")]
    group_by: Option<String>,
    /// Labels in a PDF, ZPL or TSPL file whose name has {part}, such as 'out/{part}.pdf'. Each file begins on a
    /// page of its own.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    part_size: Option<u64>,
    /// Print the good rows although others are bad; the bad ones with their codes and reasons go
    /// to OUT.rejects.csv, and the exit code is 1.
    #[arg(long)]
    skip_bad: bool,
    /// Make each label so often, where the market lets one stand more than once: an SSCC on two sides
    /// of a pallet.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    copies: Option<u32>,
    /// No summary and no progress bar; findings are told all the same.
    #[arg(short, long)]
    quiet: bool,
    /// How the summary and the findings are told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// A document with a page a label or a sheet.
    Pdf,
    /// Commands of a thermal printer.
    Zpl,
    Tspl,
    /// A drawing.
    Svg,
    /// A picture of dots.
    Png,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, make(arguments, console))
}

fn make(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let started = Instant::now();
    let every = arguments.batch.all_findings && arguments.format == Format::Text;
    let show = Show::new(console, arguments.quiet, every);
    let (order, fetched) = of_order(arguments, console)?;
    let result = request(arguments, order).and_then(|request| match arguments.is_streamed() {
        true => run_to(arguments, &request, &mut Stream::new(console.output()), &show),
        false => run_to(arguments, &request, &mut Files::within(&request.world), &show),
    });
    show.clear();
    let outcome = result?;
    tell(arguments, &outcome, started.elapsed().as_secs_f64(), console)?;
    let is_clean = outcome.count(Severity::Error) == 0 && outcome.rejected == 0 && fetched == Ended::Clean;
    Ok(if is_clean { Ended::Clean } else { Ended::Findings })
}

/// Makes the labels, and lists them where that is asked for.
fn run_to(
    arguments: &Arguments,
    request: &Request,
    outlet: &mut dyn Outlet,
    show: &Show<'_>,
) -> Result<Outcome, Failure> {
    let Some(list) = &arguments.control_list else { return job::run_to(request, outlet, show) };
    control::Form::takes(list)?;
    let template = arguments.template.file_stem().map(|name| name.to_string_lossy().into_owned());
    let form = control::Form::new(control::Heading { job: None, template, date: arguments.date })?;
    job::run_to(request, &mut control::Listed::new(outlet, &form, &request.world, list), show)
}

fn request(arguments: &Arguments, order: Option<Arc<dyn Source>>) -> Result<Request, Failure> {
    let mut request = arguments.batch.request(&arguments.template, &arguments.data, order)?;
    request.to = arguments.to.map(|to| match to {
        To::Pdf => FileKind::Pdf,
        To::Zpl => FileKind::Zpl,
        To::Tspl => FileKind::Tspl,
        To::Svg => FileKind::Svg,
        To::Png => FileKind::Png,
    });
    request.rejects = arguments.rejects.clone();
    if !arguments.is_streamed() {
        request.output = Some(arguments.output.clone());
    } else if request.to.is_none() {
        let message = say!("standard output has no ending that says what is to be written");
        let help = say!("say it with --to pdf, --to zpl, --to tspl, --to svg or --to png");
        return Err(Diagnostic::error(rules::REQUEST, message).help(help).into());
    } else if arguments.skip_bad && request.rejects.is_none() {
        let message = say!("the labels go to standard output, and nothing says where rejected rows are to be listed");
        return Err(Diagnostic::error(rules::REQUEST, message).help(say!("name a file with --rejects FILE")).into());
    }
    request.manifest = arguments.manifest.clone();
    request.control_list = arguments.control_list.clone();
    request.free = arguments.free.clone().or(arguments.start_at.map(Free::from_place));
    request.marks = arguments.marks;
    request.slug = arguments.slug.clone().map(|job| job::Slug { job, date: arguments.date });
    request.forms = arguments.forms.forms();
    request.csv = arguments.csv.form();
    request.sort = arguments.sort.clone();
    request.group_by = arguments.group_by.clone();
    request.part_size = arguments.part_size;
    request.skip_bad = arguments.skip_bad;
    request.copies = arguments.copies;
    Ok(request)
}

/// The codes of an order, in place of a file's, and how their fetching ended.
#[cfg(feature = "oms")]
fn of_order(arguments: &Arguments, console: &Console) -> Result<(Option<Arc<dyn Source>>, Ended), Failure> {
    if !arguments.order.is_named() {
        return Ok((None, Ended::Clean));
    }
    let ledger = Arc::new(arguments.place.open(console)?);
    let codes = arguments.order.codes(&ledger, Format::Text, console)?;
    console.plain(
        &say!("a file proves nothing about paper: no ledger knows what is printed of it; quietzone print does")
            .to_string(),
    );
    Ok(codes.map_or((None, Ended::Clean), |codes| (Some(codes.source), codes.ended)))
}

#[cfg(not(feature = "oms"))]
fn of_order(_: &Arguments, _: &Console) -> Result<(Option<Arc<dyn Source>>, Ended), Failure> {
    Ok((None, Ended::Clean))
}

impl Arguments {
    /// Whether labels go to standard output.
    fn is_streamed(&self) -> bool {
        self.output == Path::new("-")
    }
}

fn tell(arguments: &Arguments, outcome: &Outcome, seconds: f64, console: &Console) -> Result<(), Failure> {
    if arguments.format == Format::Json {
        let told = report::written_json(&arguments.output, outcome, seconds);
        if arguments.is_streamed() {
            console.plain(&format!("{told:#}"));
            return Ok(());
        }
        return console.print_json(&told);
    }
    console.each(report::broken(outcome));
    console.grouped(&outcome.findings, arguments.batch.all_findings);
    if let Some(output) = &outcome.stays {
        console.plain(&report::stays(output).to_string());
    }
    let Some(summary) = &outcome.summary else {
        console.plain(&report::nothing_written(outcome).to_string());
        if let Some(counts) = &outcome.row_counts {
            console.plain(&rows::counted(counts).to_string());
        }
        return Ok(());
    };
    if !summary.left.is_empty() {
        console.plain(&report::left(&summary.left).to_string());
    }
    if let Some(list) = &summary.rejects {
        console.plain(&report::rejected(outcome.rejected, list).to_string());
    }
    if let Some(list) = &arguments.control_list {
        console.plain(&say!("the labels are listed by sheet and place in {list}", list = file(list)).to_string());
    }
    let told = report::written(&arguments.output, outcome, summary, seconds).to_string();
    match (arguments.quiet, arguments.is_streamed()) {
        (true, _) => Ok(()),
        (false, true) => {
            console.plain(&told);
            Ok(())
        }
        (false, false) => console.print(&told),
    }
}
