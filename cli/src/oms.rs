//! `quietzone oms`: codes straight from an order management system.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Subcommand, ValueEnum};
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{count, name};
use quietzone::world::World;
use quietzone_station::ledger::Orders;
use quietzone_station::ledger::orders::Connection;
use quietzone_station::oms::{self, OrderId, Pace, Suz, Taken, With, Xtrace, alone, of_goods, rules};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};
use super::oms_desk::{self as desk, Desk};
use super::oms_fetch::Way;
use super::room::{self, Room};
use super::{oms_emulated, oms_sign, oms_told as told, print};

const EXAMPLES: &str = "\
Examples:
  To try it, without any account, in another window:
    quietzone oms emulate
  A connection; its device, omsId and token come from the cabinet of the system:
    quietzone oms connect plant-1 --family suz --url https://suzgrid.crpt.ru --oms-id 1cecc8fb-…
    export QUIETZONE_TOKEN=…
    quietzone oms ping
  Kazakhstan and Uzbekistan; a name and a password give the token, or the API key is it:
    quietzone oms connect plant-2 --family xtrace --country kz --url https://prod.markirovka.kz
    export QUIETZONE_LOGIN=… QUIETZONE_PASSWORD=…
  The codes of an order, and their labels:
    quietzone oms orders
    quietzone oms pull b024ae09-… --print templates/ru-pharma-58x40-300.toml --printer zebra-1

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
    way: Way,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// СУЗ 3.0, Russia.
    Suz,
    /// xTrace, Kazakhstan and Uzbekistan.
    Xtrace,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Suz => Suz::WORD,
            Kind::Xtrace => Xtrace::WORD,
        }
    }
}

/// What becomes of packs that another program fetched.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum TakenBefore {
    /// Nothing is fetched, and it is told.
    Refuse,
    /// They are fetched too: they are on no label.
    Fetch,
    /// What stands behind them is fetched.
    Skip,
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
        /// The country: ru, kz, uz [default: ru, where the family is suz].
        #[arg(long, value_name = "COUNTRY", required_if_eq("family", "xtrace"))]
        country: Option<String>,
        /// The omsId, from the cabinet of the system (suz).
        #[arg(long, value_name = "ID", required_if_eq("family", "suz"))]
        oms_id: Option<String>,
        /// A file of certificates, in PEM, that are trusted in place of the system's.
        #[arg(long, value_name = "FILE")]
        ca: Option<PathBuf>,
        /// Talk to it without TLS: all between read tokens and codes.
        #[arg(long)]
        plain_http: bool,
    },
    /// Forget a connection of which nothing is in the ledger.
    Disconnect {
        /// What it is called.
        name: String,
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
    /// Tell what the goods of an order are.
    Product {
        /// The order.
        order: OrderId,
    },
    /// Fetch the codes of an order into the ledger, and print them; what is there already is not asked for again.
    #[command(
        after_help = "Examples:\n  quietzone oms pull b024ae09-…\n  quietzone oms pull b024ae09-… --print templates/ru-pharma-58x40-300.toml --printer zebra-1\n  quietzone oms pull b024ae09-… -o codes.txt"
    )]
    Pull {
        /// The order.
        order: OrderId,
        /// One GTIN of it alone.
        #[arg(long)]
        gtin: Option<String>,
        /// Codes of a block.
        #[arg(long, value_name = "N", default_value = "10000", value_parser = clap::value_parser!(u32).range(1..))]
        block: u32,
        /// Codes of the last block: so many may be lost if its answer is.
        #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(1..))]
        last: u32,
        /// Minutes that an order which is not ready is waited for.
        #[arg(long, value_name = "MINUTES", default_value = "60", value_parser = clap::value_parser!(u32).range(0..=10_000))]
        wait: u32,
        /// What becomes of codes that another program fetched before, where the system gives them again (xtrace).
        #[arg(long, value_enum, value_name = "WHAT", default_value = "refuse")]
        taken: TakenBefore,
        /// Print the labels of this template, as quietzone print does.
        #[arg(long, value_name = "TEMPLATE", requires = "printer")]
        print: Option<PathBuf>,
        /// The printer: a name that printer add gave, tcp://ADDRESS, or file:PATH.
        #[arg(long, value_name = "PRINTER", requires = "print")]
        printer: Option<String>,
        /// A value for every label, such as batch=A123.
        #[arg(long, value_name = "FIELD=VALUE", requires = "print")]
        set: Vec<String>,
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
    /// Order codes.
    Order(Box<desk::Order>),
    /// Report what became of codes.
    Report(Box<desk::Reports>),
    /// Tell what was handed in, and go on with it.
    Documents(Box<desk::Filed>),
    /// Sign a draft elsewhere.
    Sign {
        #[command(subcommand)]
        sign: desk::Sign,
        #[command(flatten)]
        handing: desk::Handing,
    },
    /// Get a token of СУЗ by a signature, into a file.
    Token(Box<oms_sign::Sign>),
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
    if let Some(new) = connection(&arguments.command)? {
        ledger.connect(room::op()?, &new)?;
        return told::connected(&new, format, console).map(|()| Ended::Clean);
    }
    if let Command::Disconnect { name } = &arguments.command {
        ledger.disconnect(room::op()?, name)?;
        return match format {
            Format::Json => console.print_json(&json!({ "ran": true, "connection": name })),
            Format::Text => console.print(&say!("the connection is forgotten").to_string()),
        }
        .map(|()| Ended::Clean);
    }
    let way = &arguments.way;
    if let Command::Pull { order, gtin, output, .. } = &arguments.command {
        let gtin = gtin.as_deref().map(of_goods).transpose()?;
        let pulled = way.fetch(&ledger, (order, gtin.as_deref()), pace(&arguments.command), console)?;
        if let Some(path) = output {
            told::write(&ledger, &pulled, path, &World::default())?;
        }
        let (ended, fetched) = (told::ended(&pulled), oms::pulled_json(order, &pulled, output.as_deref()));
        if format == Format::Text {
            told::pulled(order, &pulled, output.as_deref(), console)?;
        }
        return match printing(arguments, &fetched)? {
            Some(print) => {
                // It is opened again, and what it holds in memory is not held twice.
                drop(ledger);
                Ok(print::print(&print, console)?.worse(ended))
            }
            None if format == Format::Json => console.print_json(&fetched).map(|()| ended),
            None => Ok(ended),
        };
    }
    let desk = Desk { ledger: &ledger, way, format, console };
    match &arguments.command {
        Command::Order(order) => return desk.order(order),
        Command::Report(report) => return desk.report(report),
        Command::Documents(filed) => return desk.documents(filed),
        Command::Sign { sign, handing } => return desk.sign(sign, handing),
        Command::Token(sign) => {
            sign.token(&ledger, &way.connection(&ledger, None)?)?;
            return match format {
                Format::Json => console.print_json(&json!({ "ran": true })),
                Format::Text => console.print(&say!("the token is written; it lives 10 hours").to_string()),
            }
            .map(|()| Ended::Clean);
        }
        _ => {}
    }
    let order = match &arguments.command {
        Command::Status { order } | Command::Product { order } | Command::Close { order, .. } => Some(order),
        _ => None,
    };
    let connection = way.connection(&ledger, order)?;
    let reach = way.reach(&ledger, &());
    match &arguments.command {
        Command::Ping => told::ping(&reach.over(&connection, |with| with.family.ping())?, format, console)?,
        Command::Orders => {
            told::orders(&reach.over(&connection, |with| with.family.orders())?, format, console)?;
        }
        Command::Status { order } => {
            let parts = reach.over(&connection, |with| with.family.status(order, None))?;
            told::status(order, &parts, format, console)?;
        }
        Command::Product { order } => {
            let products = reach.over(&connection, |with| with.family.products(order))?;
            told::products(order, &products, format, console)?;
        }
        Command::Close { order, gtin, yes } => {
            let _alone = alone(&ledger)?;
            let gtin = gtin.as_deref().map(of_goods).transpose()?;
            let close = |with: With<'_>| Ok(close(with, order, gtin.as_deref(), *yes, format, console));
            return reach.over(&connection, close)?;
        }
        _ => {}
    }
    Ok(Ended::Clean)
}

