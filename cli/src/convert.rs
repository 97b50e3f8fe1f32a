//! `quietzone convert`: a batch of codes in clean form.

use std::path::PathBuf;

use quietzone::batch::{Conversion, Failure};
use quietzone::diagnostic::Severity;
use quietzone::report::{look, outcome, rows};

use super::console::Console;
use super::ended::{Ended, Format};
use super::forms::Csv;
use super::progress::Show;
use super::source::Source;

const EXAMPLES: &str = "\
Examples:
  A damaged export as a file with a code a line, separators as GS:
    quietzone convert --data codes.csv --market kz-pharma -o clean.txt
  The codes of one product, to be opened in Excel:
    quietzone convert --data codes.csv --market kz-pharma --where gtin=04870999000116 --csv excel -o clean.csv
  Codes in parts as a workbook with whole codes:
    quietzone convert --data samples/uz-pharma.xlsx --market uz-pharma -o clean.xlsx";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A file of codes: .xlsx, .xls, .ods, .csv, .tsv, .txt, .json, or a .zip or folder of them; - for
    /// standard input. May be given more than once: the files are one batch.
    #[arg(long, value_name = "FILE", required = true, group = "codes")]
    data: Vec<PathBuf>,
    /// The market: its name, the path of a market file, or auto.
    #[arg(long, value_name = "ID")]
    market: String,
    #[command(flatten)]
    source: Source,
    /// The output: .txt (a code a line), .csv, .json or .xlsx. It holds whole codes and is
    /// readable by its owner alone.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Write the good rows although others are bad; the exit code is 1.
    #[arg(long)]
    skip_bad: bool,
    /// List every finding, not only the first of each kind.
    #[arg(long)]
    all_findings: bool,
    /// How the result is told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    csv: Csv,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, convert(arguments, console))
}

fn convert(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let batch = arguments.source.inspection(&arguments.data, &arguments.market);
    let mut conversion = Conversion::new(batch, &arguments.output);
    conversion.skip_bad = arguments.skip_bad;
    conversion.csv = arguments.csv.form();
    let show = Show::new(console, false, arguments.all_findings && arguments.format == Format::Text);
    let result = conversion.run(&show);
    show.clear();
    let (seen, written) = result?;
    let output = written.then_some(arguments.output.as_path());
    match (arguments.format, output) {
        (Format::Json, output) => console.print_json(&look::converted_json(output, &seen))?,
        (Format::Text, output) => {
            console.grouped(&seen.findings, arguments.all_findings);
            match output {
                Some(output) => {
                    if let Some(list) = &seen.rejects {
                        console.plain(&outcome::rejected(seen.bad(), list).to_string());
                    }
                    console.print(&look::converted(output, &seen).to_string())?;
                }
                None => {
                    console.plain(&look::nothing_converted(&seen).to_string());
                    console.plain(&rows::counted(&seen.counts).to_string());
                }
            }
        }
    }
    let clean = seen.findings.count(Severity::Error) == 0 && written;
    Ok(if clean { Ended::Clean } else { Ended::Findings })
}
