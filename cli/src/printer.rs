//! `quietzone printer`: the printers that are known, and what they say.

use std::str::FromStr;

use clap::{Subcommand, ValueEnum};
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::document::Choice;
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{Sentence, name, outside};
use quietzone::units::{Length, Measure, Resolution};
use quietzone::world::World;
use quietzone_station::printer::{self, Address, Profile, Profiles, Shift, rules};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};
use super::room::Room;
use super::{printer_asked, printer_simulated};

const EXAMPLES: &str = "\
Examples:
  A printer on the network, and what it says of itself:
    quietzone printer add zebra-1 tcp://10.0.0.5 --dpi 203
    quietzone printer status zebra-1
  Labels come out 3 dots too far left and 2 too low:
    quietzone printer set zebra-1 --shift 3,-2
  Whether its own count can confirm labels, which needs somebody beside it:
    quietzone printer test zebra-1
    quietzone printer set zebra-1 --confirm counter
  A file is a printer too:
    quietzone printer add later file:out.zpl --dpi 300
  Who has no printer can switch one on here, and add it as tcp://127.0.0.1:
    quietzone printer simulate -o papers

Printers stand in printers.toml in the ledger's folder, which may be edited.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    room: Room,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a printer.
    #[command(
        after_help = "Examples:\n  quietzone printer add zebra-1 tcp://10.0.0.5 --dpi 203\n  quietzone printer add later file:out.zpl --dpi 300"
    )]
    Add {
        /// What it is called: letters, digits, -, _ and points.
        name: String,
        /// Where it stands: tcp://10.0.0.5, tcp://10.0.0.5:6101, or file:out.zpl.
        address: Address,
        #[command(flatten)]
        settings: Settings,
    },
    /// Change what is known of a printer; what is not said stays.
    #[command(
        after_help = "Examples:\n  quietzone printer set zebra-1 --shift 3,-2\n  quietzone printer set zebra-1 --confirm counter"
    )]
    Set {
        /// What it is called.
        name: String,
        /// Where it stands now.
        #[arg(long)]
        address: Option<Address>,
        #[command(flatten)]
        settings: Settings,
    },
    /// Tell all printers.
    #[command(after_help = "Example:\n  quietzone printer list")]
    List,
    /// Forget a printer.
    #[command(after_help = "Example:\n  quietzone printer remove zebra-1")]
    Remove {
        /// What it is called.
        name: String,
    },
    /// Ask a printer what it does, and tell what to do.
    #[command(after_help = "Example:\n  quietzone printer status zebra-1 --format json")]
    Status {
        /// What it is called.
        name: String,
    },
    /// Print test labels, and show whether the printer's own count can confirm labels. It asks to take
    /// the labels out of the printer and to put them in again.
    #[command(after_help = "Example:\n  quietzone printer test zebra-1")]
    Test {
        /// What it is called.
        name: String,
    },
    /// Be a printer on this machine, for who has none. It obeys these lines on standard input: paper out,
    /// paper in, head open, head close, pause, resume, power cycle, quit.
    #[command(
        after_help = "Examples:\n  quietzone printer simulate -o papers\n  quietzone printer add ours tcp://127.0.0.1"
    )]
    Simulate(printer_simulated::Arguments),
}

/// How a printer prints.
#[derive(Debug, clap::Args)]
struct Settings {
    /// The dots of its head: 203, 300, 600, '12 dots/mm', or none.
    #[arg(long, value_name = "DPI")]
    dpi: Option<Said<Resolution>>,
    /// The width that it prints, at most, such as 104mm, or none.
    #[arg(long, value_name = "LENGTH")]
    width: Option<Said<Measure>>,
    /// Dots that labels are moved to the right and down, such as 3,-2, or none.
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    shift: Option<Said<Moved>>,
    /// What confirms that labels were printed.
    #[arg(long, value_enum, value_name = "WHO")]
    confirm: Option<Confirm>,
    /// Labels after which the operator is asked, if not only at the end, or none.
    #[arg(long, value_name = "N")]
    confirm_every: Option<Said<u32>>,
    /// Whether the printer itself prints a label again that was partly printed.
    #[arg(long, value_enum, value_name = "WHO")]
    reprint: Option<Reprint>,
    /// Labels under way at a time [default: 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    in_flight: Option<u32>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Confirm {
    /// Somebody who looks at the labels.
    Operator,
    /// The printer's own count, which `printer test` has shown to be right.
    Counter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Reprint {
    /// Never: every label says ^JZN, so that no code is printed twice unseen.
    Off,
    /// As the printer is set: two papers of one code may come out.
    Printer,
}

/// A value, or that there is none.
#[derive(Clone, Copy, Debug)]
enum Said<T> {
    Is(T),
    None,
}

impl<T: FromStr> FromStr for Said<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "none" { Ok(Said::None) } else { text.parse().map(Said::Is) }
    }
}

