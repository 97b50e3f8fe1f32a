//! Labels on sheets: each comes to stand in a file once, whatever fails, and its sheet and place are known.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use quietzone::batch::Data;
use quietzone::job::Request;
use quietzone::render::pdf::Fit;
use quietzone::template::Free;
use quietzone::world::World;
use quietzone_station::ledger::{Decision, Fate, Hold, JobId, Ledger, Numbers, Sqlite, State};
use quietzone_station::run::{Ended, InFolder, Pile, Standing, Tray, Why, Work, begin, print_sheets};

use super::common::{BY, Place, at, op};
use super::faults::{Fault, Faulty, HOWS, How, some};
use super::ledger::refused;

/// Labels of the sample, and labels on a sheet.
const LABELS: u64 = 40;
const PLACES: u32 = 24;

pub fn job(ledger: &dyn Ledger, group_by: Option<&str>) -> JobId {
    let mut request = Request::new(at("templates/uz-relabel-a4.toml"));
    request.data = Some(Data::of(at("samples/uz-pharma.xlsx")));
    (request.group_by, request.threads) = (group_by.map(str::to_owned), Some(2));
    let hold = begin(ledger, &World::default(), request, &BY, "samples", &()).unwrap().hold.unwrap();
    ledger.release(op(), &hold).unwrap();
    hold.job
}

/// A tray whose steps fail; half of what is written may be there then.
#[derive(Debug)]
struct BadTray<'a> {
    tray: InFolder,
    fault: &'a Fault,
}

fn broken<T>() -> io::Result<T> {
    Err(io::ErrorKind::StorageFull.into())
}

impl BadTray<'_> {
    fn step(&mut self, done: impl FnOnce(&mut InFolder) -> io::Result<()>) -> io::Result<()> {
        match self.fault.next() {
            None => done(&mut self.tray),
            Some(How::Behind) => done(&mut self.tray).and_then(|()| broken()),
            Some(_) => broken(),
        }
    }
}

