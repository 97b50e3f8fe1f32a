//! Check digits, check characters and company prefixes.

use super::{Defect, FlawKind, Outcome};
use crate::gs1::{Alphabet, check_digit};

/// Digits that end in a GS1 check digit (General Specifications, section 7.9.1).
pub(super) fn csum(text: &str) -> Outcome {
    if let Some((start, _)) = Alphabet::Digits.first_outside(text) {
        return Err(Defect::at(FlawKind::Character { allowed: Alphabet::Digits }, start, 1));
    }
    let Some((body, last)) = text.len().checked_sub(1).and_then(|end| text.split_at_checked(end)) else {
        return Err(Defect::at(FlawKind::TooShort { least: 1 }, 0, 0));
    };
    match check_digit(body) {
        Some(right) if !last.starts_with(right) => {
            Err(Defect::at(FlawKind::CheckDigit { right }, body.len(), last.len()))
        }
        _ => Ok(()),
    }
}

/// The characters of set 82 in the order of their values for [`csumalpha`].
const VALUES: &str = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// What check characters are written with.
const PAIR: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Weights from the right: the primes.
const WEIGHTS: [usize; 23] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/// Up to 23 characters of set 82 and their check character pair (General Specifications,
/// section 7.9.5).
pub(super) fn csumalpha(text: &str) -> Outcome {
    let strange = |start| Defect::at(FlawKind::Character { allowed: Alphabet::Cset82 }, start, 1);
    if let Some((start, _)) = Alphabet::Cset82.first_outside(text) {
        return Err(strange(start));
    }
    let most = WEIGHTS.len() + 2;
    if text.len() > most {
        return Err(Defect::at(FlawKind::TooLong { most }, most, text.len() - most));
    }
    let Some((body, pair)) = text.len().checked_sub(2).and_then(|end| text.split_at_checked(end)) else {
        return Err(Defect::whole(FlawKind::TooShort { least: 2 }, text));
    };
    let value = |(at, c): (usize, char)| VALUES.find(c).ok_or_else(|| strange(at));
    let weighed = body.char_indices().rev().zip(WEIGHTS).map(|(place, weight)| Ok(value(place)? * weight));
    let sum = weighed.sum::<Result<usize, Defect>>()? % 1021;
    let letter = |value: usize| PAIR.get(value % 32).map_or('2', |b| char::from(*b));
    let right = (letter(sum / 32), letter(sum));
    if pair.chars().eq([right.0, right.1]) {
        Ok(())
    } else {
        Err(Defect::at(FlawKind::CheckPair { right }, body.len(), 2))
    }
}

/// A key that begins with a GS1 Company Prefix.
///
/// The shortest prefixes have four digits, and four digits are all this looks for: GS1 does not
/// publish which prefixes are in use, and the list of prefix lengths is not part of this crate.
pub(super) fn gcppos1(text: &str) -> Outcome {
    let head = text.chars().take(4);
    if let Some(start) = head.clone().position(|c| !c.is_ascii_digit()) {
        return Err(Defect::at(FlawKind::CompanyPrefix, start, 1));
    }
    if head.count() < 4 { Err(Defect::whole(FlawKind::CompanyPrefix, text)) } else { Ok(()) }
}

/// A key whose GS1 Company Prefix begins with the second character, behind an indicator or
/// extension digit. See [`gcppos1`].
pub(super) fn gcppos2(text: &str) -> Outcome {
    let mut rest = text.chars();
    match rest.next() {
        None => Err(Defect::whole(FlawKind::CompanyPrefix, text)),
        Some(_) => gcppos1(rest.as_str()).map_err(|defect| defect.moved(1)),
    }
}
