//! Jobs in TSPL, over devices and by spoolers: each label once, and what is not certain is told.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use quietzone::job::Own;
use quietzone_station::ledger::{JobId, Ledger, State};
use quietzone_station::printer::simulator::{Fault, Happening, Settings, Silence, When};
use quietzone_station::printer::spool::{Document, Handled, Queue, Spool, Ticket};
use quietzone_station::printer::{
    Address, Confirm, Cut, CutAt, Dial, Language, Line, Network, Profile, Simulator, Ways, over,
};
use quietzone_station::run::{Ended, Printer, Why, Work, print_line};

use super::common::{BY, Operator, Place, agree, design, job, op, pace, profile, settled, waits};
use super::spool::Server;

/// Prints a job over a way.
fn print(ledger: &dyn Ledger, id: JobId, profile: &Profile, dial: &dyn Dial) -> Ended {
    let (world, hold) = (quietzone::world::World::default(), ledger.hold(op(), id).unwrap());
    let work = Work { ledger, world: &world, hold: &hold, by: BY, only: None, progress: &() };
    let printer = Printer { profile, dial, waits: waits(), pace: pace(), others_print: true };
    let ended = print_line(work, printer).unwrap();
    ledger.release(op(), &hold).unwrap();
    ended
}

/// The labels of a job in TSPL, by their bytes.
fn labels(ledger: &dyn Ledger, id: JobId, profile: &Profile) -> HashMap<Vec<u8>, u32> {
    let again = design(ledger, id);
    let maker = again.tspl(profile.tspl()).unwrap();
    let owns: Vec<Own> = State::ALL.iter().flat_map(|state| ledger.owns(id, *state, 0, 1000).unwrap()).collect();
    let made = maker.labels(&owns).unwrap();
    made.into_iter().zip(&owns).map(|(label, own)| (label, own.number as u32)).collect()
}

fn tspl(printer: &Simulator) -> Profile {
    Profile { language: Language::Tspl, ..profile(printer, Confirm::Operator) }
}

fn ours(faults: &[(When, Happening)]) -> Simulator {
    let faults = faults.iter().map(|(when, what)| Fault { when: *when, what: *what }).collect();
    let label = Duration::from_millis(3);
    Simulator::start(Settings { language: Language::Tspl, faults, label, ..Settings::default() }).unwrap()
}

/// How often each label came out whole.
fn out(printer: &Simulator, made: &HashMap<Vec<u8>, u32>) -> HashMap<u32, usize> {
    let mut out = HashMap::new();
    for paper in settled(printer).iter().filter(|paper| paper.whole) {
        *out.entry(made[&paper.format]).or_insert(0) += 1;
    }
    out
}

#[test]
fn a_job_is_printed_in_tspl_and_each_label_says_all_it_needs() {
    let (place, printer) = (Place::new(), ours(&[]));
    let ledger = place.ledger();
    let id = job(&ledger, "2-9");
    let profile = tspl(&printer);
    let ended = print(&ledger, id, &profile, &Network);
    assert!(matches!(ended.why, Why::Through) && ended.sent == 8 && ended.in_doubt == 0, "{ended:?}");
    let out = out(&printer, &labels(&ledger, id, &profile));
    assert_eq!((out.len(), out.values().sum::<usize>()), (8, 8));
    assert_eq!(ledger.job(id).unwrap().states.of(State::Sent), 8);
    assert!(settled(&printer)[0].format.starts_with(b"SIZE 58 mm,40 mm\r\nDIRECTION 0,0\r\nCLS\r\nBITMAP "));
}

#[test]
fn paper_that_runs_out_leaves_in_doubt_what_was_under_way() {
    let (place, printer) = (Place::new(), ours(&[(When::Within(4), Happening::PaperOut)]));
    let ledger = place.ledger();
    let id = job(&ledger, "2-9");
    let profile = tspl(&printer);
    let made = labels(&ledger, id, &profile);
    let (world, hold) = (quietzone::world::World::default(), ledger.hold(op(), id).unwrap());
    let operator = Operator::at(&printer);
    let work = Work { ledger: &ledger, world: &world, hold: &hold, by: BY, only: None, progress: &operator };
    let ended = print_line(
        work,
        Printer { profile: &profile, dial: &Network, waits: waits(), pace: pace(), others_print: true },
    );
    let ended = ended.unwrap();
    assert!(matches!(ended.why, Why::Through) && ended.in_doubt > 0, "{ended:?}");
    agree(&ledger, id, &out(&printer, &made), "paper out");
}

