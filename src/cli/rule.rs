//! `quietzone rule`: what data, templates and labels are judged by.

use clap::Subcommand;
use serde_json::json;

use super::report::{failed, print, print_text};
use super::{Ended, Format};
use crate::diagnostic::Diagnostic;
use crate::job::{Listed, catalogue, rules};

const EXAMPLES: &str = "\
Examples:
  quietzone rule list
  quietzone rule show QZ01
  quietzone rule show COD03";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
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

pub(super) fn run(arguments: &Arguments) -> Ended {
    let all = catalogue();
    match &arguments.command {
        Command::List => {
            match arguments.format {
                Format::Text => {
                    let line =
                        |listed: &Listed| format!("{:6} {:9} {}", listed.rule.code, listed.judged, listed.rule.title);
                    print_text(&all.iter().map(line).collect::<Vec<_>>().join("\n"));
                }
                Format::Json => {
                    let as_json = |listed: &Listed| json!({ "code": listed.rule.code, "title": listed.rule.title, "judged": listed.judged });
                    print(&all.iter().map(as_json).collect());
                }
            }
            Ended::Clean
        }
        Command::Show { code } => match all.iter().find(|listed| listed.rule.code.eq_ignore_ascii_case(code)) {
            Some(listed) => {
                match arguments.format {
                    Format::Text => print_text(&listed.manual),
                    Format::Json => print(&json!({
                        "code": listed.rule.code,
                        "title": listed.rule.title,
                        "judged": listed.judged,
                        "manual": listed.manual,
                    })),
                }
                Ended::Clean
            }
            None => {
                let codes = all.iter().map(|listed| listed.rule.code).collect::<Vec<_>>().join(", ");
                let found = Diagnostic::error(rules::REQUEST, format!("there is no rule “{code}”"));
                failed(&[found.help(format!("the rules are {codes}"))], arguments.format);
                Ended::CouldNotRun
            }
        },
    }
}
