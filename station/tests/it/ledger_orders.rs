//! What every ledger promises of orders: codes of examples and of goods are kept apart, and codes are wiped only when
//! somebody says so, and never one that is yet to be printed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use quietzone_station::ledger::orders::{Connection, Part, PartId};
use quietzone_station::ledger::{Added, Decision, Hold, Ledger, NewLabel, Orders, Trouble};
use quietzone_station::oms::{OfOrder, OrderId};

use quietzone::diagnostic::Severity;
use quietzone::source::Source;

use super::common::{Place, op};
use super::ledger::{Whole, confirm, each, job, label, new, refused, sent};

const ORDER: &str = "b024ae09-ef7c-449e-b461-05d8eb116c79";
/// The GTIN of the labels of the suite, and one of GS1's examples.
const GOODS: &str = "04870999000116";
const EXAMPLE: &str = "09521234543213";
const SAID: &str = r#"{"total":6,"name":"Препарат"}"#;

fn part(order: &str, gtin: &str) -> Part {
    Part { connection: "plant-1".to_owned(), order: order.to_owned(), gtin: gtin.to_owned() }
}

fn connection(name: &str, url: &str) -> Connection {
    Connection {
        name: name.to_owned(),
        family: "suz".to_owned(),
        url: url.to_owned(),
        oms_id: "7".to_owned(),
        country: "ru".to_owned(),
        ca: None,
        is_plain: false,
    }
}

fn told<T: std::fmt::Debug>(answer: Result<T, Trouble>) -> String {
    match answer {
        Err(Trouble::Refused(why)) => format!("{} {}", why.message, why.help.as_ref().unwrap()),
        other => panic!("{other:?}"),
    }
}

/// The codes that labels of the suite with a letter have.
fn codes(letter: &str, count: u64) -> Vec<String> {
    (1..=count).map(|number| label(number, &format!("{letter}{number}")).own.code).collect()
}

/// An order of six codes, of which the first are those of labels.
fn stored(ledger: &dyn Whole) -> (PartId, Vec<String>) {
    let part = ledger.part(op(), &part(ORDER, GOODS), SAID).unwrap();
    let codes = codes("a", 6);
    ledger.store(op(), part, "block-1", &codes[..4]).unwrap();
    ledger.store(op(), part, "block-2", &codes[4..]).unwrap();
    (part, codes)
}

fn printed(ledger: &dyn Whole, hold: &Hold, labels: &[u32], text: &str) {
    sent(ledger, hold, labels);
    ledger.release(op(), hold).unwrap();
    ledger.decide(op(), hold.job, "anna", &confirm(text)).unwrap();
}

/// The numbers of the codes that are left.
fn left(ledger: &dyn Orders, part: PartId) -> Vec<u32> {
    ledger.left(part, 0, 100).unwrap().into_iter().map(|(number, _)| number).collect()
}

#[test]
fn codes_of_examples_and_of_goods_are_not_in_one_ledger() {
    for (first, second) in [(GOODS, EXAMPLE), (EXAMPLE, GOODS)] {
        each(|open| {
            let ledger = open();
            ledger.connect(op(), &connection("trial", "http://127.0.0.1:8080")).unwrap();
            ledger.part(op(), &part("1", first), "{}").unwrap();
            ledger.part(op(), &part("2", first), "{}").unwrap();
            let told = told(ledger.part(op(), &part("3", second), "{}"));
            assert!(told.contains(first) && told.contains(second) && told.contains("--ledger"), "{told}");
            assert_eq!(ledger.parts().unwrap().len(), 2);
        });
    }
}

#[test]
fn codes_of_examples_do_not_come_into_a_ledger_that_is_connected_to_another_machine() {
    each(|open| {
        let ledger = open();
        ledger.connect(op(), &connection("trial", "http://[::1]:8080")).unwrap();
        ledger.connect(op(), &connection("plant-1", "https://suzgrid.crpt.ru")).unwrap();
        let told = told(ledger.part(op(), &part("1", EXAMPLE), "{}"));
        assert!(told.contains("“plant-1”") && told.contains("--ledger"), "{told}");
        // An indicator digit makes it no goods.
        assert_eq!(refused(ledger.part(op(), &part("1", "19521234543210"), "{}")), "LED04");
        ledger.part(op(), &part("1", GOODS), "{}").unwrap();
    });
}

