//! Code 128 in the fewest symbol characters (ISO/IEC 15417).

/// What a symbol encodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Character {
    /// Function 1.
    Fnc1,
    /// A character of ASCII.
    Ascii(u8),
}

/// A code set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    A,
    B,
    C,
}

/// What comes next where the rest of a message is encoded.
#[derive(Clone, Copy)]
enum Step {
    /// A symbol character of the set at hand, for so many characters.
    Take(u8, usize),
    /// A symbol character of the other one of A and B, for one character.
    Shift(u8),
    /// Another set.
    Change(Set),
    /// Nothing is left.
    End,
}

/// The best way to encode the rest of a message: its first step, and its symbol characters.
#[derive(Clone, Copy)]
struct Way {
    step: Step,
    length: usize,
}

/// The best ways in each set.
#[derive(Clone, Copy)]
struct Ways {
    a: Way,
    b: Way,
    c: Way,
}

/// Of ways as short, the one in an earlier set is taken.
const SETS: [Set; 3] = [Set::C, Set::B, Set::A];
const FNC1: u8 = 102;
const SHIFT: u8 = 98;
const STOP: &str = "2331112";
/// The check character is a remainder of this.
const MODULUS: usize = 103;

/// The elements of a symbol, beginning and ending with a bar.
///
/// # Errors
/// The place, from 0, of a character that is not of ASCII.
pub(super) fn elements(message: &[Character]) -> Result<Vec<u8>, usize> {
    let values = values(message)?;
    let patterns = values.iter().map(|value| PATTERNS.get(usize::from(*value)).copied().unwrap_or_default());
    Ok(patterns.chain([STOP]).flat_map(str::bytes).map(|width| width.wrapping_sub(b'0')).collect())
}

/// The values of the symbol characters of elements, without check and stop.
pub(super) fn characters(elements: &[u8]) -> Option<Vec<u8>> {
    const CHARACTER: usize = 6;
    let until = elements.len().checked_sub(STOP.len() + CHARACTER)?;
    let value = |widths: &[u8]| {
        let same = |pattern: &&str| pattern.bytes().map(|width| width.wrapping_sub(b'0')).eq(widths.iter().copied());
        PATTERNS.iter().zip(0..).find(|(pattern, _)| same(pattern)).map(|(_, value)| value)
    };
    elements.get(..until)?.chunks(CHARACTER).map(value).collect()
}

/// The symbol characters of a message: start, data, check.
fn values(message: &[Character]) -> Result<Vec<u8>, usize> {
    if let Some(at) = message.iter().position(|c| matches!(c, Character::Ascii(128..))) {
        return Err(at);
    }
    let ways = ways(message);
    let at = |place: usize, set: Set| ways.get(ways.len().checked_sub(place + 1)?).map(|ways| ways.of(set));
    let start = SETS.into_iter().min_by_key(|set| at(0, *set).map(|way| way.length));
    let mut set = start.unwrap_or(Set::B);
    let mut place = 0;
    let mut values = vec![set.start()];
    while let Some(way) = at(place, set) {
        match way.step {
            Step::Take(value, count) => {
                values.push(value);
                place += count;
            }
            Step::Shift(value) => {
                values.extend([SHIFT, value]);
                place += 1;
            }
            Step::Change(to) => {
                values.push(to.change());
                set = to;
            }
            Step::End => break,
        }
    }
    values.push(check(&values));
    Ok(values)
}

/// The start character counts once, the first character behind it once, the second twice, and so on.
fn check(values: &[u8]) -> u8 {
    let sum: usize = values.iter().enumerate().map(|(at, value)| at.max(1) * usize::from(*value)).sum();
    u8::try_from(sum % MODULUS).unwrap_or_default()
}

/// The best ways from each place of a message, the last place first. What is best from a place on is made of
/// what is best from later places on.
fn ways(message: &[Character]) -> Vec<Ways> {
    let end = Way { step: Step::End, length: 0 };
    let mut ways = vec![Ways { a: end, b: end, c: end }];
    for place in (0..message.len()).rev() {
        let rest = message.get(place..).unwrap_or_default();
        let later = |count: usize, set: Set| Some(ways.get(ways.len().checked_sub(count)?)?.of(set).length);
        let stay = |set: Set| {
            let take = set.value(rest).and_then(|(value, count)| {
                Some(Way { step: Step::Take(value, count), length: 1 + later(count, set)? })
            });
            let shift = set
                .shifted()
                .and_then(|other| other.value(rest))
                .and_then(|(value, _)| Some(Way { step: Step::Shift(value), length: 2 + later(1, set)? }));
            shorter(take, shift)
        };
        let best = |set: Set| {
            let change = |to: Set| Some(Way { step: Step::Change(to), length: 1 + stay(to)?.length });
            let changed = SETS.into_iter().filter(|to| *to != set).map(change).fold(None, shorter);
            shorter(stay(set), changed).unwrap_or(end)
        };
        let here = Ways { a: best(Set::A), b: best(Set::B), c: best(Set::C) };
        ways.push(here);
    }
    ways
}

/// The shorter of two ways, the first if they are as short.
fn shorter(first: Option<Way>, second: Option<Way>) -> Option<Way> {
    first.into_iter().chain(second).min_by_key(|way| way.length)
}

impl Ways {
    fn of(&self, set: Set) -> Way {
        match set {
            Set::A => self.a,
            Set::B => self.b,
            Set::C => self.c,
        }
    }
}

