//! The emulator as a program tells of itself.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use quietzone_station::oms::emulator::{attached, detached};

use super::common::*;

/// What the emulator says, its address first.
fn told(arguments: &[&str]) -> Vec<String> {
    let mut child = program()
        .args(["oms", "emulate"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"quit\n").unwrap();
    let told = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap).collect();
    assert!(child.wait().unwrap().success());
    told
}

#[test]
fn it_tells_to_take_a_ledger_of_its_own_before_anything_else() {
    for (family, country) in [("suz", ""), ("xtrace", " --country uz")] {
        let lines = told(&["--family", family]);
        let address = &lines[0];
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        assert_eq!(lines[2].trim(), "export QUIETZONE_LEDGER=quietzone-samples");
        assert!(lines[3].trim().starts_with("export QUIETZONE_TOKEN="), "{}", lines[3]);
        let connect = format!("quietzone oms connect ours --family {family}{country} --url {address}");
        assert!(lines[4].trim().starts_with(&connect), "{}", lines[4]);
        assert!(lines[5].trim().starts_with("quietzone oms pull "), "{}", lines[5]);
    }
}

#[test]
fn it_shows_commands_that_sign_for_it() {
    let lines = told(&[]);
    let shown = |detached: &str| lines.iter().find(|line| line.contains(detached)).unwrap().trim();
    let (folder, file) = Folder::with("IN", "{\"productGroup\":\"milk\"}");
    let bytes = fs::read(&file).unwrap();
    for (word, wanted) in [("QZ-SIGNED", detached(&bytes)), ("QZ-ATTACHED", attached(&bytes))] {
        let run = Command::new("sh").args(["-c", shown(word)]).current_dir(folder.path()).status();
        if !run.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no sh with sha256sum and base64");
            return;
        }
        assert_eq!(fs::read_to_string(folder.path().join("OUT")).unwrap(), wanted);
    }
}

#[test]
fn for_programs_xtrace_tells_its_key_and_who_signs_in() {
    let told = told(&["--family", "xtrace", "--seed", "3", "--codes", "2000000", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told.concat()).unwrap();
    for key in ["address", "token", "login", "password"] {
        assert!(!told[key].as_str().unwrap().is_empty(), "{key}");
    }
    assert!(told["orders"][0]["gtins"][0].as_str().unwrap().starts_with("0952"));
}
