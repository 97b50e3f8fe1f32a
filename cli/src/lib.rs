//! The command line: one module a subcommand, each from what was typed to what is meant.
//!
//! Exit codes: 0 nothing at error level, 1 an error-level finding or a rejected row, 2 the
//! command could not run.

mod barcode;
mod batch;
mod calibrate;
mod check;
mod console;
mod convert;
mod ended;
mod forms;
mod inspect;
#[cfg(feature = "station")]
mod job;
mod language;
#[cfg(feature = "station")]
mod ledger;
mod market;
mod mistyped;
#[cfg(feature = "oms")]
mod oms;
#[cfg(feature = "oms")]
mod oms_desk;
#[cfg(feature = "oms")]
mod oms_emulated;
#[cfg(feature = "oms")]
mod oms_fetch;
#[cfg(feature = "oms")]
mod oms_filed;
#[cfg(feature = "oms")]
mod oms_sign;
#[cfg(feature = "oms")]
mod oms_token;
#[cfg(feature = "oms")]
mod oms_told;
#[cfg(feature = "station")]
mod print;
#[cfg(feature = "station")]
mod printer;
#[cfg(feature = "station")]
mod printer_asked;
#[cfg(feature = "station")]
mod printer_settings;
#[cfg(feature = "station")]
mod printer_simulated;
mod progress;
mod render;
#[cfg(feature = "station")]
mod room;
mod rule;
mod sheet;
mod size;
mod source;
#[cfg(feature = "studio")]
mod studio;
mod symbol;
mod template;
mod typed;
#[cfg(feature = "station")]
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use console::Console;
use ended::{Ended, Format};
use quietzone::diagnostic::Diagnostic;
use quietzone::sentence::{told_in, tongue};
use quietzone::world::caught;
pub use rule::rules;

/// Labels and artwork for goods that carry a state marking code.
#[derive(Debug, Parser)]
#[command(name = "quietzone", version, about, long_about = None, propagate_version = true, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The language of messages and help [default: QUIETZONE_LANG, or the user's].
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language::values())]
    lang: Option<String>,
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
    /// Print labels of a template and a file of codes, each code once.
    #[cfg(feature = "station")]
    Print(Box<print::Arguments>),
    /// Tell what became of printed labels, and decide what is to become of them.
    #[cfg(feature = "station")]
    Job(job::Arguments),
    /// Tell of the ledger of all labels, keep it safe, wipe codes.
    #[cfg(feature = "station")]
    Ledger(ledger::Arguments),
    /// Codes straight from an order management system (OMS, СУЗ).
    #[cfg(feature = "oms")]
    Oms(Box<oms::Arguments>),
    /// Judge a template before it is printed.
    Check(Box<check::Arguments>),
    /// Write a file of codes in clean form.
    Convert(Box<convert::Arguments>),
    /// Explain one code, or look through a file of codes.
    Inspect(Box<inspect::Arguments>),
    /// Sheets of labels: a page to set a printer by.
    Sheet(Box<sheet::Arguments>),
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
    /// The whole job with a mouse: a page in the browser.
    #[cfg(feature = "studio")]
    Studio(studio::Arguments),
    /// Printers: add them, ask them, test them.
    #[cfg(feature = "station")]
    Printer(Box<printer::Arguments>),
}

/// Runs the command of this process.
#[must_use]
pub fn main() -> ExitCode {
    quietzone::world::silence();
    let console = Console::of_process();
    ExitCode::from(match language::of_process() {
        Ok(language) => run(std::env::args_os(), &console.speaking(language)),
        Err(unknown) => console.ended(Format::Text, Err(unknown.into())).code(),
    })
}

/// Runs a command, the program's name first, and gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &Console) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = language::asked(&arguments).unwrap_or(console.language());
    let ended = caught(|| told_in(language.tongue(), || dispatch(arguments, console)));
    let ended = ended.unwrap_or_else(|place| console.ended(Format::Text, Err(Diagnostic::internal(&place).into())));
    ended.code()
}

fn dispatch(arguments: Vec<OsString>, console: &Console) -> Ended {
    match Arguments::try_parse_from(&arguments) {
        Err(told) => console.ended(Format::Text, console.parsed(in_words(told, arguments))),
        Ok(arguments) => match arguments.command {
            Command::Render(arguments) => render::run(&arguments, console),
            #[cfg(feature = "station")]
            Command::Print(arguments) => print::run(&arguments, console),
            #[cfg(feature = "station")]
            Command::Job(arguments) => job::run(&arguments, console),
            #[cfg(feature = "station")]
            Command::Ledger(arguments) => ledger::run(&arguments, console),
            #[cfg(feature = "oms")]
            Command::Oms(arguments) => oms::run(&arguments, console),
            Command::Check(arguments) => check::run(&arguments, console),
            Command::Convert(arguments) => convert::run(&arguments, console),
            Command::Inspect(arguments) => inspect::run(&arguments, console),
            Command::Market(arguments) => market::run(&arguments, console),
            Command::Sheet(arguments) => sheet::run(&arguments, console),
            Command::Size(arguments) => size::run(&arguments, console),
            Command::Symbol(arguments) => symbol::run(&arguments, console),
            Command::Rule(arguments) => rule::run(&arguments, console),
            Command::Template(arguments) => template::run(&arguments, console),
            #[cfg(feature = "studio")]
            Command::Studio(arguments) => studio::run(&arguments, console),
            #[cfg(feature = "station")]
            Command::Printer(arguments) => printer::run(&arguments, console),
        },
    }
}

/// What the parser tells, in the language that is spoken: of help it is asked once more.
fn in_words(told: clap::Error, arguments: Vec<OsString>) -> clap::Error {
    if tongue().is_none() || told.use_stderr() {
        return told;
    }
    language::helped(Arguments::command()).try_get_matches_from(arguments).err().unwrap_or(told)
}

/// Everything that can be typed, for pages about it.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}
