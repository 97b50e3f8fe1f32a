//! `quietzone oms`: codes straight from an order management system.

use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Subcommand, ValueEnum};
use quietzone::batch::{Failure, rules as batch};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::gs1::Gtin;
use quietzone::report::{Facts, json as findings};
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, name, outside, system};
use quietzone::world::{World, folder_of};
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Orders, Sqlite};
use quietzone_station::oms::{self, Family, Line, Order, OrderId, Pace, Pulled, SubOrder, Suz, Web, With, rules};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};
use super::oms_emulated;
use super::oms_token::Given;
use super::room::{self, Room};

/// Codes that are read from the ledger at a time.
const PIECE: u32 = 10_000;
/// Bytes of an answer to a question.
const ANSWER: u64 = 100;

const EXAMPLES: &str = "\
Examples:
  To try it, without any account, in another window:
    quietzone oms emulate
  A connection; its device, omsId and token come from the cabinet of the system:
    quietzone oms connect plant-1 --family suz --url https://suzgrid.crpt.ru --oms-id 1cecc8fb-…
    export QUIETZONE_TOKEN=…
    quietzone oms ping
  The codes of an order, and their labels:
    quietzone oms orders
    quietzone oms pull b024ae09-…
    quietzone print templates/ru-pharma-58x40-300.toml --order b024ae09-… --printer zebra-1

Codes are handed out once. Each block is in the ledger before the next is asked for, and what was lost on the
way is fetched again. Exit codes: 0 all is well, 1 codes are missing, 2 could not run.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    room: Room,
    #[command(flatten)]
    token: Given,
    /// The connection; it need not be named where there is one.
    #[arg(long, value_name = "NAME", global = true)]
    connection: Option<String>,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// СУЗ 3.0, Russia.
    Suz,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Keep a connection in the ledger. No token is kept.
    #[command(
        after_help = "Example:\n  quietzone oms connect plant-1 --family suz --url https://suzgrid.crpt.ru --oms-id 1cecc8fb-…"
    )]
    Connect {
        /// What it is called.
        name: String,
        /// The family of its interface.
        #[arg(long, value_enum)]
        family: Kind,
        /// Its address, such as https://suzgrid.crpt.ru.
        #[arg(long)]
        url: String,
        /// The omsId, from the cabinet of the system.
        #[arg(long, value_name = "ID")]
        oms_id: String,
    },
    /// See whether the system answers, and takes the token.
    Ping,
    /// List all orders. It may take minutes.
    Orders,
    /// Tell how far an order is.
    Status {
        /// The order.
        order: OrderId,
    },
    /// Fetch the codes of an order into the ledger; what is there already is not asked for again.
    #[command(after_help = "Examples:\n  quietzone oms pull b024ae09-…\n  quietzone oms pull b024ae09-… -o codes.txt")]
    Pull {
        /// The order.
        order: OrderId,
        /// One GTIN of it alone.
        #[arg(long)]
        gtin: Option<String>,
        /// Codes of a block.
        #[arg(long, value_name = "N", default_value = "10000", value_parser = clap::value_parser!(u32).range(1..=150_000))]
        block: u32,
        /// Codes of the last block: so many may be lost if its answer is.
        #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=150_000))]
        last: u32,
        /// Minutes that an order which is not ready is waited for.
        #[arg(long, value_name = "MINUTES", default_value = "60", value_parser = clap::value_parser!(u32).range(0..=10_000))]
        wait: u32,
        /// Write the codes into a file as well, one a line, which only you may read: it takes the place of one of
        /// its name.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Close an order. Codes that were not fetched are annulled, so it asks.
    Close {
        /// The order.
        order: OrderId,
        /// One GTIN of it alone.
        #[arg(long)]
        gtin: Option<String>,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Be an order management system on this machine, with orders that are ready: to try all this on. Its codes
    /// are of no goods.
    Emulate(oms_emulated::Arguments),
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, act(arguments, console))
}

