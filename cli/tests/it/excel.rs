//! CSV that Excel opens by a double click, and what a lookup file lacks.

use std::fs;

use super::common::*;

/// The lines of a file that Excel is to open, without its mark; cells parted by semicolons.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap()).unwrap();
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'), "{text}");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Five rows, of which the second and third are bad.
fn batch(folder: &Folder) -> String {
    let lines = codes();
    let (short, shorter) = (shorten(&lines[1]), shorten(&shorten(&lines[2])));
    folder.write("codes.txt", [&lines[0], &short, &shorter, &lines[3], &lines[4]].map(String::as_str).join("\n"))
}

#[test]
fn lists_of_all_kinds_are_written_for_excel_and_read_again() {
    let folder = Folder::new();
    let data = batch(&folder);
    let (list, clean) = (folder.file("list.csv"), folder.file("clean.csv"));
    let pdf = folder.path().join("a.pdf");
    let made = render(KZ, &data, &pdf, &["--skip-bad", "--csv", "excel", "--manifest", &list]);
    assert_eq!(made.code, 1, "{}", made.err);
    let listed = cells(&fs::read(&list).unwrap());
    assert_eq!(listed[0].join(" "), "label row gtin serial batch expiry file page place");
    assert_eq!(listed[1..].iter().map(|line| line[1].as_str()).collect::<Vec<_>>(), ["1", "4", "5"]);
    let rejects = folder.file("a.pdf.rejects.csv");
    let rejected = cells(&fs::read(&rejects).unwrap());
    assert_eq!((rejected[0].join(" "), rejected.len()), ("place row rule reason code".to_owned(), 3));
    let inspect = |data: &str, more: &[&str]| {
        quietzone(&[&["inspect", "--data", data, "--market", "kz-pharma"][..], more].concat())
    };
    let again = inspect(&rejects, &["--column", "code", "--format", "json"]);
    assert_eq!((again.json()["rows"].as_u64(), again.json()["bad"].as_u64()), (Some(2), Some(2)), "{}", again.err);
    let convert = ["convert", "--data", &data, "--market", "kz-pharma", "-o", &clean, "--skip-bad", "--csv", "excel"];
    assert_eq!(quietzone(&convert).code, 1);
    assert_eq!(cells(&fs::read(&clean).unwrap()).len(), 4);
    let again = inspect(&clean, &["--format", "json"]);
    assert_eq!((again.code, again.json()["good"].as_u64()), (0, Some(3)), "{}", again.err);
    let findings = inspect(&data, &["--format", "csv", "--csv", "excel"]);
    let told = cells(findings.out.as_bytes());
    assert_eq!(told[0].join(" "), "file sheet row column header severity rule message help");
    assert!(told.len() > 2 && told.iter().all(|line| line.len() == 9), "{told:?}");
}

#[test]
fn what_a_lookup_file_lacks_is_told_once_a_product_with_how_many_rows_miss_it() {
    let folder = Folder::new();
    let products = folder.write("products.csv", "gtin;batch;expiry;product\n04870999000222;A1;2027-12-31;X\n");
    let pdf = folder.path().join("a.pdf");
    let told = render(KZ, CODES, &pdf, &["--lookup", &products, "--skip-bad", "--all-findings"]);
    assert_eq!(told.code, 1, "{}", told.err);
    for gtin in ["04870999000116", "04870999000338"] {
        let message = format!("the lookup file has no row for gtin {gtin}, which 20 rows have");
        assert_eq!(told.err.matches(&message).count(), 1, "{}", told.err);
    }
    assert!(told.out.contains("60 rows: 20 good, 40 bad"), "{}", told.out);
    let judged = quietzone(&["check", KZ, "--data", CODES, "--lookup", &products, "--format", "json"]);
    let misses = judged.json()["records"].as_array().unwrap().iter().find(|group| group["rule"] == "SRC07").cloned();
    assert_eq!(misses.unwrap()["count"], 2, "{}", judged.out);
    // Each rejected row says what it misses.
    let rejects = fs::read_to_string(folder.file("a.pdf.rejects.csv")).unwrap();
    assert_eq!(rejects.matches("no row for gtin 04870999000116").count(), 20);
}
