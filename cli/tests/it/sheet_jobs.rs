//! Labels on sheets as a warehouse prints them: a jam, half-used sheets, kills; each code ends on good paper once.
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::common::*;
use super::room::{Dice, Room};

const TEMPLATE: &str = "templates/uz-relabel-a4.toml";
/// Labels on a sheet.
const PLACES: usize = 24;
/// So many times sixty codes fill twenty sheets.
const EIGHT: u8 = 8;

/// A label as a report tells it: its serial, and where it stands.
type Stood = (String, Option<(u64, u64)>);

fn labels(room: &Room, job: &str) -> Vec<Stood> {
    let path = room.folder.file("report.json");
    room.done(&["job", "report", job, "-o", &path]);
    let told: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let label = |told: &Value| {
        let stand = told["sheet"].as_u64().zip(told["place"].as_u64());
        (told["unit"][1].as_str().unwrap().to_owned(), stand)
    };
    told.as_array().unwrap().iter().map(label).collect()
}

/// The serials on the pages of a file, as poppler draws them and zxing-cpp reads them, in the order of their places.
fn serials(folder: &Folder, pdf: &str) -> Vec<Vec<String>> {
    let drawn = folder.path().join(format!("{}-pages", Path::new(pdf).file_stem().unwrap().to_str().unwrap()));
    fs::create_dir_all(&drawn).unwrap();
    super::common::run("pdftoppm", &["-r", "200", "-gray", "-png", pdf, drawn.join("p").to_str().unwrap()]);
    let serial = |(kind, hex): (String, String)| {
        assert_eq!(kind, "]d2");
        let code = String::from_utf8(unhex(&hex)).unwrap();
        code[18..].split('\u{1d}').next().unwrap().to_owned()
    };
    read(&pictures(&drawn)).into_iter().map(|page| page.into_iter().map(serial).collect()).collect()
}

#[test]
fn after_a_jam_at_sheet_14_each_code_is_on_good_paper_once() {
    let room = Room::quick();
    let (data, out) = (room.folder.write("codes.txt", many(EIGHT)), room.folder.file("out.pdf"));
    let printer = format!("file:{out}");
    room.done(&["print", TEMPLATE, "--market", "kz-pharma", "--data", &data, "--printer", &printer]);
    let told = room.done(&["job", "show", "1"]);
    assert_eq!((&told["labels"], &told["sheets"], &told["states"]["sent"]), (&480.into(), &20.into(), &480.into()));
    room.done(&["job", "confirm", "1", "--page", "1-13"]);
    room.done(&["job", "confirm", "1", "--page", "14", "--place", "1-5"]);
    let free = ["--free", "2,9,14-20"];
    room.done(&[&["job", "reprint", "1", "--page", "14", "--place", "6-", "--reason", "jam"][..], &free].concat());
    // What is told of a place that was printed again is refused.
    for (page, place, says) in
        [("14", "5-6", "no label at place 6"), ("23", "1", "sheets 1 to 22"), ("1", "25", "places 1 to 24")]
    {
        let told = room.tell(&["job", "confirm", "1", "--page", page, "--place", place]);
        assert!(told.code == 2 && told.out.contains(says), "{says}: {}", told.out);
    }
    room.done(&["job", "confirm", "1", "--page", "15-20"]);
    assert_eq!(room.done(&["job", "confirm", "1", "--sheet", "21-"])["states"]["confirmed"], 480);
    room.done(&["job", "done", "1"]);
    let known = labels(&room, "1");
    let on_second: BTreeSet<(u64, u64)> =
        known.iter().filter_map(|label| label.1).filter(|(sheet, _)| *sheet > 20).collect();
    let holes = [2, 9, 14, 15, 16, 17, 18, 19, 20].map(|place| (21, place));
    assert_eq!(on_second, holes.into_iter().chain((1..=10).map(|place| (22, place))).collect());
    let list = room.folder.file("list.xlsx");
    assert_eq!(room.done(&["job", "control-list", "1", "-o", &list])["labels"], 480);
    if !present(&[POPPLER, ZXING, OPENPYXL]) {
        return;
    }
    // Sheets as they lie there: of sheet 14 the first five labels are good.
    let mut sheets = serials(&room.folder, &out);
    sheets[13].truncate(5);
    sheets.extend(serials(&room.folder, &room.folder.file("out-2.pdf")));
    let mut expected = BTreeMap::<u64, BTreeMap<u64, String>>::new();
    for (serial, stand) in known {
        let (sheet, place) = stand.unwrap();
        expected.entry(sheet).or_default().insert(place, serial);
    }
    // The control list says the same, sheet by sheet and place by place.
    let listed: Vec<(u64, u64, &str)> = expected
        .iter()
        .flat_map(|(sheet, places)| places.iter().map(|(place, serial)| (*sheet, *place, serial.as_str())))
        .collect();
    let cells = "import json, sys, openpyxl\nfrom openpyxl.utils.escape import unescape\nrows = openpyxl.load_workbook(sys.argv[1]).active.iter_rows(values_only=True)\n\
        print(json.dumps([[r[2], r[3], unescape(r[7])] for r in rows if r[0] == '☐' and isinstance(r[1], int)]))";
    let cells: Value = serde_json::from_slice(&super::common::run("python3", &["-c", cells, &list])).unwrap();
    let cells = cells.as_array().unwrap().iter();
    let cells: Vec<_> =
        cells.map(|row| (row[0].as_u64().unwrap(), row[1].as_u64().unwrap(), row[2].as_str().unwrap())).collect();
    assert!(cells == listed, "{cells:?}");
    let expected: Vec<Vec<String>> = expected.into_values().map(|sheet| sheet.into_values().collect()).collect();
    assert_eq!(sheets, expected);
    let all: BTreeSet<&String> = sheets.iter().flatten().collect();
    assert_eq!((all.len(), sheets.iter().map(Vec::len).sum::<usize>()), (480, 20 * PLACES));
}

