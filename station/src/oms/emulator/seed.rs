//! Orders of a seed: ids, GTINs that no goods have, codes by the structures of the market.

use super::dice::Dice;
use super::family::Family;
use super::settings::Settings;
use super::structure::{Codes, Serials, Structure, Tail, with_check_digit};

/// How a part stands, whatever its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Its codes can be fetched.
    Ready,
    /// Its codes can be fetched after a while.
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

/// A group of goods with the structure of its codes.
#[derive(Debug)]
struct Group {
    name: &'static str,
    product: &'static str,
    structure: Structure,
    template: u64,
}

const fn group(name: &'static str, product: &'static str, template: u64) -> Group {
    Group { name, product, structure: LONG, template }
}

const LONG: Structure = Structure { country: "5", serial: 13, tail: Tail::Long };
const SHORT: Structure = Structure { tail: Tail::Short, ..LONG };

const MILK: Group =
    Group { structure: Structure { serial: 6, ..SHORT }, ..group("milk", "Молоко 2,5 % 1 л", 20) };
const CLOTHES: Group = group("lp", "Футболка хлопковая", 10);
const PHARMA: Group = group("pharma", "Препарат 500 мг № 20", 5);
const WATER: Group = Group { structure: SHORT, ..group("water", "Вода 0,5 л", 16) };

/// Kazakhstan; country digits of serials are known of the codes of the union.
const MEDICINES: Group = Group { structure: Structure { country: "3", ..LONG }, ..PHARMA };
/// Uzbekistan; no template is said there.
const DRINKS: Group = Group { structure: Structure { country: "", ..SHORT }, ..WATER };
const BEER: Group = Group {
    name: "beer",
    product: "Пиво 0,5 л",
    structure: Structure { country: "", serial: 7, tail: Tail::Short },
    ..DRINKS
};

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
    /// The number that who ordered gave it.
    pub(super) mark: Option<String>,
    pub(super) parts: Vec<About>,
}

/// A GTIN of an order as it is at first.
#[derive(Debug)]
pub(super) struct About {
    pub(super) codes: Codes,
    pub(super) product: String,
    pub(super) template: u64,
    pub(super) cis_type: String,
    pub(super) offered: Offered,
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
        let codes = Codes {
            gtin: with_check_digit(&format!("0952{number:09}")),
            quantity: settings.codes.unwrap_or(quantity),
            structure: group.structure,
            serials: Serials::Own(0),
            seed: settings.seed,
            series: number,
        };
        let product = format!("{} (образец {number})", group.product);
        About { codes, product, template: group.template, cis_type: "UNIT".to_owned(), offered }
    };
    let mut order = |(group, offers): &(&'static Group, Offers)| Seeded {
        id: dice.uuid(),
        group: group.name,
        mark: (group.name == "beer").then(|| "job-17".to_owned()),
        parts: offers.iter().map(|offer| part(group, *offer)).collect(),
    };
    all.iter().map(&mut order).collect()
}
