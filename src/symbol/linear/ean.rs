//! EAN-13, UPC-A and EAN-8 (ISO/IEC 15420; GS1 General Specifications, 5.2).

use super::LinearKind;

/// Widths of the elements of each digit in number set A (and C, whose colours are changed); set B is set A
/// read from the right.
const DIGITS: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];

/// Which of digits 2 to 7 are of number set B, by the first digit, which has no bars of its own.
const PARITY: [[bool; 6]; 10] = [
    [false, false, false, false, false, false],
    [false, false, true, false, true, true],
    [false, false, true, true, false, true],
    [false, false, true, true, true, false],
    [false, true, false, false, true, true],
    [false, true, true, false, false, true],
    [false, true, true, true, false, false],
    [false, true, false, true, false, true],
    [false, true, false, true, true, false],
    [false, true, true, false, true, false],
];

/// Elements of a guard at either end, and in the middle.
const SIDE: usize = 3;
const CENTRE: usize = 5;
/// Elements of a digit.
const DIGIT: usize = 4;

/// The elements of a symbol of these digits, beginning and ending with a bar.
pub(super) fn elements(kind: LinearKind, digits: &[u8]) -> Vec<u8> {
    let (parity, digits) = match (kind, digits.split_first()) {
        (LinearKind::Ean13, Some((first, rest))) => (PARITY.get(usize::from(*first)), rest),
        _ => (None, digits),
    };
    let parity = parity.map_or(&[][..], |parity| &parity[..]).iter().copied().chain(std::iter::repeat(false));
    let widths = |(digit, turned): (&u8, bool)| {
        let mut widths = DIGITS.get(usize::from(*digit)).copied().unwrap_or_default();
        if turned {
            widths.reverse();
        }
        widths
    };
    let digits: Vec<u8> = digits.iter().zip(parity).flat_map(widths).collect();
    let (left, right) = digits.split_at(digits.len() / 2);
    [&[1; SIDE], left, &[1; CENTRE], right, &[1; SIDE]].concat()
}

/// Whether the bar at an element goes below the others: those of the guards, and of UPC-A those of the
/// first and the last digit.
pub(super) fn is_long(kind: LinearKind, element: usize, elements: usize) -> bool {
    let side = match kind {
        LinearKind::Ean13 | LinearKind::Ean8 => SIDE,
        LinearKind::UpcA => SIDE + DIGIT,
        LinearKind::Itf14 | LinearKind::Gs1128 => return false,
    };
    let centre = (elements - elements.min(CENTRE)) / 2;
    element < side || element + side >= elements || (centre..centre + CENTRE).contains(&element)
}

/// The digits that elements in whole modules stand for, or `None` where some stand for none.
pub(super) fn digits(kind: LinearKind, elements: &[u8]) -> Option<Vec<u8>> {
    let inner = elements.get(SIDE..elements.len().checked_sub(SIDE)?)?;
    let half = inner.len().checked_sub(CENTRE)? / 2;
    let (left, right) = (inner.get(..half)?, inner.get(half + CENTRE..)?);
    // Which digit, and whether it is of set B.
    let digit = |widths: &[u8]| {
        let find = |turned: bool| {
            DIGITS.iter().zip(0..).find_map(|(digit, value)| {
                let is_it = if turned { digit.iter().rev().eq(widths) } else { digit.iter().eq(widths) };
                is_it.then_some((value, turned))
            })
        };
        find(false).or_else(|| find(true))
    };
    let halves: Vec<(u8, bool)> = left.chunks(DIGIT).chain(right.chunks(DIGIT)).map(digit).collect::<Option<_>>()?;
    let first = (kind == LinearKind::Ean13).then(|| {
        let sets = PARITY.iter().position(|sets| sets.iter().eq(halves.iter().map(|(_, turned)| turned).take(6)));
        sets.and_then(|first| u8::try_from(first).ok())
    });
    let rest = halves.iter().map(|(digit, _)| *digit);
    match first {
        Some(first) => Some([first?].into_iter().chain(rest).collect()),
        None => Some(rest.collect()),
    }
}
