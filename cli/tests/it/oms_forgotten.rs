//! Codes of an order are wiped when somebody says so, and codes of trials stay out of ledgers of goods.

use quietzone_station::oms::emulator::{Emulator, Offered, Settings};

use super::common::*;

/// A folder with a ledger and a token, beside an emulator, and an order there that is ready.
struct Trial {
    folder: Folder,
    suz: Emulator,
    order: String,
}

impl Trial {
    fn new() -> Self {
        let (folder, suz) = (Folder::new(), Emulator::start(Settings::default(), 0).unwrap());
        let machine = suz.machine();
        folder.write("token", machine.token());
        let mut orders = machine.orders();
        let order = orders.find(|order| order.group == "pharma" && order.parts[0].began == Offered::Ready).unwrap();
        let order = order.id.to_owned();
        drop(orders);
        drop(machine);
        let trial = Self { folder, suz, order };
        trial.connect("trial", &trial.suz.address());
        trial
    }

    fn connect(&self, name: &str, url: &str) {
        let oms_id = self.suz.machine().oms_id().to_owned();
        let told = self.tell(&["oms", "connect", name, "--family", "suz", "--url", url, "--oms-id", &oms_id]);
        assert_eq!(told.code, 0, "{}", told.err);
    }

    fn tell(&self, arguments: &[&str]) -> Told {
        quietzone(&[arguments, &["--ledger", &self.folder.file("ledger")]].concat())
    }

    fn pull(&self) -> Told {
        let token = self.folder.file("token");
        self.tell(&["oms", "pull", &self.order, "--connection", "trial", "--token-file", &token])
    }

    fn print(&self, more: &[&str]) -> Told {
        let printer = format!("file:{}", self.folder.file("labels.zpl"));
        let template = "templates/ru-pharma-58x40-300.toml";
        let sets = ["--set", "batch=A1", "--set", "expiry=2028-03-31"];
        let print = ["print", template, "--order", &self.order, "--printer", &printer];
        self.tell(&[&print[..], &sets, more].concat())
    }
}

#[test]
fn an_order_is_forgotten_with_its_jobs_and_what_is_left_of_it_by_its_name() {
    let trial = Trial::new();
    assert_eq!(trial.pull().code, 0);
    assert_eq!(trial.print(&["--rows", "1-20"]).code, 0);
    let forget = ["ledger", "forget", "--order", &trial.order];
    trial.tell(&forget).assert_says(2, &["LED04", "20 codes of order", "quietzone job done 1"]);
    for command in [&["job", "confirm", "1", "--through", "20"][..], &["job", "done", "1"], &["ledger", "forget", "1"]]
    {
        let told = trial.tell(command);
        assert_eq!(told.code, 0, "{command:?}: {}", told.err);
    }
    trial.tell(&forget).assert_says(2, &["LED04", "40 codes of order", "not printed", "--unprinted"]);
    std::fs::remove_file(trial.folder.file("labels.zpl")).unwrap();
    let told = trial.print(&[]);
    assert!(told.code == 0 && told.err.contains("20 codes of order"), "{}{}", told.out, told.err);
    for command in [&["job", "confirm", "2", "--through", "40"][..], &["job", "done", "2"]] {
        assert_eq!(trial.tell(command).code, 0);
    }
    let told = trial.tell(&forget);
    assert!(told.code == 0 && told.out.contains("40 codes of order"), "{}{}", told.out, told.err);
    trial.print(&[]).assert_says(2, &["LED06", "60 codes of order", "printed already"]);
}

#[test]
fn codes_of_a_trial_do_not_come_into_a_ledger_with_a_connection_to_goods() {
    let trial = Trial::new();
    trial.connect("plant-1", "https://suzgrid.crpt.ru");
    trial.pull().assert_says(2, &["LED04", "is an example of GS1", "“plant-1”", "--ledger"]);
}