#[test]
fn a_clone_that_answers_nothing_prints_all_the_same() {
    let (place, printer) = (
        Place::new(),
        Simulator::start(Settings { language: Language::Tspl, silence: Silence::Always, ..Settings::default() })
            .unwrap(),
    );
    let ledger = place.ledger();
    let id = job(&ledger, "2-6");
    let profile = tspl(&printer);
    let ended = print(&ledger, id, &profile, &Network);
    assert!(matches!(ended.why, Why::Through) && ended.sent == 5, "{ended:?}");
    agree(&ledger, id, &out(&printer, &labels(&ledger, id, &profile)), "silent");
}

/// Wherever a line breaks, no label comes out twice; one that the printer has by half ends the run.
#[test]
fn a_line_that_breaks_at_any_byte_lets_nothing_be_printed_twice_in_tspl() {
    let place = Place::new();
    let first = place.ledger();
    job(&first, "2-5");
    drop(first);
    for bytes in [1, 10, 60, 5000, 15_290, 15_300, 16_000, 40_000] {
        let place = place.copied();
        let ledger = place.ledger();
        let id = ledger.jobs().unwrap()[0].id;
        let printer = ours(&[(When::Bytes(bytes), Happening::Reset)]);
        let profile = tspl(&printer);
        let made = labels(&ledger, id, &profile);
        let ended = print(&ledger, id, &profile, &Network);
        agree(&ledger, id, &out(&printer, &made), &format!("broken at {bytes}: {ended:?}"));
        print(&ledger, id, &profile, &Network);
        agree(&ledger, id, &out(&printer, &made), &format!("broken at {bytes}, again"));
        assert_eq!(ledger.job(id).unwrap().states.of(State::Waiting), 0, "{bytes}");
    }
}

/// A line that takes half of the second label, and breaks.
struct Half(Arc<AtomicU64>, Box<dyn Line>);

struct Halves(Arc<AtomicU64>);

impl Dial for Halves {
    fn dial(&self, address: &Address, wait: Duration) -> io::Result<Box<dyn Line>> {
        Ok(Box::new(Half(self.0.clone(), Network.dial(address, wait)?)))
    }
}

impl Line for Half {
    fn send(&mut self, bytes: &[u8], wait: Duration) -> Result<(), Cut> {
        if bytes.starts_with(b"SIZE") && self.0.fetch_add(1, Ordering::SeqCst) == 1 {
            self.1.send(&bytes[..700], wait)?;
            return Err(Cut { taken: 700, error: io::ErrorKind::ConnectionReset.into() });
        }
        self.1.send(bytes, wait)
    }

    fn receive(&mut self, into: &mut Vec<u8>, wait: Duration) -> io::Result<usize> {
        self.1.receive(into, wait)
    }

    fn finish(&mut self, wait: Duration) -> io::Result<()> {
        self.1.finish(wait)
    }
}

#[test]
fn a_label_that_the_printer_has_by_half_ends_the_run_and_says_what_to_do() {
    let (place, printer) = (Place::new(), ours(&[]));
    let ledger = place.ledger();
    let id = job(&ledger, "2-5");
    let ended = print(&ledger, id, &tspl(&printer), &Halves(Arc::default()));
    let Why::Trouble(found) = ended.why else { panic!("{ended:?}") };
    let (told, help) = (found.to_string(), found.help.map(|help| help.to_string()).unwrap_or_default());
    assert!(told.contains("PRN08") && help.contains("switch the printer off and on"), "{told}: {help}");
    assert_eq!(ledger.job(id).unwrap().states.of(State::InDoubt), 2);
}

