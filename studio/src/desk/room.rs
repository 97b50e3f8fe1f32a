//! The ledger, opened when it is first asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::world::World;
use quietzone_station::ledger::{Folder, JobId, Sqlite, VARIABLE};

/// The ledger and who is at work.
#[derive(Debug)]
pub(crate) struct Room {
    named: Option<PathBuf>,
    operator: String,
    /// Whether a trial goes on: it has a ledger of its own, within that of goods.
    is_trial: AtomicBool,
    open: Mutex<BTreeMap<bool, Opened>>,
}

/// A ledger, and the jobs that are in doubt because it was put back to an earlier state.
#[derive(Clone, Debug)]
struct Opened {
    ledger: Arc<Sqlite>,
    restored: Option<Vec<JobId>>,
}

impl Room {
    pub(super) fn new(named: Option<PathBuf>, operator: String) -> Self {
        Self { named, operator, is_trial: AtomicBool::default(), open: Mutex::default() }
    }

    /// Who is at work.
    pub(crate) fn operator(&self) -> &str {
        &self.operator
    }

    /// The folder of the ledger.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) fn folder(&self) -> Result<Folder, Diagnostic> {
        let named = self.named.clone().or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from));
        let folder = Folder::open(named.as_deref().filter(|path| !path.as_os_str().is_empty()))?;
        if self.is_trial() { Folder::open(Some(&folder.path().join("trial"))) } else { Ok(folder) }
    }

    /// Whether a trial goes on: samples are kept apart from goods.
    pub(crate) fn is_trial(&self) -> bool {
        self.is_trial.load(Ordering::SeqCst)
    }

    /// Begins a trial, or ends it: all pages work with the other ledger then.
    #[cfg(feature = "oms")]
    pub(crate) fn set_trial(&self, is_trial: bool) {
        self.is_trial.store(is_trial, Ordering::SeqCst);
    }

    /// What a command line says to work with the same ledger.
    #[cfg(feature = "oms")]
    pub(crate) fn words(&self) -> Result<Vec<String>, Diagnostic> {
        let folder = self.is_trial().then(|| self.folder()).transpose()?;
        Ok(folder.map_or_else(Vec::new, |folder| vec!["--ledger".to_owned(), folder.path().display().to_string()]))
    }

    /// The ledger.
    ///
    /// # Errors
    /// It cannot be opened.
    pub(crate) fn ledger(&self) -> Result<Arc<Sqlite>, Failure> {
        Ok(self.opened()?.ledger)
    }

    /// The jobs that are in doubt because the ledger was put back to an earlier state before it was opened.
    ///
    /// # Errors
    /// The ledger cannot be opened.
    pub(crate) fn restored(&self) -> Result<Option<Vec<JobId>>, Failure> {
        Ok(self.opened()?.restored)
    }

    fn opened(&self) -> Result<Opened, Failure> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_trial = self.is_trial();
        if let Some(opened) = open.get(&is_trial) {
            return Ok(opened.clone());
        }
        let (ledger, restored) = Sqlite::found(&World::default(), &self.folder()?)?;
        let opened = Opened { ledger: Arc::new(ledger), restored };
        open.insert(is_trial, opened.clone());
        Ok(opened)
    }
}
