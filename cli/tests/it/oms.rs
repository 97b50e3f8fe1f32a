//! Codes pulled from an order management system, as people do it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use quietzone_station::oms::emulator::{Call, Closing, Emulator, Fault, Offered, Settings, Trouble};

use serde_json::Value;

use super::common::*;

/// A plant: a ledger, a СУЗ, and a file with its token.
struct Plant {
    folder: Folder,
    suz: Emulator,
}

impl Plant {
    fn new(settings: Settings) -> Self {
        let plant = Self { folder: Folder::new(), suz: Emulator::start(settings, 0).unwrap() };
        let token = plant.suz.machine().token().to_owned();
        plant.folder.write("token", format!("{token}\n"));
        let (address, oms_id) = (plant.suz.address(), plant.suz.machine().oms_id().to_owned());
        let told = plant.oms(&["connect", "plant-1", "--family", "suz", "--url", &address, "--oms-id", &oms_id]);
        assert_eq!(told.code, 0, "{}", told.err);
        plant
    }

    fn oms(&self, arguments: &[&str]) -> Told {
        let (ledger, token) = (self.folder.file("ledger"), self.folder.file("token"));
        quietzone(&[&["oms"], arguments, &["--ledger", &ledger, "--token-file", &token]].concat())
    }

    /// The first order of a group that is ready, and its codes.
    fn order(&self, group: &str) -> (String, Vec<String>) {
        let machine = self.suz.machine();
        let mut orders = machine.orders();
        let order = orders.find(|order| order.group == group && order.parts[0].began == Offered::Ready).unwrap();
        (order.id.to_owned(), order.parts.iter().flat_map(|part| part.codes()).collect())
    }
}

