//! The program is killed at random moments, again and again, and goes on by its ledger. What came out of the
//! printer, read by zxing-cpp, is held against what the ledger says.
//!
//! A job is killed up to seven times, then ends; what is in doubt is looked at and told, as an operator would.
//! With `QUIETZONE_SOAK` in the environment there are a thousand kills instead of fifty.
#![cfg(unix)]

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::time::{Duration, Instant};

use quietzone_station::printer::simulator::Settings;

use super::common::*;
use super::room::{Confirm, DATA, Dice, Label, Room, TEMPLATE};

/// Kills of a job, at most.
const KILLS: u64 = 7;
/// The rows of a job.
const ROWS: u64 = 12;
/// So many times sixty labels are more than a block of a file.
const SIXTIES: u8 = 19;
/// A run that was not killed ends by then.
const LONG: Duration = Duration::from_secs(60);

fn often(usual: u64) -> u64 {
    if std::env::var_os("QUIETZONE_SOAK").is_some() { usual * 20 } else { usual }
}

/// When a run is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So long after it was started.
    After(Duration),
    /// So long after so many labels came out.
    Printed(u64, Duration),
    /// It is not.
    Never,
}

impl Moment {
    fn of(dice: &mut Dice, labels: u64) -> Self {
        let micros = |dice: &mut Dice, most: u64| Duration::from_micros(dice.below(most));
        match dice.below(4) {
            0 => Moment::After(micros(dice, 120_000)),
            1 => Moment::After(micros(dice, 900_000)),
            // Up to the last label, and behind it.
            _ => Moment::Printed(dice.below(labels + 1), micros(dice, 15_000)),
        }
    }
}

/// Runs a command and kills it; whether it was killed before it ended. What it printed is counted by somebody.
fn run(room: &Room, arguments: &[&str], moment: Moment, count: &dyn Fn() -> u64) -> bool {
    let printed = count();
    let (mut child, begun) = (room.start(arguments), Instant::now());
    let mut left = None;
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            if ended.signal().is_none() {
                let told = told(child.wait_with_output().unwrap());
                // Labels may be in doubt because of the run before.
                assert!(told.code < 2, "{arguments:?}: {}{}", told.out, told.err);
            }
            return false;
        }
        let due = match moment {
            Moment::After(time) => begun.elapsed() >= time,
            Moment::Printed(labels, time) => {
                if left.is_none() && count().saturating_sub(printed) >= labels && labels > 0 {
                    left = Some(Instant::now() + time);
                }
                left.is_some_and(|left| Instant::now() >= left)
            }
            Moment::Never => false,
        };
        if due {
            child.kill().unwrap();
            return child.wait().unwrap().signal() == Some(9);
        }
        assert!(begun.elapsed() < LONG, "{arguments:?} does not end");
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// Prints a job that is killed until its kills are used up, then ends it as an operator would; tells how often it
/// was killed.
fn job(room: &Room, dice: &mut Dice, (first, most): (u64, u64), what: &str) -> u64 {
    let rows = format!("{first}-{}", first + ROWS - 1);
    let before = room.jobs().len();
    let counter = || room.printer.odometer();
    let mut kills = 0;
    loop {
        let known = room.jobs().into_iter().nth(before);
        let left = known.as_ref().map_or(ROWS, |(_, states)| states["waiting"].as_u64().unwrap());
        let moment = if kills < most { Moment::of(dice, left) } else { Moment::Never };
        let (id, states) = match known {
            Some(known) => known,
            None => {
                let print = ["print", TEMPLATE, "--data", DATA, "--printer", "ours", "--rows", &rows];
                kills += u64::from(run(room, &print, moment, &counter));
                room.agree(true, &format!("{what}, print of rows {rows}, {moment:?}"));
                continue;
            }
        };
        if states["waiting"] != 0 {
            let is_killed = run(room, &["job", "resume", &id], moment, &counter);
            kills += u64::from(is_killed);
            room.agree(is_killed, &format!("{what}, resume {id}, {moment:?}"));
            continue;
        }
        // A run that was killed at its end left labels that it sent and cannot be asked any more.
        if !decide(room, &id, moment, &mut kills) {
            room.agree(false, &format!("{what}, at the end of job {id}"));
            return kills;
        }
        room.agree(true, &format!("{what}, decisions on job {id}"));
    }
}

/// Looks for the papers of what is in doubt, and tells which were printed; the others are printed once more.
/// Tells whether there was any.
fn decide(room: &Room, id: &str, moment: Moment, kills: &mut u64) -> bool {
    let out = room.rows_on_paper();
    let is_open = |label: &Label| ["in_doubt", "claimed", "sent"].contains(&label.state.as_str());
    let open: Vec<Label> = room.labels(id).into_iter().filter(is_open).collect();
    let (there, missing): (Vec<Label>, Vec<Label>) = open.into_iter().partition(|label| out.contains_key(&label.row));
    let numbers = |labels: &[Label]| labels.iter().map(|label| label.number.to_string()).collect::<Vec<_>>().join(",");
    if !there.is_empty() {
        room.done(&["job", "confirm", id, "--labels", &numbers(&there)]);
    }
    if !missing.is_empty() {
        let reprint = ["job", "reprint", id, "--labels", &numbers(&missing), "--reason", "never came out"];
        *kills += u64::from(run(room, &reprint, moment, &|| room.printer.odometer()));
    }
    !there.is_empty() || !missing.is_empty()
}

