//! What makes a unit the same unit, how often its label may stand, and what an order holds.

use std::sync::Arc;

use super::demands::{Origin, SOURCED, Titles, origin};
use super::structure::Structure;
use crate::document::{Key, Shape, TomlTable, ValueKind, rules};
use crate::gs1::{Ai, Code};
use crate::say;
use crate::sentence::outside;

/// What tells one unit from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Names of the fields that do it.
    pub fields: Vec<Arc<str>>,
    /// What stands behind it.
    pub origin: Origin,
}

/// How often a label may stand on one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    /// At most so often; 2 or more.
    pub most: u32,
    /// What stands behind it.
    pub origin: Origin,
}

/// What one order of codes holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLimit {
    /// At most so many GTINs.
    pub gtins: usize,
    /// What stands behind it.
    pub origin: Origin,
}

pub(super) static IDENTITY: Shape = Shape {
    unknown: |key| say!("an identity has no key “{key}”", key),
    missing: |key| say!("this identity has no “{key}”", key),
    doc: "What tells one unit from all others.",
    keys: &[Key::required("fields", ValueKind::Texts, "One to three fields that two units never have all alike.")],
    shared: SOURCED,
};

pub(super) static COPIES: Shape = Shape {
    unknown: |key| say!("copies have no key “{key}”", key),
    missing: |key| say!("these copies have no “{key}”", key),
    doc: "How often a label may stand on one thing.",
    keys: &[Key::required("most", ValueKind::Integer(2, 100), "At most so often.")],
    shared: SOURCED,
};

pub(super) static ORDER: Shape = Shape {
    unknown: |key| say!("an order has no key “{key}”", key),
    missing: |key| say!("this order has no “{key}”", key),
    doc: "What one order of codes holds.",
    keys: &[Key::required("gtins", ValueKind::Integer(1, 10_000), "At most so many GTINs.")],
    shared: SOURCED,
};

/// Reads `[identity]`.
pub(super) fn identity(table: &TomlTable<'_>, titles: &Titles<'_>, structure: &Structure) -> Option<Identity> {
    let is_field = |name: &str| structure.fields().iter().any(|field| &*field.name == name);
    let named = table.texts("fields");
    let strange = named.iter().find(|text| !is_field(text.value));
    if let Some(text) = strange {
        let message = say!("the code has no field “{field}”", field = outside(text.value));
        table.reader().error(rules::VALUE, text.span.clone(), message);
        return None;
    }
    if !(1..=3).contains(&named.len()) {
        table.reader().error(rules::VALUE, table.span(), say!("one to three fields tell a unit from others"));
        return None;
    }
    Some(Identity { fields: named.iter().map(|text| text.value.into()).collect(), origin: origin(table, titles)? })
}

/// Reads `[copies]`.
pub(super) fn copies(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Copies> {
    let most = u32::try_from(table.integer("most")?.value).ok()?;
    Some(Copies { most, origin: origin(table, titles)? })
}

/// Reads `[order]`.
pub(super) fn order(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<OrderLimit> {
    let gtins = usize::try_from(table.integer("gtins")?.value).ok()?;
    Some(OrderLimit { gtins, origin: origin(table, titles)? })
}

/// The values that tell a unit from others: those of the fields that the market names, else an SSCC
/// (00), else GTIN and serial (01 and 21, or fields called so where there are no AIs). `None` where
/// a code lacks one of them: it tells no unit from another.
pub(super) fn unit<'c>(identity: Option<&Identity>, structure: &Structure, code: &'c Code) -> Option<[&'c str; 3]> {
    let mut values = [""; 3];
    match (identity, code) {
        (Some(identity), _) => {
            let named = |name: &Arc<str>| {
                let field = structure.fields().iter().find(|field| field.name == *name)?;
                structure.value(code, field)
            };
            for (index, name) in identity.fields.iter().enumerate() {
                *values.get_mut(index)? = named(name)?;
            }
        }
        (None, Code::Gs1(elements)) => {
            let [mut gtin, mut serial] = [None; 2];
            for (ai, value) in elements.iter() {
                match ai {
                    Ai::SSCC => return Some([value, "", ""]),
                    Ai::GTIN => gtin = Some(value),
                    Ai::SERIAL => serial = Some(value),
                    _ => {}
                }
            }
            values = [gtin?, serial?, ""];
        }
        (None, Code::Plain(_)) => {
            let named = |name: &str| {
                let field = structure.fields().iter().find(|field| &*field.name == name)?;
                structure.value(code, field)
            };
            values = [named("gtin")?, named("serial")?, ""];
        }
    }
    Some(values)
}
