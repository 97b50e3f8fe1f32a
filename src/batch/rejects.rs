//! The list of rejected rows: whole codes, because they are paid for, for the owner's eyes only.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::world::Output;

/// A CSV file being written beside the output.
pub(crate) struct Rejects {
    writer: csv::Writer<Output>,
    pub(crate) path: PathBuf,
}

impl Rejects {
    /// Where the rejected rows of an output go: `OUT.rejects.csv`.
    pub(crate) fn path_for(output: &Path) -> PathBuf {
        let mut name = output.as_os_str().to_owned();
        name.push(".rejects.csv");
        name.into()
    }

    pub(crate) fn create(output: &Path) -> io::Result<Self> {
        let path = Self::path_for(output);
        let mut writer = csv::Writer::from_writer(Output::create_private(&path)?);
        writer.write_record(["place", "row", "rule", "reason", "code"])?;
        Ok(Self { writer, path })
    }

    pub(crate) fn row(&mut self, row: u32, code: &str, found: &[Diagnostic]) -> io::Result<()> {
        let number = row.to_string();
        for reason in found {
            let place = reason.place.to_string();
            let message = reason.said().to_string();
            self.writer.write_record([place.as_str(), &number, reason.rule.code, &message, code])?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?.finish()
    }
}
