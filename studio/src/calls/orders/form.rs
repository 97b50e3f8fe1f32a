//! What documents ask for, as fields to be filled in.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::check_digit;
use quietzone::say;
use quietzone::sentence::{Sentence, any_of, name};
use quietzone_station::oms::form::{Ask, Attribute, Demand, Form, Kind, When};
use quietzone_station::oms::mark_word;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::way::Way;
use crate::desk::Desk;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Of {
    connection: String,
    market: String,
    group: Option<String>,
}

pub(super) fn order(desk: &Desk, asked: &Of) -> Result<Answer, Failure> {
    let way = Way::to(desk, &asked.connection)?;
    let system = way.system()?;
    let (group, coded) = system.ordered_as(&asked.market, asked.group.as_deref())?;
    let mark = mark_word(system);
    let mut all: Vec<Value> = fields(&group.order, way.is_sample, |word| Some(word) == mark);
    all.extend(fields(&group.product, way.is_sample, |word| group.order.has(word)));
    let cis_types: Vec<&String> =
        group.cis_types.iter().filter(|(_, sure)| sure.is_some()).map(|(word, _)| word).collect();
    Ok(json!({
        "group": group.word,
        "fields": all,
        "cis_types": cis_types,
        "serial": coded.serial,
        "gtin": way.is_sample.then(example).transpose()?,
        "at_once": way.connection.family == quietzone_station::oms::Xtrace::WORD,
    })
    .into())
}

/// A GTIN that no goods have.
fn example() -> Result<String, Diagnostic> {
    const BODY: &str = "0952123456789";
    let digit = check_digit(BODY).ok_or_else(|| Diagnostic::internal("studio: a check digit"))?;
    Ok(format!("{BODY}{digit}"))
}

/// The fields of a form, but those that are left out. Those of a trial are filled with what looks right.
pub(super) fn fields(form: &Form, is_sample: bool, left_out: impl Fn(&str) -> bool) -> Vec<Value> {
    let of_ask = |ask: &Ask| {
        let names: Vec<&str> = ask.any.iter().map(|one| one.name.as_str()).collect();
        ask.any
            .iter()
            .enumerate()
            .filter(|(_, one)| !left_out(&one.name))
            .map(|(number, one)| {
                let is_filled = is_sample
                    && number == 0
                    && ask.demand == Demand::Must
                    && ask.when.as_ref().is_none_or(|when| when.unless);
                field(one, ask, &names, is_filled)
            })
            .collect::<Vec<_>>()
    };
    form.asks.iter().flat_map(of_ask).collect()
}

fn field(one: &Attribute, ask: &Ask, names: &[&str], is_filled: bool) -> Value {
    let first = one.kinds.first();
    let options = match first {
        Some(Kind::Word(words)) => Some(words.clone()),
        Some(Kind::Number(numbers)) => Some(numbers.iter().map(u32::to_string).collect()),
        Some(Kind::Flag) => Some(vec!["true".to_owned(), "false".to_owned()]),
        _ => None,
    };
    let input = match first {
        Some(Kind::Date) => "date",
        Some(Kind::Minute) => "datetime-local",
        _ => "text",
    };
    let looks = any_of(one.kinds.iter().map(Kind::looks));
    let mut hints: Vec<String> = vec![say!("{looks}", looks).to_string()];
    if names.len() > 1 {
        let names = any_of(names.iter().map(|word| name((*word).to_owned())));
        hints.push(say!("one of {names} is enough", names).to_string());
    }
    hints.extend(ask.when.as_ref().map(|when| on(when).to_string()));
    if ask.demand == Demand::InCases {
        hints.push(say!("some cases need it").to_string());
    }
    let is_needed = ask.demand == Demand::Must && names.len() == 1 && ask.when.is_none();
    json!({
        "name": one.name, "words": words(&one.name).to_string(), "input": input, "options": options, "hint": hints.join("; "), "must": is_needed,
        "value": is_filled.then(|| first.map(Kind::example)),
    })
}

/// When something is asked for.
fn on(when: &When) -> Sentence {
    let word = name(when.name.clone());
    let values = any_of(when.values.iter().cloned().map(name));
    match (when.unless, when.values.is_empty()) {
        (false, true) => say!("with {word}", word),
        (true, true) => say!("without {word}", word),
        (false, false) => say!("where {word} is {values}", word, values),
        (true, false) => say!("unless {word} is {values}", word, values),
    }
}

/// What people call an attribute; its own name where nobody thought of one.
fn words(attribute: &str) -> Sentence {
    match attribute {
        "releaseMethodType" => say!("How the goods come to market"),
        "createMethodType" => say!("Who makes the labels"),
        "contactPerson" => say!("Contact person"),
        "paymentType" => say!("When codes are paid: 1 when ordered, 2 when applied"),
        "businessPlaceId" => say!("Number of the place of business"),
        "serviceProviderId" => say!("Contractor who prints"),
        "expDate" | "expirationDate" => say!("Expiry date"),
        "expDate72" => say!("Expiry with the time, for less than 72 hours"),
        "productionDate" => say!("Date of production"),
        "seriesNumber" | "batchNumber" => say!("Batch"),
        "dropoutReason" => say!("Why the codes drop out"),
        "participantId" => say!("Tax number of the firm"),
        "documentDate" => say!("Date of the document"),
        "documentNumber" => say!("Number of the document"),
        "manufacturerCountry" => say!("Country of production"),
        "releaseType" => say!("How the goods come to market"),
        "isPaid" => say!("Paid"),
        other => say!("{word}", word = name(other.to_owned())),
    }
}
