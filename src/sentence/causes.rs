//! What the rooms below say goes wrong: lengths and files.

use super::{InWords, Sentence, errors_in_words, file, outside};
use crate::say;
use crate::units::UnitError;
use crate::world::FileError;

impl InWords for UnitError {
    fn in_words(&self) -> Sentence {
        match self {
            UnitError::Length(text) => say!(
                "“{text}” is not a length; write a number and a unit, such as \"12 mm\", \"7 pt\" or \"3 dots\"",
                text = outside(text)
            ),
            UnitError::NoUnit(number) => say!(
                "{number} has no unit; write \"{number} mm\", \"{number} pt\" or \"{number} dots\"",
                number = outside(number)
            ),
            UnitError::TooLong(text) => say!("“{text}” is more than 10 metres", text = outside(text)),
            UnitError::Resolution(text) => say!(
                "“{text}” is not a resolution; write \"203 dpi\", \"300 dpi\", \"600 dpi\", \"8 dots/mm\" or \"12 dots/mm\"",
                text = outside(text)
            ),
            UnitError::Dpi(dpi) => say!(
                "{dpi} dpi is not a print head we can hit exactly; common ones are 203, 300 and 600 dpi",
                dpi = *dpi
            ),
            UnitError::DotsPerMm(dots) => say!(
                "{dots} dots/mm is not a print head we can hit exactly; common ones are 8, 12 and 24 dots/mm",
                dots = *dots
            ),
        }
    }
}

impl InWords for FileError {
    fn in_words(&self) -> Sentence {
        match self {
            FileError::Io { path, source } => {
                say!("cannot read {path}: {error}", path = file(path), error = outside(source))
            }
            FileError::TooLarge { path, limit } => {
                say!("{path} has more than {limit} bytes", path = file(path), limit = *limit)
            }
            FileError::Outside { path } => say!(
                "“{path}” leads out of the template's folder; files are taken from beside the template only",
                path = file(path)
            ),
            FileError::Folder { path } => say!("{path} is a folder, not a file", path = file(path)),
            FileError::NotText { path } => say!("{path} is not UTF-8 text", path = file(path)),
            FileError::NotRegular { path } => say!("{path} is not a regular file", path = file(path)),
        }
    }
}

errors_in_words!(UnitError, FileError);
