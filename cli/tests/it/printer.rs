//! Printers as people add, ask and test them, and the printer that the program is itself.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use quietzone_station::printer::simulator::{Happening, Settings};
use quietzone_station::printer::{Address, Language, Network, Simulator, Talk, Waits};

use super::common::*;

/// A command about printers, of a ledger's folder.
fn printer(ledger: &Folder, arguments: &[&str]) -> Told {
    let ledger = ledger.file("ledger");
    quietzone(&[&["printer"], arguments, &["--ledger", &ledger]].concat())
}

fn added(ours: &Simulator) -> Folder {
    let ledger = Folder::new();
    let told = printer(&ledger, &["add", "ours", &format!("tcp://{}", ours.address())]);
    assert_eq!(told.code, 0, "{}", told.err);
    ledger
}

#[test]
fn printers_are_added_changed_listed_and_forgotten() {
    let ledger = Folder::new();
    let empty = printer(&ledger, &["list"]);
    assert!(empty.code == 0 && empty.out.contains("no printer is known yet"), "{}", empty.out);
    let settings =
        ["--dpi", "300", "--width", "4.1in", "--shift", "-3,2", "--confirm-every", "500", "--in-flight", "9"];
    let add = [&["add", "zebra-1", "tcp://10.0.0.5", "--format", "json"], &settings[..]].concat();
    let told = printer(&ledger, &add).json();
    let expected = serde_json::json!({
        "printer": "zebra-1", "address": "tcp://10.0.0.5", "dpi": 300.0, "width_mm": 104.14,
        "language": "zpl", "inverted": false, "gap": null, "cut": null, "peel": false, "separator": false,
        "sheet": { "right_mm": 0.0, "down_mm": 0.0, "scale": "1" },
        "shift_dots": { "right": -3, "down": 2 }, "confirm": "operator", "confirm_every": 500,
        "reprint_off": true, "in_flight": 9, "proven": null,
    });
    assert_eq!(told, expected);
    let unset = ["set", "zebra-1", "--shift", "none", "--dpi", "none", "--reprint", "printer", "--format", "json"];
    let told = printer(&ledger, &unset).json();
    assert!(told["shift_dots"].is_null() && told["dpi"].is_null() && told["reprint_off"] == false);
    assert_eq!((&told["in_flight"], &told["width_mm"]), (&expected["in_flight"], &expected["width_mm"]));
    assert_eq!(printer(&ledger, &["add", "later", "file:out.zpl"]).code, 0);
    let listed = printer(&ledger, &["list", "--format", "json"]).json();
    let names: Vec<&str> =
        listed["printers"].as_array().unwrap().iter().map(|p| p["printer"].as_str().unwrap()).collect();
    assert_eq!(names, ["zebra-1", "later"]);
    let list = printer(&ledger, &["list"]).out;
    assert_eq!(list, "zebra-1  tcp://10.0.0.5\nlater    file:out.zpl\n");
    assert_eq!(printer(&ledger, &["remove", "later"]).code, 0);
    assert_eq!(printer(&ledger, &["list"]).out, "zebra-1  tcp://10.0.0.5\n");
}

#[test]
fn what_cannot_be_is_told_with_what_to_do() {
    let ledger = Folder::new();
    assert_eq!(printer(&ledger, &["add", "zebra-1", "tcp://10.0.0.5"]).code, 0);
    for (arguments, told) in [
        (&["add", "zebra-1", "file:a.zpl"][..], "there is a printer “zebra-1” already"),
        (&["add", "a b", "file:a.zpl"], "cannot be the name of a printer"),
        (&["add", "z", "10.0.0.5"], "write tcp://10.0.0.5"),
        (&["set", "zebra1", "--in-flight", "1"], "did you mean “zebra-1”?"),
        (&["set", "zebra-1", "--in-flight", "101"], "1..=100"),
        (&["set", "zebra-1", "--shift", "3"], "two numbers of dots"),
        (&["set", "zebra-1", "--shift", "0,121"], "from -120 to 120"),
        (&["set", "zebra-1", "--shift", "1mm,2"], "two lengths for sheets"),
        (&["set", "zebra-1", "--scale", "1.2"], "1.2"),
        (&["set", "zebra-1", "--inverted"], "for printers that speak TSPL"),
        (&["set", "zebra-1", "--cut", "10"], "write every:10"),
        (&["set", "zebra-1", "--cut", "gtin", "--peel"], "cuts labels or peels them off"),
        (&["set", "zebra-1", "--language", "tspl", "--confirm", "counter"], "tells no count of labels"),
        (&["set", "zebra-1", "--width", "800dots"], "needs --dpi"),
        (&["set", "zebra-1", "--confirm", "counter"], "quietzone printer test"),
        (&["status", "nobody"], "the printers are zebra-1"),
        (&["remove", "nobody"], "there is no printer “nobody”"),
    ] {
        printer(&ledger, arguments).assert_says(2, &[told]);
    }
    let broken = Folder::new();
    std::fs::create_dir(broken.path().join("ledger")).unwrap();
    broken.write("ledger/printers.toml", "[[printer]]\nname = \"a\"\nadress = \"file:x\"\n");
    printer(&broken, &["list"]).assert_says(2, &["printers.toml:3:1", "did you mean “address”?"]);
}

