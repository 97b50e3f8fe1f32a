//! What every ledger promises. The suite knows the trait alone; each ledger that there is goes through it.

use quietzone::gs1::Date;
use quietzone::job::{Own, Shared};
use quietzone::market::Value;
use quietzone::world::World;
use quietzone_station::ledger::{
    Added, By, Claim, Decision, Folder, Hold, JobId, Kept, Ledger, NewJob, NewLabel, Numbers, Orders, Sqlite, State,
    States, Status, Trouble,
};

use super::common::{BY, Place, op};

/// All that a ledger is.
pub trait Whole: Ledger + Orders {}

impl<T: Ledger + Orders> Whole for T {}

/// Opens the same ledger once more, as another process would.
pub type Open<'a> = &'a dyn Fn() -> Box<dyn Whole>;

/// Runs a promise of the suite on each ledger there is.
pub fn each(promise: impl Fn(Open<'_>)) {
    let place = Place::new();
    promise(&|| Box::new(place.ledger()));
}

pub fn label(number: u64, serial: &str) -> NewLabel {
    let fields = vec![
        ("batch".into(), Value::Text("A1".to_owned())),
        ("expiry".into(), Value::Date(Date::new(2027, 12, 31).unwrap())),
        ("note".into(), Value::Nothing),
    ];
    let code = format!("0104870999000116{serial}\u{1d}93tail");
    NewLabel {
        unit: Some(format!("04870999000116\u{1d}{serial}")),
        own: Own { number, row: u32::try_from(number).unwrap() + 1, code, fields },
    }
}

pub fn new(labels: u32) -> NewJob {
    let kept = Kept {
        settings: "{}".to_owned(),
        shared: Shared::new(40, vec![("maker".into(), Value::Text("Мейкер".to_owned()))], u64::from(labels))
            .showing(vec![("model".into(), "art/ботинок.svg".to_owned())]),
        files: vec![("t.toml".to_owned(), b"market = 'kz-pharma'".to_vec())],
    };
    NewJob { template: "t.toml".to_owned(), printer: "ours".to_owned(), labels, kept, ..NewJob::default() }
}

/// A job with labels that are called by a letter and their number, held.
pub fn job(ledger: &dyn Ledger, letter: &str, labels: u32) -> Hold {
    let hold = ledger.begin(op(), &new(labels)).unwrap();
    let all: Vec<_> = (1..=labels).map(|number| label(number.into(), &format!("{letter}{number}"))).collect();
    assert_eq!(ledger.add(op(), &hold, &all).unwrap(), Added::Taken);
    ledger.open(op(), &hold).unwrap();
    hold
}

fn states(ledger: &dyn Ledger, job: JobId) -> Vec<(State, u64)> {
    counted(&ledger.job(job).unwrap().states)
}

fn counted(states: &States) -> Vec<(State, u64)> {
    State::ALL.into_iter().map(|state| (state, states.of(state))).filter(|(_, labels)| *labels > 0).collect()
}

pub fn refused<T: std::fmt::Debug>(answer: Result<T, Trouble>) -> &'static str {
    match answer {
        Err(Trouble::Refused(why)) => why.rule.code,
        other => panic!("{other:?}"),
    }
}

fn numbers(text: &str) -> Numbers {
    text.parse().unwrap()
}

pub fn confirm(text: &str) -> Decision {
    Decision::Confirm { labels: numbers(text), spoiled: Numbers::default(), all: false }
}

pub fn sent(ledger: &dyn Ledger, hold: &Hold, labels: &[u32]) {
    assert_eq!(ledger.claim(op(), hold, &BY, labels, None).unwrap(), Claim::Taken);
    ledger.mark(op(), hold, labels, State::Sent).unwrap();
}

