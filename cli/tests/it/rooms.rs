//! The house of the command line keeps its order.

use std::fs;

use super::common::{at, names};

#[test]
fn no_file_holds_two_ideas() {
    for file in names(&at("cli/src")) {
        let lines = fs::read_to_string(at("cli/src").join(&file)).unwrap().lines().count();
        assert!(lines <= 550, "{file} has {lines} lines; part it");
    }
}
