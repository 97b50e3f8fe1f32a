//! The file of printers: what a person wrote stays, and mistakes are told with their line.

use std::path::Path;

use quietzone::world::{Memory, World};
use quietzone_station::printer::{Confirm, FILE, Profile, Profiles, Proof, Shift};

const FOLDER: &str = "ledger";

struct Room {
    memory: Memory,
    world: World,
}

impl Room {
    fn new(text: &str) -> Self {
        let memory = Memory::default();
        if !text.is_empty() {
            memory.put(Path::new(FOLDER).join(FILE), text.as_bytes());
        }
        let world = World::of(memory.clone());
        Self { memory, world }
    }

    fn open(&self) -> Profiles {
        Profiles::open(&self.world, Path::new(FOLDER)).unwrap_or_else(|found| panic!("{found:?}"))
    }

    fn mistakes(&self) -> Vec<String> {
        let found = Profiles::open(&self.world, Path::new(FOLDER)).unwrap_err();
        found.iter().map(ToString::to_string).collect()
    }

    fn text(&self) -> String {
        let bytes = self.memory.get(Path::new(FOLDER).join(FILE)).unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }
}

fn profile(name: &str) -> Profile {
    Profile::new(name, "tcp://10.0.0.5".parse().unwrap()).unwrap()
}

fn full() -> Profile {
    Profile {
        dots: "203 dpi".parse().ok(),
        width: Some(quietzone::units::Length::from_emu(3_744_001)),
        shift: Some(Shift { right: 3, down: -2 }),
        confirm: Confirm::Counter,
        confirm_every: Some(500),
        reprint_off: false,
        in_flight: 9,
        proven: Some(Proof {
            odometer: 31_084,
            printer: Some("52J1".to_owned()),
            paper_out: true,
            when: "2026-11-26T10:12:15Z".to_owned(),
        }),
        ..profile("zebra-1")
    }
}

#[test]
fn what_is_written_is_read_again() {
    let room = Room::new("");
    room.open().add(full()).unwrap();
    room.open().add(profile("Принтер-2")).unwrap();
    assert!(room.text().starts_with("# Printers of quietzone.") && room.text().matches('#').count() == 1);
    let known = room.open();
    assert_eq!(known.all(), [full(), profile("Принтер-2")]);
    assert_eq!(known.get("zebra-1").unwrap(), &full());
    let more = Profile { confirm: Confirm::Operator, shift: None, width: None, ..full() };
    room.open().set(more.clone()).unwrap();
    assert_eq!(room.open().all(), [more, profile("Принтер-2")]);
    assert_eq!(room.open().remove("zebra-1").unwrap().name, "zebra-1");
    assert_eq!(room.open().all(), [profile("Принтер-2")]);
}

#[test]
fn what_a_person_wrote_stays() {
    let room = Room::new(
        "# Hall 2\n\n[[printer]]\nname = 'left' # by the door\naddress = \"tcp://10.0.0.5\"\nin_flight = 3 # old firmware\n\n# the new one\n[[printer]]\nname = \"right\"\naddress = \"file:out.zpl\"\n",
    );
    let mut known = room.open();
    let left = Profile { in_flight: 4, confirm_every: Some(10), ..known.get("left").unwrap().clone() };
    known.set(left).unwrap();
    let text = room.text();
    for kept in ["# Hall 2", "# by the door", "in_flight = 4 # old firmware", "confirm_every = 10", "# the new one"] {
        assert!(text.contains(kept), "{kept} is not in:\n{text}");
    }
    assert_eq!(room.open().all().len(), 2);
}

#[test]
fn a_list_in_brackets_may_be_changed_too() {
    let room = Room::new("printer = [{ name = \"a\", address = \"file:a.zpl\" }]\n");
    room.open().add(profile("b")).unwrap();
    let names: Vec<String> = room.open().all().iter().map(|printer| printer.name.clone()).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn mistakes_are_told_with_their_line() {
    let one = "[[printer]]\nname = \"a\"\naddress = \"tcp://10.0.0.5\"\n";
    for (more, told) in [
        ("adress = 1\n", "ledger/printers.toml:4:1: error TPL02: a printer has no key “adress”"),
        ("in_flight = 101\n", "ledger/printers.toml:4:13: error TPL04"),
        ("shift_down = 121\n", "printers.toml:4:14: error TPL04"),
        ("dots = \"7 dpi\"\n", "printers.toml:4:8: error TPL04"),
        ("width = \"800 dots\"\n", "a width in dots needs the dots of the head"),
        ("confirm = \"counter\"\n", "PRN02: the printer “a” has not shown that it counts"),
        ("confirm = \"count\"\n", "must be one of"),
        (one, "PRN02: the printer “a” stands twice"),
        ("[[printer]]\nname = \"a b\"\naddress = \"file:x\"\n", "cannot be the name of a printer"),
        ("[[printer]]\nname = \"b\"\naddress = \"10.0.0.5\"\n", "is no address of a printer"),
        ("[[printer]]\nname = \"b\"\n", "this printer has no “address”"),
        ("name = \n", "TPL01"),
    ] {
        let found = Room::new(&format!("{one}{more}")).mistakes();
        assert!(found.iter().any(|found| found.contains(told)), "{more}: {found:?}");
    }
}

#[test]
fn what_a_printer_has_shown_holds_for_its_address_alone() {
    let room = Room::new("");
    room.open().add(full()).unwrap();
    let moved = Profile { address: "tcp://10.0.0.6".parse().unwrap(), ..full() };
    let refused = room.open().set(moved.clone()).unwrap_err();
    assert!(refused.to_string().contains("PRN02"), "{refused}");
    assert_eq!(room.open().all(), [full()]);
    room.open().set(Profile { confirm: Confirm::Operator, ..moved }).unwrap();
    assert_eq!(room.open().get("zebra-1").unwrap().proven, None);
    // The same for an address that is changed by hand.
    let room = Room::new("");
    room.open().add(full()).unwrap();
    let text = room.text().replacen("tcp://10.0.0.5", "tcp://10.0.0.7", 1);
    assert!(Room::new(&text).mistakes()[0].contains("has not shown that it counts"));
}

#[test]
fn names_that_nobody_has_are_told_with_those_that_there_are() {
    let room = Room::new("");
    let help = |known: &Profiles, name: &str| known.get(name).unwrap_err().help.unwrap().to_string();
    assert!(help(&room.open(), "zebra").contains("quietzone printer add"));
    room.open().add(profile("zebra-1")).unwrap();
    room.open().add(profile("godex")).unwrap();
    assert_eq!(help(&room.open(), "zebra1"), "did you mean “zebra-1”? The printers are zebra-1, godex");
    assert_eq!(help(&room.open(), "toshiba-tec"), "the printers are zebra-1, godex");
    assert!(room.open().add(profile("godex")).unwrap_err().to_string().contains("there is a printer “godex” already"));
    assert!(room.open().remove("x").is_err() && room.open().set(profile("x")).is_err());
}
