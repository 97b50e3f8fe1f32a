//! A design without data is judged with what its template says will stand there.

use quietzone::batch::Data;
use quietzone::job::{FileKind, Memory, Request, TemplateFrom, run, run_to};

use super::common::{CLEAN, SYMBOL, found, judged, text, told};

/// A label of shoes whose size is written into a box of 8 mm.
fn shoes(data: &str) -> String {
    let size = text("size", [30.0, 10.0], "width = '8 mm'\ntext = '{{ size }}'");
    format!(
        "market = 'kz-pharma'\n[label]\nwidth = '60 mm'\nheight = '60 mm'\ndevice = 'artwork'\n[data]\noptional = ['size']\n{data}{SYMBOL}{size}"
    )
}

fn refused(template: &str) -> Vec<String> {
    let request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text: template.to_owned() });
    run(&request, &()).unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[test]
fn a_value_that_no_cell_has_does_not_judge_a_design_that_has_samples() {
    // “ABC123” fits 8 mm; in 6 mm only a number does.
    let narrow = |data: &str| found(&shoes(data).replace("width = '8 mm'", "width = '5 mm'"));
    assert_eq!(narrow(""), ["TXT01 error"]);
    assert_eq!(narrow("[data.sample]\nsize = '42'\n"), CLEAN);
    assert_eq!(narrow("[data.defaults]\nsize = '42'\n"), CLEAN);
}

#[test]
fn the_longest_value_must_fit_too_and_its_findings_say_so() {
    let both = shoes("[data.sample]\nsize = '42'\n[data.longest]\nsize = '42.5 EU / 27.5 cm'\n");
    let seen = judged(&both);
    assert_eq!(seen.len(), 1, "{seen:?}");
    let said = seen[0].message.to_string();
    assert!(seen[0].rule.code == "TXT01" && said.starts_with("with “longest” of [data]: the text is "), "{said}");
    assert_eq!(found(&both.replace("width = '8 mm'", "width = '22 mm'")), CLEAN);
    // Findings of both are told once.
    let light = both.replace("width = '8 mm'", "width = '22 mm'").replace("size = '6 pt'", "size = '3 pt'");
    let seen = judged(&light);
    assert!(!seen.is_empty() && seen.iter().all(|found| !found.message.to_string().contains("longest")), "{seen:?}");
}

#[test]
fn a_sample_is_what_its_placeholder_asks() {
    let date = "{{ made | date('MM.YYYY') }}";
    let dated = |sample: &str| {
        shoes(&format!("dates = ['made']\n[data.sample]\nmade = '{sample}'\n"))
            .replace("'{{ size }}'", &format!("\"{date}\""))
    };
    assert_eq!(found(&dated("31.12.2027")), CLEAN);
    let says = |template: &str, expected: &str| {
        let found = refused(template);
        assert!(found.len() == 1 && found[0].contains(expected), "{found:?}");
        assert!(["t.toml:9:", "t.toml:10:"].iter().any(|line| found[0].starts_with(line)), "at its line: {found:?}");
    };
    says(&dated("soon"), "“made” is a date, and “soon” is none");
    let sample = |line: &str| shoes(&format!("[data.sample]\n{line}\n"));
    let unused = judged(&sample("sise = '42'"));
    assert_eq!(told(&unused), ["TPL04 warning"]);
    assert!(unused[0].to_string().contains("the template uses no field “sise”; it uses size"), "{unused:?}");
    says(&sample("gtin = '4870999000116A'"), "(01)");
    says(&sample("gtin = '04870999000117'"), "check digit");
    assert_eq!(found(&sample("gtin = '04870999000116'")), CLEAN);
    // By its application identifier too.
    assert_eq!(found(&sample("21 = 'A1B2C3D4E5F6G'")), CLEAN);
    says(&sample("92 = 'QUJD'"), "(92)");
}

#[test]
fn the_texts_of_a_design_are_those_of_its_samples() {
    let asked = |data: &str| {
        let template = shoes(data).replace("'{{ size }}'", "'{{ gtin }} {{ size }}'").replace("8 mm", "29 mm");
        let mut request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text: template });
        request.proof = true;
        run(&request, &()).unwrap().proof.map(|proof| proof.picture).unwrap_or_default()
    };
    let seen = asked("[data.sample]\nsize = '42'\ngtin = '04870999000116'\n");
    assert!(seen.contains("04870999000116 42"), "{seen}");
    assert!(asked("").contains("ABC123"));
}

#[test]
fn no_job_prints_a_sample() {
    let code = "010487099900011621A1B2C3D4E5F6G\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("codes.txt");
    std::fs::write(&data, format!("{code}\n")).unwrap();
    let labels = |data_keys: &str| {
        let template = shoes(data_keys).replace("text = '{{ size }}'", "when = 'size'\ntext = '{{ size }}'");
        let mut request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text: template });
        (request.data, request.to) = (Some(Data::of(data.clone())), Some(FileKind::Svg));
        let mut memory = Memory::default();
        let outcome = run_to(&request, &mut memory, &()).unwrap();
        (memory.files, format!("{:?}", outcome.design))
    };
    let plain = labels("");
    assert!(!plain.0.is_empty());
    assert_eq!(plain, labels("[data.sample]\nsize = 'SAMPLE'\n[data.longest]\nsize = 'LONGEST'\n"));
}
