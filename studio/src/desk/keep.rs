//! Files that come into the folder: never over another, and once where the same bytes stand there already.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, system};
use quietzone::world::{Stored, World};

/// Files of one name.
const SAME: u32 = 1000;

/// Two files that come at once get two names.
static NAMING: Mutex<()> = Mutex::new(());

/// Keeps a file under its name, or with a number behind it where something else stands there; tells the name. Where
/// the same bytes stand there already nothing is written.
///
/// # Errors
/// It cannot be written.
pub(crate) fn keep(world: &World, path: &Path, whole: &Stored, private: bool) -> Result<PathBuf, Failure> {
    let cannot = |error: io::Error| cannot_write(path, &error);
    let _alone = NAMING.lock().unwrap_or_else(PoisonError::into_inner);
    for number in 1..=SAME {
        let named = numbered(path, number);
        match world.open(&named) {
            Ok(there) => {
                if is_same(there, whole.again().map_err(cannot)?).map_err(cannot)? {
                    return Ok(named);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut output = world.create(&named, private).map_err(cannot)?;
                io::copy(&mut whole.again().map_err(cannot)?, &mut output).map_err(cannot)?;
                output.finish().map_err(cannot)?;
                return Ok(named);
            }
            Err(error) => return Err(cannot(error)),
        }
    }
    Err(cannot(io::Error::from(io::ErrorKind::AlreadyExists)))
}

/// That a file cannot be written.
pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    let message = say!("{path} cannot be written: {error}", path = file(path), error = system(error));
    Diagnostic::error(rules::OUTPUT, message).into()
}

/// A name with a number: `codes-2.xlsx`.
fn numbered(path: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return path.to_path_buf();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{number}{ending}"))
}

fn is_same(mut one: Stored, mut other: Stored) -> io::Result<bool> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        (&mut one).take(1 << 16).read_to_end(&mut left)?;
        (&mut other).take(1 << 16).read_to_end(&mut right)?;
        if left != right || left.is_empty() {
            return Ok(left == right);
        }
    }
}
