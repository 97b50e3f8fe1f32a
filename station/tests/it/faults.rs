//! Every step that touches a disk or a line fails once, before it is done or behind it, and for good.

use std::fmt;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::job::Own;
use quietzone::say;
use quietzone::world::World;
use quietzone_station::ledger::{
    About, Added, Answer, Block, By, Claim, Decision, Event, Fate, Hold, Job, JobId, Kept, Known, Ledger, NewJob,
    NewLabel, Numbers, Odometer, Operation, Sqlite, Stack, State, Stood, Trouble, rules,
};
use quietzone_station::printer::simulator::Settings;
use quietzone_station::printer::{Address, Confirm, Cut, Dial, Line, Network, Profile, Simulator};
use quietzone_station::run::{Printer, Store, Work, print_file, print_line};

use super::common::{BY, Operator, Place, agree, job, made, op, papers, printer, profile, settled};

/// Which step fails, and how.
#[derive(Debug)]
pub struct Fault {
    at: u64,
    how: How,
    steps: AtomicU64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The step is not done.
    Before,
    /// It is done, and nobody learns of it.
    Behind,
    /// It is not done, and neither is any behind it.
    ForGood,
}

impl Fault {
    pub fn new(at: u64, how: How) -> Self {
        Self { at, how, steps: AtomicU64::new(0) }
    }

    /// Whether the next step fails, and whether it is done all the same.
    pub fn next(&self) -> Option<How> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        match self.how {
            How::ForGood => (step >= self.at).then_some(How::Before),
            how => (step == self.at).then_some(how),
        }
    }

    pub fn steps(&self) -> u64 {
        self.steps.load(Ordering::SeqCst)
    }
}

/// A ledger whose steps fail.
#[derive(Debug)]
pub struct Faulty<'a> {
    pub ledger: &'a Sqlite,
    pub fault: &'a Fault,
}

impl Faulty<'_> {
    fn step<T>(&self, done: impl FnOnce() -> Answer<T>) -> Answer<T> {
        let lost = || Trouble::Lost(Diagnostic::error(rules::LEDGER, say!("the disk is broken")).into());
        match self.fault.next() {
            None => done(),
            Some(How::Behind) => done().and_then(|_| Err(lost())),
            Some(_) => Err(lost()),
        }
    }
}

macro_rules! passed_on {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $answer:ty;)+) => {
        $(fn $name(&self, $($argument: $kind),*) -> Answer<$answer> {
            self.step(|| self.ledger.$name($($argument),*))
        })+
    };
}

impl Ledger for Faulty<'_> {
    passed_on! {
        begin(op: Operation, new: &NewJob) -> Hold;
        add(op: Operation, hold: &Hold, labels: &[NewLabel]) -> Added;
        discard(op: Operation, hold: &Hold) -> ();
        hold(op: Operation, job: JobId) -> Hold;
        release(op: Operation, hold: &Hold) -> ();
        claim(op: Operation, hold: &Hold, by: &By<'_>, labels: &[u32], block: Option<&Block>) -> Claim;
        claim_sheets(op: Operation, hold: &Hold, by: &By<'_>, labels: &[Stood], stack: &Stack) -> Claim;
        fate(op: Operation, hold: &Hold, first: u32, fate: Fate) -> u64;
        mark(op: Operation, hold: &Hold, labels: &[u32], to: State) -> ();
        idle(op: Operation, hold: &Hold) -> ();
        settle(op: Operation, hold: &Hold, labels: &[u32]) -> ();
        doubt(op: Operation, hold: &Hold) -> u64;
        decide(op: Operation, job: JobId, operator: &str, decision: &Decision) -> u64;
        restored(op: Operation) -> Vec<JobId>;
        forget(op: Operation, job: JobId, operator: &str) -> u64;
        remember(op: Operation, job: JobId, owns: &[Own]) -> u64;
        keep_odometer(op: Operation, printer: &str, identity: &str, labels: u64) -> ();
        odometer(printer: &str) -> Option<Odometer>;
        jobs() -> Vec<Job>;
        job(job: JobId) -> Job;
        is_to_stop(job: JobId) -> bool;
        kept(job: JobId) -> Kept;
        owns(job: JobId, state: State, behind: u32, most: u32) -> Vec<Own>;
        labels(job: JobId, behind: u32, most: u32) -> Vec<Known>;
        labels_in(job: JobId, state: State, skip: u32, most: u32) -> Vec<Known>;
        numbers(job: JobId, state: State) -> Numbers;
        find(unit: &str) -> Vec<Known>;
        find_serial(serial: &str) -> Vec<Known>;
        blocks(job: JobId) -> Vec<Block>;
        stacks(job: JobId) -> Vec<Stack>;
        on_sheets(job: JobId, sheets: &Numbers, places: Option<&Numbers>) -> Numbers;
        file_gone(op: Operation, hold: &Hold) -> ();
        events(job: JobId) -> Vec<Event>;
        about() -> About;
    }

    fn open(&self, op: Operation, hold: &Hold) -> Answer<()> {
        self.step(|| Ledger::open(self.ledger, op, hold))
    }
}

/// A network whose steps fail.
struct Bad<'a>(&'a Fault);

