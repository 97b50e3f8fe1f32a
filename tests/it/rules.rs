//! Every rule by labels that keep it by a hair and break it by a hair: `tests/rules/`.
//!
//! A fixture is a template whose first line says what is to be found, `# expects: QZ01 error` or
//! `# expects: clean`. Beside those where something is found stands what people are told (`.txt`),
//! and `frames.txt` has where each finding and each distance is drawn. Some pictures are kept whole
//! (`.svg`). `QUIETZONE_BLESS=1 cargo test -p quietzone --test it rules::` writes all of them anew;
//! look at them then.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use quietzone::check::ALL;
use quietzone::job::Request;
use quietzone::proof::Proof;
use quietzone::report::text;

use super::common::{outcome, told};

const FOLDER: &str = "tests/rules";

/// What came of a fixture.
struct Fixture {
    template: PathBuf,
    /// Rules and severities, sorted.
    found: Vec<String>,
    /// What people are told.
    told: String,
    /// Where it is drawn.
    frames: String,
    /// The picture, of those that have one.
    picture: Option<String>,
}

static FIXTURES: LazyLock<Vec<Fixture>> = LazyLock::new(|| {
    let entries = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let mut templates: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    templates.sort();
    templates.into_iter().map(Fixture::judged).collect()
});

impl Fixture {
    fn judged(template: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let drawn = folder.path().join("drawn.svg");
        let overlay = template.with_extension("svg").exists().then(|| drawn.clone());
        let mut request = Request::new(&template);
        (request.overlay, request.proof) = (overlay, true);
        let outcome = outcome(&request);
        assert!(outcome.findings.groups().is_empty(), "{} has no records", template.display());
        let mut found = told(&outcome.design);
        let mut frames = String::new();
        for ((finding, place), number) in outcome.design.iter().zip(&outcome.proof.as_ref().unwrap().places).zip(1..) {
            write!(frames, "  {number} {}", finding.rule.code).unwrap();
            match place {
                Some(place) => {
                    let sides = [place.left, place.top, place.right, place.bottom].map(|side| side.to_mm());
                    writeln!(frames, ": {:.3} {:.3} to {:.3} {:.3}", sides[0], sides[1], sides[2], sides[3]).unwrap();
                }
                None => frames.push_str(": nowhere\n"),
            }
        }
        if !found.is_empty() {
            let distances = distances(outcome.proof.as_ref().unwrap());
            frames = format!("{}\n{frames}{distances}", name(&template));
        }
        found.sort();
        Self {
            found,
            told: outcome.design.iter().map(|finding| text::drawn(finding, false) + "\n").collect(),
            frames,
            picture: fs::read_to_string(drawn).ok(),
            template,
        }
    }

    fn name(&self) -> String {
        name(&self.template)
    }

    /// What its first line expects, sorted: `["QZ01 error"]`.
    fn expected(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.template).unwrap();
        let first = text.lines().next().unwrap_or_default();
        let listed = first.strip_prefix("# expects: ").unwrap_or_else(|| panic!("{}: no “# expects:”", self.name()));
        let mut list: Vec<String> =
            listed.split(',').map(|part| part.trim().to_owned()).filter(|part| part != "clean").collect();
        list.sort();
        list
    }
}

fn name(template: &Path) -> String {
    template.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The distances on a picture and where they are written: what is said there and nothing else.
fn distances(proof: &Proof) -> String {
    let mut list = String::new();
    for text in proof.picture.split("aria-label=\"").skip(1) {
        let mut parts = text.split('"');
        let said = parts.next().unwrap();
        let numbers = said.strip_suffix(" mm").is_some_and(|number| number.parse::<f64>().is_ok());
        if numbers {
            let matrix = parts.nth(1).unwrap().strip_prefix("matrix(").unwrap().trim_end_matches(')');
            let [x, y] = [4, 5].map(|n| matrix.split(' ').nth(n).unwrap().parse::<f64>().unwrap());
            writeln!(list, "  {said}: {x:.3} {y:.3}").unwrap();
        }
    }
    list
}

#[test]
fn fixtures_are_judged_as_their_first_line_says() {
    let wrong: Vec<String> = FIXTURES
        .iter()
        .filter(|fixture| fixture.found != fixture.expected())
        .map(|fixture| format!("{}: {:?}\n{}", fixture.name(), fixture.found, fixture.told))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_told_and_drawn_is_as_it_was() {
    let bless = std::env::var_os("QUIETZONE_BLESS").is_some();
    let frames = FIXTURES.iter().map(|fixture| fixture.frames.as_str()).collect();
    let mut kept: Vec<(PathBuf, String)> = vec![(Path::new(FOLDER).join("frames.txt"), frames)];
    for fixture in FIXTURES.iter() {
        kept.extend(fixture.picture.clone().map(|picture| (fixture.template.with_extension("svg"), picture)));
        if !fixture.expected().is_empty() {
            kept.push((fixture.template.with_extension("txt"), fixture.told.clone()));
        }
    }
    let mut changed = Vec::new();
    for (path, now) in kept {
        if bless {
            fs::write(&path, &now).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(now.as_str()) {
            changed.push(path.display().to_string());
        }
    }
    assert!(changed.is_empty(), "changed, look and bless: {}", changed.join(", "));
}

/// A picture or two of every family of rules are kept, and nothing stands there that no fixture has.
#[test]
fn every_family_of_rules_is_seen_in_a_picture() {
    let pictures: Vec<&Fixture> = FIXTURES.iter().filter(|fixture| fixture.picture.is_some()).collect();
    for check in ALL {
        let family = check.rule.code.get(..2).unwrap().to_lowercase();
        assert!(pictures.iter().any(|fixture| fixture.name().starts_with(&family)), "no picture of {family}");
    }
    let names: BTreeSet<String> = FIXTURES.iter().map(Fixture::name).collect();
    for entry in fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()) {
        assert!(
            names.contains(&name(&entry)) || entry.ends_with("art") || entry.ends_with("frames.txt"),
            "{} belongs to no fixture",
            entry.display()
        );
    }
}

/// Rules about codes that no design has: the code of a fixture is the widest of its market. Tests
/// beside each of these show that it works.
const OF_CODES: [&str; 1] = ["TX12"];

/// A rule without fixtures is a rule that nobody has seen work.
#[test]
fn every_rule_is_kept_and_broken_by_a_fixture() {
    let names: BTreeSet<String> = FIXTURES.iter().map(Fixture::name).collect();
    for check in ALL.iter().filter(|check| !OF_CODES.contains(&check.rule.code)) {
        let code = check.rule.code.to_lowercase();
        let has = |way: &str| names.iter().any(|name| name.starts_with(&format!("{code}-{way}")));
        assert!(has("pass") && has("fail"), "{code} has no fixtures {code}-pass….toml and {code}-fail….toml");
    }
    for fixture in FIXTURES.iter() {
        let name = fixture.name();
        let (code, way) = name.split_once('-').unwrap();
        let said = fixture.expected().iter().any(|found| found.starts_with(&code.to_uppercase()));
        assert_eq!(said, way.starts_with("fail"), "{name}");
    }
}
