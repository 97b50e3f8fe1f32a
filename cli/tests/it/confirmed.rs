//! What an operator says of all labels of a job at once.

use serde_json::json;

use super::common::*;
use super::room::{DATA, Room, TEMPLATE};

fn printed() -> Room {
    let room = Room::quick();
    room.done(&["print", TEMPLATE, "--data", DATA, "--printer", "ours", "--rows", "2-6"]);
    room
}

/// Runs a command on the first job that is answered for people.
fn said(room: &Room, command: &str, more: &[&str]) -> Told {
    let ledger = room.folder.file("ledger");
    quietzone(&[&["job", command, "1", "--ledger", &ledger, "--operator", "anna"], more].concat())
}

#[test]
fn labels_that_were_sent_are_not_applied_and_it_is_told_why() {
    let room = printed();
    let told = said(&room, "apply", &["--all"]);
    told.assert_says(1, &["5 labels are not applied: they must be confirmed first", "quietzone job confirm 1 --all"]);
    assert!(told.out.contains("0 labels changed"), "{}", told.out);
    let told = room.tell(&["job", "apply", "1", "--labels", "1"]);
    assert_eq!((told.code, &told.json()["findings"][0]["rule"]), (2, &json!("LED04")), "named labels are refused");
    let told = room.tell(&["job", "apply", "1", "--except", "1"]);
    assert_eq!((told.code, &told.json()["findings"][0]["severity"]), (1, &json!("error")));

    room.done(&["job", "confirm", "1", "--labels", "1-2"]);
    let told = said(&room, "apply", &["--all"]);
    told.assert_says(0, &["note[LED04]", "3 labels are not applied"]);
    assert!(told.out.contains("2 labels changed"), "{}", told.out);
    // Nothing is left out of these.
    let told = room.done(&["job", "apply", "1", "--except", "3-5"]);
    assert_eq!((&told["changed"], &told["findings"]), (&json!(0), &json!([])));
    room.done(&["job", "void", "1", "--labels", "3-5", "--reason", "pack destroyed"]);
    assert_eq!(room.done(&["job", "apply", "1", "--all"])["findings"], json!([]));
}

#[test]
fn what_waits_is_not_applied_and_it_is_told_why() {
    let room = printed();
    room.done(&["job", "reprint", "1", "--labels", "1-5", "--reason", "torn", "--later"]);
    let told = said(&room, "apply", &["--all"]);
    told.assert_says(1, &["5 labels are not applied: they wait to be printed", "quietzone job resume 1"]);
}

#[test]
fn all_that_was_sent_is_confirmed_and_counted() {
    let room = printed();
    room.done(&["job", "reprint", "1", "--labels", "2", "--reason", "torn", "--later"]);
    let told = said(&room, "confirm", &["--all", "--except", "4"]);
    told.assert_says(0, &["1 label waits"]);
    for part in ["4 labels changed", "3 labels were sent, and are confirmed", "1 label is missing or unfit"] {
        assert!(told.out.contains(part), "“{part}” is not in: {}", told.out);
    }
    let states = &room.jobs()[0].1;
    let many = ["confirmed", "spoiled", "waiting"].map(|state| states[state].as_u64());
    assert_eq!(many, [Some(3), Some(1), Some(1)]);
    assert_eq!(room.done(&["job", "confirm", "1", "--all"])["changed"], 0);
    assert_eq!(room.done(&["job", "apply", "1", "--all"])["changed"], 3);
    let told = room.tell(&["job", "confirm", "1", "--all", "--through", "3"]);
    assert_eq!(told.code, 2, "all and some");
}
