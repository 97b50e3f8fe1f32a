//! The house keeps its order: a room imports only from rooms below it.

use std::fs;
use std::path::Path;

/// Rooms from the top down; those in one line do not know each other.
const FLOORS: &[&[&str]] = &[
    &["report"],
    &["job"],
    &["proof", "batch"],
    &["render", "check"],
    &["raster"],
    &["layout"],
    &["source", "template"],
    &["market"],
    &["scene"],
    &["symbol"],
    &["gs1"],
    &["document"],
    &["diagnostic"],
    &["sentence"],
    &["units", "world"],
];

fn floor(room: &str) -> usize {
    FLOORS
        .iter()
        .position(|rooms| rooms.contains(&room))
        .unwrap_or_else(|| panic!("the room “{room}” has no floor; add it here and to ARCHITECTURE.md"))
}

/// Every `crate::room` a file names.
fn imports(text: &str) -> Vec<String> {
    let after = text.match_indices("crate::").map(|(at, found)| text.get(at + found.len()..).unwrap());
    let name =
        |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_').collect();
    after.map(name).filter(|room: &String| !room.is_empty()).collect()
}

fn visit(folder: &Path, room: Option<&str>, check: &mut dyn FnMut(&str, &Path)) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            visit(&path, room.or(Some(&name)), check);
        } else if path.extension().is_some_and(|e| e == "rs") && name != "lib" {
            check(room.unwrap_or(&name), &path);
        }
    }
}

#[test]
fn no_import_leads_up_or_sideways() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    visit(Path::new("src"), None, &mut |room, path| {
        for import in imports(&fs::read_to_string(path).unwrap()).into_iter().filter(|import| import != room) {
            seen += 1;
            if floor(&import) <= floor(room) {
                wrong.push(format!("{}: {room} imports {import}", path.display()));
            }
        }
    });
    assert!(seen > 50, "the test reads the imports ({seen})");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_file_holds_two_ideas() {
    visit(Path::new("src"), None, &mut |_, path| {
        let lines = fs::read_to_string(path).unwrap().lines().count();
        assert!(lines <= 550, "{} has {lines} lines; part it", path.display());
    });
}