/// What is scanned is ticked off, whatever the ledger thought of it; the rest is told by sheet and place.
#[test]
fn scanned_labels_are_ticked_off_and_what_is_missing_is_told() {
    let room = Room::quick();
    let codes: Vec<String> = many(1).lines().map(str::to_owned).collect();
    let (data, out) = (room.folder.write("codes.txt", codes[..30].join("\n")), room.folder.file("out.pdf"));
    let printer = format!("file:{out}");
    let print = ["print", TEMPLATE, "--market", "kz-pharma", "--printer", &printer, "--data"];
    room.done(&[&print[..], &[data.as_str()]].concat());
    let other = room.folder.write("other.txt", codes[30..31].join("\n"));
    room.done(&[&print[..], &[other.as_str()]].concat());
    room.done(&["job", "void", "1", "--page", "2", "--place", "6", "--reason", "destroyed"]);
    let verify = |more: &[&str], scans: &[String]| {
        let mut child = room.program(&[&["job", "verify", "1"], more].concat()).stdin(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), scans.concat().as_bytes()).unwrap();
        let told = told(child.wait_with_output().unwrap());
        let events: Vec<Value> = told.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let kinds: Vec<String> = events.iter().filter_map(|event| Some(event["scan"].as_str()?.to_owned())).collect();
        // No tail is told, whatever is scanned.
        assert!(codes.iter().all(|code| !told.out.contains(code.rsplit("92").next().unwrap())), "{}", told.out);
        (told.code, kinds, events.last().unwrap().clone())
    };
    let scan = |index: usize, end: &str| format!("{}{end}", codes[index]);
    let scans: Vec<String> = [
        scan(0, "\r\n"),
        scan(1, "\n"),
        scan(1, "\n"),
        scan(30, "\n"),
        scan(31, "\n"),
        scan(29, "\n"),
        "\n\nabc\n".to_owned(),
    ]
    .into_iter()
    .chain([format!("]d2{}\n", codes[2]), "done\n".to_owned(), scan(5, "\n")])
    .collect();
    let kinds = ["good", "good", "twice", "other_job", "unknown", "unfit", "unreadable", "good"];
    // Nothing is marked where that is asked.
    let (code, seen, last) = verify(&["--dry-run"], &scans);
    assert_eq!((code, seen.as_slice(), &last["missing"]), (1, &kinds.map(str::to_owned)[..], &26.into()));
    assert_eq!(room.done(&["job", "show", "1"])["states"]["applied"], 0);
    let missing = room.folder.file("missing.csv");
    let (code, seen, last) = verify(&["--missing", &missing], &scans);
    assert_eq!((code, seen.as_slice(), &last["missing"]), (1, &kinds.map(str::to_owned)[..], &26.into()));
    let told = room.done(&["job", "show", "1"]);
    assert_eq!((&told["states"]["applied"], &told["states"]["confirmed"]), (&3.into(), &3.into()));
    let listed = fs::read_to_string(&missing).unwrap();
    assert_eq!(listed.lines().count(), 27);
    assert!(listed.lines().nth(1).unwrap().ends_with(",1,4"), "{listed}");
    // The next one goes on where the first ended. One label is found that nobody knew to be printed, and no more.
    room.done(&["job", "reprint", "1", "--page", "1", "--place", "4", "--reason", "lost", "--later"]);
    let rest: Vec<String> = (3..29).map(|index| scan(index, "\n")).collect();
    let (code, seen, last) = verify(&[], &rest);
    assert_eq!((code, seen.len(), &last["good"], &last["missing"]), (0, 26, &26.into(), &0.into()));
    let states = &room.done(&["job", "show", "1"])["states"];
    assert_eq!((&states["waiting"], &states["printed"], &states["applied"]), (&0.into(), &1.into(), &29.into()));
}