fn act(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let format = arguments.format;
    if let Command::Emulate(arguments) = &arguments.command {
        return oms_emulated::run(arguments, format, console);
    }
    let ledger = arguments.room.open(console)?;
    if let Command::Connect { name, family: Kind::Suz, url, oms_id } = &arguments.command {
        Web::at(url)?;
        let url = url.trim().trim_end_matches('/').to_owned();
        let oms_id = of_owner(oms_id)?;
        let new = Connection { name: named(name)?, family: Suz::WORD.to_owned(), url, oms_id };
        ledger.connect(room::op()?, &new)?;
        return connected(&new, format, console).map(|()| Ended::Clean);
    }
    let connection = chosen(&ledger, arguments.connection.as_deref())?;
    let (web, world) = (Web::at(&connection.url)?, World::default());
    let suz = Suz::over(Line::new(&connection, &web, &arguments.token, &ledger, &world));
    let with = With { family: &suz, ledger: &ledger, world: &world, connection: &connection.name };
    match &arguments.command {
        Command::Ping => ping(&suz, format, console)?,
        Command::Orders => orders(&suz.orders().map_err(Diagnostic::from)?, format, console)?,
        Command::Status { order } => {
            status(order, &suz.status(order, None).map_err(Diagnostic::from)?, format, console)?;
        }
        Command::Pull { order, gtin, block, last, wait, output } => {
            let _alone = alone(&ledger)?;
            let gtin = gtin.as_deref().map(of_goods).transpose()?;
            let pace = Pace { block: *block, last: *last, patience: Duration::from_secs(u64::from(*wait) * 60) };
            let mut told = |sentence: &Sentence| console.plain(&sentence.to_string());
            let pulled = oms::pull(with, order, gtin.as_deref(), pace, &mut told).map_err(Diagnostic::from)?;
            if let Some(path) = output {
                write(&ledger, &pulled, path, &world)?;
            }
            return tell(order, &pulled, output.as_deref(), format, console);
        }
        Command::Close { order, gtin, yes } => {
            let _alone = alone(&ledger)?;
            let gtin = gtin.as_deref().map(of_goods).transpose()?;
            return close(with, order, gtin.as_deref(), *yes, format, console);
        }
        Command::Connect { .. } | Command::Emulate(_) => {}
    }
    Ok(Ended::Clean)
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::SETTINGS, message)
}

/// The name of a connection.
fn named(text: &str) -> Result<String, Diagnostic> {
    let fits = !text.is_empty()
        && text.chars().count() <= 60
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if fits {
        return Ok(text.to_owned());
    }
    Err(refused(say!("“{name}” is no name of a connection", name = outside(text)))
        .help(say!("use letters, digits, -, _ and points")))
}

/// An omsId.
fn of_owner(text: &str) -> Result<String, Diagnostic> {
    let id: Result<OrderId, _> = text.parse();
    id.map(|id| id.to_string()).map_err(|_| {
        refused(say!("“{id}” is no omsId", id = outside(text)))
            .help(say!("it has 32 hexadecimal digits and 4 hyphens; the cabinet of the system tells it, under devices"))
    })
}

/// A GTIN as systems write it.
fn of_goods(text: &str) -> Result<String, Diagnostic> {
    match Gtin::with_leading_zeros(text) {
        Ok(gtin) => Ok(gtin.to_string()),
        Err(_) => Err(refused(say!("“{gtin}” is no GTIN", gtin = outside(text)))),
    }
}

/// The connection that is named, or the only one.
fn chosen(ledger: &Sqlite, named: Option<&str>) -> Result<Connection, Failure> {
    let all = ledger.connections()?;
    let found = match (named, all.as_slice()) {
        (Some(named), all) => all.iter().find(|connection| connection.name == named),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(found) = found else {
        let message = match named {
            Some(named) => say!("no connection is called “{named}”", named = outside(named)),
            None if all.is_empty() => say!("no connection is known yet"),
            None => say!("there are several connections"),
        };
        let help = match all.as_slice() {
            [] => say!("make one: quietzone oms connect NAME --family suz --url URL --oms-id ID"),
            all => say!(
                "name one with --connection: {known}",
                known = quietzone::sentence::list(all.iter().map(|connection| outside(&connection.name)))
            ),
        };
        return Err(refused(message).help(help).into());
    };
    Ok(found.clone())
}

/// One run takes codes into a ledger at a time: two would each be right about the last block, and together not.
fn alone(ledger: &Sqlite) -> Result<File, Diagnostic> {
    let path = ledger.folder().path().join("oms.lock");
    let cannot = |error: std::io::Error| {
        refused(say!("{file} cannot be locked: {error}", file = file(&path), error = system(&error)))
    };
    // Who made it may be another of the group.
    let lock = File::open(&path).or_else(|_| File::create(&path)).map_err(cannot)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(refused(say!("another program pulls codes into this ledger")).help(say!("wait until it is through")))
        }
        Err(TryLockError::Error(error)) => Err(cannot(error)),
    }
}

