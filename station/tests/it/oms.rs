//! Codes that are handed out once: each in the ledger and in order, whatever happens to a request.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone_station::ledger::orders::{Connection, Part, PartId};
use quietzone_station::ledger::{self, Answer, Operation, Orders, Sqlite};
use quietzone_station::oms::emulator::{Call, Closing, Fault, Offered, Settings, Trouble};
use quietzone_station::oms::{Ask, Exchange, Kind, OrderId, Pace, Reply, Token, close, left_to_annul, pull, rules};

use super::oms_plant::{Plant, pulled, taken};

fn a_plant(closing: Closing, faults: Vec<Fault>) -> Plant {
    Plant::of(Settings { closing, faults, ..Settings::default() })
}

#[test]
fn every_code_of_an_order_is_in_the_ledger_once_and_in_order_whatever_happens_to_a_request() {
    let mut tried = 0;
    for closing in [Closing::AtLastCode, Closing::After48Hours] {
        let asked = [Call::Status, Call::Product, Call::Codes, Call::Blocks, Call::Retry];
        for (word, at) in Call::ALL.into_iter().filter(|(_, call)| asked.contains(call)) {
            for (trouble, what) in Trouble::ALL.into_iter().filter(|(_, what)| *what != Trouble::Token) {
                for number in 1..=7 {
                    let plant = Plant::of(Settings {
                        closing,
                        faults: vec![Fault { what, at, number }],
                        codes: Some(9),
                        ..Settings::default()
                    });
                    let (order, expected) = plant.order("milk", Offered::Ready);
                    let name = format!("{closing:?} {trouble}@{word}:{number}");
                    let came = pulled(&plant, &order, &name);
                    if plant.outside.machine.lock().unwrap().asked(at) < number {
                        break;
                    }
                    tried += 1;
                    for (pulled, (gtin, codes)) in came.iter().zip(&expected) {
                        assert_eq!(&pulled.part.gtin, gtin, "{name}");
                        let stored = plant.codes(pulled);
                        let gone = pulled.findings.iter().any(|found| found.rule == rules::GONE);
                        let all = codes.len();
                        if gone {
                            assert!(closing == Closing::AtLastCode && at == Call::Codes, "{name}");
                            assert!(stored.len() == all - 1 && stored == codes[..all - 1], "{name}: {}", stored.len());
                        } else {
                            assert!(&stored == codes, "{name}: {} of {all}", stored.len());
                        }
                    }
                    // What is through is through: nothing is asked for any more, and nothing changes.
                    let asked = plant.outside.machine.lock().unwrap().asked(Call::Codes);
                    let again = pulled(&plant, &order, &name);
                    assert_eq!(plant.outside.machine.lock().unwrap().asked(Call::Codes), asked, "{name}");
                    assert!(again.iter().all(|part| part.fetched == 0), "{name}");
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn only_the_last_block_can_be_lost_and_then_it_is_told_each_time() {
    let plant = a_plant(Closing::AtLastCode, Vec::new());
    let (order, _) = plant.order("lp", Offered::Ready);
    plant.pull(&order).unwrap();
    let requests = plant.outside.machine.lock().unwrap().asked(Call::Codes);
    let lost = Fault { what: Trouble::Behind, at: Call::Codes, number: requests };
    let plant = a_plant(Closing::AtLastCode, vec![lost]);
    for _ in 0..2 {
        let came = &plant.pull(&order).unwrap()[0];
        assert_eq!(came.codes, 39);
        let gone = came.findings.iter().find(|found| found.rule == rules::GONE).unwrap();
        assert!(gone.message.to_string().starts_with("1 code of 0952"), "{}", gone.message);
    }
    let plant = a_plant(Closing::After48Hours, vec![lost]);
    let came = &plant.pull(&order).unwrap()[0];
    assert_eq!(came.codes, 40);
    assert!(came.findings.iter().all(|found| found.rule == rules::APPLIED), "{:?}", came.findings);
}

#[test]
fn a_run_that_dies_behind_a_request_loses_nothing() {
    for number in 1..=6 {
        let plant = a_plant(Closing::After48Hours, Vec::new());
        let (order, expected) = plant.order("lp", Offered::Ready);
        // The first run: it asks, the system answers, and nothing of that is stored.
        let pace = Pace { block: 7, ..Pace::default() };
        for _ in 1..number {
            plant.with(|with| taken(with, &order, &expected[0].0, 5)).unwrap();
        }
        let came = plant.with(|with| pull(with, &order, None, pace, &())).unwrap();
        assert!(plant.codes(&came[0]) == expected[0].1);
    }
}

/// A ledger that dies at one of its changes: before it, or behind it.
#[derive(Debug)]
pub(crate) struct Dying<'a> {
    pub(crate) ledger: &'a Sqlite,
    pub(crate) left: AtomicU64,
    pub(crate) behind: bool,
}

impl Dying<'_> {
    pub(crate) fn change<T>(&self, work: impl FnOnce() -> Answer<T>) -> Answer<T> {
        let left = self.left.load(Ordering::SeqCst);
        self.left.store(left.saturating_sub(1), Ordering::SeqCst);
        let dead = || Err(Diagnostic::internal("dead").into());
        match left {
            0 => dead(),
            1 if self.behind => work().and_then(|_| dead()),
            _ => work(),
        }
    }
}

impl Orders for Dying<'_> {
    fn disconnect(&self, op: Operation, name: &str) -> Answer<()> {
        self.ledger.disconnect(op, name)
    }

    fn connect(&self, op: Operation, connection: &Connection) -> Answer<()> {
        self.change(|| self.ledger.connect(op, connection))
    }
    fn connections(&self) -> Answer<Vec<Connection>> {
        self.ledger.connections()
    }
    fn part(&self, op: Operation, part: &Part, said: &str) -> Answer<PartId> {
        self.change(|| self.ledger.part(op, part, said))
    }
    fn ask(&self, op: Operation, part: PartId, codes: u32) -> Answer<()> {
        self.change(|| self.ledger.ask(op, part, codes))
    }
    fn settled(&self, op: Operation, part: PartId) -> Answer<()> {
        self.change(|| self.ledger.settled(op, part))
    }
    fn store(&self, op: Operation, part: PartId, block: &str, codes: &[String]) -> Answer<u64> {
        self.change(|| self.ledger.store(op, part, block, codes))
    }
    fn stored(&self, part: PartId) -> Answer<ledger::orders::Stored> {
        self.ledger.stored(part)
    }
    fn codes(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<String>> {
        self.ledger.codes(part, behind, most)
    }
    fn left(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<(u32, String)>> {
        self.ledger.left(part, behind, most)
    }
    fn forget_order(&self, op: Operation, order: &str, unprinted: bool) -> Answer<u64> {
        self.change(|| self.ledger.forget_order(op, order, unprinted))
    }
    fn parts(&self) -> Answer<Vec<ledger::orders::Fetched>> {
        self.ledger.parts()
    }
    fn requested(&self, op: Operation, request: &ledger::orders::Requested) -> Answer<()> {
        self.change(|| self.ledger.requested(op, request))
    }
    fn requests(&self, most: u32) -> Answer<Vec<(ledger::Time, ledger::orders::Requested)>> {
        self.ledger.requests(most)
    }
}

#[test]
fn a_run_that_dies_at_any_change_of_the_ledger_loses_nothing_but_the_last_block() {
    let mut lost = 0;
    for (closing, behind) in [
        (Closing::AtLastCode, false),
        (Closing::AtLastCode, true),
        (Closing::After48Hours, false),
        (Closing::After48Hours, true),
    ] {
        for left in 0..100 {
            let plant = Plant::of(Settings { closing, faults: Vec::new(), codes: Some(9), ..Settings::default() });
            let (order, expected) = plant.order("lp", Offered::Ready);
            let pace = Pace { block: 4, ..Pace::default() };
            let dying = Dying { ledger: &plant.ledger, left: AtomicU64::new(left), behind };
            let ended = plant.over(&plant.outside, &dying, |with| pull(with, &order, None, pace, &()));
            let name = format!("{closing:?}, {left} changes, behind: {behind}");
            let came = &pulled(&plant, &order, &name)[0];
            let (stored, codes) = (plant.codes(came), &expected[0].1);
            if came.findings.iter().any(|found| found.rule == rules::GONE) {
                lost += 1;
                assert!(closing == Closing::AtLastCode && stored == codes[..8], "{name}: {}", stored.len());
            } else {
                assert!(&stored == codes, "{name}: {}", stored.len());
            }
            if ended.is_ok() && dying.left.load(Ordering::SeqCst) > 0 {
                break;
            }
            assert!(left < 99, "{name}");
        }
    }
    // The answer with the last code came, and its run died before it was stored.
    assert!(lost > 0);
}

#[test]
fn codes_taken_in_the_portal_are_told() {
    let plant = a_plant(Closing::AtLastCode, Vec::new());
    let (order, expected) = plant.order("water", Offered::PartlyInPortal);
    let came = &plant.pull(&order).unwrap()[0];
    assert!(plant.codes(came) == expected[0].1[5..]);
    let found = &came.findings[0];
    assert_eq!(found.rule, rules::ELSEWHERE);
    assert!(found.message.to_string().starts_with("5 codes of"), "{}", found.message);
}

#[test]
fn an_order_that_is_not_ready_is_waited_for_and_one_that_is_declined_is_told() {
    let plant = a_plant(Closing::AtLastCode, Vec::new());
    let (order, expected) = plant.order("water", Offered::Soon);
    assert!(plant.codes(&plant.pull(&order).unwrap()[0]) == expected[0].1);
    let (order, _) = plant.order("milk", Offered::Rejected);
    let failed = plant.pull(&order).unwrap_err();
    assert_eq!(failed.found.rule, rules::DECLINED);
    assert!(failed.found.message.to_string().contains("not found in GTIN register"), "{}", failed.found);
}

#[test]
fn an_order_is_closed_when_all_that_was_handed_out_is_in_the_ledger() {
    let plant = a_plant(Closing::After48Hours, vec![Fault { what: Trouble::Behind, at: Call::Close, number: 1 }]);
    let (order, parts) = plant.order("pharma", Offered::Ready);
    let gtin = &parts[0].0;
    plant.with(|with| taken(with, &order, gtin, 10)).unwrap();
    let failed = plant.with(|with| left_to_annul(with, &order, None)).unwrap_err();
    assert_eq!(failed.found.rule, rules::INCOMPLETE);
    assert_eq!(plant.outside.machine.lock().unwrap().asked(Call::Close), 0);
    plant.pull(&order).unwrap();
    assert_eq!(plant.with(|with| left_to_annul(with, &order, None)).unwrap(), 0);
    // The answer is lost: it is looked, and not asked again.
    plant.with(|with| close(with, &order, None)).unwrap();
    assert_eq!(plant.outside.machine.lock().unwrap().asked(Call::Close), 1);
}

#[test]
fn a_token_that_dies_is_read_anew_once() {
    let plant = a_plant(Closing::AtLastCode, Vec::new());
    let (order, expected) = plant.order("lp", Offered::Ready);
    let fresh = plant.outside.machine.lock().unwrap().renew();
    let dead = plant.tokens.0.lock().unwrap()[0].clone();
    let failed = plant.pull(&order).unwrap_err();
    assert_eq!((failed.kind, failed.found.rule), (Kind::Token, rules::TOKEN));
    assert!(!failed.found.to_string().contains(&dead), "{}", failed.found);
    *plant.tokens.0.lock().unwrap() = vec![dead, fresh];
    assert!(plant.codes(&plant.pull(&order).unwrap()[0]) == expected[0].1);
}

#[test]
fn no_more_than_five_requests_a_second_are_sent() {
    let plant = a_plant(Closing::AtLastCode, Vec::new());
    plant.pull(&plant.order("pharma", Offered::Ready).0).unwrap();
    let times = plant.outside.times.lock().unwrap();
    assert!(times.windows(6).all(|six| six[5].duration_since(six[0]).unwrap() >= Duration::from_secs(1)));
}

#[test]
fn neither_the_journal_nor_debug_output_holds_tokens_or_tails() {
    let plant = a_plant(Closing::AtLastCode, Vec::new());
    let (order, parts) = plant.order("pharma", Offered::Ready);
    let token = plant.outside.machine.lock().unwrap().token().to_owned();
    let came = plant.pull(&order).unwrap();
    let block = plant.with(|with| with.family.orders()).unwrap();
    let told =
        format!("{came:?} {block:?} {:?} {:?}", plant.ledger.requests(1000).unwrap(), Token::new(&token).unwrap());
    assert!(!told.contains(&token) && !told.contains('\u{1d}') && !told.contains("\\u{1d}"));
    assert!(parts[0].1.iter().all(|code| !told.contains(code.rsplit('\u{1d}').next().unwrap())));
    let journal = plant.ledger.requests(1000).unwrap();
    assert!(journal.len() > 10 && journal.iter().all(|(_, request)| !request.what.contains('?')));
}

/// Bodies as the guide writes them, with what it says of numbers, strings and fields that nobody knows.
#[test]
fn answers_are_read_whichever_way_numbers_are_written_and_what_is_unknown_is_kept() {
    #[derive(Debug)]
    struct Fixed(&'static str);
    impl Exchange for Fixed {
        fn exchange(&self, _: &Ask<'_>) -> io::Result<Reply> {
            Ok(Reply { status: 200, retry_after: None, body: self.0.as_bytes().to_vec() })
        }
    }
    let plant = a_plant(Closing::AtLastCode, Vec::new());
    let order: OrderId = "b024ae09-ef7c-449e-b461-05d8eb116c79".parse().unwrap();
    let status = |body: &'static str| {
        let fixed = Fixed(body);
        plant.over(&fixed, &plant.ledger, |with| with.family.status(&order, None))
    };
    let list = status(
        r#"[{"gtin":"09521234543213","bufferStatus":"ACTIVE","totalCodes":"20","availableCodes":20,"leftInBuffer":0,
        "unavailableCodes":0,"totalPassed":"0","templateId":50,"expiredDate":"1596792681987","newField":{"a":1}}]"#,
    );
    let part = &list.unwrap()[0];
    assert_eq!((part.total, part.available, part.passed), (Some(20), Some(20), Some(0)));
    assert_eq!(part.rest["newField"]["a"], 1);
    let one = status(
        r#"{"gtin":9521234543213,"bufferStatus":"PENDING","totalCodes":-1,"availableCodes":"-1","totalPassed":-1}"#,
    );
    let part = &one.unwrap()[0];
    assert_eq!((part.gtin.as_str(), part.total, part.available), ("09521234543213", None, None));
    for body in ["", "null", "<html>", "[1]", "{\"codes\":1}"] {
        assert_eq!(status(body).unwrap_err().found.rule, rules::LOST, "{body}");
    }
}
