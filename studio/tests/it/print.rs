//! Printers and jobs, asked as the page asks: against the station's own printer, with a ledger of its own.

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use quietzone_station::printer::Simulator;
use quietzone_station::printer::simulator::{Happening, OnPaper, Paper, Settings};
use serde_json::{Value, json};

use super::common::Running;

const TEMPLATE: &str = "kz-pharma-58x40-203.toml";

/// A studio with a template and 60 codes, and a printer beside it.
struct Room {
    studio: Running,
    printer: Simulator,
    papers: Arc<Mutex<Vec<Paper>>>,
}

impl Room {
    fn new(label: Duration) -> Self {
        let studio = Running::start().with(&["templates/kz-pharma-58x40-203.toml", "samples/kz-pharma.xlsx"]);
        fs::create_dir(studio.folder.join("art")).unwrap();
        fs::copy(super::common::at("templates/art/logo.svg"), studio.folder.join("art/logo.svg")).unwrap();
        let papers = Arc::new(Mutex::new(Vec::new()));
        let kept = papers.clone();
        let take = OnPaper(Box::new(move |paper| kept.lock().unwrap().push(paper)));
        let printer = Simulator::start(Settings { label, on_paper: Some(take), ..Settings::default() }).unwrap();
        let room = Self { studio, printer, papers };
        room.add("zebra-1");
        room
    }

    fn add(&self, name: &str) {
        let address = format!("tcp://{}", self.printer.address());
        let printer = json!({ "name": name, "address": address, "new": true, "settings": { "dpi": "203" } });
        let saved = self.studio.told("print.printer.save", &json!({ "printer": printer }));
        assert_eq!(saved["command"], format!("quietzone printer add {name} {address} --dpi 203"));
    }

    fn print() -> Value {
        json!({ "print": { "work": { "template": TEMPLATE, "data": ["kz-pharma.xlsx"] }, "printer": "zebra-1" } })
    }

    fn job(&self, job: u32) -> Value {
        self.studio.told("print.job", &json!({ "job": job }))
    }