#[test]
fn what_a_job_is_made_of_comes_back_as_it_was() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 3);
        let other = open();
        let kept = other.kept(hold.job).unwrap();
        assert_eq!(kept, new(3).kept);
        let owns = other.owns(hold.job, State::Waiting, 1, 10).unwrap();
        assert_eq!(owns, [label(2, "a2").own, label(3, "a3").own]);
        let known = other.job(hold.job).unwrap();
        assert_eq!((known.status, known.labels, counted(&known.states)), (Status::Open, 3, vec![(State::Waiting, 3)]));
        assert_eq!(other.find("04870999000116\u{1d}a2").unwrap(), other.labels(hold.job, 1, 1).unwrap());
        assert_eq!(other.find_serial("a3").unwrap()[0].number, 3);
        assert!(other.find("04870999000116\u{1d}a4").unwrap().is_empty() && other.find_serial("a").unwrap().is_empty());
    });
}

#[test]
fn an_operation_that_is_asked_again_is_not_done_again() {
    each(|open| {
        let (first, second) = (open(), open());
        let (begin, add, claim, mark, decide) = (op(), op(), op(), op(), op());
        let hold = first.begin(begin, &new(2)).unwrap();
        assert_eq!(second.begin(begin, &new(2)).unwrap(), hold);
        let labels = [label(1, "x1"), label(2, "x2")];
        for ledger in [&first, &second] {
            assert_eq!(ledger.add(add, &hold, &labels).unwrap(), Added::Taken);
        }
        first.open(op(), &hold).unwrap();
        for ledger in [&first, &second] {
            assert_eq!(ledger.claim(claim, &hold, &BY, &[1], None).unwrap(), Claim::Taken);
        }
        assert_eq!(first.claim(op(), &hold, &BY, &[1], None).unwrap(), Claim::Changed);
        for ledger in [&first, &second] {
            ledger.mark(mark, &hold, &[1], State::Sent).unwrap();
            assert_eq!(ledger.decide(decide, hold.job, "anna", &confirm("1")).unwrap(), 1);
        }
        assert_eq!(states(&*second, hold.job), [(State::Waiting, 1), (State::Confirmed, 1)]);
        assert_eq!(first.jobs().unwrap().len(), 1);
        let known = first.add(add, &hold, &labels).unwrap();
        assert_eq!(known, Added::Taken);
        // An id of one operation is none of another.
        assert!(first.restored(begin).is_err());
    });
}

#[test]
fn a_unit_of_another_job_is_refused_with_all_that_came_with_it() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 3);
        let next = ledger.begin(op(), &new(3)).unwrap();
        let labels = [label(1, "b1"), label(2, "a2"), label(3, "b3")];
        let Added::Known(known) = ledger.add(op(), &next, &labels).unwrap() else { panic!("taken") };
        let [(new, old)] = known.as_slice() else { panic!("{known:?}") };
        assert_eq!((new.number, new.row, old.job, old.number, old.state), (2, 3, hold.job, 2, State::Waiting));
        assert!(ledger.labels(next.job, 0, 10).unwrap().is_empty());
        // What lacks labels cannot be opened.
        assert!(ledger.open(op(), &next).is_err());
        ledger.discard(op(), &next).unwrap();
        assert_eq!(ledger.jobs().unwrap().len(), 1);
        // The same serial of another product is another unit.
        let other = ledger.begin(op(), &self::new(1)).unwrap();
        let unit = Some("04870999000123\u{1d}a2".to_owned());
        assert_eq!(ledger.add(op(), &other, &[NewLabel { unit, ..label(1, "a2") }]).unwrap(), Added::Taken);
    });
}

#[test]
fn one_run_holds_a_job_and_one_that_lost_it_changes_nothing() {
    each(|open| {
        let first = open();
        let held = job(&*first, "a", 2);
        let second = open();
        assert_eq!(refused(second.hold(op(), held.job)), "LED03");
        first.release(op(), &held).unwrap();
        let taken = second.hold(op(), held.job).unwrap();
        assert!(taken.fence > held.fence && !taken.is_orphaned);
        assert_eq!(refused(first.claim(op(), &held, &BY, &[1], None)), "LED03");
        assert_eq!(refused(first.mark(op(), &held, &[1], State::Sent)), "LED03");
        second.claim(op(), &taken, &BY, &[1], None).unwrap();
        // A run that dies gives nothing back; the next one learns of it.
        drop(second);
        let third = open();
        let taken = third.hold(op(), held.job).unwrap();
        assert!(taken.is_orphaned);
        assert_eq!(third.doubt(op(), &taken).unwrap(), 1);
        assert_eq!(states(&*third, held.job), [(State::Waiting, 1), (State::InDoubt, 1)]);
        assert_eq!(refused(third.hold(op(), JobId(99))), "LED07");
    });
}

