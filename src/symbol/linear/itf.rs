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
