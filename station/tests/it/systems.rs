//! No token, password or tail in what is told of a system, whatever it answers.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../../fuzz/systems.rs"]
mod property;

/// What was found once by the fuzz target, tried on every build.
#[test]
fn what_was_kept_tells_no_secret() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/systems");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        println!("{}", file.display());
        property::systems(&fs::read(file).unwrap());
    }
}

/// Random answers, the same every time; `QUIETZONE_SECRETS` says how many.
#[test]
fn nothing_that_is_told_of_a_system_is_a_secret() {
    let tries = std::env::var("QUIETZONE_SECRETS").ok().and_then(|tries| tries.parse().ok()).unwrap_or(300);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..tries {
        let bytes: Vec<u8> = (0..200)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            })
            .collect();
        property::systems(&bytes);
    }
}
