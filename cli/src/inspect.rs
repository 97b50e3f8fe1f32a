//! `quietzone inspect`: one code explained, or a batch looked through.

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::market::Market;
use quietzone::report::{CodeExplained, Listing, Unread, json, look};
use quietzone::say;
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};
use super::forms::Csv;
use super::progress::Show;
use super::source::Source;
use super::typed;

const EXAMPLES: &str = "\
Examples:
  One code: its fields, its market, its symbol, and what had to be mended:
    quietzone inspect '(01)08691234567890(21)1323424679(17)271231(10)A1'
  Does the printed text say what the symbol says?
    quietzone inspect '(01)18691234567897(21)5132342412' --printed '21B13234241234'
  A batch: how many codes are good, and what is wrong with the others:
    quietzone inspect --data samples/kz-pharma.xlsx --market kz-pharma
  The codes of one product:
    quietzone inspect --data samples/kz-pharma.xlsx --market kz-pharma --where gtin=04870999000116
  Every finding as a line of a spreadsheet:
    quietzone inspect --data samples/kz-pharma.xlsx --market kz-pharma --format csv > findings.csv
    quietzone inspect --data samples/kz-pharma.xlsx --market kz-pharma --format csv --csv excel > findings.csv";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The code as scanned, as a file shows it, or with its AIs in parentheses; - for standard
    /// input.
    #[arg(required_unless_present = "data", conflicts_with = "data")]
    code: Option<String>,
    /// A file of codes: .xlsx, .xls, .ods, .csv, .tsv, .txt, .json, or a .zip or folder of them; - for
    /// standard input. May be given more than once: the files are one batch.
    #[arg(long, value_name = "FILE", requires = "market", group = "codes")]
    data: Vec<PathBuf>,
    /// The market: its name, the path of a market file, or auto [default for one code: all that fit].
    #[arg(long, value_name = "ID")]
    market: Option<String>,
    #[command(flatten)]
    source: Source,
    /// The text printed beside the symbol, to be held against the code: elements with their AIs,
    /// such as (21)ABC or 21ABC, one or more a line. What is left out is no difference.
    #[arg(long, value_name = "TEXT", conflicts_with = "data")]
    printed: Option<String>,
    /// Show keys and crypto tails, which are hidden otherwise.
    #[arg(long)]
    show_tails: bool,
    /// List every finding, not only the first of each kind.
    #[arg(long)]
    all_findings: bool,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text")]
    format: Telling,
    #[command(flatten)]
    csv: Csv,
}

/// How the answer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Telling {
    /// For people.
    Text,
    /// For programs: one JSON object on standard output.
    Json,
    /// With --data: every finding as a line of CSV on standard output, the summary on standard
    /// error. A cell that a spreadsheet would run as a formula begins with an apostrophe.
    Csv,
}

impl Telling {
    /// How all else is told.
    fn format(self) -> Format {
        if self == Telling::Json { Format::Json } else { Format::Text }
    }
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    let told = match (arguments.data.as_slice(), arguments.format) {
        (data @ [_, ..], _) => batch(arguments, data, console),
        ([], Telling::Csv) => Err(Diagnostic::error(
            rules::REQUEST,
            say!("--format csv lists the findings of a file; one code has none to list"),
        )
        .help(say!("name the file with --data, or take --format json"))
        .into()),
        ([], _) => one(arguments, console),
    };
    console.ended(arguments.format.format(), told)
}

fn batch(arguments: &Arguments, data: &[PathBuf], console: &Console) -> Result<Ended, Failure> {
    let started = Instant::now();
    let show = Show::new(console, false, arguments.all_findings && arguments.format == Telling::Text);
    let market = arguments.market.as_deref().unwrap_or_default();
    let inspection = arguments.source.inspection(data, market);
    let listing =
        (arguments.format == Telling::Csv).then(|| Listing::new(console.output(), arguments.csv.form(), &show));
    let seen = match &listing {
        Some(listing) => inspection.run(listing),
        None => inspection.run(&show),
    };
    show.clear();
    let seen = seen?;
    let summary = look::seen(&seen, started.elapsed().as_secs_f64());
    match arguments.format {
        Telling::Text => {
            console.grouped(&seen.findings, arguments.all_findings);
            console.print(&summary.to_string())?;
        }
        Telling::Csv => {
            console.written(listing.map_or(Ok(()), Listing::finish))?;
            console.plain(&summary.to_string());
        }
        Telling::Json => console.print_json(&look::seen_json(&seen))?,
    }
    Ok(if seen.findings.count(Severity::Error) > 0 { Ended::Findings } else { Ended::Clean })
}

fn one(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let format = arguments.format.format();
    let text = typed::text(arguments.code.as_deref().unwrap_or_default())?;
    let markets = match arguments.market.as_deref().filter(|id| *id != "auto") {
        Some(id) => vec![Market::load(id)?],
        None => Market::all().collect(),
    };
    let code = match CodeExplained::of(&text, markets, arguments.source.fixing()) {
        Ok(code) => code,
        Err(unread) => {
            refused(&text, &unread, console, format)?;
            return Ok(Ended::Findings);
        }
    };
    let compared = arguments.printed.as_deref().map(|text| code.compare(text).ok_or_else(more_than_one)).transpose()?;
    let told = code.told(compared.as_ref(), arguments.show_tails);
    let ended = if told.is_clean() { Ended::Clean } else { Ended::Findings };
    match format {
        Format::Text => {
            console.print(&told.text())?;
            console.each(&told.findings);
        }
        Format::Json => console.print_json(&told.json())?,
    }
    Ok(ended)
}

/// Tells why a code cannot be read; of GS1 data for programs also which character of which AI.
fn refused(text: &str, unread: &Unread, console: &Console, format: Format) -> Result<(), Failure> {
    let (found, fault) = match unread {
        Unread::Faulty(faults) => (
            faults.iter().cloned().map(Diagnostic::from).collect(),
            faults.iter().find_map(|fault| fault.gs1.as_ref()).map(json::fault),
        ),
        Unread::Unknown(error) => (vec![typed::unknown(text, error)], Some(json::fault(error))),
    };
    match (format, fault) {
        (Format::Json, Some(fault)) => {
            let found: Vec<Value> = found.iter().map(json::finding).collect();
            console.print_json(&json!({ "ran": true, "findings": found, "fault": fault }))
        }
        _ => console.found(&found, format),
    }
}

fn more_than_one() -> Diagnostic {
    let message = say!("the code can be read in more than one way, so a printed text cannot be held against it");
    Diagnostic::error(rules::REQUEST, message).help(say!("name its market with --market"))
}
