//! What is wrong with a value beyond its length and characters.
//!
//! Each test the table of AIs names is a small function in a file of its theme. It sees the
//! text of one part and tells the first thing wrong with it.

mod check;
mod code;
mod coupon;
mod date;
mod iban;
mod kind;
mod list;
mod number;
mod piece;
mod place;
mod text;

use std::fmt;

pub use kind::{CouponFault, CouponPart, FlawKind};

use super::table::Component;
use super::{Ai, Alphabet};

/// What is wrong with a value, and where. It never shows the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The AI of the value.
    pub ai: Ai,
    /// What is wrong.
    pub kind: FlawKind,
    /// Where the bad part begins, in characters of the value, from 0.
    pub start: usize,
    /// The length of the bad part, in characters; 0 where something is missing.
    pub length: usize,
}

/// A flaw whose AI is not yet known; its place is told in characters of the text tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Defect {
    pub kind: FlawKind,
    pub start: usize,
    pub length: usize,
}

/// What a test says.
pub(super) type Outcome = Result<(), Defect>;

/// A test by the name the table gives it.
#[derive(Debug)]
pub(super) struct Linter {
    pub name: &'static str,
    run: fn(&str) -> Outcome,
}

const fn linter(name: &'static str, run: fn(&str) -> Outcome) -> Linter {
    Linter { name, run }
}

/// Every test of the table.
static LINTERS: [Linter; 34] = [
    linter("couponcode", coupon::couponcode),
    linter("couponposoffer", coupon::couponposoffer),
    linter("csum", check::csum),
    linter("csumalpha", check::csumalpha),
    linter("gcppos1", check::gcppos1),
    linter("gcppos2", check::gcppos2),
    linter("hasnondigit", text::hasnondigit),
    linter("hh", date::hh),
    linter("hhmi", date::hhmi),
    linter("hyphen", text::hyphen),
    linter("iban", iban::iban),
    linter("importeridx", code::importeridx),
    linter("iso3166", list::iso3166),
    linter("iso3166999", list::iso3166999),
    linter("iso3166alpha2", list::iso3166alpha2),
    linter("iso4217", list::iso4217),
    linter("iso5218", code::iso5218),
    linter("latitude", place::latitude),
    linter("longitude", place::longitude),
    linter("mediatype", code::mediatype),
    linter("mi", date::mi),
    linter("nonzero", number::nonzero),
    linter("nozeroprefix", number::nozeroprefix),
    linter("packagetype", list::packagetype),
    linter("pcenc", text::pcenc),
    linter("pieceoftotal", piece::pieceoftotal),
    linter("posinseqslash", piece::posinseqslash),
    linter("ss", date::ss),
    linter("winding", code::winding),
    linter("yesno", code::yesno),
    linter("yymmd0", date::yymmd0),
    linter("yymmdd", date::yymmdd),
    linter("yyyymmdd", date::yyyymmdd),
    linter("zero", number::zero),
];

/// The test of this name.
pub(super) fn named(name: &str) -> Option<&'static Linter> {
    LINTERS.iter().find(|linter| linter.name == name)
}

/// Holds the value of an AI against everything the table says of it: the lengths and
/// characters of its parts, and their tests (check digits, dates, code lists and the like).
///
/// ```
/// use quietzone::gs1::{Ai, lint};
///
/// assert!(lint(Ai::GTIN, "04780101164394").is_ok());
/// let flaw = lint(Ai::EXPIRY, "271301").unwrap_err();
/// assert_eq!((flaw.start, flaw.length), (2, 2));
/// ```
///
/// # Errors
/// The first flaw.
pub fn lint(ai: Ai, value: &str) -> Result<(), Flaw> {
    walk(ai, value, |component, piece| {
        if component.alphabet == Alphabet::Base64Url {
            text::padding(piece)?;
        }
        component.linters.iter().try_for_each(|linter| (linter.run)(piece))
    })
}

/// Holds the value of an AI against the lengths and characters of its parts only.
pub(super) fn form(ai: Ai, value: &str) -> Result<(), Flaw> {
    walk(ai, value, |_, _| Ok(()))
}

/// Goes through the parts of a value. Parts of the right form are tested further. They are
/// ASCII, so up to the first flaw bytes are characters.
fn walk(ai: Ai, value: &str, test: impl Fn(&Component, &str) -> Outcome) -> Result<(), Flaw> {
    let flaw = |defect: Defect| Flaw { ai, kind: defect.kind, start: defect.start, length: defect.length };
    let mut start = 0;
    for component in ai.components() {
        let rest = value.get(start..).unwrap_or_default();
        if rest.is_empty() && component.optional {
            break;
        }
        let piece = rest.get(..component.max).unwrap_or(rest);
        if let Some((at, _)) = component.alphabet.first_outside(piece) {
            let kind = FlawKind::Character { allowed: component.alphabet };
            return Err(flaw(Defect::at(kind, start + at, 1)));
        }
        if piece.len() < component.min {
            let kind = FlawKind::TooShort { least: start + component.min };
            return Err(flaw(Defect::at(kind, start, piece.len())));
        }
        test(component, piece).map_err(|defect| flaw(defect.moved(start)))?;
        start += piece.len();
    }
    match value.get(start..).unwrap_or_default().chars().count() {
        0 => Ok(()),
        more => Err(flaw(Defect::at(FlawKind::TooLong { most: start }, start, more))),
    }
}

impl Defect {
    fn at(kind: FlawKind, start: usize, length: usize) -> Self {
        Self { kind, start, length }
    }

    /// The whole text is bad.
    fn whole(kind: FlawKind, text: &str) -> Self {
        Self::at(kind, 0, text.chars().count())
    }

    /// The defect of a piece that begins there.
    fn moved(mut self, by: usize) -> Self {
        self.start += by;
        self
    }
}

/// Whether the text has this length and digits only.
fn digits(text: &str, length: usize) -> Outcome {
    if let Some((start, _)) = Alphabet::Digits.first_outside(text) {
        return Err(Defect::at(FlawKind::Character { allowed: Alphabet::Digits }, start, 1));
    }
    match text.len() {
        found if found < length => Err(Defect::whole(FlawKind::TooShort { least: length }, text)),
        found if found > length => Err(Defect::at(FlawKind::TooLong { most: length }, length, found - length)),
        _ => Ok(()),
    }
}

impl fmt::Display for Flaw {
    /// `(17) USE BY or EXPIRY: no such month, at positions 3 to 4`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({})", self.ai)?;
        let title = self.ai.title();
        if !title.is_empty() {
            write!(f, " {title}")?;
        }
        write!(f, ": {}", self.kind)?;
        match self.length {
            0 => Ok(()),
            1 => write!(f, ", at position {}", self.start + 1),
            _ => write!(f, ", at positions {} to {}", self.start + 1, self.start + self.length),
        }
    }
}

impl std::error::Error for Flaw {}

#[cfg(test)]
mod tests;
