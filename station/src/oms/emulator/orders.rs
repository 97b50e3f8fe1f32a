//! Orders of a seed: ids, GTINs that no goods have, codes by the structures of the market.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

/// Characters of serials and short check codes: those of GS1 that no JSON or shell spoils.
const PLAIN: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const KEY: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// How a part begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Its codes can be fetched.
    Ready,
    /// Its codes can be fetched after a minute.
    Soon,
    /// The system declined it.
    Rejected,
    /// Some of its codes were taken in the portal before.
    PartlyInPortal,
}

/// A group of goods with the structure of its codes: characters of the serial, and of the tail as AI and length.
struct Group {
    name: &'static str,
    product: &'static str,
    brand: &'static str,
    serial: usize,
    key: bool,
    tail: (&'static str, usize),
    template: u32,
}

const MILK: Group = Group {
    name: "milk",
    product: "Молоко 2,5 % 1 л",
    brand: "ОБРАЗЕЦ",
    serial: 6,
    key: false,
    tail: ("93", 4),
    template: 20,
};
const CLOTHES: Group = Group {
    name: "lp",
    product: "Футболка хлопковая",
    brand: "ОБРАЗЕЦ",
    serial: 13,
    key: true,
    tail: ("92", 44),
    template: 10,
};
const PHARMA: Group = Group {
    name: "pharma",
    product: "Препарат 500 мг № 20",
    brand: "ОБРАЗЕЦ",
    serial: 13,
    key: true,
    tail: ("92", 44),
    template: 5,
};
const WATER: Group = Group {
    name: "water",
    product: "Вода 0,5 л",
    brand: "ОБРАЗЕЦ",
    serial: 13,
    key: false,
    tail: ("93", 4),
    template: 16,
};

/// Each order: its group, and of each GTIN the codes and how it begins.
const ORDERS: [(&Group, &[(u32, Offered)]); 6] = [
    (&MILK, &[(50, Offered::Ready), (30, Offered::Ready)]),
    (&CLOTHES, &[(40, Offered::Ready)]),
    (&PHARMA, &[(60, Offered::Ready)]),
    (&WATER, &[(25, Offered::PartlyInPortal)]),
    (&WATER, &[(12, Offered::Soon)]),
    (&MILK, &[(10, Offered::Rejected)]),
];

/// An order as it is at first.
#[derive(Debug)]
pub(super) struct Seeded {
    pub(super) id: String,
    pub(super) group: &'static str,
    pub(super) parts: Vec<SeededPart>,
}

#[derive(Debug)]
pub(super) struct SeededPart {
    pub(super) gtin: String,
    pub(super) product: String,
    pub(super) brand: &'static str,
    pub(super) template: u32,
    pub(super) codes: Vec<String>,
    pub(super) offered: Offered,
}

/// Numbers of a seed.
#[derive(Clone, Debug)]
pub(super) struct Dice {
    seed: u64,
    thrown: u64,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, thrown: 0 }
    }

    fn throw(&mut self) -> u64 {
        self.thrown += 1;
        let mut hasher = SipHasher24::new_with_keys(self.seed, 0x5175_6965_747a_6f6e);
        hasher.write_u64(self.thrown);
        hasher.finish()
    }

    /// Characters of an alphabet.
    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| {
                let at = usize::try_from(self.throw() % alphabet.len() as u64).unwrap_or(0);
                char::from(alphabet.get(at).copied().unwrap_or(b'0'))
            })
            .collect()
    }

    /// A UUID of the fourth version.
    pub(super) fn uuid(&mut self) -> String {
        let hex = b"0123456789abcdef";
        let [a, b, c, d, e] = [8, 4, 3, 3, 12].map(|length| self.text(hex, length));
        let variant = self.text(b"89ab", 1);
        format!("{a}-{b}-4{c}-{variant}{d}-{e}")
    }
}

/// A GTIN of the range that GS1 gives to examples.
fn gtin(number: usize) -> String {
    let digits = format!("0952{number:09}");
    let sum: u32 =
        digits.bytes().enumerate().map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 }).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// The orders of a seed.
pub(super) fn orders(dice: &mut Dice, codes: Option<u32>) -> Vec<Seeded> {
    let mut number = 0;
    ORDERS
        .iter()
        .map(|(group, parts)| Seeded {
            id: dice.uuid(),
            group: group.name,
            parts: parts
                .iter()
                .map(|(of_kind, offered)| {
                    number += 1;
                    part(dice, group, number, codes.unwrap_or(*of_kind), *offered)
                })
                .collect(),
        })
        .collect()
}

fn part(dice: &mut Dice, group: &Group, number: usize, codes: u32, offered: Offered) -> SeededPart {
    let gtin = gtin(number);
    let code = |index: u32, dice: &mut Dice| {
        // The number of the code stands in its serial, so that no two are alike.
        let mut serial = String::from("5");
        let mut left = index;
        for _ in 0..4 {
            let at = usize::try_from(left).unwrap_or(0) % PLAIN.len();
            left /= u32::try_from(PLAIN.len()).unwrap_or(u32::MAX);
            serial.push(char::from(PLAIN.get(at).copied().unwrap_or(b'0')));
        }
        serial.push_str(&dice.text(PLAIN, group.serial - 5));
        let key = if group.key { format!("\u{1d}91{}", dice.text(KEY, 4)) } else { String::new() };
        let (ai, length) = group.tail;
        let alphabet = if length > 4 { BASE64 } else { PLAIN };
        let tail = match length {
            // 44 characters of Base64 are 32 bytes, and end in “=”.
            44 => format!("{}=", dice.text(BASE64, 43)),
            _ => dice.text(alphabet, length),
        };
        format!("01{gtin}21{serial}{key}\u{1d}{ai}{tail}")
    };
    let codes = (0..codes).map(|index| code(index, dice)).collect();
    let product = format!("{} (образец {number})", group.product);
    SeededPart { gtin, product, brand: group.brand, template: group.template, codes, offered }
}