impl Tray for BadTray<'_> {
    fn stands(&self, path: &Path) -> io::Result<Standing> {
        if self.fault.next().is_some() { broken() } else { self.tray.stands(path) }
    }

    fn read(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        if self.fault.next().is_some() { broken() } else { self.tray.read(path) }
    }

    fn create(&mut self, path: &Path) -> io::Result<()> {
        self.step(|tray| tray.create(path))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.fault.next() {
            None => self.tray.write(bytes),
            Some(_) => self.tray.write(&bytes[..bytes.len() / 2]).and_then(|()| broken()),
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.step(InFolder::sync)
    }

    fn name(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|tray| tray.name(from, to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step(|tray| tray.remove(path))
    }
}

fn print(
    ledger: &dyn Ledger,
    hold: &Hold,
    to: Pile<'_>,
    tray: &mut dyn Tray,
) -> Result<Ended, quietzone::batch::Failure> {
    let world = World::default();
    print_sheets(Work { ledger, world: &world, hold, by: BY, only: None, progress: &() }, to, tray)
}

fn pile<'a>(path: &'a Path, free: Option<&'a Free>) -> Pile<'a> {
    Pile { path, free, fit: Fit::default() }
}

/// Files that lie in a folder.
fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Holds the ledger against the files: each label that is sent has a place of its own on a sheet that is in a file.
fn agree(ledger: &dyn Ledger, id: JobId, folder: &Path, what: &str) {
    let stacks = ledger.stacks(id).unwrap();
    for stack in &stacks {
        assert_eq!(stack.fate, Some(Fate::There), "{what}: {stack:?}");
        assert_eq!(fs::metadata(&stack.to).unwrap().len(), stack.length, "{what}: {stack:?}");
        let pages = stack.sheets.1 - stack.sheets.0 + 1;
        let bytes = fs::read(&stack.to).unwrap();
        // The root of the page tree stands as it is written.
        let told = format!("/Count {pages}");
        assert!(bytes.windows(told.len()).any(|part| part == told.as_bytes()), "{what}: {stack:?}");
    }
    let names: BTreeSet<_> = stacks.iter().map(|stack| stack.to.clone()).collect();
    assert_eq!(names.len(), stacks.len(), "{what}");
    assert_eq!(files(folder).len(), stacks.len(), "{what}: {:?}", files(folder));
    let mut stands = BTreeSet::new();
    for label in ledger.labels(id, 0, 1000).unwrap() {
        assert_eq!(label.stand.is_none(), label.state == State::Waiting, "{what}: {label:?}");
        let Some((sheet, place)) = label.stand else { continue };
        assert!((1..=PLACES).contains(&place) && stands.insert((sheet, place)), "{what}: {label:?}");
        assert!(stacks.iter().any(|stack| (stack.sheets.0..=stack.sheets.1).contains(&sheet)), "{what}: {label:?}");
    }
}

/// Prints with steps that fail, then with whole ones, and looks what there is.
fn with_faults(place: &Place, (at, how): (u64, How), of_ledger: bool) -> u64 {
    let (place, out) = (place.copied(), tempfile::tempdir().unwrap());
    let ledger = place.ledger();
    let id = ledger.jobs().unwrap()[0].id;
    let path = out.path().join("sheets.pdf");
    let free = Free::from_place(7);
    let pile = pile(&path, Some(&free));
    let (fault, whole) = (Fault::new(at, how), Fault::new(u64::MAX, How::Before));
    let hold = ledger.hold(op(), id).unwrap();
    let faulty = Faulty { ledger: &ledger, fault: if of_ledger { &fault } else { &whole } };
    let mut tray = BadTray { tray: InFolder::default(), fault: if of_ledger { &whole } else { &fault } };
    let ended = print(&faulty, &hold, pile, &mut tray);
    let again = print(&ledger, &hold, pile, &mut InFolder::default()).unwrap();
    let told = format!("{how:?} at {at}, {of_ledger}: {ended:?} {again:?}");
    let states = ledger.job(id).unwrap().states;
    assert_eq!(states.of(State::Sent), LABELS, "{told}: {states:?}");
    agree(&ledger, id, out.path(), &told);
    assert_eq!(ledger.stacks(id).unwrap().len(), 1, "{told}");
    assert_eq!(ledger.labels(id, 0, 1).unwrap()[0].stand, Some((1, 7)), "{told}");
    fault.steps()
}

#[test]
fn a_file_of_sheets_that_fails_at_any_step_has_each_label_once() {
    let place = Place::new();
    job(&place.ledger(), None);
    for of_ledger in [false, true] {
        let steps = with_faults(&place, (u64::MAX, How::Before), of_ledger);
        assert!(steps > 5, "{steps}");
        for at in some(steps, 20) {
            for how in HOWS {
                with_faults(&place, (at, how), of_ledger);
            }
        }
    }
}

/// A run ends without a word behind its claim; what was there of the file is given.
fn left_open(there: impl FnOnce(&Path, &Path)) -> (Place, tempfile::TempDir, JobId) {
    let (place, out) = (Place::new(), tempfile::tempdir().unwrap());
    let ledger = place.ledger();
    let id = job(&ledger, None);
    let path = out.path().join("sheets.pdf");
    let hold = ledger.hold(op(), id).unwrap();
    /// Dies when the file is to have its name.
    #[derive(Debug)]
    struct Dying(InFolder, std::path::PathBuf);
    impl Tray for Dying {
        fn stands(&self, path: &Path) -> io::Result<Standing> {
            self.0.stands(path)
        }
        fn read(&self, path: &Path) -> io::Result<Box<dyn Read>> {
            self.0.read(path)
        }
        fn create(&mut self, path: &Path) -> io::Result<()> {
            self.0.create(path)
        }
        fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.0.write(bytes)
        }
        fn sync(&mut self) -> io::Result<()> {
            self.0.sync()
        }
        fn name(&mut self, from: &Path, _: &Path) -> io::Result<()> {
            self.1 = from.to_path_buf();
            panic!("the power is cut");
        }
        fn remove(&mut self, path: &Path) -> io::Result<()> {
            self.0.remove(path)
        }
    }
    let mut tray = Dying(InFolder::default(), std::path::PathBuf::new());
    let died =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| print(&ledger, &hold, pile(&path, None), &mut tray)));
    assert!(died.is_err());
    there(&tray.1, &path);
    drop(ledger);
    (place, out, id)
}