impl<T: Copy> Said<T> {
    fn value(self) -> Option<T> {
        match self {
            Said::Is(value) => Some(value),
            Said::None => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Moved(Shift);

impl FromStr for Moved {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let numbers = text.split_once(',').and_then(|(right, down)| {
            Some(Shift { right: right.trim().parse().ok()?, down: down.trim().parse().ok()? })
        });
        numbers
            .map(Moved)
            .ok_or_else(|| say!("“{text}” is not two numbers of dots, such as 3,-2", text = outside(text)))
    }
}

impl Settings {
    /// Sets what was said.
    fn put(&self, printer: &mut Profile) -> Result<(), Diagnostic> {
        let refused = |message: Sentence| Diagnostic::error(rules::SETTINGS, message);
        if let Some(dpi) = self.dpi {
            printer.dots = dpi.value();
        }
        if let Some(width) = self.width {
            printer.width = match width.value().map(|width| width.on(printer.dots)) {
                Some(None) => return Err(refused(say!("a width in dots needs --dpi"))),
                Some(Some(width)) if width <= Length::ZERO => {
                    return Err(refused(say!("--width must be above zero")));
                }
                width => width.flatten(),
            };
        }
        if let Some(shift) = self.shift {
            printer.shift = shift.value().map(|moved| moved.0);
        }
        if let Some(confirm) = self.confirm {
            printer.confirm = match confirm {
                Confirm::Operator => printer::Confirm::Operator,
                Confirm::Counter => printer::Confirm::Counter,
            };
        }
        if let Some(every) = self.confirm_every {
            printer.confirm_every = every.value();
        }
        if let Some(reprint) = self.reprint {
            printer.reprint_off = matches!(reprint, Reprint::Off);
        }
        printer.in_flight = self.in_flight.unwrap_or(printer.in_flight);
        Ok(())
    }
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, done(arguments, console))
}

fn done(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let format = arguments.format;
    if let Command::Simulate(arguments) = &arguments.command {
        return printer_simulated::run(arguments, format, console);
    }
    let folder = arguments.room.folder()?;
    let open = || Profiles::open(&World::default(), folder.path());
    let mut printers = open()?;
    match &arguments.command {
        Command::Add { name, address, settings } => {
            let named = Profile::new(name, address.clone());
            let mut printer = named.map_err(|message| Diagnostic::error(rules::SETTINGS, message))?;
            settings.put(&mut printer)?;
            printers.add(printer)?;
            tell(printers.get(name)?, format, console)?;
        }
        Command::Set { name, address, settings } => {
            let mut printer = printers.get(name)?.clone();
            printer.address = address.clone().unwrap_or(printer.address);
            settings.put(&mut printer)?;
            printers.set(printer)?;
            tell(printers.get(name)?, format, console)?;
        }
        Command::List => list(printers.all(), format, console)?,
        Command::Remove { name } => {
            let gone = printers.remove(name)?;
            match format {
                Format::Text => console
                    .print(&say!("the printer “{printer}” is forgotten", printer = outside(&gone.name)).to_string())?,
                Format::Json => console.print_json(&json(&gone))?,
            }
        }
        Command::Status { name } => return printer_asked::status(printers.get(name)?, format, console),
        Command::Test { name } => {
            let ledger = arguments.room.open(console)?;
            return printer_asked::test(printers.get(name)?, open, &ledger, (format, console));
        }
        Command::Simulate(_) => {}
    }
    Ok(Ended::Clean)
}

fn tell(printer: &Profile, format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console.print_json(&json(printer)),
        Format::Text => {
            let mut facts = Facts::default();
            facts.fact(&say!("printer"), outside(&printer.name));
            facts.fact(&say!("address"), outside(&printer.address));
            if let Some(dots) = printer.dots {
                facts.fact(&say!("head"), dots);
            }
            if let Some(width) = printer.width {
                facts.fact(&say!("width"), width);
            }
            if let Some(Shift { right, down }) = printer.shift {
                facts.fact(&say!("shift"), say!("{right} dots to the right, {down} dots down", right, down));
            }
            facts.fact(&say!("confirmed by"), confirmed(printer));
            facts.fact(
                &say!("under way"),
                say!("{n} label" | "{n} labels", n = quietzone::sentence::count(printer.in_flight)),
            );
            if !printer.reprint_off {
                facts.line(say!(
                    "the printer may print a label again by itself that was partly printed: look for two papers after a stop"
                ));
            }
            console.print(&facts.to_string())
        }
    }
}

fn confirmed(printer: &Profile) -> Sentence {
    match (printer.confirm, printer.confirm_every) {
        (printer::Confirm::Counter, _) => say!("the printer's own count"),
        (printer::Confirm::Operator, None) => say!("the operator, at the end and at each stop"),
        (printer::Confirm::Operator, Some(every)) => {
            say!("the operator, every {every} labels, at the end and at each stop", every)
        }
    }
}

fn list(printers: &[Profile], format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console.print_json(&json!({ "printers": printers.iter().map(json).collect::<Vec<_>>() })),
        Format::Text if printers.is_empty() => console.print(
            &say!(
                "no printer is known yet; name one with {command}",
                command = name("quietzone printer add NAME tcp://ADDRESS")
            )
            .to_string(),
        ),
        Format::Text => {
            let longest = printers.iter().map(|printer| printer.name.chars().count()).max().unwrap_or(0);
            let line = |printer: &Profile| format!("{:longest$}  {}", printer.name, outside(&printer.address));
            console.print(&printers.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// A printer for programs.
fn json(printer: &Profile) -> Value {
    json!({
        "printer": printer.name,
        "address": printer.address.to_string(),
        "dpi": printer.dots.map(Resolution::dpi),
        "width_mm": printer.width.map(Length::to_mm),
        "shift_dots": printer.shift.map(|shift| json!({ "right": shift.right, "down": shift.down })),
        "confirm": printer.confirm.word(),
        "confirm_every": printer.confirm_every,
        "reprint_off": printer.reprint_off,
        "in_flight": printer.in_flight,
        "proven": printer.proven.as_ref().map(|proof| json!({
            "odometer": proof.odometer,
            "id": proof.printer,
            "paper_out": proof.paper_out,
            "when": proof.when,
        })),
    })
}
