//! How long codes live that are not applied: days that are left, and codes that died.

use std::cell::RefCell;
use std::time::Duration;

use quietzone::sentence::Sentence;
use quietzone_station::ledger::Time;
use quietzone_station::oms::emulator::{Offered, Settings};
use quietzone_station::oms::{Life, Order, Pace, SubOrder, System, life, pull};
use quietzone_station::run::Progress;
use serde_json::{Map, Value, json};

use super::oms_plant::Plant;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The last of 2026, as the golden answers say it.
const END: i64 = 1_798_675_200_000;

fn at(millis: i64) -> Time {
    Time(millis * 1000)
}

fn said(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(said) => said,
        other => panic!("{other}"),
    }
}

/// What is known of codes of an order of a group, by what the system says of it and of its part.
fn known(group: Option<&str>, order: Value, part: Value, now: Time) -> Option<Life> {
    let part = SubOrder {
        gtin: "09520000900014".to_owned(),
        status: Some("ACTIVE".to_owned()),
        total: Some(5),
        available: Some(5),
        passed: Some(0),
        reason: None,
        rest: said(part),
    };
    let order = Order {
        id: "b024ae09-ef7c-449e-b461-05d8eb116c79".parse().unwrap(),
        status: "READY".to_owned(),
        group: group.map(str::to_owned),
        reason: None,
        parts: vec![part.clone()],
        rest: said(order),
    };
    life(System::of("suz", "ru").unwrap(), &order, &part, now)
}

#[test]
fn the_day_that_the_system_says_is_told_with_the_days_until_then() {
    // A string in the example of the guide, a number in its table.
    for dies in [json!(END), json!(END.to_string())] {
        let days = |before: i64| {
            let life = known(Some("milk"), json!({}), json!({ "expiredDate": dies }), at(END - before)).unwrap();
            assert_eq!((life.end, life.is_said), (at(END), true));
            (life.days, life.is_over)
        };
        let day = 24 * 3600 * 1000;
        assert_eq!(days(30 * day), (30, false));
        assert_eq!(days(30 * day - 1), (29, false), "a day that has begun is none");
        assert_eq!(days(day), (1, false));
        assert_eq!((days(day - 1), days(1)), ((0, false), (0, false)), "the last day");
        assert_eq!((days(0), days(-1), days(-9 * day)), ((0, true), (0, true), (0, true)));
    }
}

#[test]
fn codes_that_live_for_ever_have_no_day() {
    let made = json!({ "createdTimestamp": END });
    assert_eq!(known(Some("milk"), made, json!({ "expiredDate": 0 }), at(END)), None);
}

#[test]
fn where_the_system_says_no_day_it_is_reckoned_from_that_of_the_order() {
    let day = 24 * 3600 * 1000;
    let made = || json!({ "createdTimestamp": END });
    for part in [json!({}), json!({ "expiredDate": null }), json!({ "expiredDate": "soon" })] {
        // Where the maker prints, as the guide of СУЗ says: calendar days.
        for (group, days) in [("tobacco", 30), ("beer", 60), ("lp", 90)] {
            let life = known(Some(group), made(), part.clone(), at(END + 2 * day)).unwrap();
            let expected =
                Life { end: at(END + days * day), days: days.unsigned_abs() - 2, is_over: false, is_said: false };
            assert_eq!(life, expected, "{group}");
            assert!(known(Some(group), made(), part.clone(), at(END + days * day)).unwrap().is_over, "{group}");
        }
        // Nobody knows when it was made, or how long its group lives.
        assert_eq!(known(Some("tobacco"), json!({}), part.clone(), at(END)), None);
        assert_eq!(known(Some("unheard"), made(), part.clone(), at(END)), None);
        assert_eq!(known(None, made(), part, at(END)), None);
    }
}

/// Keeps what is told.
#[derive(Default)]
struct Told(RefCell<Vec<String>>);

impl Progress for Told {
    fn sent(&self, _: u64, _: u64) {}

    fn told(&self, sentence: &Sentence) {
        self.0.borrow_mut().push(sentence.to_string());
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// What a pull of the emulator's codes tells of their days, so long after they were made.
fn told(group: &str, later: Duration) -> Vec<String> {
    let plant = Plant::of(Settings::default());
    let (order, _) = plant.order(group, Offered::Ready);
    plant.world.wait(later);
    let told = Told::default();
    plant.with(|with| pull(with, &order, None, Pace::default(), &told)).unwrap();
    told.0.into_inner().into_iter().filter(|sentence| sentence.contains("not applied")).collect()
}

#[test]
fn before_codes_are_fetched_it_is_told_when_they_die() {
    // The emulator's live for thirty days, of which the first has begun.
    for (later, words) in [
        (Duration::ZERO, "die, 29 days from now"),
        (12 * DAY, "die, 17 days from now"),
        (29 * DAY - HOUR, "die, 1 day from now"),
        (30 * DAY - HOUR, "die, 0 days from now"),
        (30 * DAY, "have died"),
        (45 * DAY, "have died"),
    ] {
        for group in ["milk", "pharma"] {
            let told = told(group, later);
            assert!(!told.is_empty() && told.iter().all(|told| told.ends_with(words)), "{group} {later:?}: {told:?}");
        }
        assert_eq!(told("lp", later), [""; 0], "codes of clothes live for ever in it");
    }
}