#[test]
fn after_a_crash_it_is_certain_whether_the_sheets_are_there() {
    let go_on = |place: &Place, out: &Path, id: JobId| {
        let ledger = place.ledger();
        let hold = ledger.hold(op(), id).unwrap();
        assert!(hold.is_orphaned);
        let ended = print(&ledger, &hold, pile(&out.join("other.pdf"), None), &mut InFolder::default());
        (ledger, ended.unwrap())
    };
    // It had no name yet: its labels go into the next file, and sheet 1 is the first that there is.
    let (place, out, id) = left_open(|_, _| {});
    let (ledger, ended) = go_on(&place, out.path(), id);
    assert_eq!((ended.sent, files(out.path())), (LABELS, vec!["other.pdf".to_owned()]));
    agree(&ledger, id, out.path(), "no name");
    // It had its name: nothing more is printed.
    let (place, out, id) = left_open(|part, path| fs::rename(part, path).unwrap());
    let (ledger, ended) = go_on(&place, out.path(), id);
    assert_eq!((ended.sent, files(out.path())), (0, vec!["sheets.pdf".to_owned()]));
    agree(&ledger, id, out.path(), "a name");
    // Somebody took it: nobody can tell.
    let (place, out, id) = left_open(|part, _| fs::remove_file(part).unwrap());
    let (ledger, ended) = go_on(&place, out.path(), id);
    assert_eq!((ended.sent, ended.in_doubt), (0, LABELS));
    assert_eq!(ledger.job(id).unwrap().states.of(State::InDoubt), LABELS);
    assert_eq!(ledger.on_sheets(id, &numbers("2"), Some(&numbers("16"))).unwrap(), numbers("40"));
    // The operator speaks before the next run: what he left in doubt is certain all the same.
    let (place, out, id) = left_open(|part, path| fs::rename(part, path).unwrap());
    let ledger = place.ledger();
    let confirm = Decision::Confirm { labels: numbers("1-3"), spoiled: Numbers::default(), all: false };
    assert_eq!(ledger.decide(op(), id, "anna", &confirm).unwrap(), 3);
    assert_eq!(ledger.job(id).unwrap().states.of(State::InDoubt), LABELS - 3);
    drop(ledger);
    let ledger = place.ledger();
    let hold = ledger.hold(op(), id).unwrap();
    let path = out.path().join("sheets.pdf");
    print(&ledger, &hold, pile(&path, None), &mut InFolder::default()).unwrap();
    let states = ledger.job(id).unwrap().states;
    assert_eq!((states.of(State::Printed), states.of(State::Sent)), (3, LABELS - 3));
    agree(&ledger, id, out.path(), "a word of the operator");
}

fn numbers(text: &str) -> Numbers {
    text.parse().unwrap()
}

#[test]
fn labels_are_known_by_sheet_and_place() {
    let (place, out) = (Place::new(), tempfile::tempdir().unwrap());
    let ledger = place.ledger();
    let id = job(&ledger, None);
    let path = out.path().join("sheets.pdf");
    let on = |sheets: &str, places: Option<&str>| ledger.on_sheets(id, &numbers(sheets), places.map(numbers).as_ref());
    assert_eq!(refused(on("1", None)), "LED04");
    let hold = ledger.hold(op(), id).unwrap();
    print(&ledger, &hold, pile(&path, Some(&Free::from_place(7))), &mut InFolder::default()).unwrap();
    // 18 labels on what is left of the first sheet, 22 on the next.
    for (sheets, places, labels) in [
        ("1", None, "1-18"),
        ("2", None, "19-40"),
        ("1-2", None, "1-40"),
        ("2-", Some("6-"), "24-40"),
        ("1-2", Some("7,9-10"), "1,3-4,25,27-28"),
    ] {
        assert_eq!(on(sheets, places).unwrap().to_string(), labels, "{sheets}, {places:?}");
    }
    for (sheets, places) in
        [("3", None), ("1-3", None), ("1", Some("6")), ("1", Some("6-8")), ("2", Some("25")), ("2", Some("23-"))]
    {
        assert_eq!(refused(on(sheets, places)), "LED04", "{sheets}, {places:?}");
    }
    // What is to be printed again stands on no sheet, until it does on a new one.
    let reprint = |labels: Numbers| Decision::Reprint { labels, reason: "jam".to_owned() };
    ledger.decide(op(), id, "anna", &reprint(on("2", Some("6-")).unwrap())).unwrap();
    assert_eq!(on("2", None).unwrap(), numbers("19-23"));
    assert_eq!(refused(on("2", Some("6"))), "LED04");
    print(&ledger, &hold, pile(&path, Some(&Free::from_place(20))), &mut InFolder::default()).unwrap();
    assert_eq!(files(out.path()), ["sheets-2.pdf", "sheets.pdf"]);
    assert_eq!(on("3", None).unwrap(), numbers("24-28"));
    assert_eq!(on("4-", None).unwrap(), numbers("29-40"));
    agree(&ledger, id, out.path(), "two files");
}

