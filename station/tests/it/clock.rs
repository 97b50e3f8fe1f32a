//! Clocks that are set back, and that leap.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use quietzone::passed_on;
use quietzone::world::{Outside, World};
use quietzone_station::ledger::{Claim, Folder, Ledger, Sqlite, State, Time, rules};

use quietzone_station::printer::simulator::{Fault, Happening, Settings, When};
use quietzone_station::printer::{Confirm, Simulator};
use quietzone_station::run::{Why, Work, print_line};

use super::common::{BY, Place, job, op, printer, profile};

const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

/// This machine with another clock.
#[derive(Clone, Debug)]
struct Clock {
    machine: World,
    /// What it shows when the machine's shows the second one.
    set: Arc<Mutex<(SystemTime, SystemTime)>>,
}

impl Clock {
    fn new() -> Self {
        let machine = World::default();
        Self { set: Arc::new(Mutex::new((machine.now(), machine.now()))), machine }
    }

    fn set(&self, change: impl FnOnce(SystemTime) -> SystemTime) {
        let now = change(self.now());
        *self.set.lock().unwrap() = (now, self.machine.now());
    }

    fn ledger(&self, place: &Place) -> Sqlite {
        Sqlite::open(&World::of(self.clone()), &Folder::open(Some(place.path())).unwrap()).unwrap()
    }
}

impl Outside for Clock {
    passed_on!(machine: kind identity open standard_input folder real passing create sync_folder wait random);

    fn now(&self) -> SystemTime {
        let (shown, then) = *self.set.lock().unwrap();
        shown + self.machine.now().duration_since(then).unwrap_or_default()
    }
}

#[test]
fn times_never_go_back_and_holds_outlive_a_clock_that_does() {
    let (place, clock) = (Place::new(), Clock::new());
    let (ours, other) = (clock.ledger(&place), clock.ledger(&place));
    let id = job(&ours, "2-13");
    let hold = ours.hold(op(), id).unwrap();
    let sent = |label: u32| {
        assert_eq!(ours.claim(op(), &hold, &BY, &[label], None).unwrap(), Claim::Taken);
        ours.mark(op(), &hold, &[label], State::Sent).unwrap();
    };
    let latest = || {
        let labels = ours.labels(id, 0, 100).unwrap();
        let events = ours.events(id).unwrap();
        assert!(events.is_sorted_by_key(|event| event.time));
        labels.iter().map(|label| label.time).chain(events.iter().map(|event| event.time)).max().unwrap()
    };
    sent(1);
    let before = latest();
    clock.set(|now| now - YEAR);
    sent(2);
    let told = ours.labels(id, 0, 2).unwrap();
    assert!(told[1].time > told[0].time && latest() > before);
    // The hold stands: its run is alive.
    assert!(ours.job(id).unwrap().held.is_some() && other.job(id).unwrap().held.is_some());
    assert_eq!(other.hold(op(), id).unwrap_err().told().rule.code, rules::HELD.code);
    // What was sent before the clock was set back is known as done when the printer is idle.
    ours.idle(op(), &hold).unwrap();
    sent(3);
    assert_eq!(ours.doubt(op(), &hold).unwrap(), 1);
    // A run that dies leaves its job to others, whatever the clock says.
    drop(ours);
    assert!(other.hold(op(), id).unwrap().is_orphaned);
}

#[test]
fn a_run_whose_hold_ran_out_while_the_clock_leapt_changes_nothing_any_more() {
    let (place, clock) = (Place::new(), Clock::new());
    let (ours, other) = (clock.ledger(&place), clock.ledger(&place));
    let id = job(&ours, "2-13");
    let old = ours.hold(op(), id).unwrap();
    assert_eq!(ours.claim(op(), &old, &BY, &[1], None).unwrap(), Claim::Taken);
    clock.set(|now| now + YEAR);
    let new = other.hold(op(), id).unwrap();
    assert!(new.is_orphaned && new.fence > old.fence);
    for refused in [
        ours.mark(op(), &old, &[1], State::Sent).map(|()| 0),
        ours.claim(op(), &old, &BY, &[2], None).map(|_| 0),
        ours.doubt(op(), &old),
    ] {
        assert_eq!(refused.unwrap_err().told().rule.code, rules::HELD.code);
    }
    clock.set(|now| now - YEAR);
    assert_eq!(other.doubt(op(), &new).unwrap(), 1);
    assert!(Time::of(clock.now()) < other.labels(id, 0, 1).unwrap()[0].time);
    ours.release(op(), &old).unwrap();
    assert_eq!(other.claim(op(), &new, &BY, &[2], None).unwrap(), Claim::Taken);
}

/// Who puts in labels takes his time.
#[test]
fn a_run_that_waits_for_labels_keeps_its_hold() {
    let (place, clock) = (Place::new(), Clock::new());
    let (ours, other) = (clock.ledger(&place), clock.ledger(&place));
    let id = job(&ours, "2-13");
    let fault = Fault { when: When::Before(4), what: Happening::PaperOut };
    let label = Duration::from_millis(4);
    let simulator = Simulator::start(Settings { label, faults: vec![fault], ..Settings::default() }).unwrap();
    let profile = profile(&simulator, Confirm::Counter);
    let hold = ours.hold(op(), id).unwrap();
    let world = World::of(clock.clone());
    let ended = thread::scope(|scope| {
        let run = scope.spawn(|| {
            let work = Work { ledger: &ours, world: &world, hold: &hold, by: BY, only: None, progress: &() };
            print_line(work, printer(&profile)).unwrap()
        });
        while simulator.odometer() < Settings::default().odometer + 3 {
            thread::sleep(label);
        }
        for _ in 0..5 {
            thread::sleep(Duration::from_millis(60));
            clock.set(|now| now + Duration::from_secs(100));
        }
        let refused = other.hold(op(), id).map(|hold| hold.fence);
        simulator.happen(Happening::PaperIn);
        assert_eq!(refused.unwrap_err().told().rule.code, rules::HELD.code);
        run.join().unwrap()
    });
    assert!(matches!(ended.why, Why::Through) && ended.sent == 12, "{ended:?}");
}
