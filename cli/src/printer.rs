//! `quietzone printer`: the printers that are known, and what they say.

use clap::Subcommand;
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{Sentence, length, name, outside};
use quietzone::world::World;
use quietzone_station::printer::{self, Address, Language, Profile, Profiles, Scales, Shift, rules};
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};
use super::printer_settings::Settings;
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
  A printer of TSC at USB, and a queue of CUPS:
    quietzone printer add tsc-1 device:/dev/usb/lp0 --language tspl --dpi 203
    quietzone printer add tsc-2 cups:TSC --language tspl --dpi 203
  Sheets come out 0.8 mm too far left, 0.3 mm too low, and 4 parts in a thousand too small:
    quietzone printer set laser-1 --shift 0.8,-0.3mm --scale 1.004
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
        /// Where it stands: tcp://10.0.0.5, tcp://10.0.0.5:6101, device:/dev/usb/lp0, cups:QUEUE,
        /// spool:\\\\PC\\PRINTER, or file:out.zpl.
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
                Format::Json => console.print_json(&gone.json())?,
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
        Format::Json => console.print_json(&printer.json()),
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
            if printer.language == Language::Tspl {
                facts.fact(&say!("language"), name("TSPL"));
            }
            if printer.inverted {
                facts.line(say!("the bit 1 burns"));
            }
            if let Some(gap) = printer.gap {
                facts.fact(&say!("gap"), outside(gap));
            }
            if let Some(cut) = printer.cut {
                facts.fact(&say!("cutter"), outside(cut));
            }
            if printer.peel {
                facts.line(say!("each label is peeled off"));
            }
            if printer.separator {
                facts.line(say!("a label with GTIN and number comes behind the labels of each GTIN"));
            }
            if !printer.fit.is_none() {
                let (right, down) = (length(printer.fit.right, 2), length(printer.fit.down, 2));
                let scale = outside(Scales(printer.fit.across, printer.fit.along));
                facts.fact(
                    &say!("sheets"),
                    say!("{right} to the right, {down} down, scale {scale}", right, down, scale),
                );
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
        Format::Json => {
            console.print_json(&json!({ "printers": printers.iter().map(Profile::json).collect::<Vec<_>>() }))
        }
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
