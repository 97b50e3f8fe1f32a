//! A value held against what the table says of its AI.

use super::lint::{Defect, FlawKind, Outcome, padding};
use super::{Ai, Alphabet, Component};
use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, name};

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
            padding(piece)?;
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
    let mut rest = value;
    for component in ai.components() {
        let start = value.len() - rest.len();
        if rest.is_empty() && component.optional {
            break;
        }
        let (piece, behind) = rest.split_at_checked(component.max).unwrap_or((rest, ""));
        if let Some((at, _)) = component.alphabet.first_outside(piece) {
            let kind = FlawKind::Character { allowed: component.alphabet };
            return Err(flaw(Defect::at(kind, start + at, 1)));
        }
        if piece.len() < component.min {
            let kind = FlawKind::TooShort { least: start + component.min };
            return Err(flaw(Defect::at(kind, start, piece.len())));
        }
        test(component, piece).map_err(|defect| flaw(defect.moved(start)))?;
        rest = behind;
    }
    let most = value.len() - rest.len();
    match rest.chars().count() {
        0 => Ok(()),
        more => Err(flaw(Defect::at(FlawKind::TooLong { most }, most, more))),
    }
}

impl InWords for Flaw {
    /// `(17) USE BY or EXPIRY: no such month, at positions 3 to 4`
    fn in_words(&self) -> Sentence {
        let (ai, fault) = (name(self.ai.to_string()), self.kind.in_words());
        let (first, last) = (self.start + 1, self.start + self.length);
        match (self.ai.title(), self.length) {
            ("", 0) => say!("({ai}): {fault}", ai, fault),
            ("", 1) => say!("({ai}): {fault}, at position {first}", ai, fault, first),
            ("", _) => say!("({ai}): {fault}, at positions {first} to {last}", ai, fault, first, last),
            (title, 0) => say!("({ai}) {title}: {fault}", ai, title = name(title), fault),
            (title, 1) => {
                say!("({ai}) {title}: {fault}, at position {first}", ai, title = name(title), fault, first)
            }
            (title, _) => say!(
                "({ai}) {title}: {fault}, at positions {first} to {last}",
                ai,
                title = name(title),
                fault,
                first,
                last
            ),
        }
    }
}

errors_in_words!(Flaw);

#[cfg(test)]
mod tests {
    use super::FlawKind as K;
    use super::*;

    #[test]
    fn whole_values() {
        let flaw = |ai: &str, value: &str| {
            let flaw = lint(Ai::new(ai).unwrap(), value).unwrap_err();
            (flaw.kind, flaw.start, flaw.length)
        };
        // Places count from the beginning of the value, not of the part.
        assert_eq!(flaw("7003", "2712312460"), (K::Hour, 6, 2));
        assert_eq!(flaw("8008", "271231125960"), (K::Second, 10, 2));
        assert_eq!(flaw("423", "860792000"), (K::CountryNumber, 6, 3));
        assert_eq!(flaw("423", "8607"), (K::TooShort { least: 6 }, 3, 1));
        assert_eq!(flaw("8003", "09521141111115X"), (K::CheckDigit { right: '6' }, 13, 1));
        assert_eq!(flaw("8006", "047801011643940302"), (K::ExceedsTotal, 14, 4));
        assert_eq!(flaw("21", ""), (K::TooShort { least: 1 }, 0, 0));
        assert_eq!(flaw("01", "047801011643941"), (K::TooLong { most: 14 }, 14, 1));
        assert_eq!(flaw("21", "A\u{425}Б"), (K::Character { allowed: Alphabet::Cset82 }, 1, 1));
        // RFC 4648, section 4: one or two = at the end.
        assert!(lint(Ai::new("8030").unwrap(), "Ab-_09==").is_ok());
        assert_eq!(flaw("8030", "A=b"), (K::Padding, 1, 1));
        assert_eq!(flaw("8030", "A==="), (K::Padding, 1, 3));
        // Three characters are two octets and one =; four are three octets and none.
        assert!(lint(Ai::new("8030").unwrap(), "Ab_=").is_ok() && lint(Ai::new("8030").unwrap(), "Ab_").is_ok());
        assert_eq!(flaw("8030", "Ab_9="), (K::Padding, 4, 1));
        assert_eq!(flaw("8030", "Ab_=="), (K::Padding, 3, 2));
        assert_eq!(flaw("8030", "A+"), (K::Character { allowed: Alphabet::Base64Url }, 1, 1));
        assert!(lint(Ai::new("4330").unwrap(), "001000").is_ok() && lint(Ai::new("4330").unwrap(), "001000-").is_ok());
        assert_eq!(flaw("4330", "001000+"), (K::Hyphen, 6, 1));
    }

    #[test]
    fn messages_show_nothing_of_secrets() {
        let tail = Ai::new("92").unwrap();
        for value in [String::new(), "secret".repeat(16), "secret secret".to_owned(), "secretХ".to_owned()] {
            let shown = lint(tail, &value).unwrap_err().to_string();
            assert!(!shown.contains("secret") && !shown.contains('Х'), "{shown}");
        }
    }
}
