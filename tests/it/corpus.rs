//! Inputs that were worth keeping from fuzzing, tried on every build. How they were found:
//! `fuzz/README.md`.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../fuzz/properties.rs"]
mod properties;

/// Tries every kept input of a target. The name printed last is the one that failed.
fn try_all(target: &str, property: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "nothing is kept for {target}");
    for file in files {
        println!("{}", file.display());
        property(&fs::read(file).unwrap());
    }
}

#[test]
fn codes() {
    try_all("code", properties::code);
}

#[test]
fn bars() {
    try_all("bars", properties::bars);
}

#[test]
fn templates() {
    try_all("template", properties::template);
}

#[test]
fn tables() {
    try_all("table", properties::table);
}

#[test]
fn workbooks() {
    try_all("workbook", properties::workbook);
}

#[test]
fn kinds() {
    try_all("kinds", properties::kinds);
}

#[test]
fn fonts() {
    try_all("font", properties::font);
}

#[test]
fn profiles() {
    try_all("profile", properties::profile);
}

#[test]
fn pictures() {
    try_all("svg", properties::svg);
}