#[test]
fn a_job_that_is_forgotten_takes_the_codes_of_its_labels_along_and_no_others() {
    each(|open| {
        let ledger = open();
        let (part, codes) = stored(&*ledger);
        let hold = job(&*ledger, "a", 3);
        printed(&*ledger, &hold, &[1, 2, 3], "1-3");
        ledger.decide(op(), hold.job, "anna", &Decision::Done).unwrap();
        assert_eq!(ledger.codes(part, 0, 10).unwrap(), codes);
        assert_eq!(ledger.forget(op(), hold.job, "anna").unwrap(), 3);
        assert_eq!(left(&*ledger, part), [4, 5, 6]);
        assert_eq!(ledger.left(part, 4, 1).unwrap(), [(5, codes[4].clone())]);
        assert_eq!(ledger.codes(part, 3, 10).unwrap(), codes[3..]);
        assert_eq!(refused(ledger.codes(part, 0, 10)), "LED06");
        // What was stored stays known, so that nothing is fetched or stored again.
        let stored = ledger.stored(part).unwrap();
        assert_eq!((stored.codes, stored.wiped), (6, 3));
        assert_eq!(stored.blocks, [("block-1".to_owned(), 4), ("block-2".to_owned(), 2)]);
        assert_eq!(ledger.store(op(), part, "block-1", &codes[..4]).unwrap(), 6);
        assert_eq!(refused(ledger.store(op(), part, "block-3", &codes[..1])), "LED04");
        assert_eq!(left(&*ledger, part), [4, 5, 6]);
    });
}

#[test]
fn a_code_behind_which_a_weight_was_put_is_forgotten_with_its_label() {
    each(|open| {
        let ledger = open();
        let (part, _) = stored(&*ledger);
        let hold = ledger.begin(op(), &new(1)).unwrap();
        let mut weighed = label(1, "a2");
        weighed.own.code.push_str("\u{1d}3103000478");
        assert_eq!(ledger.add(op(), &hold, &[weighed]).unwrap(), Added::Taken);
        Ledger::open(&*ledger, op(), &hold).unwrap();
        printed(&*ledger, &hold, &[1], "1");
        ledger.decide(op(), hold.job, "anna", &Decision::Done).unwrap();
        ledger.forget(op(), hold.job, "anna").unwrap();
        assert_eq!(left(&*ledger, part), [1, 3, 4, 5, 6]);
    });
}

#[test]
fn codes_that_a_cancelled_job_has_freed_stay() {
    each(|open| {
        let ledger = open();
        let (part, _) = stored(&*ledger);
        let hold = job(&*ledger, "a", 3);
        printed(&*ledger, &hold, &[1], "1");
        ledger.decide(op(), hold.job, "anna", &Decision::Cancel).unwrap();
        ledger.forget(op(), hold.job, "anna").unwrap();
        assert_eq!(left(&*ledger, part), [2, 3, 4, 5, 6]);
        assert!(told(ledger.forget_order(op(), ORDER, false)).contains("5 codes of order"));
    });
}

#[test]
fn an_order_is_forgotten_when_its_jobs_are_over_and_nothing_is_unprinted() {
    each(|open| {
        let ledger = open();
        assert_eq!(refused(ledger.forget_order(op(), ORDER, true)), "LED07");
        let (part, _) = stored(&*ledger);
        let hold = job(&*ledger, "a", 4);
        for unprinted in [false, true] {
            let told = told(ledger.forget_order(op(), ORDER, unprinted));
            assert!(told.contains("4 codes of order") && told.contains(&format!("job done {}", hold.job.0)), "{told}");
        }
        printed(&*ledger, &hold, &[1, 2, 3, 4], "1-4");
        assert_eq!(refused(ledger.forget_order(op(), ORDER, false)), "LED04");
        ledger.decide(op(), hold.job, "anna", &Decision::Done).unwrap();
        let told = told(ledger.forget_order(op(), ORDER, false));
        assert!(told.contains("2 codes of order") && told.contains("--unprinted"), "{told}");
        assert_eq!(left(&*ledger, part).len(), 6);
        let operation = op();
        for _ in 0..2 {
            assert_eq!(ledger.forget_order(operation, ORDER, true).unwrap(), 6);
        }
        assert_eq!(ledger.forget_order(op(), ORDER, false).unwrap(), 0);
        assert!(left(&*ledger, part).is_empty());
        // The job has its codes until it is forgotten itself.
        assert_eq!(ledger.about().unwrap().codes, 4);
        assert_eq!(ledger.forget(op(), hold.job, "anna").unwrap(), 4);
    });
}

#[test]
fn an_order_of_which_all_codes_are_printed_is_forgotten_without_a_word_more() {
    each(|open| {
        let ledger = open();
        let (part, _) = stored(&*ledger);
        let hold = job(&*ledger, "a", 6);
        printed(&*ledger, &hold, &[1, 2, 3, 4, 5, 6], "1-6");
        ledger.decide(op(), hold.job, "anna", &Decision::Done).unwrap();
        assert_eq!(ledger.forget_order(op(), ORDER, false).unwrap(), 6);
        assert!(left(&*ledger, part).is_empty());
    });
}

