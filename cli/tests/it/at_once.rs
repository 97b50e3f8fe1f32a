//! The program several times at once, on one ledger.

use std::collections::HashSet;
use std::process::Child;
use std::time::{Duration, Instant};

use quietzone_station::printer::simulator::Settings;

use super::common::*;
use super::room::{Confirm, DATA, Room, TEMPLATE};

/// Each prints into a file of its own; their rows overlap.
fn at_once(rows: &[&str]) {
    let room = Room::quick();
    let path = |number: usize| room.folder.file(&format!("{number}.zpl"));
    let start = |(number, rows): (usize, &&str)| -> Child {
        room.start(&["print", TEMPLATE, "--data", DATA, "--rows", rows, "--printer", &format!("file:{}", path(number))])
    };
    let runs: Vec<Child> = rows.iter().enumerate().map(start).collect();
    let mut printed = 0;
    for (number, run) in runs.into_iter().enumerate() {
        let told = told(run.wait_with_output().unwrap());
        let text = std::fs::read_to_string(path(number)).unwrap_or_default();
        match told.code {
            0 => printed += text.matches("^PQ1").count(),
            1 => assert!(told.out.contains("LED02") && text.is_empty(), "{}", told.out),
            _ => panic!("{}{}", told.out, told.err),
        }
    }
    let labels = room.all_labels();
    let units: HashSet<_> = labels.iter().map(|label| &label.unit).collect();
    assert!(labels.iter().all(|label| label.state == "sent"), "{labels:?}");
    assert_eq!((labels.len(), units.len()), (printed, printed));
    assert!(printed >= 12);
}

#[test]
fn of_runs_that_overlap_one_prints() {
    for _ in 0..3 {
        at_once(&["2-13", "8-19"]);
        at_once(&["2-13", "8-19", "14-25", "2-25"]);
    }
}

#[test]
fn a_job_is_printed_by_one_run_and_the_other_is_told_by_whom() {
    let slow = Settings { label: Duration::from_millis(80), ..Settings::default() };
    let room = Room::with(Confirm::Operator, slow);
    room.done(&["print", TEMPLATE, "--data", DATA, "--rows", "2-13", "--printer", "ours", "--later"]);
    let run = room.start(&["job", "resume", "1"]);
    let begun = Instant::now();
    while room.done(&["job", "show", "1"])["running"] == false {
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    let ledger = room.folder.file("ledger");
    let other = quietzone(&["job", "resume", "1", "--ledger", &ledger]);
    let who = format!("job 1 is being printed by process {}", run.id());
    other.assert_says(2, &["LED03", &who, "quietzone job stop 1"]);
    assert!(room.tell(&["job", "resume", "1"]).out.contains("LED03"));
    room.tell(&["job", "done", "1"]).assert_says(2, &[]);
    let told = told(run.wait_with_output().unwrap());
    assert_eq!(told.code, 0, "{}", told.out);
    let out = room.rows_on_paper();
    assert!(out.len() == 12 && out.values().all(|papers| *papers == 1), "{out:?}");
}

#[test]
fn a_job_that_is_stopped_by_another_process_goes_on() {
    stopped(|room, _| drop(room.done(&["job", "stop", "1"])));
}

/// As by Ctrl-C.
#[cfg(unix)]
#[test]
fn a_job_that_is_interrupted_ends_between_two_labels() {
    stopped(|_, run| {
        let told = std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status();
        assert!(told.unwrap().success());
    });
}

/// Nothing is in doubt, and the job goes on where it was.
fn stopped(stop: impl FnOnce(&Room, &Child)) {
    let slow = Settings { label: Duration::from_millis(40), ..Settings::default() };
    let room = Room::with(Confirm::Operator, slow);
    let run = room.start(&["print", TEMPLATE, "--data", DATA, "--rows", "2-31", "--printer", "ours"]);
    let begun = Instant::now();
    while room.printer.odometer() < 31_086 {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(2));
    }
    stop(&room, &run);
    let stopped = told(run.wait_with_output().unwrap());
    assert_eq!((stopped.code, &stopped.json()["ended"]), (1, &"stopped".into()), "{}", stopped.out);
    let left = room.rows_on_paper().len() as u64;
    let states = &room.jobs()[0].1;
    assert!(left < 30 && states["sent"] == left && states["in_doubt"] == 0, "{left}: {states}");
    room.done(&["job", "resume", "1"]);
    let out = room.rows_on_paper();
    assert!(out.len() == 30 && out.values().all(|papers| *papers == 1), "{out:?}");
}

#[test]
fn every_row_of_a_job_is_told_and_a_rejected_one_is_no_clean_end() {
    let room = Room::quick();
    let codes = std::fs::read_to_string(at("samples/kz-pharma.txt")).unwrap();
    let (data, list, out) = (room.folder.file("mine.txt"), room.folder.file("rejects.csv"), room.folder.file("o.zpl"));
    let good: String = codes.split_inclusive('\n').take(5).collect();
    std::fs::write(&data, format!("{good}0104870999000117\n")).unwrap();
    let printer = format!("file:{out}");
    let sets = ["--set", "product=X", "--set", "batch=A1", "--set", "expiry=2027-12-31"];
    let print = ["print", TEMPLATE, "--data", &data, "--skip-bad", "--rejects", &list, "--printer", &printer];
    let told = room.tell(&[&print[..], &sets].concat());
    assert_eq!(told.code, 1, "{}{}", told.out, told.err);
    let json = told.json();
    assert_eq!((&json["sent"], &json["rejected"]), (&5.into(), &1.into()), "{json}");
    assert_eq!((&json["row_counts"]["good"], &json["row_counts"]["bad"]), (&5.into(), &1.into()), "{json}");
    assert_eq!(std::fs::read_to_string(&list).unwrap().lines().count(), 2);
}