/// Killed again and again at random moments, a job of sheets has each label in its files once.
#[test]
fn whenever_a_run_is_killed_each_label_stands_on_one_sheet() {
    let mut dice = Dice::new(17);
    let mut kills = 0;
    let most = if std::env::var_os("QUIETZONE_SOAK").is_some() { 100 } else { 6 };
    while kills < most {
        let room = Room::quick();
        let (data, out) = (room.folder.write("codes.txt", many(EIGHT)), room.folder.path().join("out"));
        fs::create_dir(&out).unwrap();
        let printer = format!("file:{}", out.join("sheets.pdf").to_str().unwrap());
        room.done(&["print", TEMPLATE, "--market", "kz-pharma", "--data", &data, "--printer", &printer, "--later"]);
        loop {
            let (mut child, begun) = (room.start(&["job", "resume", "1"]), Instant::now());
            let time = Duration::from_micros(dice.below(1_500_000));
            let killed = loop {
                if child.try_wait().unwrap().is_some() {
                    assert_eq!(told(child.wait_with_output().unwrap()).code, 0);
                    break false;
                }
                if begun.elapsed() >= time {
                    child.kill().unwrap();
                    break child.wait().unwrap().signal() == Some(9);
                }
                std::thread::sleep(Duration::from_millis(1));
            };
            kills += u64::from(killed);
            if !killed {
                break;
            }
        }
        let told = room.done(&["job", "show", "1"]);
        assert_eq!((&told["states"]["sent"], &told["sheets"]), (&480.into(), &20.into()));
        assert_eq!(names(&out), ["sheets.pdf"]);
        let stands: BTreeSet<_> = labels(&room, "1").into_iter().map(|label| label.1.unwrap()).collect();
        assert_eq!((stands.len(), stands.last()), (480, Some(&(20, 24))));
        if present(&[QPDF]) {
            super::common::run("qpdf", &["--check", out.join("sheets.pdf").to_str().unwrap()]);
        }
    }
}

#[test]
fn sheets_go_where_pdf_is_taken() {
    let room = Room::quick();
    let path = room.folder.file("out.zpl");
    let print = ["print", TEMPLATE, "--data", "samples/uz-pharma.xlsx", "--printer"];
    for (printer, says) in [(format!("file:{path}"), "no .pdf"), ("ours".to_owned(), "no language of label printers")] {
        let told = room.tell(&[&print[..], &[&printer]].concat());
        assert!(told.code == 2 && told.out.contains(says), "{}", told.out);
    }
    // Nothing was taken down.
    assert!(room.jobs().is_empty());
    let pdf = format!("file:{}", room.folder.file("out.pdf"));
    let told = room.tell(&[&print[..], &[&pdf, "--free", "2,25"]].concat());
    assert!(told.code == 2 && told.out.contains("place 25"), "{}", told.out);
    assert!(room.jobs().is_empty());
}
