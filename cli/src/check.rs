//! `quietzone check`: labels judged before they are printed.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Map, Value};

use super::batch::Batch;
use super::progress::Show;
use super::{Console, Ended, Format};
use quietzone::batch::Failure;
use quietzone::diagnostic::{Diagnostic, Findings, Severity};
use quietzone::job::{self, Outcome, Request};
use quietzone::report::{json, page, sarif};

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
    /// The codes: .xlsx, .xls, .ods, .csv, .tsv, .txt; - for standard input. Without them the design
    /// is judged by the widest code its market allows.
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(flatten)]
    batch: Batch,
    /// How the findings are told.
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
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
    let show = Show::new(console, false, arguments.batch.all_findings && arguments.format == Form::Text);
    let request = arguments.batch.request(&arguments.template, arguments.data.as_deref());
    let proof = arguments.format == Form::Html;
    let result = request.and_then(|request| job::run(&Request { proof, ..request }, &show));
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
        Form::Text => console.failed(found, Format::Text),
        Form::Json => console.failed(found, Format::Json),
        Form::Sarif => console.print_json(&sarif::log(false, Ended::CouldNotRun.code(), found, &nothing)),
        Form::Html => console.print(page(&arguments.template, found, &nothing, None).trim_end()),
    }
}

/// Weights of findings, the gravest first, and how many are counted by them.
const COUNTED: [(Severity, &str); 4] = [
    (Severity::Error, "errors"),
    (Severity::Unjudged, "unjudged"),
    (Severity::Warning, "warnings"),
    (Severity::Note, "notes"),
];

fn tell(arguments: &Arguments, ended: Ended, outcome: &Outcome, console: &Console) -> Result<(), Failure> {
    let counts = COUNTED.map(|(severity, name)| (name, outcome.count(severity)));
    match arguments.format {
        Form::Text => {
            console.each(&outcome.design);
            console.grouped(&outcome.findings, arguments.batch.all_findings);
            let mut lines: Vec<String> = counts.iter().map(|(name, count)| format!("{name:<9} {count}")).collect();
            lines.extend(outcome.allowed.iter().map(|allowed| format!("allowed   {allowed}")));
            console.print(&lines.join("\n"))
        }
        Form::Json => {
            let mut told = Map::from_iter([("ran".to_owned(), true.into())]);
            told.extend(counts.map(|(name, count)| (name.to_owned(), count.into())));
            told.insert("findings".to_owned(), outcome.design.iter().map(json::finding).collect());
            told.insert("records".to_owned(), json::groups(&outcome.findings));
            told.insert("rejected".to_owned(), outcome.rejected.into());
            told.insert("allowed".to_owned(), outcome.allowed.clone().into());
            console.print_json(&Value::Object(told))
        }
        Form::Sarif => console.print_json(&sarif::log(true, ended.code(), &outcome.design, &outcome.findings)),
        Form::Html => {
            let page = page(&arguments.template, &outcome.design, &outcome.findings, outcome.proof.as_ref());
            console.print(page.trim_end())
        }
    }
}
