//! The list of rejected rows: whole codes, because they are paid for, for the owner's eyes only.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::world::{Output, World};

/// A CSV file being written beside the output.
pub(crate) struct Rejects {
    writer: csv::Writer<Output>,
    /// Columns of what is put behind the codes.
    behind: usize,
    pub(crate) path: PathBuf,
}

impl Rejects {
    /// Where the rejected rows of an output go: `OUT.rejects.csv`.
    pub(crate) fn path_for(output: &Path) -> PathBuf {
        let mut name = output.as_os_str().to_owned();
        name.push(".rejects.csv");
        name.into()
    }

    /// A list beside an output; `behind` are the headers of what is put behind the codes.
    pub(crate) fn create(world: &World, output: &Path, behind: &[String]) -> io::Result<Self> {
        let path = Self::path_for(output);
        let mut writer = csv::Writer::from_writer(world.create(&path, true)?);
        let titles = ["place", "row", "rule", "reason", "code"].into_iter();
        writer.write_record(titles.chain(behind.iter().map(String::as_str)))?;
        Ok(Self { writer, behind: behind.len(), path })
    }

    /// Adds a row: its code as it stands in the file, with what is put behind it.
    pub(crate) fn row(&mut self, row: u32, (code, behind): (&str, &[String]), found: &[Diagnostic]) -> io::Result<()> {
        let number = row.to_string();
        for reason in found {
            let place = reason.place.to_string();
            let message = reason.said().to_string();
            let cells = [place.as_str(), &number, reason.rule.code, &message, code].into_iter();
            let behind = behind.iter().map(String::as_str).chain(std::iter::repeat("")).take(self.behind);
            self.writer.write_record(cells.chain(behind))?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?.finish()
    }
}
