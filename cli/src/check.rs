//! `quietzone check`: labels judged before they are printed.

use std::path::PathBuf;

use clap::ValueEnum;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::{Diagnostic, Findings, Severity};
use quietzone::job::{self, Outcome};
use quietzone::report::{outcome as report, page, sarif};
use quietzone::say;
use quietzone::sentence::outside;

use super::batch::Batch;
use super::console::Console;
use super::ended::{Ended, Format};
use super::progress::Show;

const EXAMPLES: &str = "\
Examples:
  The design alone, with the widest code its market allows:
    quietzone check templates/kz-pharma-carton.toml
  And with every record of a file:
    quietzone check templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx
  For another market and print head, with a picture of what was found:
    quietzone check templates/kz-pharma-carton.toml --market uz-pharma --dpi 203 --overlay out/check.svg
  As a page to mail to a colleague:
    quietzone check templates/kz-pharma-carton.toml --format html > check.html

Exit codes: 0 nothing is wrong, 1 an error or something that cannot be judged, 2 could not run.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The template.
    template: PathBuf,
    /// The codes: .xlsx, .xls, .ods, .csv, .tsv, .txt, .json, or a .zip or folder of them; - for standard
    /// input. May be given more than once: the files are one batch. Without them the design is judged by
    /// the widest code its market allows.
    #[arg(long, value_name = "FILE", group = "codes")]
    data: Vec<PathBuf>,
    #[command(flatten)]
    batch: Batch,
    /// How the findings are told.
    #[arg(long, value_enum, default_value = "text")]
    format: Telling,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Telling {
    /// For people.
    Text,
    /// For programs: one JSON object on standard output.
    Json,
    /// For programs that show findings of many tools: SARIF 2.1.0 on standard output.
    Sarif,
    /// A page to look at and to mail, on standard output.
    Html,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended_with(judge(arguments, console), |found| failed(arguments, found, console))
}

fn judge(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let show = Show::new(console, false, arguments.batch.all_findings && arguments.format == Telling::Text);
    let request = arguments.batch.request(&arguments.template, &arguments.data, None);
    let result = request.and_then(|mut request| {
        request.proof = arguments.format == Telling::Html;
        job::run(&request, &show)
    });
    show.clear();
    let outcome = result?;
    let wrong = outcome.count(Severity::Error) + outcome.count(Severity::Unjudged) > 0;
    let ended = if wrong { Ended::Findings } else { Ended::Clean };
    tell(arguments, ended, &outcome, console)?;
    Ok(ended)
}

fn failed(arguments: &Arguments, found: &[Diagnostic], console: &Console) -> Result<(), Failure> {
    let nothing = Findings::default();
    match arguments.format {
        Telling::Text => console.failed(found, Format::Text),
        Telling::Json => console.failed(found, Format::Json),
        Telling::Sarif => console.print_json(&sarif::log(false, Ended::CouldNotRun.code(), found, &nothing)),
        Telling::Html => console.print(paged(page(&arguments.template, found, &nothing, None))?.trim_end()),
    }
}

fn tell(arguments: &Arguments, ended: Ended, outcome: &Outcome, console: &Console) -> Result<(), Failure> {
    match arguments.format {
        Telling::Text => {
            console.each(&outcome.design);
            console.grouped(&outcome.findings, arguments.batch.all_findings);
            console.print(&report::judged(outcome).to_string())
        }
        Telling::Json => console.print_json(&report::judged_json(outcome)),
        Telling::Sarif => console.print_json(&sarif::log(true, ended.code(), &outcome.design, &outcome.findings)),
        Telling::Html => {
            let page = page(&arguments.template, &outcome.design, &outcome.findings, outcome.proof.as_ref());
            console.print(paged(page)?.trim_end())
        }
    }
}

/// The page, if it could be made.
fn paged(page: Result<String, impl std::fmt::Display>) -> Result<String, Failure> {
    let failed =
        |error| Diagnostic::error(rules::OUTPUT, say!("the page cannot be made: {error}", error = outside(error)));
    page.map_err(|error| failed(error).into())
}
