//! `quietzone market`: which markets there are, and what each asks.

use clap::Subcommand;
use quietzone::batch::Failure;
use quietzone::market::Market;
use quietzone::report::market as report;
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};

const EXAMPLES: &str = "\
Examples:
  quietzone market list
  quietzone market show uz-pharma";

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
    /// Tell all markets that are built in.
    List,
    /// Tell the structure, limits and clauses of a market.
    Show {
        /// Its name, or the path of a market file.
        id: String,
    },
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, tell(arguments, console).map(|()| Ended::Clean))
}

fn tell(arguments: &Arguments, console: &Console) -> Result<(), Failure> {
    match (&arguments.command, arguments.format) {
        (Command::List, Format::Text) => console.print(&report::list(&Market::listed().collect::<Vec<_>>())),
        (Command::List, Format::Json) => console
            .print_json(&Market::listed().map(|market| json!({ "id": market.id, "title": market.title })).collect()),
        (Command::Show { id }, Format::Text) => console.print(&report::text(&Market::load(id)?)),
        (Command::Show { id }, Format::Json) => console.print_json(&report::json(&Market::load(id)?)),
    }
}
