//! No command of the label room tells a tail, and what is wiped is gone.

use std::fs;
use std::path::{Path, PathBuf};

use super::common::*;
use super::room::{Confirm, Room, TEMPLATE};

/// A crypto tail that belongs to no code.
const TAIL: &str = "HW0TLN7WI3su2R4+chXLGXEXRJTWSTydXDRgvjEgHmk=";
/// So many characters of a tail tell it.
const TOLD: usize = 12;

/// The tails of codes: what stands behind the keys.
fn tails(codes: &[String]) -> Vec<String> {
    let tails: Vec<_> = codes.iter().map(|code| code.rsplit('\u{1d}').next().unwrap()[2..].to_owned()).collect();
    assert!(tails.iter().all(|tail| tail.len() >= 40));
    tails.into_iter().chain([TAIL.to_owned()]).collect()
}

/// Where a piece of a tail stands in bytes; pieces may be cut anywhere.
fn leak(bytes: &[u8], tails: &[String]) -> Option<String> {
    let pieces = |tail: &str| tail.as_bytes().windows(TOLD).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let pieces: std::collections::HashSet<Vec<u8>> = tails.iter().flat_map(|tail| pieces(tail)).collect();
    let at = bytes.windows(TOLD).position(|window| pieces.contains(window))?;
    Some(String::from_utf8_lossy(&bytes[at.saturating_sub(60)..(at + 60).min(bytes.len())]).into_owned())
}

fn assert_hidden(told: &Told, tails: &[String], what: &[&str]) {
    let text = format!("{}{}", told.out, told.err);
    assert_eq!(leak(text.as_bytes(), tails), None, "{what:?}");
}

/// All files of a folder and those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn no_command_of_the_room_tells_a_tail() {
    let room = Room::with(Confirm::Operator, Default::default());
    let (codes, ledger) = (codes(), room.folder.file("ledger"));
    let tails = tails(&codes);
    let tell = |arguments: &[&str]| {
        let mut last = None;
        for format in ["text", "json"] {
            let told = quietzone(&[arguments, &["--ledger", &ledger, "--format", format]].concat());
            assert_hidden(&told, &tails, arguments);
            last = Some(told.code);
        }
        last.unwrap()
    };
    let data = room.folder.write("codes.txt", codes[..9].join("\n"));
    let more = room.folder.write("more.txt", codes[6..14].join("\n"));
    let named = room.folder.write(&format!("{}.txt", TAIL.replace('/', "_")), codes[20..24].join("\n"));
    let cut =
        room.folder.write("cut.txt", codes[30..34].iter().map(|code| format!("{}\n", &code[..70])).collect::<String>());
    let print = |data: &str, printer: &str| tell(&["print", TEMPLATE, "--data", data, "--printer", printer]);
    let nowhere = format!("file:{}/{TAIL}/x.zpl", room.folder.path().display());
    assert_eq!(tell(&["print", TEMPLATE, "--data", &data, "--printer", "ours", "--later"]), 1);
    for (data, printer) in [
        (&*data, "ours"),
        (&more, "ours"),
        (&named, "ours"),
        (&cut, "ours"),
        ("no.txt", "ours"),
        (&data, TAIL),
        (&data, &format!("tcp://{TAIL}")),
        (&data, "tcp://127.0.0.1:1"),
        (&named, &nowhere),
    ] {
        print(data, printer);
    }
    let reason = format!("torn: {}", codes[0]);
    for command in [
        &["job", "list"][..],
        &["job", "show", "1"],
        &["job", "resume", "1", "--printer", TAIL],
        &["job", "resume", "1"],
        &["job", "resume", TAIL],
        &["job", "find", &codes[0]],
        &["job", "find", &codes[40]],
        &["job", "find", TAIL],
        &["job", "confirm", "1", "--through", "3", "--operator", TAIL],
        &["job", "confirm", "1", "--labels", TAIL],
        &["job", "reprint", "1", "--labels", "1", "--reason", &reason],
        &["job", "reprint", "1", "--labels", "2", "--reason", TAIL, "--later"],
        &["job", "void", "1", "--labels", "4", "--reason", &reason],
        &["job", "apply", "1", "--all"],
        &["job", "report", "1", "-o", &format!("{}/{TAIL}.json", room.folder.path().display())],
        &["job", "remember", "1", "--data", &cut],
        &["job", "done", "1"],
        &["job", "show", "1"],
        &["ledger", "info"],
        &["ledger", "backup", &format!("{}/{TAIL}/x.sqlite", room.folder.path().display())],
        &["ledger", "forget", "1"],
        &["printer", "list"],
        &["printer", "status", "ours"],
        &["printer", "status", TAIL],
        &["printer", "add", TAIL, "tcp://10.0.0.5"],
        &["printer", "add", "tail", &format!("tcp://{TAIL}")],
        &["printer", "set", "ours", "--width", TAIL],
        &["job", "list"],
    ] {
        tell(command);
    }
    for form in ["csv", "json"] {
        let report = room.folder.file(&format!("report.{form}"));
        assert_eq!(tell(&["job", "report", "1", "-o", &report]), 0);
        assert_eq!(leak(&fs::read(&report).unwrap(), &tails), None);
    }
    assert_eq!(leak(&fs::read(Path::new(&ledger).join("printers.toml")).unwrap(), &tails), None);
}

/// Labels of several pages of the ledger, and of one; among them codes of a job that was refused, and of one whose
/// labels were printed once more.
#[test]
fn codes_of_a_job_that_is_forgotten_stand_nowhere_in_the_folder() {
    for times in [1, 12] {
        let room = Room::quick();
        let all: Vec<String> = many(times).lines().map(str::to_owned).collect();
        let tails = tails(&all);
        let data = room.folder.write("codes.txt", all.join("\n"));
        let file = |number: u8| format!("file:{}", room.folder.file(&format!("{number}.zpl")));
        let print = ["print", TEMPLATE, "--data", &data, "--printer"];
        room.done(&[&print[..], &[&file(1)]].concat());
        assert_eq!(room.tell(&[&print[..], &[&file(2)]].concat()).code, 1);
        room.done(&["job", "reprint", "1", "--labels", "3-7", "--reason", &format!("torn: {}", all[2])]);
        room.done(&["job", "confirm", "1", "--through", &all.len().to_string()]);
        room.done(&["job", "apply", "1", "--all"]);
        room.done(&["job", "done", "1"]);
        let ledger = room.folder.path().join("ledger");
        let held = |path: &PathBuf| leak(&fs::read(path).unwrap(), &tails).map(|near| (path.clone(), near));
        assert!(files(&ledger).iter().any(|path| held(path).is_some()), "the ledger holds whole codes until then");
        assert_eq!(room.done(&["ledger", "forget", "1"])["codes"], all.len());
        assert_eq!(files(&ledger).iter().find_map(held), None, "{} labels", all.len());
        // The labels are known still.
        assert_eq!(room.tell(&[&print[..], &[&file(3)]].concat()).code, 1);
        assert_eq!(files(&ledger).iter().find_map(held), None, "{} labels that were refused", all.len());
    }
}
