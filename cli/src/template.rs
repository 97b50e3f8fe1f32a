//! `quietzone template`: the schema, and templates to start from.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Draft, draft};
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, outside};
use quietzone::template::{Template, starter};
use quietzone::world::{World, folder_of};

use super::console::Console;
use super::ended::{Ended, Format};

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
    /// Begin a template with a designer's drawing.
    ///
    /// Its size, fonts, layers, swatches and colours are taken over; codes stand at the objects that are named as
    /// their places (dm-area, ean, qr), and texts with {{ expressions }} are filled from record to record. What is
    /// left to decide stands in the template behind “open:”.
    #[command(
        after_help = "Example:\n  quietzone template from carton.svg --market uz-pharma -o carton.toml\n  quietzone check carton.toml"
    )]
    From {
        /// The drawing, SVG.
        drawing: PathBuf,
        /// The market whose codes the label carries.
        #[arg(long, value_name = "MARKET")]
        market: String,
        /// Where the template is written: a file in the folder of the drawing or above, that is not there yet.
        /// Standard output if left out.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    let done = match &arguments.command {
        Command::Schema => console.print_json(&Template::schema()),
        Command::New => console.print(&starter()),
        Command::From { drawing, market, output } => from(drawing, market, output.as_deref(), console),
    };
    console.ended(Format::Text, done.map(|()| Ended::Clean))
}

fn from(drawing: &Path, market: &str, output: Option<&Path>, console: &Console) -> Result<(), Failure> {
    let world = World::default();
    if let Some(path) = output.filter(|path| path.symlink_metadata().is_ok()) {
        return Err(refused(say!("{file} is there already, and is not overwritten", file = file(path))).into());
    }
    let Draft { text, found, open } = draft(&world, drawing, market, folder_of(output.unwrap_or(drawing)))?;
    match output {
        None => console.print(text.trim_end_matches('\n'))?,
        Some(path) => {
            let told = |error| say!("{file} cannot be written: {error}", file = file(path), error = outside(error));
            let written = world.create(path, false).and_then(|mut output| {
                std::io::Write::write_all(&mut output, text.as_bytes())?;
                output.finish()
            });
            written.map_err(|error| refused(told(error)))?;
        }
    }
    for sentence in found {
        console.plain(&sentence.to_string());
    }
    if !open.is_empty() {
        let all = count(open.len());
        console.plain(&say!("{all} thing is open:" | "{all} things are open:", all).to_string());
        for sentence in open {
            console.plain(&say!("  {open}", open = sentence).to_string());
        }
    }
    Ok(())
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}
