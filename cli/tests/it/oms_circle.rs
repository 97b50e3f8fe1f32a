//! The whole circle with an order management system, from an empty machine: order, sign, pull, print, apply, report,
//! receipt, forget.

use std::fs;

use quietzone_station::oms::emulator::{Call, Emulator, Family, SIGN_DETACHED, Settings};

use super::common::*;

/// A plant: a ledger, a system, and a file with its token.
struct Plant {
    folder: Folder,
    emulator: Emulator,
}

impl Plant {
    fn new(family: Family) -> Self {
        let settings = Settings { family, takes: std::time::Duration::from_millis(300), ..Settings::default() };
        let plant = Self { folder: Folder::new(), emulator: Emulator::start(settings, 0).unwrap() };
        let token = plant.emulator.machine().token().to_owned();
        plant.folder.write("token", token);
        let (address, oms_id) = (plant.emulator.address(), plant.emulator.machine().oms_id().to_owned());
        let told = match family {
            Family::Suz => plant.oms(&["connect", "a", "--family", "suz", "--url", &address, "--oms-id", &oms_id]),
            Family::Xtrace => plant.oms(&["connect", "a", "--family", "xtrace", "--country", "uz", "--url", &address]),
        };
        assert_eq!(told.code, 0, "{}", told.err);
        plant
    }

    fn oms(&self, arguments: &[&str]) -> Told {
        self.ran(&[&["oms"], arguments, &["--token-file", &self.folder.file("token")]].concat())
    }

    fn ran(&self, arguments: &[&str]) -> Told {
        quietzone(&[arguments, &["--ledger", &self.folder.file("ledger")]].concat())
    }

    /// A command that signs as the emulator wants it.
    fn signer(&self) -> String {
        let script = self.folder.write("sign.sh", SIGN_DETACHED);
        format!("sh '{script}' {{in}} {{out}}")
    }
}

const GTIN: &str = "09520000900014";

