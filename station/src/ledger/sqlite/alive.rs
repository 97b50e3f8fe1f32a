//! Which runs are alive: each holds a lock that the system takes from it when it dies.

use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, system};
use quietzone::world::World;

use super::super::{Answer, folder, rules};

/// The sign of life of this run.
pub(super) struct Alive {
    folder: PathBuf,
    /// What tells this run from others, and who it is.
    pub(super) holder: String,
    lock: Mutex<Option<File>>,
}

impl Alive {
    pub(super) fn new(world: &World, folder: &Path) -> Answer<Self> {
        let mut id = [0; 8];
        world.random(&mut id).map_err(|_| Diagnostic::internal("ledger: no randomness"))?;
        let mut holder = String::new();
        for byte in id {
            let _ = write!(holder, "{byte:02x}");
        }
        let _ = write!(holder, " process {}", std::process::id());
        Ok(Self { folder: folder.join("alive"), holder, lock: Mutex::new(None) })
    }

    /// Gives the sign, before anything is held.
    pub(super) fn show(&self) -> Result<(), Diagnostic> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_some() {
            return Ok(());
        }
        let path = self.path(&self.holder);
        let made = if self.folder.is_dir() { Ok(()) } else { folder::make(&self.folder) };
        let shown = made.and_then(|()| File::create(&path)).and_then(|file| {
            folder::share(&path);
            file.lock()?;
            Ok(file)
        });
        *lock = Some(shown.map_err(|error| {
            let message = say!("{path} cannot be written: {error}", path = file(&path), error = system(&error));
            Diagnostic::error(rules::LEDGER, message)
        })?);
        Ok(())
    }

    /// Whether a run is alive, this one among them. The sign of a dead one is taken away.
    pub(super) fn is(&self, holder: &str) -> bool {
        if holder == self.holder {
            return true;
        }
        let path = self.path(holder);
        let Ok(file) = File::open(&path) else { return false };
        // A shared lock, so that two who ask at once do not take each other for it.
        let is_dead = file.try_lock_shared().is_ok();
        if is_dead {
            let _ = fs::remove_file(path);
        }
        !is_dead
    }

    /// Its file: the part of its name that is the same for nobody else.
    fn path(&self, holder: &str) -> PathBuf {
        self.folder.join(holder.split(' ').next().unwrap_or_default())
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
        if lock.is_some() {
            let _ = fs::remove_file(self.path(&self.holder));
        }
    }
}