#[test]
fn a_printer_tells_what_it_does_and_what_to_do() {
    let ours = Simulator::start(Settings { odometer: 100, ..Settings::default() }).unwrap();
    let ledger = added(&ours);
    let ready = printer(&ledger, &["status", "ours"]);
    assert_eq!((ready.code, ready.err.as_str()), (0, ""));
    for told in ["QZSIM0001", "100 labels in its life", "nothing to do"] {
        assert!(ready.out.contains(told), "{}", ready.out);
    }
    ours.happen(Happening::PaperOut);
    let out = printer(&ledger, &["status", "ours"]);
    assert!(out.code == 1 && out.out.contains("the printer has no labels: load labels"), "{}", out.out);
    let told = printer(&ledger, &["status", "ours", "--format", "json"]).json();
    assert_eq!(
        (&told["conditions"][0]["condition"], &told["conditions"][0]["effect"]),
        (&"paper_out".into(), &"stops".into())
    );
    assert_eq!((&told["odometer"], &told["work"]["state"]), (&100.into(), &"idle".into()));
    drop(ours);
    printer(&ledger, &["status", "ours"]).assert_says(2, &["PRN04", "cannot be reached"]);
    assert_eq!(printer(&ledger, &["add", "file", "file:out.zpl"]).code, 0);
    printer(&ledger, &["status", "file"]).assert_says(2, &["is a file, which answers nothing"]);
}

#[test]
fn a_printer_without_a_count_does_not_pass_its_test() {
    let ours = Simulator::start(Settings { counts: false, ..Settings::default() }).unwrap();
    let ledger = added(&ours);
    let told = printer(&ledger, &["test", "ours", "--format", "json"]);
    assert_eq!((told.code, told.err.as_str()), (1, "two labels are printed\n"));
    let json = told.json();
    assert_eq!(
        (&json["counts"], &json["sent"], &json["findings"][0]["rule"]),
        (&false.into(), &2.into(), &"PRN07".into())
    );
    let text = printer(&ledger, &["test", "ours"]);
    text.assert_says(1, &["does not tell how many labels it has printed"]);
    ours.happen(Happening::Pause);
    printer(&ledger, &["test", "ours"]).assert_says(2, &["the printer is paused", "press PAUSE"]);
    printer(&ledger, &["set", "ours", "--confirm", "counter"]).assert_says(2, &["has not shown that it counts"]);
}

#[test]
fn a_printer_keeps_language_and_paper_and_how_its_sheets_are_moved() {
    let ledger = Folder::new();
    let settings = ["--language", "tspl", "--inverted", "--gap", "2mm", "--cut", "every:10", "--separator"];
    let add = [&["add", "tsc-1", "device:/dev/usb/lp0", "--format", "json"], &settings[..]].concat();
    let told = printer(&ledger, &add).json();
    assert_eq!(
        [&told["language"], &told["gap"], &told["cut"]].map(|word| word.as_str().unwrap()),
        ["tspl", "2 mm", "every:10"]
    );
    assert!(told["inverted"] == true && told["separator"] == true && told["peel"] == false);
    let laser = ["add", "laser-1", "cups:Office", "--shift", "0.8,-0.3mm", "--scale", "1.004,0.998"];
    let told = printer(&ledger, &laser);
    assert!(told.out.contains("0.80 mm to the right, -0.30 mm down, scale 1.004,0.998"), "{}", told.out);
    let kept = std::fs::read_to_string(ledger.path().join("ledger/printers.toml")).unwrap();
    for line in [
        "language = \"tspl\"",
        "gap = \"2 mm\"",
        "cut = \"every:10\"",
        "sheet_right = \"0.8 mm\"",
        "sheet_down = \"-0.3 mm\"",
        "sheet_scale = \"1.004,0.998\"",
    ] {
        assert!(kept.contains(line), "{line}: {kept}");
    }
    let none = ["--shift", "none", "--scale", "none", "--format", "json"];
    let told = printer(&ledger, &[&["set", "laser-1"], &none[..]].concat()).json();
    assert_eq!(told["sheet"], serde_json::json!({ "right_mm": 0.0, "down_mm": 0.0, "scale": "1" }));
    let none = ["--inverted=no", "--gap", "none", "--cut", "none", "--separator=no", "--format", "json"];
    let told = printer(&ledger, &[&["set", "tsc-1"], &none[..]].concat()).json();
    assert!(told["inverted"] == false && told["gap"].is_null() && told["cut"].is_null(), "{told}");
}

