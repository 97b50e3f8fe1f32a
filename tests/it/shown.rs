//! Pictures that differ from record to record.

use std::fs;
use std::path::Path;
use std::process::Command;

use quietzone::batch::{Data, Failure};
use quietzone::job::{
    Design, FileKind, Label, Memory, Outcome, Outlet, Own, Part, Refusal, Request, Shared, run, run_to,
};

use super::common::SYMBOL;

const IMAGE: &str = "[[element]]\ntype = 'image'\nid = 'model'\nx = '30 mm'\ny = '10 mm'\nwidth = '20 mm'\nheight = '15 mm'\nfile = 'art/{{ model }}'\n";

/// A folder with a template, pictures and rows with names of pictures.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(device: &str, models: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.0.path().join("art")).unwrap();
        for name in ["mark.png", "photo.jpg", "logo.svg"] {
            fs::copy(Path::new("tests/fixtures").join(name), folder.0.path().join("art").join(name)).unwrap();
        }
        fs::write(folder.0.path().join("secret.png"), fs::read("tests/fixtures/mark.png").unwrap()).unwrap();
        let head = format!("market = 'kz-pharma'\n[label]\nwidth = '60 mm'\nheight = '40 mm'\ndevice = '{device}'\n");
        fs::write(folder.0.path().join("t.toml"), head + SYMBOL + IMAGE).unwrap();
        let row = |(number, model): (usize, &&str)| {
            let code = format!(
                "010487099900011621A1B2C3D4{number:05}\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE="
            );
            format!("{code};{model}\n")
        };
        let rows: String = models.iter().enumerate().map(row).collect();
        fs::write(folder.0.path().join("data.csv"), format!("code;model\n{rows}")).unwrap();
        folder
    }

    fn change(&self, old: &str, new: &str) {
        let path = self.0.path().join("t.toml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old));
        fs::write(path, text.replace(old, new)).unwrap();
    }

    fn request(&self) -> Request {
        let mut request = Request::new(self.0.path().join("t.toml"));
        request.data = Some(Data::of(self.0.path().join("data.csv")));
        request
    }

    fn labels(&self, kind: FileKind, threads: usize) -> Vec<Vec<u8>> {
        let mut request = self.request();
        (request.to, request.threads) = (Some(kind), Some(threads));
        let mut memory = Memory::default();
        let outcome = run_to(&request, &mut memory, &()).unwrap();
        assert!(outcome.summary.is_some(), "{:?} {:?}", outcome.design, outcome.findings.groups());
        memory.files
    }

    fn told(&self) -> Vec<String> {
        run(&self.request(), &()).map_or_else(|Failure(found)| found.iter().map(ToString::to_string).collect(), rows)
    }
}

fn rows(outcome: Outcome) -> Vec<String> {
    let groups = outcome.findings.groups();
    let design = outcome.design.iter().map(ToString::to_string);
    design.chain(groups.into_iter().flat_map(|group| group.first.to_vec()).map(|found| found.to_string())).collect()
}

#[test]
fn each_record_shows_its_picture_and_a_pdf_holds_each_once() {
    let folder = Folder::new("artwork", &["photo.jpg", "mark.png", "photo.jpg", "logo.svg"]);
    let files = folder.labels(FileKind::Pdf, 1);
    let pdf = folder.0.path().join("out.pdf");
    fs::write(&pdf, &files[0]).unwrap();
    let Ok(listed) = Command::new("pdfimages").arg("-list").arg(&pdf).output() else {
        return eprintln!("skipped: pdfimages not installed");
    };
    // page, number, type, width, …, object
    let listed = String::from_utf8(listed.stdout).unwrap();
    let images: Vec<(String, String)> = listed
        .lines()
        .skip(2)
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| words[2] == "image")
        .map(|words| (words[0].to_owned(), words[10].to_owned()))
        .collect();
    let [(first, photo), (second, mark), (third, again)] = images.as_slice() else { panic!("{listed}") };
    assert_eq!((first.as_str(), second.as_str(), third.as_str()), ("1", "2", "3"), "{listed}");
    assert!(photo == again && photo != mark, "{listed}");
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let models: Vec<&str> = ["photo.jpg", "mark.png", "logo.svg"].into_iter().cycle().take(200).collect();
    let folder = Folder::new("artwork", &models);
    for kind in [FileKind::Pdf, FileKind::Svg] {
        assert_eq!(folder.labels(kind, 1), folder.labels(kind, 4), "{kind:?}");
    }
}

#[test]
fn printers_and_pictures_show_them_too() {
    let of = |device: &str, kind: FileKind, model: &str| Folder::new(device, &[model]).labels(kind, 1);
    for (device, kind) in [("300 dpi", FileKind::Zpl), ("300 dpi", FileKind::Png), ("artwork", FileKind::Svg)] {
        let drawn = ["photo.jpg", "mark.png", "logo.svg"].map(|model| of(device, kind, model));
        assert!(drawn[0] != drawn[1] && drawn[1] != drawn[2], "{kind:?}");
        // As a picture that all labels have.
        let fixed = Folder::new(device, &["-"]);
        fixed.change("{{ model }}", "mark.png");
        if kind == FileKind::Png {
            assert_eq!(fixed.labels(kind, 1), drawn[1]);
        }
    }
}

#[test]
fn a_missing_picture_is_told_with_its_row_and_cell() {
    let told = Folder::new("artwork", &["logo.svg", "boot.png"]).told();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("IMG01") && told[0].contains("boot.png") && told[0].contains("line 3"), "{told:?}");
    assert!(told[0].contains("model"), "its column: {told:?}");
}