#[test]
fn a_separator_is_on_paper_and_in_no_ledger() {
    let (place, printer) = (Place::new(), ours(&[]));
    let ledger = place.ledger();
    // Rows 21 and 22 are of two GTINs.
    let id = job(&ledger, "19-22");
    let profile = Profile { separator: true, cut: Some(CutAt::Gtin), ..tspl(&printer) };
    let ended = print(&ledger, id, &profile, &Network);
    assert!(matches!(ended.why, Why::Through) && ended.sent == 4, "{ended:?}");
    let papers: Vec<String> =
        settled(&printer).iter().map(|paper| String::from_utf8_lossy(&paper.format).into_owned()).collect();
    let cuts: Vec<bool> = papers.iter().map(|paper| paper.starts_with("SET CUTTER 1\r\n")).collect();
    assert_eq!(cuts.iter().filter(|cut| **cut).count(), 2);
    let notes: Vec<&String> = papers.iter().filter(|paper| paper.contains("TEXT 20,20,\"3\",0,1,1,\"GTIN ")).collect();
    assert!(
        papers.len() == 6 && notes.len() == 2 && notes.iter().all(|note| note.starts_with("SET CUTTER 1")),
        "{cuts:?}"
    );
    assert_eq!(ledger.job(id).unwrap().states.of(State::Sent), 4);
}

#[test]
fn a_separator_is_counted_by_a_printer_that_confirms_labels() {
    let printer = Simulator::start(Settings::default()).unwrap();
    let place = Place::new();
    let ledger = place.ledger();
    let id = job(&ledger, "19-22");
    let profile = Profile { separator: true, ..profile(&printer, Confirm::Counter) };
    let ended = print(&ledger, id, &profile, &Network);
    assert!(matches!(ended.why, Why::Through) && ended.in_doubt == 0, "{ended:?}");
    assert_eq!(ledger.job(id).unwrap().states.of(State::Counted), 4);
}

/// A pipe stands for a device that can only be written to.
#[test]
fn a_device_is_sent_all_labels_and_is_waited_for() {
    let (place, pipe) = (Place::new(), tempfile::tempdir().unwrap());
    let path = pipe.path().join("lp0");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let ledger = place.ledger();
    let id = job(&ledger, "2-7");
    let reader = {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut bytes = Vec::<u8>::new();
            let mut file = File::open(path).unwrap();
            let mut piece = [0; 3000];
            loop {
                // Slower than it is written.
                std::thread::sleep(Duration::from_millis(2));
                match file.read(&mut piece).unwrap() {
                    0 => return bytes,
                    some => bytes.extend(&piece[..some]),
                }
            }
        })
    };
    std::thread::sleep(Duration::from_millis(50));
    let profile = Profile { language: Language::Tspl, ..Profile::new("usb", Address::Device(path.clone())).unwrap() };
    let ended = print(&ledger, id, &profile, &Ways);
    assert!(matches!(ended.why, Why::Through) && ended.sent == 6, "{ended:?}");
    let (bytes, made) = (reader.join().unwrap(), labels(&ledger, id, &profile));
    let mut expected: Vec<_> = made.into_iter().collect();
    expected.sort_by_key(|(_, number)| *number);
    assert!(bytes == expected.into_iter().flat_map(|(label, _)| label).collect::<Vec<u8>>());
    // Nobody reads any more.
    let gone = Ways.dial(&Address::Device(path), Duration::from_secs(1)).err().unwrap();
    assert_eq!(gone.raw_os_error(), Some(6), "ENXIO: {gone}");
    let file = pipe.path().join("file");
    fs::write(&file, "").unwrap();
    let no_device = Ways.dial(&Address::Device(file), Duration::from_secs(1)).err().unwrap();
    assert!(no_device.to_string().contains("no device"), "{no_device}");
}

/// Hands in a spooler that fails.
#[derive(Clone)]
struct BadSpool {
    printed: Arc<Mutex<Vec<Vec<u8>>>>,
    step: Arc<AtomicU64>,
    fails: u64,
    is_done: bool,
}

impl BadSpool {
    fn fails(&self, done: bool) -> bool {
        self.is_done == done && self.step.load(Ordering::SeqCst) == self.fails
    }

    fn lost<T>(&self) -> io::Result<T> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

impl Spool for BadSpool {
    fn look(&mut self) -> io::Result<Queue> {
        self.step.fetch_add(1, Ordering::SeqCst);
        if self.fails(false) { self.lost() } else { Ok(Queue::default()) }
    }

