//! A label room for tests: a ledger of its own, codes of the samples, a printer of ours.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use quietzone::batch::{Data, RowSet};
use quietzone::job::{Again, Design, Request, TemplateFrom};
use quietzone::sentence::Sentence;
use quietzone::world::{Memory, World};
use quietzone_station::ledger::{By, Decision, Folder, Hold, JobId, Ledger, Operation, Sqlite, State};
use quietzone_station::printer::simulator::{Happening, Paper};
use quietzone_station::printer::{Address, Confirm, Profile, Proof, Simulator, Waits};
use quietzone_station::run::{Begun, Ended, Pace, Printer, Progress, Work, begin, print_line};

pub const BY: By<'static> = By { printer: "ours", operator: "anna" };

pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A folder with a ledger, which goes with the test.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn ledger(&self) -> Sqlite {
        Sqlite::open(&World::default(), &Folder::open(Some(self.path())).unwrap()).unwrap()
    }

    /// The same ledger in another folder.
    pub fn copied(&self) -> Place {
        let copy = Place::new();
        for file in fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
        }
        copy
    }
}

pub fn op() -> Operation {
    Operation::new(&World::default()).unwrap()
}

/// Codes of the sample on labels for a printer of 203 dpi.
pub fn request(rows: &str) -> Request {
    let mut request = Request::new(at("templates/kz-pharma-58x40-203.toml"));
    request.data = Some(Data::of(at("samples/kz-pharma.xlsx")));
    request.rows = RowSet::joined(&[rows.parse::<RowSet>().unwrap()]);
    request.threads = Some(2);
    request
}

pub fn begun(ledger: &dyn Ledger, rows: &str) -> Begun {
    begin(ledger, &World::default(), request(rows), &BY, "samples", &()).unwrap()
}

/// Begins a job, and gives it back to be printed.
pub fn job(ledger: &dyn Ledger, rows: &str) -> JobId {
    let hold = begun(ledger, rows).hold.unwrap();
    ledger.release(op(), &hold).unwrap();
    hold.job
}

/// The design of a job, of what its ledger kept.
pub fn design(ledger: &dyn Ledger, job: JobId) -> Again {
    let kept = ledger.kept(job).unwrap();
    let memory = Memory::default();
    kept.files.iter().for_each(|(path, bytes)| memory.put(path, bytes.as_slice()));
    let settings: serde_json::Value = serde_json::from_str(&kept.settings).unwrap();
    let path = PathBuf::from(settings["template"].as_str().unwrap());
    let text = String::from_utf8(memory.get(&path).unwrap().to_vec()).unwrap();
    let mut request = Request::new(TemplateFrom::Text { path, text });
    request.world = World::of(memory);
    Design::of(request).unwrap().again(&kept.shared).unwrap()
}

/// The bytes of each label as it is sent, by its number, and the head.
pub fn made(ledger: &dyn Ledger, job: JobId) -> HashMap<Vec<u8>, u32> {
    let again = design(ledger, job);
    let maker = again.zpl().unwrap();
    let mut made = HashMap::new();
    for state in State::ALL {
        let owns = ledger.owns(job, state, 0, 10_000).unwrap();
        for (own, label) in owns.iter().zip(maker.labels(&owns).unwrap()) {
            made.insert(label.text().as_bytes().to_vec(), u32::try_from(own.number).unwrap());
        }
    }
    made
}

/// How often each label came out whole, from number 1 on.
pub fn papers(made: &HashMap<Vec<u8>, u32>, profile: &Profile, papers: &[Paper]) -> HashMap<u32, usize> {
    let every = format!("^XA{}", profile.every_label());
    let mut out = HashMap::new();
    for paper in papers.iter().filter(|paper| paper.own && paper.whole) {
        let text = String::from_utf8(paper.format.clone()).unwrap();
        let plain = format!("{}\n", text.trim_end().replacen(&every, "^XA", 1));
        // What takes graphics out of the printer is no label.
        let Some(number) = made.get(plain.as_bytes()) else {
            assert!(text.contains("^ID"), "a paper that is no label: {}", &text[..200.min(text.len())]);
            continue;
        };
        *out.entry(*number).or_insert(0) += 1;
    }
    out
}

