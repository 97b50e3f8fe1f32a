//! Damaged codes, mended where nothing is guessed.
//!
//! A code is read as it stands first. Only one that is invalid so is mended, step by step in the
//! order of [`Mend::ALL`], and read again after each step that changed something. The first
//! reading that is valid is taken, and says which steps led to it. Of the ways to write a
//! separator each is tried alone before all together, because serials may hold `<GS>` themselves.
//! Letters are changed only when that is asked for ([`Structure::read_fixing`]).

use std::fmt;

use super::fault::{Fault, rules};
use super::hints;
use super::look_alikes::LookAlike;
use super::structure::{CodeForm, Reading, SEPARATOR, Structure};
use crate::gs1::GS;
use crate::say;
use crate::sentence::{InWords, Sentence, name};

/// A step of mending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mend {
    /// Byte order marks, zero-width characters and spaces around the code.
    Invisible,
    /// The symbology identifier that a reader sends in front (`]d2`).
    Identifier,
    /// `_xHHHH_`, as spreadsheets write characters that XML has not.
    Escapes,
    /// What stands for FNC1 or GS in text, such as `<GS>`.
    StandIns,
    /// Separators before the first field, behind the last, or twice in a row.
    Separators,
    /// The apostrophe with which a spreadsheet marks text.
    Apostrophe,
    /// Parentheses around AIs, which a symbol never holds.
    Brackets,
    /// Separators that lacked, put in by the lengths of the market's fields.
    MissingSeparators,
    /// A letter of another alphabet taken for the Latin one it looks like; only when asked for.
    LookAlike {
        /// Its position in the cell, in characters from 1.
        position: usize,
        /// The letter.
        letter: LookAlike,
    },
}

impl Mend {
    /// The steps that are tried on a code that is invalid as it stands, in their order. The others are told of what was read.
    pub const ALL: [Mend; 6] =
        [Mend::Invisible, Mend::Identifier, Mend::Escapes, Mend::StandIns, Mend::Separators, Mend::Apostrophe];

    /// The text after this step alone.
    #[must_use]
    pub fn apply(self, text: &str) -> String {
        match self {
            Mend::Invisible => text.replace(is_invisible, "").trim().to_owned(),
            Mend::Identifier => {
                let identifier = IDENTIFIERS.iter().find_map(|identifier| text.strip_prefix(identifier));
                identifier.unwrap_or(text).to_owned()
            }
            Mend::Escapes => unescaped(text),
            Mend::StandIns => stand_ins(text),
            Mend::Separators => {
                let parts: Vec<&str> = text.split(GS).filter(|part| !part.is_empty()).collect();
                parts.join("\u{1d}")
            }
            Mend::Apostrophe => text.strip_prefix('\'').unwrap_or(text).to_owned(),
            Mend::Brackets | Mend::MissingSeparators | Mend::LookAlike { .. } => text.to_owned(),
        }
    }
}

impl InWords for Mend {
    fn in_words(&self) -> Sentence {
        match self {
            Mend::Invisible => say!("invisible characters or spaces around it left out"),
            Mend::Identifier => say!("the reader's symbology identifier left out"),
            Mend::Escapes => say!("the spreadsheet's _xHHHH_ taken for the character it stands for"),
            Mend::StandIns => say!("text that stands for a separator taken for GS"),
            Mend::Separators => say!("idle separators left out"),
            Mend::Apostrophe => say!("the spreadsheet's apostrophe left out"),
            Mend::Brackets => say!("parentheses around AIs left out"),
            Mend::MissingSeparators => say!("missing separators put in, by the lengths of the market's fields"),
            Mend::LookAlike { position, letter } => say!(
                "character {position}, {letter}, taken for {latin}",
                position = *position,
                letter = name(letter.name()),
                latin = name(letter.latin.to_string())
            ),
        }
    }
}

/// In English, as JSON has it.
impl fmt::Display for Mend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.in_words(), f)
    }
}

/// What readers send before GS1 data (ISO/IEC 15424): Data Matrix, Code 128, DataBar, QR Code;
/// and before a plain Data Matrix.
const IDENTIFIERS: [&str; 5] = ["]d2", "]C1", "]e0", "]Q3", "]d1"];

/// What people and programs write for FNC1 or GS. Longer ones stand before their own parts.
const STAND_INS: [&str; 19] = [
    "\\\\u001d",
    "\\\\u001D",
    "\\u001d",
    "\\u001D",
    "\\x001d",
    "\\x1d",
    "\\x1D",
    "<FNC1>",
    "<fnc1>",
    "{FNC1}",
    "[FNC1]",
    "^FNC1",
    "<GS>",
    "<gs>",
    "[GS]",
    "{GS}",
    "~029",
    "\u{241d}",
    "\u{f8}",
];

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{a0}' | '\u{ad}')
}