/// The codes of an order as rows: the numbers of rows stay, and what was wiped is told.
#[test]
fn an_order_with_wiped_codes_tells_how_many_and_gives_the_others_in_their_places() {
    let place = Place::new();
    let ledger = std::sync::Arc::new(place.ledger());
    let (_, codes) = stored(&*ledger);
    let order: OrderId = ORDER.parse().unwrap();
    let hold = job(&*ledger, "a", 3);
    printed(&*ledger, &hold, &[1, 2, 3], "1-3");
    ledger.decide(op(), hold.job, "anna", &Decision::Done).unwrap();
    assert!(OfOrder::of(ledger.clone(), &order).unwrap().notes().is_empty());
    ledger.forget(op(), hold.job, "anna").unwrap();
    let source = OfOrder::of(ledger.clone(), &order).unwrap();
    let [note] = source.notes() else { panic!() };
    assert!(note.severity == Severity::Note && note.message.to_string().starts_with("3 codes of order"), "{note}");
    assert_eq!(source.expected(), Some(3));
    let mut rows = Vec::new();
    source
        .rows(&mut |row| {
            rows.push((row.number, row.cell(0).as_text().unwrap().to_owned()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let expected: Vec<_> = (4..).zip(&codes[3..]).map(|(number, code)| (number, code.clone())).collect();
    assert_eq!(rows, expected);
    assert_eq!(source.place(5, None).to_string(), format!("order {ORDER}, block 2, code 1"));
    ledger.forget_order(op(), ORDER, true).unwrap();
    assert_eq!(OfOrder::of(ledger, &order).unwrap_err().rule.code, "LED06");
}

/// Characters that nobody guesses, by their number.
fn tail(number: u64) -> String {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'A' + u8::try_from((state >> 40) % 26).unwrap())
    };
    (0..44).map(next).collect()
}

/// How many of these stand in files of a folder, whole or in pieces.
fn standing(folder: &Path, tails: &[String]) -> usize {
    let pieces: HashMap<&[u8], usize> = tails
        .iter()
        .enumerate()
        .flat_map(|(at, tail)| tail.as_bytes().windows(12).map(move |piece| (piece, at)))
        .collect();
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let files = paths.map(|path| fs::read(path).unwrap());
    let found: HashSet<usize> = files
        .flat_map(|bytes| bytes.windows(12).filter_map(|at| pieces.get(at).copied()).collect::<Vec<_>>())
        .collect();
    found.len()
}

/// Of a page of the ledger, and of many; blocks and labels come in turns, so that pages are parted and moved.
#[test]
fn what_is_wiped_of_an_order_stands_nowhere_in_the_folder() {
    for count in [8, 2_000] {
        let place = Place::new();
        let ledger = place.ledger();
        let part = ledger.part(op(), &part(ORDER, GOODS), SAID).unwrap();
        let labels: Vec<NewLabel> = (1..=count)
            .map(|number| {
                let mut label = label(number, &format!("s{number}"));
                label.own.code = format!("01{GOODS}21s{number}\u{1d}93{}", tail(number));
                label
            })
            .collect();
        // Every other code is in the job.
        let (taken, free): (Vec<_>, Vec<_>) = labels.iter().cloned().partition(|label| label.own.number % 2 == 1);
        let codes: Vec<String> = labels.iter().map(|label| label.own.code.clone()).collect();
        for (block, codes) in codes.chunks(150).enumerate() {
            ledger.store(op(), part, &format!("block-{block}"), codes).unwrap();
        }
        let tails = |labels: &[NewLabel]| labels.iter().map(|label| tail(label.own.number)).collect::<Vec<_>>();
        let (taken_tails, free_tails) = (tails(&taken), tails(&free));
        let mut taken = taken;
        taken.iter_mut().zip(1..).for_each(|(label, number)| label.own.number = number);
        let many = u32::try_from(taken.len()).unwrap();
        let hold = ledger.begin(op(), &new(many)).unwrap();
        assert_eq!(ledger.add(op(), &hold, &taken).unwrap(), Added::Taken);
        Ledger::open(&ledger, op(), &hold).unwrap();
        let all: Vec<u32> = (1..=many).collect();
        printed(&ledger, &hold, &all, &format!("1-{many}"));
        ledger.decide(op(), hold.job, "anna", &Decision::Done).unwrap();
        assert_eq!(standing(place.path(), &taken_tails), taken_tails.len());
        ledger.forget(op(), hold.job, "anna").unwrap();
        assert_eq!(standing(place.path(), &taken_tails), 0, "of {count}");
        assert_eq!(standing(place.path(), &free_tails), free_tails.len());
        assert_eq!(ledger.forget_order(op(), ORDER, true).unwrap(), free_tails.len() as u64);
        assert_eq!(standing(place.path(), &free_tails), 0, "of {count}");
        assert_eq!(ledger.stored(part).unwrap().wiped, count);
    }
}
