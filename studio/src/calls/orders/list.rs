//! Orders of a connection, and their codes.

use std::sync::Arc;
use std::time::Duration;

use quietzone::batch::Failure;
use quietzone::report::json as told;
use quietzone::say;
use quietzone::sentence::{Sentence, count, name, outside};
use quietzone::world::World;
use quietzone_station::Progress;
use quietzone_station::ledger::orders::Fetched;
use quietzone_station::ledger::{Orders, Time};
use quietzone_station::oms::{
    Failed, Kind, Life, Order, OrderId, Pace, SubOrder, System, Taken, With, alone, life, order_json, part_json,
    pulled_json, rules,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::way::{Fetching, Named, Way, in_words, line};
use crate::desk::{Desk, Task};

/// Orders of which it is asked how many codes they have, where the list does not tell it.
const ASKED: usize = 50;
/// Days from which on it is told that codes die soon.
const SOON: u64 = 3;
/// How long is waited for an order that is not ready, between two looks.
const LOOK: Duration = Duration::from_secs(2);

pub(super) fn list(desk: &Arc<Desk>, Named { connection }: Named) -> Result<Answer, Failure> {
    let way = Way::to(desk, &connection)?;
    let command = line(desk, &["orders", "--connection", &connection])?;
    let what = say!("orders of {connection}", connection = outside(&connection));
    Ok(desk.tasks.begin(what, move |task| listed(&way, &command, task))?.into())
}

fn listed(way: &Way, command: &Value, task: &Task) -> Result<Value, Failure> {
    let watch = Fetching(task);
    let orders = way.reach(&watch).over(&way.connection, |with| whole(with, &watch))?;
    let (parts, system, now) = (way.ledger.parts()?, way.system()?, Time::of(World::default().now()));
    let rows: Vec<Value> = orders.iter().map(|order| of_order(order, &parts, system, now)).collect();
    Ok(json!({ "orders": rows, "command": command, "sample": way.is_sample }))
}

/// All orders; where their list lacks counts, each is asked for them.
fn whole(with: With<'_>, watch: &Fetching<'_>) -> Result<Vec<Order>, Failed> {
    let mut orders = with.family.orders()?;
    let lacks = |part: &SubOrder| part.total.is_none() && part.available.is_none();
    let is_open = |order: &&mut Order| !matches!(order.status.as_str(), "CREATED" | "DECLINED" | "REJECTED");
    for order in orders.iter_mut().filter(|order| order.parts.iter().all(lacks)).filter(is_open).take(ASKED) {
        if watch.is_stopped() {
            break;
        }
        match with.family.status(&order.id, None) {
            Ok(parts) => order.parts = parts,
            // What the list says of it is all that there is.
            Err(failed) if failed.kind == Kind::Refused => watch.told(&failed.found.message),
            Err(failed) => return Err(failed),
        }
    }
    Ok(orders)
}

fn of_order(order: &Order, stored: &[Fetched], system: &System, now: Time) -> Value {
    let mut row = order_json(order);
    let parts: Vec<Value> =
        order.parts.iter().map(|part| of_part(order, part, stored, life(system, order, part, now))).collect();
    if let Value::Object(row) = &mut row {
        row.insert("words".to_owned(), in_words(&order.status).to_string().into());
        row.insert("parts".to_owned(), parts.into());
    }
    row
}

fn of_part(order: &Order, part: &SubOrder, stored: &[Fetched], life: Option<Life>) -> Value {
    let known = stored.iter().find(|known| known.part.order == order.id.as_str() && known.part.gtin == part.gtin);
    let said = known.and_then(|known| quietzone_station::oms::kept(&known.said).ok());
    let product = said.as_ref().and_then(|said| said.get("name")).and_then(Value::as_str);
    let has_ended = part.status.as_deref().is_some_and(|word| matches!(word, "CLOSED" | "REJECTED" | "EXPIRED"));
    let life = life.filter(|_| !has_ended);
    let mut row = part_json(part);
    if let Value::Object(row) = &mut row {
        row.insert("product".to_owned(), product.map(|name| outside(name).shortened(100).to_string()).into());
        row.insert("stored".to_owned(), known.map_or(0, |known| known.codes).into());
        row.insert("words".to_owned(), part.status.as_deref().map(|word| in_words(word).to_string()).into());
        row.insert("days".to_owned(), life.map(|life| life.days).into());
        row.insert("soon".to_owned(), life.is_some_and(|life| life.days <= SOON).into());
        row.insert("dies".to_owned(), life.map(|life| dies(life).to_string()).into());
    }
    row
}

fn dies(life: Life) -> Sentence {
    let day = life.end.local();
    let day = name(day.get(..10).unwrap_or_default().to_owned());
    match (life.days, life.is_said) {
        _ if life.is_over => say!("expired, {day}", day),
        (0, _) => say!("expires within a day, {day}", day),
        (days, true) => say!("expires in {n} day, {day}" | "expires in {n} days, {day}", n = count(days), day),
        (days, false) => say!(
            "expires in {n} day, {day}, reckoned from the day of the order"
                | "expires in {n} days, {day}, reckoned from the day of the order",
            n = count(days),
            day
        ),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pulls {
    connection: String,
    order: String,
    #[serde(default)]
    taken: Others,
    block: Option<u32>,
}

/// What becomes of codes that another program fetched before.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Others {
    #[default]
    Refuse,
    Fetch,
    Skip,
}

pub(super) fn pull(desk: &Arc<Desk>, asked: Pulls) -> Result<Answer, Failure> {
    let way = Way::to(desk, &asked.connection)?;
    let order: OrderId = asked.order.parse().map_err(super::way::refused)?;
    let mut words = vec!["pull", order.as_str(), "--connection", &asked.connection];
    let taken = match asked.taken {
        Others::Refuse => Taken::Refuse,
        Others::Fetch => Taken::Fetch,
        Others::Skip => Taken::Skip,
    };
    match taken {
        Taken::Refuse => {}
        Taken::Fetch => words.extend(["--taken", "fetch"]),
        Taken::Skip => words.extend(["--taken", "skip"]),
    }
    let mut pace = Pace { patience: Duration::ZERO, taken, ..Pace::default() };
    let block = asked.block.map(|block| block.max(1));
    let told = block.map(|block| block.to_string()).unwrap_or_default();
    if let Some(block) = block {
        pace.block = block;
        words.extend(["--block", &told]);
    }
    let command = line(desk, &words)?;
    let what = say!("codes of order {order}", order = name(order.to_string()));
    Ok(desk.tasks.begin(what, move |task| pulled(&way, &order, pace, &command, task))?.into())
}

fn pulled(way: &Way, order: &OrderId, pace: Pace, command: &Value, task: &Task) -> Result<Value, Failure> {
    let watch = Fetching(task);
    let reach = way.reach(&watch);
    let _alone = alone(&way.ledger)?;
    let pulled = loop {
        let came = reach.over(&way.connection, |with| quietzone_station::oms::pull(with, order, None, pace, &watch));
        let is_pending = |failure: &Failure| failure.0.iter().any(|found| found.rule == rules::PENDING);
        match came {
            Err(failure) if is_pending(&failure) && !watch.is_stopped() => {
                failure.0.iter().for_each(|found| watch.told(&found.message));
                watch.wait(LOOK);
            }
            came => break came?,
        }
    };
    let mut result = pulled_json(order, &pulled, None);
    let (codes, fetched) = pulled.iter().fold((0, 0), |sum, part| (sum.0 + part.codes, sum.1 + part.fetched));
    if let Value::Object(result) = &mut result {
        let words = say!(
            "{n} code of the order is in the ledger, {fetched} of now"
                | "{n} codes of the order are in the ledger, {fetched} of now",
            n = count(codes),
            fetched
        );
        result.insert("words".to_owned(), words.to_string().into());
        result.insert("codes".to_owned(), codes.into());
        result.insert("command".to_owned(), command.clone());
        let found = pulled.iter().flat_map(|part| &part.findings);
        result.insert("findings".to_owned(), found.map(told::finding).collect());
    }
    Ok(result)
}
