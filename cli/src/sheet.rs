//! `quietzone sheet`: sheets of labels that are sold, and the page that a printer is measured by.

use clap::Subcommand;
use quietzone::batch::Failure;
use quietzone::report::stocks;

use super::calibrate;
use super::console::Console;
use super::ended::{Ended, Format};

const EXAMPLES: &str = "\
Examples:
  Sheets that are known by name:
    quietzone sheet list
  A page to print at 100 % and to measure, with the outlines of a sheet's labels:
    quietzone sheet calibrate laser-1 --stock avery-l7160 -o out/calibrate.pdf
  What was measured on it, in millimetres: from the left edge and the top edge to the cross at the top left, and
  from there to the crosses at its right and below it. It tells what to set:
    quietzone sheet calibrate laser-1 --measured 19.2,20.3,159.3,239.1";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell which sheets of labels have a name for `stock` in [sheet], and how far their sizes are known.
    List {
        /// How they are told.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Draw a page of rules and crosses that shows how far a printer moves and scales what it prints; or reckon from
    /// what was measured on it what to set.
    Calibrate(calibrate::Arguments),
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    match &arguments.command {
        Command::List { format } => console.ended(*format, list(*format, console)),
        Command::Calibrate(arguments) => calibrate::run(arguments, console),
    }
}

fn list(format: Format, console: &Console) -> Result<Ended, Failure> {
    match format {
        Format::Json => console.print_json(&stocks::json())?,
        Format::Text => console.print(&stocks::text())?,
    }
    Ok(Ended::Clean)
}
