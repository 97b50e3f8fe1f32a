//! The house of the studio keeps its order: no file imports another in a circle, and none holds two ideas.

#[path = "../../../tests/it/circles.rs"]
mod circles;

use std::fs;
use std::path::{Path, PathBuf};

use self::circles::{assert_circles, circles};
use super::common::at;

fn files(folder: &Path, ending: &str, all: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files(&path, ending, all);
        } else if path.extension().is_some_and(|own| own == ending) {
            all.push(path);
        }
    }
}

#[test]
fn no_files_import_one_another() {
    let [beside, _] = circles(&at("studio/src"));
    assert_circles(&beside, &[]);
}

#[test]
fn no_file_holds_two_ideas() {
    let mut all = Vec::new();
    files(&at("studio/src"), "rs", &mut all);
    files(&at("studio/web"), "js", &mut all);
    for file in all {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines; part it", file.display());
    }
}
