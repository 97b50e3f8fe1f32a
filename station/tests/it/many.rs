//! Several stations at one ledger, each a process: no unit and no label is claimed by two.
//!
//! A station is this program once more, told by its environment what to do. With `QUIETZONE_SOAK` there are ten
//! thousand rounds instead of some.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use quietzone::job::{Own, Shared};
use quietzone::world::World;
use quietzone_station::ledger::{
    Added, By, Claim, Folder, Hold, JobId, Kept, Ledger, NewJob, NewLabel, Numbers, Sqlite, State, rules,
};

use super::common::{BY, Place, op};

/// Where a station finds its ledger and writes what it claimed, its number, and its rounds.
const STATION: &str = "QUIETZONE_STATION";

fn rounds() -> u32 {
    if std::env::var_os("QUIETZONE_SOAK").is_some() { 10_000 } else { 25 }
}

/// Labels of units with these numbers.
fn labels(units: impl Iterator<Item = u32>) -> Vec<NewLabel> {
    let label = |(at, unit): (usize, u32)| {
        let own = Own { number: at as u64 + 1, row: unit, code: format!("code {unit}"), fields: Vec::new() };
        NewLabel { unit: Some(format!("04870999000116\u{1d}{unit}")), own }
    };
    units.enumerate().map(|(at, unit)| label((at, unit))).collect()
}

fn begun(ledger: &Sqlite, labels: u32) -> Hold {
    let kept = Kept { shared: Shared::new(1, Vec::new(), labels.into()), ..Kept::default() };
    let new =
        NewJob { printer: BY.printer.to_owned(), operator: BY.operator.to_owned(), labels, kept, ..NewJob::default() };
    ledger.begin(op(), &new).unwrap()
}

/// A job of these units, taken down so many at a time; none where one of them is known.
fn taken(ledger: &Sqlite, labels: &[NewLabel], at_a_time: usize) -> Option<Hold> {
    let hold = begun(ledger, labels.len().try_into().unwrap());
    for some in labels.chunks(at_a_time) {
        if let Added::Known(known) = ledger.add(op(), &hold, some).unwrap() {
            assert!(!known.is_empty());
            ledger.discard(op(), &hold).unwrap();
            return None;
        }
    }
    Ledger::open(ledger, op(), &hold).unwrap();
    Some(hold)
}

/// Claims these labels and sends them.
fn sent(ledger: &Sqlite, hold: &Hold, numbers: &[u32]) {
    let by = By { printer: "ours", ..BY };
    assert_eq!(ledger.claim(op(), hold, &by, numbers, None).unwrap(), Claim::Taken);
    ledger.mark(op(), hold, numbers, State::Sent).unwrap();
}

/// A station at work: it does nothing unless a test made it one.
#[test]
fn a_station() {
    let Ok(told) = std::env::var(STATION) else { return };
    let [folder, number, rounds] = told.split('|').collect::<Vec<_>>().try_into().unwrap();
    let (number, rounds): (u32, u32) = (number.parse().unwrap(), rounds.parse().unwrap());
    let ledger = Sqlite::open(&World::default(), &Folder::open(Some(Path::new(folder))).unwrap()).unwrap();
    let mut claimed = String::new();
    for round in 0..rounds {
        // Four units a round; stations begin at another one, so that each has some that another has too.
        let units: Vec<NewLabel> = labels((0..4).map(|unit| 1_000_000 + round * 4 + (unit + number) % 5));
        if let Some(hold) = taken(&ledger, &units, 2) {
            sent(&ledger, &hold, &[1, 2, 3, 4]);
            units.iter().for_each(|label| writeln!(claimed, "unit {}", label.own.row).unwrap());
            ledger.release(op(), &hold).unwrap();
        }
        // The first job belongs to all.
        match ledger.hold(op(), JobId(1)) {
            Ok(hold) => {
                assert!(!hold.is_orphaned, "the station before gave it back");
                let waiting = ledger.numbers(JobId(1), State::Waiting).unwrap();
                if let Some(first) = waiting.ranges().first().map(|range| *range.start()) {
                    sent(&ledger, &hold, &[first]);
                    writeln!(claimed, "label {first}").unwrap();
                }
                ledger.release(op(), &hold).unwrap();
            }
            Err(refused) => {
                let refused = refused.told();
                assert_eq!(refused.rule.code, rules::HELD.code, "{refused}");
                assert!(refused.to_string().contains("is being printed by process "), "{refused}");
            }
        }
    }
    fs::write(Path::new(folder).join(format!("claimed-{number}")), claimed).unwrap();
}

/// So many stations at once.
fn stations(many: u32, rounds: u32) {
    let place = Place::new();
    let ledger = place.ledger();
    let shared = taken(&ledger, &labels(1..rounds * many + 1), 2000).unwrap();
    ledger.release(op(), &shared).unwrap();
    let start = |number: u32| -> Child {
        let told = format!("{}|{number}|{rounds}", place.path().display());
        let mut station = Command::new(std::env::current_exe().unwrap());
        station
            .args(["many::a_station", "--exact", "--quiet"])
            .env(STATION, told)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let stations: Vec<Child> = (0..many).map(start).collect();
    for mut station in stations {
        assert!(station.wait().unwrap().success());
    }
    let mut claims: HashMap<String, u32> = HashMap::new();
    for number in 0..many {
        let claimed = fs::read_to_string(place.path().join(format!("claimed-{number}"))).unwrap();
        claimed.lines().for_each(|claim| *claims.entry(claim.to_owned()).or_insert(0) += 1);
    }
    let twice: Vec<_> = claims.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "claimed twice: {twice:?}");
    // What the stations believe is what the ledger says.
    let labels: u64 = claims.keys().filter(|claim| claim.starts_with("label")).count() as u64;
    assert_eq!(ledger.numbers(shared.job, State::Sent).unwrap(), Numbers::through(u32::try_from(labels).unwrap()));
    let (mut units, mut jobs) = (0, 0);
    for job in ledger.jobs().unwrap().iter().filter(|job| job.id != shared.job) {
        assert_eq!((job.states.of(State::Sent), job.held.is_some()), (4, false), "{job:?}");
        (units, jobs) = (units + 4, jobs + 1);
    }
    assert_eq!(units, claims.keys().filter(|claim| claim.starts_with("unit")).count());
    assert!(labels >= u64::from(rounds / 10) && jobs >= rounds / 4, "{labels} labels, {jobs} jobs of {rounds} rounds");
}

#[test]
fn two_stations_never_claim_one_unit() {
    stations(2, rounds());
}

#[test]
fn four_stations_never_claim_one_unit() {
    stations(4, rounds());
}
