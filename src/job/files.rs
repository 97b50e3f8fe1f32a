//! Labels into files, each of which appears whole or not at all.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use super::outlet::{Label, Outlet, Part, Refusal, headless, unwritten};
use crate::world::{Output, World, folder_of};

/// Writes the files of a job.
#[derive(Default)]
pub struct Files {
    world: World,
    open: Option<(PathBuf, Output)>,
    /// The last label that was taken, and the last that stands in a file which has its name.
    taken: u64,
    kept: u64,
    /// Folders with new files.
    folders: BTreeSet<PathBuf>,
}

impl Files {
    /// Files in a world.
    #[must_use]
    pub fn within(world: &World) -> Self {
        Self { world: world.clone(), ..Self::default() }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let Some((path, output)) = &mut self.open else { return Err(headless(self.kept)) };
        output.write_all(bytes).map_err(|error| unwritten(self.kept, path, &error))
    }
}

impl Outlet for Files {
    fn head(&mut self, part: &Part<'_>, bytes: &[u8]) -> Result<(), Refusal> {
        let output = self.world.create(part.name, false).map_err(|error| unwritten(self.kept, part.name, &error))?;
        self.open = Some((part.name.to_path_buf(), output));
        self.write(bytes)
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        self.write(label.bytes)?;
        self.taken = label.number;
        Ok(())
    }

    fn tail(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.write(bytes)?;
        let Some((path, output)) = self.open.take() else { return Err(headless(self.kept)) };
        output.finish().map_err(|error| unwritten(self.kept, &path, &error))?;
        self.kept = self.taken;
        self.folders.insert(folder_of(&path).to_path_buf());
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Refusal> {
        let synced: Result<(), (PathBuf, io::Error)> = std::mem::take(&mut self.folders)
            .into_iter()
            .try_for_each(|folder| self.world.sync_folder(&folder).map_err(|error| (folder, error)));
        synced.map_err(|(folder, error)| unwritten(self.kept, &folder, &error))
    }
}
