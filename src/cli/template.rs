//! `quietzone template`: the schema, and a template to start from.

use std::io::{self, Write};

use clap::Subcommand;

use super::Ended;
use crate::template::{STARTER, Template};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the JSON Schema of templates, for an editor to check and complete them.
    #[command(after_help = "Example:\n  quietzone template schema > template.schema.json")]
    Schema,
    /// Print a commented template to start from.
    #[command(after_help = "Example:\n  quietzone template new > carton.toml")]
    New,
}

pub(super) fn run(arguments: &Arguments) -> Ended {
    let text = match arguments.command {
        Command::Schema => format!("{:#}\n", Template::schema()),
        Command::New => STARTER.to_owned(),
    };
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => Ended::Clean,
        Err(_) => Ended::CouldNotRun,
    }
}
