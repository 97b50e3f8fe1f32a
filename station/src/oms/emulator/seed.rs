//! Orders of a seed: ids, GTINs that no goods have, codes by the structures of the market.

use super::dice::{BASE64, Dice, KEY, PLAIN, digits};
use super::family::Family;
use super::settings::Settings;

/// Characters of a serial that tell the number of its code: the fourth power of 57 is more than 10 millions.
const NUMBERED: usize = 4;

/// How a part begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Its codes can be fetched.
    Ready,
    /// Its codes can be fetched after a minute.
    Soon,
    /// The system declined it.
    Rejected,
    /// Some of its codes were taken in the portal before, and СУЗ does not list them.
    PartlyInPortal,
    /// Another program took two packs of it before, and xTrace gives them again.
    PartlyElsewhere,
    /// Nobody signed its order yet.
    Unsigned,
    /// The signature of its order was found to be bad.
    BadSignature,
}

/// A group of goods with the structure of its codes: what serials begin with, their characters, whether a key
/// (AI 91) follows, AI and characters of the tail.
#[derive(Debug)]
struct Group {
    name: &'static str,
    product: &'static str,
    country: &'static str,
    serial: usize,
    key: bool,
    tail: (&'static str, usize),
    template: u32,
}

const LONG: (&str, usize) = ("92", 44);
const SHORT: (&str, usize) = ("93", 4);

const fn group(name: &'static str, product: &'static str, template: u32) -> Group {
    Group { name, product, country: "5", serial: 13, key: true, tail: LONG, template }
}

const MILK: Group = Group { serial: 6, key: false, tail: SHORT, ..group("milk", "Молоко 2,5 % 1 л", 20) };
const CLOTHES: Group = group("lp", "Футболка хлопковая", 10);
const PHARMA: Group = group("pharma", "Препарат 500 мг № 20", 5);
const WATER: Group = Group { key: false, tail: SHORT, ..group("water", "Вода 0,5 л", 16) };

/// Kazakhstan; country digits of serials are known of the codes of the union.
const MEDICINES: Group = Group { country: "3", ..PHARMA };
/// Uzbekistan; no template is said there.
const DRINKS: Group = Group { country: "", ..WATER };
const BEER: Group = Group { name: "beer", product: "Пиво 0,5 л", serial: 7, ..DRINKS };

/// Of each GTIN of an order the codes and how it begins.
type Offers = &'static [(u32, Offered)];

const OF_SUZ: &[(&Group, Offers)] = &[
    (&MILK, &[(50, Offered::Ready), (30, Offered::Ready)]),
    (&CLOTHES, &[(40, Offered::Ready)]),
    (&PHARMA, &[(60, Offered::Ready)]),
    (&WATER, &[(25, Offered::PartlyInPortal)]),
    (&WATER, &[(12, Offered::Soon)]),
    (&MILK, &[(10, Offered::Rejected)]),
    (&WATER, &[(10, Offered::Unsigned)]),
    (&CLOTHES, &[(10, Offered::BadSignature)]),
];

const OF_XTRACE: &[(&Group, Offers)] = &[
    (&MEDICINES, &[(60, Offered::Ready)]),
    (&DRINKS, &[(50, Offered::Ready)]),
    (&BEER, &[(40, Offered::Ready), (30, Offered::Ready)]),
    (&DRINKS, &[(25, Offered::PartlyElsewhere)]),
    (&MEDICINES, &[(12, Offered::Soon)]),
    (&BEER, &[(10, Offered::Rejected)]),
];

/// An order as it is at first.
#[derive(Debug)]
pub(super) struct Seeded {
    pub(super) id: String,
    pub(super) group: &'static str,
    pub(super) parts: Vec<SeededPart>,
}

/// A GTIN of an order as it is at first. Its codes are made when they are asked for.
#[derive(Debug)]
pub(super) struct SeededPart {
    pub(super) gtin: String,
    pub(super) product: String,
    pub(super) template: u32,
    pub(super) quantity: u32,
    pub(super) offered: Offered,
    number: u32,
    seed: u64,
    group: &'static Group,
}

/// The orders of a family by a seed.
pub(super) fn orders(dice: &mut Dice, settings: &Settings) -> Vec<Seeded> {
    // Two families have no GTIN in common.
    let (all, mut number) = match settings.family {
        Family::Suz => (OF_SUZ, 0),
        Family::Xtrace => (OF_XTRACE, 100),
    };
    let mut part = |group: &'static Group, (quantity, offered): (u32, Offered)| {
        number += 1;
        SeededPart {
            gtin: gtin(number),
            product: format!("{} (образец {number})", group.product),
            template: group.template,
            quantity: settings.codes.unwrap_or(quantity),
            offered,
            number,
            seed: settings.seed,
            group,
        }
    };
    let mut order = |(group, offers): &(&'static Group, Offers)| Seeded {
        id: dice.uuid(),
        group: group.name,
        parts: offers.iter().map(|offer| part(group, *offer)).collect(),
    };
    all.iter().map(&mut order).collect()
}

/// A GTIN of the range that GS1 gives to examples.
fn gtin(number: u32) -> String {
    let digits = format!("0952{number:09}");
    let sum: u32 =
        digits.bytes().enumerate().map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 }).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

impl SeededPart {
    /// Its code of an index from 0. The index stands in the serial, so that no two are alike.
    pub(super) fn code(&self, index: u32) -> String {
        let mut dice = Dice::new(self.seed, (self.number, index));
        let Group { country, serial, key, tail: (ai, length), .. } = self.group;
        let rest = dice.text(PLAIN, serial - country.len() - NUMBERED);
        let serial = format!("{country}{}{rest}", digits(index.into(), PLAIN, NUMBERED));
        let key = if *key { format!("\u{1d}91{}", dice.text(KEY, 4)) } else { String::new() };
        let tail = match length {
            // 44 characters of Base64 are 32 bytes, and end in “=”; the last two bits of the 43rd are none.
            44 => format!("{}{}=", dice.text(BASE64, 42), dice.text(b"AEIMQUYcgkosw048", 1)),
            _ => dice.text(PLAIN, *length),
        };
        format!("01{}21{serial}{key}\u{1d}{ai}{tail}", self.gtin)
    }
}
