//! The ledger, opened when it is first asked for.

use std::path::PathBuf;
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
    open: Mutex<Option<Opened>>,
}

/// A ledger, and the jobs that are in doubt because it was put back to an earlier state.
#[derive(Clone, Debug)]
struct Opened {
    ledger: Arc<Sqlite>,
    restored: Option<Vec<JobId>>,
}

impl Room {
    pub(super) fn new(named: Option<PathBuf>, operator: String) -> Self {
        Self { named, operator, open: Mutex::default() }
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
        Folder::open(named.as_deref().filter(|path| !path.as_os_str().is_empty()))
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
        if let Some(opened) = &*open {
            return Ok(opened.clone());
        }
        let (ledger, restored) = Sqlite::found(&World::default(), &self.folder()?)?;
        Ok(open.insert(Opened { ledger: Arc::new(ledger), restored }).clone())
    }
}