    fn until(&self, job: u32, is_so: impl Fn(&Value) -> bool) -> Value {
        let since = Instant::now();
        loop {
            // It comes into the ledger when its codes are read.
            let answer = self.studio.call("print.job", &json!({ "job": job }));
            if answer.status == 200 && is_so(&answer.json()) {
                return answer.json();
            }
            assert!(since.elapsed() < Duration::from_secs(60), "{answer:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn act(&self, act: &Value) -> Value {
        self.studio.told("print.act", &json!({ "act": act }))
    }
}

fn keys(job: &Value) -> Vec<&str> {
    job["next"].as_array().unwrap().iter().map(|next| next["key"].as_str().unwrap()).collect()
}

#[test]
fn an_order_is_printed_confirmed_applied_and_ended() {
    let room = Room::new(Duration::ZERO);
    let state = room.studio.told("print.printer.state", &json!({ "name": "zebra-1" }));
    assert_eq!(state["state"], "ready", "{state}");
    let done = room.studio.done("print.begin", &Room::print());
    let result = &done["result"];
    assert_eq!(
        (&result["job"], &result["ended"], &result["sent"]),
        (&json!(1), &json!("through"), &json!(60)),
        "{done}"
    );
    assert_eq!(result["command"], "quietzone print kz-pharma-58x40-203.toml --data kz-pharma.xlsx --printer zebra-1");
    assert_eq!(room.papers.lock().unwrap().len(), 60);
    assert_eq!(keys(&room.job(1)), ["sent"]);

    let asked =
        room.studio.told("print.ask", &json!({ "act": { "job": 1, "what": "confirm", "which": { "through": 58 } } }));
    assert_eq!((&asked["labels"], &asked["command"]), (&json!(58), &json!("quietzone job confirm 1 --through 58")));
    assert_eq!(room.act(&json!({ "job": 1, "what": "confirm", "which": { "through": 58 } }))["changed"], 58);
    let asked = room.studio.told("print.ask", &json!({ "act": { "job": 1, "what": "confirm" } }));
    assert_eq!(asked["command"], "quietzone job confirm 1 --all");
    assert_eq!(room.act(&json!({ "job": 1, "what": "confirm" }))["changed"], 2);
    assert_eq!(
        room.act(&json!({ "job": 1, "what": "void", "which": { "labels": "60" }, "reason": "pack destroyed" }))["changed"],
        1
    );
    assert_eq!(keys(&room.job(1)), ["apply", "done"]);

    let labels = |asked: &Value| room.studio.told("print.labels", asked)["labels"].as_array().unwrap().len();
    assert_eq!(labels(&json!({ "job": 1, "from": 50, "count": 100 })), 10);
    assert_eq!(labels(&json!({ "job": 1, "state": "confirmed", "from": 55, "count": 100 })), 4);
    assert_eq!(room.act(&json!({ "job": 1, "what": "apply" }))["changed"], 59);
    let report = room.studio.told("print.report", &json!({ "job": 1, "form": "csv" }));
    assert_eq!(report["labels"], 60);
    assert_eq!(fs::read_to_string(room.studio.folder.join("job-1-report.csv")).unwrap().lines().count(), 61);
    let path = room.studio.folder.join("job-1-report.csv");
    fs::write(&path, "my remarks").unwrap();
    let asked = room.studio.told("print.report", &json!({ "job": 1, "form": "csv" }));
    assert_eq!(
        (asked, fs::read_to_string(&path).unwrap().as_str()),
        (json!({ "there": "job-1-report.csv" }), "my remarks")
    );
    let report = room.studio.told("print.report", &json!({ "job": 1, "form": "csv", "replace": true }));
    assert_eq!((&report["labels"], fs::read_to_string(&path).unwrap().lines().count()), (&json!(60), 61));
    room.act(&json!({ "job": 1, "what": "done" }));
    assert_eq!(room.act(&json!({ "job": 1, "what": "forget" }))["changed"], 60);
    assert_eq!(
        keys(&room.job(1)),
        ["apply", "forgotten"].map(|key| key).into_iter().filter(|key| *key != "apply").collect::<Vec<_>>()
    );
    let again = room.studio.call(
        "print.act",
        &json!({ "act": { "job": 1, "what": "reprint", "which": { "labels": "3" }, "reason": " " } }),
    );
    assert!(again.status == 422 && String::from_utf8_lossy(&again.body).contains("a reason is missing"));
}

#[test]
fn a_scan_ticks_off_and_no_answer_has_a_tail() {
    let room = Room::new(Duration::ZERO);
    fs::copy(super::common::at("samples/kz-pharma.txt"), room.studio.folder.join("codes.txt")).unwrap();
    let work =
        json!({ "template": TEMPLATE, "data": ["codes.txt"], "set": ["batch=A1", "expiry=2027-12-31", "product=X"] });
    let done = room.studio.done("print.begin", &json!({ "print": { "work": work, "printer": "zebra-1" } }));
    assert_eq!(done["result"]["sent"], 60, "{done}");
    let text = fs::read_to_string(super::common::at("samples/kz-pharma.txt")).unwrap();
    let codes: Vec<&str> = text.lines().collect();
    let scan = |code: &str| room.studio.told("print.scan", &json!({ "job": 1, "text": code }));
    let good = scan(codes[0]);
    assert_eq!((&good["scan"], &good["left"], &good["of"]), (&json!("good"), &json!(59), &json!(60)), "{good}");
    assert_eq!(scan(codes[0])["scan"], "twice");
    assert_eq!(scan("4601234567890")["scan"], "unreadable");
    let found = room.studio.told("print.find", &json!({ "what": codes[0] }));
    let serial = found["labels"][0]["serial"].as_str().unwrap().to_owned();
    assert_eq!(room.studio.told("print.find", &json!({ "what": serial }))["labels"], found["labels"]);
    let tail = codes[0].rsplit('\u{1d}').next().unwrap();
    assert!(tail.len() > 20, "{tail}");
    let all = room.studio.told("print.labels", &json!({ "job": 1, "from": 0, "count": 100 }));
    for told in [good, found, all, room.job(1), room.studio.told("tasks", &json!({}))] {
        assert!(!told.to_string().contains(&tail[4..20]));
    }
}

#[test]
fn one_run_prints_a_job_and_anybody_can_stop_it() {
    // Six seconds for all labels: many times what is asked meanwhile takes.
    let room = Room::new(Duration::from_millis(100));
    room.studio.told("print.begin", &Room::print());
    let running = room.until(1, |job| job["running"] == true && job["states"]["sent"].as_u64() > Some(3));
    assert!(running["task"].is_u64(), "{running}");
    assert_eq!(keys(&running), ["running"]);
    // While it prints nobody calls the printer.
    assert_eq!(room.studio.told("print.printer.state", &json!({ "name": "zebra-1" }))["state"], "prints");
    let second = room.studio.done("print.resume", &json!({ "job": 1 }));
    assert!(second["findings"][0]["message"].as_str().unwrap().contains("is being printed by"), "{second}");
    let again = room.studio.done("print.begin", &Room::print());
    assert!(
        again["result"]["sentences"][0].as_str().unwrap().starts_with("60 rows have units with labels already"),
        "{again}"
    );
    assert_eq!((&again["result"]["job"], &again["result"]["known"]), (&Value::Null, &json!([1])));
    room.studio.told("print.stop", &json!({ "job": 1 }));
    let stopped = room.until(1, |job| job["running"] == false);
    assert!(keys(&stopped).contains(&"waiting"), "{stopped}");
    let done = room.studio.done("print.resume", &json!({ "job": 1 }));
    assert_eq!(done["result"]["ended"], "through", "{done}");
    assert_eq!(room.papers.lock().unwrap().len(), 60, "no label twice, none lost");
}

#[test]
fn paper_that_runs_out_is_told_and_the_job_goes_on() {
    let room = Room::new(Duration::from_millis(20));
    let task = room.studio.told("print.begin", &Room::print())["task"].clone();
    room.until(1, |job| job["states"]["sent"].as_u64() > Some(10));
    room.printer.happen(Happening::PaperOut);
    let told = |what: &str| {
        let since = Instant::now();
        while !room.studio.told("task", &json!({ "task": task }))["told"].to_string().contains(what) {
            assert!(since.elapsed() < Duration::from_secs(60), "{what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    told("the printer has no labels");
    room.printer.happen(Happening::PaperIn);
    told("the printer goes on");
    let over = room.until(1, |job| job["running"] == false);
    assert_eq!(keys(&over).first(), Some(&"doubt"), "{over}");
}

#[test]
fn a_printer_that_is_a_file_stays_in_the_folder() {
    let room = Room::new(Duration::ZERO);
    let save = |name: &str, address: &str| {
        let printer = json!({ "name": name, "address": address, "new": true });
        room.studio.call("print.printer.save", &json!({ "printer": printer }))
    };
    for bad in ["file:../out.zpl", "file:/etc/out.zpl", "file:a/../../b.zpl"] {
        assert_eq!(save("later", bad).status, 422, "{bad}");
    }
    let saved = save("later", "file:out.zpl").json();
    assert_eq!(saved["printer"]["typed"]["address"], "file:out.zpl");
    let print =
        json!({ "print": { "work": { "template": TEMPLATE, "data": ["kz-pharma.xlsx"] }, "printer": "later" } });
    assert_eq!(room.studio.done("print.begin", &print)["result"]["ended"], "through");
    assert!(room.studio.folder.join("out.zpl").exists());
    // The page names printers, and no addresses in their place.
    let at = json!({ "print": { "work": { "template": TEMPLATE, "data": ["kz-pharma.xlsx"] }, "printer": "file:/tmp/out.zpl" } });
    assert_eq!(room.studio.call("print.begin", &at).status, 422);
}

#[test]
fn labels_on_sheets_are_told_by_sheet_and_place_and_codes_come_back_after_a_wipe() {
    let studio = Running::start().with(&["templates/uz-relabel-a4.toml", "samples/uz-pharma.xlsx"]);
    let printer = json!({ "name": "laser-1", "address": "file:sheets.pdf", "new": true });
    studio.told("print.printer.save", &json!({ "printer": printer }));
    let work = json!({ "template": "uz-relabel-a4.toml", "data": ["uz-pharma.xlsx"] });
    let done =
        studio.done("print.begin", &json!({ "print": { "work": work, "printer": "laser-1", "free": "2,9,14-" } }));
    assert_eq!(done["result"]["ended"], "through", "{done}");
    let command = done["result"]["command"].as_str().unwrap();
    assert!(command.ends_with("--printer laser-1 --free 2,9,14-"), "{command}");
    assert_eq!(studio.told("print.job", &json!({ "job": 1 }))["files"], json!(["sheets.pdf"]));
    let first = studio.told("print.labels", &json!({ "job": 1, "from": 0, "count": 3 }));
    let stands: Vec<&Value> = first["labels"].as_array().unwrap().iter().map(|label| &label["place"]).collect();
    assert_eq!(stands, [&json!(2), &json!(9), &json!(14)]);
    let act = |act: Value| studio.told("print.act", &json!({ "act": act }));
    let which = json!({ "page": "1", "place": "2,9", "except": "9" });
    let asked = studio.told("print.ask", &json!({ "act": { "job": 1, "what": "confirm", "which": which } }));
    assert_eq!(asked["command"], "quietzone job confirm 1 --page 1 --place 2,9 --except 9");
    assert_eq!((asked["labels"].clone(), asked["sentences"].as_array().unwrap().len()), (json!(1), 2), "{asked}");
    assert_eq!(act(json!({ "job": 1, "what": "confirm", "which": which }))["changed"], 2);
    act(json!({ "job": 1, "what": "confirm" }));
    let list = studio.told("print.control_list", &json!({ "job": 1, "form": "pdf", "date": "2026-11-27" }));
    assert!(fs::read(studio.folder.join(list["name"].as_str().unwrap())).unwrap().starts_with(b"%PDF"));
    let asked = studio.told("print.control_list", &json!({ "job": 1, "form": "pdf" }));
    assert_eq!(asked, json!({ "there": list["name"] }));
    act(json!({ "job": 1, "what": "done" }));
    let wiped = act(json!({ "job": 1, "what": "forget" }))["changed"].clone();
    let back = studio.done("print.remember", &json!({ "job": 1, "work": { "data": ["uz-pharma.xlsx"] } }));
    assert_eq!(back["result"]["codes"], wiped, "{back}");
}