struct BadLine<'a> {
    line: Box<dyn Line>,
    fault: &'a Fault,
}

fn broken() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

impl Dial for &'static Bad<'static> {
    fn dial(&self, address: &Address, wait: Duration) -> io::Result<Box<dyn Line>> {
        if self.0.next().is_some() {
            return Err(broken());
        }
        Network.dial(address, wait).map(|line| Box::new(BadLine { line, fault: self.0 }) as Box<dyn Line>)
    }
}

impl Line for BadLine<'_> {
    fn send(&mut self, bytes: &[u8], wait: Duration) -> Result<(), Cut> {
        if bytes.is_empty() {
            return self.line.send(bytes, wait);
        }
        match self.fault.next() {
            None => self.line.send(bytes, wait),
            Some(How::Behind) => {
                self.line.send(bytes, wait)?;
                Err(Cut { taken: bytes.len(), error: broken() })
            }
            Some(_) => {
                // Half of it leaves.
                let half = bytes.len() / 2;
                self.line.send(&bytes[..half], wait)?;
                Err(Cut { taken: half, error: broken() })
            }
        }
    }

    fn receive(&mut self, into: &mut Vec<u8>, wait: Duration) -> io::Result<usize> {
        match self.fault.next() {
            None => self.line.receive(into, wait),
            Some(How::Behind) => self.line.receive(into, wait).and_then(|_| Err(broken())),
            Some(_) => Err(broken()),
        }
    }

    fn finish(&mut self, wait: Duration) -> io::Result<()> {
        match self.fault.next() {
            None => self.line.finish(wait),
            Some(How::Behind) => self.line.finish(wait).and_then(|()| Err(broken())),
            Some(_) => Err(broken()),
        }
    }
}

/// A file in memory whose steps fail; some of a block may be there then.
#[derive(Debug)]
struct BadFile<'a> {
    bytes: &'a Mutex<Option<Vec<u8>>>,
    fault: &'a Fault,
}

impl BadFile<'_> {
    fn change(&mut self, change: impl Fn(&mut Vec<u8>, bool)) -> io::Result<()> {
        let mut bytes = self.bytes.lock().unwrap();
        let fails = self.fault.next();
        let bytes = bytes.get_or_insert_default();
        match fails {
            None => change(bytes, true),
            Some(How::Behind) => change(bytes, true),
            Some(_) => change(bytes, false),
        }
        if fails.is_some() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

impl Store for BadFile<'_> {
    fn length(&self) -> io::Result<Option<u64>> {
        if self.fault.next().is_some() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(self.bytes.lock().unwrap().as_ref().map(|bytes| bytes.len() as u64))
    }

    fn read(&self, from: u64, most: u64) -> io::Result<Vec<u8>> {
        if self.fault.next().is_some() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let bytes = self.bytes.lock().unwrap();
        let rest = bytes.as_ref().map(|bytes| bytes[usize::try_from(from).unwrap()..].to_vec()).unwrap_or_default();
        Ok(rest.into_iter().take(usize::try_from(most).unwrap()).collect())
    }

    fn create(&mut self) -> io::Result<()> {
        self.change(|_, _| {})
    }

    fn truncate(&mut self, to: u64) -> io::Result<()> {
        self.change(|bytes, whole| {
            if whole {
                bytes.truncate(usize::try_from(to).unwrap());
            }
        })
    }

    fn append(&mut self, more: &[u8]) -> io::Result<()> {
        self.change(|bytes, whole| bytes.extend_from_slice(if whole { more } else { &more[..more.len() / 2] }))
    }
}

impl fmt::Debug for Bad<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bad")
    }
}

pub const HOWS: [How; 3] = [How::Before, How::Behind, How::ForGood];

/// Some of the steps where time counts, each in a soak.
pub fn some(steps: u64, of: u64) -> impl Iterator<Item = u64> {
    let every = if std::env::var_os("QUIETZONE_SOAK").is_some() { 1 } else { (steps / of).max(1) };
    (0..steps).step_by(usize::try_from(every).unwrap())
}

fn eight() -> Place {
    let place = Place::new();
    job(&place.ledger(), "2-9");
    place
}

