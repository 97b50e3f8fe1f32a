//! Records that stand in for data: what a design is judged and drawn with before there is any.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::rules;
use crate::gs1::{Code, Date};
use crate::market::{Fault, Field, Market, Value};
use crate::say;
use crate::sentence::{list, outside};
use crate::source::{Record, parse_date};
use crate::template::{Numbers, Sample, Template};

/// What an element says whose field has no sample.
const SAMPLE: &str = "ABC123";

/// Records of no template's samples, for jobs with data: of the widest code and, since that may be too
/// wide for a design that all codes of a batch fit, of the shortest.
pub(super) fn plain(template: &Template, market: &Market, worst: &Code) -> impl Iterator<Item = Record> {
    let codes = [worst.clone()].into_iter().chain(market.shortest_code());
    codes.map(|code| Record::of_code(1, code, market, &values(template, market, |_| None)))
}

/// A record that stands in for real ones, and what is odd about its samples.
type Judged = (Record, Vec<Diagnostic>);

/// The record that a design without data is judged and drawn with: the samples of its template, its
/// defaults where it has none, and the widest where it has neither. Samples of fields that it does not
/// use come along as warnings.
///
/// # Errors
/// Every sample that its field cannot have.
pub(super) fn usual(template: &Template, market: &Market) -> Result<Judged, Vec<Diagnostic>> {
    record(template, market, &template.data.sample, &template.data.sample)
}

/// The record of the longest values, if the template names some.
///
/// # Errors
/// As [`usual`].
pub(super) fn longest(template: &Template, market: &Market) -> Result<Option<Judged>, Vec<Diagnostic>> {
    let (sample, longest) = (&template.data.sample, &template.data.longest);
    if longest.is_empty() {
        return Ok(None);
    }
    let both = sample.iter().chain(longest).map(|(name, sample)| (name.clone(), sample.clone())).collect();
    record(template, market, &both, longest).map(Some)
}

/// A record of samples, of which those that are `new` have not been looked at yet.
fn record(
    template: &Template,
    market: &Market,
    samples: &BTreeMap<String, Sample>,
    new: &BTreeMap<String, Sample>,
) -> Result<Judged, Vec<Diagnostic>> {
    let found: Vec<Diagnostic> = new.iter().flat_map(|(key, sample)| wrong(template, market, key, sample)).collect();
    if found.iter().any(|found| found.severity == Severity::Error) {
        return Err(found);
    }
    let given = |field: &Field| samples.iter().find_map(|(key, sample)| part(market, key, field, sample));
    let code = market.worst_with(given).map_err(in_words)?;
    let text = |name: &str| match samples.get(name) {
        Some(sample) => Some(sample.text.as_str()),
        None => template.data.defaults.get(name).map(String::as_str),
    };
    Ok((Record::of_code(1, code, market, &values(template, market, text)), found))
}

/// A value for each field beside the code: a sample, or one that is as good as any.
fn values<'t>(
    template: &Template,
    market: &Market,
    sample: impl Fn(&str) -> Option<&'t str>,
) -> Vec<(Arc<str>, Value)> {
    let value = |name: String| {
        let sample = sample(&name);
        let date = || sample.map_or_else(|| Date::new(2099, 12, 31), parse_date).map(Value::Date);
        let value = is_date(template, market, &name).then(date).flatten();
        (name.into(), value.unwrap_or_else(|| Value::Text(sample.unwrap_or(SAMPLE).to_owned())))
    };
    beside(template, market).map(value).collect()
}

/// The fields beside the code that the template prints.
fn beside(template: &Template, market: &Market) -> impl Iterator<Item = String> {
    let is_of_code = |name: &String| market.field(name).is_some() || name.starts_with("ai");
    let is_number = |name: &String| !template.data.names(name) && Numbers::NAMES.contains(&name.as_str());
    template.names_used().into_iter().filter(move |name| !is_of_code(name) && !is_number(name))
}

fn is_date(template: &Template, market: &Market, name: &str) -> bool {
    market.companion(name).is_some_and(|companion| companion.is_date)
        || template.data.dates.iter().any(|date| date == name)
}

/// The value of a sample for a field of the code, as the code has it.
fn part(market: &Market, key: &str, field: &Field, sample: &Sample) -> Option<String> {
    let is_meant = market.part(key).is_some_and(|part| part.name == field.name);
    let date = || parse_date(&sample.text).filter(|_| field.is_date()).map(Date::to_yymmdd);
    is_meant.then(|| date().unwrap_or_else(|| sample.text.clone()))
}

/// What keeps a field from having a sample.
fn wrong(template: &Template, market: &Market, key: &str, sample: &Sample) -> Vec<Diagnostic> {
    let place = template.place(&sample.span);
    let error = |message| vec![Diagnostic::error(rules::VALUE, message).at(place.clone())];
    let (field, text) = (outside(key), outside(&sample.text));
    if let Some(part) = market.part(key) {
        let code = market.worst_with(|field| self::part(market, key, field, sample));
        return match code {
            Err(faults) => in_words(faults).into_iter().map(|found| found.at(place.clone())).collect(),
            Ok(_) if part.is_secret => error(say!("“{field}” is secret and never printed: it needs no sample", field)),
            Ok(code) if market.structure.value(&code, part).is_none() => {
                error(say!("the codes that stand in for real ones have no “{field}”: it can have no sample", field))
            }
            Ok(_) => Vec::new(),
        };
    }
    let used: Vec<String> = beside(template, market).collect();
    let is_known = used.iter().any(|name| name == key) || template.data.required.iter().any(|name| name == key);
    if !is_known {
        let used = list(used.iter().map(outside));
        let message = say!("the template uses no field “{field}”; it uses {used}", field, used);
        return vec![Diagnostic::warning(rules::VALUE, message).at(place)];
    }
    if is_date(template, market, key) && parse_date(&sample.text).is_none() {
        return error(say!("“{field}” is a date, and “{text}” is none; write 31.12.2027 or 12.2027", field, text));
    }
    Vec::new()
}

fn in_words(faults: Vec<Fault>) -> Vec<Diagnostic> {
    faults.into_iter().map(Diagnostic::from).collect()
}
