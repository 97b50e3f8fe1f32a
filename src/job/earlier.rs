//! Files of an earlier run that lie beside those of a new one: they would be printed again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::target::Target;
use crate::batch::Holds;
use crate::world::{World, folder_of};

/// Files that are there, and look as if an earlier run with the same names had made them.
#[derive(Debug, Default)]
pub(super) struct Earlier(BTreeSet<PathBuf>);

impl Earlier {
    /// The files beside the output whose names its pattern could give. Folders that the pattern names by
    /// a label are not looked into.
    pub(super) fn of(target: &Target, world: &World) -> Self {
        if target.holds == Holds::All || !target.has_names() {
            return Self::default();
        }
        let Some((before, behind)) = target.pattern.ends() else { return Self::default() };
        let folder = folder_of(Path::new(&before)).to_path_buf();
        let before = Path::new(&before).to_path_buf();
        let start = before.strip_prefix(&folder).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_like = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.strip_prefix(start.as_str())
                .is_some_and(|rest| rest.len() > behind.len() && rest.ends_with(behind.as_str()))
        };
        Self(world.folder(&folder).into_iter().flatten().filter(is_like).map(|path| plain(&path)).collect())
    }

    /// A file is made anew.
    pub(super) fn replaced(&mut self, name: &Path) {
        self.0.remove(&plain(name));
    }

    /// The files that are left.
    pub(super) fn left(self) -> Vec<PathBuf> {
        self.0.into_iter().collect()
    }
}

/// A path without a leading `./`, so that one file has one path.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_path_buf()
}
