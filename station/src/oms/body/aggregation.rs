//! The body of a report of aggregation: which codes stand in which package.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::iter;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::GS;
use quietzone::say;
use quietzone::sentence::{Sentence, count, name, value};
use serde_json::{Map, Value as Json, json};

use super::super::form::weighed;
use super::super::rules;
use super::super::suz::Suz;
use super::super::system::System;
use super::super::xtrace::Xtrace;
use super::made::{Made, broken, made, taken};
use super::report::group;

/// Characters of the code of a package.
const LENGTHS: std::ops::RangeInclusive<usize> = 18..=74;

/// Packages that may stand in one another.
const LEVELS: usize = 3;

/// A package and what stands in it.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Its code: `00` and an SSCC, a code of one's own, or that of a pack, without its tail.
    pub serial: String,
    /// What stands in it, without tails.
    pub codes: Vec<String>,
    /// How much it can hold; what stands in it, if nothing is said.
    pub capacity: Option<u32>,
    /// Whether what stands in it is taken out of other packages (xTrace).
    pub unbundles: Option<bool>,
}

impl Unit {
    fn holds(&self) -> usize {
        self.codes.len()
    }

    fn capacity(&self) -> usize {
        self.capacity.and_then(|most| usize::try_from(most).ok()).unwrap_or(self.codes.len())
    }
}

/// The body of a report of aggregation: JSON text, the same for the same report.
///
/// # Errors
/// The group has no such report; all that is missing, wrong or more than the system allows.
pub fn aggregation_body(system: &System, word: &str, units: &[Unit], attributes: &[(String, String)]) -> Made {
    let group = group(system, word).map_err(|why| vec![why])?;
    let form = group.aggregation.as_ref().ok_or_else(|| {
        let message = say!("the system takes no report of aggregation of {group}", group = name(group.word.clone()));
        vec![Diagnostic::error(rules::KIND, message).help(say!("tell it in the portal, with a file of packages"))]
    })?;
    let mut found = limits(system, units);
    found.extend(units.iter().flat_map(wrong).map(|message| Diagnostic::error(rules::VALUE, message)));
    let mut once = HashSet::new();
    let twice = units.iter().flat_map(|unit| &unit.codes).filter(|code| !once.insert(*code)).count();
    if twice > 0 {
        found.push(Diagnostic::error(
            rules::VALUE,
            say!("{twice} code stands in two packages" | "{twice} codes stand in two packages", twice = count(twice)),
        ));
    }
    found.extend(nested(units).map(|message| Diagnostic::error(rules::VALUE, message)));
    let attributes = taken(form, attributes, &[], &mut found);
    let body = match system.family.as_str() {
        Suz::WORD => of_suz(&group.word, units, attributes),
        Xtrace::WORD => of_xtrace(units, attributes),
        _ => return Err(vec![Diagnostic::internal("oms: the body of an aggregation of this family")]),
    };
    made(&body, found)
}

fn of_suz(group: &str, units: &[Unit], attributes: Map<String, Json>) -> Json {
    let one = |unit: &Unit| {
        json!({
            "unitSerialNumber": unit.serial,
            "aggregationType": "AGGREGATION",
            "aggregatedItemsCount": unit.holds(),
            "aggregationUnitCapacity": unit.capacity(),
            "sntins": unit.codes,
        })
    };
    let mut body = Map::new();
    body.insert("productGroup".to_owned(), group.into());
    body.extend(attributes);
    body.insert("aggregationUnits".to_owned(), units.iter().map(one).collect());
    body.into()
}

/// A document in Base64, of which the keys are sorted.
fn of_xtrace(units: &[Unit], attributes: Map<String, Json>) -> Json {
    let one = |unit: &Unit| {
        let mut keys = BTreeMap::from([
            ("aggregationItemsCount", unit.holds().into()),
            ("aggregationUnitCapacity", unit.capacity().into()),
            ("codes", unit.codes.as_slice().into()),
            ("unitSerialNumber", Json::from(unit.serial.as_str())),
        ]);
        keys.extend(unit.unbundles.map(|unbundles| ("shouldBeUnbundled", unbundles.into())));
        json!(keys)
    };
    let mut document: BTreeMap<String, Json> = attributes.into_iter().collect();
    document.insert("aggregationUnits".to_owned(), units.iter().map(one).collect());
    json!({ "documentBody": STANDARD.encode(json!(document).to_string()), "signature": "" })
}

fn limits(system: &System, units: &[Unit]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if units.is_empty() {
        found.push(Diagnostic::error(rules::MISSING, say!("there are no packages to report")));
    }
    let items = units.iter().map(Unit::holds).sum();
    if let Some(limit) = broken(system.limits.report, items) {
        found.push(weighed(
            limit.confidence,
            rules::LIMIT,
            say!("a report of aggregation has {most} codes at most, and this one {items}", most = limit.most, items),
        ));
    }
    let most = system.limits.units.or(system.limits.report);
    if let Some(limit) = broken(most, units.len()) {
        found.push(weighed(
            limit.confidence,
            rules::LIMIT,
            say!(
                "a report of aggregation has {most} packages at most, and this one {units}",
                most = limit.most,
                units = units.len()
            ),
        ));
    }
    found
}

/// What is wrong with packages that stand in others.
fn nested(units: &[Unit]) -> Option<Sentence> {
    let inside = units.iter().flat_map(|unit| unit.codes.iter().map(|code| (code.as_str(), unit.serial.as_str())));
    let around: HashMap<&str, &str> = inside.collect();
    // A ring of packages has no end, and so too many.
    let levels = |unit: &&Unit| {
        let outward = |serial: &&str| around.get(serial).copied();
        iter::successors(Some(unit.serial.as_str()), outward).take(LEVELS + 1).count() > LEVELS
    };
    let deep = units.iter().find(levels)?;
    Some(say!(
        "“{serial}” stands in packages within packages: {most} may stand in one another at most",
        serial = value(&deep.serial),
        most = LEVELS
    ))
}

/// What is wrong with a package.
fn wrong(unit: &Unit) -> Vec<Sentence> {
    let serial = || value(&unit.serial);
    let mut found = Vec::new();
    if !LENGTHS.contains(&unit.serial.chars().count()) || unit.serial.contains(['(', ')']) || unit.serial.contains(GS) {
        found.push(say!(
            "the code of a package has {least} to {most} characters, without brackets and tail, and “{serial}” is no such code",
            least = *LENGTHS.start(), most = *LENGTHS.end(), serial = serial()
        ));
    }
    if unit.codes.is_empty() {
        found.push(say!("the package “{serial}” is empty", serial = serial()));
    }
    if unit.holds() > unit.capacity() {
        found.push(say!(
            "the package “{serial}” holds {held}, and can hold {most}",
            serial = serial(),
            held = unit.holds(),
            most = unit.capacity()
        ));
    }
    let whole = unit.codes.iter().filter(|code| code.contains(GS)).count();
    if whole > 0 {
        found.push(say!(
            "{whole} code in the package “{serial}” has its tail, which aggregation leaves out"
                | "{whole} codes in the package “{serial}” have their tails, which aggregation leaves out",
            whole = count(whole),
            serial = serial()
        ));
    }
    found
}
