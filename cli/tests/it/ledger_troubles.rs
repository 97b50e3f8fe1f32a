//! A ledger whose disk is full, that cannot be written, that was put back to an earlier state.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use super::common::*;
use super::room::{Confirm, DATA, Room, TEMPLATE};

const PRINT: [&str; 7] = ["print", TEMPLATE, "--data", DATA, "--printer", "ours", "--rows"];

/// A command as a shell runs it when it has done something else before.
fn behind(before: &str, command: &Command, more: &[&str]) -> Command {
    let mut shell = Command::new("unshare");
    shell.args(["--mount", "sh", "-c", before, "sh"]).args(more);
    shell.arg(command.get_program()).args(command.get_args()).current_dir(root());
    shell
}

/// Whether this user may mount what nobody else sees.
fn may_mount() -> bool {
    let folder = Folder::new();
    let mount = "mount -t tmpfs -o size=64k tmpfs \"$0\"";
    let tried = Command::new("unshare").args(["--mount", "sh", "-c", mount]).arg(folder.path()).output();
    let may = tried.is_ok_and(|tried| tried.status.success());
    if !may {
        eprintln!("skipped: nothing can be mounted");
    }
    may
}

/// Goes on when there is room: each label comes out once, or is told in doubt.
fn goes_on(room: &Room, what: &str) {
    room.agree(true, what);
    for (job, states) in room.jobs() {
        if states["waiting"] != 0 {
            let told = room.tell(&["job", "resume", &job]);
            assert!(told.code < 2, "{what}: {}", told.out);
        }
    }
    room.agree(false, what);
}

/// Files grow no further than so many KiB, as by a quota.
#[test]
fn a_ledger_that_cannot_grow_prints_nothing_that_it_does_not_know_of() {
    let is_long = std::env::var_os("QUIETZONE_SOAK").is_some();
    let mut stopped = 0;
    for most in (4..520).step_by(if is_long { 4 } else { 43 }) {
        let room = Room::quick();
        let command = room.program(&[&PRINT[..], &["2-13"]].concat());
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", most * 2);
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, "sh"]).arg(command.get_program()).args(command.get_args()).current_dir(root());
        let ended = told(shell.output().unwrap());
        let what = format!("{most} KiB");
        if ended.code != 0 {
            assert_eq!(ended.code, 2, "{what}: {}{}", ended.out, ended.err);
            let said = ended.json()["findings"].to_string();
            assert!(said.contains("LED01") && said.contains("the disk of the ledger"), "{what}: {said}");
            stopped += 1;
        }
        goes_on(&room, &what);
    }
    assert!(stopped > 5);
}

#[test]
fn a_full_disk_is_told_and_prints_nothing_that_the_ledger_does_not_know_of() {
    if !may_mount() {
        return;
    }
    for most in [100, 200, 300, 400] {
        let room = Room::quick();
        let ledger = room.folder.path().join("ledger");
        let kept = room.folder.path().join("kept");
        fs::rename(&ledger, &kept).unwrap();
        fs::create_dir(&ledger).unwrap();
        // The small disk goes with the shell: what was on it is kept elsewhere.
        let script = "mount -t tmpfs -o size=$1k tmpfs \"$2\" && cp -a \"$3\"/. \"$2\" && l=$2 && k=$3 && shift 3 && \
                      { \"$@\"; code=$?; cp -a \"$l\"/. \"$k\"; exit $code; }";
        let command = room.program(&[&PRINT[..], &["2-13"]].concat());
        let more = [&most.to_string(), ledger.to_str().unwrap(), kept.to_str().unwrap()];
        let ended = told(behind(script, &command, &more).output().unwrap());
        assert_eq!(ended.code, 2, "{most} KiB: {}{}", ended.out, ended.err);
        let said = ended.json()["findings"][0].to_string();
        assert!(said.contains("LED01") && said.contains("is full") && said.contains("make room"), "{said}");
        fs::remove_dir(&ledger).unwrap();
        fs::rename(&kept, &ledger).unwrap();
        goes_on(&room, &format!("a disk of {most} KiB"));
    }
}

#[test]
fn a_ledger_that_cannot_be_written_prints_nothing() {
    if !may_mount() {
        return;
    }
    let room = Room::quick();
    room.done(&[&PRINT[..], &["2-13", "--later"]].concat());
    let script = "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && shift && exec \"$@\"";
    let ledger = room.folder.file("ledger");
    let print = [&PRINT[..], &["14-25"]].concat();
    for command in [&print[..], &["job", "resume", "1"], &["job", "confirm", "1", "--through", "3"]] {
        let ended = told(behind(script, &room.program(command), &[&ledger]).output().unwrap());
        assert_eq!(ended.code, 2, "{command:?}: {}{}", ended.out, ended.err);
        let said = ended.json()["findings"].to_string();
        assert!(said.contains("LED01") && said.contains("cannot be written") && said.contains("group"), "{said}");
    }
    assert!(room.papers().is_empty());
    goes_on(&room, "a ledger that can be written again");
}

