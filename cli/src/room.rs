//! What the commands of the label room share: the ledger, the operator, and who watches a run.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, file};
use quietzone::world::World;
use quietzone_station::ledger::{self, Folder, Operation, Sqlite, VARIABLE};
use quietzone_station::run::Progress;

use super::console::Console;
use super::ended::Format;

/// Where the ledger is.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// The folder of the ledger [default: the machine's, or what QUIETZONE_LEDGER names].
    #[arg(long, value_name = "FOLDER", global = true)]
    ledger: Option<PathBuf>,
}

/// Where the ledger is, and who is at work.
#[derive(Debug, clap::Args)]
pub(crate) struct Room {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Who prints, confirms, decides [default: the user of this session].
    #[arg(long, value_name = "NAME", global = true)]
    operator: Option<String>,
}

impl Place {
    /// The folder of the ledger.
    pub(crate) fn folder(&self) -> Result<Folder, Diagnostic> {
        let named = self.ledger.clone().or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from));
        Folder::open(named.as_deref().filter(|path| !path.as_os_str().is_empty()))
    }

    /// Opens the ledger; where it was put back to an earlier state, that is told.
    pub(crate) fn open(&self, console: &Console) -> Result<Sqlite, Failure> {
        let (ledger, in_doubt) = Sqlite::found(&World::default(), &self.folder()?)?;
        // It is told once, so programs that read standard output alone find it among the events.
        console.each(in_doubt.as_deref().map(ledger::put_back).as_ref());
        Ok(ledger)
    }
}

impl Room {
    /// The folder of the ledger.
    pub(crate) fn folder(&self) -> Result<Folder, Diagnostic> {
        self.place.folder()
    }

    /// Opens the ledger; where it was put back to an earlier state, that is told.
    pub(crate) fn open(&self, console: &Console) -> Result<Sqlite, Failure> {
        self.place.open(console)
    }

    /// What was typed, as it is typed for another command.
    #[cfg(feature = "oms")]
    pub(crate) fn words(&self) -> Vec<std::ffi::OsString> {
        let mut words = Vec::new();
        if let Some(ledger) = &self.place.ledger {
            words.extend(["--ledger".into(), ledger.into()]);
        }
        if let Some(operator) = &self.operator {
            words.extend(["--operator".into(), operator.into()]);
        }
        words
    }

    /// Who is at work.
    pub(crate) fn operator(&self) -> String {
        ledger::operator(self.operator.as_deref())
    }
}

/// An id for an operation.
pub(crate) fn op() -> Result<Operation, Failure> {
    Ok(Operation::new(&World::default())?)
}

/// The path that a job was given, as the ledger tells it.
pub(crate) fn told(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| file(path).to_string()).collect::<Vec<_>>().join(", ")
}

static STOPPED: AtomicBool = AtomicBool::new(false);

/// Lets Ctrl-C end a run between two labels; a second one ends it at once, as a crash would.
pub(crate) fn catch_stop() {
    // Where it was caught before, it is caught still.
    let _ = ctrlc::set_handler(|| {
        if STOPPED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    });
}

/// Whether somebody pressed Ctrl-C.
#[cfg(feature = "studio")]
pub(crate) fn is_stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// Tells how a run goes on.
pub(crate) struct Shown<'c> {
    console: &'c Console,
    is_quiet: bool,
    bar: Mutex<Option<ProgressBar>>,
    format: Format,
}

impl<'c> Shown<'c> {
    pub(crate) fn new(console: &'c Console, is_quiet: bool, format: Format) -> Self {
        Self { console, is_quiet, bar: Mutex::new(None), format }
    }

    pub(crate) fn clear(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Shown<'_> {
    fn sent(&self, labels: u64, of: u64) {
        let Some(mut bar) = self.bar.lock().ok().filter(|_| !self.is_quiet && self.console.is_terminal()) else {
            return;
        };
        let bar = bar.get_or_insert_with(|| {
            let bar = ProgressBar::new(of);
            if let Ok(style) =
                ProgressStyle::with_template("{msg} [{bar:30}] {human_pos} / {human_len}, {per_sec}, {eta}")
            {
                bar.set_style(style);
            }
            bar.set_message(say!("printing").to_string());
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        bar.set_position(labels);
    }

    fn told(&self, sentence: &Sentence) {
        if self.format == Format::Json {
            return;
        }
        let bar = self.bar.lock().ok();
        match bar.as_ref().and_then(|bar| bar.as_ref()) {
            Some(bar) => bar.println(sentence.to_string()),
            None => self.console.plain(&sentence.to_string()),
        }
    }

    fn is_stopped(&self) -> bool {
        STOPPED.load(Ordering::SeqCst)
    }
}

/// The first of the files, for messages about all.
pub(crate) fn first(paths: &[PathBuf]) -> &Path {
    paths.first().map_or(Path::new("-"), PathBuf::as_path)
}