/// Prints with a ledger whose steps fail, then with one that is whole, and holds the papers against it.
fn with_ledger(place: &Place, at: u64, how: How) -> u64 {
    let place = place.copied();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let made = made(&ledger, id);
    let ours = Simulator::start(Settings::default()).unwrap();
    let profile = profile(&ours, Confirm::Counter);
    let operator = Operator::at(&ours);
    let world = World::default();
    let fault = Fault::new(at, how);
    let faulty = Faulty { ledger: &ledger, fault: &fault };
    let hold = ledger.hold(op(), id).unwrap();
    let work = Work { ledger: &faulty, world: &world, hold: &hold, by: BY, only: None, progress: &operator };
    let _ = print_line(work, printer(&profile));
    // The run is gone, as after a crash: what it claimed is in doubt when the next one begins.
    let out = papers(&made, &profile, &settled(&ours));
    assert!(out.values().all(|papers| *papers == 1), "{how:?} at {at}: {out:?}");
    let next = place.ledger();
    let hold = quietzone_station::ledger::Hold { is_orphaned: true, ..hold };
    let work = Work { ledger: &ledger, hold: &hold, ..work };
    let ended = print_line(work, printer(&profile)).unwrap();
    agree(&next, id, &papers(&made, &profile, &settled(&ours)), &format!("{how:?} at {at}: {ended:?}"));
    assert_eq!(next.job(id).unwrap().states.of(State::Waiting), 0, "{how:?} at {at}: {ended:?}");
    fault.steps()
}

#[test]
fn a_ledger_that_fails_at_any_step_lets_nothing_be_printed_twice() {
    let place = eight();
    let steps = with_ledger(&place, u64::MAX, How::Before);
    assert!(steps > 10, "{steps}");
    for at in some(steps, 12) {
        for how in HOWS {
            with_ledger(&place, at, how);
        }
    }
}

fn with_network(place: &Place, at: u64, how: How) -> u64 {
    let place = place.copied();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let made = made(&ledger, id);
    let ours = Simulator::start(Settings::default()).unwrap();
    let operator = Operator::at(&ours);
    let (world, profile) = (World::default(), profile(&ours, Confirm::Operator));
    let fault: &'static Fault = Box::leak(Box::new(Fault::new(at, how)));
    let bad: &'static Bad<'static> = Box::leak(Box::new(Bad(fault)));
    let hold = ledger.hold(op(), id).unwrap();
    let work = Work { ledger: &ledger, world: &world, hold: &hold, by: BY, only: None, progress: &operator };
    let dial: &dyn Dial = &bad;
    let ended = print_line(work, Printer { dial, ..printer(&profile) }).unwrap();
    agree(&ledger, id, &papers(&made, &profile, &settled(&ours)), &format!("{how:?} at {at}: {ended:?}"));
    let again = print_line(work, printer(&profile)).unwrap();
    agree(&ledger, id, &papers(&made, &profile, &settled(&ours)), &format!("{how:?} at {at}, again: {again:?}"));
    assert_eq!(ledger.job(id).unwrap().states.of(State::Waiting), 0, "{how:?} at {at}: {ended:?} {again:?}");
    fault.steps()
}

#[test]
fn a_line_that_fails_at_any_step_lets_nothing_be_printed_twice() {
    let place = eight();
    let steps = with_network(&place, u64::MAX, How::Before);
    assert!(steps > 10, "{steps}");
    for at in some(steps, 12) {
        for how in HOWS {
            with_network(&place, at, how);
        }
    }
}

/// Prints into a file whose steps fail, then into the same file, and looks what is in it.
fn with_file(place: &Place, at: u64, how: How) -> u64 {
    let place = place.copied();
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let made = made(&ledger, id);
    let (world, path) = (World::default(), std::path::Path::new("out.zpl"));
    let file = Profile::new("file", Address::File(path.into())).unwrap();
    let bytes = Mutex::new(None);
    let fault = Fault::new(at, how);
    let hold = ledger.hold(op(), id).unwrap();
    let work = Work { ledger: &ledger, world: &world, hold: &hold, by: BY, only: None, progress: &() };
    let ended = print_file(work, (&file, path), &mut BadFile { bytes: &bytes, fault: &fault });
    let whole = Fault::new(u64::MAX, How::Before);
    let again = print_file(work, (&file, path), &mut BadFile { bytes: &bytes, fault: &whole }).unwrap();
    let told = format!("{how:?} at {at}: {ended:?} {again:?}");
    let file = String::from_utf8(bytes.lock().unwrap().clone().unwrap()).unwrap();
    for (label, number) in &made {
        let times = file.matches(std::str::from_utf8(label).unwrap()).count();
        assert_eq!(times, 1, "{told}: label {number}");
    }
    let states = ledger.job(id).unwrap().states;
    assert_eq!(states.of(State::Sent), 8, "{told}: {states:?}");
    fault.steps()
}

#[test]
fn a_file_that_fails_at_any_step_has_each_label_once() {
    let place = eight();
    let steps = with_file(&place, u64::MAX, How::Before);
    assert!(steps >= 3, "{steps}");
    for at in 0..steps + 2 {
        for how in HOWS {
            with_file(&place, at, how);
        }
    }
}
