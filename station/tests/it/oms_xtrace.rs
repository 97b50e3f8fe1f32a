//! Codes in packs behind one another: each in the ledger once and in order, whatever happens to a request.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use quietzone_station::ledger::Orders;
use quietzone_station::oms::emulator::{Call, Family, Fault, Offered, Settings, Trouble};
use quietzone_station::oms::{Ask, Exchange, Kind, OrderId, Pace, Reply, Taken, close, left_to_annul, pull, rules};

use super::oms::Dying;
use super::oms_plant::{Plant, pulled, taken};

fn a_plant(faults: Vec<Fault>) -> Plant {
    Plant::of(Settings { family: Family::Xtrace, faults, ..Settings::default() })
}

/// Every code once and in order.
fn is_whole(plant: &Plant, order: &OrderId, expected: &[(String, Vec<String>)], what: &str) {
    let came = pulled(plant, order, what);
    assert_eq!(came.len(), expected.len(), "{what}");
    for (pulled, (gtin, codes)) in came.iter().zip(expected) {
        assert_eq!(&pulled.part.gtin, gtin, "{what}");
        assert!(&plant.codes(pulled) == codes && pulled.findings.is_empty(), "{what}: {:?}", pulled.findings);
    }
}

#[test]
fn every_code_of_an_order_is_in_the_ledger_once_and_in_order_whatever_happens_to_a_request() {
    let mut tried = 0;
    for signs_in in [false, true] {
        let asked = [Call::Login, Call::Refresh, Call::Status, Call::Codes, Call::Blocks];
        for (word, at) in Call::ALL.into_iter().filter(|(_, call)| asked.contains(call)) {
            for (trouble, what) in Trouble::ALL {
                for number in 1..=9 {
                    let mut plant = a_plant(vec![Fault { what, at, number }]);
                    plant.signs_in = signs_in;
                    let (order, expected) = plant.order("beer", Offered::Ready);
                    let name = format!("{signs_in} {trouble}@{word}:{number}");
                    is_whole(&plant, &order, &expected, &name);
                    if plant.outside.machine.lock().unwrap().asked(at) < number {
                        break;
                    }
                    tried += 1;
                    let asked = plant.outside.machine.lock().unwrap().asked(Call::Codes);
                    is_whole(&plant, &order, &expected, &name);
                    assert_eq!(plant.outside.machine.lock().unwrap().asked(Call::Codes), asked, "{name}");
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn no_more_than_eighty_requests_a_minute_are_sent() {
    let plant = a_plant(Vec::new());
    plant.pull(&plant.order("pharma", Offered::Ready).0).unwrap();
    let times = plant.outside.times.lock().unwrap();
    assert!(times.len() > 10);
    assert!(times.windows(2).all(|two| two[1].duration_since(two[0]).unwrap() >= Duration::from_millis(750)));
}

#[test]
fn packs_that_another_program_fetched_are_fetched_only_where_somebody_says_so() {
    let of = |taken: Taken| {
        let plant = a_plant(Vec::new());
        let (order, expected) = plant.order("water", Offered::PartlyElsewhere);
        let pace = Pace { block: 7, taken, ..Pace::default() };
        let came = plant.with(|with| pull(with, &order, None, pace, &()));
        (plant, order, expected, came)
    };
    let (plant, order, _, came) = of(Taken::Refuse);
    let failed = came.unwrap_err();
    assert_eq!((failed.kind, failed.found.rule), (Kind::Refused, rules::TAKEN));
    assert_eq!(plant.outside.machine.lock().unwrap().asked(Call::Codes), 0);
    let lost = plant.with(|with| left_to_annul(with, &order, None)).unwrap_err();
    assert_eq!(lost.found.rule, rules::INCOMPLETE);
    let (plant, order, expected, came) = of(Taken::Fetch);
    assert!(plant.codes(&came.unwrap()[0]) == expected[0].1);
    is_whole(&plant, &order, &expected, "fetched");
    // Skipped once, it is known: what stands behind them is all there is, now and later.
    let (plant, order, expected, came) = of(Taken::Skip);
    let came = &came.unwrap()[0];
    let behind = plant.codes(came);
    assert!(!behind.is_empty() && behind.len() < 25 && expected[0].1.ends_with(&behind));
    assert_eq!(came.findings[0].rule, rules::ELSEWHERE);
    assert!(plant.codes(&plant.pull(&order).unwrap()[0]) == behind);
    assert_eq!(plant.with(|with| left_to_annul(with, &order, None)).unwrap(), 0);
}

#[test]
fn a_run_that_dies_behind_a_request_gets_the_same_pack_again() {
    let plant = a_plant(Vec::new());
    let (order, expected) = plant.order("beer", Offered::Ready);
    // It is noted that a pack is asked for, and the answer never comes.
    let lost = Lost(&plant);
    let pace = Pace { block: 7, ..Pace::default() };
    let failed = plant.over(&lost, &plant.ledger, |with| pull(with, &order, None, pace, &())).unwrap_err();
    assert_eq!(failed.kind, Kind::Unknown);
    assert!(plant.outside.machine.lock().unwrap().asked(Call::Codes) > 0);
    is_whole(&plant, &order, &expected, "again");
}

#[test]
fn a_run_that_dies_at_any_change_of_the_ledger_loses_nothing() {
    for behind in [false, true] {
        for left in 0..100 {
            let plant = a_plant(Vec::new());
            let (order, expected) = plant.order("beer", Offered::Ready);
            let dying = Dying { ledger: &plant.ledger, left: AtomicU64::new(left), behind };
            let pace = Pace { block: 11, ..Pace::default() };
            let ended = plant.over(&plant.outside, &dying, |with| pull(with, &order, None, pace, &()));
            is_whole(&plant, &order, &expected, &format!("{left} changes, behind: {behind}"));
            if ended.is_ok() && dying.left.load(Ordering::SeqCst) > 0 {
                break;
            }
            assert!(left < 99);
        }
    }
}

/// A network in which answers with codes are lost.
#[derive(Debug)]
struct Lost<'a>(&'a Plant);

impl std::fmt::Debug for Plant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a plant")
    }
}

impl Exchange for Lost<'_> {
    fn exchange(&self, ask: &Ask<'_>) -> io::Result<Reply> {
        let answer = self.0.outside.exchange(ask);
        if ask.target.starts_with("/api/codes?") { Err(io::ErrorKind::TimedOut.into()) } else { answer }
    }
}

#[test]
fn codes_of_a_closed_order_are_fetched_still() {
    let plant = a_plant(Vec::new());
    let (order, expected) = plant.order("beer", Offered::Ready);
    let (gtin, codes) = &expected[0];
    let pace = Pace { block: 7, ..Pace::default() };
    plant.with(|with| pull(with, &order, Some(gtin), pace, &())).unwrap();
    // Two packs of the other GTIN are handed out, and nothing of them is stored.
    let other = &expected[1].0;
    let first = plant.with(|with| taken(with, &order, other, 20)).unwrap();
    plant.with(|with| close(with, &order, None)).unwrap();
    let pace = Pace { taken: Taken::Fetch, ..pace };
    let came = plant.with(|with| pull(with, &order, None, pace, &())).unwrap();
    assert!(&plant.codes(&came[0]) == codes);
    assert!(plant.codes(&came[1]) == first.codes);
}

#[test]
fn a_token_is_renewed_before_it_dies_and_a_clock_an_hour_off_does_no_harm() {
    for ahead in [0, 3600] {
        let mut plant = a_plant(Vec::new());
        plant.signs_in = true;
        let (order, expected) = plant.order("beer", Offered::Ready);
        *plant.outside.ahead.lock().unwrap() = Duration::from_secs(ahead);
        is_whole(&plant, &order, &expected, "ahead");
        // An order that is ready after a minute, looked at by one who is signed in for more than half an hour.
        let (soon, codes) = plant.order("pharma", Offered::Soon);
        let pace = Pace { block: 7, ..Pace::default() };
        plant.with(|with| {
            with.family.status(&order, None).unwrap();
            plant.world.wait(Duration::from_secs(29 * 60 + 30));
            let came = pull(with, &soon, None, pace, &()).unwrap();
            assert!(plant.codes(&came[0]) == codes[0].1);
        });
        let machine = plant.outside.machine.lock().unwrap();
        assert!(machine.asked(Call::Refresh) > 0 && machine.asked(Call::Login) <= 3, "{ahead}");
    }
}

#[test]
fn an_answer_that_never_comes_is_waited_for_no_longer_than_it_may_take() {
    let faults = vec![Fault { what: Trouble::Slow, at: Call::Codes, number: 2 }];
    let settings = Settings { family: Family::Xtrace, faults, slow: Duration::from_secs(1000), ..Settings::default() };
    let plant = Plant::of(settings);
    let (order, expected) = plant.order("beer", Offered::Ready);
    is_whole(&plant, &order, &expected, "slow");
}

#[test]
fn neither_the_journal_nor_debug_output_holds_passwords_tokens_or_tails() {
    let mut plant = a_plant(Vec::new());
    plant.signs_in = true;
    let (order, parts) = plant.order("beer", Offered::Ready);
    let came = plant.pull(&order).unwrap();
    let journal = plant.ledger.requests(1000).unwrap();
    let told = format!("{came:?} {journal:?}");
    let password = plant.outside.machine.lock().unwrap().password().to_owned();
    assert!(!told.contains(&password) && !told.contains('\u{1d}') && !told.contains("\\u{1d}"));
    assert!(parts[0].1.iter().all(|code| !told.contains(code.rsplit('\u{1d}').next().unwrap())));
    assert!(journal.iter().any(|(_, request)| request.what == "POST /api/users/authenticate"));
}