#[test]
fn a_claim_is_for_all_labels_or_none() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 5);
        ledger
            .decide(op(), hold.job, "anna", &Decision::Void { labels: numbers("3"), reason: "torn".to_owned() })
            .unwrap();
        assert_eq!(ledger.claim(op(), &hold, &BY, &[2, 3, 4], None).unwrap(), Claim::Changed);
        assert_eq!(states(&*ledger, hold.job), [(State::Waiting, 4), (State::Void, 1)]);
        assert_eq!(ledger.claim(op(), &hold, &BY, &[2, 4], None).unwrap(), Claim::Taken);
        ledger.mark(op(), &hold, &[2, 4], State::Waiting).unwrap();
        open().decide(op(), hold.job, "boris", &Decision::Stop).unwrap();
        assert_eq!(ledger.claim(op(), &hold, &BY, &[2, 4], None).unwrap(), Claim::Stop);
        // Who holds it again begins again.
        ledger.release(op(), &hold).unwrap();
        let hold = ledger.hold(op(), hold.job).unwrap();
        assert_eq!(ledger.claim(op(), &hold, &BY, &[2, 4], None).unwrap(), Claim::Taken);
    });
}

#[test]
fn what_was_sent_is_in_doubt_unless_the_printer_has_done_with_it() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 6);
        sent(&*ledger, &hold, &[1, 2]);
        ledger.idle(op(), &hold).unwrap();
        sent(&*ledger, &hold, &[3, 4]);
        ledger.settle(op(), &hold, &[3]).unwrap();
        ledger.claim(op(), &hold, &BY, &[5], None).unwrap();
        assert_eq!(ledger.doubt(op(), &hold).unwrap(), 2);
        assert_eq!(states(&*ledger, hold.job), [(State::Waiting, 1), (State::Sent, 3), (State::InDoubt, 2)]);
        assert_eq!(ledger.numbers(hold.job, State::InDoubt).unwrap(), numbers("4-5"));
        // Said of all up to one, what was sent is confirmed and what is in doubt is found printed.
        assert_eq!(ledger.decide(op(), hold.job, "anna", &confirm("1-5")).unwrap(), 5);
        assert_eq!(states(&*ledger, hold.job), [(State::Waiting, 1), (State::Confirmed, 3), (State::Printed, 2)]);
    });
}

#[test]
fn labels_in_a_state_are_read_page_by_page() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 9);
        sent(&*ledger, &hold, &[2, 3, 5, 7]);
        let page = |state, skip| -> Vec<u32> {
            let labels = ledger.labels_in(hold.job, state, skip, 2).unwrap();
            labels.iter().map(|label| label.number).collect()
        };
        assert_eq!(
            [0, 1, 2, 3, 4].map(|skip| page(State::Sent, skip)),
            [vec![2, 3], vec![3, 5], vec![5, 7], vec![7], vec![]]
        );
        assert_eq!((page(State::Waiting, 0), page(State::Void, 0)), (vec![1, 4], vec![]));
    });
}

