//! Damaged codes, mended where nothing is guessed.
//!
//! A code is read as it stands first. Only one that is invalid so is mended, step by step in the
//! order of [`Mend::ALL`], and read again after each step that changed something. The first
//! reading that is valid is taken, and says which steps led to it. Of the ways to write a
//! separator each is tried alone before all together, because serials may hold `<GS>` themselves.
//! What no list knows is found by structure (`between.rs`). If nothing helps, the fault of the reading
//! that came furthest is told. Letters are changed only when that is asked for
//! ([`Structure::read_fixing`]).

use std::fmt;

use super::between::{self, Sought, TypedSeparator};
use super::disorder;
use super::escapes::{
    STAND_INS, stand_ins, unescaped, without_blanks_around_ais, without_entities, without_quotes,
    without_square_brackets,
};
use super::fault::{Fault, rules};
use super::hints;
use super::layouts::Layout;
use super::look_alikes::LookAlike;
use super::structure::{CodeForm, Reading, SEPARATOR, Structure, Unreadable};
use crate::diagnostic::Severity;
use crate::gs1::GS;
use crate::say;
use crate::sentence::{InWords, Sentence, name, outside};

/// A step of mending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mend {
    /// Byte order marks, zero-width characters and spaces around the code.
    Invisible,
    /// The apostrophe with which a spreadsheet marks text.
    Apostrophe,
    /// The quotes around a cell of a CSV file.
    Quotes,
    /// The symbology identifier that a reader sends in front (`]d2`).
    Identifier,
    /// Square brackets around AIs, as zint takes them.
    SquareBrackets,
    /// `_xHHHH_`, as spreadsheets write characters that XML has not.
    Escapes,
    /// `&lt;` and the like, as XML and HTML write characters.
    Entities,
    /// What stands for FNC1 or GS in text, such as `<GS>`.
    StandIns,
    /// Separators before the first field, behind the last, or twice in a row.
    Separators,
    /// Parentheses around AIs, which a symbol never holds.
    Brackets,
    /// Separators that lacked, put in by the lengths of the market's fields.
    MissingSeparators,
    /// What stands between two fields, taken for the separator.
    Typed(TypedSeparator),
    /// All keys of another keyboard layout; only when asked for.
    Layout(Layout),
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
    pub const ALL: [Mend; 9] = [
        Mend::Invisible,
        Mend::Apostrophe,
        Mend::Quotes,
        Mend::Identifier,
        Mend::SquareBrackets,
        Mend::Escapes,
        Mend::Entities,
        Mend::StandIns,
        Mend::Separators,
    ];

    /// The text after this step alone.
    #[must_use]
    pub fn apply(self, text: &str) -> String {
        match self {
            Mend::Invisible => without_blanks_around_ais(text.replace(is_invisible, "").trim()),
            Mend::Identifier => {
                let identifier = IDENTIFIERS.iter().find_map(|identifier| text.strip_prefix(identifier));
                identifier.unwrap_or(text).to_owned()
            }
            Mend::SquareBrackets => without_square_brackets(text),
            Mend::Escapes => unescaped(text),
            Mend::Entities => without_entities(text),
            Mend::StandIns => stand_ins(text),
            Mend::Separators => {
                let parts: Vec<&str> = text.split(GS).filter(|part| !part.is_empty()).collect();
                // A parenthesis that begins an element separates it as well.
                let text = parts.join("\u{1d}");
                if text.starts_with('(') { text.replace("\u{1d}(", "(") } else { text }
            }
            Mend::Apostrophe => text.strip_prefix('\'').unwrap_or(text).to_owned(),
            Mend::Quotes => without_quotes(text),
            Mend::Brackets | Mend::MissingSeparators | Mend::Typed(_) | Mend::Layout(_) | Mend::LookAlike { .. } => {
                text.to_owned()
            }
        }
    }
}