fn connected(new: &Connection, format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console
            .print_json(&json!({ "connection": new.name, "family": new.family, "url": new.url, "oms_id": new.oms_id })),
        Format::Text => {
            let mut facts = Facts::default();
            facts.fact(&say!("connection"), outside(&new.name));
            facts.fact(&say!("address"), outside(&new.url));
            facts.fact(&say!("omsId"), name(new.oms_id.clone()));
            console.print(&facts.to_string())
        }
    }
}

fn ping(suz: &Suz<'_>, format: Format, console: &Console) -> Result<(), Failure> {
    let ping = suz.ping().map_err(Diagnostic::from)?;
    match format {
        Format::Json => console.print_json(&json!({ "answers": true, "api": ping.api, "version": ping.version })),
        Format::Text => {
            let mut facts = Facts::default();
            facts.line(say!("the system answers, and takes the token"));
            if let Some(api) = &ping.api {
                facts.fact(&say!("interface"), outside(api));
            }
            if let Some(version) = &ping.version {
                facts.fact(&say!("version"), outside(version));
            }
            console.print(&facts.to_string())
        }
    }
}

fn part_json(part: &SubOrder) -> Value {
    json!({ "gtin": shown(&part.gtin), "status": part.status.as_deref().map(shown), "total": part.total,
        "available": part.available, "handed_out": part.passed, "reason": part.reason.as_deref().map(shown) })
}

/// A word of a system, as it may be shown.
fn shown(words: &str) -> String {
    outside(words).shortened(300).to_string()
}

fn orders(all: &[Order], format: Format, console: &Console) -> Result<(), Failure> {
    if format == Format::Json {
        let order = |order: &Order| {
            json!({ "order": order.id.as_str(), "status": shown(&order.status),
                "group": order.group.as_deref().map(shown), "reason": order.reason.as_deref().map(shown),
                "parts": order.parts.iter().map(part_json).collect::<Vec<_>>() })
        };
        return console.print_json(&json!({ "orders": all.iter().map(order).collect::<Vec<_>>() }));
    }
    if all.is_empty() {
        return console.print(&say!("the system has no orders").to_string());
    }
    let mut lines = Vec::new();
    for order in all {
        let group = order.group.as_deref().map(shown).unwrap_or_default();
        lines.push(format!("{}  {}  {group}", order.id, shown(&order.status)));
        lines.extend(order.parts.iter().map(|part| format!("  {}", in_line(part))));
    }
    console.print(&lines.join("\n"))
}

fn in_line(part: &SubOrder) -> String {
    let status = part.status.as_deref().map(shown).unwrap_or_default();
    let counters = match (part.available, part.total) {
        (Some(available), Some(total)) => say!("{available} of {total} can be fetched", available, total).to_string(),
        _ => String::new(),
    };
    format!("{}  {status}  {counters}", shown(&part.gtin)).trim_end().to_owned()
}