#[test]
fn the_codes_of_an_order_come_into_a_file_of_their_owner_and_onto_labels() {
    let plant = Plant::new(Settings::default());
    let (order, codes) = plant.order("pharma");
    let output = plant.folder.file("codes.txt");
    assert!(plant.oms(&["ping"]).out.contains("the system answers, and takes the token"));
    let told = plant.oms(&["pull", &order, "-o", &output, "--format", "json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let told = told.json();
    assert_eq!((&told["parts"][0]["codes"], &told["parts"][0]["fetched"]), (&60.into(), &60.into()));
    assert_eq!(fs::read_to_string(&output).unwrap(), codes.join("\n") + "\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // What is in the ledger is not asked for again.
    let asked = plant.suz.machine().asked(Call::Codes);
    fs::remove_file(&output).unwrap();
    let again = plant.oms(&["pull", &order, "-o", &output, "--format", "json"]).json();
    assert_eq!((&again["parts"][0]["codes"], &again["parts"][0]["fetched"]), (&60.into(), &0.into()));
    assert_eq!(plant.suz.machine().asked(Call::Codes), asked);
    let (ledger, printer) = (plant.folder.file("ledger"), format!("file:{}", plant.folder.file("labels.zpl")));
    let template = "templates/ru-pharma-58x40-300.toml";
    let sets = ["--set", "batch=A1", "--set", "expiry=2027-12-31"];
    let print = [&["print", template, "--data", &output, "--printer", &printer, "--ledger", &ledger], &sets[..]];
    let told = quietzone(&print.concat());
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(fs::read_to_string(plant.folder.file("labels.zpl")).unwrap().matches("^XZ").count() >= 60);
}

#[test]
fn the_codes_of_an_order_are_printed_from_the_ledger_with_the_names_of_the_goods() {
    let plant = Plant::new(Settings::default());
    let (order, codes) = plant.order("pharma");
    let (ledger, printer) = (plant.folder.file("ledger"), format!("file:{}", plant.folder.file("labels.zpl")));
    let template = "templates/ru-pharma-58x40-300.toml";
    let sets = ["--set", "batch=A1", "--set", "expiry=2027-12-31", "--format", "json"];
    let print = [&["print", template, "--order", &order, "--printer", &printer, "--ledger", &ledger], &sets[..]];
    // Without asking there is nothing yet.
    let told = quietzone(&[&print.concat()[..], &["--stored"]].concat());
    assert!(told.code == 2 && told.out.contains("OMS09") && told.out.contains("quietzone oms pull"), "{}", told.out);
    let told = quietzone(&[&print.concat()[..], &["--token-file", &plant.folder.file("token")]].concat());
    assert_eq!((told.code, &told.json()["labels"], &told.json()["sent"]), (0, &60.into(), &60.into()), "{}", told.out);
    assert_eq!(told.json()["fetched"]["parts"][0]["fetched"], 60);
    // The same labels as those of a file, with the name of the goods on each.
    let rows = codes.iter().map(|code| format!("{code}\tПрепарат 500 мг № 20 (образец 4)\n"));
    let table = format!("Код маркировки\tProduct\n{}", rows.collect::<String>());
    let file = plant.folder.write("codes.tsv", table);
    let (other, again) = (plant.folder.file("other"), format!("file:{}", plant.folder.file("again.zpl")));
    let of_file = ["print", template, "--data", &file, "--printer", &again, "--ledger", &other];
    let told = quietzone(&[&of_file, &sets[..]].concat());
    assert_eq!(told.code, 0, "{}", told.out);
    assert!(fs::read(plant.folder.file("labels.zpl")).unwrap() == fs::read(plant.folder.file("again.zpl")).unwrap());
    // A unit gets one label. All codes are there, so that no system is asked and no token is needed.
    let told = quietzone(&print.concat());
    assert_eq!((told.code, &told.json()["known"], &told.json()["fetched"]), (1, &60.into(), &Value::Null));
}

#[test]
fn one_command_fetches_an_order_and_prints_it() {
    let plant = Plant::new(Settings::default());
    let (order, _) = plant.order("pharma");
    let labels = plant.folder.file("labels.zpl");
    let printer = format!("file:{labels}");
    let template = "templates/ru-pharma-58x40-300.toml";
    let pull = ["pull", &order, "--print", template, "--printer", &printer];
    let sets = ["--set", "batch=A1", "--set", "expiry=2027-12-31", "--format", "json"];
    plant.oms(&pull[..4]).assert_says(2, &["--printer"]);
    let told = plant.oms(&[&pull[..], &sets].concat());
    assert_eq!((told.code, &told.json()["sent"]), (0, &60.into()), "{}{}", told.out, told.err);
    assert_eq!(told.json()["fetched"]["parts"][0]["codes"], 60);
    assert!(fs::read_to_string(&labels).unwrap().matches("^XZ").count() >= 60);
}

#[test]
fn a_file_of_an_order_says_that_it_proves_nothing_about_paper() {
    let plant = Plant::new(Settings::default());
    let (order, codes) = plant.order("pharma");
    let (ledger, token, list) = (plant.folder.file("ledger"), plant.folder.file("token"), plant.folder.file("l.json"));
    let output = plant.folder.file("labels.pdf");
    let sets = ["--set", "batch=A1", "--set", "expiry=2027-12-31", "--manifest", &list];
    let render = ["render", "templates/ru-pharma-58x40-300.toml", "--order", &order, "-o", &output];
    let told = quietzone(&[&render[..], &sets, &["--ledger", &ledger, "--token-file", &token]].concat());
    told.assert_says(0, &["a file proves nothing about paper"]);
    assert!(fs::read_to_string(&list).unwrap().matches("\"row\"").count() == codes.len());
    let told = quietzone(&[&render[..], &["--data", "samples/kz-pharma.xlsx"]].concat());
    assert_eq!(told.code, 2);
}

#[test]
fn the_goods_of_an_order_are_told() {
    let plant = Plant::new(Settings::default());
    let (order, _) = plant.order("pharma");
    assert!(plant.oms(&["product", &order]).out.contains("Препарат 500 мг № 20"));
}

#[test]
fn one_run_pulls_into_a_ledger_at_a_time() {
    let plant = Plant::new(Settings::default());
    let (order, _) = plant.order("lp");
    let lock = fs::File::create(plant.folder.path().join("ledger").join("oms.lock")).unwrap();
    lock.lock().unwrap();
    plant.oms(&["pull", &order]).assert_says(2, &["OMS01", "another program pulls codes into this ledger"]);
    assert_eq!(plant.suz.machine().asked(Call::Codes), 0);
    drop(lock);
    assert_eq!(plant.oms(&["pull", &order]).code, 0);
}

#[test]
fn an_order_is_closed_only_when_somebody_says_so_and_nothing_is_missing() {
    let plant = Plant::new(Settings::default());
    let (order, _) = plant.order("lp");
    plant.oms(&["close", &order, "--yes", "--gtin", "123"]).assert_says(2, &["OMS01", "“123” is no GTIN"]);
    let told = plant.oms(&["close", &order, "--yes", "--format", "json"]);
    assert_eq!((told.code, &told.json()["annulled"]), (0, &40.into()));
    let status = plant.oms(&["status", &order, "--format", "json"]).json();
    assert_eq!(status["parts"][0]["status"], "CLOSED");
}

#[test]
fn codes_that_are_lost_with_the_last_answer_are_told_and_end_with_1() {
    // All but one at once, then that one: the third fault cannot be, since nothing is left.
    let faults = vec![Fault { what: Trouble::Fail, at: Call::Codes, number: 2 }];
    let plant = Plant::new(Settings { closing: Closing::AtLastCode, faults, ..Settings::default() });
    let (order, _) = plant.order("lp");
    let told = plant.oms(&["pull", &order, "--format", "json"]);
    assert_eq!(told.code, 1, "{}", told.err);
    let told = told.json();
    assert_eq!(told["parts"][0]["codes"], 39);
    assert!(
        told["findings"].as_array().unwrap().iter().any(|found| found["code"] == "OMS08" || found["rule"] == "OMS08")
    );
}

#[test]
fn what_is_wrong_with_a_connection_is_told_with_what_to_do() {
    let folder = Folder::new();
    let (ledger, none) = (folder.file("ledger"), folder.file("none"));
    let oms = |arguments: &[&str]| quietzone(&[&["oms"], arguments, &["--ledger", &ledger]].concat());
    oms(&["ping"]).assert_says(2, &["OMS01", "no connection is known yet", "quietzone oms connect NAME"]);
    let id = "1cecc8fb-fb47-4c8a-af3d-d34c1ead8c4f";
    let connect = |url: &str, id: &str| oms(&["connect", "a", "--family", "suz", "--url", url, "--oms-id", id]);
    connect("http://suzgrid.crpt.ru", id).assert_says(2, &["OMS01", "--plain-http"]);
    connect("https://suzgrid.crpt.ru/api", id).assert_says(2, &["OMS01"]);
    connect("https://suzgrid.crpt.ru", "abc").assert_says(2, &["OMS01", "“abc” is no omsId"]);
    assert_eq!(connect("https://suzgrid.crpt.ru", id).code, 0);
    oms(&["ping", "--connection", "b"]).assert_says(2, &["no connection is called “b”", "a"]);
    oms(&["ping", "--token-file", &none]).assert_says(2, &["OMS01", "the token cannot be read"]);
    oms(&["ping", "--token-command", "exit 3"]).assert_says(2, &["OMS01", "the command for the token failed"]);
    oms(&["ping", "--token-command", "echo two words"]).assert_says(2, &["OMS01", "the token is none"]);
}

#[test]
fn neither_messages_nor_the_ledger_hold_a_token_and_no_message_holds_a_tail() {
    let plant = Plant::new(Settings::default());
    let (order, codes) = plant.order("pharma");
    let told = [
        plant.oms(&["ping"]),
        plant.oms(&["orders"]),
        plant.oms(&["orders", "--format", "json"]),
        plant.oms(&["pull", &order]),
        plant.oms(&["pull", &order, "--format", "json"]),
    ];
    let dead = plant.suz.machine().token().to_owned();
    let fresh = plant.suz.machine().renew();
    let refused = plant.oms(&["status", &order]);
    refused.assert_says(2, &["OMS02", "1140", "get a new token"]);
    let all: String = told.iter().chain([&refused]).map(|told| format!("{}{}", told.out, told.err)).collect();
    assert!(!all.contains(&dead) && !all.contains('\u{1d}'), "{all}");
    assert!(codes.iter().all(|code| !all.contains(code.rsplit('\u{1d}').next().unwrap())));
    plant.folder.write("token", &fresh);
    assert_eq!(plant.oms(&["ping"]).code, 0);
    let ledger = plant.folder.path().join("ledger");
    for file in fs::read_dir(ledger).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = fs::read(&file).unwrap();
        for token in [&dead, &fresh] {
            assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()), "{}", file.display());
        }
    }
}

#[test]
fn the_emulator_of_the_program_tells_how_it_is_used() {
    let mut child = program()
        .args(["oms", "emulate", "--seed", "3", "--codes", "5"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let address = lines.next().unwrap();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    let token = lines.by_ref().find_map(|line| Some(line.split_once("TOKEN=")?.1.to_owned())).unwrap();
    let connect: Vec<String> = lines.next().unwrap().split_whitespace().skip(1).map(str::to_owned).collect();
    let (folder, file) = Folder::with("token", token);
    let ledger = folder.file("ledger");
    let run = |words: &[String], more: &[&str]| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        quietzone(&[&words, more, &["--ledger", &ledger, "--token-file", &file]].concat())
    };
    assert_eq!(run(&connect, &[]).code, 0);
    let told = run(&["oms".into(), "orders".into()], &["--format", "json"]).json();
    assert_eq!(told["orders"][0]["parts"][0]["total"], 5);
    child.stdin.take().unwrap().write_all(b"quit\n").unwrap();
    assert!(child.wait().unwrap().success());
    // Nobody is there any more.
    let gone = quietzone(&["oms", "emulate", "--fault", "never@codes"]);
    gone.assert_says(2, &["is not TROUBLE@CALL:NUMBER"]);
}
