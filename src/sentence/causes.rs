//! What the rooms below say goes wrong: lengths and files.

use std::io;

use super::{Argument, InWords, Sentence, errors_in_words, file, outside};
use crate::say;
use crate::units::UnitError;
use crate::world::{FileError, OutputError};

/// Why a file cannot be read or written: our own sentence where it is we who say no, else what the
/// system says.
#[must_use]
pub fn system(error: &io::Error) -> Argument {
    let ours = error.get_ref().and_then(|inner| {
        let refused = inner.downcast_ref::<OutputError>().map(InWords::in_words);
        refused.or_else(|| inner.downcast_ref::<Sentence>().cloned())
    });
    ours.map_or_else(|| outside(error).into(), Argument::from)
}

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
            UnitError::Scale(text) => {
                say!("“{text}” is not a scale; write a number from 0.9 to 1.1, such as 1.004", text = outside(text))
            }
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

impl InWords for OutputError {
    fn in_words(&self) -> Sentence {
        match self {
            OutputError::Folder => say!("is a folder"),
            OutputError::NoFreeName => say!("no free name beside the output"),
        }
    }
}

errors_in_words!(UnitError, FileError, OutputError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_words_come_through_the_systems_errors() {
        let told = |error: io::Error| say!("{error}", error = system(&error)).to_string();
        assert_eq!(told(io::Error::other(OutputError::NoFreeName)), "no free name beside the output");
        assert_eq!(told(io::Error::other(say!("too {n}", n = 3))), "too 3");
        assert_eq!(told(io::Error::other("a\u{7}")), "a<U+0007>");
        assert!(matches!(system(&io::Error::other(say!("x"))), Argument::Sentence(_)));
    }
}
