//! What becomes of labels on a printer, whatever happens to it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use quietzone::sentence::Sentence;
use quietzone::world::World;

use quietzone_station::ledger::{Decision, Ledger, Numbers, State};
use quietzone_station::printer::simulator::{Fault, Happening, Settings, Silence, When};
use quietzone_station::printer::{Confirm, Simulator};
use quietzone_station::run::{Printer, Progress, Why, Work, print_line};

use super::common::{BY, Elsewhere, Operator, Place, agree, job, made, op, papers, print, printer, profile, settled};

/// Prints twelve labels on a printer of these settings, again and again until none waits; tells how many are
/// in doubt at the end.
fn prints((place, made): &Twelve, settings: Settings, confirm: Confirm, what: &str) -> u64 {
    let place = place.copied();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let printer = Simulator::start(settings).unwrap();
    let profile = profile(&printer, confirm);
    let operator = Operator::at(&printer);
    for _ in 0..10 {
        let hold = ledger.hold(op(), id).unwrap();
        print(&ledger, &hold, &profile, &operator);
        ledger.release(op(), &hold).unwrap();
        agree(&ledger, id, &papers(made, &profile, &settled(&printer)), what);
        if ledger.job(id).unwrap().states.of(State::Waiting) == 0 {
            break;
        }
    }
    let states = ledger.job(id).unwrap().states;
    assert_eq!(states.of(State::Waiting) + states.of(State::Claimed), 0, "{what}: {states:?}");
    let all: u64 = State::ALL.into_iter().map(|state| states.of(state)).sum();
    assert_eq!(all, 12, "{what}");
    states.of(State::InDoubt)
}

/// A ledger with a job of twelve labels, and what they look like.
type Twelve = (Place, HashMap<Vec<u8>, u32>);

fn twelve() -> Twelve {
    let place = Place::new();
    let ledger = place.ledger();
    let id = job(&ledger, "2-13");
    let made = made(&ledger, id);
    drop(ledger);
    (place, made)
}

/// Every case where time is no matter, else some.
fn every(usual: usize) -> usize {
    if std::env::var_os("QUIETZONE_SOAK").is_some() { 1 } else { usual }
}

fn with(when: When, what: Happening) -> Settings {
    Settings { faults: vec![Fault { when, what }], ..Settings::default() }
}

/// Behind a print server no line breaks. Labels that came out without what they recall are in doubt.
#[test]
fn a_printer_that_is_switched_off_behind_a_server_prints_no_label_without_its_graphics_unnoticed() {
    let (place, made) = twelve();
    let mut lacking = 0;
    for (label, when) in (1..=12).flat_map(|label| [(label, When::Before(label)), (label, When::Within(label))]) {
        for confirm in [Confirm::Operator, Confirm::Counter] {
            let what = format!("{label}, {when:?}, {confirm:?}");
            let (place, delay) = (place.copied(), Duration::from_millis(4));
            let ledger = place.ledger();
            let id = ledger.jobs().unwrap()[0].id;
            let settings = with(when, Happening::PowerCycleBehindServer);
            let printer = Simulator::start(Settings { label: delay, buffer: 2, ..settings }).unwrap();
            let profile = profile(&printer, confirm);
            let hold = ledger.hold(op(), id).unwrap();
            print(&ledger, &hold, &profile, &Operator::at(&printer));
            ledger.release(op(), &hold).unwrap();
            let out = settled(&printer);
            agree(&ledger, id, &papers(&made, &profile, &out), &what);
            let doubtful = ledger.numbers(id, State::InDoubt).unwrap();
            for paper in out.iter().filter(|paper| paper.whole && !paper.has_all_graphics()) {
                let of_paper = papers(&made, &profile, std::slice::from_ref(paper));
                of_paper.keys().for_each(|number| assert!(doubtful.has(*number), "{what}: label {number}"));
                lacking += of_paper.len();
            }
            assert_eq!(ledger.job(id).unwrap().states.of(State::Waiting), 0, "{what}");
        }
    }
    assert!(lacking > 0, "the test sees labels that lack their graphics");
}

#[test]
fn labels_are_printed_once_and_told_as_sent_or_counted() {
    let place = twelve();
    assert_eq!(prints(&place, Settings::default(), Confirm::Operator, "by the operator"), 0);
    assert_eq!(prints(&place, Settings::default(), Confirm::Counter, "by the counter"), 0);
    let slow = || Settings { label: Duration::from_millis(5), buffer: 2, ..Settings::default() };
    assert_eq!(prints(&place, slow(), Confirm::Counter, "a slow one with a small buffer"), 0);
    let uncounted = Settings { counts: false, ..slow() };
    assert_eq!(prints(&place, uncounted, Confirm::Operator, "one that does not count"), 0);
    let silent = Settings { silence: Silence::Always, ..slow() };
    assert_eq!(prints(&place, silent, Confirm::Operator, "one that never answers"), 0);
}

