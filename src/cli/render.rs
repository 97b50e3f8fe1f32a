//! `quietzone render`: a template and a file of codes become labels.

use std::path::PathBuf;
use std::time::Instant;

use serde_json::{Value, json};

use super::forms::Forms;
use super::progress::Show;
use super::report::{print, print_text, symbol_json};
use super::source::Source;
use super::{Ended, Format, report};
use crate::job::{self, Failure, Outcome, Request, RowSet, Summary};
use crate::template::Device;
use crate::units::Resolution;

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
pub(super) struct Arguments {
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
    /// Only these rows, as numbered in the file, such as 1-100,250.
    #[arg(long, value_name = "ROWS")]
    rows: Option<RowSet>,
    #[command(flatten)]
    source: Source,
    /// A value for every label, such as batch=A123.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// A second file that gives what the data lacks, one row a product.
    #[arg(long, value_name = "FILE")]
    lookup: Option<PathBuf>,
    /// The field rows of the lookup file are found by.
    #[arg(long, value_name = "FIELD", default_value = "gtin", requires = "lookup")]
    key: String,
    /// Another market than the template's: its name, the path of a market file, or auto.
    #[arg(long, value_name = "ID")]
    market: Option<String>,
    /// Another printer than the template's: 203, 300, 600, or '12 dots/mm'.
    #[arg(long, value_name = "DPI")]
    dpi: Option<Resolution>,
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
    /// List every finding, not only the first of each kind.
    #[arg(long)]
    all_findings: bool,
    /// How many threads work [default: as many as there are cores]. The output does not depend
    /// on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// No summary and no progress bar; findings are told all the same.
    #[arg(short, long)]
    quiet: bool,
    /// How the summary and the findings are told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let started = Instant::now();
    let show = Show::new(arguments.quiet, arguments.all_findings && arguments.format == Format::Text);
    let result = request(arguments).and_then(|request| job::run(&request, &show));
    show.clear();
    match result {
        Ok(outcome) => {
            tell(arguments, &outcome, started.elapsed().as_secs_f64());
            let errors = outcome.findings.count(crate::diagnostic::Severity::Error);
            if errors > 0 || outcome.rejected > 0 { Ended::Findings } else { Ended::Clean }
        }
        Err(Failure(found)) => {
            report::failed(&found, arguments.format);
            Ended::CouldNotRun
        }
    }
}

fn request(arguments: &Arguments) -> Result<Request, Failure> {
    let refused = |message: String| crate::diagnostic::Diagnostic::error(job::rules::REQUEST, message);
    let pair = |text: &String| {
        let (key, value) = text
            .split_once('=')
            .ok_or_else(|| refused(format!("--set takes FIELD=VALUE, such as batch=A123, not “{text}”")))?;
        Ok((key.trim().to_owned(), value.to_owned()))
    };
    Ok(Request {
        template: arguments.template.clone(),
        data: arguments.source.of(&arguments.data),
        output: arguments.output.clone(),
        rows: arguments.rows.clone(),
        sets: arguments.set.iter().map(pair).collect::<Result<_, crate::diagnostic::Diagnostic>>()?,
        lookup: arguments.lookup.clone().map(|path| (path, arguments.key.clone())),
        market: arguments.market.clone(),
        device: arguments.dpi,
        start_at: arguments.start_at,
        forms: arguments.forms.forms(),
        part_size: arguments.part_size,
        skip_bad: arguments.skip_bad,
        threads: arguments.threads.map(usize::from),
    })
}

fn tell(arguments: &Arguments, outcome: &Outcome, seconds: f64) {
    match arguments.format {
        Format::Json => print(&as_json(arguments, outcome, seconds)),
        Format::Text => {
            report::grouped(&outcome.findings, arguments.all_findings);
            match &outcome.summary {
                None => report::plain(&format!(
                    "{} {} cannot be printed, so nothing was written; mend them, or print the others with --skip-bad",
                    outcome.rejected,
                    if outcome.rejected == 1 { "row" } else { "rows" }
                )),
                Some(summary) => {
                    if let Some(rejects) = &summary.rejects {
                        report::plain(&format!(
                            "{} rejected rows with their codes: {} (keep it safe: the codes are whole)",
                            outcome.rejected,
                            rejects.display()
                        ));
                    }
                    if !arguments.quiet {
                        print_text(&as_text(arguments, summary, seconds));
                    }
                }
            }
        }
    }
}

fn as_text(arguments: &Arguments, summary: &Summary, seconds: f64) -> String {
    let mut lines = vec![format!("output   {}", arguments.output.display()), format!("labels   {}", summary.labels)];
    lines.push(match summary.pages {
        Some(pages) => format!("pages    {pages}"),
        None => format!("files    {}", summary.files),
    });
    lines.push(format!("bytes    {}", summary.bytes));
    for (size, fit) in &summary.symbols {
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
    lines.push(format!("seconds  {seconds:.2}"));
    lines.join("\n")
}

fn as_json(arguments: &Arguments, outcome: &Outcome, seconds: f64) -> Value {
    let summary = outcome.summary.as_ref().map(|summary| {
        let symbols = summary.symbols.iter().map(|(size, fit)| symbol_json(*size, fit, []));
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
    json!({ "ran": true, "rejected": outcome.rejected, "written": summary, "findings": report::json_groups(&outcome.findings) })
}
