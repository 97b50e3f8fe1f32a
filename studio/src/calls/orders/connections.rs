//! Ways to systems: made, opened, tried, forgotten.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, count, outside};
use quietzone_station::ledger::Orders;
use quietzone_station::ledger::orders::{Connection, Fetched};
use quietzone_station::oms::{Login, OrderId, Suz, System, Token, is_fetched, kept, settled, shown};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::way::{Named, Way, line, op, refused};
use crate::desk::{Desk, Key};

pub(super) fn all(desk: &Desk) -> Result<Answer, Failure> {
    let ledger = desk.room.ledger()?;
    let connections: Vec<Value> = ledger.connections()?.iter().map(|one| connection(desk, one)).collect();
    let mut orders: Vec<Value> = Vec::new();
    let parts = ledger.parts()?;
    for part in parts.iter().rev() {
        orders.push(stored(&*ledger, part)?);
    }
    let systems: Vec<Value> = System::all()?.iter().map(system).collect();
    Ok(json!({ "trial": desk.room.is_trial(), "connections": connections, "orders": orders, "systems": systems })
        .into())
}

fn connection(desk: &Desk, connection: &Connection) -> Value {
    let is_sample = connection.is_of_this_machine() && desk.room.is_trial();
    let is_over = is_sample && !desk.systems.is_trial(&connection.name);
    json!({
        "name": connection.name,
        "system": called(&connection.family, &connection.country).to_string(),
        "family": connection.family,
        "country": connection.country,
        "url": outside(&connection.url).to_string(),
        "open": desk.systems.is_open(&connection.name),
        "sample": is_sample,
        "over": is_over,
    })
}

/// What the ledger has of a part of an order.
fn stored(ledger: &dyn Orders, part: &Fetched) -> Result<Value, Diagnostic> {
    let said = kept(&part.said)?;
    let word = |key: &str| said.get(key).and_then(Value::as_str).map(shown);
    let order: Option<OrderId> = part.part.order.parse().ok();
    let through = order.map(|order| is_fetched(ledger, &order)).transpose()?;
    let stored = ledger.stored(part.id)?;
    Ok(json!({
        "connection": part.part.connection,
        "order": part.part.order,
        "gtin": shown(&part.part.gtin),
        "product": word("name"),
        "group": word("group"),
        "codes": stored.codes - stored.wiped,
        "total": said.get("total"),
        "through": through,
        "words": say!("{n} code in the ledger" | "{n} codes in the ledger", n = count(stored.codes)).to_string(),
    }))
}

fn system(system: &System) -> Value {
    let mut markets: Vec<(String, String)> = Vec::new();
    for group in system.groups() {
        let meant = group.markets.iter().filter(|coded| coded.is_meant);
        markets.extend(meant.map(|coded| (coded.market.clone(), group.word.clone())));
    }
    markets.sort();
    json!({
        "family": system.family,
        "country": system.country,
        "words": called(&system.family, &system.country).to_string(),
        "token": token(&system.family, &system.country).to_string(),
        "url": match system.country.as_str() {
            "ru" => "https://suzgrid.crpt.ru",
            "kz" => "https://prod.markirovka.kz",
            _ => "https://xtrace.aslbelgisi.uz",
        },
        "owned": system.family == Suz::WORD,
        "markets": markets,
        "groups": system.groups().map(|group| json!({
            "word": group.word,
            "dropout": group.dropout.is_some(),
            "utilisation": group.utilisation.is_some(),
            "aggregation": group.aggregation.is_some(),
        })).collect::<Vec<_>>(),
    })
}

fn called(family: &str, country: &str) -> Sentence {
    match (family, country) {
        (_, "ru") => say!("Russia: СУЗ of Честный ЗНАК"),
        (_, "kz") => say!("Kazakhstan: IS MPT (xTrace)"),
        (_, "uz") => say!("Uzbekistan: ASL BELGISI (xTrace)"),
        (family, country) => {
            say!("{country}: {family}", country = outside(country), family = outside(family))
        }
    }
}