impl Set {
    /// The symbol character that encodes the beginning of a message in the set, and how much of it.
    fn value(self, message: &[Character]) -> Option<(u8, usize)> {
        let digit = |character: &u8| character.is_ascii_digit().then_some(character.wrapping_sub(b'0'));
        match (self, message) {
            (_, [Character::Fnc1, ..]) => Some((FNC1, 1)),
            (Set::A, [Character::Ascii(control @ ..32), ..]) => Some((control + 64, 1)),
            (Set::A, [Character::Ascii(character @ 32..96), ..]) => Some((character - 32, 1)),
            (Set::B, [Character::Ascii(character @ 32..128), ..]) => Some((character - 32, 1)),
            (Set::C, [Character::Ascii(ten), Character::Ascii(one), ..]) => Some((digit(ten)? * 10 + digit(one)?, 2)),
            _ => None,
        }
    }

    /// The set of which one character can be taken in this one.
    fn shifted(self) -> Option<Set> {
        match self {
            Set::A => Some(Set::B),
            Set::B => Some(Set::A),
            Set::C => None,
        }
    }

    /// The start character of the set.
    fn start(self) -> u8 {
        match self {
            Set::A => 103,
            Set::B => 104,
            Set::C => 105,
        }
    }

    /// The symbol character that changes to the set, the same in both others.
    fn change(self) -> u8 {
        match self {
            Set::A => 101,
            Set::B => 100,
            Set::C => 99,
        }
    }
}

/// Widths of bars and spaces of each symbol character, by its value (ISO/IEC 15417, table 1).
#[rustfmt::skip]
const PATTERNS: [&str; 106] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader makes of symbol characters behind a start, or `None` where it makes nothing.
    fn read(values: &[u8]) -> Option<Vec<Character>> {
        let mut set = SETS.into_iter().find(|set| Some(set.start()) == values.first().copied())?;
        let mut shift = false;
        let mut message = Vec::new();
        for value in &values[1..] {
            let ascii = match (set, *value) {
                (_, FNC1) => return_fnc1(&mut message, shift)?,
                (Set::A | Set::B, SHIFT) if !shift => {
                    shift = true;
                    continue;
                }
                (Set::C, ..100) if !shift => vec![b'0' + value / 10, b'0' + value % 10],
                (Set::A | Set::B, ..96) => {
                    let is_a = (set == Set::A) != shift;
                    vec![if is_a && *value >= 64 { value - 64 } else { value + 32 }]
                }
                _ if shift => return None,
                (_, change) => {
                    set = SETS.into_iter().find(|to| *to != set && to.change() == change)?;
                    continue;
                }
            };
            shift = false;
            message.extend(ascii.into_iter().map(Character::Ascii));
        }
        (!shift).then_some(message)
    }

    fn return_fnc1(message: &mut Vec<Character>, shift: bool) -> Option<Vec<u8>> {
        message.push(Character::Fnc1);
        (!shift).then(Vec::new)
    }

    /// Whether some symbol of so many characters behind the start says the message: all are tried whose
    /// beginning says the beginning of it.
    fn says(message: &[Character], values: &mut Vec<u8>, left: usize) -> bool {
        let read = read(values).or_else(|| read(&values[..values.len() - 1]));
        let Some(read) = read.filter(|read| message.starts_with(read)) else { return false };
        if left == 0 {
            return read == message && super::tests::read(values).is_some();
        }
        (0..=FNC1).any(|value| {
            values.push(value);
            let found = says(message, values, left - 1);
            values.pop();
            found
        })
    }

    /// The fewest symbol characters, start among them and check not, by trying all.
    fn fewest(message: &[Character]) -> usize {
        let starts = |left| SETS.into_iter().any(|set| says(message, &mut vec![set.start()], left));
        1 + (0..).find(|left| starts(*left)).unwrap()
    }

    fn of(text: &str) -> Vec<Character> {
        text.bytes().map(|byte| if byte == b'~' { Character::Fnc1 } else { Character::Ascii(byte) }).collect()
    }

    /// ISO/IEC 15417 and GS1 General Specifications, 5.4.3: start, data, check.
    #[test]
    fn characters_of_known_symbols() {
        // Weights by hand: 105 + 1 × 102 + 2 × 0 + 3 × 12 + 4 × 34 + 5 × 56 + 6 × 78 = 1127 = 10 × 103 + 97.
        assert_eq!(values(&of("~0012345678")).unwrap(), [105, 102, 0, 12, 34, 56, 78, 97]);
        // 104 + 33 + 2 × 34 + 3 × 35 = 310 = 3 × 103 + 1.
        assert_eq!(values(&of("ABC")).unwrap()[1..], [33, 34, 35, 1]);
        assert_eq!(values(&[Character::Ascii(7), Character::Ascii(200)]), Err(1));
    }

    #[test]
    fn every_pattern_is_eleven_modules_wide_and_another() {
        let mut seen = std::collections::BTreeSet::new();
        for pattern in PATTERNS {
            assert_eq!(pattern.bytes().map(|width| usize::from(width - b'0')).sum::<usize>(), 11);
            // The bars of every character together are an even number of modules wide.
            assert_eq!(pattern.bytes().step_by(2).map(|width| width - b'0').sum::<u8>() % 2, 0);
            assert!(seen.insert(pattern), "{pattern}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_symbol_is_shorter(text in "[0-9~Aa\r]{0,6}|[0-9]{0,9}|[a\r0]{0,5}|[0-9]{1,4}[a\r~][0-9]{1,4}") {
            let message = of(&text);
            let values = values(&message).unwrap();
            let (check, values) = values.split_last().unwrap();
            prop_assert_eq!(read(values), Some(message.clone()));
            prop_assert_eq!(*check, super::check(values));
            prop_assert_eq!(values.len(), fewest(&message), "{:?}", values);
        }
    }
}
