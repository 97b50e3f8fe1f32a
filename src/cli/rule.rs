//! `quietzone rule`: what labels are judged by.

use clap::Subcommand;
use serde_json::json;

use super::report::{failed, print, print_text};
use super::{Ended, Format};
use crate::check::{ALL, Check};
use crate::diagnostic::Diagnostic;
use crate::job::rules;

const EXAMPLES: &str = "\
Examples:
  quietzone rule list
  quietzone rule show QZ01";

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
    /// Tell all rules that labels are judged by, a line each.
    List,
    /// Tell what a rule asks, why, and what to do.
    Show {
        /// Its code, such as QZ01.
        code: String,
    },
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    match &arguments.command {
        Command::List => {
            let rules = ALL.iter().map(|check| check.rule);
            match arguments.format {
                Format::Text => {
                    let lines: Vec<String> = rules.map(|rule| format!("{}  {}", rule.code, rule.title)).collect();
                    print_text(&lines.join("\n"));
                }
                Format::Json => print(&rules.map(|rule| json!({ "code": rule.code, "title": rule.title })).collect()),
            }
            Ended::Clean
        }
        Command::Show { code } => match Check::of(code) {
            Some(check) => {
                match arguments.format {
                    Format::Text => print_text(&check.manual()),
                    Format::Json => print(&json!({
                        "code": check.rule.code,
                        "title": check.rule.title,
                        "manual": check.manual(),
                    })),
                }
                Ended::Clean
            }
            None => {
                let codes = ALL.iter().map(|check| check.rule.code).collect::<Vec<_>>().join(", ");
                let found = Diagnostic::error(rules::REQUEST, format!("there is no rule “{code}”"));
                failed(&[found.help(format!("the rules are {codes}"))], arguments.format);
                Ended::CouldNotRun
            }
        },
    }
}