fn status(order: &OrderId, parts: &[SubOrder], format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console
            .print_json(&json!({ "order": order.as_str(), "parts": parts.iter().map(part_json).collect::<Vec<_>>() })),
        Format::Text => {
            let lines = parts.iter().map(|part| match &part.reason {
                Some(reason) => format!("{}  {}", in_line(part), shown(reason)),
                None => in_line(part),
            });
            console.print(&lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Writes the codes of an order, one a line, as they came.
fn write(ledger: &Sqlite, pulled: &[Pulled], path: &Path, world: &World) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        let message = say!("{file} cannot be written: {error}", file = file(path), error = system(&error));
        Diagnostic::error(batch::OUTPUT, message)
            .help(say!("the codes are in the ledger; pull the order again with another file"))
    };
    let mut output = world.create(path, true).map_err(cannot)?;
    for part in pulled {
        let mut behind = 0;
        loop {
            let codes = ledger.codes(part.id, behind, PIECE)?;
            if codes.is_empty() {
                break;
            }
            behind += u32::try_from(codes.len()).unwrap_or(PIECE);
            for code in codes {
                writeln!(output, "{code}").map_err(cannot)?;
            }
        }
    }
    output.finish().map_err(cannot)?;
    world.sync_folder(folder_of(path)).map_err(cannot)?;
    Ok(())
}

fn tell(
    order: &OrderId,
    pulled: &[Pulled],
    output: Option<&Path>,
    format: Format,
    console: &Console,
) -> Result<Ended, Failure> {
    let found: Vec<&Diagnostic> = pulled.iter().flat_map(|part| &part.findings).collect();
    if format == Format::Json {
        let part = |part: &Pulled| {
            json!({ "gtin": shown(&part.part.gtin), "status": shown(&part.status), "codes": part.codes,
                "fetched": part.fetched, "product": part.product.name.as_deref().map(shown),
                "brand": part.product.brand.as_deref().map(shown), "group": part.product.group.as_deref().map(shown) })
        };
        console.print_json(&json!({ "ran": true, "order": order.as_str(),
            "parts": pulled.iter().map(part).collect::<Vec<_>>(),
            "output": output.map(|path| file(path).to_string()),
            "findings": found.iter().map(|found| findings::finding(found)).collect::<Vec<_>>() }))?;
    } else {
        let mut facts = Facts::default();
        facts.fact(&say!("order"), name(order.to_string()));
        for part in pulled {
            facts.fact(&say!("GTIN"), outside(&part.part.gtin));
            if let Some(product) = &part.product.name {
                facts.fact(&say!("product"), outside(product).shortened(100));
            }
            facts.fact(
                &say!("in the ledger"),
                say!(
                    "{n} code, {fetched} of now" | "{n} codes, {fetched} of now",
                    n = count(part.codes),
                    fetched = part.fetched
                ),
            );
        }
        if let Some(path) = output {
            facts.fact(&say!("codes"), file(path));
        }
        console.print(&facts.to_string())?;
        console.each(found.iter().copied());
    }
    let is_error = found.iter().any(|found| found.severity == Severity::Error);
    Ok(if is_error { Ended::Findings } else { Ended::Clean })
}

fn close(
    with: With<'_>,
    order: &OrderId,
    gtin: Option<&str>,
    yes: bool,
    format: Format,
    console: &Console,
) -> Result<Ended, Failure> {
    let left = oms::left_to_annul(with, order, gtin).map_err(Diagnostic::from)?;
    if !yes {
        let question = match left {
            0 => say!("all codes were handed out; blocks of a closed order cannot be had again. Close it? yes or no"),
            left => say!(
                "{n} code was not fetched and will be annulled. Close the order? yes or no"
                    | "{n} codes were not fetched and will be annulled. Close the order? yes or no",
                n = count(left)
            ),
        };
        console.plain(&question.to_string());
        let mut line = String::new();
        let mut input = BufReader::new(World::default().standard_input()).take(ANSWER);
        if input.read_line(&mut line).is_err() || line.trim() != "yes" {
            let message = say!("nothing was closed");
            return Err(Diagnostic::error(rules::INCOMPLETE, message)
                .help(say!("say yes, or close it with --yes where nobody can be asked"))
                .into());
        }
    }
    oms::close(with, order, gtin).map_err(|failed| {
        let found = Diagnostic::from(failed);
        // Closing is signed in most groups, and we cannot sign yet.
        if found.rule == rules::REFUSED {
            found.help(say!("most groups want a signature for this: close the order in the cabinet of the system"))
        } else {
            found
        }
    })?;
    match format {
        Format::Json => console.print_json(&json!({ "ran": true, "order": order.as_str(), "annulled": left }))?,
        Format::Text => {
            console.print(&say!("the order {order} is closed", order = name(order.to_string())).to_string())?
        }
    }
    Ok(Ended::Clean)
}
