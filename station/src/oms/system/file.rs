//! A data file, read into a [`System`].

use std::collections::BTreeMap;
use std::time::Duration;

use toml_edit::{DocumentMut, Item, Value};

use super::super::confidence::Confidence;
use super::super::form::{Ask, Form, Kind};
use super::group::{Coded, Group};
use super::keys::{Keys, Read, confidence, number, numbers, word, words};
use super::known::System;
use super::limits::{Limits, Release};

/// The attribute of an order whose words differ by group.
const RELEASE: &str = "releaseMethodType";
/// The attribute of a report on codes that drop out whose words differ by group.
const REASON: &str = "dropoutReason";

/// Reads a data file; the error is the place of what cannot be read.
pub(super) fn read(file: &str) -> Read<System> {
    let file: DocumentMut = file.parse().map_err(|_| "no TOML".to_owned())?;
    let mut keys = Keys::of(Item::Table(file.into_table()), "")?;
    let (family, country) = (keys.value("family", word)?, keys.value("country", word)?);
    let mut requests = keys.keys("requests")?;
    let between = Duration::from_secs(60).checked_div(requests.value("a_minute", number)?);
    let between = between.ok_or_else(|| requests.at("a_minute"))?;
    requests.confidence()?;
    requests.end()?;
    let block = keys.limit("block")?.ok_or_else(|| keys.at("block"))?;
    let limits = limits(keys.keys("limits")?)?;
    let common = common(&mut keys)?;
    let releases = each(keys.keys("releases")?, release)?;
    let groups = each(keys.keys("groups")?, |word, about| group(word, about, &common))?;
    let shared = keys.value("shared", words)?;
    keys.end()?;
    Ok(System { family, country, between, block, limits, releases, groups, shared })
}

/// What groups share.
struct Common {
    /// What an attribute looks like.
    kinds: BTreeMap<String, Vec<Kind>>,
    /// How sure a group is, where it says nothing else.
    confidence: Confidence,
    /// Lists that others take over.
    lists: BTreeMap<String, Vec<String>>,
    /// Kinds of codes, where a group says nothing else.
    cis_types: BTreeMap<String, Option<Confidence>>,
}

fn common(keys: &mut Keys) -> Read<Common> {
    let confidence = keys.confidence()?;
    let cis_types = cis_types(keys.keys("cis_types")?)?;
    let mut attributes = keys.keys("attributes")?;
    let kinds = attributes.words().into_iter().map(|word| {
        let kinds = attributes.value(&word, kinds_of)?;
        Ok((word, kinds))
    });
    let kinds = kinds.collect::<Read<_>>()?;
    let mut named = keys.keys("lists")?;
    let lists = named.words().into_iter().map(|word| {
        let list = named.value(&word, words)?;
        Ok((word, list))
    });
    let lists = lists.collect::<Read<_>>()?;
    Ok(Common { kinds, confidence, lists, cis_types })
}

impl Common {
    /// A list with the lists that it takes over: `@NAME` stands for the one of a name.
    fn whole(&self, list: &[String]) -> Option<Vec<String>> {
        let mut whole = Vec::new();
        for item in list {
            match item.strip_prefix('@') {
                Some(other) => whole.extend(self.whole(self.lists.get(other)?)?),
                None => whole.push(item.clone()),
            }
        }
        Some(whole)
    }
}

fn each<T>(mut keys: Keys, read: impl Fn(&str, Keys) -> Read<T>) -> Read<BTreeMap<String, T>> {
    let all = keys.words().into_iter();
    all.map(|word| {
        let about = keys.keys(&word)?;
        let read = read(&word, about)?;
        Ok((word, read))
    })
    .collect()
}

fn limits(mut keys: Keys) -> Read<Limits> {
    let limits = Limits {
        gtins: keys.limit("gtins")?,
        alone: keys.limit("alone")?,
        each: keys.limit("each")?,
        active: keys.limit("active")?,
        report: keys.limit("report")?,
        units: keys.limit("units")?,
    };
    keys.end()?;
    Ok(limits)
}