#[test]
fn a_group_begins_a_sheet_in_every_run() {
    let (place, out) = (Place::new(), tempfile::tempdir().unwrap());
    let ledger = place.ledger();
    let id = job(&ledger, Some("gtin"));
    let path = out.path().join("sheets.pdf");
    let hold = ledger.hold(op(), id).unwrap();
    let print = |start_at| {
        print(&ledger, &hold, pile(&path, Some(&Free::from_place(start_at))), &mut InFolder::default()).unwrap();
    };
    print(3);
    let all = Decision::Reprint { labels: numbers("2-38"), reason: "jam".to_owned() };
    ledger.decide(op(), id, "anna", &all).unwrap();
    print(24);
    agree(&ledger, id, out.path(), "groups");
    let mut gtins = std::collections::HashMap::new();
    for label in ledger.labels(id, 0, 100).unwrap() {
        let gtin = label.unit.unwrap().split('\u{1d}').next().unwrap().to_owned();
        let (sheet, _) = label.stand.unwrap();
        assert_eq!(*gtins.entry(sheet).or_insert_with(|| gtin.clone()), gtin, "sheet {sheet}");
    }
    assert!(gtins.values().collect::<BTreeSet<_>>().len() > 1);
}

/// Numbers that look random, the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 16) % u64::from(end)).unwrap()
    }
}

/// Whatever is said of sheets, in whatever order: no code is lost, and none has two places.
#[test]
fn whatever_is_said_of_sheets_the_codes_are_conserved() {
    let whole = Place::new();
    job(&whole.ledger(), None);
    for seed in 1..=6_u64 {
        let (place, out, mut dice) =
            (whole.copied(), tempfile::tempdir().unwrap(), Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64) | 1));
        let ledger: Sqlite = place.ledger();
        let id = ledger.jobs().unwrap()[0].id;
        let path = out.path().join("sheets.pdf");
        let hold = ledger.hold(op(), id).unwrap();
        for step in 0..14 {
            let told = format!("seed {seed}, step {step}");
            let sheets = ledger.job(id).unwrap().sheets;
            let before = ledger.job(id).unwrap().states;
            let meant = (sheets > 0).then(|| {
                let sheet = Numbers::list(&[dice.below(sheets) + 1]);
                let from = dice.below(PLACES) + 1;
                ledger.on_sheets(id, &sheet, Some(&Numbers::of([from..=u32::MAX]))).unwrap_or_default()
            });
            match (dice.below(3), meant.filter(|labels| !labels.is_empty())) {
                (0, Some(labels)) => {
                    let decision = Decision::Confirm { labels, spoiled: Numbers::default(), all: false };
                    ledger.decide(op(), id, "anna", &decision).unwrap();
                }
                (1, Some(labels)) => {
                    let many = labels.count();
                    let decision = Decision::Reprint { labels, reason: "jam".to_owned() };
                    assert_eq!(ledger.decide(op(), id, "anna", &decision).unwrap(), many, "{told}");
                }
                _ => {
                    let free: BTreeSet<u32> = (0..=dice.below(9)).map(|_| dice.below(PLACES) + 1).collect();
                    let typed = free.iter().map(u32::to_string).collect::<Vec<_>>().join(",").parse::<Free>().unwrap();
                    let ended = print(&ledger, &hold, pile(&path, Some(&typed)), &mut InFolder::default()).unwrap();
                    assert!(matches!(ended.why, Why::Through), "{told}");
                    assert_eq!(ended.sent, before.of(State::Waiting), "{told}");
                    // The first sheet of the run has labels at its free places alone, the first ones of them.
                    let labels = ledger.labels(id, 0, 1000).unwrap().into_iter();
                    let first = labels.filter_map(|label| label.stand).filter(|(sheet, _)| *sheet == sheets + 1);
                    let first: BTreeSet<u32> = first.map(|(_, place)| place).collect();
                    let expected = free.iter().copied().take(usize::try_from(ended.sent).unwrap()).collect();
                    assert_eq!(first, expected, "{told}");
                }
            }
            let after = ledger.job(id).unwrap().states;
            let all: u64 = State::ALL.into_iter().map(|state| after.of(state)).sum();
            assert_eq!(all, LABELS, "{told}");
            agree(&ledger, id, out.path(), &told);
        }
    }
}
