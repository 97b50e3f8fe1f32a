//! `quietzone check`: a template judged before it is printed.

use std::path::PathBuf;

use serde_json::json;

use super::report::{print, print_text};
use super::{Ended, Format, report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::job::{Failure, Judgement};
use crate::units::Resolution;

const EXAMPLES: &str = "\
Examples:
  The design alone, with the widest code its market allows:
    quietzone check templates/kz-pharma-carton.toml
  For another market and print head, with a picture of what was found:
    quietzone check templates/kz-pharma-carton.toml --market uz-pharma --dpi 203 --overlay out/check.svg";

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
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let judgement = Judgement {
        template: arguments.template.clone(),
        market: arguments.market.clone(),
        device: arguments.dpi,
        overlay: arguments.overlay.clone(),
    };
    match judgement.run() {
        Err(Failure(found)) => {
            report::failed(&found, arguments.format);
            Ended::CouldNotRun
        }
        Ok(found) => {
            tell(&found, arguments.format);
            let wrong = found.iter().any(|finding| finding.severity == Severity::Error);
            if wrong { Ended::Findings } else { Ended::Clean }
        }
    }
}

fn tell(found: &[Diagnostic], format: Format) {
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    match format {
        Format::Text => {
            report::each(found);
            print_text(&format!("errors    {errors}\nwarnings  {warnings}\nnotes     {notes}"));
        }
        Format::Json => print(&json!({
            "ran": true,
            "errors": errors,
            "warnings": warnings,
            "notes": notes,
            "findings": found.iter().map(report::json).collect::<Vec<_>>(),
        })),
    }
}
