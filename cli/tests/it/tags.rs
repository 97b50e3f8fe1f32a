//! Tags that show the picture of their model, printed with a ledger.

use std::fs;

use quietzone::world::World;
use quietzone_station::ledger::{self, JobId, Ledger, Sqlite};

use super::common::*;
use super::room::Room;

/// A folder with the shipped tag, its pictures and its codes, which may go away.
fn tags() -> (Folder, [String; 2]) {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("art")).unwrap();
    let from = |path: &str| fs::read(at(path)).unwrap();
    for model in ["ботинок", "туфля"] {
        folder.write(&format!("art/{model}.svg"), from(&format!("templates/art/{model}.svg")));
    }
    folder.write("t.toml", from("templates/ru-shoes-tag.toml"));
    folder.write("codes.csv", from("samples/ru-shoes.csv"));
    let files = ["t.toml", "codes.csv"].map(|name| folder.file(name));
    (folder, files)
}

/// The labels of a file, without what is stored in the printer for them.
fn labels(path: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let labels = text.split_inclusive("^XZ").filter_map(|label| label.find("^XA").map(|at| label[at..].to_owned()));
    labels.collect()
}

#[test]
fn tags_are_printed_as_files_have_them_and_go_on_when_their_pictures_are_gone() {
    let (folder, [template, codes]) = tags();
    let room = Room::quick();
    let file = folder.file("whole.zpl");
    let made = quietzone(&["render", &template, "--data", &codes, "-o", &file]);
    assert_eq!(made.code, 0, "{}", made.err);
    let (printed, again) = (room.folder.file("printed.zpl"), room.folder.file("again.zpl"));
    let [to_printed, to_again] = [&printed, &again].map(|path| format!("file:{path}"));
    let begun = room.done(&["print", &template, "--data", &codes, "--printer", &to_printed, "--later"]);
    assert_eq!(begun["job"], 1, "{begun}");
    // From here on the job has what it needs in the ledger, and no file of codes.
    let wanted = fs::read(&file).unwrap();
    drop(folder);
    let ledger = ledger::Folder::open(Some(&room.folder.path().join("ledger"))).unwrap();
    let kept = Sqlite::open(&World::default(), &ledger).unwrap().kept(JobId(1)).unwrap();
    let names = kept.files.iter().map(|(path, _)| path.rsplit('/').next().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["ботинок.svg", "туфля.svg", "t.toml"]);
    room.done(&["job", "resume", "1"]);
    assert!(fs::read(&printed).unwrap() == wanted);
    // What was torn is printed once more from the ledger too.
    room.done(&["job", "confirm", "1", "--through", "24"]);
    room.done(&["job", "reprint", "1", "--labels", "24", "--reason", "torn", "--printer", &to_again]);
    assert_eq!(labels(&again)[0], labels(&printed)[23]);
}

#[test]
fn a_picture_that_is_missing_is_told_with_row_and_cell_before_there_is_a_job() {
    let (folder, [template, codes]) = tags();
    fs::remove_file(folder.path().join("art/туфля.svg")).unwrap();
    let room = Room::quick();
    let told = room.tell(&["print", &template, "--data", &codes, "--printer", "ours"]);
    let rows = fs::read_to_string(&codes).unwrap();
    let line = rows.lines().position(|row| row.contains("туфля")).unwrap() + 1;
    let found = told.json()["rows"].to_string();
    assert!(told.code != 0 && found.contains("IMG01") && found.contains("туфля.svg"), "{found}");
    assert!(found.contains(&format!("\"row\":{line},")) && found.contains("Модель"), "{found}");
    assert!(room.jobs().is_empty() && room.papers().is_empty());
}

#[test]
fn a_printer_gets_tags_with_their_pictures() {
    let (_folder, [template, codes]) = tags();
    let room = Room::quick();
    room.done(&["print", &template, "--data", &codes, "--printer", "ours"]);
    let papers = room.papers();
    assert!(papers.len() == 24 && papers.iter().all(|paper| paper.whole && paper.own));
}