fn release(_: &str, mut keys: Keys) -> Read<Release> {
    let release = Release {
        cis_types: keys.maybe("cis_types", words)?.unwrap_or_default(),
        payment: keys.maybe("paymentType", number)?,
        no_technical: keys.maybe("no_technical_gtin", confidence)?,
    };
    keys.end()?;
    Ok(release)
}

fn cis_types(mut keys: Keys) -> Read<BTreeMap<String, Option<Confidence>>> {
    let sure = |value: &Value| match value.as_str()? {
        "no" => Some(None),
        _ => Some(Some(confidence(value)?)),
    };
    keys.words().into_iter().map(|word| Ok((word.clone(), keys.value(&word, sure)?))).collect()
}

/// Kinds with ` or ` between them.
fn kinds_of(value: &Value) -> Option<Vec<Kind>> {
    value.as_str()?.split(" or ").map(Kind::of).collect()
}

fn group(word: &str, mut keys: Keys, common: &Common) -> Read<Group> {
    let sure = keys.maybe("confidence", confidence)?.unwrap_or(common.confidence);
    let days = keys.maybe("days", |value| <[u32; 2]>::try_from(numbers(value)?).ok())?;
    let fetched_is_applied = keys.maybe("fetched_is_applied", Value::as_bool)?.unwrap_or(false);
    let mut markets = Vec::new();
    for (key, is_meant) in [("markets", true), ("also", false)] {
        if keys.has(key) {
            markets.extend(coded(keys.keys(key)?, is_meant)?);
        }
    }
    let mut types = common.cis_types.clone();
    if keys.has("cis_types") {
        types.extend(cis_types(keys.keys("cis_types")?)?);
    }
    let mut kinds = common.kinds.clone();
    for (list, attribute) in [("release", RELEASE), ("reasons", REASON)] {
        let place = keys.at(list);
        // What a group does not say, all share.
        let own = keys.maybe(list, words)?.unwrap_or_else(|| vec![format!("@{list}")]);
        let is_shared = common.lists.contains_key(list) || !own.iter().any(|item| item.starts_with('@'));
        if is_shared {
            let whole = common.whole(&own).ok_or(place)?;
            kinds.insert(attribute.to_owned(), vec![Kind::Word(whole)]);
        }
    }
    if keys.has("attributes") {
        let mut own = keys.keys("attributes")?;
        for word in own.words() {
            kinds.insert(word.clone(), own.value(&word, kinds_of)?);
        }
    }
    let mut form = |key: &str| -> Read<Option<Form>> {
        let Some(list) = keys.maybe(key, words)? else { return Ok(None) };
        let place = keys.at(key);
        let whole = common.whole(&list).ok_or_else(|| place.clone())?;
        let asks = whole
            .iter()
            .map(|ask| Ask::of(ask, sure, &|word| kinds.get(word).cloned()).ok_or_else(|| format!("{place}: {ask}")));
        Ok(Some(Form { group: word.to_owned(), asks: asks.collect::<Read<_>>()?, confidence: sure }))
    };
    let none = || Form { group: word.to_owned(), asks: Vec::new(), confidence: sure };
    let group = Group {
        word: word.to_owned(),
        markets,
        days,
        fetched_is_applied,
        cis_types: types,
        order: form("order")?.unwrap_or_else(none),
        product: form("product")?.unwrap_or_else(none),
        utilisation: form("utilisation")?,
        dropout: form("dropout")?,
        aggregation: form("aggregation")?,
        gtins: keys.limit("gtins")?,
        confidence: sure,
    };
    keys.end()?;
    Ok(group)
}

/// Markets with the id of the template of their codes, and characters of a serial of one's own, where these are
/// known.
fn coded(mut keys: Keys, is_meant: bool) -> Read<Vec<Coded>> {
    let all = keys.words().into_iter().map(|market| {
        let place = keys.at(&market);
        let about = keys.value(&market, numbers)?;
        let (template, serial) = match about.as_slice() {
            [] => (None, None),
            [template, serial] => (Some(*template), usize::try_from(*serial).ok()),
            _ => return Err(place),
        };
        Ok(Coded { market, template, serial, is_meant })
    });
    all.collect()
}
