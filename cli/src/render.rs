//! `quietzone render`: a template and a file of codes become labels.

use std::path::PathBuf;
use std::time::Instant;

use serde_json::{Value, json};

use super::batch::Batch;
use super::forms::Forms;
use super::progress::Show;
use super::{Console, Ended, Format};
use quietzone::batch::Failure;
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::job::{self, Outcome, Request, Summary};
use quietzone::report::json;
use quietzone::template::Device;

const EXAMPLES: &str = "\
Examples:
  All labels as one PDF:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx -o out/labels.pdf
  A file of codes alone, with what it lacks from a product list:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.txt --lookup samples/products.xlsx --key gtin -o out/labels.pdf
  For a thermal printer of 203 dpi, in files of 5000 labels:
    quietzone render templates/kz-pharma-carton.toml --data codes.txt --dpi 203 --part-size 5000 -o 'out/{part}.zpl'
  A sheet of labels of which six are used up:
    quietzone render templates/uz-relabel-a4.toml --data samples/uz-pharma.xlsx --start-at 7 -o out/sheets.pdf
  Pictures of the first rows, in the dots of another printer:
    quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx --rows 2-5 --dpi 203 -o 'out/{row}.png'";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The template.
    template: PathBuf,
    /// The codes: .xlsx, .xls, .ods, .csv, .tsv, .txt; - for standard input.
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// The output. Its ending picks the format: .pdf and .zpl hold all labels; .svg and .png are
    /// a file a label or a sheet, so name a pattern such as 'out/{row}.svg', 'out/{serial}.png'
    /// or 'out/{sheet}.png'.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    #[command(flatten)]
    batch: Batch,
    /// The first free label of a half-used sheet, from 1, of a template with a [sheet].
    #[arg(long, value_name = "N")]
    start_at: Option<usize>,
    #[command(flatten)]
    forms: Forms,
    /// Labels in a ZPL file whose name has {part}, such as 'out/{part}.zpl'.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    part_size: Option<u64>,
    /// Print the good rows although others are bad; the bad ones with their codes and reasons go
    /// to OUT.rejects.csv, and the exit code is 1.
    #[arg(long)]
    skip_bad: bool,
    /// No summary and no progress bar; findings are told all the same.
    #[arg(short, long)]
    quiet: bool,
    /// How the summary and the findings are told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, make(arguments, console))
}

fn make(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let started = Instant::now();
    let every = arguments.batch.all_findings && arguments.format == Format::Text;
    let show = Show::new(console, arguments.quiet, every);
    let result = request(arguments).and_then(|request| job::run(&request, &show));
    show.clear();
    let outcome = result?;
    tell(arguments, &outcome, started.elapsed().as_secs_f64(), console)?;
    let is_clean = outcome.count(Severity::Error) == 0 && outcome.rejected == 0;
    Ok(if is_clean { Ended::Clean } else { Ended::Findings })
}

fn request(arguments: &Arguments) -> Result<Request, Failure> {
    Ok(Request {
        output: Some(arguments.output.clone()),
        start_at: arguments.start_at,
        forms: arguments.forms.forms(),
        part_size: arguments.part_size,
        skip_bad: arguments.skip_bad,
        ..arguments.batch.request(&arguments.template, Some(&arguments.data))?
    })
}

/// What the design breaks, without advice: `check` gives that.
fn design(outcome: &Outcome) -> impl Iterator<Item = &Diagnostic> {
    outcome.design.iter().filter(|found| found.severity > Severity::Note)
}

fn tell(arguments: &Arguments, outcome: &Outcome, seconds: f64, console: &Console) -> Result<(), Failure> {
    match arguments.format {
        Format::Json => return console.print_json(&as_json(arguments, outcome, seconds)),
        Format::Text => {
            console.each(design(outcome));
            console.grouped(&outcome.findings, arguments.batch.all_findings);
            match &outcome.summary {
                None if outcome.rejected == 0 => console.plain(
                    "labels of this design break rules, so nothing was written; mend it, or let a rule be broken with --allow RULE",
                ),
                None => console.plain(&format!(
                    "{} {} cannot be printed, so nothing was written; mend them, or print the others with --skip-bad",
                    outcome.rejected,
                    if outcome.rejected == 1 { "row" } else { "rows" }
                )),
                Some(summary) => {
                    if let Some(rejects) = &summary.rejects {
                        console.plain(&format!(
                            "{} rejected rows with their codes: {} (keep it safe: the codes are whole)",
                            outcome.rejected,
                            rejects.display()
                        ));
                    }
                    if !arguments.quiet {
                        return console.print(&as_text(arguments, outcome, summary, seconds));
                    }
                }
            }
        }
    }
    Ok(())
}

fn as_text(arguments: &Arguments, outcome: &Outcome, summary: &Summary, seconds: f64) -> String {
    let mut lines = vec![format!("output   {}", arguments.output.display()), format!("labels   {}", summary.labels)];
    lines.push(match summary.pages {
        Some(pages) => format!("pages    {pages}"),
        None => format!("files    {}", summary.files),
    });
    lines.push(format!("bytes    {}", summary.bytes));
    for (size, fit) in &outcome.symbols {
        let dots = fit.dots.map(|dots| format!(" = {dots}")).unwrap_or_default();
        let sides = if fit.width == fit.height {
            fit.width.to_string()
        } else {
            format!("{:.2} × {}", fit.width.to_mm(), fit.height)
        };
        lines.push(format!(
            "symbol   {size} modules, module {:.4} mm{dots}, {sides} without quiet zone",
            fit.module.to_mm()
        ));
    }
    lines.push(match summary.device {
        Device::Printer(device) => format!("device   {device}"),
        Device::Artwork { preview } => format!("device   artwork (pictures at {preview})"),
    });
    lines.extend(outcome.allowed.iter().map(|allowed| format!("allowed  {allowed}")));
    lines.push(format!("seconds  {seconds:.2}"));
    lines.join("\n")
}

fn as_json(arguments: &Arguments, outcome: &Outcome, seconds: f64) -> Value {
    let summary = outcome.summary.as_ref().map(|summary| {
        let symbols = outcome.symbols.iter().map(|(size, fit)| json::symbol(*size, fit, []));
        json!({
            "output": arguments.output.display().to_string(),
            "labels": summary.labels,
            "pages": summary.pages,
            "files": summary.files,
            "bytes": summary.bytes,
            "symbols": symbols.collect::<Vec<_>>(),
            "rejects": summary.rejects.as_ref().map(|path| path.display().to_string()),
            "seconds": (seconds * 1000.0).round() / 1000.0,
        })
    });
    json!({ "ran": true, "rejected": outcome.rejected, "written": summary, "design": design(outcome).map(json::finding).collect::<Vec<_>>(), "allowed": outcome.allowed, "findings": json::groups(&outcome.findings) })
}
