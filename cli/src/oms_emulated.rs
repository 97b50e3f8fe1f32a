//! `quietzone oms emulate`: an order management system on this machine, for who has no account.

use std::io::{BufRead, BufReader, Read};
use std::thread;
use std::time::Duration;

use clap::ValueEnum;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::system;
use quietzone::world::World;
use quietzone_station::oms::emulator::{
    Closing, Emulator, Family, Fault, Machine, Offered, SIGN_ATTACHED, SIGN_DETACHED, Settings,
};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};

/// The longest line that is obeyed, in bytes.
const LONGEST: u64 = 200;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quietzone oms emulate\n  quietzone oms emulate --family xtrace\n  quietzone oms emulate --close at-last-code --fault behind@codes:2"
)]
pub(crate) struct Arguments {
    /// The family of its interface.
    #[arg(long, value_enum, default_value = "suz")]
    family: Speaks,
    /// The port it listens at, on this machine only; 0 takes a free one.
    #[arg(long, value_name = "N", default_value = "0")]
    port: u16,
    /// What its orders and codes come from: the same number gives the same.
    #[arg(long, value_name = "N", default_value = "0")]
    seed: u64,
    /// Codes of each GTIN [default: some dozens].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    codes: Option<u32>,
    /// When an order closes of which all codes were handed out.
    #[arg(long, value_enum, default_value = "after-48h")]
    close: Close,
    /// Trouble at a request, such as behind@codes:2: the answer to the second request for codes is lost. May be
    /// given more than once.
    #[arg(long, value_name = "TROUBLE@CALL:N")]
    fault: Vec<Fault>,
    /// Milliseconds until an order is ready or a report judged, once it is signed.
    #[arg(long, value_name = "MS", default_value = "5100", value_parser = clap::value_parser!(u64).range(0..=600_000))]
    takes: u64,
    /// Milliseconds that each answer is on its way.
    #[arg(long, value_name = "MS", default_value = "0", value_parser = clap::value_parser!(u64).range(0..=600_000))]
    delay: u64,
    /// Milliseconds that an answer with the trouble slow is on its way.
    #[arg(long, value_name = "MS", default_value = "100000", value_parser = clap::value_parser!(u64).range(0..=600_000))]
    slow: u64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Speaks {
    /// СУЗ 3.0, Russia.
    Suz,
    /// xTrace, Kazakhstan and Uzbekistan.
    Xtrace,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Close {
    /// With its last code.
    AtLastCode,
    /// 48 hours later.
    #[value(name = "after-48h")]
    After48h,
}

pub(crate) fn run(arguments: &Arguments, format: Format, console: &Console) -> Result<Ended, Failure> {
    let family = match arguments.family {
        Speaks::Suz => Family::Suz,
        Speaks::Xtrace => Family::Xtrace,
    };
    let closing = match arguments.close {
        Close::AtLastCode => Closing::AtLastCode,
        Close::After48h => Closing::After48Hours,
    };
    let settings = Settings {
        family,
        seed: arguments.seed,
        codes: arguments.codes,
        closing,
        takes: Duration::from_millis(arguments.takes),
        faults: arguments.fault.clone(),
        delay: Duration::from_millis(arguments.delay),
        slow: Duration::from_millis(arguments.slow),
    };
    let emulator = Emulator::start(settings, arguments.port).map_err(|error| {
        let message = say!("port {port} cannot be listened at: {error}", port = arguments.port, error = system(&error));
        Diagnostic::error(rules::REQUEST, message).help(say!("name another with --port"))
    })?;
    tell(&emulator, family, format, console)?;
    let mut input = BufReader::new(World::default().standard_input());
    loop {
        let mut line = Vec::new();
        match input.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => loop {
                thread::park();
            },
            Ok(_) if line.trim_ascii() == b"quit" => return Ok(Ended::Clean),
            Ok(_) => {}
        }
    }
}

/// Tells where it is, what it takes, and what it has. What it takes opens nothing else, so it is shown.
fn tell(emulator: &Emulator, family: Family, format: Format, console: &Console) -> Result<(), Failure> {
    let (address, machine) = (emulator.address(), emulator.machine());
    if format == Format::Json {
        return console.print_json(&facts(&address, &machine, family));
    }
    let connect = match family {
        Family::Suz => format!("--family suz --url {address} --oms-id {}", machine.oms_id()),
        Family::Xtrace => format!("--family xtrace --country uz --url {address}"),
    };
    let mut lines = vec![
        address,
        say!("use it in another window; end it with quit:").to_string(),
        "  export QUIETZONE_LEDGER=quietzone-samples".to_owned(),
        format!("  export QUIETZONE_TOKEN={}", machine.token()),
        format!("  quietzone oms connect ours {connect}"),
    ];
    for order in machine.orders().filter(|order| order.parts.iter().all(|part| part.began == Offered::Ready)) {
        lines.push(format!("  quietzone oms pull {} --connection ours -o {}.txt", order.id, order.group));
    }
    if family == Family::Suz {
        lines.push(
            say!("instead of a key of a state, it takes what these make of IN, detached and attached:").to_string(),
        );
        lines.extend([SIGN_DETACHED, SIGN_ATTACHED].map(|script| format!("  sh -c '{script}' sign IN OUT")));
    }
    console.print(&lines.join("\n"))
}

fn facts(address: &str, machine: &Machine, family: Family) -> Value {
    let orders = machine.orders().map(|order| {
        let gtins: Vec<&str> = order.parts.iter().map(|part| part.gtin).collect();
        json!({ "order": order.id, "group": order.group, "gtins": gtins })
    });
    let orders: Vec<Value> = orders.collect();
    match family {
        Family::Suz => json!({ "address": address, "oms_id": machine.oms_id(), "token": machine.token(),
            "connection": machine.connection(), "sign_detached": SIGN_DETACHED, "sign_attached": SIGN_ATTACHED,
            "orders": orders }),
        Family::Xtrace => json!({ "address": address, "token": machine.token(), "login": machine.login(),
            "password": machine.password(), "orders": orders }),
    }
}