    fn submit(&mut self, _: &str, document: Document<'_>) -> io::Result<Ticket> {
        self.step.fetch_add(1, Ordering::SeqCst);
        let Document::Raw(bytes) = document else { return Err(io::ErrorKind::Unsupported.into()) };
        if self.fails(false) {
            return self.lost();
        }
        self.printed.lock().unwrap().push(bytes.to_vec());
        if self.fails(true) { self.lost() } else { Ok(Ticket(1)) }
    }

    fn state(&mut self, _: Ticket) -> io::Result<Handled> {
        self.step.fetch_add(1, Ordering::SeqCst);
        match (self.fails(false), self.fails(true)) {
            (true, _) => self.lost(),
            (_, true) => Ok(Handled::Broken),
            _ => Ok(Handled::Taken),
        }
    }

    fn cancel(&mut self, _: Ticket) -> io::Result<()> {
        Ok(())
    }
}

impl Dial for BadSpool {
    fn dial(&self, _: &Address, _: Duration) -> io::Result<Box<dyn Line>> {
        over(self.clone())
    }
}

#[test]
fn a_spooler_that_fails_at_any_step_lets_nothing_be_printed_twice() {
    let place = Place::new();
    let first = place.ledger();
    job(&first, "2-5");
    drop(first);
    let profile =
        Profile { language: Language::Tspl, ..Profile::new("queue", "cups:labels".parse().unwrap()).unwrap() };
    for fails in 1..=10 {
        for is_done in [false, true] {
            let place = place.copied();
            let ledger = place.ledger();
            let id = ledger.jobs().unwrap()[0].id;
            let made = labels(&ledger, id, &profile);
            let spool = BadSpool { printed: Arc::default(), step: Arc::default(), fails, is_done };
            let ended = print(&ledger, id, &profile, &spool);
            print(&ledger, id, &profile, &spool);
            let mut out = HashMap::new();
            spool.printed.lock().unwrap().iter().for_each(|label| *out.entry(made[label]).or_insert(0) += 1);
            agree(&ledger, id, &out, &format!("step {fails}, done {is_done}: {ended:?}"));
        }
    }
}

/// One of the label printers of a queue of CUPS.
struct Queued<'a>(&'a Server);

impl Dial for Queued<'_> {
    fn dial(&self, _: &Address, _: Duration) -> io::Result<Box<dyn Line>> {
        over(self.0.queue())
    }
}

#[test]
fn each_label_is_a_document_of_cups_that_says_all_it_needs() {
    let Some(server) = Server::start("abort-job") else { return };
    let place = Place::new();
    let ledger = place.ledger();
    let id = job(&ledger, "2-4");
    let profile = Profile::new("queue", "cups:labels".parse().unwrap()).unwrap();
    let ended = print(&ledger, id, &profile, &Queued(&server));
    assert!(matches!(ended.why, Why::Through) && ended.sent == 3, "{ended:?}");
    let papers = server.papers();
    let titles: Vec<&str> = papers.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["job 1 label 1", "job 1 label 2", "job 1 label 3"]);
    for (_, label) in &papers {
        let label = String::from_utf8(label.clone()).unwrap();
        assert!(label.starts_with("^XA^JZN") && label.ends_with("^PQ1^XZ\n") && !label.contains("^XG"), "{label}");
    }
}

#[test]
fn what_cups_breaks_off_is_in_doubt_and_what_waits_in_a_stopped_queue_is_taken_out() {
    let Some(server) = Server::start("stop-printer") else { return };
    let place = Place::new();
    let ledger = place.ledger();
    let id = job(&ledger, "2-4");
    let profile = Profile::new("queue", "cups:labels".parse().unwrap()).unwrap();
    server.set("fail", true);
    let ended = print(&ledger, id, &profile, &Queued(&server));
    assert!(matches!(ended.why, Why::Trouble(_)) && ended.in_doubt == 1, "{ended:?}");
    server.set("fail", false);
    assert!(server.ran("cupsenable", &["labels"]));
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(server.papers(), [], "the label that failed is not printed later");
    print(&ledger, id, &profile, &Queued(&server));
    assert_eq!(server.papers().len(), 2);
    let states = ledger.job(id).unwrap().states;
    assert_eq!((states.of(State::InDoubt), states.of(State::Sent)), (1, 2));
}
