//! The templates that come along.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use quietzone::batch::Data;
use quietzone::diagnostic::Severity;
use quietzone::job::{FileKind, Memory, Request, run_to};
use quietzone::template::SHIPPED;
use quietzone::world::{Memory as Files, World};

fn names(folder: &str) -> BTreeSet<String> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_template_of_the_repository_comes_along_with_all_its_pictures() {
    let shipped: BTreeSet<String> = SHIPPED.iter().map(|one| format!("{}.toml", one.name)).collect();
    assert_eq!(shipped, names("templates"));
    let art = SHIPPED.iter().flat_map(|one| one.art).map(|(path, _)| path.strip_prefix("art/").unwrap().to_owned());
    assert_eq!(art.collect::<BTreeSet<_>>(), names("templates/art"));
}

#[test]
fn each_makes_labels_of_its_sample_with_nothing_but_what_comes_along() {
    for one in SHIPPED {
        let files = Files::default();
        for (path, bytes) in one.art.iter().copied().chain([(one.sample, one.codes), ("t.toml", one.text.as_bytes())]) {
            files.put(path, bytes.to_vec());
        }
        let mut request = Request::new("t.toml");
        request.world = World::of(files);
        (request.data, request.to, request.rows) = (Some(Data::of(one.sample)), Some(FileKind::Pdf), "2".parse().ok());
        let outcome = run_to(&request, &mut Memory::default(), &()).unwrap_or_else(|why| panic!("{}: {why}", one.name));
        assert_eq!(outcome.summary.unwrap().labels, 1, "{}", one.name);
        assert!(outcome.design.iter().all(|found| found.severity < Severity::Error), "{}", one.name);
        assert!(!one.about().is_empty(), "{}", one.name);
    }
}