#[test]
#[cfg(unix)]
fn codes_are_ordered_signed_pulled_printed_applied_reported_and_forgotten() {
    let plant = Plant::new(Family::Suz);
    let sign = plant.signer();
    // What the group asks for is asked for by name.
    let order = ["order", "--market", "ru-milk", "--gtin", GTIN, "--quantity", "12", "--format", "json"];
    let told = plant.oms(&[&order[..], &["--sign-command", &sign]].concat());
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let document = told.json()["documents"][0].clone();
    assert_eq!((&document["kind"], &document["state"]), (&"order".into(), &"over".into()), "{document}");
    let id = document["id"].as_str().unwrap().to_owned();
    let labels = plant.folder.file("labels.zpl");
    fs::create_dir(plant.folder.path().join("art")).unwrap();
    for art in fs::read_dir("templates/art").unwrap().flatten() {
        fs::copy(art.path(), plant.folder.path().join("art").join(art.file_name())).unwrap();
    }
    let template = plant.folder.write(
        "milk.toml",
        fs::read_to_string("templates/ru-pharma-58x40-300.toml").unwrap().replace("ru-pharma", "ru-milk"),
    );
    let printer = format!("file:{labels}");
    let sets = ["--set", "batch=A1", "--set", "expiry=2027-12-31", "--format", "json"];
    let pull = ["pull", &id, "--print", &template, "--printer", &printer];
    let told = plant.oms(&[&pull[..], &sets].concat());
    assert_eq!((told.code, &told.json()["sent"]), (0, &12.into()), "{}{}", told.out, told.err);
    // All papers came but one, which is void; nine are on goods.
    assert_eq!(plant.ran(&["job", "confirm", "1", "--through", "11"]).code, 0);
    let told = plant.ran(&["job", "void", "1", "--labels", "12", "--reason", "torn"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let told = plant.ran(&["job", "apply", "1", "--labels", "1-9"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let report = ["report", "utilisation", "--job", "1", "--format", "json", "--sign-command", &sign];
    let told = plant.oms(&report);
    assert!(told.code == 2 && told.out.contains("expDate"), "{}", told.out);
    let report = [&report[..], &["--set", "expDate=2027-12-31"]].concat();
    let told = plant.oms(&report);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let json = told.json();
    assert_eq!((&json["documents"][0]["state"], &json["documents"][0]["labels"]), (&"over".into(), &9.into()));
    assert_eq!((&json["left"]["others"], &json["left"]["ready"]), (&3.into(), &0.into()), "{json}");
    // A label is reported once.
    let told = plant.oms(&report);
    assert_eq!((told.code, told.json()["documents"].as_array().unwrap().len()), (0, 0), "{}", told.out);
    let reported = plant.emulator.machine().reported(Call::Utilisation).len();
    assert_eq!(reported, 9);
    // What is void drops out.
    let told =
        plant.oms(&["report", "dropout", "--job", "1", "--set", "dropoutReason=DEFECT", "--sign-command", &sign]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    // What a scanner read when four of them were packed.
    let codes = plant.folder.file("codes.txt");
    assert_eq!(plant.oms(&["pull", &id, "-o", &codes]).code, 0);
    let scans: String =
        fs::read_to_string(&codes).unwrap().lines().take(4).map(|code| format!("]d2{code}\n")).collect();
    let scans = plant.folder.write("scans.txt", format!("]C100095201234567891235\n{scans}"));
    let aggregation = ["report", "aggregation", "--units", &scans, "--group", "milk", "--sign-command", &sign];
    let told = plant.oms(&[&aggregation[..], &["--set", "participantId=7707083893", "--format", "json"]].concat());
    assert_eq!((told.code, &told.json()["documents"][0]["state"]), (0, &"over".into()), "{}{}", told.out, told.err);
    let listed = plant.oms(&["documents", "--format", "json"]).json();
    assert_eq!(listed["documents"].as_array().unwrap().len(), 4);
    assert_eq!(plant.ran(&["job", "done", "1"]).code, 0);
    assert_eq!(plant.ran(&["ledger", "forget", "1"]).code, 0);
}

#[test]
#[cfg(unix)]
fn a_signature_is_made_of_the_very_bytes_or_nothing_is_sent() {
    let plant = Plant::new(Family::Suz);
    let order = ["order", "--market", "ru-milk", "--gtin", GTIN, "--quantity", "5"];
    let told = |command: &str| plant.oms(&[&order[..], &["--sign-command", command]].concat());
    told("exit 3 # {in}").assert_says(2, &["OMS21", "the command that signs failed"]);
    told("echo Signing, please wait; cat {in} >/dev/null").assert_says(2, &["OMS21", "neither Base64 nor DER"]);
    told("echo x >> {in}; echo QUJD > {out}").assert_says(2, &["OMS21", "changed the file"]);
    told("true").assert_says(2, &["OMS21", "{in}"]);
    assert!(plant.emulator.machine().ordered().is_empty());
    // One draft, which is the same wish, and it goes on once it is signed elsewhere.
    let drafts = plant.oms(&["documents", "--format", "json"]).json();
    assert_eq!(drafts["documents"].as_array().unwrap().len(), 1);
    let bytes = plant.folder.file("bytes");
    assert_eq!(plant.oms(&["sign", "export", "1", "-o", &bytes]).code, 0);
    let signature = plant.folder.write("sig", quietzone_station::oms::emulator::detached(&fs::read(&bytes).unwrap()));
    let done = plant.oms(&["sign", "import", "1", &signature, "--format", "json"]);
    assert_eq!((done.code, &done.json()["documents"][0]["state"]), (0, &"over".into()), "{}{}", done.out, done.err);
    assert_eq!(plant.emulator.machine().ordered().values().sum::<u32>(), 1);
    // Nothing of it stands in the folder any more.
    let left = fs::read_dir(plant.folder.path().join("ledger")).unwrap();
    assert!(left.flatten().all(|entry| !entry.file_name().to_string_lossy().starts_with("signing")));
}

#[test]
#[cfg(unix)]
fn a_command_that_is_slow_and_asks_for_a_pin_has_the_keyboard() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let plant = Plant::new(Family::Suz);
    let script = plant.folder.write("sign.sh", SIGN_DETACHED);
    let command = format!("sleep 1; read pin; test \"$pin\" = 1234 && sh '{script}' {{in}} {{out}}");
    let run = |pin: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_quietzone"));
        program.args(["oms", "order", "--market", "ru-milk", "--gtin", GTIN, "--quantity", "5", "--sign-command"]);
        program.args([&command, "--ledger", &plant.folder.file("ledger"), "--token-file", &plant.folder.file("token")]);
        let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        program.stdin.take().unwrap().write_all(pin.as_bytes()).unwrap();
        program.wait_with_output().unwrap()
    };
    assert_eq!(run("0000\n").status.code(), Some(2));
    let done = run("1234\n");
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(plant.emulator.machine().ordered().values().sum::<u32>(), 1);
}

#[test]
fn xtrace_orders_at_once_and_asks_before() {
    let plant = Plant::new(Family::Xtrace);
    let order = ["order", "--market", "uz-water", "--gtin", GTIN, "--quantity", "5", "--set", "businessPlaceId=7"];
    plant.oms(&order).assert_says(2, &["5 codes of 09520000900014", "nothing was ordered"]);
    assert!(plant.emulator.machine().ordered().is_empty());
    let told = plant.oms(&[&order[..], &["--yes"]].concat());
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert_eq!(plant.emulator.machine().ordered().values().sum::<u32>(), 1);
}

#[test]
fn an_order_that_is_not_signed_waits_in_the_portal() {
    let plant = Plant::new(Family::Suz);
    let told = plant.oms(&["order", "--market", "ru-milk", "--gtin", GTIN, "--quantity", "5"]);
    assert!(told.code == 0 && told.out.contains("it waits in the portal to be signed"), "{}{}", told.out, told.err);
    // A kind of goods that is reported by itself is not reported.
    let told = plant.oms(&["order", "--market", "ru-milk", "--gtin", "04600000000008", "--quantity", "0"]);
    assert_eq!(told.code, 2);
}

#[test]
#[cfg(unix)]
fn a_token_is_got_by_a_signature() {
    let plant = Plant::new(Family::Suz);
    let script = plant.folder.write("attach.sh", quietzone_station::oms::emulator::SIGN_ATTACHED);
    let (address, device) = (plant.emulator.address(), plant.emulator.machine().connection().to_owned());
    let command = format!("sh '{script}' {{in}} {{out}}");
    let token = plant.folder.file("fresh");
    let told =
        plant.oms(&["token", "--true-api", &address, "--device", &device, "--sign-command", &command, "-o", &token]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let ping = plant.ran(&["oms", "ping", "--token-file", &token]);
    assert_eq!(ping.code, 0, "{}", ping.err);
    assert!(!told.out.contains(fs::read_to_string(&token).unwrap().trim()));
    // A new token kills the one before.
    plant.oms(&["ping"]).assert_says(2, &["OMS02"]);
}
