//! `quietzone check`: labels judged before they are printed.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::batch::Batch;
use super::progress::Show;
use super::report::{print, print_text};
use super::{Ended, Format, report};
use crate::diagnostic::Severity;
use crate::job::{self, Failure, Outcome};

const EXAMPLES: &str = "\
Examples:
  The design alone, with the widest code its market allows:
    quietzone check templates/kz-pharma-carton.toml
  And with every record of a file:
    quietzone check templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx
  For another market and print head, with a picture of what was found:
    quietzone check templates/kz-pharma-carton.toml --market uz-pharma --dpi 203 --overlay out/check.svg

Exit codes: 0 nothing is wrong, 1 an error or something that cannot be judged, 2 could not run.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
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
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let show = Show::new(false, arguments.batch.all_findings && arguments.format == Format::Text);
    let request = arguments.batch.request(&arguments.template, arguments.data.as_deref());
    let result = request.and_then(|request| job::run(&request, &show));
    show.clear();
    match result {
        Err(Failure(found)) => {
            report::failed(&found, arguments.format);
            Ended::CouldNotRun
        }
        Ok(outcome) => {
            tell(arguments, &outcome);
            let wrong = outcome.count(Severity::Error) + outcome.count(Severity::Unjudged) > 0;
            if wrong { Ended::Findings } else { Ended::Clean }
        }
    }
}

/// Weights of findings, the gravest first, and how many are counted by them.
const COUNTED: [(Severity, &str); 4] = [
    (Severity::Error, "errors"),
    (Severity::Unjudged, "unjudged"),
    (Severity::Warning, "warnings"),
    (Severity::Note, "notes"),
];

fn tell(arguments: &Arguments, outcome: &Outcome) {
    let counts = COUNTED.map(|(severity, name)| (name, outcome.count(severity)));
    match arguments.format {
        Format::Text => {
            report::each(&outcome.design);
            report::grouped(&outcome.findings, arguments.batch.all_findings);
            let mut lines: Vec<String> = counts.iter().map(|(name, count)| format!("{name:<9} {count}")).collect();
            lines.extend(outcome.allowed.iter().map(|allowed| format!("allowed   {allowed}")));
            print_text(&lines.join("\n"));
        }
        Format::Json => {
            let mut told = Map::from_iter([("ran".to_owned(), true.into())]);
            told.extend(counts.map(|(name, count)| (name.to_owned(), count.into())));
            told.insert("findings".to_owned(), outcome.design.iter().map(report::json).collect());
            told.insert("records".to_owned(), report::json_groups(&outcome.findings));
            told.insert("rejected".to_owned(), outcome.rejected.into());
            told.insert("allowed".to_owned(), outcome.allowed.clone().into());
            print(&Value::Object(told));
        }
    }
}
