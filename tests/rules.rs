//! Every rule by labels that keep it by a hair and break it by a hair: `tests/rules/`.
//!
//! A fixture is a template whose first line says what is to be found, `# expects: QZ01 error` or
//! `# expects: clean`, and whose second line may give options, `# with: --dpi 203`. Beside it stand
//! the picture of what was found (`.svg`) and, where something is found, what people are told
//! (`.txt`). `QUIETZONE_BLESS=1 cargo test --test rules` writes both anew; look at them then.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use quietzone::check::ALL;

const FOLDER: &str = "tests/rules";

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    found.sort();
    found
}

fn check(fixture: &Path, more: &[&str]) -> Output {
    let text = fs::read_to_string(fixture).unwrap();
    let options = text.lines().nth(1).and_then(|line| line.strip_prefix("# with: ")).unwrap_or_default();
    let options: Vec<&str> = options.split_whitespace().collect();
    Command::new(env!("CARGO_BIN_EXE_quietzone")).arg("check").arg(fixture).args(options).args(more).output().unwrap()
}

/// What a fixture expects, sorted: `["QZ01 error"]`.
fn expected(fixture: &Path) -> Vec<String> {
    let text = fs::read_to_string(fixture).unwrap();
    let first = text.lines().next().unwrap_or_default();
    let listed = first.strip_prefix("# expects: ").unwrap_or_else(|| panic!("{}: no “# expects:”", fixture.display()));
    let mut list: Vec<String> =
        listed.split(',').map(|part| part.trim().to_owned()).filter(|part| part != "clean").collect();
    list.sort();
    list
}

#[test]
fn fixtures_are_judged_as_their_first_line_says() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let run = check(&fixture, &["--format", "json"]);
        let told: serde_json::Value = serde_json::from_slice(&run.stdout)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", fixture.display(), String::from_utf8_lossy(&run.stderr)));
        let mut found: Vec<String> = told["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| format!("{} {}", found["rule"].as_str().unwrap(), found["severity"].as_str().unwrap()))
            .collect();
        found.sort();
        if found != expected(&fixture) {
            wrong.push(format!("{}: {found:?}\n{:#}", fixture.display(), told["findings"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_told_and_drawn_is_as_it_was() {
    let bless = std::env::var_os("QUIETZONE_BLESS").is_some();
    let folder = tempfile::tempdir().unwrap();
    let drawn = folder.path().join("drawn.svg");
    let mut changed = Vec::new();
    for fixture in fixtures() {
        let run = check(&fixture, &["--overlay", drawn.to_str().unwrap()]);
        let told = String::from_utf8(run.stderr).unwrap();
        let mut kept = vec![(fixture.with_extension("svg"), fs::read_to_string(&drawn).unwrap_or_default())];
        if !expected(&fixture).is_empty() {
            kept.push((fixture.with_extension("txt"), told));
        }
        for (path, now) in kept {
            if bless {
                fs::write(&path, &now).unwrap();
            } else if fs::read_to_string(&path).ok().as_deref() != Some(now.as_str()) {
                changed.push(path.display().to_string());
            }
        }
        let _ = fs::remove_file(&drawn);
    }
    assert!(changed.is_empty(), "changed, look and bless: {}", changed.join(", "));
}

/// A rule without fixtures is a rule that nobody has seen work.
#[test]
fn every_rule_is_kept_and_broken_by_a_fixture() {
    let names: BTreeSet<String> =
        fixtures().iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    for check in ALL {
        let code = check.rule.code.to_lowercase();
        let has = |way: &str| names.iter().any(|name| name.starts_with(&format!("{code}-{way}")));
        assert!(has("pass") && has("fail"), "{code} has no fixtures {code}-pass….toml and {code}-fail….toml");
    }
    for fixture in fixtures() {
        let name = fixture.file_stem().unwrap().to_string_lossy().into_owned();
        let (code, way) = name.split_once('-').unwrap();
        let said = expected(&fixture).iter().any(|found| found.starts_with(&code.to_uppercase()));
        assert_eq!(said, way.starts_with("fail"), "{name}");
    }
}
