//! The list of what was made: which label stands where.

use std::fs;

use super::common::*;

/// The lines of a list, cells joined by blanks.
fn lines(path: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
    reader.records().map(|line| line.unwrap().iter().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_manifest_says_which_label_stands_where() {
    let folder = Folder::new();
    let list = folder.file("list.csv");
    rendered(
        "kz-pharma-carton",
        "kz-pharma.txt",
        &folder.path().join("p{part}.pdf"),
        &["--part-size", "25", "--manifest", &list],
    );
    let told = lines(&list);
    assert_eq!(told[0], "label row gtin serial batch expiry file page place");
    for (line, (code, number)) in told[1..].iter().zip(codes().iter().zip(1..)) {
        let (gtin, serial, part, page) = (&code[2..16], &code[18..31], (number - 1) / 25 + 1, (number - 1) % 25 + 1);
        let serial = if serial.starts_with(['=', '+', '-', '@']) { format!("'{serial}") } else { serial.to_owned() };
        assert_eq!(
            line.clone(),
            format!("{number} {number} {gtin} {serial}   {} {page} ", folder.file(&format!("p{part}.pdf")))
        );
    }
    assert_eq!(told.len(), codes().len() + 1);
    let text = fs::read_to_string(&list).unwrap();
    let tail = codes()[0].rsplit('\u{1d}').next().unwrap()[2..].to_owned();
    assert!(!text.contains(&tail) && !text.contains('\u{1d}'), "no tail");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&list).unwrap().permissions().mode() & 0o777, 0o600, "serials are whole");
    }
}

#[test]
fn a_manifest_of_sheets_tells_the_place_and_is_json_where_it_is_called_so() {
    let folder = Folder::new();
    let list = folder.file("list.json");
    let more = ["--start-at", "23", "--manifest", &list];
    rendered("uz-relabel-a4", "uz-pharma.xlsx", &folder.path().join("{sheet}.svg"), &more);
    let told: serde_json::Value = serde_json::from_str(&fs::read_to_string(&list).unwrap()).unwrap();
    let at = |index: usize| {
        let label = &told[index];
        (
            label["label"].as_u64(),
            label["row"].as_u64(),
            label["file"].as_str().unwrap().to_owned(),
            label["page"].as_u64(),
            label["place"].as_u64(),
        )
    };
    assert_eq!(at(0), (Some(1), Some(2), folder.file("1.svg"), Some(1), Some(23)));
    assert_eq!(at(2), (Some(3), Some(4), folder.file("2.svg"), Some(1), Some(1)));
    assert!(told[0]["gtin"].as_str().unwrap().len() == 14 && told[0]["batch"].is_string());
}

#[test]
fn formulas_in_a_manifest_are_text_and_a_file_of_its_own_is_asked_for() {
    let folder = Folder::new();
    let (data, pdf) = ("tests/fixtures/outputs/inj.csv", folder.path().join("a.pdf"));
    let list = folder.file("list.csv");
    let made = render(KZ, data, &pdf, &["--skip-bad", "--manifest", &list]);
    let cells = fs::read_to_string(&list).unwrap_or_default();
    assert!(
        made.code == 1 && cells.lines().all(|line| !line.contains(",=") && !line.contains(",+")),
        "{}{cells}",
        made.err
    );
    render(KZ, CODES, &pdf, &["--manifest", pdf.to_str().unwrap()]).assert_says(2, &["neither .csv nor .json"]);
    let copy = folder.write("codes.csv", text_of(CODES));
    render(KZ, &copy, &pdf, &["--manifest", &copy]).assert_says(2, &["would be destroyed"]);
    assert_eq!(fs::read_to_string(&copy).unwrap(), text_of(CODES));
    let other = folder.file("b.csv");
    render(KZ, CODES, &pdf, &["--skip-bad", "--manifest", &other, "--rejects", &other])
        .assert_says(2, &["named for two outputs"]);
}

#[test]
fn a_manifest_that_was_there_stays_where_labels_are_not_made() {
    let folder = Folder::new();
    let list = folder.write("list.csv", "old");
    let data = folder.write("bad.txt", shorten(&codes()[0]));
    assert_eq!(render(KZ, &data, &folder.path().join("a.pdf"), &["--manifest", &list]).code, 1);
    assert_eq!(fs::read_to_string(&list).unwrap(), "old");
}

#[test]
fn a_label_in_zpl_says_in_a_comment_which_it_is_and_prints_the_same() {
    let folder = Folder::new();
    let [plain, told] = ["a.zpl", "b.zpl"].map(|name| folder.file(name));
    let more = ["--rows", "7-9"];
    rendered("kz-pharma-58x40-203", "kz-pharma.xlsx", plain.as_ref(), &more);
    rendered("kz-pharma-58x40-203", "kz-pharma.xlsx", told.as_ref(), &[&more[..], &["--zpl-comments"]].concat());
    let (plain, told) = (fs::read_to_string(&plain).unwrap(), fs::read_to_string(&told).unwrap());
    let comments: Vec<&str> = told.split("^XA^FX").skip(1).map(|label| label.split('^').next().unwrap()).collect();
    assert_eq!(comments, [" label 1 row 7", " label 2 row 8", " label 3 row 9"]);
    let without = comments.iter().fold(told.clone(), |text, comment| text.replace(&format!("^FX{comment}^FS"), ""));
    assert_eq!(without, plain);
}
