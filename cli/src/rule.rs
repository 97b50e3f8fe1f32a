//! `quietzone rule`: what data, templates and labels are judged by.

use clap::Subcommand;
use quietzone::batch::{self, Failure};
use quietzone::diagnostic::Diagnostic;
use quietzone::report::{Listed, catalogue};
use quietzone::say;
use quietzone::sentence::{list, name, outside};

use super::console::Console;
use super::ended::{Ended, Format};

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
    let all = rules();
    match (&arguments.command, arguments.format) {
        (Command::List, Format::Text) => {
            console.print(&all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
        (Command::List, Format::Json) => console.print_json(&all.iter().map(Listed::in_short).collect()),
        (Command::Show { code }, format) => {
            let listed = named(&all, code)?;
            match format {
                Format::Text => console.print(&listed.manual()),
                Format::Json => console.print_json(&listed.in_full()),
            }
        }
    }
}

/// Every rule that this program judges by, by its code.
#[must_use]
pub fn rules() -> Vec<Listed> {
    let mut all = catalogue();
    #[cfg(feature = "station")]
    all.extend(quietzone_station::rules());
    all.sort_by_key(|listed| listed.rule.code);
    all
}

/// The rule of a code, whatever its case.
fn named<'l>(all: &'l [Listed], code: &str) -> Result<&'l Listed, Diagnostic> {
    all.iter().find(|listed| listed.rule.code.eq_ignore_ascii_case(code)).ok_or_else(|| {
        let codes = list(all.iter().map(|listed| name(listed.rule.code)));
        Diagnostic::error(batch::rules::REQUEST, say!("there is no rule “{code}”", code = outside(code)))
            .help(say!("the rules are {codes}", codes))
    })
}