#[test]
fn a_value_leads_to_no_other_folder() {
    for value in ["../secret.png", "/etc/passwd", "sub/mark.png", "..\\secret.png", "C:mark.png", ""] {
        let told = Folder::new("artwork", &[value]).told();
        let refused = |found: &String| found.contains("IMG01") && found.contains("no name of a file");
        assert!(told.iter().any(refused) || value.is_empty() && !told.is_empty(), "{value}: {told:?}");
    }
}

#[test]
fn a_design_is_judged_with_the_picture_of_its_sample() {
    let folder = Folder::new("artwork", &["photo.jpg"]);
    let judged = || rows(run(&Request::new(folder.0.path().join("t.toml")), &()).unwrap());
    let told = judged();
    assert!(told.iter().any(|found| found.contains("IMG01") && found.contains("ABC123")), "{told:?}");
    folder.change(
        "[[element]]\ntype = 'datamatrix'",
        "[data.sample]\nmodel = 'logo.svg'\n[[element]]\ntype = 'datamatrix'",
    );
    assert_eq!(judged(), [""; 0]);
}

/// A picture that is too coarse on some labels only is told with these.
#[test]
fn the_coarsest_picture_is_judged() {
    let told = Folder::new("artwork", &["logo.svg", "mark.png"]).told();
    assert!(told.len() == 1 && told[0].contains("dpi") && told[0].contains("line 3"), "{told:?}");
}

#[test]
fn a_job_has_so_many_pictures() {
    let models: Vec<String> = (0..2001).map(|number| format!("{number}.png")).collect();
    let told = Folder::new("artwork", &models.iter().map(String::as_str).collect::<Vec<_>>()).told();
    assert!(
        told.len() == 1 && told[0].contains("2000 different pictures") && told[0].contains("line 2002"),
        "{told:?}"
    );
}

#[test]
fn no_output_takes_the_place_of_a_picture() {
    let folder = Folder::new("artwork", &["mark.png"]);
    let picture = folder.0.path().join("art/mark.png");
    let before = fs::read(&picture).unwrap();
    let mut request = folder.request();
    request.output = Some(picture.clone());
    assert!(run(&request, &()).is_err());
    assert_eq!(fs::read(&picture).unwrap(), before);
}

#[test]
fn a_picture_with_a_role_is_the_same_on_every_label() {
    let folder = Folder::new("artwork", &["mark.png"]);
    folder.change("'art/{{ model }}'", "'art/{{ model }}'\nrole = 'ean-13'\nmodule = '0.33 mm'");
    let told = folder.told();
    assert!(told.iter().any(|found| found.contains("same on every label")), "{told:?}");
}

#[test]
fn no_picture_is_named_by_what_differs_from_code_to_code() {
    let folder = Folder::new("artwork", &["mark.png"]);
    folder.change("{{ model }}", "{{ serial }}.png");
    let told = folder.told();
    assert!(told.len() == 1 && told[0].contains("“serial” differs from code to code"), "{told:?}");
    folder.change("{{ serial }}.png", "{{ gtin }}.png");
    let told = folder.told();
    assert!(told.len() == 1 && told[0].contains("04870999000116.png"), "{told:?}");
}

/// Takes labels down, to make them again.
#[derive(Default)]
struct Kept {
    design: Option<Design>,
    shared: Shared,
    labels: Vec<(Own, Vec<u8>)>,
}

impl Outlet for Kept {
    fn head(&mut self, part: &Part<'_>, _: &[u8]) -> Result<(), Refusal> {
        self.shared = part.shared.clone();
        Ok(())
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        let own = self.design.as_ref().unwrap().own(label, &self.shared).unwrap();
        self.labels.push((own, label.bytes.to_vec()));
        Ok(())
    }

    fn tail(&mut self, _: &[u8]) -> Result<(), Refusal> {
        Ok(())
    }
}

#[test]
fn a_label_that_is_made_again_alone_shows_its_picture() {
    let folder = Folder::new("300 dpi", &["mark.png", "logo.svg", "photo.jpg", "mark.png"]);
    let mut request = folder.request();
    let design = Design::of(Request::new(folder.0.path().join("t.toml"))).unwrap();
    let mut kept = Kept { design: Some(design.clone()), ..Kept::default() };
    request.to = Some(FileKind::Zpl);
    run_to(&request, &mut kept, &()).unwrap();
    let files: Vec<&str> = kept.shared.pictures.iter().map(|(_, file)| file.as_str()).collect();
    assert_eq!(files, ["art/logo.svg", "art/mark.png", "art/photo.jpg"]);
    let again = design.again(&kept.shared).unwrap();
    assert_eq!(kept.labels.len(), 4);
    for (own, bytes) in &kept.labels {
        let made = again.zpl().unwrap().labels(std::slice::from_ref(own)).unwrap();
        assert!(matches!(&made[..], [label] if bytes.ends_with(label.text().as_bytes())));
    }
    // Of a picture that was not kept the label is no other one.
    let less = Shared::new(kept.shared.longest, kept.shared.constants.clone(), kept.shared.labels);
    let again = design.again(&less).unwrap();
    let refused = again.zpl().unwrap().labels(&[kept.labels[0].0.clone()]).unwrap_err();
    assert!(refused.to_string().contains("art/mark.png"), "{refused}");
}
