//! Reports on jobs, written into files.

use std::io::{self, Write};
use std::path::Path;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, outside, system};
use quietzone::world::World;

use super::{Form, report_of};
use crate::ledger::{JobId, Known, Ledger};

impl Form {
    /// The form that the ending of a file names.
    ///
    /// # Errors
    /// It names none.
    pub fn of(output: &Path) -> Result<Self, Diagnostic> {
        match ending(output).as_deref() {
            Some("csv") => Ok(Form::Csv),
            Some("xlsx") => Ok(Form::Xlsx),
            Some("json") => Ok(Form::Json),
            _ => {
                let message = say!(
                    "the ending of “{path}” names no form of a report; use .csv, .xlsx or .json",
                    path = file(output)
                );
                Err(Diagnostic::error(rules::REQUEST, message))
            }
        }
    }
}

/// Writes what became of some labels of a job into a file, whose ending names the form; tells how many they are.
///
/// # Errors
/// There is no such job; the ending names no form; the file cannot be written.
pub fn filed(
    ledger: &dyn Ledger,
    job: JobId,
    is_meant: &dyn Fn(&Known) -> bool,
    (world, output): (&World, &Path),
) -> Result<u64, Failure> {
    ledger.job(job)?;
    let form = Form::of(output)?;
    put(world, output, |out| Ok(report_of(ledger, job, form, is_meant, out)?.map_err(Failure::from)))
}

/// Writes a file, whole or not at all; tells what was told of it.
pub(crate) fn put(
    world: &World,
    output: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<Result<u64, Failure>>,
) -> Result<u64, Failure> {
    let wrong = |error: &io::Error| {
        let message = say!("{path} cannot be written: {error}", path = file(output), error = system(error));
        Diagnostic::error(rules::OUTPUT, message)
    };
    let mut written = world.create(output, true).map_err(|error| {
        let error = outside(error.to_string());
        Diagnostic::error(rules::REQUEST, say!("{path} cannot be written: {error}", path = file(output), error))
    })?;
    let labels = write(&mut written).map_err(|error| wrong(&error))??;
    written.finish().map_err(|error| wrong(&error))?;
    Ok(labels)
}

/// The ending of a file's name, in small letters.
pub(crate) fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}