#[test]
fn whatever_happens_at_a_label_nothing_is_printed_twice_or_lost_without_a_word() {
    let place = twelve();
    let happenings = [
        Happening::Stall(Duration::from_millis(400)),
        Happening::Reset,
        Happening::PaperOut,
        Happening::HeadOpen,
        Happening::Pause,
        Happening::PowerCycle,
        Happening::OtherHost(2),
    ];
    for what in happenings {
        let cases = [(3, Confirm::Operator), (1, Confirm::Operator), (7, Confirm::Counter), (12, Confirm::Counter)];
        for (number, confirm) in cases.into_iter().step_by(every(2)) {
            for when in [When::Before(number), When::Within(number)] {
                let settings = Settings { label: Duration::from_millis(4), ..with(when, what) };
                let told = format!("{what:?} {when:?} {confirm:?}");
                let in_doubt = prints(&place, settings, confirm, &told);
                assert!(in_doubt <= 10, "{told}: {in_doubt} in doubt");
            }
        }
    }
}

#[test]
fn a_line_may_break_at_any_byte() {
    let place = twelve();
    for at in (0..12_000).step_by(97 * every(19)) {
        for what in [Happening::Reset, Happening::PowerCycle] {
            for confirm in [Confirm::Operator, Confirm::Counter] {
                let settings = with(When::Bytes(at), what);
                prints(&place, settings, confirm, &format!("{what:?} at byte {at} {confirm:?}"));
            }
        }
    }
}

#[test]
fn paper_that_runs_out_leaves_labels_in_doubt_unless_the_printer_counts() {
    let place = twelve();
    let out = |when| Settings { label: Duration::from_millis(4), ..with(when, Happening::PaperOut) };
    assert!(prints(&place, out(When::Within(5)), Confirm::Operator, "by the operator") > 0);
    // Between two labels nothing is torn, and the count says so.
    assert_eq!(prints(&place, out(When::Before(5)), Confirm::Counter, "by the counter"), 0);
    assert!(prints(&place, out(When::Within(5)), Confirm::Counter, "a label torn in the middle") > 0);
}

#[test]
fn what_another_host_prints_is_not_taken_for_ours() {
    let place = twelve().0.copied();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let settings = Settings { label: Duration::from_millis(4), ..with(When::Within(4), Happening::OtherHost(40)) };
    let printer = Simulator::start(settings).unwrap();
    let profile = profile(&printer, Confirm::Counter);
    let hold = ledger.hold(op(), id).unwrap();
    let ended = print(&ledger, &hold, &profile, &Operator::at(&printer));
    let Why::Trouble(why) = &ended.why else { panic!("{ended:?}") };
    assert_eq!(why.rule.code, "LED05");
    assert!(ended.in_doubt > 0 && ledger.job(id).unwrap().states.of(State::Waiting) > 0);
}

/// Ends a run when it is told that the printer does not answer.
struct Impatient(AtomicBool);

impl Progress for Impatient {
    fn sent(&self, _: u64, _: u64) {}

