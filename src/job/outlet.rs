//! Where labels go.

use std::io::Write;
use std::path::Path;

use super::shared::Shared;
use crate::batch::{cannot_write, rules};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::system;
use crate::source::Record;

/// Takes the labels of a job: for each file its head, its labels in order, and its tail. It may take its
/// time, and a job waits for it; what it has returned from without a refusal it has taken.
pub trait Outlet {
    /// A file begins.
    ///
    /// # Errors
    /// It is not taken.
    fn head(&mut self, part: &Part<'_>, bytes: &[u8]) -> Result<(), Refusal>;

    /// The next label. Its bytes may be none, where a format can only be written whole.
    ///
    /// # Errors
    /// It is not taken, or one before it was not.
    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal>;

    /// The file ends.
    ///
    /// # Errors
    /// It is not taken.
    fn tail(&mut self, bytes: &[u8]) -> Result<(), Refusal>;

    /// How many files it takes; any number if it does not say.
    fn most_files(&self) -> Option<u64> {
        None
    }

    /// No more files come.
    ///
    /// # Errors
    /// What was taken cannot be kept.
    fn finish(&mut self) -> Result<(), Refusal> {
        Ok(())
    }
}

/// A file that begins.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Its number, from 1.
    pub number: u64,
    /// Its name, as the output of the request gives it; empty where there is none.
    pub name: &'a Path,
    /// What its labels share, beside the template.
    pub shared: &'a Shared,
}

/// A label.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// Its number in the job, from 1.
    pub number: u64,
    /// The row of its data, in its file.
    pub row: u32,
    /// What tells its unit from all others, such as GTIN and serial, with the character 29 between; nothing
    /// where its code tells no unit. It holds no tail.
    pub unit: Option<&'a str>,
    /// What it was made of; its code is whole. Nothing where it was made of no record.
    pub record: Option<&'a Record>,
    /// Where it stands, of labels on sheets.
    pub stand: Option<Stand>,
    /// Its part of the file.
    pub bytes: &'a [u8],
}

/// Where a label stands on the sheets of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Its sheet in the job, from 1.
    pub sheet: u64,
    /// Its place on the sheet, from 1, in the order that labels fill it.
    pub place: u64,
    /// Its row on the sheet, from 1 at the top.
    pub row: u64,
    /// Its column on the sheet, from 1 on the left.
    pub column: u64,
}

/// Why an outlet takes no more.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The number of the last label that it took; 0 if it took none.
    pub last: u64,
    /// Why it took no other.
    pub why: Box<Diagnostic>,
}

impl Refusal {
    /// A refusal behind the last label that was taken.
    #[must_use]
    pub fn new(last: u64, why: Diagnostic) -> Self {
        Self { last, why: Box::new(why) }
    }

    /// What is told of it.
    pub(super) fn told(self) -> Diagnostic {
        let Self { last, why } = self;
        match why.help {
            None if last > 0 => why.help(say!("label {last} is the last that was taken", last)),
            _ => *why,
        }
    }
}

/// Keeps labels in memory: whatever was taken, file by file.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The bytes of each file.
    pub files: Vec<Vec<u8>>,
}

impl Outlet for Memory {
    fn head(&mut self, _: &Part<'_>, bytes: &[u8]) -> Result<(), Refusal> {
        self.files.push(bytes.to_vec());
        Ok(())
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        self.add(label.number - 1, label.bytes)
    }

    fn tail(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.add(0, bytes)
    }
}

impl Memory {
    fn add(&mut self, last: u64, bytes: &[u8]) -> Result<(), Refusal> {
        let file = self.files.last_mut().ok_or_else(|| headless(last))?;
        file.extend_from_slice(bytes);
        Ok(())
    }
}

/// Writes the one file of a job to a stream, such as standard output.
#[derive(Debug)]
pub struct Stream<W> {
    out: W,
    /// The last label that was taken, and its row.
    last: (u64, u32),
}

impl<W: Write> Stream<W> {
    /// An outlet to a stream.
    #[must_use]
    pub fn new(out: W) -> Self {
        Self { out, last: (0, 0) }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.out.write_all(bytes).map_err(|error| self.refused(&error))
    }

    fn refused(&self, error: &std::io::Error) -> Refusal {
        let message = say!("the labels cannot be written: {error}", error = system(error));
        let (last, row) = self.last;
        let found = Diagnostic::error(rules::OUTPUT, message);
        let told = match last {
            0 => found.help(say!("no label was taken")),
            _ => found.help(say!("label {last} is the last that was taken, of row {row}", last, row)),
        };
        Refusal::new(last, told)
    }
}

impl<W: Write> Outlet for Stream<W> {
    fn head(&mut self, part: &Part<'_>, bytes: &[u8]) -> Result<(), Refusal> {
        if part.number > 1 {
            let message = say!("a stream takes one file, and the labels make more");
            return Err(Refusal::new(self.last.0, Diagnostic::error(rules::REQUEST, message)));
        }
        self.write(bytes)
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        self.write(label.bytes)?;
        self.last = (label.number, label.row);
        Ok(())
    }

    fn tail(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.write(bytes)
    }

    fn most_files(&self) -> Option<u64> {
        Some(1)
    }

    fn finish(&mut self) -> Result<(), Refusal> {
        self.out.flush().map_err(|error| self.refused(&error))
    }
}

/// That a label or a tail came, and no head before it.
pub(super) fn headless(last: u64) -> Refusal {
    Refusal::new(last, Diagnostic::internal("an outlet without a head"))
}

/// That a file cannot be written.
pub(super) fn unwritten(last: u64, path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::new(last, cannot_write(path, error))
}
