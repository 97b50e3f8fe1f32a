//! `quietzone studio`: the whole job with a mouse, on a page in the browser.

use std::io::{self, Write};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, system};
use quietzone_studio::{Settings, Studio};
use tempfile::NamedTempFile;

use super::console::Console;
use super::ended::{Ended, Format};
use super::room::{self, Room};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quietzone studio\n  quietzone studio --port 8080 --no-open orders/2026-11\n\nThe first line tells the address, with a secret that opens the page: who has it can print. Nobody but this machine\nis answered. Ctrl-C ends the studio; a job that is being printed ends between two labels."
)]
pub(crate) struct Arguments {
    /// The folder that the studio works in: it reads and writes no file outside of it.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The port of this machine; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value = "0")]
    port: u16,
    /// Tell the address, and open no browser.
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    room: Room,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(Format::Text, serve(arguments, console))
}

fn serve(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    /// How soon Ctrl-C is noticed.
    const PAUSE: Duration = Duration::from_millis(100);
    room::catch_stop();
    let mut settings = Settings::new(&arguments.folder);
    settings.port = arguments.port;
    settings.ledger = Some(arguments.room.folder()?.path().to_path_buf());
    settings.operator = arguments.room.operator();
    let studio = Studio::start(settings).map_err(|error| {
        let message = say!(
            "the studio cannot be started in {folder}: {error}",
            folder = file(&arguments.folder),
            error = system(&error)
        );
        Diagnostic::error(rules::REQUEST, message)
            .help(say!("name a folder that is there; with --port 0 a free port is taken"))
    })?;
    let address = studio.address();
    console.print(&address)?;
    // It is gone when the studio is.
    let mut page = None;
    if !arguments.no_open {
        match opened(&address) {
            Ok(made) => page = Some(made),
            Err(_) => console.plain(&say!("no browser could be opened; open this address in one").to_string()),
        }
    }
    console.plain(&say!("the studio runs until Ctrl-C is pressed here").to_string());
    while !room::is_stopped() {
        thread::sleep(PAUSE);
    }
    console.plain(&say!("the studio ends; what is being printed ends between two labels").to_string());
    drop((studio, page));
    Ok(Ended::Clean)
}

/// Opens the page by a file that leads to it: what a program is started with can be seen by all users of a machine.
fn opened(address: &str) -> io::Result<NamedTempFile> {
    let mut page = tempfile::Builder::new().prefix("quietzone-studio-").suffix(".html").tempfile()?;
    write!(page, "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url={address}\">")?;
    page.flush()?;
    open::that_detached(page.path())?;
    Ok(page)
}
