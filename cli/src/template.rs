//! `quietzone template`: the schema, and a template to start from.

use clap::Subcommand;

use super::console::Console;
use super::ended::{Ended, Format};
use quietzone::template::{STARTER, Template};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
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

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    let done = match arguments.command {
        Command::Schema => console.print_json(&Template::schema()),
        Command::New => console.print(STARTER.trim_end_matches('\n')),
    };
    console.ended(Format::Text, done.map(|()| Ended::Clean))
}
