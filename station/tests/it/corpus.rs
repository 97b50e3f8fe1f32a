//! Answers of printers that were worth keeping from fuzzing, and some made by hand: `fuzz/README.md`.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

#[path = "../../../fuzz/answers.rs"]
mod answers;

#[test]
fn kept_answers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/answers");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        println!("{}", file.display());
        answers::answers(&fs::read(file).unwrap());
    }
}

proptest! {
    #[test]
    fn random_answers(text in "(\\x02|\\x03|\"|,|0|1|PRINTER STATUS|ERRORS:|WARNINGS:| 1 00000000 00000005|\\r\\n|[ -~]){0,60}") {
        answers::answers(text.as_bytes());
    }
}
