//! `quietzone ledger`: what is known of all labels, kept safe and wiped.

use std::path::PathBuf;

use clap::Subcommand;
use quietzone::batch::Failure;
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{count, file, list, outside};
use quietzone_station::ledger::{JobId, Ledger};
use quietzone_station::report;
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};
use super::room::{self, Room};

const EXAMPLES: &str = "\
Examples:
  quietzone ledger info
  quietzone ledger backup /mnt/backup/ledger-2026-11-26.sqlite
  quietzone ledger forget 1";

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
    /// Wipe the codes of a job that is over. Its labels stay known; to print one of them again, its code must
    /// be given again.
    Forget {
        /// The job.
        job: JobId,
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
            if is_json {
                console.print_json(&json!({ "ran": true, "output": file(output).to_string() }))?;
            } else {
                let message =
                    say!("the ledger is copied to {path} (keep it safe: the codes are whole)", path = file(output));
                console.print(&message.to_string())?;
            }
        }
        Command::Forget { job } => {
            let codes = ledger.forget(room::op()?, *job, &arguments.room.operator())?;
            if is_json {
                console.print_json(&json!({ "ran": true, "job": job.0, "codes": codes }))?;
            } else {
                let message = say!(
                    "{codes} code of job {job} is wiped" | "{codes} codes of job {job} are wiped",
                    codes = count(codes),
                    job = job.0
                );
                console.print(&message.to_string())?;
            }
        }
        Command::Restored => {
            let jobs = ledger.restored(room::op()?)?;
            if is_json {
                let jobs: Vec<u32> = jobs.iter().map(|job| job.0).collect();
                console.print_json(&json!({ "ran": true, "in_doubt": jobs }))?;
            } else if jobs.is_empty() {
                console.print(&say!("no job is in doubt").to_string())?;
            } else {
                let jobs = list(jobs.iter().map(|job| say!("{job}", job = job.0)));
                console.print(&say!("jobs in doubt: {jobs}", jobs).to_string())?;
            }
        }
    }
    Ok(Ended::Clean)
}