pub fn profile(printer: &Simulator, confirm: Confirm) -> Profile {
    let mut profile = Profile::new("ours", Address::Tcp(printer.address())).unwrap();
    profile.confirm = confirm;
    let when = "2026-11-26T10:12:15Z".to_owned();
    profile.proven =
        (confirm == Confirm::Counter).then_some(Proof { odometer: 0, printer: None, paper_out: true, when });
    profile
}

pub fn waits() -> Waits {
    let long = Duration::from_secs(2);
    Waits { dial: long, answer: Duration::from_millis(150), stall: Duration::from_millis(150), finish: long }
}

pub fn pace() -> Pace {
    let short = Duration::from_millis(2);
    Pace { count: short, status: Duration::from_millis(4), settle: Duration::from_millis(60), call: short, calls: 5 }
}

/// What came out, when nothing more does.
pub fn settled(printer: &Simulator) -> Vec<Paper> {
    let mut before = printer.papers();
    loop {
        std::thread::sleep(Duration::from_millis(12));
        let now = printer.papers();
        if now.len() == before.len() {
            return now;
        }
        before = now;
    }
}

/// Puts right what the printer says is wrong, as an operator would.
pub struct Operator<'a> {
    pub printer: Option<&'a Simulator>,
    pub stopped: AtomicBool,
}

impl<'a> Operator<'a> {
    pub fn at(printer: &'a Simulator) -> Self {
        Self { printer: Some(printer), stopped: AtomicBool::new(false) }
    }
}

impl Progress for Operator<'_> {
    fn sent(&self, _: u64, _: u64) {}

    fn told(&self, _: &Sentence) {
        for what in [Happening::PaperIn, Happening::HeadClose, Happening::Resume] {
            self.printer.iter().for_each(|printer| printer.happen(what));
        }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}

/// Asks the ledger, as another program does, that a run stop, when it is told something.
pub struct Elsewhere {
    ledger: Sqlite,
    job: JobId,
    what: &'static str,
    /// Until when the run may wait without having looked at the ledger.
    late: Instant,
}

impl Elsewhere {
    pub fn at(place: &Place, job: JobId, what: &'static str) -> Self {
        Self { ledger: place.ledger(), job, what, late: Instant::now() + Duration::from_secs(20) }
    }
}

impl Progress for Elsewhere {
    fn sent(&self, _: u64, _: u64) {}

    fn told(&self, sentence: &Sentence) {
        if sentence.to_string().contains(self.what) {
            self.ledger.decide(op(), self.job, "boris", &Decision::Stop).unwrap();
        }
    }

    fn is_stopped(&self) -> bool {
        assert!(Instant::now() < self.late, "the run does not look at the ledger");
        false
    }
}

/// Prints a job that is held.
pub fn print(ledger: &dyn Ledger, hold: &Hold, profile: &Profile, progress: &dyn Progress) -> Ended {
    let world = World::default();
    let work = Work { ledger, world: &world, hold, by: BY, only: None, progress };
    print_line(work, printer(profile)).unwrap()
}

pub fn printer(profile: &Profile) -> Printer<'_> {
    Printer { profile, dial: &quietzone_station::printer::Network, waits: waits(), pace: pace(), others_print: true }
}

/// Holds what came out against what the ledger says: nothing twice, and nothing lost that is not told in doubt.
pub fn agree(ledger: &dyn Ledger, job: JobId, out: &HashMap<u32, usize>, what: &str) {
    for label in ledger.labels(job, 0, 100_000).unwrap() {
        let papers = out.get(&label.number).copied().unwrap_or(0);
        let number = label.number;
        match label.state {
            State::Waiting | State::Claimed => assert_eq!(papers, 0, "{what}: label {number} is {:?}", label.state),
            State::Sent | State::Counted | State::Confirmed | State::Printed => {
                assert_eq!(papers, 1, "{what}: label {number} is {:?}", label.state);
            }
            State::InDoubt => assert!(papers <= 1, "{what}: label {number} came out {papers} times"),
            State::Spoiled | State::Void => {}
        }
    }
}
