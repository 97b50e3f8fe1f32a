//! The elements of one printed line.

use std::cmp::Reverse;

use super::known::Known;
use crate::gs1::Ai;

/// What a printed element is of.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// A field, by its place among the known ones.
    Known(usize),
    /// An AI that the structure has not.
    Other(Ai),
}

/// A printed element: what it is of, and its value.
pub(super) type Element = (Target, String);

/// A place where an element may begin, in bytes of the line.
struct Opening {
    target: Target,
    at: usize,
    value: usize,
}

/// What a line says.
#[derive(Clone, Default)]
pub(super) struct Reading {
    score: Score,
    pub(super) elements: Vec<Element>,
    /// Whether digits stand on it that belong to no element; words alone are captions.
    pub(super) leaves_digits: bool,
}

impl Reading {
    /// A reading of these elements and nothing else.
    pub(super) fn of(elements: Vec<Element>) -> Self {
        Self { elements, ..Self::default() }
    }
}

/// A value, and what is left over behind it.
struct Cut {
    value: String,
    /// How many characters are left over.
    left: usize,
    leaves_digits: bool,
}

/// How well a reading agrees with the symbol.
#[derive(Clone, Copy, Default)]
struct Score {
    same: usize,
    /// Values of a length that their field cannot have.
    wrong_length: usize,
    /// Characters that belong to no element.
    skipped: usize,
    other: usize,
}

impl Score {
    fn key(self) -> impl Ord {
        (self.same, Reverse(self.wrong_length), Reverse(self.skipped), Reverse(self.other))
    }

    fn plus(self, other: Self) -> Self {
        Self {
            same: self.same + other.same,
            wrong_length: self.wrong_length + other.wrong_length,
            skipped: self.skipped + other.skipped,
            other: self.other + other.other,
        }
    }
}

/// Reads a line, which has its AIs in parentheses or not: a serial may hold `(21)`.
pub(super) fn read(known: &[Known<'_>], line: &str) -> Option<Reading> {
    let bracketed = openings_in_parentheses(known, line);
    let before = bracketed.first().and_then(|first| line.get(..first.at)).unwrap_or_default();
    let mut in_parentheses = best(known, line, &bracketed);
    in_parentheses.score.skipped += compact(before).len();
    in_parentheses.leaves_digits |= has_digits(before);
    let bare = compact(line);
    let in_a_row = best(known, &bare, &bare_openings(known, &bare));
    let readings = [in_a_row, in_parentheses].into_iter().filter(|reading| !reading.elements.is_empty());
    readings.max_by_key(|reading| reading.score.key())
}

/// Of all ways from opening to opening the best.
fn best(known: &[Known<'_>], line: &str, openings: &[Opening]) -> Reading {
    // Behind each opening, and behind the last one nothing.
    let mut best: Vec<Reading> = vec![Reading::default()];
    for (index, opening) in openings.iter().enumerate().rev() {
        let ends = openings.iter().skip(index + 1).map(|next| next.at).chain([line.len()]);
        let readings = ends.zip(best.iter().rev()).filter_map(|(end, rest)| {
            let cuts = cuts(line.get(opening.value..end)?);
            cuts.map(|cut| element(known, opening.target, cut, rest)).max_by_key(|reading| reading.score.key())
        });
        let found = readings.max_by_key(|reading| reading.score.key()).unwrap_or_default();
        best.push(found);
    }
    best.pop().unwrap_or_default()
}

/// The values that a stretch of a line may hold: its first word, its first two, and so on,
/// because spaces group a value or end it.
fn cuts(stretch: &str) -> impl Iterator<Item = Cut> {
    let words: Vec<&str> = stretch.split_whitespace().collect();
    let count = words.len();
    (count.min(1)..=count).filter_map(move |taken| {
        let (value, rest) = words.split_at_checked(taken)?;
        Some(Cut {
            value: value.concat(),
            left: rest.iter().map(|word| word.chars().count()).sum(),
            leaves_digits: rest.iter().any(|word| has_digits(word)),
        })
    })
}

/// A reading that begins with one more element.
fn element(known: &[Known<'_>], target: Target, cut: Cut, rest: &Reading) -> Reading {
    let Cut { value, left, leaves_digits } = cut;
    let field = if let Target::Known(index) = target { known.get(index) } else { None };
    let same = usize::from(field.is_some_and(|field| field.encoded == Some(&value)));
    let fits = field.is_none_or(|field| field.lengths.contains(&value.chars().count()));
    let wrong_length = usize::from(!fits || value.is_empty());
    let score = Score { same, wrong_length, skipped: left, other: 1 - same };
    Reading {
        score: score.plus(rest.score),
        elements: [(target, value)].into_iter().chain(rest.elements.iter().cloned()).collect(),
        leaves_digits: leaves_digits || rest.leaves_digits,
    }
}

pub(super) fn has_digits(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Every AI in parentheses.
fn openings_in_parentheses(known: &[Known<'_>], line: &str) -> Vec<Opening> {
    let opening = |at: usize| {
        let inside = line.get(at + 1..)?;
        let digits = inside.bytes().take(5).position(|byte| byte == b')')?;
        let ai = Ai::new(inside.get(..digits)?)?;
        let target = known.iter().position(|field| field.ai == Some(ai)).map_or(Target::Other(ai), Target::Known);
        Some(Opening { target, at, value: at + digits + 2 })
    };
    line.match_indices('(').filter_map(|(at, _)| opening(at)).collect()
}

/// Every place where an AI of the code stands, if the line begins with one.
fn bare_openings(known: &[Known<'_>], line: &str) -> Vec<Opening> {
    let ais: Vec<(usize, String)> =
        known.iter().enumerate().filter_map(|(at, field)| Some((at, field.ai?.to_string()))).collect();
    let opening = |at: usize| {
        let rest = line.get(at..)?;
        let (index, digits) = ais.iter().find(|(_, digits)| rest.starts_with(digits.as_str()))?;
        Some(Opening { target: Target::Known(*index), at, value: at + digits.len() })
    };
    let openings: Vec<Opening> = (0..line.len()).filter_map(opening).collect();
    if openings.first().is_some_and(|first| first.at == 0) { openings } else { Vec::new() }
}

/// A text without its spaces.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
