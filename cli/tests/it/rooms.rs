//! The house of the command line keeps its order: no file imports another in a circle.

#[path = "../../../tests/it/circles.rs"]
mod circles;

use std::fs;

use self::circles::{assert_known, circles};
use super::common::{at, names};

/// Files that import one another, to be opened.
const KNOWN: &[&[&str]] = &[];

/// Modules that import a part of theirs which imports them, to be opened.
const KNOWN_WITH_PARTS: &[&[&str]] = &[&["lib.rs"]];

#[test]
fn no_files_import_one_another() {
    let [beside, with_parts] = circles(&at("cli/src"));
    assert_known(&beside, KNOWN);
    assert_known(&with_parts, KNOWN_WITH_PARTS);
}

#[test]
fn no_file_holds_two_ideas() {
    for file in names(&at("cli/src")) {
        let lines = fs::read_to_string(at("cli/src").join(&file)).unwrap().lines().count();
        assert!(lines <= 550, "{file} has {lines} lines; part it");
    }
}
