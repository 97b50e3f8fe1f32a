//! Chores of contributors as commands: `cargo xtask --help`.

mod bless;
mod languages;
mod market;
mod reference;
mod rule;
mod sentences;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of contributors.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Begin a rule that labels are judged by: its file, its line in the list, and two fixtures.
    Rule {
        /// Its code, such as QZ06.
        code: String,
        /// The name of its file, by what it judges, such as quiet_zone_lit.
        name: String,
        /// What it asks, in one line.
        title: String,
    },
    /// Begin a market as a copy of the nearest one.
    Market {
        /// Its name, such as kz-shoes.
        id: String,
        /// The market whose file is copied.
        #[arg(long)]
        like: String,
    },
    /// Write what rules tell and draw anew; look at the difference then.
    Bless,
    /// Draw the gallery of templates anew.
    Gallery,
    /// Write docs/reference/ anew: commands, template keys, rules, markets; and catalogues
    /// of languages with the sentences there are.
    Reference {
        /// Only say whether it is as it would be written.
        #[arg(long)]
        check: bool,
    },
}

/// What a chore gives.
type Done = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let root = root();
    let done = match Arguments::parse().chore {
        Chore::Rule { code, name, title } => rule::begin(&root, &code, &name, &title),
        Chore::Market { id, like } => market::begin(&root, &id, &like),
        Chore::Bless => bless::goldens(&root),
        Chore::Gallery => bless::gallery(&root),
        Chore::Reference { check } => reference::run(&root, check),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
