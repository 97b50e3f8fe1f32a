//! `quietzone check`: a template judged before it is printed.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::report::{print, print_text};
use super::{Ended, Format, html, report, sarif};
use crate::diagnostic::{Diagnostic, Severity};
use crate::job::{Failure, Judgement, Proof};
use crate::units::Resolution;

const EXAMPLES: &str = "\
Examples:
  The design alone, with the widest code its market allows:
    quietzone check templates/kz-pharma-carton.toml
  For another market and print head, with a picture of what was found:
    quietzone check templates/kz-pharma-carton.toml --market uz-pharma --dpi 203 --overlay out/check.svg
  As a page to mail to a colleague:
    quietzone check templates/kz-pharma-carton.toml --format html > check.html";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The template.
    template: PathBuf,
    /// Another market than the template's: its name, or the path of a market file.
    #[arg(long, value_name = "ID")]
    market: Option<String>,
    /// Another printer than the template's: 203, 300, 600, or '12 dots/mm'.
    #[arg(long, value_name = "DPI")]
    dpi: Option<Resolution>,
    /// A picture of the label with quiet zones and findings framed: .svg, .png or .pdf.
    #[arg(long, value_name = "OUT")]
    overlay: Option<PathBuf>,
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

pub(super) fn run(arguments: &Arguments) -> Ended {
    let judgement = Judgement {
        template: arguments.template.clone(),
        market: arguments.market.clone(),
        device: arguments.dpi,
        overlay: arguments.overlay.clone(),
    };
    let judged = match arguments.format {
        Form::Html => judgement.prove(),
        _ => judgement.run().map(|found| (found, None)),
    };
    let (ran, found, proof) = match judged {
        Ok((found, proof)) => (true, found, proof),
        Err(Failure(found)) => (false, found, None),
    };
    let ended = match found.iter().any(|finding| finding.severity == Severity::Error) {
        _ if !ran => Ended::CouldNotRun,
        true => Ended::Findings,
        false => Ended::Clean,
    };
    tell(arguments, ended, &found, proof.as_ref());
    ended
}

fn tell(arguments: &Arguments, ended: Ended, found: &[Diagnostic], proof: Option<&Proof>) {
    let ran = ended != Ended::CouldNotRun;
    match arguments.format {
        Form::Text if !ran => report::failed(found, Format::Text),
        Form::Json if !ran => report::failed(found, Format::Json),
        Form::Text => {
            report::each(found);
            let [errors, unjudged, warnings, notes] = counts(found);
            print_text(&format!("errors    {errors}\nunjudged  {unjudged}\nwarnings  {warnings}\nnotes     {notes}"));
        }
        Form::Json => {
            let [errors, unjudged, warnings, notes] = counts(found);
            print(&json!({
                "ran": true,
                "errors": errors,
                "unjudged": unjudged,
                "warnings": warnings,
                "notes": notes,
                "findings": found.iter().map(report::json).collect::<Vec<_>>(),
            }));
        }
        Form::Sarif => print(&sarif::log(ran, ended.code(), found)),
        Form::Html => print_text(html::page(&arguments.template, found, proof).trim_end()),
    }
}

fn counts(found: &[Diagnostic]) -> [usize; 4] {
    [Severity::Error, Severity::Unjudged, Severity::Warning, Severity::Note]
        .map(|severity| found.iter().filter(|finding| finding.severity == severity).count())
}
