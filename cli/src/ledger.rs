//! `quietzone ledger`: what is known of all labels, kept safe and wiped.

use std::path::PathBuf;

use clap::Subcommand;
use quietzone::batch::Failure;
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, list, outside};
use quietzone_station::ledger::{JobId, Ledger, Orders};
use quietzone_station::report;
use serde_json::{Value as Json, json};

use super::console::Console;
use super::ended::{Ended, Format};
use super::room::{self, Room};

const EXAMPLES: &str = "\
Examples:
  quietzone ledger info
  quietzone ledger backup /mnt/backup/ledger-2026-11-26.sqlite
  quietzone ledger forget 1
  quietzone ledger forget --order b024ae09-ef7c-449e-b461-05d8eb116c79";

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
    /// Tell where the ledger stands and what it holds.
    Info,
    /// Copy the ledger into a file, while it is used. The copy holds whole codes: keep it safe.
    Backup {
        /// The file, which must not exist.
        output: PathBuf,
    },
    /// Wipe the codes of a job that is over, or what is left of an order. Labels stay known; to print one of them
    /// again, its code must be given again.
    Forget {
        /// The job. What an order has of its codes is wiped too.
        #[arg(required_unless_present = "order", conflicts_with = "order")]
        job: Option<JobId>,
        /// The order of which all codes are wiped that the ledger has yet. Its jobs must be over.
        #[arg(long, value_name = "ORDER")]
        order: Option<String>,
        /// Wipe those too that no job has taken: they are paid for and were never printed.
        #[arg(long, requires = "order")]
        unprinted: bool,
    },
    /// Say that the ledger was put back from a backup: all that may have been printed since is in doubt.
    Restored,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, act(arguments, console))
}

fn act(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let ledger = arguments.room.open(console)?;
    let is_json = arguments.format == Format::Json;
    let tell = |json: &Json, message: &Sentence| {
        if is_json { console.print_json(json) } else { console.print(&message.to_string()) }
    };
    match &arguments.command {
        Command::Info => {
            let about = ledger.about()?;
            if is_json {
                console.print_json(&report::about_json(&about))?;
            } else {
                let mut facts = Facts::default();
                facts.fact(&say!("ledger"), outside(&about.place));
                facts.fact(&say!("version"), about.version);
                facts.fact(&say!("jobs"), about.jobs);
                facts.fact(&say!("labels"), about.labels);
                facts.fact(&say!("whole codes"), about.codes);
                facts.fact(&say!("bytes"), about.bytes);
                console.print(&facts.to_string())?;
            }
        }
        Command::Backup { output } => {
            ledger.backup(output)?;
            let message =
                say!("the ledger is copied to {path} (keep it safe: the codes are whole)", path = file(output));
            tell(&json!({ "ran": true, "output": file(output).to_string() }), &message)?;
        }
        Command::Forget { job: Some(job), .. } => {
            let codes = ledger.forget(room::op()?, *job, &arguments.room.operator())?;
            let message = say!(
                "{codes} code of job {job} is wiped" | "{codes} codes of job {job} are wiped",
                codes = count(codes),
                job = job.0
            );
            tell(&json!({ "ran": true, "job": job.0, "codes": codes }), &message)?;
        }
        Command::Forget { job: None, order, unprinted } => {
            let order = order.as_deref().unwrap_or_default();
            let codes = ledger.forget_order(room::op()?, order, *unprinted)?;
            let message = say!(
                "{codes} code of order {order} is wiped" | "{codes} codes of order {order} are wiped",
                codes = count(codes),
                order = outside(order)
            );
            tell(&json!({ "ran": true, "order": outside(order).to_string(), "codes": codes }), &message)?;
        }
        Command::Restored => {
            let jobs = ledger.restored(room::op()?)?;
            let message = match jobs.is_empty() {
                true => say!("no job is in doubt"),
                false => say!("jobs in doubt: {jobs}", jobs = list(jobs.iter().map(|job| say!("{job}", job = job.0)))),
            };
            let jobs: Vec<u32> = jobs.iter().map(|job| job.0).collect();
            tell(&json!({ "ran": true, "in_doubt": jobs }), &message)?;
        }
    }
    Ok(Ended::Clean)
}