#[test]
fn what_is_said_of_a_label_must_agree_with_what_is_known() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 8);
        let decide = |decision: &Decision| ledger.decide(op(), hold.job, "anna", decision);
        let reprint = |text: &str| Decision::Reprint { labels: numbers(text), reason: "jam".to_owned() };
        let void = |text: &str| Decision::Void { labels: numbers(text), reason: "gone".to_owned() };
        let apply = |text: &str| Decision::Apply { labels: numbers(text), all: false };
        // Nothing was sent yet.
        for said in [confirm("1"), reprint("1"), apply("1"), confirm("9"), void("7-9"), Decision::Done] {
            assert_eq!(refused(decide(&said)), "LED04", "{said:?}");
        }
        sent(&*ledger, &hold, &[1, 2, 3, 4, 5]);
        // Whole or not at all.
        assert_eq!(refused(decide(&confirm("1-6"))), "LED04");
        assert_eq!(states(&*ledger, hold.job), [(State::Waiting, 3), (State::Sent, 5)]);
        assert_eq!(refused(decide(&apply("1"))), "LED04", "sent is not known to be printed");
        let all = Decision::Apply { labels: numbers("1-"), all: true };
        assert_eq!(decide(&all).unwrap(), 0);
        let said = Decision::Confirm { labels: numbers("1-5"), spoiled: numbers("4,5"), all: false };
        assert_eq!(decide(&said).unwrap(), 5);
        assert_eq!(decide(&apply("1-2")).unwrap(), 2);
        assert_eq!(decide(&reprint("4,5")).unwrap(), 2);
        assert_eq!(refused(decide(&reprint("4"))), "LED04", "it waits already");
        assert_eq!(decide(&void("2,6")).unwrap(), 2);
        let job = ledger.job(hold.job).unwrap();
        let left = [(State::Waiting, 4), (State::Confirmed, 2), (State::Void, 2)];
        assert_eq!((counted(&job.states), job.states.applied, job.states.reprinted), (left.to_vec(), 1, 2));
        // Of all that are on paper, what is not is left out.
        assert_eq!(decide(&all).unwrap(), 1);
        // A label that is printed once more is off its goods.
        assert_eq!(decide(&reprint("1")).unwrap(), 1);
        assert_eq!(ledger.job(hold.job).unwrap().states.applied, 1);
    });
}

#[test]
fn of_all_labels_those_are_confirmed_that_were_sent_or_are_in_doubt() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 8);
        sent(&*ledger, &hold, &[1, 2, 3]);
        ledger.claim(op(), &hold, &BY, &[4, 5], None).unwrap();
        ledger.mark(op(), &hold, &[4], State::InDoubt).unwrap();
        let all = |spoiled| Decision::Confirm { labels: numbers("1-"), spoiled: numbers(spoiled), all: true };
        // The run has label 5 yet; the others wait.
        assert_eq!(ledger.decide(op(), hold.job, "anna", &all("3")).unwrap(), 4);
        let left =
            [(State::Waiting, 3), (State::Claimed, 1), (State::Confirmed, 2), (State::Printed, 1), (State::Spoiled, 1)];
        assert_eq!(states(&*ledger, hold.job), left);
        // What is told as spoiled is named, and must have been sent.
        assert_eq!(refused(ledger.decide(op(), hold.job, "anna", &all("8"))), "LED04");
        assert_eq!(states(&*ledger, hold.job), left);
    });
}

#[test]
fn a_cancelled_job_frees_what_waits_and_nothing_else() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 4);
        sent(&*ledger, &hold, &[1, 2]);
        assert_eq!(refused(ledger.decide(op(), hold.job, "anna", &Decision::Cancel)), "LED04", "it is being printed");
        ledger.release(op(), &hold).unwrap();
        assert_eq!(ledger.decide(op(), hold.job, "anna", &Decision::Cancel).unwrap(), 2);
        assert!(ledger.owns(hold.job, State::Waiting, 0, 10).unwrap().is_empty());
        let next = ledger.begin(op(), &new(2)).unwrap();
        let freed = [label(1, "a3"), label(2, "a4")];
        assert_eq!(ledger.add(op(), &next, &freed).unwrap(), Added::Taken);
        let next = ledger.begin(op(), &new(1)).unwrap();
        assert!(matches!(ledger.add(op(), &next, &[label(1, "a1")]).unwrap(), Added::Known(_)));
        // What was printed of it may be printed once more, alone.
        let reprint = Decision::Reprint { labels: numbers("2"), reason: "jam".to_owned() };
        ledger.decide(op(), hold.job, "anna", &reprint).unwrap();
        let owns = ledger.owns(hold.job, State::Waiting, 0, 10).unwrap();
        assert_eq!(owns.iter().map(|own| own.number).collect::<Vec<_>>(), [2]);
    });
}

