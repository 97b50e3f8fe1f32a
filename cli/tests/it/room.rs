//! A label room for tests of the program: a ledger, a printer of ours or a file, and the program at work there.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use quietzone_station::printer::Simulator;
use quietzone_station::printer::simulator::{Paper, Settings};
use serde_json::Value;

use super::common::*;

pub const TEMPLATE: &str = "templates/kz-pharma-58x40-203.toml";
pub const DATA: &str = "samples/kz-pharma.xlsx";

/// How labels are confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirm {
    Operator,
    Counter,
}

/// A ledger of its own with a printer “ours”.
pub struct Room {
    pub folder: Folder,
    pub printer: Simulator,
}

impl Room {
    pub fn with(confirm: Confirm, settings: Settings) -> Self {
        let (folder, printer) = (Folder::new(), Simulator::start(settings).unwrap());
        std::fs::create_dir(folder.path().join("ledger")).unwrap();
        let room = Self { folder, printer };
        let address = format!("tcp://{}", room.printer.address());
        let proven = format!(
            "confirm = \"counter\"\nproven = {{ address = \"{address}\", odometer = 0, paper_out = true, when = \"2026-11-26T10:12:15Z\" }}\n"
        );
        let proven = if confirm == Confirm::Counter { &proven } else { "" };
        let profile = format!("[[printer]]\nname = \"ours\"\naddress = \"{address}\"\n{proven}");
        room.folder.write("ledger/printers.toml", profile);
        room
    }

    /// A quick printer that the operator watches.
    pub fn quick() -> Self {
        Self::with(Confirm::Operator, Settings::default())
    }

    /// A command about this ledger, answered for programs.
    fn command(&self, arguments: &[&str]) -> Vec<String> {
        let ledger = self.folder.file("ledger");
        let ours = ["--ledger", &ledger, "--operator", "anna", "--format", "json"];
        arguments.iter().chain(&ours).map(|argument| (*argument).to_owned()).collect()
    }

    /// Runs a command here.
    pub fn tell(&self, arguments: &[&str]) -> Told {
        let all = self.command(arguments);
        quietzone(&all.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Runs a command that must end well.
    pub fn done(&self, arguments: &[&str]) -> Value {
        let told = self.tell(arguments);
        assert_eq!(told.code, 0, "{arguments:?}: {}{}", told.out, told.err);
        told.json()
    }

    /// The program with a command.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut program = program();
        program.args(self.command(arguments)).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        program
    }

    /// The program at work.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.program(arguments).spawn().unwrap()
    }

    /// Jobs that are loaded, the first one first: number and states.
    pub fn jobs(&self) -> Vec<(String, Value)> {
        let told = self.done(&["job", "list"]);
        let jobs = told["jobs"].as_array().unwrap().iter().rev().filter(|job| job["status"] != "loading");
        jobs.map(|job| (job["job"].to_string(), job["states"].clone())).collect()
    }

    /// The labels of a job.
    pub fn labels(&self, job: &str) -> Vec<Label> {
        let path = self.folder.file("report.json");
        self.done(&["job", "report", job, "-o", &path]);
        let told: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        told.as_array().unwrap().iter().map(Label::of).collect()
    }

    /// The labels of all jobs.
    pub fn all_labels(&self) -> Vec<Label> {
        self.jobs().iter().flat_map(|(job, _)| self.labels(job)).collect()
    }

    /// What came out of the printer, when nothing more does.
    pub fn papers(&self) -> Vec<Paper> {
        let (mut before, mut still) = (self.printer.odometer(), 0);
        while still < 4 {
            std::thread::sleep(Duration::from_millis(10));
            let now = self.printer.odometer();
            still = if now == before { still + 1 } else { 0 };
            before = now;
        }
        // What takes graphics out of the printer is no label.
        let is_label = |paper: &Paper| !String::from_utf8_lossy(&paper.format).contains("^ID");
        self.printer.papers().into_iter().filter(is_label).collect()
    }

    /// How often a label of each row came out, by the bytes of its format.
    pub fn rows_on_paper(&self) -> HashMap<u64, usize> {
        let mut out = HashMap::new();
        for paper in self.papers() {
            let recalled = String::from_utf8_lossy(&paper.format).contains("^XG");
            assert!(paper.whole && paper.own && recalled != paper.graphics.is_empty());
            let row = FORMATS.get(&paper.format).unwrap_or_else(|| panic!("a paper that is no label of the sample"));
            *out.entry(*row).or_insert(0) += 1;
        }
        out
    }

    /// Holds what came out against the ledger. What a killed run sent may be lost with its line.
    pub fn agree(&self, is_killed: bool, what: &str) {
        let mut out = self.rows_on_paper();
        for Label { number, row, state, copy, .. } in self.all_labels() {
            let papers = out.remove(&row).unwrap_or(0);
            let is_right = match state.as_str() {
                // What is printed once more was found to have no paper.
                "waiting" => papers == 0,
                "claimed" | "in_doubt" => papers <= 1,
                "sent" => papers == 1 || papers == 0 && is_killed,
                "counted" | "confirmed" | "printed" => papers == 1,
                _ => false,
            };
            assert!(
                is_right,
                "{what}: label {number} of row {row}, copy {copy}, is {state} and came out {papers} times"
            );
        }
        assert!(out.is_empty(), "{what}: rows came out that no job has: {out:?}");
    }
}

/// A label as a report tells it.
#[derive(Clone, Debug)]
pub struct Label {
    pub number: u64,
    pub row: u64,
    /// GTIN and serial.
    pub unit: (String, String),
    pub state: String,
    pub copy: u64,
}

impl Label {
    fn of(told: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            number: told["label"].as_u64().unwrap(),
            row: told["row"].as_u64().unwrap(),
            unit: (text(&told["unit"][0]), text(&told["unit"][1])),
            state: text(&told["state"]),
            copy: told["copy"].as_u64().unwrap(),
        }
    }
}

/// The format of each row of the sample, as it comes out when nothing goes wrong.
pub static FORMATS: LazyLock<HashMap<Vec<u8>, u64>> = LazyLock::new(|| {
    let room = Room::quick();
    room.done(&["print", TEMPLATE, "--data", DATA, "--printer", "ours"]);
    let rows = room.labels("1").into_iter().map(|label| label.row);
    room.papers().into_iter().map(|paper| paper.format).zip(rows).collect()
});

/// Numbers that look random, the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below another.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % end
    }
}