impl InWords for Mend {
    fn in_words(&self) -> Sentence {
        match self {
            Mend::Invisible => say!("invisible characters, or spaces around it or its AIs, left out"),
            Mend::Identifier => say!("the reader's symbology identifier left out"),
            Mend::SquareBrackets => say!("square brackets around AIs left out"),
            Mend::Entities => say!("XML's &lt; and the like taken for the characters they stand for"),
            Mend::Typed(typed) => say!("“{typed}” between two fields taken for a separator", typed = outside(typed)),
            Mend::Layout(layout) => {
                say!("read as typed on a keyboard with the {layout} layout", layout = name(layout.name()))
            }
            Mend::Escapes => say!("the spreadsheet's _xHHHH_ taken for the character it stands for"),
            Mend::StandIns => say!("text that stands for a separator taken for GS"),
            Mend::Separators => say!("idle separators left out"),
            Mend::Apostrophe => say!("the spreadsheet's apostrophe left out"),
            Mend::Quotes => say!("the quotes around a cell left out"),
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

fn is_invisible(c: char) -> bool {
    // A space that does not break may stand for a separator, so it counts at the ends only.
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
}

/// What the form of a text did not say as a symbol says it.
fn by_form(reading: &Reading) -> Option<Mend> {
    match reading.form {
        CodeForm::Bracketed => Some(Mend::Brackets),
        CodeForm::Unseparated => reading.code.message().contains(&SEPARATOR).then_some(Mend::MissingSeparators),
        CodeForm::Separated | CodeForm::Parts => None,
    }
}

/// What may be done to a code beyond what is sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixing {
    /// Take letters of other alphabets for the Latin ones they look like.
    pub look_alikes: bool,
    /// Read codes that were typed on a keyboard with another layout.
    pub layout: bool,
    /// What stands for the separator in the other rows of the data.
    pub separator: Option<TypedSeparator>,
}

/// A reading with the steps that led to it, or what is wrong.
type Attempt = Result<(Reading, Vec<Mend>), Vec<Fault>>;

/// The faults of the reading that came furthest.
struct Best(Unreadable);

impl Best {
    /// Of two that came as far, the later one is nearer to what was meant.
    fn take(&mut self, other: Unreadable) {
        if other.furthest >= self.0.furthest {
            self.0 = other;
        }
    }
}

impl Structure {
    /// Reads a code as it stands, or mended where it is invalid as it stands.
    ///
    /// # Errors
    /// As [`Structure::parse`], for the reading that came furthest, with a hint at what may have
    /// happened to the code.
    pub fn read(&self, text: &str) -> Result<(Reading, Vec<Mend>), Vec<Fault>> {
        self.read_fixing(text, Fixing::default())
    }

    /// As [`Structure::read`], with more done to a code that is invalid otherwise: keyboard layouts and
    /// look-alikes are told as [`Mend::Layout`] and [`Mend::LookAlike`]. Where a keyboard's layout
    /// explains a code, its letters are no look-alikes.
    ///
    /// # Errors
    /// As [`Structure::read`].
    pub fn read_fixing(&self, text: &str, fixing: Fixing) -> Result<(Reading, Vec<Mend>), Vec<Fault>> {
        match self.read_typed(text, fixing.separator) {
            Err(_)
                if !text.is_ascii()
                    && let Some(typed) = self.by_layout(text, fixing) =>
            {
                typed
            }
            Err(faults) if fixing.look_alikes => self.by_look_alikes(text, fixing).ok_or(faults),
            read => read,
        }
    }

    fn read_typed(&self, text: &str, known: Option<TypedSeparator>) -> Attempt {
        let (reading, mut done) = self.mended(text, known)?;
        if let Some(fault) = between::doubtful_end(self, text, &reading) {
            return Err(vec![fault]);
        }
        done.extend(by_form(&reading));
        Ok((reading, done))
    }

    /// What stands for the separator in nearly all of these codes, which cannot be read without.
    #[must_use]
    pub fn common_separator<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Option<TypedSeparator> {
        let unread: Vec<&str> = texts.filter(|text| self.read(text).is_err()).collect();
        between::common(self, &unread)
    }

    /// A code that is valid as typed on a keyboard with another layout, if it is.
    fn by_layout(&self, text: &str, fixing: Fixing) -> Option<Attempt> {
        let mut found: Vec<(Layout, Reading, Vec<Mend>)> = Vec::new();
        for layout in Layout::ALL {
            let Some((reading, done)) =
                layout.typed(text).and_then(|text| self.read_typed(&text, fixing.separator).ok())
            else {
                continue;
            };
            if found.iter().all(|(_, other, _)| other.code != reading.code) {
                found.push((layout, reading, done));
            }
        }
        let one = found.len() == 1;
        let (layout, reading, done) = found.into_iter().next()?;
        if one && fixing.layout {
            return Some(Ok((reading, std::iter::once(Mend::Layout(layout)).chain(done).collect())));
        }
        let layout = name(layout.name());
        let message = say!("the code was typed on a keyboard with the {layout} layout, not by its own letters", layout);
        let help = match one {
            true => say!(
                "set the keyboard to English and read the codes again, or let --fix-layout take each key for the English one"
            ),
            false => {
                say!("set the keyboard to English and read the codes again: more than one layout makes a code of it")
            }
        };
        Some(Err(vec![Fault::new(rules::MENDED, None, message).help(help)]))
    }

    fn by_look_alikes(&self, text: &str, fixing: Fixing) -> Option<(Reading, Vec<Mend>)> {
        let latin: String = text.chars().map(|c| LookAlike::of(c).map_or(c, |letter| letter.latin)).collect();
        let (reading, mended) = self.read_typed(&latin, fixing.separator).ok()?;
        let letters = text
            .chars()
            .zip(1..)
            .filter_map(|(c, position)| LookAlike::of(c).map(|letter| Mend::LookAlike { position, letter }));
        Some((reading, letters.chain(mended).collect()))
    }

    fn mended(&self, text: &str, known: Option<TypedSeparator>) -> Attempt {
        let mut best = match self.attempt(text) {
            Ok(mut reading) => {
                match self.doubt(text) {
                    Some(fault) if fault.severity == Severity::Error => return Err(vec![fault]),
                    doubt => reading.warnings.extend(doubt),
                }
                return Ok((reading, Vec::new()));
            }
            Err(unreadable) => Best(unreadable),
        };
        if let Some(fault) = disorder::no_code(text) {
            return Err(vec![fault]);
        }
        let mut mended = text.to_owned();
        let mut done = Vec::new();
        // As it stands before anything is taken for a separator.
        let mut typed = None;
        for step in Mend::ALL {
            if step == Mend::Escapes {
                if let Some(one) = self.one_way(&mended, &done, &mut best) {
                    return one;
                }
                typed = Some((mended.clone(), done.clone()));
            }
            // What went through two programs may be escaped twice.
            let times = if step == Mend::Entities { 2 } else { 1 };
            for _ in 0..times {
                let next = step.apply(&mended);
                if next == mended {
                    break;
                }
                // Names of separators say more of a code that has none than what stands between fields.
                let named = next.contains(GS) && !mended.contains(GS);
                mended = next;
                if done.last() != Some(&step) {
                    done.push(step);
                }
                match self.attempt(&mended) {
                    Ok(reading) => return Ok((reading, done)),
                    Err(unreadable) if named => best.0 = unreadable,
                    Err(unreadable) => best.take(unreadable),
                }
            }
        }
        let all = (mended.clone(), done);
        for (text, mut done) in typed.into_iter().filter(|typed| *typed != all).chain([all.clone()]) {
            match between::seek(self, &text, known) {
                Sought::Read(reading, typed) => {
                    done.push(Mend::Typed(typed));
                    return Ok((reading, done));
                }
                Sought::Wrong(unreadable, separated) if unreadable.furthest > best.0.furthest => {
                    best.0 = unreadable;
                    mended = separated.unwrap_or(mended);
                }
                Sought::Wrong(..) => {}
                Sought::Nothing => {}
            }
        }
        let out_of_order = if self.is_whole(&best.0) { None } else { disorder::told(self, &mended) };
        Err(hints::explained(self, &mended, out_of_order.unwrap_or(best.0.faults)))
    }

    /// Reads a code in which one way of writing the separator is used, and anything else that
    /// looks like another way is part of a value. Several readings are a fault.
    fn one_way(&self, text: &str, done: &[Mend], best: &mut Best) -> Option<Attempt> {
        let whole = [Mend::Escapes, Mend::Entities].map(|step| (step, step.apply(text)));
        let ways = STAND_INS.iter().filter(|way| text.contains(*way)).map(|way| {
            let one = text.replace(way, "\u{1d}");
            (Mend::StandIns, one.strip_prefix(GS).unwrap_or(&one).to_owned())
        });
        let mut readings: Vec<(Reading, Vec<Mend>)> = Vec::new();
        for (step, one) in whole.into_iter().chain(ways).filter(|(_, one)| one != text) {
            match self.attempt(&one) {
                Err(unreadable) => best.take(unreadable),
                Ok(reading) if readings.iter().all(|(other, _)| other.code != reading.code) => {
                    readings.push((reading, done.iter().copied().chain([step]).collect()));
                }
                Ok(_) => {}
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

    /// What is to be said of a code that is valid as it stands and would be valid too with a stand-in
    /// taken for a separator: a warning, and where any value may hold anything a fault.
    fn doubt(&self, text: &str) -> Option<Fault> {
        if self.is_open() {
            return between::doubt_of_open(self, text);
        }
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
        let fixing = Fixing { look_alikes: true, ..Fixing::default() };
        let (reading, done) = structure.read_fixing(&typed, fixing).unwrap();
        assert_eq!(reading.code.message(), CODE.as_bytes());
        assert_eq!(done[0].to_string(), "character 20, U+0430 CYRILLIC SMALL A, taken for a");
        assert_eq!(done.len(), 3);
        // What is no code even then, and letters that look like nothing, stay what they are.
        assert!(structure.read_fixing(&CODE.replace("9ab91", "9\u{416}b91"), fixing).is_err());
        assert!(structure.read_fixing(&typed.replace("92A", "A"), fixing).is_err());
        assert_eq!(structure.read_fixing(CODE, fixing).unwrap().1, []);
    }
}