/// `_x001D_` as GS, and `_x005F_` as the underscore it protects.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let c = after
            .get(..5)
            .and_then(|digits| digits.strip_suffix('_'))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match c {
            Some(c) => {
                out.push(c);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Text that stands for a separator as GS; one in front, also the character 232 of a code page,
/// is the FNC1 that the symbol begins with and is left out.
fn stand_ins(text: &str) -> String {
    let mut out = text.to_owned();
    for stand_in in STAND_INS {
        if out.contains(stand_in) {
            out = out.replace(stand_in, "\u{1d}");
        }
    }
    let first = ['\u{1d}', '\u{e8}', '\u{448}'];
    out.strip_prefix(first).map(str::to_owned).unwrap_or(out)
}

/// What the form of a text did not say as a symbol says it.
fn by_form(reading: &Reading) -> Option<Mend> {
    match reading.form {
        CodeForm::Bracketed => Some(Mend::Brackets),
        CodeForm::Unseparated => reading.code.message().contains(&SEPARATOR).then_some(Mend::MissingSeparators),
        CodeForm::Separated | CodeForm::Parts => None,
    }
}

/// A reading with the steps that led to it, or what is wrong.
type Attempt = Result<(Reading, Vec<Mend>), Vec<Fault>>;

impl Structure {
    /// Reads a code as it stands, or mended where it is invalid as it stands.
    ///
    /// # Errors
    /// As [`Structure::parse`], for the code as it stands, with a hint at what may have happened
    /// to it.
    pub fn read(&self, text: &str) -> Result<(Reading, Vec<Mend>), Vec<Fault>> {
        let (reading, mut done) = self.mended(text)?;
        done.extend(by_form(&reading));
        Ok((reading, done))
    }

    fn mended(&self, text: &str) -> Result<(Reading, Vec<Mend>), Vec<Fault>> {
        let faults = match self.parse(text) {
            Ok(mut reading) => {
                reading.warnings.extend(self.doubt(text));
                return Ok((reading, Vec::new()));
            }
            Err(faults) => faults,
        };
        let mut mended = text.to_owned();
        let mut done = Vec::new();
        for step in Mend::ALL {
            if step == Mend::Escapes
                && let Some(one) = self.one_way(&mended, &done)
            {
                return one;
            }
            let next = step.apply(&mended);
            if next == mended {
                continue;
            }
            mended = next;
            done.push(step);
            if let Ok(reading) = self.parse(&mended) {
                return Ok((reading, done));
            }
        }
        Err(hints::explained(self, &mended, faults))
    }

    /// As [`Structure::read`]; letters of other alphabets are taken for the Latin ones they look
    /// like in a code that is valid then and not before. Each is told as a [`Mend::LookAlike`].
    ///
    /// # Errors
    /// As [`Structure::read`].
    pub fn read_fixing(&self, text: &str) -> Result<(Reading, Vec<Mend>), Vec<Fault>> {
        self.read(text).or_else(|faults| {
            let latin: String = text.chars().map(|c| LookAlike::of(c).map_or(c, |letter| letter.latin)).collect();
            let (reading, mended) = self.read(&latin).map_err(|_| faults)?;
            let letters = text
                .chars()
                .zip(1..)
                .filter_map(|(c, position)| LookAlike::of(c).map(|letter| Mend::LookAlike { position, letter }));
            Ok((reading, letters.chain(mended).collect()))
        })
    }

    /// Reads a code in which one way of writing the separator is used, and anything else that
    /// looks like another way is part of a value. Several readings are a fault.
    fn one_way(&self, text: &str, done: &[Mend]) -> Option<Attempt> {
        let escaped = [(Mend::Escapes, Mend::Escapes.apply(text))];
        let ways = STAND_INS.iter().filter(|way| text.contains(*way)).map(|way| {
            let one = text.replace(way, "\u{1d}");
            (Mend::StandIns, one.strip_prefix(GS).unwrap_or(&one).to_owned())
        });
        let mut readings: Vec<(Reading, Vec<Mend>)> = Vec::new();
        for (step, one) in escaped.into_iter().chain(ways).filter(|(_, one)| one != text) {
            if let Ok(reading) = self.parse(&one)
                && readings.iter().all(|(other, _)| other.code != reading.code)
            {
                readings.push((reading, done.iter().copied().chain([step]).collect()));
            }
        }
        match readings.len() {
            0 => None,
            1 => readings.pop().map(Ok),
            _ => {
                let message = say!("what stands for the separator can be taken in more than one way");
                let help = say!("take the codes from the portal again, with real separators");
                Some(Err(vec![Fault::new(rules::AMBIGUOUS, None, message).help(help)]))
            }
        }
    }

    /// A warning if a code that is valid as it stands would be valid too with a stand-in taken
    /// for a separator.
    fn doubt(&self, text: &str) -> Option<Fault> {
        // A code is made of GS1's characters, and of the stand-ins only those in `<>` are too.
        let begins = |(at, _)| text.get(at..).is_some_and(|rest| STAND_INS.iter().any(|way| rest.starts_with(way)));
        if !text.contains('<') || !text.match_indices('<').any(begins) || self.parse(&stand_ins(text)).is_err() {
            return None;
        }
        let message = say!("part of this code may stand for a separator; it is taken as it stands");
        Some(Fault::new(rules::MENDED, None, message).warning())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::Market;

    const CODE: &str =
        "0104870999000116219ab91CD91ef9x\u{1d}91ab12\u{1d}92AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";

    fn read(text: &str) -> (String, Vec<Mend>) {
        let structure = Market::load("kz-pharma").unwrap().structure;
        let (reading, done) = structure.read(text).unwrap_or_else(|faults| panic!("{text:?}: {faults:?}"));
        (String::from_utf8(reading.code.message().to_vec()).unwrap(), done)
    }

    #[test]
    fn a_code_comes_through_every_stand_in() {
        assert_eq!(read(CODE), (CODE.to_owned(), Vec::new()));
        assert_eq!(read(&CODE.replace(GS, "")), (CODE.to_owned(), vec![Mend::MissingSeparators]));
        let bracketed = CODE.replacen("01", "(01)", 1).replacen("219ab", "(21)9ab", 1);
        let bracketed = bracketed.replace("\u{1d}91", "(91)").replace("\u{1d}92", "(92)");
        assert_eq!(read(&bracketed), (CODE.to_owned(), vec![Mend::Brackets]));
        for stand_in in STAND_INS.iter().copied().chain(["_x001D_", "_x001d_", "\u{1d}\u{1d}"]) {
            for front in ["", "]d2", "\u{feff}", stand_in, "\u{e8}"] {
                let text = format!("{front}{}", CODE.replace(GS, stand_in));
                let (found, done) = read(&text);
                assert_eq!(found, CODE, "{text}");
                assert!(!done.is_empty() && done.is_sorted(), "{text}: {done:?}");
            }
        }
        assert_eq!(read(&format!("'{CODE}")), (CODE.to_owned(), vec![Mend::Apostrophe]));
        assert_eq!(read(&format!(" {CODE}\u{200b}")), (CODE.to_owned(), vec![Mend::Invisible]));
        assert_eq!(read(&format!("{CODE}\u{1d}")).0, CODE);
    }

    #[test]
    fn what_is_valid_as_it_stands_is_left_alone() {
        for serial in ["<GS>abcdefghi", "'abcdefghijkl", "_x001D_abcdef", "_x005F_abcdef"] {
            let code = CODE.replace("9ab91CD91ef9x", serial);
            assert_eq!(read(&code), (code.clone(), Vec::new()), "{serial}");
        }
    }

    #[test]
    fn a_serial_that_looks_like_a_separator_stays_whole() {
        for serial in ["<GS>text<GS>1", "_x001D_abcdef", "_x005F_x001D_"] {
            let code = CODE.replace("9ab91CD91ef9x", serial);
            let (found, done) = read(&code.replace(GS, "{GS}"));
            assert_eq!((found, done), (code, vec![Mend::StandIns]), "{serial}");
        }
    }

    #[test]
    fn look_alikes_are_taken_for_latin_letters_when_asked_for() {
        let structure = Market::load("kz-pharma").unwrap().structure;
        let typed = CODE.replace("9ab91CD91ef9x", "9\u{430}b91\u{421}D91ef9\u{445}");
        assert!(structure.read(&typed).is_err());
        let (reading, done) = structure.read_fixing(&typed).unwrap();
        assert_eq!(reading.code.message(), CODE.as_bytes());
        assert_eq!(done[0].to_string(), "character 20, U+0430 CYRILLIC SMALL A, taken for a");
        assert_eq!(done.len(), 3);
        // What is no code even then, and letters that look like nothing, stay what they are.
        assert!(structure.read_fixing(&CODE.replace("9ab91", "9\u{416}b91")).is_err());
        assert!(structure.read_fixing(&typed.replace("92A", "A")).is_err());
        assert_eq!(structure.read_fixing(CODE).unwrap().1, []);
    }

    #[test]
    fn escapes_are_those_of_spreadsheets() {
        assert_eq!(unescaped("a_x001D_b_x005F_x001D_c_xZZZZ_d_x00"), "a\u{1d}b_x001D_c_xZZZZ_d_x00");
    }
}
