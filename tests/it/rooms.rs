//! The house keeps its order: a room imports only from rooms below it, and no file in a circle.

use std::fs;
use std::path::Path;

use super::circles::{assert_circles, circles};

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

/// Macros for all rooms stand at the root of the crate; the rooms that make them.
const MACROS: &[(&str, &str)] = &[("say", "sentence"), ("rules", "diagnostic"), ("passed_on", "world")];

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
    let room = |name: String| MACROS.iter().find(|(own, _)| *own == name).map_or(name, |(_, room)| (*room).to_owned());
    after.map(name).map(room).filter(|room| !room.is_empty()).collect()
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

#[test]
fn no_files_import_one_another() {
    let [beside, with_parts] = circles(Path::new("src"));
    assert_circles(&beside, &[]);
    assert_circles(&with_parts, &[]);
}

/// Paths, groups, re-exports and other names are followed; comments, texts and tests are not.
#[test]
fn circles_are_found_however_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("room")).unwrap();
    for (file, code) in [
        ("lib.rs", "pub mod room; // crate::room::a::A"),
        ("room/mod.rs", "mod a; mod b; mod c; mod d; pub use a::A; pub(crate) use b::{B as Bee, C};"),
        ("room/a.rs", "use super::{Bee, c::{self}}; pub struct A; fn a() -> &'static str { c::c(); \"super::d::D\" }"),
        ("room/b.rs", "pub struct B; pub struct C; fn b(_: Option<crate::room::A>) { let _ = ('\"', r#\"\"\"#); }"),
        ("room/c.rs", "use super::d::D; pub fn c() {} #[cfg(test)] mod tests { use super::super::a::A; }"),
        ("room/d.rs", "pub struct D; /* use super::c; /* */ */ impl D { const TEXT: &str = \"use super::c;\"; }"),
    ] {
        fs::write(folder.path().join(file), code).unwrap();
    }
    let [beside, with_parts] = circles(folder.path());
    assert_circles(&beside, &[&["room/a.rs", "room/b.rs"]]);
    assert_circles(&with_parts, &[]);
    // What was re-exported is imported as soon as it is needed there.
    fs::write(folder.path().join("room/mod.rs"), "mod a; mod b; pub use a::A; pub use b::B as Bee; fn one(_: A) {}")
        .unwrap();
    fs::write(folder.path().join("room/b.rs"), "pub struct B; use super::one;").unwrap();
    let [beside, with_parts] = circles(folder.path());
    assert_circles(&beside, &[]);
    assert_circles(&with_parts, &[&["room/mod.rs"]]);
}
