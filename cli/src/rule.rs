//! `quietzone rule`: what data, templates and labels are judged by.

use clap::Subcommand;
use serde_json::json;

use super::{Console, Ended, Format};
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::report::{Listed, catalogue};

const EXAMPLES: &str = "\
Examples:
  quietzone rule list
  quietzone rule show QZ01
  quietzone rule show COD03";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell all rules, a line each: code, where it is judged, what it asks.
    List,
    /// Tell what a rule asks, why, and what to do.
    Show {
        /// Its code, such as QZ01.
        code: String,
    },
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, tell(arguments, console).map(|()| Ended::Clean))
}

fn tell(arguments: &Arguments, console: &Console) -> Result<(), Failure> {
    let all = catalogue();
    match (&arguments.command, arguments.format) {
        (Command::List, Format::Text) => {
            let line = |listed: &Listed| format!("{:6} {:9} {}", listed.rule.code, listed.judged, listed.rule.title);
            console.print(&all.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        (Command::List, Format::Json) => {
            let as_json = |listed: &Listed| json!({ "code": listed.rule.code, "title": listed.rule.title, "judged": listed.judged });
            console.print_json(&all.iter().map(as_json).collect())
        }
        (Command::Show { code }, format) => {
            let listed = named(&all, code)?;
            match format {
                Format::Text => console.print(&listed.manual),
                Format::Json => console.print_json(&json!({
                    "code": listed.rule.code,
                    "title": listed.rule.title,
                    "judged": listed.judged,
                    "manual": listed.manual,
                })),
            }
        }
    }
}

/// The rule of a code, whatever its case.
fn named<'l>(all: &'l [Listed], code: &str) -> Result<&'l Listed, Diagnostic> {
    all.iter().find(|listed| listed.rule.code.eq_ignore_ascii_case(code)).ok_or_else(|| {
        let codes = all.iter().map(|listed| listed.rule.code).collect::<Vec<_>>().join(", ");
        Diagnostic::error(rules::REQUEST, format!("there is no rule “{code}”")).help(format!("the rules are {codes}"))
    })
}
