//! What a job asks of its data: from template, market and command line.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::counted;
use super::request::Request;
use crate::batch::{ColumnChoice, Data, rules};
use crate::diagnostic::Diagnostic;
use crate::market::{Field, Market};
use crate::say;
use crate::sentence::{list, name, outside};
use crate::source::{Picked, Wanted, WantedField};
use crate::template::Template;

/// Works out the columns and fields that are wanted.
pub(super) fn wanted(
    request: &Request,
    source: &Data,
    template: &Template,
    market: &Market,
    names: BTreeSet<String>,
) -> Result<Wanted, Vec<Diagnostic>> {
    let data = &template.data;
    let mut found = Vec::new();
    let mut names = names;
    let taken = counted(&names, request, template, market).map_err(|error| vec![error])?;
    names.retain(|name| !taken.contains(&name.as_str()));
    names.extend(data.required.iter().cloned());
    let (mut code, mut codes): (Vec<String>, Vec<String>) = (data.code.clone(), Vec::new());
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, columns) in &data.columns {
        match market.part(key) {
            Some(field) => drop(parts.insert(field.name.to_string(), columns.clone())),
            None => drop(headers.insert(key.clone(), columns.clone())),
        }
    }
    for choice in &source.columns {
        match choice {
            ColumnChoice::Code(name) => {
                codes.push(name.clone());
                code.clear();
                parts.retain(|part, _| is_behind(market, part));
            }
            ColumnChoice::Field(key, name) => match market.part(key) {
                Some(part) => {
                    // What comes behind the codes leaves them where they are.
                    if !is_behind(market, &part.name) {
                        code.clear();
                        codes.clear();
                    }
                    parts.insert(part.name.to_string(), vec![name.clone()]);
                }
                None if !names.contains(key) => found.push(unused("--column", key, &names)),
                None => drop(headers.insert(key.clone(), vec![name.clone()])),
            },
        }
    }
    for (key, _) in &request.sets {
        if !names.contains(key) {
            found.push(unused("--set", key, &names));
        } else if market.field(key).is_some() {
            found.push(Diagnostic::error(
                rules::REQUEST,
                say!("“{key}” is part of the code and cannot be given with --set", key = outside(key)),
            ));
        }
    }
    let unknown = |key: &&String| market.part(key).is_none() && !names.contains(*key);
    found.extend(source.widths.iter().map(|(key, _)| key).filter(unknown).map(|key| unused("--width", key, &names)));
    let widths = source.widths(market).unwrap_or_else(|error| {
        found.push(error);
        Vec::new()
    });
    let fields = names.into_iter().map(|name| field(name, request, template, market, &headers)).collect();
    let (parts, fixing) = (parts.into_iter().collect(), source.fixing);
    if found.is_empty() {
        let hidden = source.hidden;
        let (wheres, sort) = (source.wheres.clone(), request.sort.clone());
        let picked = Picked { wheres, sort, group: request.group_by.clone() };
        Ok(Wanted { header_row: source.header_row, hidden, code, codes, parts, fields, taken, picked, widths, fixing })
    } else {
        Err(found)
    }
}

/// Whether a field is put behind codes that are issued without it.
fn is_behind(market: &Market, field: &str) -> bool {
    market.field(field).is_some_and(|field| field.trailing.is_some())
}

fn field(
    name: String,
    request: &Request,
    template: &Template,
    market: &Market,
    headers: &BTreeMap<String, Vec<String>>,
) -> WantedField {
    let data = &template.data;
    let companion = market.companion(&name);
    let known = || std::iter::once(name.clone()).chain(companion.into_iter().flat_map(|c| c.columns.clone())).collect();
    let in_code = market.field(&name).is_some_and(Field::is_date);
    WantedField {
        headers: headers.get(&name).cloned().unwrap_or_else(known),
        is_date: in_code || companion.is_some_and(|c| c.is_date) || data.dates.contains(&name),
        required: data.required.contains(&name),
        optional: data.optional.contains(&name),
        default: data.defaults.get(&name).cloned(),
        used: template.first_use(&name),
        set: request.sets.iter().rev().find(|(key, _)| *key == name).map(|(_, value)| value.clone()),
        name,
    }
}

fn unused(option: &'static str, key: &str, names: &BTreeSet<String>) -> Diagnostic {
    Diagnostic::error(
        rules::REQUEST,
        say!(
            "{option} names “{key}”, which the template does not use; it uses {names}",
            option = name(option),
            key = outside(key),
            names = list(names.iter().map(outside))
        ),
    )
}
