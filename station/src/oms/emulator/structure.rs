//! The structure of codes, and the codes of a part. They are made when they are asked for.

use std::collections::HashMap;

use super::dice::{BASE64, Dice, KEY, PLAIN, digits, number};

/// Characters of a serial that tell the number of its code: the fourth power of 57 is more than 10 millions.
const NUMBERED: usize = 4;
/// How many numbers they tell.
pub(super) const NUMBERS: u32 = 57 * 57 * 57 * 57;

/// What stands behind the serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// A key (AI 91), and 44 characters of AI 92.
    Long,
    /// A key, and 88 characters of AI 92.
    Longer,
    /// Four characters of AI 93.
    Short,
    /// A price of nothing (AI 8005), and four characters of AI 93.
    Priced,
    /// A pack of tobacco, whose code has no AIs: a price of nothing and four characters.
    Pack,
}

/// The structure of codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Structure {
    /// What serials begin with.
    pub(super) country: &'static str,
    /// Characters of a serial.
    pub(super) serial: usize,
    pub(super) tail: Tail,
}

/// The structure that a template of СУЗ stands for.
pub(super) fn of_template(template: u64) -> Option<Structure> {
    let (serial, tail) = match template {
        1 => (13, Tail::Longer),
        5
        | 7
        | 9..=12
        | 30
        | 31
        | 34
        | 36
        | 42
        | 44
        | 50..=52
        | 54
        | 56
        | 61
        | 63
        | 67
        | 69
        | 71
        | 74
        | 76
        | 78
        | 80
        | 82
        | 84
        | 85
        | 87 => (13, Tail::Long),
        16 | 23 | 25 | 29 | 37 | 39 | 40 | 43 | 45 | 53 | 60 | 62 | 70 => (13, Tail::Short),
        8 | 73 => (20, Tail::Long),
        72 => (20, Tail::Short),
        18 | 28 => (7, Tail::Short),
        26 | 27 | 46 | 48 | 58 | 65 => (6, Tail::Long),
        20 | 32 | 38 | 41 | 47 | 49 | 55 | 57 | 59 | 64 | 66 | 68 | 75 | 77 | 79 | 81 | 83 | 86 => (6, Tail::Short),
        3 | 14 | 21 => (7, Tail::Priced),
        4 | 15 | 22 => (7, Tail::Pack),
        _ => return None,
    };
    // Tobacco has no digit of the country.
    let country = if matches!(tail, Tail::Priced | Tail::Pack) { "" } else { "5" };
    Some(Structure { country, serial, tail })
}

/// Where serials come from.
#[derive(Debug)]
pub(super) enum Serials {
    /// The system makes them, by numbers from one on.
    Own(u32),
    /// Who ordered gave them, and where each stands.
    Given(Vec<String>, HashMap<String, u32>),
}

impl Serials {
    /// Serials as they stand in codes; nothing where one stands twice.
    pub(super) fn given(serials: Vec<String>) -> Option<Self> {
        let places: HashMap<String, u32> = serials.iter().cloned().zip(0..).collect();
        (places.len() == serials.len()).then_some(Self::Given(serials, places))
    }
}

/// The codes of a part.
#[derive(Debug)]
pub(super) struct Codes {
    pub(super) gtin: String,
    pub(super) quantity: u32,
    pub(super) structure: Structure,
    pub(super) serials: Serials,
    /// What its characters come from.
    pub(super) seed: u64,
    pub(super) series: u32,
}

impl Codes {
    /// Its code of an index from 0.
    pub(super) fn code(&self, index: u32) -> String {
        let mut dice = Dice::new(self.seed, (self.series, index));
        let Structure { country, serial, tail } = self.structure;
        let serial = match &self.serials {
            Serials::Own(from) => {
                let rest = dice.text(PLAIN, serial - country.len() - NUMBERED);
                format!("{country}{}{rest}", digits((from + index).into(), PLAIN, NUMBERED))
            }
            Serials::Given(serials, _) => serials.get(index as usize).cloned().unwrap_or_default(),
        };
        let gtin = &self.gtin;
        match tail {
            Tail::Long => format!("01{gtin}21{serial}\u{1d}91{}\u{1d}92{}", dice.text(KEY, 4), signed(&mut dice)),
            Tail::Longer => {
                let key = dice.text(KEY, 4);
                format!("01{gtin}21{serial}\u{1d}91{key}\u{1d}92{}AA==", dice.text(BASE64, 84))
            }
            Tail::Short => format!("01{gtin}21{serial}\u{1d}93{}", dice.text(PLAIN, 4)),
            Tail::Priced => format!("01{gtin}21{serial}\u{1d}8005000000\u{1d}93{}", dice.text(PLAIN, 4)),
            Tail::Pack => format!("{gtin}{serial}AAAA{}", dice.text(PLAIN, 4)),
        }
    }

    /// Behind which number of serials its own ones end.
    pub(super) fn end(&self) -> Option<u32> {
        match self.serials {
            Serials::Own(from) => Some(from + self.quantity),
            Serials::Given(..) => None,
        }
    }

    /// The index of a code by what tells its unit from others, without its tail.
    pub(super) fn index(&self, unit: &str) -> Option<u32> {
        let (front, between) = if self.structure.tail == Tail::Pack { ("", "") } else { ("01", "21") };
        let serial = unit.strip_prefix(front)?.strip_prefix(self.gtin.as_str())?.strip_prefix(between)?;
        let index = match &self.serials {
            Serials::Given(_, places) => places.get(serial).copied(),
            Serials::Own(from) => {
                let digits = serial.strip_prefix(self.structure.country)?.get(..NUMBERED)?;
                u32::try_from(number(digits, PLAIN)?).ok()?.checked_sub(*from)
            }
        };
        index.filter(|index| *index < self.quantity && unit_of(&self.code(*index)) == unit)
    }
}

/// 44 characters of Base64 are 32 bytes, and end in “=”; the last two bits of the 43rd are none.
fn signed(dice: &mut Dice) -> String {
    format!("{}{}=", dice.text(BASE64, 42), dice.text(b"AEIMQUYcgkosw048", 1))
}

/// What of a code tells its unit from others: without its tail, and without what the maker puts behind.
pub(super) fn unit_of(code: &str) -> &str {
    match code.split_once('\u{1d}') {
        Some((unit, _)) => unit,
        // A pack of tobacco.
        None if code.len() == 29 && !code.starts_with("01") => code.get(..21).unwrap_or(code),
        None => code,
    }
}

/// The GTIN of a unit.
pub(super) fn gtin_of(unit: &str) -> &str {
    unit.strip_prefix("01").unwrap_or(unit).get(..14).unwrap_or_default()
}

/// Whether a GTIN is one of the range that GS1 gives to examples.
pub(super) fn is_example(gtin: &str) -> bool {
    let digits = gtin.strip_prefix("0952").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    digits && gtin.len() == 14 && gtin.get(..13).map(with_check_digit).as_deref() == Some(gtin)
}

/// 13 digits, and behind them their check digit.
pub(super) fn with_check_digit(digits: &str) -> String {
    let weighed = |(at, digit): (usize, u8)| u32::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 };
    let sum: u32 = digits.bytes().enumerate().map(weighed).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