/// The connection that is to be kept.
fn connection(command: &Command) -> Result<Option<Connection>, Failure> {
    let Command::Connect { name, family, url, country, oms_id, ca, plain_http } = command else { return Ok(None) };
    let country = country.clone().unwrap_or_else(|| "ru".to_owned());
    let ca = ca.as_deref().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    Ok(Some(oms::settled(Connection {
        name: name.clone(),
        family: family.word().to_owned(),
        url: url.clone(),
        oms_id: oms_id.clone().unwrap_or_default(),
        country,
        ca: ca.map(|path| path.display().to_string()),
        is_plain: *plain_http,
    })?))
}

/// How an order is pulled.
fn pace(command: &Command) -> Pace {
    let Command::Pull { block, last, wait, taken, .. } = command else { return Pace::default() };
    let taken = match taken {
        TakenBefore::Refuse => Taken::Refuse,
        TakenBefore::Fetch => Taken::Fetch,
        TakenBefore::Skip => Taken::Skip,
    };
    Pace { block: *block, last: *last, patience: Duration::from_secs(u64::from(*wait) * 60), taken }
}

/// What prints that which was pulled: `quietzone print --order ORDER --stored`.
fn printing(arguments: &Arguments, fetched: &Value) -> Result<Option<print::Arguments>, Failure> {
    let Command::Pull { order, print: Some(template), printer: Some(printer), set, gtin, .. } = &arguments.command
    else {
        return Ok(None);
    };
    let mut words: Vec<OsString> = vec!["--order".into(), order.as_str().into(), "--stored".into()];
    words.extend(["--printer".into(), printer.into()]);
    words.extend(set.iter().flat_map(|set| ["--set".into(), set.into()]));
    if let Some(gtin) = gtin {
        words.extend(["--where".into(), format!("gtin={}", of_goods(gtin)?).into()]);
    }
    words.extend(arguments.room.words());
    if arguments.format == Format::Json {
        words.extend(["--format".into(), "json".into()]);
    }
    words.extend(["--".into(), template.into()]);
    let mut print = print::Arguments::of(words).map_err(|_| Diagnostic::internal("oms: words of print"))?;
    print.fetched = fetched.clone();
    Ok(Some(print))
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
        if !console.agrees(&question) {
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