#[test]
fn codes_are_wiped_when_a_job_is_over_and_taken_back_only_as_they_were() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 2);
        sent(&*ledger, &hold, &[1, 2]);
        ledger.release(op(), &hold).unwrap();
        assert_eq!(refused(ledger.forget(op(), hold.job, "anna")), "LED04");
        ledger.decide(op(), hold.job, "anna", &confirm("1-2")).unwrap();
        ledger.decide(op(), hold.job, "anna", &Decision::Done).unwrap();
        assert_eq!(ledger.forget(op(), hold.job, "anna").unwrap(), 2);
        assert_eq!(ledger.about().unwrap().codes, 0);
        // The units are known all the same.
        let next = ledger.begin(op(), &new(1)).unwrap();
        assert!(matches!(ledger.add(op(), &next, &[label(1, "a2")]).unwrap(), Added::Known(_)));
        let reprint = Decision::Reprint { labels: numbers("2"), reason: "jam".to_owned() };
        ledger.decide(op(), hold.job, "anna", &reprint).unwrap();
        assert_eq!(refused(ledger.owns(hold.job, State::Waiting, 0, 10)), "LED06");
        let mut other = label(2, "a2").own;
        other.code.push('x');
        assert_eq!(ledger.remember(op(), hold.job, &[other]).unwrap(), 0);
        assert_eq!(ledger.remember(op(), hold.job, &[label(2, "a2").own]).unwrap(), 1);
        assert_eq!(ledger.owns(hold.job, State::Waiting, 0, 10).unwrap().len(), 1);
    });
}

#[test]
fn a_ledger_that_was_put_back_doubts_all_that_may_have_been_printed() {
    each(|open| {
        let ledger = open();
        let (hold, over) = (job(&*ledger, "a", 4), job(&*ledger, "b", 1));
        sent(&*ledger, &hold, &[1, 2]);
        ledger.decide(op(), hold.job, "anna", &confirm("1")).unwrap();
        sent(&*ledger, &over, &[1]);
        ledger.release(op(), &over).unwrap();
        ledger.decide(op(), over.job, "anna", &confirm("1")).unwrap();
        ledger.decide(op(), over.job, "anna", &Decision::Done).unwrap();
        assert_eq!(ledger.restored(op()).unwrap(), [hold.job]);
        assert_eq!(states(&*ledger, hold.job), [(State::Confirmed, 1), (State::InDoubt, 3)]);
        assert_eq!(states(&*ledger, over.job), [(State::Confirmed, 1)]);
    });
}

#[test]
fn the_tally_is_what_a_count_of_the_labels_gives() {
    each(|open| {
        let ledger = open();
        let mut hold = job(&*ledger, "a", 40);
        let mut seed = 7_u64;
        let mut next = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((seed >> 33) % most).unwrap()
        };
        for _ in 0..300 {
            let first = next(40) + 1;
            let last = (first + next(6)).min(40);
            let labels = Numbers::of([first..=last]);
            let list: Vec<u32> = (first..=last).collect();
            // What is refused changes nothing; that is looked at too.
            let reason = "so".to_owned();
            let said = match next(11) {
                0 | 1 => ledger.claim(op(), &hold, &BY, &list, None).map(|_| 0),
                2 | 3 => ledger.mark(op(), &hold, &list, State::Sent).map(|()| 0),
                4 => ledger.mark(op(), &hold, &list, State::Counted).map(|()| 0),
                5 => ledger.doubt(op(), &hold),
                6 => ledger.decide(op(), hold.job, "anna", &Decision::Reprint { labels, reason }),
                7 => ledger.decide(op(), hold.job, "anna", &Decision::Void { labels: Numbers::list(&[first]), reason }),
                8 => ledger.decide(op(), hold.job, "anna", &Decision::Apply { labels, all: true }),
                9 => ledger.decide(
                    op(),
                    hold.job,
                    "anna",
                    &Decision::Confirm { labels, spoiled: Numbers::list(&[last]), all: false },
                ),
                _ => {
                    ledger.release(op(), &hold).unwrap();
                    hold = ledger.hold(op(), hold.job).unwrap();
                    Ok(0)
                }
            };
            assert!(!matches!(said, Err(Trouble::Lost(_))), "{said:?}");
            let mut counted = States::default();
            for label in ledger.labels(hold.job, 0, 100).unwrap() {
                counted.add(label.state, 1);
                counted.applied += u64::from(label.applied);
                counted.reprinted += u64::from(label.copy > 1);
            }
            assert_eq!(ledger.job(hold.job).unwrap().states, counted);
        }
    });
}

