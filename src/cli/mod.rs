//! The command line: one module a subcommand, each from what was typed to what is meant.
//!
//! Exit codes: 0 nothing at error level, 1 an error-level finding or a rejected row, 2 the
//! command could not run.

mod batch;
mod check;
mod convert;
mod demands;
mod forms;
mod html;
mod inspect;
mod listing;
mod market;
mod printed;
mod progress;
mod render;
mod report;
mod rule;
mod sarif;
mod size;
mod source;
mod symbol;
mod template;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Labels and artwork for goods that carry a state marking code.
#[derive(Debug, Parser)]
#[command(name = "quietzone", version, about, long_about = None, propagate_version = true, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  quietzone render templates/kz-pharma-carton.toml --data samples/kz-pharma.xlsx -o out/labels.pdf
  quietzone check templates/kz-pharma-carton.toml
  quietzone inspect --data samples/kz-pharma.xlsx --market kz-pharma
  quietzone size --market kz-pharma --box 14x14mm
  quietzone symbol --market kz-pharma --placeholder -o dm.svg
  quietzone template new > carton.toml

Exit codes: 0 nothing at error level, 1 an error-level finding or a rejected row, 2 could not run.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Make labels of a template and a file of codes.
    Render(Box<render::Arguments>),
    /// Judge a template before it is printed.
    Check(Box<check::Arguments>),
    /// Write a file of codes in clean form.
    Convert(Box<convert::Arguments>),
    /// Explain one code, or look through a file of codes.
    Inspect(Box<inspect::Arguments>),
    /// Tell how large a market's symbol is on a print head.
    Size(size::Arguments),
    /// Draw one symbol with its quiet zone, to place in a drawing.
    Symbol(Box<symbol::Arguments>),
    /// Tell which markets there are, and what each asks.
    Market(market::Arguments),
    /// Tell what labels are judged by.
    Rule(rule::Arguments),
    /// Help with writing templates.
    Template(template::Arguments),
}

/// How results are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object on standard output.
    Json,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Clean,
    Findings,
    CouldNotRun,
}

impl Ended {
    /// Its exit code.
    fn code(self) -> u8 {
        match self {
            Ended::Clean => 0,
            Ended::Findings => 1,
            Ended::CouldNotRun => 2,
        }
    }
}

/// Parses the arguments, runs the command, and gives its exit code.
#[must_use]
pub fn main() -> ExitCode {
    crate::world::silence();
    let ended = match Arguments::parse().command {
        Command::Render(arguments) => render::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Market(arguments) => market::run(&arguments),
        Command::Size(arguments) => size::run(&arguments),
        Command::Symbol(arguments) => symbol::run(&arguments),
        Command::Rule(arguments) => rule::run(&arguments),
        Command::Template(arguments) => template::run(&arguments),
    };
    ExitCode::from(ended.code())
}
