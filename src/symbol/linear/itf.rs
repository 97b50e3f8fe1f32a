//! ITF-14 (ISO/IEC 16390; GS1 General Specifications, 5.3).

/// A narrow element and a wide one.
pub(super) const NARROW: u8 = 1;
const WIDE: u8 = 2;

/// Which two of the five elements of a digit are wide, as weights 1, 2, 4, 7 and 0 tell: they add up to the
/// digit, those of zero to eleven.
const DIGITS: [[u8; 5]; 10] = [
    [1, 1, 2, 2, 1],
    [2, 1, 1, 1, 2],
    [1, 2, 1, 1, 2],
    [2, 2, 1, 1, 1],
    [1, 1, 2, 1, 2],
    [2, 1, 2, 1, 1],
    [1, 2, 2, 1, 1],
    [1, 1, 1, 2, 2],
    [2, 1, 1, 2, 1],
    [1, 2, 1, 2, 1],
];

/// The elements of a symbol of these digits, an even number of them: of each pair the first digit is in the
/// bars and the second in the spaces between.
pub(super) fn elements(digits: &[u8]) -> Vec<u8> {
    let widths = |digit: u8| DIGITS.get(usize::from(digit)).copied().unwrap_or_default();
    let pair = |(bars, spaces): (&u8, &u8)| {
        widths(*bars).into_iter().zip(widths(*spaces)).flat_map(|(bar, space)| [bar, space])
    };
    let (bars, spaces) = (digits.iter().step_by(2), digits.iter().skip(1).step_by(2));
    [NARROW; 4].into_iter().chain(bars.zip(spaces).flat_map(pair)).chain([WIDE, NARROW, NARROW]).collect()
}

/// Elements of the pattern that begins a symbol, of a pair of digits, and of the pattern that ends it.
const START: usize = 4;
const PAIR: usize = 10;
const STOP: usize = 3;

/// Measured widths as narrow and wide elements: of the five bars, and of the five spaces, of each pair of digits the
/// two widest are wide, and at both ends what is as wide as these.
pub(super) fn classified(widths: &[u32]) -> Vec<u8> {
    let end = widths.len().saturating_sub(STOP);
    let mut all = vec![NARROW; widths.len()];
    // The sums of narrow and of wide bars, and of spaces: three are narrow for two that are wide.
    let mut sums = [[0_u64; 2]; 2];
    for first in (START..end).step_by(PAIR).flat_map(|pair| [pair, pair + 1]) {
        let mut order: Vec<usize> = (first..(first + PAIR).min(end)).step_by(2).collect();
        order.sort_by_key(|at| std::cmp::Reverse(widths.get(*at)));
        for (rank, at) in order.into_iter().enumerate() {
            let (Some(element), Some(width)) = (all.get_mut(at), widths.get(at)) else { continue };
            *element = if rank < 2 { WIDE } else { NARROW };
            if let Some(sum) = sums.get_mut(at % 2).and_then(|sums| sums.get_mut(usize::from(rank < 2))) {
                *sum += u64::from(*width);
            }
        }
    }
    let pairs = u64::try_from(end.saturating_sub(START) / PAIR).unwrap_or_default();
    for at in (0..START).chain(end..widths.len()) {
        let (Some(element), Some(width), Some([narrow, wide])) = (all.get_mut(at), widths.get(at), sums.get(at % 2))
        else {
            continue;
        };
        // Beyond the middle between the averages of both.
        if u64::from(*width) * 12 * pairs > 2 * narrow + 3 * wide {
            *element = WIDE;
        }
    }
    all
}

/// The digits that elements stand for, or `None` where some stand for none.
pub(super) fn digits(elements: &[u8]) -> Option<Vec<u8>> {
    let pairs = elements.get(START..elements.len().checked_sub(STOP)?)?.chunks(PAIR);
    let digit = |pair: &[u8], first: usize| {
        let of = |widths: &[u8; 5]| widths.iter().eq(pair.iter().skip(first).step_by(2));
        DIGITS.iter().position(of).and_then(|digit| u8::try_from(digit).ok())
    };
    pairs.flat_map(|pair| [digit(pair, 0), digit(pair, 1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wide_elements_of_a_digit_add_up_to_it() {
        for (digit, widths) in DIGITS.iter().enumerate() {
            let sum: usize =
                widths.iter().zip([1, 2, 4, 7, 0]).filter(|(width, _)| **width == WIDE).map(|(_, w)| w).sum();
            assert_eq!(sum, if digit == 0 { 11 } else { digit });
            assert_eq!(widths.iter().filter(|width| **width == WIDE).count(), 2);
        }
    }
}