/// A label of the printer that the program is, in TSPL, is the picture that the program renders.
#[test]
fn labels_in_tspl_come_out_as_they_are_rendered() {
    let folder = Folder::new();
    let (papers, ledger) = (folder.file("papers"), folder.file("ledger"));
    let (mut child, address) = simulated(&papers, &["--language", "tspl"]);
    let address = address.to_string();
    assert_eq!(quietzone(&["printer", "add", "tsc-1", &address, "--language", "tspl", "--ledger", &ledger]).code, 0);
    let status = quietzone(&["printer", "status", "tsc-1", "--ledger", &ledger]);
    assert!(
        status.code == 0 && status.out.contains("QZSIM-TSPL") && status.out.contains("nothing to do"),
        "{}",
        status.out
    );
    let job = ["--data", CODES, "--rows", "1-2", "--printer", "tsc-1", "--ledger", &ledger, "--quiet"];
    let printed = quietzone(&[&["print", "templates/kz-pharma-58x40-203.toml"], &job[..]].concat());
    assert_eq!(printed.code, 0, "{}", printed.err);
    soon(|| folder.path().join("papers/00002.png").exists());
    writeln!(child.stdin.take().unwrap(), "quit").unwrap();
    assert!(child.wait().unwrap().success());
    let png = folder.path().join("ours-{row}.png");
    rendered("kz-pharma-58x40-203", "kz-pharma.txt", &png, &["--rows", "1-2"]);
    for row in 1..=2 {
        let [ours, theirs] =
            [format!("ours-{row}.png"), format!("papers/0000{row}.png")].map(|name| folder.file(&name));
        assert!(grey(&ours) == grey(&theirs), "label {row}");
    }
}

/// The program as a printer, and where it listens.
fn simulated(folder: &str, more: &[&str]) -> (Child, Address) {
    let mut program = program();
    program.args(["printer", "simulate", "--port", "0", "--speed", "50", "-o", folder, "--format", "json"]).args(more);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let told: String = (0..3).map(|_| lines.next().unwrap().unwrap()).collect();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    (child, told["address"].as_str().unwrap().parse().unwrap())
}

/// Waits, not for long, for something to come true.
fn soon(mut what: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(5);
    while !what() {
        assert!(Instant::now() < end, "it did not come true");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn the_program_is_a_printer_that_obeys() {
    let folder = Folder::new();
    let papers = folder.file("papers");
    let (mut child, address) = simulated(&papers, &[]);
    let waits = Waits { answer: Duration::from_secs(5), ..Waits::default() };
    let mut zebra = Talk::connect("ours", (&address, Language::Zpl), &Network, waits).unwrap();
    let mut input = child.stdin.take().unwrap();
    for (number, stop, go) in [(1, "pause", "resume"), (2, "paper out", "paper in"), (3, "head open", "head close")] {
        writeln!(input, "{stop}").unwrap();
        soon(|| zebra.status().unwrap().told().unwrap().obstacle().is_some());
        zebra.send(format!("^XA^FO1,1^FD{stop}^FS^XZ").as_bytes()).unwrap();
        writeln!(input, "{go}").unwrap();
        let paper = folder.path().join(format!("papers/0000{number}.zpl"));
        soon(|| paper.exists());
        assert_eq!(std::fs::read_to_string(paper).unwrap(), format!("^XA^FO1,1^FD{stop}^FS^XZ\n"));
    }
    zebra.close().unwrap();
    writeln!(input, "jump\nquit").unwrap();
    let ended = told(child.wait_with_output().unwrap());
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.err.contains("“jump” is not understood; say paper out"), "{}", ended.err);
    assert_eq!(names(papers.as_ref()), ["00001.zpl", "00002.zpl", "00003.zpl"]);
}