    fn told(&self, sentence: &Sentence) {
        if sentence.to_string().contains("does not answer") {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    fn is_stopped(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

#[test]
fn a_printer_that_falls_silent_is_told_and_what_was_under_way_is_in_doubt() {
    let (place, made) = twelve();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let settings = Settings { label: Duration::from_millis(4), ..with(When::Within(4), Happening::Deaf) };
    let printer = Simulator::start(settings).unwrap();
    let profile = profile(&printer, Confirm::Operator);
    let hold = ledger.hold(op(), id).unwrap();
    let ended = print(&ledger, &hold, &profile, &Impatient(AtomicBool::new(false)));
    assert!(matches!(ended.why, Why::Stopped) && ended.in_doubt > 0, "{ended:?}");
    agree(&ledger, id, &papers(&made, &profile, &settled(&printer)), "deaf");
}

/// Before the first label, and among labels that are under way.
#[test]
fn a_run_that_waits_for_paper_sees_that_another_program_stops_it() {
    let (whole, made) = twelve();
    for (settings, is_out, sent) in [
        (Settings::default(), true, 0..=0),
        (Settings { label: Duration::from_millis(4), ..with(When::Before(4), Happening::PaperOut) }, false, 3..=12),
    ] {
        let place = whole.copied();
        let ledger = place.ledger();
        let id = ledger.jobs().unwrap()[0].id;
        let printer = Simulator::start(settings).unwrap();
        if is_out {
            printer.happen(Happening::PaperOut);
        }
        let profile = profile(&printer, Confirm::Operator);
        let hold = ledger.hold(op(), id).unwrap();
        let ended = print(&ledger, &hold, &profile, &Elsewhere::at(&place, id, "has no labels"));
        assert!(matches!(ended.why, Why::Stopped) && sent.contains(&ended.sent), "{ended:?}");
        ledger.release(op(), &hold).unwrap();
        printer.happen(Happening::PaperIn);
        agree(&ledger, id, &papers(&made, &profile, &settled(&printer)), "stopped");
        // It goes on as after any stop.
        let hold = ledger.hold(op(), id).unwrap();
        assert!(matches!(print(&ledger, &hold, &profile, &Operator::at(&printer)).why, Why::Through));
        agree(&ledger, id, &papers(&made, &profile, &settled(&printer)), "went on");
        assert_eq!(ledger.job(id).unwrap().states.of(State::Waiting), 0);
    }
}

#[test]
fn labels_that_the_ledger_does_not_know_of_are_asked_about_before_a_job_goes_on() {
    let (place, _) = twelve();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let ours = Simulator::start(Settings::default()).unwrap();
    let mut profile = profile(&ours, Confirm::Operator);
    profile.confirm_every = Some(5);
    let hold = ledger.hold(op(), id).unwrap();
    let operator = Operator::at(&ours);
    assert_eq!(print(&ledger, &hold, &profile, &operator).sent, 5);
    ours.happen(Happening::OtherHost(3));
    settled(&ours);
    let world = World::default();
    let work = Work { ledger: &ledger, world: &world, hold: &hold, by: BY, only: None, progress: &operator };
    let asked = print_line(work, Printer { others_print: false, ..printer(&profile) }).unwrap();
    let Why::Trouble(why) = &asked.why else { panic!("{asked:?}") };
    assert_eq!((why.rule.code, asked.sent), ("LED05", 0));
    assert_eq!(print_line(work, printer(&profile)).unwrap().sent, 5);
}

#[test]
fn a_count_confirms_labels_of_the_printer_that_was_tested_alone() {
    let (place, _) = twelve();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let printer = Simulator::start(Settings::default()).unwrap();
    let mut profile = profile(&printer, Confirm::Counter);
    profile.proven.iter_mut().for_each(|proof| proof.printer = Some("QZSIM0002".to_owned()));
    let hold = ledger.hold(op(), id).unwrap();
    let ended = print(&ledger, &hold, &profile, &Operator::at(&printer));
    let Why::Trouble(why) = &ended.why else { panic!("{ended:?}") };
    assert_eq!((why.rule.code, ended.sent), ("PRN07", 0));
}

#[test]
fn a_job_that_is_stopped_goes_on_where_it_was() {
    let (place, made) = twelve();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let printer = Simulator::start(Settings::default()).unwrap();
    let mut profile = profile(&printer, Confirm::Operator);
    profile.confirm_every = Some(5);
    let hold = ledger.hold(op(), id).unwrap();
    let operator = Operator::at(&printer);
    for sent in [5, 5, 2] {
        let ended = print(&ledger, &hold, &profile, &operator);
        assert_eq!((ended.sent, ended.in_doubt), (sent, 0));
    }
    ledger.release(op(), &hold).unwrap();
    let spoiled = Numbers::list(&[4, 9]);
    ledger
        .decide(
            op(),
            id,
            "anna",
            &Decision::Confirm { labels: Numbers::through(12), spoiled: spoiled.clone(), all: false },
        )
        .unwrap();
    let states = ledger.job(id).unwrap().states;
    assert_eq!((states.of(State::Confirmed), states.of(State::Spoiled)), (10, 2));
    ledger.decide(op(), id, "anna", &Decision::Reprint { labels: spoiled, reason: "jam".to_owned() }).unwrap();
    let hold = ledger.hold(op(), id).unwrap();
    assert_eq!(print(&ledger, &hold, &profile, &operator).sent, 2);
    let out = papers(&made, &profile, &settled(&printer));
    let twice: Vec<u32> = (1..=12).filter(|number| out[number] == 2).collect();
    assert_eq!((twice, out.len()), (vec![4, 9], 12));
    assert_eq!(ledger.job(id).unwrap().states.reprinted, 2);
}
