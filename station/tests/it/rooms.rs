//! The house of the station keeps its order: no file imports another in a circle.

#[path = "../../../tests/it/circles.rs"]
mod circles;

use std::fs;
use std::path::{Path, PathBuf};

use self::circles::{assert_circles, circles};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn no_files_import_one_another() {
    let [beside, with_parts] = circles(Path::new("src"));
    assert_circles(&beside, &[]);
    assert_circles(&with_parts, &[]);
}

#[test]
fn no_file_holds_two_ideas() {
    let mut all = Vec::new();
    files(Path::new("src"), &mut all);
    for file in all {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 550, "{} has {lines} lines; part it", file.display());
    }
}
