//! Files of an earlier run that lie beside those of a new one: they would be printed again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::target::Target;
use crate::batch::{Ends, Holds};
use crate::world::World;

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
        let Some(Ends { before, behind, is_number }) = target.pattern.ends() else { return Self::default() };
        // The folder ends where the file's own name begins.
        let name_at = before.rfind(std::path::is_separator).map_or(0, |at| at + 1);
        let (folder, start) = before.split_at(name_at);
        let folder = if folder.is_empty() { "." } else { folder };
        let is_like = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let between = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(behind.as_str()));
            between.is_some_and(|between| {
                !between.is_empty() && (!is_number || between.bytes().all(|byte| byte.is_ascii_digit()))
            })
        };
        let there = world.folder(Path::new(folder)).into_iter().flatten();
        Self(there.filter(is_like).map(|path| plain(&path)).collect())
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
