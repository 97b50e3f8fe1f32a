//! Why a workbook is refused, and what to do about it.

use super::input::Input;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{Argument, Sentence};

/// It cannot be read: a sentence of ours, or what its reader says.
pub(super) fn broken(input: &Input, why: impl Into<Argument>) -> Diagnostic {
    input
        .error(say!("the workbook cannot be read: {why}", why = why.into()))
        .help(say!("open it in the spreadsheet program, save it again without a password as .xlsx, and try again"))
}

/// Its bytes follow no format.
pub(super) fn nonsense(input: &Input) -> Diagnostic {
    broken(input, say!("its content makes no sense"))
}

/// It is protected by a password.
pub(super) fn encrypted(input: &Input) -> Diagnostic {
    input
        .error(say!("the workbook is protected by a password"))
        .help(say!(
            "open it in the spreadsheet program, remove the password, save it again, and try again; or ask the portal for the codes as CSV or text"
        ))
}

/// It has more of something than memory can hold.
pub(super) fn too_large(input: &Input, why: Sentence) -> Diagnostic {
    input
        .error(say!("the workbook is too large: {why}", why))
        .help(say!("copy the rows with codes into a new workbook or a CSV file and try again"))
}
