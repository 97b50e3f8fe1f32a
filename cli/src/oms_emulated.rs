//! `quietzone oms emulate`: an order management system on this machine, for who has no account.

use std::io::{BufRead, BufReader, Read};
use std::thread;

use clap::ValueEnum;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::system;
use quietzone::world::World;
use quietzone_station::oms::emulator::{Closing, Emulator, Fault, Offered, Settings};
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};

/// The longest line that is obeyed, in bytes.
const LONGEST: u64 = 200;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quietzone oms emulate\n  quietzone oms emulate --close at-last-code --fault behind@codes:2"
)]
pub(crate) struct Arguments {
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
    let closing = match arguments.close {
        Close::AtLastCode => Closing::AtLastCode,
        Close::After48h => Closing::After48Hours,
    };
    let settings = Settings { seed: arguments.seed, codes: arguments.codes, closing, faults: arguments.fault.clone() };
    let suz = Emulator::start(settings, arguments.port).map_err(|error| {
        let message = say!("port {port} cannot be listened at: {error}", port = arguments.port, error = system(&error));
        Diagnostic::error(rules::REQUEST, message).help(say!("name another with --port"))
    })?;
    tell(&suz, format, console)?;
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

/// Tells where it is, what it takes, and what it has. Its token opens nothing else, so it is shown.
fn tell(suz: &Emulator, format: Format, console: &Console) -> Result<(), Failure> {
    let machine = suz.machine();
    if format == Format::Json {
        let orders = machine.orders().map(|order| {
            let gtins: Vec<&str> = order.parts.iter().map(|part| part.gtin).collect();
            json!({ "order": order.id, "group": order.group, "gtins": gtins })
        });
        return console.print_json(&json!({ "address": suz.address(), "oms_id": machine.oms_id(),
            "token": machine.token(), "orders": orders.collect::<Vec<_>>() }));
    }
    let (address, oms_id, token) = (suz.address(), machine.oms_id(), machine.token());
    let mut lines = vec![
        address.clone(),
        say!("use it in another window; end it with quit:").to_string(),
        format!("  export QUIETZONE_TOKEN={token}"),
        format!("  quietzone oms connect ours --family suz --url {address} --oms-id {oms_id}"),
    ];
    for order in machine.orders().filter(|order| order.parts.iter().all(|part| part.began == Offered::Ready)) {
        lines.push(format!("  quietzone oms pull {} --connection ours -o {}.txt", order.id, order.group));
    }
    console.print(&lines.join("\n"))
}