/// Not even what stands in the file can be taken out again.
#[test]
fn labels_of_a_file_that_cannot_be_written_are_told_by_the_operator() {
    if !Path::new("/dev/full").exists() {
        return eprintln!("skipped: there is no /dev/full");
    }
    let room = Room::quick();
    let print = room.tell(&["print", TEMPLATE, "--data", DATA, "--rows", "2-13", "--printer", "file:/dev/full"]);
    assert!(print.code == 2 && print.json()["findings"][0]["rule"] == "OUT02", "{}", print.out);
    assert!(room.tell(&["job", "resume", "1"]).out.contains("put it back as it was"));
    room.done(&["job", "reprint", "1", "--labels", "1-12", "--reason", "no room", "--printer", "ours"]);
    assert_eq!(room.rows_on_paper().into_values().collect::<Vec<_>>(), [1; 12]);
    room.agree(false, "a file that cannot be written");
}

/// Puts a copy in the place of the ledger, as somebody who repairs a machine does.
fn put_back(room: &Room, copy: &str) {
    let ledger = room.folder.path().join("ledger");
    for old in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
        let _ = fs::remove_file(ledger.join(old));
    }
    fs::copy(copy, ledger.join("ledger.sqlite")).unwrap();
}

/// Prints a job to its fifth label, keeps a copy of the ledger, and prints five more.
fn gone_on(room: &Room) -> String {
    let profile = room.folder.path().join("ledger/printers.toml");
    let text = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, text.replacen("\naddress", "\nconfirm_every = 5\naddress", 1)).unwrap();
    let print = room.tell(&[&PRINT[..], &["2-13"]].concat());
    assert_eq!((print.code, &print.json()["ended"]), (1, &"confirm".into()), "{}", print.out);
    let copy = room.folder.file("copy.sqlite");
    room.done(&["ledger", "backup", &copy]);
    assert_eq!(room.tell(&["job", "resume", "1"]).json()["ended"], "confirm");
    assert_eq!(room.papers().len(), 10);
    copy
}

#[test]
fn a_ledger_that_was_put_back_says_so_and_prints_nothing_again() {
    let room = Room::quick();
    let copy = gone_on(&room);
    put_back(&room, &copy);
    let ledger = room.folder.file("ledger");
    let list = quietzone(&["job", "list", "--ledger", &ledger]);
    list.assert_says(0, &["LED05", "put back to an earlier state", "jobs in doubt: 1"]);
    assert!(list.out.contains("12 in doubt"), "{}", list.out);
    // It is told once.
    assert_eq!(quietzone(&["job", "list", "--ledger", &ledger]).err, "");
    room.tell(&["job", "resume", "1"]);
    assert_eq!(room.papers().len(), 10);
    room.agree(false, "a ledger that was put back");
    // The operator looks, and the last two are printed.
    room.done(&["job", "confirm", "1", "--through", "10"]);
    room.done(&["job", "reprint", "1", "--labels", "11-12", "--reason", "never came out"]);
    assert_eq!(room.rows_on_paper().into_values().collect::<Vec<_>>(), [1; 12]);
    room.agree(false, "what was missing");
}

/// Programs are told too.
#[test]
fn a_ledger_that_was_put_back_says_so_to_programs() {
    let room = Room::quick();
    let copy = gone_on(&room);
    put_back(&room, &copy);
    let told = room.tell(&["job", "list"]);
    assert!(
        told.err.contains("LED05") && told.json()["jobs"][0]["states"]["in_doubt"] == 12,
        "{}{}",
        told.out,
        told.err
    );
}

/// Where the counter beside the ledger was put back too, a printer that counts knows.
#[test]
fn a_folder_that_was_put_back_whole_is_found_out_by_the_printer() {
    let room = Room::with(Confirm::Counter, Default::default());
    let copy = gone_on(&room);
    put_back(&room, &copy);
    fs::remove_file(Path::new(&room.folder.file("ledger")).join("ledger.counter")).unwrap();
    let told = room.tell(&["job", "resume", "1"]);
    let said = told.json()["findings"].to_string();
    assert!(told.code > 0 && said.contains("LED05") && said.contains("quietzone ledger restored"), "{}", told.out);
    assert_eq!(room.papers().len(), 10);
    assert_eq!(room.done(&["ledger", "restored"])["in_doubt"], serde_json::json!([1]));
    room.agree(false, "a folder that was put back");
    // That is told once; what is missing can be printed.
    room.done(&["job", "confirm", "1", "--labels", "6-10"]);
    room.done(&["job", "reprint", "1", "--labels", "11-12", "--reason", "never came out"]);
    assert_eq!(room.rows_on_paper().into_values().collect::<Vec<_>>(), [1; 12]);
}
