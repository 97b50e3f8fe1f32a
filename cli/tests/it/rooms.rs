//! The house of the command line keeps its order: no file imports another in a circle.

#[path = "../../../tests/it/circles.rs"]
mod circles;

use std::fs;

use self::circles::{assert_circles, circles};
use super::common::{at, names};

#[test]
fn no_files_import_one_another() {
    let [beside, with_parts] = circles(&at("cli/src"));
    assert_circles(&beside, &[]);
    assert_circles(&with_parts, &[]);
}

#[test]
fn no_file_holds_two_ideas() {
    for file in names(&at("cli/src")) {
        let lines = fs::read_to_string(at("cli/src").join(&file)).unwrap().lines().count();
        assert!(lines <= 550, "{file} has {lines} lines; part it");
    }
}
