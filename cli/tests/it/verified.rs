//! Labels that a scanner ticks off: good ones, second papers, strangers, what nobody can read, and what is missing.

use serde_json::Value;

use super::common::*;

/// A ledger whose first job printed the sample into a file.
struct Printed(Folder);

impl Printed {
    fn new() -> Self {
        let printed = Self(Folder::new());
        std::fs::create_dir(printed.0.path().join("ledger")).unwrap();
        let file = format!("file:{}", printed.0.file("a.zpl"));
        let template = "templates/kz-pharma-58x40-203.toml";
        assert_eq!(printed.tell(&["print", template, "--data", CODES, "--printer", &file], "").code, 0);
        printed
    }

    fn tell(&self, arguments: &[&str], typed: &str) -> Told {
        let ledger = self.0.file("ledger");
        piped(&[arguments, &["--ledger", &ledger, "--operator", "anna"]].concat(), typed.as_bytes())
    }

    /// What became of each scan, and at the end.
    fn verify(&self, more: &[&str], typed: &[&str]) -> (i32, Vec<Value>, Value) {
        let told = self.tell(&[&["job", "verify", "1", "--format", "json"], more].concat(), &typed.join("\n"));
        let mut lines: Vec<Value> = told.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let last = lines.pop().unwrap();
        (told.code, lines, last)
    }
}

fn keys(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["scan"].as_str().unwrap()).collect()
}

#[test]
fn what_is_scanned_is_printed_and_applied_and_the_rest_is_missing() {
    let (room, scans) = (Printed::new(), codes());
    let (code, events, end) = room.verify(&[], &[&scans[0], "", &scans[7], &scans[0], "done", &scans[9]]);
    assert_eq!((code, keys(&events)), (1, vec!["good", "good", "twice"]));
    assert_eq!(end["missing"], 58);
    let shown = room.tell(&["job", "show", "1", "--format", "json"], "").json();
    assert_eq!((shown["states"]["confirmed"].as_u64(), shown["states"]["applied"].as_u64()), (Some(2), Some(2)));
    // Another day it goes on, as some scanners send it: with the reader's prefix and line ends of Windows.
    let list = room.0.file("missing.csv");
    let rest: Vec<String> = scans[1..].iter().map(|scan| format!("]d2{scan}\r")).collect();
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let (code, events, end) = room.verify(&["--missing", &list], &rest[..58]);
    assert_eq!((code, end["good"].as_u64(), end["missing"].as_u64()), (1, Some(57), Some(1)));
    assert_eq!(keys(&events).iter().filter(|key| **key == "twice").count(), 1);
    let list = std::fs::read_to_string(list).unwrap();
    assert!(list.lines().count() == 2 && list.lines().nth(1).unwrap().starts_with("60,"), "{list}");
    assert_eq!(room.verify(&[], &rest[58..]).2["missing"], 0);
}

#[test]
fn what_is_not_good_is_told_by_kind() {
    let (room, scans) = (Printed::new(), codes());
    // The second job is of other serials.
    let other = room.0.write("other.txt", many(1));
    let file = format!("file:{}", room.0.file("b.zpl"));
    let template = "templates/kz-pharma-58x40-203.toml";
    assert_eq!(room.tell(&["print", template, "--data", &other, "--printer", &file], "").code, 0);
    let elsewhere = many(1).lines().next().unwrap().to_owned();
    let unknown = many(2).lines().last().unwrap().to_owned();
    room.tell(&["job", "reprint", "1", "--labels", "5", "--reason", "torn", "--later"], "");
    room.tell(&["job", "void", "1", "--labels", "6", "--reason", "pack destroyed"], "");
    let typed = [elsewhere.as_str(), &unknown, "hello", &scans[4], &scans[5], &scans[6]];
    let (code, events, _) = room.verify(&[], &typed);
    assert_eq!(code, 1);
    assert_eq!(keys(&events), ["other_job", "unknown", "unreadable", "good", "unfit", "good"]);
    assert_eq!(events[0]["label"]["job"], 2);
    let shown = room.tell(&["job", "show", "1", "--format", "json"], "").json();
    assert_eq!(shown["states"]["applied"], 2, "only what is good is marked");
}

#[test]
fn looking_only_marks_nothing_and_still_tells_what_came_twice() {
    let (room, scans) = (Printed::new(), codes());
    let (_, events, end) = room.verify(&["--dry-run"], &[&scans[0], &scans[0]]);
    assert_eq!((keys(&events), end["missing"].as_u64()), (vec!["good", "twice"], Some(59)));
    let shown = room.tell(&["job", "show", "1", "--format", "json"], "").json();
    assert_eq!((shown["states"]["applied"].as_u64(), shown["states"]["sent"].as_u64()), (Some(0), Some(60)));
}

#[test]
fn a_keyboard_in_another_layout_is_named_and_no_tail_is_told() {
    let (room, scans) = (Printed::new(), codes());
    // As a scanner types it where the Russian layout is on.
    let (latin, russian) = ("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить");
    let key = |c: char| {
        let at = latin.chars().position(|letter| letter == c.to_ascii_lowercase());
        let typed = at.and_then(|at| russian.chars().nth(at)).unwrap_or(c);
        if c.is_ascii_uppercase() { typed.to_uppercase().next().unwrap() } else { typed }
    };
    let is_plain = |code: &&String| code.chars().all(|c| c.is_ascii_alphanumeric() || "+=\u{1d}".contains(c));
    let cyrillic: String = scans.iter().find(is_plain).unwrap().chars().map(key).collect();
    let told = room.tell(&["job", "verify", "1"], &cyrillic);
    assert!(told.err.contains("keyboard"), "{}", told.err);
    let typed = [scans[0].as_str(), &scans[0], &cyrillic, "01048709990003382", &"9".repeat(10_000)];
    for format in ["text", "json"] {
        let told = room.tell(&["job", "verify", "1", "--format", format], &typed.join("\n"));
        let all = format!("{}{}", told.out, told.err);
        for scan in &scans {
            assert!(!all.contains(&scan[scan.len() - 20..]), "{format}: a tail is told");
        }
    }
}
