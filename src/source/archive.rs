//! ZIP files: a portal packs an order into one.

use std::io::{self, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::input::{Input, is_aside};
use super::limits::MAX_FILES;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{Argument, Sentence, file, outside};
use crate::world::guarded;

/// Most files and folders in a ZIP file.
const MAX_ENTRIES: usize = 10_000;
/// Most bytes of a ZIP file when it is unpacked.
const MAX_UNPACKED: u64 = 1 << 30;

/// The files in a ZIP file, in the order of their names. What programs put beside them for themselves is
/// left out.
pub(super) fn unpacked(input: &Input) -> Result<Vec<Input>, Diagnostic> {
    guarded(|| unpack(input)).unwrap_or_else(|| Err(broken(input, say!("its content makes no sense"))))
}

fn unpack(input: &Input) -> Result<Vec<Input>, Diagnostic> {
    let mut zip = ZipArchive::new(input.reader()?).map_err(|error| broken(input, outside(error)))?;
    if zip.len() > MAX_ENTRIES {
        return Err(large(input, say!("it has more than {most} files", most = MAX_ENTRIES)));
    }
    let mut files = Vec::new();
    let mut left = MAX_UNPACKED;
    for number in 0..zip.len() {
        let entry = zip.by_index(number).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => locked(input),
            error => broken(input, outside(error)),
        })?;
        let name = entry.name().map(|name| name.replace('\\', "/")).unwrap_or_default();
        if entry.is_dir() || is_aside(&name) {
            continue;
        }
        if files.len() >= MAX_FILES {
            return Err(large(input, say!("it has more than {most} files", most = MAX_FILES)));
        }
        let says = |error: io::Error| broken(input, say!("{file}: {why}", file = file(&name), why = outside(error)));
        let mut to = input.world().passing().map_err(says)?;
        let written = io::copy(&mut entry.take(left + 1), &mut to).map_err(says)?;
        if written > left {
            let why =
                say!("it has more than {most} bytes when {file} is unpacked", most = MAX_UNPACKED, file = file(&name));
            return Err(large(input, why));
        }
        left -= written;
        files.push(input.within(&name, to.stored().map_err(says)?));
    }
    files.sort_by(|a, b| a.name().cmp(b.name()));
    match files.is_empty() {
        true => Err(input.error(say!("the ZIP file holds no files"))),
        false => Ok(files),
    }
}

fn broken(input: &Input, why: impl Into<Argument>) -> Diagnostic {
    input
        .error(say!("the ZIP file cannot be read: {why}", why = why.into()))
        .help(say!("get it from the portal again, or unpack it and give the file of codes that is in it"))
}

fn locked(input: &Input) -> Diagnostic {
    input
        .error(say!("the ZIP file is protected by a password"))
        .help(say!("unpack it with its password, and give the file of codes that is in it"))
}

fn large(input: &Input, why: Sentence) -> Diagnostic {
    input
        .error(say!("the ZIP file is too large: {why}", why))
        .help(say!("unpack it and give the files of codes that are in it"))
}