/// What a token is and where it is found.
fn token(family: &str, country: &str) -> Sentence {
    match (family, country) {
        (_, "ru") => say!(
            "The token is a key for 10 hours: in the cabinet of СУЗ, under Devices, take that of a device made for this program alone."
        ),
        (_, "kz") => say!(
            "Give the name and the password of a user of markirovka.kz made for this program alone, or the API key from your profile there."
        ),
        _ => say!(
            "The token is the API key: the cabinet of xtrace.aslbelgisi.uz tells it in your profile, under integration."
        ),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Connects {
    name: String,
    family: String,
    country: String,
    url: String,
    #[serde(default)]
    oms_id: String,
    #[serde(default)]
    plain_http: bool,
}

pub(super) fn connect(desk: &Desk, asked: Connects) -> Result<Answer, Failure> {
    let Connects { name, family, country, url, oms_id, plain_http } = asked;
    let new = settled(Connection { name, family, url, oms_id, country, ca: None, is_plain: plain_http })?;
    desk.room.ledger()?.connect(op()?, &new)?;
    let mut words = vec!["connect", &new.name, "--family", &new.family, "--country", &new.country, "--url", &new.url];
    if !new.oms_id.is_empty() {
        words.extend(["--oms-id", &new.oms_id]);
    }
    words.extend(new.is_plain.then_some("--plain-http"));
    Ok(json!({ "connection": new.name, "command": line(desk, &words)? }).into())
}

pub(super) fn disconnect(desk: &Desk, Named { connection }: &Named) -> Result<Answer, Failure> {
    desk.room.ledger()?.disconnect(op()?, connection)?;
    desk.systems.close(connection);
    Ok(json!({ "connection": connection, "command": line(desk, &["disconnect", connection])? }).into())
}

/// What opens a connection. It has no `Debug`, so that nothing shows it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opens {
    connection: String,
    token: Option<String>,
    login: Option<String>,
    password: Option<String>,
}

pub(super) fn open(desk: &Desk, asked: Opens) -> Result<Answer, Failure> {
    let key = match (asked.token, asked.login, asked.password) {
        (Some(token), None, None) => Key::Token(Token::new(&token)?),
        (None, Some(login), Some(password)) => Key::Login(Login::new(&login, &password)?),
        _ => return Err(refused(say!("type a token, or a name and a password")).into()),
    };
    desk.systems.open(&asked.connection, key);
    let asked = Named { connection: asked.connection };
    // A key that is not taken is not kept.
    ping(desk, &asked).inspect_err(|_| desk.systems.close(&asked.connection))
}

pub(super) fn close(desk: &Desk, Named { connection }: &Named) -> Result<Answer, Failure> {
    desk.systems.close(connection);
    Ok(json!({}).into())
}

pub(super) fn ping(desk: &Desk, Named { connection }: &Named) -> Result<Answer, Failure> {
    let way = Way::to(desk, connection)?;
    let ping = way.reach(&()).over(&way.connection, |with| with.family.ping())?;
    Ok(json!({
        "words": say!("the system answers, and takes the token").to_string(),
        "api": ping.api.as_deref().map(shown),
        "version": ping.version.as_deref().map(shown),
        "command": line(desk, &["ping", "--connection", connection])?,
    })
    .into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tries {
    country: String,
}

pub(super) fn begin(desk: &Desk, Tries { country }: &Tries) -> Result<Answer, Failure> {
    if !System::all()?.iter().any(|system| system.country == *country) {
        return Err(refused(say!("no system of the country “{country}” is known", country = outside(country))).into());
    }
    desk.room.set_trial(true);
    let name = desk.systems.begin(&*desk.room.ledger()?, country)?;
    Ok(json!({ "connection": name }).into())
}

pub(super) fn end(desk: &Desk) -> Result<Answer, Failure> {
    desk.systems.end();
    desk.room.set_trial(false);
    Ok(json!({}).into())
}