#[test]
fn what_was_done_is_told_in_order_with_who_and_why() {
    each(|open| {
        let ledger = open();
        let hold = job(&*ledger, "a", 6);
        for labels in [[1, 2], [3, 4], [5, 6]] {
            sent(&*ledger, &hold, &labels);
        }
        ledger.decide(op(), hold.job, "anna", &confirm("1-6")).unwrap();
        let reprint = Decision::Reprint { labels: numbers("2"), reason: "torn".to_owned() };
        ledger.decide(op(), hold.job, "boris", &reprint).unwrap();
        let by = By { printer: "other", operator: "boris" };
        ledger.claim(op(), &hold, &by, &[2], None).unwrap();
        let events = ledger.events(hold.job).unwrap();
        let told: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.labels)).collect();
        let all = Some((1, 6));
        let two = Some((2, 2));
        let want =
            [("begun", None), ("claimed", all), ("sent", all), ("confirmed", all), ("reprint", two), ("claimed", two)];
        assert_eq!(told, want);
        assert_eq!((events[4].operator.as_deref(), events[4].reason.as_deref()), (Some("boris"), Some("torn")));
        assert_eq!(events[5].printer.as_deref(), Some("other"));
        assert!(events.is_sorted_by_key(|event| event.time));
    });
}

#[test]
fn a_ledger_may_be_made_by_many_at_the_same_moment() {
    for _ in 0..10 {
        let place = Place::new();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert!(place.ledger().jobs().unwrap().is_empty()));
            }
        });
    }
}

/// Jobs of the forms before know of no pictures that differ.
#[test]
fn a_job_of_an_older_ledger_is_what_it_was() {
    let place = Place::new();
    let before = place.ledger();
    let job = job(&before, "a", 3).job;
    let kept = before.kept(job).unwrap();
    drop(before);
    let sql = rusqlite::Connection::open(place.path().join("ledger.sqlite")).unwrap();
    sql.execute_batch(
        "ALTER TABLE job DROP COLUMN pictures; ALTER TABLE job DROP COLUMN places;
         ALTER TABLE job DROP COLUMN group_begins; ALTER TABLE job DROP COLUMN recalled;
         ALTER TABLE label DROP COLUMN sheet; ALTER TABLE label DROP COLUMN place; DROP TABLE stack;
         PRAGMA user_version = 4",
    )
    .unwrap();
    drop(sql);
    let after = place.ledger().kept(job).unwrap();
    assert_eq!(after, Kept { shared: kept.shared.clone().showing(Vec::new()), ..kept });
}

#[test]
fn a_ledger_that_a_newer_program_made_is_left_as_it_is() {
    let place = Place::new();
    drop(place.ledger());
    let sql = rusqlite::Connection::open(place.path().join("ledger.sqlite")).unwrap();
    sql.pragma_update(None, "user_version", 99).unwrap();
    drop(sql);
    let opened = Sqlite::open(&World::default(), &Folder::open(Some(place.path())).unwrap());
    let Err(Trouble::Refused(why)) = opened else { panic!("{opened:?}") };
    assert!(why.message.to_string().contains("newer"), "{why:?}");
}
