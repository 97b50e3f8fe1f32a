//! The files that work is made of: no output may take the place of one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::file;
use crate::world::{FileId, PathKind, World};

/// The files that work is made of, by what tells each from all others.
#[derive(Debug, Default)]
pub(crate) struct Inputs(HashMap<FileId, PathBuf>);

impl Inputs {
    /// Files, and those in folders. What is not there is none.
    pub(crate) fn of(world: &World, paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            match world.kind(&path) {
                Ok(PathKind::Folder) => {
                    world.folder(&path).into_iter().flatten().for_each(|path| inputs.add(world, path))
                }
                Ok(PathKind::File) => inputs.add(world, path),
                Ok(PathKind::Stream) | Err(_) => {}
            }
        }
        inputs
    }

    fn add(&mut self, world: &World, path: PathBuf) {
        if let Ok(id) = world.identity(&path) {
            self.0.insert(id, path);
        }
    }

    /// Lets an output pass that is none of them.
    ///
    /// # Errors
    /// It is one, whatever it is called.
    pub(crate) fn spare(&self, world: &World, output: &Path) -> Result<(), Diagnostic> {
        match world.identity(output).ok().and_then(|id| self.0.get(&id)) {
            None => Ok(()),
            Some(input) => {
                let (output, input) = (file(output), file(input));
                let message = say!(
                    "the output {output} is the file {input}, which is read; it would be destroyed",
                    output,
                    input
                );
                Err(Diagnostic::error(rules::OUTPUT, message).help(say!("name another output")))
            }
        }
    }
}
