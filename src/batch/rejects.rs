//! The list of rejected rows: whole codes, because they are paid for, for the owner's eyes only.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::world::{Output, World};

use super::csv_form::CsvForm;
use super::faults::cannot_write;
use super::formula::shielded;

/// A CSV file being written beside the output.
pub(crate) struct Rejects {
    writer: csv::Writer<Output>,
    /// Columns of what is put behind the codes.
    behind: usize,
    pub(crate) path: PathBuf,
}

impl Rejects {
    /// Where the rejected rows of an output go, if nothing else is said: `OUT.rejects.csv`.
    pub(crate) fn beside(output: &Path) -> PathBuf {
        let mut name = output.as_os_str().to_owned();
        name.push(".rejects.csv");
        name.into()
    }

    /// A path, with a number in it where it is taken: what stands in an older list may stand nowhere else.
    fn free_path(world: &World, path: &Path) -> PathBuf {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
        let numbered = |number: u32| path.with_file_name(format!("{stem}-{number}{ending}"));
        let is_free = |path: &PathBuf| world.kind(path).is_err();
        let paths = std::iter::once(path.to_path_buf()).chain((2..=u32::MAX).map(numbered));
        paths.into_iter().find(is_free).unwrap_or_else(|| path.to_path_buf())
    }

    /// A list; `behind` are the headers of what is put behind the codes.
    pub(crate) fn create(world: &World, path: &Path, behind: &[String], csv: CsvForm) -> Result<Self, Diagnostic> {
        let path = Self::free_path(world, path);
        let begun = || {
            let mut writer = csv.writer(world.create(&path, true)?, csv::Terminator::Any(b'\n'));
            let titles = ["place", "row", "rule", "reason", "code"].into_iter();
            csv.begin(&mut writer, &titles.chain(behind.iter().map(String::as_str)).collect::<Vec<_>>())?;
            Ok(writer)
        };
        let writer = begun().map_err(|error| cannot_write(&path, &error))?;
        Ok(Self { writer, behind: behind.len(), path })
    }

    /// Adds a row: its code as it stands in the file, with what is put behind it.
    pub(crate) fn row(&mut self, row: u32, (code, behind): (&str, &[String]), found: &[Diagnostic]) -> io::Result<()> {
        // A row stands once, whatever is wrong with it: its code is one code.
        let told = |of: &dyn Fn(&Diagnostic) -> String| {
            let mut parts: Vec<String> = Vec::new();
            for part in found.iter().map(of) {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            parts.join("; ")
        };
        let place = told(&|reason| reason.place.to_string());
        let rules = told(&|reason| reason.rule.code.to_owned());
        let reasons = told(&|reason| reason.said().to_string());
        let behind = behind.iter().map(String::as_str).chain(std::iter::repeat("")).take(self.behind);
        let number = row.to_string();
        let cells = [place.as_str(), &number, &rules, &reasons, code].into_iter().chain(behind).map(shielded);
        self.writer.write_record(cells.collect::<Vec<_>>().iter().map(|cell| cell.as_bytes())).map_err(io::Error::from)
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?.finish()
    }
}