/// What zxing-cpp reads on the papers, against the units of the ledger and what the maker of the sample says.
fn judged(room: &Room) {
    if !present(&[ZXING, ZPLKIT, OPENPYXL]) {
        eprintln!("the papers were compared by the bytes of their formats alone");
        return;
    }
    let zpl: Vec<u8> = room.papers().iter().flat_map(|paper| paper.alone()).collect();
    let mut units: HashMap<(String, String), usize> = HashMap::new();
    for unit in codes_of(&room.folder, &zpl, &messages("kz-pharma.xlsx")) {
        *units.entry(unit).or_insert(0) += 1;
    }
    for label in room.all_labels() {
        assert_eq!(units.remove(&label.unit), Some(1), "{label:?}");
    }
    assert!(units.is_empty(), "{units:?}");
}

/// The units whose codes stand on labels, drawn by zplkit and read by zxing-cpp. Each code is a known one.
fn codes_of(folder: &Folder, zpl: &[u8], known: &[String]) -> Vec<(String, String)> {
    let (file, drawn) = (folder.write("papers.zpl", zpl), folder.file("drawn"));
    super::common::run("python3", &["tests/judges/zplkit.py", &file, &drawn]);
    let codes = read(&pictures(drawn.as_ref()));
    let unit = |symbols: Vec<(String, String)>| {
        let [(kind, hex)] = symbols.as_slice() else { panic!("{} symbols on a label", symbols.len()) };
        assert!(kind == "]d2" && known.contains(hex), "a code that nobody knows");
        let code = String::from_utf8(unhex(hex)).unwrap();
        let serial = code[18..].split('\u{1d}').next().unwrap();
        (code[2..16].to_owned(), serial.to_owned())
    };
    codes.into_iter().map(unit).collect()
}

/// Jobs on one printer, until they were killed often enough.
fn killed(confirm: Confirm, most: u64, seed: u64) {
    let (mut kills, mut dice) = (0, Dice::new(seed));
    while kills < most {
        let settings = Settings { label: Duration::from_millis(4), ..Settings::default() };
        let room = Room::with(confirm, settings);
        for first in (2..62).step_by(ROWS as usize) {
            let here = KILLS.min(most - kills);
            kills += job(&room, &mut dice, (first, here), &format!("{confirm:?} of seed {seed}, kill {kills}"));
        }
        judged(&room);
    }
}

#[test]
fn whenever_a_run_is_killed_each_label_comes_out_once() {
    killed(Confirm::Operator, often(22), 7);
}

#[test]
fn whenever_a_run_is_killed_a_counter_tells_no_untruth() {
    killed(Confirm::Counter, often(20), 11);
}

/// A file is claimed in blocks of a thousand labels.
#[test]
fn whenever_a_run_is_killed_each_label_stands_in_its_file_once() {
    let (mut kills, mut dice) = (0, Dice::new(13));
    while kills < often(8) {
        let room = Room::quick();
        let (data, path) = (room.folder.write("codes.txt", many(SIXTIES)), room.folder.file("out.zpl"));
        let labels = |state: &str| room.jobs()[0].1[state].as_u64().unwrap();
        let length = || fs::metadata(&path).map_or(0, |about| about.len());
        let print = ["print", TEMPLATE, "--data", &data, "--printer", &format!("file:{path}")];
        kills += u64::from(run(&room, &print, Moment::After(Duration::from_millis(dice.below(400))), &length));
        if room.jobs().is_empty() {
            run(&room, &[&print[..], &["--later"]].concat(), Moment::Never, &length);
        }
        let id = room.jobs()[0].0.clone();
        for kill in 0.. {
            let time = Duration::from_micros(dice.below(400_000));
            let moment = match dice.below(2) {
                _ if kill >= KILLS => Moment::Never,
                0 => Moment::After(time),
                _ => Moment::Printed(1, time / 100),
            };
            let is_killed = run(&room, &["job", "resume", &id], moment, &length);
            kills += u64::from(is_killed);
            let there = formats(&path).len() as u64;
            let (sent, claimed) = (labels("sent"), labels("claimed"));
            assert!((sent..=sent + claimed).contains(&there), "{moment:?}: {there}, {sent} sent, {claimed} claimed");
            if !is_killed {
                break;
            }
        }
        let (formats, all) = (formats(&path), u64::from(SIXTIES) * 60);
        assert_eq!((labels("sent"), formats.len() as u64), (all, all));
        assert_eq!(formats.iter().collect::<HashSet<_>>().len() as u64, all);
        judged_in_order(&room, &data, &formats);
    }
}

/// Labels in a file, without what goes before and behind them.
fn formats(path: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let formats = text.split_inclusive("^XZ").filter_map(|format| format.find("^XA").map(|begin| &format[begin..]));
    formats.filter(|format| format.contains("^PQ1")).map(str::to_owned).collect()
}

/// The labels on both sides of the end of a block are those of the rows.
fn judged_in_order(room: &Room, data: &str, formats: &[String]) {
    if !present(&[ZXING, ZPLKIT]) {
        return;
    }
    let file = fs::read_to_string(room.folder.file("out.zpl")).unwrap();
    let stored: BTreeSet<&str> = file.split_inclusive('\n').filter(|line| line.starts_with("~DG")).collect();
    let (some, head) = (980..1020, stored.into_iter().collect::<String>());
    let codes = fs::read_to_string(data).unwrap();
    let known: Vec<String> = codes.lines().map(|line| hex(line.as_bytes())).collect();
    let read = codes_of(&room.folder, &[head, formats[some.clone()].concat()].concat().into_bytes(), &known);
    let units: Vec<(String, String)> = room.all_labels()[some].iter().map(|label| label.unit.clone()).collect();
    assert_eq!(read, units);
}
